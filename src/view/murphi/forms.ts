/** Forms taken apart and compared: fields, cases, members, entries, items. */
import { present } from '../../base/assertion.ts';
import type { Type } from '../../machine/types.ts';
import { Routine } from './routine.ts';
import { shapesOf } from './shapes.ts';
import { type Kind, payload, Types } from './types.ts';
import {
  all,
  any,
  atom,
  compared,
  either,
  type Form,
  implies,
  isNo,
  isSimple,
  isYes,
  level,
  no,
  not,
  plain,
  quantified,
  type Text,
  tight,
  yes,
} from './value.ts';

/** What forms are made with. */
export interface Making {
  readonly types: Types;
  readonly routine: Routine;
}

/** What stands at a path. */
export const at = (path: string, type: Type): Form =>
  isSimple(type) ? plain(atom(path)) : { kind: 'stored', path };

/** A choice between forms. */
export function choice(test: Text, then: Form, otherwise: Form): Form {
  if (test.text === 'true') return then;
  if (test.text === 'false') return otherwise;
  if (then.kind === 'plain' && otherwise.kind === 'plain')
    return plain(either(test, then, otherwise));
  return { kind: 'cond', test, then, otherwise };
}

/** The text of a form of a simple type. */
export function textOf(form: Form): Text {
  if (form.kind === 'cond') return either(form.test, textOf(form.then), textOf(form.otherwise));
  if (form.kind === 'bare') return atom(form.path);
  if (form.kind !== 'plain') throw new Error(`broken promise: a ${form.kind} is no simple value`);
  return form;
}

const each = (form: Form & { readonly kind: 'cond' }, part: (form: Form) => Form): Form =>
  choice(form.test, part(form.then), part(form.otherwise));

export function fieldOf(making: Making, form: Form, type: Type, field: number): Form {
  if (form.kind === 'cond') return each(form, f => fieldOf(making, f, type, field));
  if (type.kind !== 'struct') throw new Error('broken promise: fields are of structs');
  if (form.kind === 'struct') return present(form.fields[field], 'a struct has its fields');
  const found = present(type.fields[field], 'a field is in its struct');
  return at(`${pathOf(form)}.${making.types.fieldsOf(type)[field]}`, found.type);
}

/** Where a form is stored. */
export function pathOf(form: Form): string {
  if (form.kind === 'stored' || form.kind === 'bare') return form.path;
  throw new Error(`broken promise: a ${form.kind} has no place`);
}

export function isCase(making: Making, form: Form, type: Kind<'union'>, tag: number): Text {
  if (form.kind === 'cond')
    return either(
      form.test,
      isCase(making, form.then, type, tag),
      isCase(making, form.otherwise, type, tag),
    );
  if (form.kind === 'case') return form.tag === tag ? yes : no;
  return compared(atom(`${pathOf(form)}.tag`), '=', atom(making.types.membersOf(type)[tag] ?? ''));
}

export function payloadOf(making: Making, form: Form, type: Kind<'union'>, tag: number): Form {
  if (form.kind === 'case' && form.tag === tag) return { kind: 'struct', fields: form.fields };
  if (form.kind === 'cond') {
    const { then, otherwise } = form;
    if (then.kind === 'case' && then.tag !== tag) return payloadOf(making, otherwise, type, tag);
    if (otherwise.kind === 'case' && otherwise.tag !== tag)
      return payloadOf(making, then, type, tag);
    return each(form, f => payloadOf(making, f, type, tag));
  }
  if (form.kind === 'case') return { kind: 'struct', fields: [] };
  return { kind: 'stored', path: `${pathOf(form)}.${making.types.fieldsOf(type)[tag]}` };
}

export function isSome(form: Form): Text {
  switch (form.kind) {
    case 'none':
      return no;
    case 'some':
      return yes;
    case 'bare':
      return not(atom(`isundefined(${form.path})`));
    case 'cond':
      return either(form.test, isSome(form.then), isSome(form.otherwise));
    default:
      return atom(`${pathOf(form)}.some`);
  }
}

/** The v of `some v`; of what is `none`, anything. */
export function innerOf(form: Form, of: Type): Form {
  if (form.kind === 'some') return form.of;
  if (form.kind === 'bare') return at(form.path, of);
  if (form.kind !== 'cond') return at(`${pathOf(form)}.value`, of);
  const { then, otherwise } = form;
  if (then.kind === 'none') return innerOf(otherwise, of);
  if (otherwise.kind === 'none') return innerOf(then, of);
  return each(form, f => innerOf(f, of));
}

/** Where the entry of a key stands, if the test holds. */
export interface Spot {
  readonly test: Text;
  readonly path: string;
}

