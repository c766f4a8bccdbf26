/** Numbers for values: which entry of a map, which bit of a set a value is. */
import type { Type } from '../../machine/types.ts';
import { type Form, type FormOf, zero } from './form.ts';
import { boundsOf, spanOf } from './sizes.ts';
import { bit, bits, calculated, compared, either, num, type Text } from './text.ts';

const plus = (a: Text, b: Text): Text => calculated(a, '+', b);
const times = (a: Text, n: number): Text => calculated(a, '*', num(n));

/** The index of a value that fits the type: which entry of a map over it, which bit of a set. */
export function index(type: Type, form: Form): Text {
  const bounds = boundsOf(type);
  if (bounds !== null && form.kind === 'plain') return plus(form.text, num(-bounds[0]));
  switch (form.kind) {
    case 'struct':
      return type.kind === 'struct' ? radix(type.fields, form.fields) : num(0);
    case 'option': {
      if (type.kind !== 'option') return num(0);
      return either(form.some, plus(index(type.of, form.of), num(1)), num(0));
    }
    case 'union': {
      if (type.kind !== 'union') return num(0);
      let start = 0;
      let found: Text | null = null;
      for (const [tag, c] of type.cases.entries()) {
        const here = plus(radix(c.fields, form.payload(tag)), num(start));
        found = found === null ? here : either(compared(form.tag, '==', num(tag)), here, found);
        start += c.fields.reduce((n, f) => n * spanOf(f.type), 1);
      }
      return found ?? num(0);
    }
    case 'map': {
      if (type.kind !== 'map') return num(0);
      const keys = Array.from({ length: spanOf(type.key) }, (_, i) => form.get(num(i)));
      return radix(
        keys.map(() => ({ type: type.value })),
        keys,
      );
    }
    case 'set': {
      if (type.kind !== 'set') return num(0);
      return maskOf(type.of, form);
    }
    case 'seq': {
      if (type.kind !== 'seq') return num(0);
      let found = num(0);
      let start = 1;
      for (let n = 1; n <= type.max; n++) {
        const items = Array.from({ length: n }, (_, i) => form.item(num(i)));
        const here = plus(
          radix(
            items.map(() => ({ type: type.of })),
            items,
          ),
          num(start),
        );
        found = either(compared(form.length, '==', num(n)), here, found);
        start += spanOf(type.of) ** n;
      }
      return found;
    }
    default:
      throw new Error('broken promise: a plain form is of a plain type');
  }
}

function radix(fields: readonly { readonly type: Type }[], forms: readonly Form[]): Text {
  return fields.reduce<Text>((sum, f, i) => {
    const form = forms[i] ?? zero(f.type);
    return plus(times(sum, spanOf(f.type)), index(f.type, form));
  }, num(0));
}

/** `outer * n + inner`: an index of an entry within an entry. */
export const nested = (outer: Text | null, n: number, inner: Text): Text =>
  outer === null ? inner : plus(times(outer, n), inner);

/** A set as the bits of a number. */
export const maskOf = (of: Type, set: FormOf<'set'>): Text =>
  set.mask ??
  set
    .elements()
    .reduce<Text>(
      (mask, e) => bits(mask, '|', either(e.member, bit(index(of, e.value)), num(0))),
      num(0),
    );
