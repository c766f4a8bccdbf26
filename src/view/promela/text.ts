/**
 * Expressions of Promela as texts that know how tight they bind, their value where that is
 * constant, and between which integers they lie. What is constant is worked out, so that
 * nothing stands in the model that says nothing.
 */

/** How tight an operator binds, as in C. */
export const level = {
  or: 1,
  and: 2,
  bitOr: 3,
  bitAnd: 4,
  equal: 5,
  order: 6,
  shift: 7,
  add: 8,
  multiply: 9,
  unary: 10,
  atom: 11,
} as const;

/** A text of an expression. */
export interface Text {
  readonly text: string;
  readonly level: number;
  /** Its value, where that is the same in all states; truth is 1. */
  readonly value?: number;
  /** Bounds of its value. */
  readonly low: number;
  readonly high: number;
  /** What says the contrary, where that is no longer. */
  readonly opposite?: () => Text;
  /** What all must hold where this does. */
  readonly parts?: readonly Text[];
}

/** What stands for itself, between these bounds. */
export const atom = (text: string, low: number, high: number): Text => ({
  text,
  level: level.atom,
  low,
  high,
});

/** A constant, by its name. */
export const named = (text: string, value: number): Text => ({
  text,
  level: value < 0 && text.startsWith('-') ? level.unary : level.atom,
  value,
  low: value,
  high: value,
});

export const num = (value: number): Text => named(String(value), value);
export const yes: Text = named('true', 1);
export const no: Text = named('false', 0);
export const isYes = (t: Text): boolean => t.value !== undefined && t.value !== 0;
export const isNo = (t: Text): boolean => t.value === 0;
const truth = (holds: boolean): Text => (holds ? yes : no);

/** The text, in parentheses where it binds less tight than this. */
export const tight = (part: Text, least: number): string =>
  part.level >= least ? part.text : `(${part.text})`;

const bool = (text: string, at: number, opposite?: () => Text): Text => ({
  text,
  level: at,
  low: 0,
  high: 1,
  ...(opposite === undefined ? {} : { opposite }),
});

function joined(parts: readonly Text[], word: '&&' | '||'): Text {
  const [neutral, final] = word === '&&' ? [isYes, isNo] : [isNo, isYes];
  const rest: Text[] = [];
  for (const part of parts) {
    if (neutral(part) || rest.some(r => r.text === part.text)) continue;
    rest.push(part);
    if (final(part)) break;
  }
  const [first] = rest;
  if (first === undefined) return truth(word === '&&');
  if (rest.length === 1) return first;
  if (rest.every(r => r.value !== undefined)) return truth(word === '||');
  // A last `false` decides what nothing before it can make fail.
  const last = rest.at(-1);
  if (last !== undefined && final(last)) return last;
  const at = word === '&&' ? level.and : level.or;
  const text = rest.map(r => tight(r, at + (r.level === at ? 0 : 1))).join(` ${word} `);
  const each = rest.flatMap(r => r.parts ?? [r]);
  return word === '&&' ? { ...bool(text, at), parts: each } : bool(text, at);
}

/** `a && b && ...`, without what is true anyway. */
export const all = (parts: readonly Text[]): Text => joined(parts, '&&');
/** `a || b || ...`, without what is false anyway. */
export const any = (parts: readonly Text[]): Text => joined(parts, '||');

export function not(part: Text): Text {
  if (part.value !== undefined) return truth(part.value === 0);
  if (part.opposite !== undefined) return part.opposite();
  return bool(`!${tight(part, level.unary)}`, level.unary, () => part);
}

/** `!left || right`. */
export const implies = (left: Text, right: Text): Text =>
  isYes(left) ? right : isNo(left) ? yes : any([not(left), right]);

/** A comparison, where bounds do not decide it. */
export function compared(left: Text, op: '==' | '!=' | '<' | '<=' | '>' | '>=', right: Text): Text {
  const known = decided(left, op, right);
  if (known !== null) return truth(known);
  if (op === '==' && left.low === 0 && left.high === 1 && right.value !== undefined)
    return right.value === 1 ? left : not(left);
  const at = op === '==' || op === '!=' ? level.equal : level.order;
  return bool(`${tight(left, at + 1)} ${op} ${tight(right, at + 1)}`, at, () =>
    compared(left, contrary[op], right),
  );
}

const contrary = { '==': '!=', '!=': '==', '<': '>=', '<=': '>', '>': '<=', '>=': '<' } as const;

function decided(
  left: Text,
  op: '==' | '!=' | '<' | '<=' | '>' | '>=',
  right: Text,
): boolean | null {
  switch (op) {
    case '<':
      return left.high < right.low ? true : left.low >= right.high ? false : null;
    case '<=':
      return left.high <= right.low ? true : left.low > right.high ? false : null;
    case '>':
      return decided(right, '<', left);
    case '>=':
      return decided(right, '<=', left);
    default: {
      const apart = left.high < right.low || right.high < left.low;
      const same =
        left.text === right.text || (left.value !== undefined && left.value === right.value);
      return apart ? op === '!=' : same ? op === '==' : null;
    }
  }
}

