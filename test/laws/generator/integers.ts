/**
 * Integer terms with the bounds that the checker computes for them: a value that can
 * never fit is refused before the run, so the generator must know.
 */

import { sizeOf } from '../../../src/machine/domain.ts';
import type { ArithmeticOp } from '../../../src/machine/expr.ts';
import { disjoint, fits, isInteger, join } from '../../../src/machine/relate.ts';
import type { Int, Type } from '../../../src/machine/types.ts';
import { bounds } from '../../../src/semantics/constant.ts';
import { tightLevel } from '../../../src/syntax/precedence.ts';
import type { Scope, Term, World } from './model.ts';
import { readAny } from './reads.ts';
import { atom, binary, conditional } from './terms.ts';

type Range = Extract<Type, { kind: 'range' }>;

const someRange: Range = { kind: 'range', low: 0, high: 3 };

/** A number as written. */
export function literal(value: number): Term {
  const type: Range = { kind: 'range', low: value, high: value };
  return value < 0 ? { text: `${value}`, level: tightLevel, type } : atom(`${value}`, type);
}

/** Any integer; small ones mostly. */
export function integer(w: World, scope: Scope, depth: number): Term {
  const { dice } = w;
  const lone = (): Term => literal(dice.between(0, 2));
  const variable = (): Term => readAny(w, scope, depth, isInteger) ?? lone();
  if (depth < 0 || (depth === 0 && dice.chance(80))) return dice.chance(70) ? variable() : lone();
  return dice.weighed<() => Term>([
    [6, variable],
    [2, lone],
    [4, () => arithmetic(w, scope, depth)],
    [2, () => counted(w, scope, depth) ?? variable()],
    [
      1,
      () => either(w, [integer(w, scope, depth - 1), integer(w, scope, depth - 1)], scope, depth),
    ],
    [1, () => minus(variable())],
  ])();
}

function minus(of: Term): Term {
  const [low, high] = bounds('-', [0, 0], boundsOf(of));
  const text = of.level < tightLevel || of.text.startsWith('-') ? `-(${of.text})` : `-${of.text}`;
  return { text, level: tightLevel, type: { kind: 'range', low, high } };
}

function boundsOf({ type }: Term): readonly [Int, Int] {
  return type.kind === 'range' ? [type.low, type.high] : [0, 0];
}

// What is not constant stands left: the checker folds constants to one value.
function arithmetic(w: World, scope: Scope, depth: number): Term {
  const { dice } = w;
  const left = readAny(w, scope, depth - 1, isInteger);
  if (left === undefined) return literal(dice.between(0, 2));
  const op = dice.weighed<ArithmeticOp>([
    [6, '+'],
    [5, '-'],
    [3, '*'],
    [2, '/'],
    [3, '%'],
  ]);
  const divides = op === '/' || op === '%';
  const right =
    divides && dice.chance(92) ? literal(dice.between(2, 3)) : integer(w, scope, depth - 1);
  return computed(w, op, left, right);
}

function computed(w: World, op: ArithmeticOp, left: Term, right: Term): Term {
  const [low, high] = bounds(op, boundsOf(left), boundsOf(right));
  return binary(w.dice, op, [left, right], { kind: 'range', low, high });
}

/** `count(s)`, `len(q)` of something in force. */
function counted(w: World, scope: Scope, depth: number): Term | undefined {
  const { dice, types } = w;
  if (dice.chance(20) && types.scalarsets.length > 0) {
    const set = dice.of(types.scalarsets);
    if (dice.chance(50)) return counting('count', set.name, sizeOf(set));
  }
  const of = readAny(w, scope, depth, type => type.kind === 'set' || type.kind === 'seq');
  if (of?.type.kind === 'seq') return counting(dice.of(['len', 'count']), of.text, of.type.max);
  if (of?.type.kind !== 'set') return undefined;
  return counting('count', of.text, of.type.max ?? sizeOf(of.type.of));
}

const counting = (name: string, of: string, high: number): Term =>
  atom(`${name}(${of})`, { kind: 'range', low: 0, high });

function either(
  w: World,
  [then, otherwise]: readonly [Term, Term],
  scope: Scope,
  depth: number,
): Term {
  const type = join(then.type, otherwise.type) ?? someRange;
  return conditional(w.dice, [w.make.bool(w, scope, depth - 1), then, otherwise], type);
}

/**
 * An integer for a place of a range: nearly always one that fits, never one that can
 * not, for that is an error before the run.
 */
export function within(w: World, range: Range, scope: Scope, depth: number): Term {
  const { dice } = w;
  const safe = (): Term => literal(dice.between(Number(range.low), Number(range.high)));
  if (depth <= 0 && dice.chance(40)) return safe();
  const next = dice.chance(45) ? moved(w, range, scope) : undefined;
  const term = next ?? integer(w, scope, depth);
  if (!isInteger(term.type) || disjoint(term.type, range)) return safe();
  if (next !== undefined || fits(term.type, range)) return term;
  if (scope.mode !== 'constant' && dice.chance(2)) return term;
  return wrapped(w, term, range) ?? safe();
}

// The next number, or the first again.
function moved(w: World, range: Range, scope: Scope): Term | undefined {
  const at = readAny(w, scope, 0, type => isInteger(type) && fits(type, range));
  if (at === undefined) return undefined;
  const { dice } = w;
  const [low, high] = boundsOf(at);
  if (low === 0 && range.low === 0 && dice.chance(60)) {
    const next = computed(w, '+', at, literal(dice.between(1, 2)));
    return computed(w, '%', next, literal(Number(range.high) + 1));
  }
  const test = binary(dice, '<', [at, literal(Number(high))], { kind: 'bool' });
  const next = computed(w, '+', at, literal(1));
  const type = join(next.type, at.type) ?? range;
  return dice.chance(50) ? conditional(dice, [test, next, literal(Number(low))], type) : at;
}

function wrapped(w: World, term: Term, range: Range): Term | undefined {
  const [low] = boundsOf(term);
  if (low < 0 || range.low !== 0) return undefined;
  return computed(w, '%', term, literal(Number(range.high) + 1));
}
