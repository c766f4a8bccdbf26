/** Constants as forms, and what is chosen from a few that are known. */
import { domain } from '../../machine/domain.ts';
import type { Type } from '../../machine/types.ts';
import { intOf, listOf, numberOf, type Value } from '../../machine/value.ts';
import { caseOf, cond, type Form, type Names, noneOf, plain, someOf, zero } from './form.ts';
import { index } from './indexes.ts';
import { boundsOf, isMask } from './sizes.ts';
import { calculated, compared, either, hasBit, named, no, num, type Text, yes } from './text.ts';

/** A constant. */
export function constant(names: Names, type: Type, value: Value): Form {
  switch (type.kind) {
    case 'bool':
      return plain(value === true ? yes : no);
    case 'int':
    case 'range':
      return plain(num(Number(intOf(value))));
    case 'scalarset':
      return plain(num(numberOf(value)));
    case 'enum':
    case 'place':
      return plain(named(names.member(type, numberOf(value)), numberOf(value)));
    case 'struct': {
      const list = listOf(value);
      const fields = type.fields.map((f, i) => constant(names, f.type, list.get(i) ?? null));
      return { kind: 'struct', fields };
    }
    case 'union': {
      const list = listOf(value);
      const tag = numberOf(list.get(0) ?? null);
      const fields = (type.cases[tag]?.fields ?? []).map((f, i) =>
        constant(names, f.type, list.get(i + 1) ?? null),
      );
      return caseOf(type, tag, fields);
    }
    case 'option':
      return value === null
        ? noneOf(names, type)
        : someOf(type, constant(names, type.of, listOf(value).get(0) ?? null));
    case 'map': {
      const list = listOf(value);
      const entries = new Map(
        domain(type.key).map((key, i) => [
          index(type.key, constant(names, type.key, key)).value,
          constant(names, type.value, list.get(i) ?? null),
        ]),
      );
      return { kind: 'map', get: at => chosen([...entries], at, zero(type.value)) };
    }
    case 'set': {
      const items = listOf(value)
        .toArray()
        .map(v => constant(names, type.of, v));
      const mask = isMask(type.of)
        ? num(items.reduce((m, item) => m + 2 ** (index(type.of, item).value ?? 0), 0))
        : null;
      return {
        kind: 'set',
        has: v => anyEqual(items, type.of, v, mask),
        elements: () => items.map(item => ({ value: item, member: yes })),
        mask,
      };
    }
    default: {
      const items = listOf(value)
        .toArray()
        .map(v => constant(names, below(type), v));
      const entries = items.map((item, i) => [i, item] as const);
      return {
        kind: 'seq',
        length: num(items.length),
        item: at => chosen(entries, at, zero(below(type))),
      };
    }
  }
}

const below = (type: Type): Type => (type.kind === 'seq' ? type.of : type);

function anyEqual(items: readonly Form[], of: Type, value: Form, mask: Text | null): Text {
  if (mask !== null) return hasBit(mask, index(of, value));
  const at = index(of, value);
  return items.reduce<Text>(
    (found, item) => either(compared(index(of, item), '==', at), yes, found),
    no,
  );
}

/** The entry at an index of a few that are known. */
export function chosen(
  entries: readonly (readonly [number | undefined, Form])[],
  at: Text,
  otherwise: Form,
): Form {
  if (at.value !== undefined) return entries.find(([i]) => i === at.value)?.[1] ?? otherwise;
  const within = entries.filter(([i = 0]) => i >= at.low && i <= at.high);
  const last = within.at(-1)?.[1] ?? otherwise;
  return within
    .slice(0, -1)
    .reduceRight((rest, [i = 0, form]) => cond(compared(at, '==', num(i)), form, rest), last);
}

/** The value of this index. */
export function fromIndex(names: Names, type: Type, at: Text): Form {
  const bounds = boundsOf(type);
  if (at.value === undefined && bounds !== null) return plain(calculated(at, '+', num(bounds[0])));
  const entries = domain(type).map(v => {
    const form = constant(names, type, v);
    return [index(type, form).value, form] as const;
  });
  return chosen(entries, at, zero(type));
}
