/**
 * Truth values: comparisons, membership, tests that bind names, quantifiers, and in
 * properties the places of threads.
 */
import { isInteger } from '../../../src/machine/relate.ts';
import type { Type } from '../../../src/machine/types.ts';
import type { BinaryOp } from '../../../src/syntax/tree.ts';
import { calling } from './calls.ts';
import type { Weighted } from './dice.ts';
import { domainOf } from './domains.ts';
import { type Scope, type Term, type World, withName } from './model.ts';
import { peek, read, readAny } from './reads.ts';
import {
  atom,
  binary,
  bool,
  conditional,
  inside,
  negated,
  openLevel,
  postfixLevel,
  suffixLevel,
} from './terms.ts';
import { canSay } from './types.ts';

type Maker = () => Term | undefined;

/** Any truth value; seldom a constant one. */
export function boolean(w: World, scope: Scope, depth: number): Term {
  const { dice } = w;
  if (depth < -1) return read(w, bool, scope, depth) ?? truth(w);
  const makers = depth <= 0 ? shallow(w, scope, depth) : deep(w, scope, depth);
  for (let turn = 0; turn < 6; turn++) {
    const term = dice.weighed(makers)();
    if (term !== undefined) return term;
  }
  return truth(w);
}

const truth = (w: World): Term => atom(w.dice.chance(70) ? 'true' : 'false', bool);

function shallow(w: World, scope: Scope, most: number): readonly Weighted<Maker>[] {
  const depth = Math.min(0, most);
  return [
    [6, () => comparison(w, scope, depth)],
    [4, () => equality(w, scope, depth)],
    [4, () => read(w, bool, scope, depth)],
    [3, () => membership(w, scope, depth)],
    [2, () => caseTest(w, scope)],
    [scope.mode === 'property' ? 5 : 0, () => placeTest(w, scope)],
    [1, () => truth(w)],
  ];
}

function deep(w: World, scope: Scope, depth: number): readonly Weighted<Maker>[] {
  const part = (): Term => boolean(w, scope, depth - 1);
  const both = (op: BinaryOp): Term => binary(w.dice, op, [part(), part()], bool);
  return [
    ...shallow(w, scope, depth),
    [4, () => both('and')],
    [4, () => both('or')],
    [3, () => both('implies')],
    [3, () => negated(w.dice, part())],
    [4, () => quantified(w, scope, depth)],
    [4, () => bindingTest(w, scope, depth)],
    [2, () => inclusion(w, scope, depth)],
    [2, () => equality(w, scope, depth)],
    [1, () => conditional(w.dice, [part(), part(), part()], bool)],
    [scope.funs.some(f => f.result.kind === 'bool') ? 3 : 0, () => calling(w, bool, scope, depth)],
  ];
}

/** `a < b` of integers or members of an enum. */
function comparison(w: World, scope: Scope, depth: number): Term | undefined {
  const { dice, parameters } = w;
  const op = dice.of<BinaryOp>(['<', '<=', '>', '>=', '==', '!=', '==', '!=']);
  const ordered = (type: Type): boolean => isInteger(type) || type.kind === 'enum';
  const left = readAny(w, scope, depth, dice.chance(80) ? isInteger : ordered);
  if (left === undefined) return undefined;
  const parameter = parameters.length > 0 && isInteger(left.type) && dice.chance(20);
  const right = parameter
    ? atom(dice.of(parameters).name, left.type)
    : isInteger(left.type)
      ? w.make.integer(w, scope, depth)
      : w.make.value(w, left.type, scope, depth);
  if (right.text === left.text) return undefined;
  return binary(dice, op, dice.chance(85) ? [left, right] : [right, left], bool);
}

/** `a == b` of any type. */
function equality(w: World, scope: Scope, depth: number, always?: BinaryOp): Term | undefined {
  const left = readAny(w, scope, depth, type => type.kind !== 'bool' && canSay(type, scope));
  if (left === undefined) return undefined;
  const right = w.make.value(w, left.type, scope, depth);
  if (right.text === left.text) return undefined;
  const sides: readonly [Term, Term] = w.dice.chance(80) ? [left, right] : [right, left];
  return binary(w.dice, always ?? (w.dice.chance(60) ? '==' : '!='), sides, bool);
}

/** Several things at once, which few states have: runs that get there are long. */
export function rare(w: World, scope: Scope, parts: number): Term {
  const { dice } = w;
  const part = (): Term => {
    const place = dice.chance(35) ? placeTest(w, scope) : undefined;
    const found = place ?? (dice.chance(75) ? equality(w, scope, 0, '==') : undefined);
    return found ?? boolean(w, scope, 0);
  };
  let all = part();
  for (let i = 1; i < parts; i++) all = binary(dice, 'and', [all, part()], bool);
  return all;
}

/** `e in s`. */
function membership(w: World, scope: Scope, depth: number): Term | undefined {
  const { dice } = w;
  const op: BinaryOp = dice.chance(70) ? 'in' : 'not in';
  const set = readAny(w, scope, depth, type => type.kind === 'set');
  if (set?.type.kind === 'set' && canSay(set.type.of, scope) && dice.chance(60)) {
    return binary(dice, op, [w.make.value(w, set.type.of, scope, depth), set], bool);
  }
  const item = readAny(
    w,
    scope,
    depth,
    ({ kind }) => kind !== 'bool' && kind !== 'map' && kind !== 'place',
  );
  if (item === undefined) return undefined;
  return binary(dice, op, [item, w.make.set(w, item.type, scope, depth)], bool);
}

