/** Values as a list of numbers and back: the arguments of a step, one for each simple part. */
import { domain } from '../../machine/domain.ts';
import type { Type } from '../../machine/types.ts';
import { chosen, constant } from './constant.ts';
import { type Form, type Names, noneOf, plain, the, zero } from './form.ts';
import { index, maskOf } from './indexes.ts';
import { elementsBy, ofCell } from './layout.ts';
import { boundsOf, isMask, isPacked } from './sizes.ts';
import { atom, num, type Text } from './text.ts';

/** A simple part: what it may be called, and its bounds. */
export interface Leaf {
  readonly name: string;
  readonly low: number;
  readonly high: number;
}

const keysOf = (names: Names, type: Type): readonly Text[] =>
  domain(type).map(v => index(type, constant(names, type, v)));

const upTo = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i);

/** The simple parts of a type. */
export function leavesOf(names: Names, type: Type, name: string): readonly Leaf[] {
  switch (type.kind) {
    case 'struct':
      return type.fields.flatMap(f => leavesOf(names, f.type, `${name}_${f.name}`));
    case 'union':
      return [
        { name, low: 0, high: Math.max(0, type.cases.length - 1) },
        ...type.cases.flatMap(c =>
          c.fields.flatMap(f => leavesOf(names, f.type, `${name}_${f.name}`)),
        ),
      ];
    case 'option':
      return isPacked(type.of)
        ? [{ name, low: 0, high: 255 }]
        : [{ name: `${name}_some`, low: 0, high: 1 }, ...leavesOf(names, type.of, name)];
    case 'map':
      return keysOf(names, type.key).flatMap(k => leavesOf(names, type.value, `${name}_${k.text}`));
    case 'set':
      return isMask(type.of)
        ? [{ name, low: 0, high: 2 ** domain(type.of).length - 1 }]
        : domain(type.of).map((_, i) => ({ name: `${name}_${i}`, low: 0, high: 1 }));
    case 'seq':
      return [
        { name: `${name}_len`, low: 0, high: type.max },
        ...upTo(type.max).flatMap(i => leavesOf(names, type.of, `${name}_${i}`)),
      ];
    default: {
      const [low, high] = boundsOf(type) ?? [0, 0];
      return [{ name, low, high }];
    }
  }
}

/** The numbers of a value. */
export function numbersOf(names: Names, type: Type, value: Form): readonly Text[] {
  switch (type.kind) {
    case 'struct':
      return type.fields.flatMap((f, i) =>
        numbersOf(names, f.type, the(value, 'struct').fields[i] ?? zero(f.type)),
      );
    case 'union': {
      const union = the(value, 'union');
      return [
        union.tag,
        ...type.cases.flatMap((c, tag) =>
          c.fields.flatMap((f, i) =>
            numbersOf(names, f.type, union.payload(tag)[i] ?? zero(f.type)),
          ),
        ),
      ];
    }
    case 'option': {
      const option = the(value, 'option');
      if (isPacked(type.of)) return [option.packed ?? names.none];
      return [option.some, ...numbersOf(names, type.of, option.of)];
    }
    case 'map':
      return keysOf(names, type.key).flatMap(k =>
        numbersOf(names, type.value, the(value, 'map').get(k)),
      );
    case 'set':
      return isMask(type.of)
        ? [maskOf(type.of, the(value, 'set'))]
        : domain(type.of).map(v => the(value, 'set').has(constant(names, type.of, v)));
    case 'seq': {
      const seq = the(value, 'seq');
      return [
        seq.length,
        ...upTo(type.max).flatMap(i =>
          numbersOf(names, type.of, (seq.length.value ?? 0) > i ? seq.item(num(i)) : zero(type.of)),
        ),
      ];
    }
    default:
      return [the(value, 'plain').text];
  }
}

/** The value with these names for its simple parts. */
export function named(names: Names, type: Type, given: readonly string[]): Form {
  const leaves = leavesOf(names, type, 'x');
  const texts = leaves.map((l, i) => atom(given[i] ?? '0', l.low, l.high));
  return take(names, type, texts)[0];
}

function take(names: Names, type: Type, texts: readonly Text[]): readonly [Form, readonly Text[]] {
  const several = (types: readonly Type[], from: readonly Text[]) =>
    types.reduce<readonly [readonly Form[], readonly Text[]]>(
      ([forms, left], of) => {
        const [one, rest] = take(names, of, left);
        return [[...forms, one], rest];
      },
      [[], from],
    );
  const [first = num(0), ...others] = texts;
  switch (type.kind) {
    case 'struct': {
      const [fields, rest] = several(
        type.fields.map(f => f.type),
        texts,
      );
      return [{ kind: 'struct', fields }, rest];
    }
    case 'union': {
      let left: readonly Text[] = others;
      const payloads = type.cases.map(c => {
        const [fields, rest] = several(
          c.fields.map(f => f.type),
          left,
        );
        left = rest;
        return fields;
      });
      const payload = (tag: number): readonly Form[] => payloads[tag] ?? [];
      return [{ kind: 'union', stored: true, tag: first, payload }, left];
    }
    case 'option': {
      if (isPacked(type.of)) return [ofCell(names, type, first), others];
      const [of, rest] = take(names, type.of, others);
      return [{ ...the(noneOf(names, type), 'option'), some: first, of, packed: null }, rest];
    }
    case 'map': {
      const keys = keysOf(names, type.key);
      const [values, rest] = several(
        keys.map(() => type.value),
        texts,
      );
      const entries = keys.map((k, i) => [k.value, values[i] ?? zero(type.value)] as const);
      return [{ kind: 'map', get: at => chosen(entries, at, zero(type.value)) }, rest];
    }
    case 'set': {
      if (isMask(type.of)) return [ofCell(names, type, first), others];
      const all = domain(type.of);
      const entries = all.map((v, i) => {
        const at = index(type.of, constant(names, type.of, v)).value;
        return [at, plain(texts[i] ?? num(0))] as const;
      });
      const has = (v: Form): Text =>
        the(chosen(entries, index(type.of, v), plain(num(0))), 'plain').text;
      const elements = () => elementsBy(names, type.of, has);
      return [{ kind: 'set', has, elements, mask: null }, texts.slice(all.length)];
    }
    case 'seq': {
      const [items, rest] = several(
        upTo(type.max).map(() => type.of),
        others,
      );
      const entries = items.map((item, i) => [i, item] as const);
      const item = (at: Text): Form => chosen(entries, at, zero(type.of));
      return [{ kind: 'seq', stored: true, length: first, item }, rest];
    }
    default:
      return [plain(first), others];
  }
}
