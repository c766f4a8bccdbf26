/** Terms of any type, where the type is expected: literals, reads, and what makes new values of old. */
import { unreachable } from '../../../src/base/assertion.ts';
import type { Field, Type } from '../../../src/machine/types.ts';
import { calling } from './calls.ts';
import { allOf, domainOf } from './domains.ts';
import { type Scope, type Term, type World, withName } from './model.ts';
import { peek, read } from './reads.ts';
import { atom, conditional, inside, postfixLevel, suffixLevel } from './terms.ts';
import { canWrite, membersAtHand } from './types.ts';

/** A term of the type; the scope has the members that it takes. */
export function value(w: World, type: Type, scope: Scope, depth: number): Term {
  if (type.kind === 'bool') return w.make.bool(w, scope, depth);
  if (type.kind === 'range') return w.make.within(w, type, scope, depth);
  const { dice } = w;
  if (dice.chance(depth > 0 ? 35 : 50)) {
    const found = read(w, type, scope, depth);
    if (found !== undefined) return found;
  }
  if (depth > 0 && dice.chance(24)) {
    const found = derived(w, type, scope, depth);
    if (found !== undefined) return found;
  }
  return written(w, type, scope, depth);
}

// A condition, a call of a function, what stands in an option or a sequence.
function derived(w: World, type: Type, scope: Scope, depth: number): Term | undefined {
  if (w.dice.chance(40)) return calling(w, type, scope, depth);
  const found = w.dice.chance(70) ? peek(w, scope, depth) : undefined;
  if (found !== undefined) {
    const then = read(w, type, { ...scope, roots: found.roots }, depth);
    if (then !== undefined) {
      return conditional(w.dice, [found.test, then, value(w, type, scope, depth - 1)], type);
    }
  }
  const side = (): Term => value(w, type, scope, depth - 1);
  return conditional(w.dice, [w.make.bool(w, scope, depth - 1), side(), side()], type);
}

function written(w: World, type: Type, scope: Scope, depth: number): Term {
  const { dice } = w;
  switch (type.kind) {
    case 'bool':
      return w.make.bool(w, scope, depth);
    case 'range':
      return w.make.within(w, type, scope, depth);
    case 'enum': {
      const member = dice.of(type.members);
      return atom(dice.chance(20) ? `${type.name}.${member}` : member, type);
    }
    case 'scalarset':
      return member(w, type, scope, depth);
    case 'struct':
      return struct(w, type, scope, depth);
    case 'union':
      return caseOf(w, type, scope, depth);
    case 'option':
      return option(w, type, scope, depth);
    case 'map':
      return map(w, type, scope, depth);
    case 'set':
      // Slots are few: a literal fits.
      if (type.max !== null && !dice.chance(6))
        return literalSet(w, type.of, scope, depth, type.max);
      return w.make.set(w, type.of, scope, depth);
    case 'seq':
      return sequence(w, type, scope, depth);
    case 'int':
    case 'place':
      throw new Error('broken promise: no variable has this type');
    default:
      return unreachable(type);
  }
}

type Of<K extends Type['kind']> = Extract<Type, { readonly kind: K }>;

function member(w: World, type: Of<'scalarset'>, scope: Scope, depth: number): Term {
  const found = read(w, type, scope, depth) ?? read(w, type, scope, -2);
  if (found === undefined) throw new Error(`broken promise: a member of ${type.name} is at hand`);
  return found;
}

function struct(w: World, type: Of<'struct'>, scope: Scope, depth: number): Term {
  const { dice, types } = w;
  const old = dice.chance(45) ? read(w, type, scope, depth - 1) : undefined;
  if (old !== undefined) {
    const changed = dice.of(type.fields);
    const text = `${old.text} with ${record(w, [changed], scope, depth)}`;
    return { text, level: suffixLevel, type };
  }
  const given = type.fields.filter(
    f => !types.defaults.has(`${type.name}.${f.name}`) || dice.chance(60),
  );
  const named = types.structs.includes(type) && dice.chance(40);
  return atom(`${named ? `${type.name} ` : ''}${record(w, given, scope, depth)}`, type);
}

const record = (w: World, fields: readonly Field[], scope: Scope, depth: number): string =>
  `{ ${fields.map(f => `${f.name}: ${value(w, f.type, scope, depth - 1).text}`).join(', ')} }`;

function caseOf(w: World, type: Of<'union'>, scope: Scope, depth: number): Term {
  const members = membersAtHand(scope);
  const able = type.cases.filter(c => c.fields.every(f => canWrite(f.type, members)));
  const { name, fields } = w.dice.of(able);
  if (fields.length > 0) return atom(`${name} ${record(w, fields, scope, depth)}`, type);
  return atom(w.dice.chance(15) ? `${type.name}.${name}` : name, type);
}