/** All places where the entry of a key may stand: one, or one for each case that the key may be. */
export function spotsOf(making: Making, path: string, key: Form, type: Type): readonly Spot[] {
  if (isSimple(type)) return [{ test: yes, path: `${path}[${textOf(key).text}]` }];
  switch (type.kind) {
    case 'struct':
      return spotsOfFields(
        making,
        [{ test: yes, path }],
        type.fields.map((f, i) => [fieldOf(making, key, type, i), f.type] as const),
      );
    case 'option': {
      const some = isSome(key);
      const nothing = isYes(some) ? [] : [{ test: not(some), path: `${path}.none` }];
      if (isNo(some)) return nothing;
      const spots = spotsOf(making, `${path}.some`, innerOf(key, type.of), type.of);
      return [...nothing, ...spots.map(s => ({ ...s, test: all([some, s.test]) }))];
    }
    case 'union':
      return type.cases.flatMap((c, tag) => {
        const test = isCase(making, key, type, tag);
        if (isNo(test)) return [];
        const of = payload(type, tag);
        const inner = c.fields.length === 0 ? key : payloadOf(making, key, type, tag);
        return spotsOfFields(
          making,
          [{ test, path: `${path}.${making.types.fieldsOf(type)[tag]}` }],
          c.fields.map((f, i) => [fieldOf(making, inner, of, i), f.type] as const),
        );
      });
    default:
      making.types.refused.push(
        `a map or set over ${making.types.label(type)}: arrays of Murphi are over members and numbers`,
      );
      return [];
  }
}

const spotsOfFields = (
  making: Making,
  from: readonly Spot[],
  fields: readonly (readonly [Form, Type])[],
): readonly Spot[] =>
  fields.reduce(
    (spots, [key, type]) =>
      spots.flatMap(({ test, path }) =>
        spotsOf(making, path, key, type).map(s => ({ ...s, test: all([test, s.test]) })),
      ),
    from,
  );

export function hasElement(making: Making, set: Form, of: Type, element: Form): Text {
  if (set.kind === 'set') return set.has(element);
  if (set.kind === 'cond')
    return either(
      set.test,
      hasElement(making, set.then, of, element),
      hasElement(making, set.otherwise, of, element),
    );
  const spots = spotsOf(making, pathOf(set), element, of);
  return any(spots.map(({ test, path }) => all([test, atom(path)])));
}

export function entryOf(making: Making, map: Form, type: Kind<'map'>, key: Form): Form {
  if (map.kind === 'map') return map.get(key);
  if (map.kind === 'cond') return each(map, f => entryOf(making, f, type, key));
  const spots = spotsOf(making, pathOf(map), key, type.key);
  const [last = { test: yes, path: pathOf(map) }, ...before] = spots.toReversed();
  return before.reduce(
    (rest, { test, path }) => choice(test, at(path, type.value), rest),
    at(last.path, type.value),
  );
}

export function lengthOf(form: Form): Text {
  if (form.kind === 'seq') return form.length;
  if (form.kind === 'cond') return either(form.test, lengthOf(form.then), lengthOf(form.otherwise));
  return atom(`${pathOf(form)}.length`);
}

export function itemOf(form: Form, of: Type, index: Text): Form {
  if (form.kind === 'seq') return form.item(index);
  if (form.kind === 'cond') return each(form, f => itemOf(f, of, index));
  return at(`${pathOf(form)}.items[${index.text}]`, of);
}

/** A sum of texts and numbers, with what can be said at once said. */
export function plus(left: Text, add: number): Text {
  if (add === 0) return left;
  if (/^-?\d+$/.test(left.text)) return number(Number(left.text) + add);
  const shifted = /^(.*) ([+-]) (\d+)$/.exec(left.text);
  if (shifted !== null && left.level === level.add) {
    const [, base = '', sign, by] = shifted;
    return plus({ text: base, level: level.add }, add + (sign === '-' ? -Number(by) : Number(by)));
  }
  const sign = add < 0 ? '-' : '+';
  return { text: `${tight(left, level.add)} ${sign} ${Math.abs(add)}`, level: level.add };
}

/** A number; one below zero binds as a difference. */
export const number = (n: number | bigint): Text =>
  n < 0 ? { text: `0 - ${-BigInt(n)}`, level: level.add } : atom(String(n));

/** A quantifier over all keys of a type, for each shape: the names, and the key that they make. */
export function overall(
  making: Making,
  type: Type,
): readonly { readonly names: readonly (readonly [string, string])[]; readonly key: Form }[] {
  return shapesOf(making.types, type, letter(making, type)).map(({ names, build }) => {
    const own = names.map(n => [making.routine.helper(n.name), making.types.text(n.type)] as const);
    return { names: own, key: build(own.map(([name]) => name)) };
  });
}

