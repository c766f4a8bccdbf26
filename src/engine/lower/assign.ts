/**
 * Assignment to a place: keys from left to right, each fails where it stands, then the
 * value; only then is anything written. A key that is not known yet makes a write under
 * a test for each place it may mean.
 */
import { invariant, present, unreachable } from '../../base/assertion.ts';
import type { Expr, Place, PlaceStep } from '../../machine/expr.ts';
import type { Type } from '../../machine/types.ts';
import type { Bool } from '../ir/code.ts';
import { all, any, atMost, equal, isTrue, known, less, not, number, yes } from '../ir/fold.ts';
import type { Store } from '../layout/layout.ts';
import type { Context } from './context.ts';
import { evaluate } from './expression.ts';
import { fixed } from './hold.ts';
import { load } from './load.ts';
import { bitsOfMember } from './merge.ts';
import { type Path, withValue, withWritten, written } from './path.ts';
import { entryAt, placeOf } from './places.ts';
import { store, type Writes } from './store.ts';
import { as, type Sym } from './sym.ts';

/** Where a value may go, and when it goes there. */
interface Target {
  readonly store: Store;
  readonly when: Bool;
}

/** A part of a variable on the way to a place. */
interface Spot {
  readonly targets: readonly Target[];
  /** What stands there now, where a step asks for it. */
  readonly now: Sym | null;
  readonly type: Type;
}

/** Makes the code of `place = value`; gives the path behind it. */
export function assign(place: Place, value: Expr, context: Context, path: Path): Path {
  const { layout, machine } = context.world;
  const { type } = present(machine.variables[place.variable], 'a place is in a variable');
  const whole = present(layout.stores[place.variable], 'every variable has a store');
  const asks = place.steps.some(({ kind }) => kind === 'item' || kind === 'inner');
  const now = asks ? load(whole, type, context.reading) : null;
  let spot: Spot = { targets: [{ store: whole, when: yes }], now, type };
  for (const step of place.steps) spot = below(spot, step, place, context);
  const sym = fixed(evaluate(value, context), context.sink);
  return spot.targets.reduce((now, target) => write(target, sym, context, now), path);
}

// What goes to one place for sure waits to be written; the rest is written under its test.
function write(target: Target, sym: Sym, { sink }: Context, path: Path): Path {
  const writes: Writes = new Map();
  store(target.store, sym, yes, writes);
  if (isTrue(target.when)) {
    return [...writes].reduce((now, [field, value]) => withValue(now, field, value), path);
  }
  const now = written(path, sink);
  const inner = sink.inner();
  for (const [field, value] of writes) inner.put({ kind: 'write', field, value });
  sink.when(target.when, inner);
  return withWritten(now, [...writes.keys()]);
}

function below(spot: Spot, step: PlaceStep, place: Place, context: Context): Spot {
  switch (step.kind) {
    case 'key':
      return atKey(spot, step.key, context);
    case 'item':
      return atItem(spot, step.index, context);
    case 'field':
      return {
        targets: spot.targets.map(({ store: from, when }) => {
          invariant(from.kind === 'struct', 'into a struct goes a field');
          return { store: present(from.fields[step.field], 'the field is in the struct'), when };
        }),
        now: spot.now && present(as('struct', spot.now).fields[step.field], 'as above'),
        type: step.type,
      };
    case 'inner': {
      const { some, of } = as('option', present(spot.now ?? undefined, 'it was asked for'));
      context.sink.failIf(not(some), context.world.sites.at('runtime/none', place.span));
      const targets = spot.targets.map(({ store: from, when }) => {
        invariant(from.kind === 'option', 'into `some` goes its value');
        return { store: from.of, when };
      });
      return { targets, now: of, type: step.type };
    }
    default:
      return unreachable(step);
  }
}

function atKey(spot: Spot, key: Expr, context: Context): Spot {
  const { type } = spot;
  invariant(type.kind === 'map', 'what has keys is a map');
  const sym = fixed(evaluate(key, context), context.sink);
  const { index, outside } = placeOf(type.key, sym);
  context.sink.failIf(outside, context.world.sites.at('runtime/index', key.span));
  const bits = sym.kind === 'member' && sym.bits !== null ? bitsOfMember(sym) : null;
  const at = known(index);
  const targets = spot.targets.flatMap(({ store: from, when }) => {
    invariant(from.kind === 'map', 'what has keys is stored as a map');
    return from.entries.flatMap((entry, i) => {
      if (at !== null) return i === at ? [{ store: entry, when }] : [];
      return [{ store: entry, when: all([when, bits?.[i] ?? equal(index, number(i))]) }];
    });
  });
  const now = spot.now && entryAt(as('map', spot.now).entries, index);
  return { targets, now, type: type.value };
}

function atItem(spot: Spot, index: Expr, context: Context): Spot {
  const { type } = spot;
  invariant(type.kind === 'seq', 'what has items is a sequence');
  const sym = fixed(evaluate(index, context), context.sink);
  const at = as('num', sym).value;
  const { length, items } = as('seq', present(spot.now ?? undefined, 'it was asked for'));
  const outside = any([less(at, number(0)), atMost(length, at)]);
  context.sink.failIf(outside, context.world.sites.at('runtime/index', index.span));
  const targets = spot.targets.flatMap(({ store: from, when }) => {
    invariant(from.kind === 'seq', 'what has items is stored as a sequence');
    return from.items.flatMap((item, i) => {
      const here = equal(at, number(i));
      return here.kind === 'truth' && !here.value ? [] : [{ store: item, when: all([when, here]) }];
    });
  });
  return { targets, now: items.length === 0 ? null : entryAt(items, at), type: type.of };
}
