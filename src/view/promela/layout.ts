/**
 * Where values stand: each simple part of a type is a variable of its own, or an array
 * where it stands below maps or in a sequence. `x[k].f` is `x_f[k]`, an entry of an entry
 * `x[j * n + k]`. Sets are bits, unions a tag beside the fields of all cases, sequences a
 * length beside the items; what is not in use is 0, so equal values are equal states.
 */
import { domain } from '../../machine/domain.ts';
import type { Type } from '../../machine/types.ts';
import { constant } from './constant.ts';
import { type Form, type Names, plain } from './form.ts';
import { index, nested } from './indexes.ts';
import { boundsOf, isMask, isPacked, spanOf } from './sizes.ts';
import { atom, compared, hasBit, no, num, type Text } from './text.ts';

/** One variable of Promela; `size` of an array, else null. */
export interface Column {
  readonly name: string;
  readonly size: number | null;
  readonly low: number;
  readonly high: number;
  readonly bool: boolean;
}

/** The columns of a type, by its parts. */
export type Layout =
  | { readonly kind: 'cell'; readonly type: Type; readonly column: Column }
  | { readonly kind: 'struct'; readonly fields: readonly Layout[] }
  | {
      readonly kind: 'union';
      readonly tag: Column;
      readonly cases: readonly (readonly Layout[])[];
    }
  | { readonly kind: 'option'; readonly some: Column; readonly of: Layout }
  | { readonly kind: 'map'; readonly span: number; readonly of: Layout }
  /** A set with too many elements for a number. */
  | { readonly kind: 'bits'; readonly span: number; readonly type: Type; readonly column: Column }
  | {
      readonly kind: 'seq';
      readonly length: Column;
      readonly max: number;
      readonly of: Layout;
    };

/** Makes names unique. */
export type Name = (wanted: string) => string;

/** New columns for a type. */
export function layoutOf(
  type: Type,
  wanted: string,
  name: Name,
  size: number | null = null,
): Layout {
  const column = (suffix: string, low: number, high: number, bool = false): Column => ({
    name: name(`${wanted}${suffix}`),
    size,
    low,
    high,
    bool,
  });
  const many = (n: number): number => (size ?? 1) * n;
  switch (type.kind) {
    case 'struct':
      return {
        kind: 'struct',
        fields: type.fields.map(f => layoutOf(f.type, `${wanted}_${f.name}`, name, size)),
      };
    case 'union':
      return {
        kind: 'union',
        tag: column('', 0, Math.max(0, type.cases.length - 1)),
        cases: type.cases.map(c =>
          c.fields.map(f => layoutOf(f.type, `${wanted}_${c.name}_${f.name}`, name, size)),
        ),
      };
    case 'option':
      return isPacked(type.of)
        ? { kind: 'cell', type, column: column('', 0, 255) }
        : {
            kind: 'option',
            some: column('_some', 0, 1, true),
            of: layoutOf(type.of, wanted, name, size),
          };
    case 'map': {
      const span = spanOf(type.key);
      return { kind: 'map', span, of: layoutOf(type.value, wanted, name, many(span)) };
    }
    case 'set': {
      const span = spanOf(type.of);
      if (isMask(type.of)) return { kind: 'cell', type, column: column('', 0, 2 ** span - 1) };
      return { kind: 'bits', span, type, column: { ...column('', 0, 1, true), size: many(span) } };
    }
    case 'seq':
      return {
        kind: 'seq',
        length: column('_len', 0, type.max),
        max: type.max,
        of: layoutOf(type.of, wanted, name, many(Math.max(1, type.max))),
      };
    default: {
      const [low, high] = boundsOf(type) ?? [0, 0];
      return { kind: 'cell', type, column: column('', low, high, type.kind === 'bool') };
    }
  }
}

/** All columns, in order. */
export function columnsOf(layout: Layout): readonly Column[] {
  switch (layout.kind) {
    case 'cell':
    case 'bits':
      return [layout.column];
    case 'struct':
      return layout.fields.flatMap(columnsOf);
    case 'union':
      return [layout.tag, ...layout.cases.flatMap(c => c.flatMap(columnsOf))];
    case 'option':
      return [layout.some, ...columnsOf(layout.of)];
    case 'map':
      return columnsOf(layout.of);
    default:
      return [layout.length, ...columnsOf(layout.of)];
  }
}

/** What stands in a column, at this index of an array. */
export const cell = (column: Column, at: Text | null): Text =>
  atom(at === null ? column.name : `${column.name}[${at.text}]`, column.low, column.high);

/** What stands there. */
export function view(names: Names, layout: Layout, type: Type, at: Text | null): Form {
  switch (layout.kind) {
    case 'cell':
      return ofCell(names, type, cell(layout.column, at));
    case 'struct':
      return {
        kind: 'struct',
        fields: type.kind === 'struct' ? viewAll(names, layout.fields, type.fields, at) : [],
      };
    case 'union':
      return {
        kind: 'union',
        stored: true,
        tag: cell(layout.tag, at),
        payload: tag =>
          type.kind === 'union'
            ? viewAll(names, layout.cases[tag] ?? [], type.cases[tag]?.fields ?? [], at)
            : [],
      };
    case 'option':
      return {
        kind: 'option',
        stored: true,
        some: cell(layout.some, at),
        of: view(names, layout.of, type.kind === 'option' ? type.of : type, at),
        packed: null,
      };
    case 'map': {
      const value = type.kind === 'map' ? type.value : type;
      return {
        kind: 'map',
        get: key => view(names, layout.of, value, nested(at, layout.span, key)),
      };
    }
    case 'bits': {
      const of = type.kind === 'set' ? type.of : type;
      const has = (v: Form): Text => cell(layout.column, nested(at, layout.span, index(of, v)));
      return { kind: 'set', has, elements: () => elementsBy(names, of, has), mask: null };
    }
    default: {
      const of = type.kind === 'seq' ? type.of : type;
      const most = Math.max(0, layout.max - 1);
      return {
        kind: 'seq',
        stored: true,
        length: cell(layout.length, at),
        item: i => {
          // Behind the last item is nothing that anybody reads.
          const here = i.value !== undefined && i.value > most ? num(most) : i;
          return view(names, layout.of, of, nested(at, Math.max(1, layout.max), here));
        },
      };
    }
  }
}

const viewAll = (
  names: Names,
  layouts: readonly Layout[],
  fields: readonly { readonly type: Type }[],
  at: Text | null,
): readonly Form[] =>
  layouts.flatMap((layout, i) => {
    const type = fields[i]?.type;
    return type === undefined ? [] : [view(names, layout, type, at)];
  });

/** A value that is one number: a simple one, an option of one, a small set. */
export function ofCell(names: Names, type: Type, text: Text): Form {
  if (type.kind === 'option') {
    const [low, high] = boundsOf(type.of) ?? [0, 0];
    const some = compared(text, '!=', names.none);
    return { kind: 'option', some, of: plain({ ...text, low, high }), packed: text };
  }
  if (type.kind === 'set') {
    const { of } = type;
    const has = (v: Form): Text => {
      const at = index(of, v);
      return at.value !== undefined && at.value >= spanOf(of) ? no : hasBit(text, at);
    };
    return { kind: 'set', has, elements: () => elementsBy(names, of, has), mask: text };
  }
  return plain(text);
}

/** All values of a type, each with what says that it is in a set. */
export const elementsBy = (
  names: Names,
  of: Type,
  has: (value: Form) => Text,
): readonly { readonly value: Form; readonly member: Text }[] =>
  domain(of).map(v => {
    const value = constant(names, of, v);
    return { value, member: has(value) };
  });