const letter = ({ types }: Making, type: Type): string =>
  type.kind === 'range' ? 'i' : (/[A-Za-z]/.exec(types.label(type))?.[0] ?? 'x').toLowerCase();

/** The two are one value. */
export function equalForms(making: Making, type: Type, a: Form, b: Form): Text {
  if (isSimple(type)) return compared(textOf(a), '=', textOf(b));
  if (a.kind === 'stored' && b.kind === 'stored') return compared(atom(a.path), '=', atom(b.path));
  if (a.kind === 'cond')
    return either(
      a.test,
      equalForms(making, type, a.then, b),
      equalForms(making, type, a.otherwise, b),
    );
  if (b.kind === 'cond') return equalForms(making, type, b, a);
  switch (type.kind) {
    case 'struct':
      return all(
        type.fields.map((f, i) =>
          equalForms(making, f.type, fieldOf(making, a, type, i), fieldOf(making, b, type, i)),
        ),
      );
    case 'option':
      return equalOptions(making, type, a, b);
    case 'union':
      return equalCases(making, type, a, b);
    case 'set': {
      if (b.kind === 'set' && b.items?.length === 0) return isEmpty(making, type, a);
      if (a.kind === 'set' && a.items?.length === 0) return isEmpty(making, type, b);
      return all(
        overall(making, type.of).map(({ names, key }) =>
          quantified(
            'forall',
            names,
            iff(hasElement(making, a, type.of, key), hasElement(making, b, type.of, key)),
          ),
        ),
      );
    }
    case 'map':
      return all(
        overall(making, type.key).map(({ names, key }) =>
          quantified(
            'forall',
            names,
            equalForms(
              making,
              type.value,
              entryOf(making, a, type, key),
              entryOf(making, b, type, key),
            ),
          ),
        ),
      );
    case 'seq':
      return equalSequences(making, type, a, b);
    default:
      throw new Error(`broken promise: a ${type.kind} is simple`);
  }
}

export function iff(a: Text, b: Text): Text {
  if (b.text === 'true') return a;
  if (b.text === 'false') return not(a);
  if (a.text === 'true' || a.text === 'false') return iff(b, a);
  return compared(a, '=', b);
}

function isEmpty(making: Making, type: Kind<'set'>, set: Form): Text {
  const parts = overall(making, type.of).map(({ names, key }) => ({
    names,
    has: hasElement(making, set, type.of, key),
  }));
  return {
    ...all(parts.map(({ names, has }) => quantified('forall', names, not(has)))),
    opposite: any(parts.map(({ names, has }) => quantified('exists', names, has))),
  };
}

function equalOptions(making: Making, type: Kind<'option'>, a: Form, b: Form): Text {
  if (a.kind === 'none') return not(isSome(b));
  if (b.kind === 'none') return not(isSome(a));
  const inner = equalForms(making, type.of, innerOf(a, type.of), innerOf(b, type.of));
  if (a.kind === 'some') return all([isSome(b), inner]);
  if (b.kind === 'some') return all([isSome(a), inner]);
  return all([iff(isSome(a), isSome(b)), implies(isSome(a), inner)]);
}

function equalCases(making: Making, type: Kind<'union'>, a: Form, b: Form): Text {
  const [known, other] = a.kind === 'case' ? [a, b] : [b, a];
  const same = (tag: number): Text =>
    equalForms(
      making,
      payload(type, tag),
      payloadOf(making, a, type, tag),
      payloadOf(making, b, type, tag),
    );
  if (known.kind === 'case') return all([isCase(making, other, type, known.tag), same(known.tag)]);
  return any(
    type.cases.map((_, tag) =>
      all([isCase(making, a, type, tag), isCase(making, b, type, tag), same(tag)]),
    ),
  );
}

function equalSequences(making: Making, type: Kind<'seq'>, a: Form, b: Form): Text {
  const [left, right] = [lengthOf(a), lengthOf(b)];
  const fixed = [left, right].find(t => /^\d+$/.test(t.text));
  const counts = compared(left, '=', right);
  const lengths =
    /^\d+$/.test(left.text) && /^\d+$/.test(right.text)
      ? left.text === right.text
        ? yes
        : no
      : counts;
  const same = (i: Text): Text =>
    equalForms(making, type.of, itemOf(a, type.of, i), itemOf(b, type.of, i));
  if (fixed !== undefined)
    return all([
      lengths,
      ...Array.from({ length: Math.min(type.max, Number(fixed.text)) }, (_, i) => same(number(i))),
    ]);
  if (type.max === 0) return lengths;
  const i = making.routine.helper('i');
  const inside = compared(atom(i), '<', left);
  return all([
    lengths,
    quantified('forall', [[i, `0..${type.max - 1}`]], implies(inside, same(atom(i)))),
  ]);
}
