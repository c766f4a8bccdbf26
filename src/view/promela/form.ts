/**
 * Values as a Promela text can say them: what is composed stays a form, made of the texts
 * of its parts, until it is stored or compared. No form has effects; what reads outside a
 * sequence or of `none` is behind the check that forbids it.
 */
import type { Type } from '../../machine/types.ts';
import { isMask, isPacked, type Kind } from './sizes.ts';
import { either, no, num, type Text, yes } from './text.ts';

/** A value that may be in a set. */
export interface Element {
  readonly value: Form;
  readonly member: Text;
}

export type Form =
  | { readonly kind: 'plain'; readonly text: Text }
  | { readonly kind: 'struct'; readonly fields: readonly Form[] }
  | {
      readonly kind: 'union';
      readonly tag: Text;
      readonly payload: (tag: number) => readonly Form[];
      /** What is not in use is 0 already. */
      readonly stored?: true;
    }
  /** `packed`: as one number, where `none` is 255. */
  | {
      readonly kind: 'option';
      readonly some: Text;
      readonly of: Form;
      readonly packed: Text | null;
      readonly stored?: true;
    }
  | { readonly kind: 'map'; readonly get: (index: Text) => Form }
  | {
      readonly kind: 'set';
      /** Of a value that fits the elements' type. */
      readonly has: (value: Form) => Text;
      /** In their order, each once. */
      readonly elements: () => readonly Element[];
      /** As a number with a bit for each element. */
      readonly mask: Text | null;
    }
  | {
      readonly kind: 'seq';
      readonly length: Text;
      readonly item: (index: Text) => Form;
      readonly stored?: true;
    };

export type FormOf<K extends Form['kind']> = Extract<Form, { readonly kind: K }>;

/** What the members of enums and places are called. */
export interface Names {
  readonly member: (type: Kind<'enum'> | Kind<'place'>, index: number) => string;
  /** What `none` is called. */
  readonly none: Text;
}

export const plain = (text: Text): Form => ({ kind: 'plain', text });

/** The form, which typing promises to be of this kind. */
export function the<K extends Form['kind']>(form: Form, kind: K): FormOf<K> {
  if (form.kind !== kind) throw new Error(`broken promise: a ${form.kind} is no ${kind}`);
  return form as FormOf<K>;
}

export const textOf = (form: Form): Text => the(form, 'plain').text;

/** What unused places hold: 0 throughout. */
export function zero(type: Type): Form {
  switch (type.kind) {
    case 'struct':
      return { kind: 'struct', fields: type.fields.map(f => zero(f.type)) };
    case 'union':
      return {
        kind: 'union',
        tag: num(0),
        payload: tag => type.cases[tag]?.fields.map(f => zero(f.type)) ?? [],
      };
    case 'option':
      return {
        kind: 'option',
        some: no,
        of: zero(type.of),
        packed: isPacked(type.of) ? num(0) : null,
      };
    case 'map':
      return { kind: 'map', get: () => zero(type.value) };
    case 'set':
      return {
        kind: 'set',
        has: () => no,
        elements: () => [],
        mask: isMask(type.of) ? num(0) : null,
      };
    case 'seq':
      return { kind: 'seq', length: num(0), item: () => zero(type.of) };
    case 'bool':
      return plain(no);
    default:
      return plain(num(0));
  }
}

/** `none` of an option. */
export const noneOf = (names: Names, type: Kind<'option'>): Form => ({
  kind: 'option',
  some: no,
  of: zero(type.of),
  packed: isPacked(type.of) ? names.none : null,
});

/** `some of`. */
export const someOf = (type: Kind<'option'>, of: Form): Form => ({
  kind: 'option',
  some: yes,
  of,
  packed: isPacked(type.of) && of.kind === 'plain' ? of.text : null,
});

/** A value of a union in this case. */
export const caseOf = (type: Kind<'union'>, tag: number, fields: readonly Form[]): Form => ({
  kind: 'union',
  tag: num(tag),
  payload: other =>
    other === tag ? fields : (type.cases[other]?.fields.map(f => zero(f.type)) ?? []),
});

/** One of two, part by part. */
export function cond(test: Text, a: Form, b: Form): Form {
  if (test.value !== undefined) return test.value === 0 ? b : a;
  if (a.kind === 'plain' && b.kind === 'plain') return plain(either(test, a.text, b.text));
  if (a.kind === 'struct' && b.kind === 'struct')
    return { kind: 'struct', fields: a.fields.map((f, i) => cond(test, f, b.fields[i] ?? f)) };
  if (a.kind === 'option' && b.kind === 'option')
    return {
      kind: 'option',
      some: either(test, a.some, b.some),
      of: a.some.value === 0 ? b.of : b.some.value === 0 ? a.of : cond(test, a.of, b.of),
      packed: a.packed === null || b.packed === null ? null : either(test, a.packed, b.packed),
    };
  if (a.kind === 'union' && b.kind === 'union')
    return {
      kind: 'union',
      tag: either(test, a.tag, b.tag),
      payload: tag => {
        const [left, right] = [a.payload(tag), b.payload(tag)];
        if (a.tag.value !== undefined && a.tag.value !== tag) return right;
        if (b.tag.value !== undefined && b.tag.value !== tag) return left;
        return left.map((f, i) => cond(test, f, right[i] ?? f));
      },
    };
  if (a.kind === 'map' && b.kind === 'map')
    return { kind: 'map', get: at => cond(test, a.get(at), b.get(at)) };
  if (a.kind === 'seq' && b.kind === 'seq')
    return {
      kind: 'seq',
      length: either(test, a.length, b.length),
      item: at => cond(test, a.item(at), b.item(at)),
    };
  if (a.kind === 'set' && b.kind === 'set')
    return {
      kind: 'set',
      has: v => either(test, a.has(v), b.has(v)),
      elements: () => eitherElements(test, a.elements(), b.elements()),
      mask: a.mask === null || b.mask === null ? null : either(test, a.mask, b.mask),
    };
  throw new Error(`broken promise: both ways give a ${a.kind}`);
}

function eitherElements(
  test: Text,
  a: readonly Element[],
  b: readonly Element[],
): readonly Element[] {
  const keys = a.map(e => constantKey(e.value));
  if (keys.some(k => k === null) || b.some(e => constantKey(e.value) === null))
    return [
      ...a.map(e => ({ ...e, member: either(test, e.member, no) })),
      ...b.map(e => ({ ...e, member: either(test, no, e.member) })),
    ];
  const merged = new Map<string, [Form, Text, Text]>();
  for (const e of a) merged.set(constantKey(e.value) ?? '', [e.value, e.member, no]);
  for (const e of b) {
    const key = constantKey(e.value) ?? '';
    merged.set(key, [e.value, merged.get(key)?.[1] ?? no, e.member]);
  }
  return [...merged.values()].map(([value, l, r]) => ({ value, member: either(test, l, r) }));
}

const constantKey = (form: Form): string | null =>
  form.kind === 'plain' && form.text.value !== undefined ? String(form.text.value) : null;
