/** Equality of forms: what is not in use does not count. */

import { domain } from '../../machine/domain.ts';
import type { Type } from '../../machine/types.ts';
import { constant } from './constant.ts';
import type { Form, Names } from './form.ts';
import { index, maskOf } from './indexes.ts';
import { isMask } from './sizes.ts';
import { all, any, compared, implies, not, num, type Text, yes } from './text.ts';

/** Both values are the same. */
export function equal(names: Names, type: Type, a: Form, b: Form): Text {
  if (a.kind === 'plain' && b.kind === 'plain') return compared(a.text, '==', b.text);
  if (a.kind === 'struct' && b.kind === 'struct' && type.kind === 'struct')
    return fieldwise(names, type.fields, a.fields, b.fields);
  if (a.kind === 'option' && b.kind === 'option' && type.kind === 'option') {
    if (a.packed !== null && b.packed !== null) return compared(a.packed, '==', b.packed);
    return all([
      same(a.some, b.some),
      implies(a.some, implies(b.some, equal(names, type.of, a.of, b.of))),
    ]);
  }
  if (a.kind === 'union' && b.kind === 'union' && type.kind === 'union')
    return all([
      compared(a.tag, '==', b.tag),
      ...type.cases.map((c, tag) =>
        implies(
          all([compared(a.tag, '==', num(tag)), compared(b.tag, '==', num(tag))]),
          fieldwise(names, c.fields, a.payload(tag), b.payload(tag)),
        ),
      ),
    ]);
  if (a.kind === 'set' && b.kind === 'set' && type.kind === 'set') {
    if (isMask(type.of)) return compared(maskOf(type.of, a), '==', maskOf(type.of, b));
    return all(
      domain(type.of).map(v => {
        const value = constant(names, type.of, v);
        return same(a.has(value), b.has(value));
      }),
    );
  }
  if (a.kind === 'map' && b.kind === 'map' && type.kind === 'map')
    return all(
      domain(type.key).map(v => {
        const at = index(type.key, constant(names, type.key, v));
        return equal(names, type.value, a.get(at), b.get(at));
      }),
    );
  if (a.kind === 'seq' && b.kind === 'seq' && type.kind === 'seq') {
    const most = Math.min(a.length.high, b.length.high);
    return all([
      compared(a.length, '==', b.length),
      ...Array.from({ length: most }, (_, i) =>
        implies(
          compared(num(i), '<', a.length),
          equal(names, type.of, a.item(num(i)), b.item(num(i))),
        ),
      ),
    ]);
  }
  throw new Error('broken promise: equality is of values of one type');
}

const same = (a: Text, b: Text): Text =>
  a.value !== undefined || b.value !== undefined
    ? any([all([a, b]), all([not(a), not(b)])])
    : compared(a, '==', b);

function fieldwise(
  names: Names,
  fields: readonly { readonly type: Type }[],
  a: readonly Form[],
  b: readonly Form[],
): Text {
  return all(
    fields.map((f, i) => {
      const [left, right] = [a[i], b[i]];
      return left === undefined || right === undefined ? yes : equal(names, f.type, left, right);
    }),
  );
}
