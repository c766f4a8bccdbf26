/**
 * Expressions that bind a name to each element of a set in turn, with every element
 * written out. An element that decides a quantifier wins over elements that fail;
 * without one, of several faults the first in the text is the result.
 */
import { invariant, unreachable } from '../../base/assertion.ts';
import { domain } from '../../machine/domain.ts';
import type { BinderRef, Expr } from '../../machine/expr.ts';
import type { Bool, Label, LocalId, Num } from '../ir/code.ts';
import {
  all,
  any,
  equal,
  flag,
  implies,
  isFalse,
  less,
  local,
  no,
  not,
  number,
  yes,
} from '../ir/fold.ts';
import { elementType, gathered, wholeDomain } from './collections.ts';
import { constantSym } from './constant.ts';
import { type Context, into, withName } from './context.ts';
import { short } from './hold.ts';
import { symAt } from './places.ts';
import { setOf } from './sets.ts';
import { isPure, type Sink } from './sink.ts';
import { as, boolOf, ofBool, type Sym } from './sym.ts';

type Of<K extends Expr['kind']> = Extract<Expr, { readonly kind: K }>;
type Evaluate = (expr: Expr, context: Context) => Sym;

/** A value and whether it is in the set. */
export interface Element {
  readonly sym: Sym;
  readonly here: Bool;
}

/** The values that may be in a set, in the order of the set where that is known. */
export function elementsOf(sym: Sym): readonly Element[] {
  const set = setOf(sym);
  if (set.kind === 'set') {
    return domain(set.of).flatMap((value, i) => {
      const here = set.bits[i] ?? no;
      return isFalse(here) ? [] : [{ sym: constantSym(set.of, value), here }];
    });
  }
  return set.items.flatMap(({ index, here }) =>
    isFalse(here) ? [] : [{ sym: symAt(set.of, index), here }],
  );
}

/** The value of a quantifier, a comprehension or `[i in A: e]`; `evaluate` gives its parts. */
export function quantified(
  expr: Of<'domain' | 'forall' | 'exists' | 'filter' | 'image' | 'mapOf'>,
  context: Context,
  evaluate: Evaluate,
): Sym {
  switch (expr.kind) {
    case 'domain':
      return wholeDomain(expr.of);
    case 'forall':
    case 'exists':
      return ofBool(decided(expr, context, evaluate));
    case 'filter':
      return filtered(expr, context, evaluate);
    case 'image':
      return image(expr, context, evaluate);
    case 'mapOf': {
      const keys = domain(expr.binder.type).map(key => {
        return { sym: constantSym(expr.binder.type, key), here: yes };
      });
      return {
        kind: 'map',
        entries: collected(keys, expr.binder, context, c => evaluate(expr.body, c)),
      };
    }
    default:
      return unreachable(expr);
  }
}

const elementsIn = (domainExpr: Expr, context: Context, evaluate: Evaluate): readonly Element[] =>
  elementsOf(short(evaluate(domainExpr, context), context.sink));

function decided(expr: Of<'forall' | 'exists'>, context: Context, evaluate: Evaluate): Bool {
  const elements = elementsIn(expr.domain, context, evaluate);
  const worst = context.sink.numberLocal();
  const trials = elements.map(({ sym, here }) => {
    const { label, sink } = trialSink(context.sink, here, worst);
    const value = boolOf(evaluate(expr.body, into(withName(context, expr.binder, sym), sink)));
    return { sink, here, value, label };
  });
  const decides = (value: Bool): Bool => (expr.kind === 'forall' ? not(value) : value);
  const failing = trials.some(({ sink }) => !isPure(sink));
  if (!failing) {
    for (const { sink } of trials) context.sink.putAll(sink);
    const bodies = trials.map(({ here, value }) =>
      expr.kind === 'forall' ? implies(here, value) : all([here, value]),
    );
    return expr.kind === 'forall' ? all(bodies) : any(bodies);
  }
  const { sink } = context;
  const found = sink.flagLocal();
  sink.put({ kind: 'set', local: worst, value: number(0) });
  sink.put({ kind: 'set', local: found, value: no });
  for (const trial of trials) {
    const then = trial.sink.inner();
    then.put({ kind: 'set', local: found, value: yes });
    trial.sink.when(decides(trial.value), then);
    runTrial(sink, trial);
  }
  const none = sink.inner();
  none.fail(none, local(worst, 1, 2 ** 31));
  sink.when(all([not(flag(found)), less(number(0), rankIn(worst))]), none);
  return expr.kind === 'forall' ? not(flag(found)) : flag(found);
}