function option(w: World, type: Of<'option'>, scope: Scope, depth: number): Term {
  if (w.dice.chance(35) || !canWrite(type.of, membersAtHand(scope))) return atom('none', type);
  const of = value(w, type.of, scope, depth - 1);
  return { text: `some ${inside(w.dice, of, postfixLevel)}`, level: suffixLevel, type };
}

/** `[k in A: e]`. */
function map(w: World, type: Of<'map'>, scope: Scope, depth: number): Term {
  const domain = allOf(w, type.key);
  if (domain === undefined) throw new Error('broken promise: the keys have a name');
  const name = w.fresh('k');
  const body = value(w, type.value, withName(scope, name, type.key), depth - 1);
  return atom(`[${name} in ${domain.text}: ${inside(w.dice, body, 1)}]`, type);
}

function sequence(w: World, type: Of<'seq'>, scope: Scope, depth: number): Term {
  const able = canWrite(type.of, membersAtHand(scope));
  const length = able ? w.dice.between(0, Math.min(type.max, 2)) : 0;
  const items = Array.from({ length }, () =>
    inside(w.dice, value(w, type.of, scope, depth - 1), 8),
  );
  return atom(`[${items.join(', ')}]`, type);
}

/** Sets of elements of a type: literals, comprehensions, images, operators, reads. */
export function setOf(w: World, of: Type, scope: Scope, depth: number): Term {
  const { dice } = w;
  const type: Type = { kind: 'set', of, max: null };
  if (dice.chance(30)) {
    const found = read(w, type, scope, depth);
    if (found !== undefined) return found;
  }
  const whole = allOf(w, of);
  const deep = depth > 0 ? 1 : 0;
  return dice.weighed<() => Term>([
    [5, () => literalSet(w, of, scope, depth)],
    [whole === undefined ? 0 : 2, () => wholeSet(whole?.text ?? '', type)],
    [
      whole === undefined ? 0 : 4 * deep,
      () => filtered(w, { of, whole: whole?.text ?? '' }, scope, depth),
    ],
    [3 * deep, () => imageSet(w, of, scope, depth)],
    [4 * deep, () => operated(w, of, scope, depth)],
  ])();
}

const wholeSet = (text: string, type: Type): Term => ({
  text,
  level: text.includes('..') ? 8 : postfixLevel,
  type,
});

function literalSet(w: World, of: Type, scope: Scope, depth: number, most = 2): Term {
  const able = canWrite(of, membersAtHand(scope));
  const length = able ? Math.min(most, w.dice.count(1, 4, 2)) : 0;
  const items = Array.from({ length }, () => inside(w.dice, value(w, of, scope, depth - 1), 8));
  const text = items.length === 0 ? '{}' : `{ ${items.join(', ')} }`;
  return atom(text, { kind: 'set', of, max: null });
}

/** `{ p in S where e }`. */
function filtered(
  w: World,
  { of, whole }: { readonly of: Type; readonly whole: string },
  scope: Scope,
  depth: number,
): Term {
  const name = w.fresh('q');
  const set: Type = { kind: 'set', of, max: null };
  const from = w.dice.chance(30) ? read(w, set, scope, depth) : undefined;
  const element = from?.type.kind === 'set' ? from.type.of : of;
  const where = w.make.bool(w, withName(scope, name, element), depth - 1);
  return atom(`{ ${name} in ${from?.text ?? whole} where ${where.text} }`, from?.type ?? set);
}

/** `{ e for p in S where e }`. */
function imageSet(w: World, of: Type, scope: Scope, depth: number): Term {
  const name = w.fresh('q');
  const domain = domainOf(w, scope, depth);
  const inner = withName(scope, name, domain.of);
  if (!canWrite(of, membersAtHand(inner))) return literalSet(w, of, scope, depth);
  const body = inside(w.dice, value(w, of, inner, depth - 1), 8);
  const where = w.dice.chance(40) ? ` where ${w.make.bool(w, inner, depth - 1).text}` : '';
  const text = `{ ${body} for ${name} in ${domain.text}${where} }`;
  return atom(text, { kind: 'set', of, max: null });
}

function operated(w: World, of: Type, scope: Scope, depth: number): Term {
  const { dice } = w;
  const side = (): Term => setOf(w, of, scope, depth - 1);
  const op = dice.of(['union', 'minus', 'intersect'] as const);
  const level = op === 'intersect' ? 10 : 9;
  const [left, right] = [side(), side()];
  const text = `${inside(dice, left, level)} ${op} ${inside(dice, right, level + 1)}`;
  return { text, level, type: { kind: 'set', of, max: null } };
}
