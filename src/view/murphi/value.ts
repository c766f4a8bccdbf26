/**
 * Values as a Murphi text can say them. Murphi has no literals of records and arrays, so
 * what is composed stays a form, made of the texts of its parts, until it is stored,
 * compared or taken apart. No form has effects; texts bind as tight as `level` says.
 */
import type { Type } from '../../machine/types.ts';

/** How tight an operator binds, from `? :` to what needs no parentheses. */
export const level = {
  cond: 0,
  implies: 1,
  or: 2,
  and: 3,
  not: 4,
  compare: 5,
  add: 6,
  multiply: 7,
  atom: 9,
} as const;

/** A text with the tightness of its outermost operator. */
export interface Text {
  readonly text: string;
  readonly level: number;
  /** What says the contrary, where that is no longer than this. */
  readonly opposite?: { readonly text: string; readonly level: number };
}

export type Form =
  | ({ readonly kind: 'plain' } & Text)
  /** A record or array that stands somewhere. */
  | { readonly kind: 'stored'; readonly path: string }
  /** A binding, which is undefined in place of `none`. */
  | { readonly kind: 'bare'; readonly path: string }
  | { readonly kind: 'struct'; readonly fields: readonly Form[] }
  | { readonly kind: 'case'; readonly tag: number; readonly fields: readonly Form[] }
  | { readonly kind: 'none' }
  | { readonly kind: 'some'; readonly of: Form }
  | {
      readonly kind: 'set';
      readonly has: (element: Form) => Text;
      readonly items?: readonly Form[];
      /** It is all of this range. */
      readonly whole?: string;
    }
  | { readonly kind: 'map'; readonly get: (key: Form) => Form }
  | { readonly kind: 'seq'; readonly length: Text; readonly item: (index: Text) => Form }
  | { readonly kind: 'cond'; readonly test: Text; readonly then: Form; readonly otherwise: Form };

export const atom = (text: string): Text => ({ text, level: level.atom });
export const plain = (text: Text): Form => ({ kind: 'plain', ...text });

/** The text, in parentheses where it binds less tight than this. */
export const tight = (part: Text, least: number): string =>
  part.level >= least ? part.text : `(${part.text})`;

export const yes = atom('true');
export const no = atom('false');
export const isYes = (t: Text): boolean => t.text === 'true';
export const isNo = (t: Text): boolean => t.text === 'false';

/** `a & b & ...`, without what is true anyway. */
export function all(parts: readonly Text[]): Text {
  const rest = parts.filter(p => !isYes(p));
  const [first] = rest;
  if (rest.some(isNo)) return no;
  if (first === undefined) return yes;
  if (rest.length === 1) return first;
  return { text: rest.map(p => tight(p, level.and)).join(' & '), level: level.and };
}

/** `a | b | ...`, without what is false anyway. */
export function any(parts: readonly Text[]): Text {
  const rest = parts.filter(p => !isNo(p));
  const [first] = rest;
  if (rest.some(isYes)) return yes;
  if (first === undefined) return no;
  if (rest.length === 1) return first;
  return { text: rest.map(p => tight(p, level.or)).join(' | '), level: level.or };
}

export function not(part: Text): Text {
  if (isYes(part)) return no;
  if (isNo(part)) return yes;
  if (part.opposite !== undefined) return { ...part.opposite, opposite: part };
  return { text: `!${tight(part, level.atom)}`, level: level.not, opposite: part };
}

export const implies = (left: Text, right: Text): Text =>
  isYes(left)
    ? right
    : isNo(left) || isYes(right)
      ? yes
      : {
          text: `${tight(left, level.or)} -> ${tight(right, level.or)}`,
          level: level.implies,
        };

const contrary: Readonly<Record<string, string>> = {
  '=': '!=',
  '!=': '=',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
};

export function compared(left: Text, op: string, right: Text): Text {
  const said = (word: string): Text => ({
    text: `${tight(left, level.add)} ${word} ${tight(right, level.add)}`,
    level: level.compare,
  });
  return { ...said(op), opposite: said(contrary[op] ?? op) };
}

/** `test ? then : otherwise`, or less where that says the same. */
export function either(test: Text, then: Text, otherwise: Text): Text {
  if (isYes(test) || then.text === otherwise.text) return then;
  if (isNo(test)) return otherwise;
  if (isYes(then) && isNo(otherwise)) return test;
  if (isNo(then) && isYes(otherwise)) return not(test);
  return {
    text: `${tight(test, level.implies)} ? ${tight(then, level.implies)} : ${tight(otherwise, level.implies)}`,
    level: level.cond,
  };
}

/** `forall x : T do ... end` and `exists`, over several names. */
export function quantified(
  word: 'forall' | 'exists',
  names: readonly (readonly [name: string, type: string])[],
  body: Text,
): Text {
  if (names.length > 0 && (isYes(body) || isNo(body))) return body;
  return names.reduceRight(
    (inner, [name, type]) => atom(`${word} ${name} : ${type} do ${inner.text} end`),
    body,
  );
}

/** Types whose values Murphi holds in one place. */
export const isSimple = (type: Type): boolean =>
  ['bool', 'int', 'range', 'enum', 'scalarset', 'place'].includes(type.kind);
