/** Whether a value fits where it goes: bounds of ranges, room in sets and sequences. */

import { domain } from '../../machine/domain.ts';
import type { Type } from '../../machine/types.ts';
import { constant } from './constant.ts';
import type { Form, FormOf, Names } from './form.ts';
import { index } from './indexes.ts';
import { all, calculated, compared, implies, isYes, num, type Text, yes } from './text.ts';

/** How many elements are in a set. */
export const countOf = (set: FormOf<'set'>): Text =>
  set.elements().reduce<Text>((sum, e) => calculated(sum, '+', asNumber(e.member)), num(0));

const asNumber = (t: Text): Text => (t.value === undefined ? t : num(t.value));

/** There is room, of a set or sequence that may have none; else null. */
export function overflows(type: Type, value: Form): Text | null {
  if (type.kind === 'set' && type.max !== null && value.kind === 'set') {
    const ok = compared(countOf(value), '<=', num(type.max));
    return isYes(ok) ? null : ok;
  }
  if (type.kind === 'seq' && value.kind === 'seq') {
    const ok = compared(value.length, '<=', num(type.max));
    return isYes(ok) ? null : ok;
  }
  return null;
}

/** The value is one of this type; what typing decides is not asked. */
export function fits(names: Names, type: Type, value: Form): Text {
  switch (type.kind) {
    case 'range': {
      if (value.kind !== 'plain') return yes;
      const { text } = value;
      return all([
        compared(num(Number(type.low)), '<=', text),
        compared(text, '<=', num(Number(type.high))),
      ]);
    }
    case 'struct':
      return value.kind === 'struct' ? fieldsFit(names, type.fields, value.fields) : yes;
    case 'union':
      if (value.kind !== 'union') return yes;
      return all(
        type.cases.map((c, tag) =>
          implies(
            compared(value.tag, '==', num(tag)),
            fieldsFit(names, c.fields, value.payload(tag)),
          ),
        ),
      );
    case 'option':
      if (value.kind !== 'option') return yes;
      return implies(value.some, fits(names, type.of, value.of));
    case 'map':
      if (value.kind !== 'map' || isLoose(type.value)) return yes;
      return all(
        domain(type.key).map(v =>
          fits(names, type.value, value.get(index(type.key, constant(names, type.key, v)))),
        ),
      );
    case 'set':
      if (value.kind !== 'set' || (type.max === null && isLoose(type.of))) return yes;
      return all([
        overflows(type, value) ?? yes,
        ...value.elements().map(e => implies(e.member, fits(names, type.of, e.value))),
      ]);
    case 'seq': {
      if (value.kind !== 'seq') return yes;
      const most = Math.min(type.max, value.length.high);
      return all([
        overflows(type, value) ?? yes,
        ...Array.from({ length: most }, (_, i) =>
          implies(compared(num(i), '<', value.length), fits(names, type.of, value.item(num(i)))),
        ),
      ]);
    }
    default:
      return yes;
  }
}

// Everything fits it.
const isLoose = (type: Type): boolean =>
  type.kind === 'bool' ||
  type.kind === 'enum' ||
  type.kind === 'scalarset' ||
  type.kind === 'place' ||
  (type.kind === 'option' && isLoose(type.of));

function fieldsFit(
  names: Names,
  fields: readonly { readonly type: Type }[],
  forms: readonly Form[],
): Text {
  return all(
    fields.map((f, i) => {
      const value = forms[i];
      return value === undefined ? yes : fits(names, f.type, value);
    }),
  );
}