const rankIn = (worst: LocalId): Num => local(worst, 0, 2 ** 31);

/** Code for one element: its faults leave it, and the least rank of them is kept. */
function trialSink(
  outer: Sink,
  here: Bool,
  worst: LocalId,
): { readonly label: Label; readonly sink: Sink } {
  const label = outer.frame.label();
  const fail = (failed: Sink, rank: Num): void => {
    noteWorst(failed, worst, rank);
    failed.leave(label);
  };
  return { label, sink: outer.where(here).inner(fail) };
}

/** Keeps the least rank. */
export function noteWorst(sink: Sink, worst: LocalId, rank: Num): void {
  const now = rankIn(worst);
  const then = sink.inner();
  then.put({ kind: 'set', local: worst, value: rank });
  sink.put({
    kind: 'if',
    test: any([equal(now, number(0)), less(rank, now)]),
    then: then.code,
    otherwise: [],
  });
}

interface Trial {
  readonly sink: Sink;
  readonly here: Bool;
  readonly label: Label;
}

function runTrial(sink: Sink, { sink: code, here, label }: Trial): void {
  const body = sink.inner();
  body.when(here, code);
  sink.put({ kind: 'block', label, body: body.code });
}

// The results for all elements that are here; if some fail, the first in the text fails.
function collected(
  elements: readonly Element[],
  binder: BinderRef,
  context: Context,
  one: (context: Context) => Sym,
): readonly Sym[] {
  const worst = context.sink.numberLocal();
  const trials = elements.map(({ sym, here }) => {
    const { label, sink } = trialSink(context.sink, here, worst);
    const result = one(into(withName(context, binder, sym), sink));
    return { sink, here, label, result };
  });
  const { sink } = context;
  if (trials.every(trial => isPure(trial.sink))) {
    for (const trial of trials) sink.putAll(trial.sink);
    return trials.map(trial => trial.result);
  }
  sink.put({ kind: 'set', local: worst, value: number(0) });
  for (const trial of trials) runTrial(sink, trial);
  const failed = sink.inner();
  failed.fail(failed, local(worst, 1, 2 ** 31));
  sink.when(less(number(0), rankIn(worst)), failed);
  return trials.map(trial => trial.result);
}

function filtered(expr: Of<'filter'>, context: Context, evaluate: Evaluate): Sym {
  const set = setOf(short(evaluate(expr.domain, context), context.sink));
  const elements = elementsOf(set);
  const kept = collected(elements, expr.binder, context, c => evaluate(expr.where, c)).map(boolOf);
  const here = (i: number): Bool => all([elements[i]?.here ?? no, kept[i] ?? no]);
  if (set.kind === 'few') {
    const open = set.items.filter(item => !isFalse(item.here));
    const items = open.map(({ index }, i) => ({ index, here: here(i) }));
    return { kind: 'few', of: set.of, items };
  }
  let next = 0;
  return { ...set, bits: set.bits.map(bit => (isFalse(bit) ? no : here(next++))) };
}

function image(expr: Of<'image'>, context: Context, evaluate: Evaluate): Sym {
  const elements = elementsIn(expr.domain, context, evaluate);
  const { where } = expr;
  const results = collected(elements, expr.binder, context, c => {
    if (where === null) return { kind: 'struct', fields: [ofBool(yes), evaluate(expr.body, c)] };
    const test = c.sink.shortTruth(boolOf(evaluate(where, c)));
    const inner = c.sink.inner();
    const body = evaluate(expr.body, into(c, inner));
    c.sink.when(isPure(inner) ? yes : test, inner);
    return { kind: 'struct', fields: [ofBool(test), body] };
  });
  const values = results.map((result, i) => {
    const [test, body] = as('struct', result).fields;
    invariant(test !== undefined && body !== undefined, 'a result has both');
    return { sym: body, here: all([elements[i]?.here ?? no, boolOf(test)]) };
  });
  return gathered(
    elementType(
      expr.type,
      values.map(v => v.sym),
    ),
    values,
    context,
  );
}