/** `(test -> then : otherwise)`, or less where that says the same. */
export function either(test: Text, then: Text, otherwise: Text): Text {
  if (isYes(test) || then.text === otherwise.text) return then;
  if (isNo(test)) return otherwise;
  if (isYes(then) && then.text === 'true' && isBool(otherwise)) return any([test, otherwise]);
  if (isNo(otherwise) && otherwise.text === 'false' && isBool(then)) return all([test, then]);
  if (isNo(then) && then.text === 'false' && isBool(otherwise)) return all([not(test), otherwise]);
  if (isYes(otherwise) && otherwise.text === 'true' && isBool(then)) return implies(test, then);
  return {
    text: `(${test.text} -> ${then.text} : ${otherwise.text})`,
    level: level.atom,
    low: Math.min(then.low, otherwise.low),
    high: Math.max(then.high, otherwise.high),
  };
}

const isBool = (t: Text): boolean => t.low >= 0 && t.high <= 1;

/** Arithmetic of C. */
export function calculated(left: Text, op: '+' | '-' | '*' | '/' | '%', right: Text): Text {
  const known = left.value !== undefined && right.value !== undefined;
  if (known && !((op === '/' || op === '%') && right.value === 0))
    return num(result(op, left.value ?? 0, right.value ?? 1));
  if (op === '+' && left.value === 0) return right;
  if ((op === '+' || op === '-') && right.value === 0) return left;
  if (op === '*' && (left.value === 0 || right.value === 0)) return num(0);
  if (op === '*' && left.value === 1) return right;
  if (op === '*' && right.value === 1) return left;
  if (op === '+' && right.value !== undefined && right.value < 0)
    return calculated(left, '-', num(-right.value));
  const at = op === '+' || op === '-' ? level.add : level.multiply;
  const [low, high] = bounds(left, op, right);
  return { text: `${tight(left, at)} ${op} ${tight(right, at + 1)}`, level: at, low, high };
}

const result = (op: '+' | '-' | '*' | '/' | '%', a: number, b: number): number => {
  switch (op) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return Math.trunc(a / b) + 0;
    default:
      return (a % b) + 0;
  }
};

function bounds(a: Text, op: '+' | '-' | '*' | '/' | '%', b: Text): readonly [number, number] {
  if (op === '%') {
    const most = Math.max(Math.abs(b.low), Math.abs(b.high)) - 1;
    return [a.low < 0 ? Math.max(-most, a.low) : 0, a.high > 0 ? Math.min(most, a.high) : 0];
  }
  if (op === '/') {
    const most = Math.max(Math.abs(a.low), Math.abs(a.high));
    return a.low >= 0 && b.low >= 0 ? [0, a.high] : [-most, most];
  }
  const ends = [a.low, a.high].flatMap(x => [b.low, b.high].map(y => result(op, x, y)));
  return [Math.min(...ends), Math.max(...ends)];
}

/** `-x`. */
export const negated = (part: Text): Text =>
  part.value !== undefined
    ? num(0 - part.value)
    : {
        text: `-${tight(part, level.atom)}`,
        level: level.unary,
        low: -part.high,
        high: -part.low,
      };

/** A set of bits with another's operator; `full` is all bits that there may be. */
export function bits(left: Text, op: '|' | '&', right: Text): Text {
  if (left.value !== undefined && right.value !== undefined)
    return num(op === '|' ? left.value | right.value : left.value & right.value);
  if (left.value === 0) return op === '|' ? right : num(0);
  if (right.value === 0) return op === '|' ? left : num(0);
  if (left.text === right.text) return left;
  const at = op === '|' ? level.bitOr : level.bitAnd;
  const high = op === '|' ? upTo(Math.max(left.high, right.high)) : Math.min(left.high, right.high);
  const inner = (t: Text): string => tight(t, t.level === at ? at : level.shift);
  return { text: `${inner(left)} ${op} ${inner(right)}`, level: at, low: 0, high };
}

// All bits below the highest.
const upTo = (n: number): number => 2 ** Math.ceil(Math.log2(n + 1)) - 1;

/** `1 << index`. */
export const bit = (index: Text): Text =>
  index.value !== undefined
    ? num(2 ** index.value)
    : {
        text: `1 << ${tight(index, level.add)}`,
        level: level.shift,
        low: 1,
        high: 2 ** Math.min(30, index.high),
      };

/** Is the bit there? */
export function hasBit(mask: Text, index: Text): Text {
  if (mask.value !== undefined && index.value !== undefined)
    return truth(Math.floor(mask.value / 2 ** index.value) % 2 === 1);
  if (mask.value === 0) return no;
  const text =
    index.value === 0
      ? `${tight(mask, level.shift)} & 1`
      : `${tight(mask, level.shift)} >> ${tight(index, level.add)} & 1`;
  return bool(`(${text})`, level.atom);
}

/** The left set of bits without those of the right. */
export function bitsWithout(left: Text, right: Text): Text {
  if (left.value !== undefined && right.value !== undefined) return num(left.value & ~right.value);
  if (left.value === 0 || right.value === 0) return left;
  return {
    text: `${tight(left, level.shift)} & ~${tight(right, level.unary)}`,
    level: level.bitAnd,
    low: 0,
    high: left.high,
  };
}