/** `s subset t`, `s == {}`. */
function inclusion(w: World, scope: Scope, depth: number): Term | undefined {
  const set = readAny(w, scope, depth, type => type.kind === 'set');
  if (set?.type.kind !== 'set') return undefined;
  const other = w.make.set(w, set.type.of, scope, depth - 1);
  if (other.text === set.text) return undefined;
  return binary(w.dice, w.dice.of<BinaryOp>(['subset', '==', '!=']), [set, other], bool);
}

const holdsCases = (type: Type): boolean => type.kind === 'option' || type.kind === 'union';

/** `x is none`, `x is some _`, `x is idle`. */
function caseTest(w: World, scope: Scope): Term | undefined {
  const of = readAny(w, scope, 0, holdsCases);
  if (of === undefined) return undefined;
  const { dice } = w;
  const { type } = of;
  if (type.kind !== 'union') return test(of, dice.of(['none', 'some _']));
  const { name, fields } = dice.of(type.cases);
  return test(of, fields.length > 0 && dice.chance(30) ? `${name} _` : name);
}

const test = (of: Term, pattern: string): Term => ({
  text: `${of.text} is ${pattern}`,
  level: suffixLevel,
  type: bool,
});

/** A test that binds, `x is some p`, with the name and type that it binds. */
export function binder(
  w: World,
  scope: Scope,
): { readonly term: Term; readonly name: string; readonly type: Type } | undefined {
  const of = readAny(w, scope, 0, holdsCases);
  if (of === undefined) return undefined;
  const name = w.fresh('b');
  const { type } = of;
  if (type.kind === 'option') return { term: test(of, `some ${name}`), name, type: type.of };
  if (type.kind !== 'union') return undefined;
  const full = type.cases.filter(c => c.fields.length > 0);
  if (full.length === 0) return undefined;
  const { name: tag, fields } = w.dice.of(full);
  const payload: Type = { kind: 'struct', name: `${type.name}.${tag}`, fields };
  return { term: test(of, `${tag} ${name}`), name, type: payload };
}

/** `x is some p and p == ...`, `x is some p implies ...`, `x != none and x! == ...`. */
function bindingTest(w: World, scope: Scope, depth: number): Term | undefined {
  if (w.dice.chance(45)) {
    const found = peek(w, scope, depth);
    if (found === undefined) return undefined;
    const inner = { ...scope, roots: [...w.dice.some(scope.roots, 40), ...found.roots] };
    const op = w.dice.chance(60) ? 'and' : 'implies';
    return binary(w.dice, op, [found.test, boolean(w, inner, 0)], bool);
  }
  const found = binder(w, scope);
  if (found === undefined) return undefined;
  const inner = withName(scope, found.name, found.type);
  const op = w.dice.chance(60) ? 'and' : 'implies';
  return binary(w.dice, op, [found.term, boolean(w, inner, depth - 1)], bool);
}

/** `forall p in S where e, q in T: e`. */
function quantified(w: World, scope: Scope, depth: number): Term | undefined {
  const { dice } = w;
  let inner = scope;
  const groups: string[] = [];
  for (let i = dice.chance(20) ? 2 : 1; i > 0; i--) {
    const domain = domainOf(w, inner, depth);
    const names = Array.from({ length: dice.chance(20) ? 2 : 1 }, () => w.fresh('q'));
    inner = names.reduce((at, name) => withName(at, name, domain.of), inner);
    const where = dice.chance(20) ? ` where ${guard(w, inner)}` : '';
    groups.push(`${names.join(', ')} in ${domain.text}${where}`);
  }
  // Several elements may fail, and which of them counts must not depend on their order.
  const body = boolean(w, { ...inner, risk: scope.mode === 'constant' ? 1 : 8 }, depth - 1);
  const text = `${dice.of(['forall', 'exists'])} ${groups.join(', ')}: ${body.text}`;
  return { text, level: openLevel, type: bool };
}

// Behind a condition or quantifier the colon of the binder would be lost.
const guard = (w: World, scope: Scope): string => inside(w.dice, boolean(w, scope, 0), 1);

/** `t at l`, `finished(t)`. */
function placeTest(w: World, scope: Scope): Term | undefined {
  const { dice } = w;
  const threads = w.actors.filter(actor => actor.kind === 'thread');
  if (threads.length === 0 || scope.mode !== 'property') return undefined;
  const { name, params, labels } = dice.of(threads);
  const keys = params.map(p => read(w, p.type, scope, 0) ?? fallback(w, p.type, scope));
  if (keys.some(key => key === undefined)) return undefined;
  const thread = `${name}${keys.map(key => `[${key?.text}]`).join('')}`;
  const steps = labels.filter(l => l.isStep);
  if (steps.length === 0 || dice.chance(25)) return atom(`finished(${thread})`, bool);
  return { text: `${thread} at ${dice.of(steps).name}`, level: suffixLevel, type: bool };
}

const fallback = (w: World, type: Type, scope: Scope): Term | undefined =>
  type.kind === 'scalarset' ? undefined : w.make.value(w, type, scope, 0);

/** Postfix terms stand as they are. */
export const isAtom = ({ level }: Term): boolean => level === postfixLevel;
