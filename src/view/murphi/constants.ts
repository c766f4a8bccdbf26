/** Values that are known, and sets and sequences of given items, in Murphi's words. */
import { unreachable } from '../../base/assertion.ts';
import { domain } from '../../machine/domain.ts';
import { type Type } from '../../machine/types.ts';
import { listOf, numberOf, type Value } from '../../machine/value.ts';
import { choice, equalForms, type Making, number } from './forms.ts';
import { type Kind } from './types.ts';
import { any, atom, compared, type Form, no, plain, yes } from './value.ts';
/** A constant. */
export function constant(making: Making, type: Type, value: Value): Form {
  const items = (from: number): readonly Value[] => listOf(value).slice(from).toArray();
  switch (type.kind) {
    case 'bool':
      return plain(value === true ? yes : no);
    case 'int':
    case 'range':
      return plain(number(typeof value === 'bigint' ? value : numberOf(value)));
    case 'enum':
    case 'place':
      return plain(atom(making.types.membersOf(type)[numberOf(value)] ?? ''));
    case 'scalarset':
      making.types.refused.push(
        `a single member of ${type.name}: members of a scalarset have no names`,
      );
      return plain(atom('0'));
    case 'struct':
      return {
        kind: 'struct',
        fields: type.fields.map((f, i) => constant(making, f.type, items(0)[i] ?? null)),
      };
    case 'union': {
      const tag = numberOf(listOf(value).get(0) ?? null);
      const fields = type.cases[tag]?.fields ?? [];
      return {
        kind: 'case',
        tag,
        fields: fields.map((f, i) => constant(making, f.type, items(1)[i] ?? null)),
      };
    }
    case 'option':
      return value === null
        ? { kind: 'none' }
        : { kind: 'some', of: constant(making, type.of, listOf(value).get(0) ?? null) };
    case 'map':
      return constantMap(making, type, items(0));
    case 'set':
      return setOfItems(
        making,
        type.of,
        items(0).map(v => constant(making, type.of, v)),
      );
    case 'seq':
      return sequence(items(0).map(v => constant(making, type.of, v)));
    default:
      return unreachable(type);
  }
}

function constantMap(making: Making, type: Kind<'map'>, values: readonly Value[]): Form {
  const forms = values.map(v => constant(making, type.value, v));
  const keys = domain(type.key);
  return {
    kind: 'map',
    get: key =>
      forms.reduceRight((rest, form, i) =>
        i === forms.length - 1
          ? rest
          : choice(
              equalForms(making, type.key, key, constant(making, type.key, keys[i] ?? null)),
              form,
              rest,
            ),
      ),
  };
}

/** `{a, b}`. */
export const setOfItems = (making: Making, of: Type, items: readonly Form[]): Form => ({
  kind: 'set',
  has: element => any(items.map(item => equalForms(making, of, element, item))),
  items,
});

/** `[a, b]`. */
export const sequence = (items: readonly Form[]): Form => ({
  kind: 'seq',
  length: number(items.length),
  item: index => {
    if (/^\d+$/.test(index.text)) return items[Number(index.text)] ?? items[0] ?? { kind: 'none' };
    return items.reduceRight((rest, form, i) =>
      i === items.length - 1 ? rest : choice(compared(index, '=', number(i)), form, rest),
    );
  },
});
