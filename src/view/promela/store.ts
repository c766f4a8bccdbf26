/**
 * Assignments: the statements that make what stands in columns the value of a form, what is
 * not in use being 0. What is written before it is read for another part is copied first.
 */
import { domain } from '../../machine/domain.ts';
import type { Type } from '../../machine/types.ts';
import { constant } from './constant.ts';
import { cond, type Form, type Names, noneOf, the, zero } from './form.ts';
import { index, maskOf, nested } from './indexes.ts';
import { type Column, cell, columnsOf, type Layout } from './layout.ts';
import { forget, mentions, type Out, type Routine } from './out.ts';
import { compared, either, isYes, num, type Text } from './text.ts';

interface Write {
  readonly column: Column;
  readonly at: Text | null;
  readonly value: Text;
}

/** Where a value goes. */
export interface Spot {
  readonly layout: Layout;
  readonly type: Type;
  readonly at: Text | null;
}

/** Writes the value; facts about what is written are forgotten. */
export function store(
  names: Names,
  routine: Routine,
  to: Out,
  facts: Set<string>,
  spot: Spot,
  value: Form,
): void {
  const writes = writesOf(names, spot, value).filter(
    w => cell(w.column, w.at).text !== w.value.text,
  );
  const copies = new Map<number, string>();
  for (const [i, w] of writes.entries()) {
    if (!writes.slice(0, i).some(before => disturbs(before, w))) continue;
    const bounds = { kind: 'range', low: w.column.low, high: w.column.high } as const;
    const copy = columnsOf(routine.temporary(`new_${w.column.name}`, bounds))[0]?.name ?? '';
    to.add(`${copy} = ${w.value.text};`);
    copies.set(i, copy);
  }
  for (const [i, w] of writes.entries()) {
    to.add(`${cell(w.column, w.at).text} = ${copies.get(i) ?? w.value.text};`);
    forget(facts, w.column.name);
  }
  for (const w of writes) known(names, facts, w, writes);
}

// That what has just been written is there.
function known(names: Names, facts: Set<string>, write: Write, all: readonly Write[]): void {
  const { column, at, value } = write;
  if (at !== null && all.some(w => mentions(at.text, w.column.name))) return;
  const here = cell(column, at);
  if (column.bool && isYes(value)) facts.add(here.text);
  if (column.high === 255 && value.high < 255) facts.add(compared(here, '!=', names.none).text);
}

// The earlier write may change what the later one reads.
function disturbs(before: Write, later: Write): boolean {
  const { name } = before.column;
  const read = later.value.text;
  if (!mentions(read, name)) return false;
  if (before.at?.value === undefined) return true;
  const all = read.match(new RegExp(`(?<!\\w)${name}\\[`, 'g')) ?? [];
  const literal = [...read.matchAll(new RegExp(`(?<!\\w)${name}\\[(\\d+)\\]`, 'g'))];
  return literal.length < all.length || literal.some(m => Number(m[1]) === before.at?.value);
}

function writesOf(names: Names, { layout, type, at }: Spot, value: Form): readonly Write[] {
  const one = (column: Column, text: Text): Write => ({ column, at, value: text });
  const into = (inner: Layout, of: Type, form: Form, where = at): readonly Write[] =>
    writesOf(names, { layout: inner, type: of, at: where }, form);
  switch (layout.kind) {
    case 'cell':
      return [one(layout.column, number(names, type, value))];
    case 'struct': {
      const { fields } = the(value, 'struct');
      return layout.fields.flatMap((inner, i) => {
        const [of, form] = [type.kind === 'struct' ? type.fields[i]?.type : undefined, fields[i]];
        return of === undefined || form === undefined ? [] : into(inner, of, form);
      });
    }
    case 'option': {
      const option = the(value, 'option');
      const of = type.kind === 'option' ? type.of : type;
      const inner = option.stored ? option.of : cond(option.some, option.of, zero(of));
      return [one(layout.some, option.some), ...into(layout.of, of, inner)];
    }
    case 'union': {
      const union = the(value, 'union');
      const cases = type.kind === 'union' ? type.cases : [];
      return [
        one(layout.tag, union.tag),
        ...layout.cases.flatMap((inners, tag) => {
          const payload = union.payload(tag);
          const here = compared(union.tag, '==', num(tag));
          return inners.flatMap((inner, i) => {
            const [of, form] = [cases[tag]?.fields[i]?.type, payload[i]];
            if (of === undefined || form === undefined) return [];
            return into(inner, of, union.stored ? form : cond(here, form, zero(of)));
          });
        }),
      ];
    }
    case 'map': {
      const map = the(value, 'map');
      if (type.kind !== 'map') return [];
      return domain(type.key).flatMap(v => {
        const key = index(type.key, constant(names, type.key, v));
        return into(layout.of, type.value, map.get(key), nested(at, layout.span, key));
      });
    }
    case 'bits': {
      const set = the(value, 'set');
      const of = type.kind === 'set' ? type.of : type;
      return domain(of).map(v => {
        const element = constant(names, of, v);
        const where = nested(at, layout.span, index(of, element));
        return { column: layout.column, at: where, value: set.has(element) };
      });
    }
    default: {
      const seq = the(value, 'seq');
      const of = type.kind === 'seq' ? type.of : type;
      const items = Array.from({ length: layout.max }, (_, i) => {
        const form = seq.item(num(i));
        const kept = seq.stored ? form : cond(compared(num(i), '<', seq.length), form, zero(of));
        return into(layout.of, of, kept, nested(at, layout.max, num(i)));
      });
      return [...items.flat(), one(layout.length, seq.length)];
    }
  }
}

function number(names: Names, type: Type, value: Form): Text {
  if (type.kind === 'set') return maskOf(type.of, the(value, 'set'));
  if (type.kind !== 'option') return the(value, 'plain').text;
  const option = the(value, 'option');
  if (option.packed !== null) return option.packed;
  const none = the(noneOf(names, type), 'option').packed ?? num(0);
  return either(option.some, the(option.of, 'plain').text, none);
}
