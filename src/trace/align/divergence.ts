/**
 * A run that was followed to its end without breaking anything: which of the places that
 * the broken property read ended otherwise, in which row they went apart, and what the
 * follower's step of that row had looked at.
 */

import type { Expr } from '../../machine/expr.ts';
import type { Machine } from '../../machine/machine.ts';
import { inState } from '../../reference/context.ts';
import type { State } from '../../reference/state.ts';
import type { Trace } from '../trace.ts';
import type { Divergence, Reading } from './aligned.ts';
import type { Taken, Writer } from './ledger.ts';
import type { Both, Pair } from './pair.ts';
import { type Read, readsIn } from './reads.ts';
import { type Met, passed } from './walk.ts';

/** Of what the property read in the leader's end: what is otherwise in the follower's. */
export function divergencesAt(pair: Pair, trace: Trace, end: State): readonly Divergence[] {
  const last = trace.steps.length;
  const leader = trace.steps.at(-1)?.state ?? pair.leaderAt(last - 1);
  if (leader === null) return [];
  const at = { leader, follower: end };
  const before = beforeLast(pair, trace);
  return readByProperty(pair, trace, leader).flatMap(({ place }) => {
    const after = pair.readingOf(place, last, at);
    const reading =
      (after !== null && after.other !== null) || before === null
        ? after
        : pair.readingOf(place, last - 1, before);
    if (reading === null || reading.other === null) return [];
    const row = Math.max(reading.writer?.row ?? 0, reading.other.writer?.row ?? 0);
    return [{ reading, row, because: readInRow(pair, row) }];
  });
}

// A transition property also read the states before the last step.
function beforeLast({ leader, follower }: Pair, { property, steps }: Trace): Both | null {
  const [led, followed] = [leader.taken.at(-1), follower.taken.at(-1)];
  if (property.kind !== 'transition' || led === undefined || followed?.row !== steps.length) {
    return null;
  }
  return { leader: led.before, follower: followed.before };
}

function readByProperty({ leader }: Pair, trace: Trace, state: State): readonly Read[] {
  const { kind, name } = trace.property;
  const property = leader.machine.properties.find(p => p.kind === kind && p.name === name);
  if (property === undefined) return [];
  if (kind !== 'transition') return readsIn(property.formula, inState(leader.machine, state));
  const before = leader.taken.at(-1)?.before ?? state;
  return readsIn(property.formula, { ...inState(leader.machine, before), after: state });
}

// Of what the follower's steps of the row read: what the leader has otherwise, and what only it has.
function readInRow(pair: Pair, row: number): readonly Reading[] | null {
  const { machine, taken } = pair.follower;
  const leader = pair.leaderAt(row - 1);
  if (taken.every(one => one.row !== row)) return null;
  const readings = taken.flatMap((step, i) =>
    step.row !== row
      ? []
      : readsOf(machine, step).map(read => pair.reading(read, row - 1, leader, taken.slice(0, i))),
  );
  const telling = readings.filter(({ other, writer }) => other !== null || isPatched(writer));
  return [...new Map(telling.map(reading => [reading.place, reading] as const)).values()];
}

const isPatched = (writer: Writer | null): boolean => writer !== null && writer.line.patch !== null;

function readsOf(machine: Machine, { before, transition }: Taken): readonly Read[] {
  return passed(machine, before, transition).flatMap(met =>
    expressionsOf(met).flatMap(expr => readsIn(expr, met.context)),
  );
}

function expressionsOf({ node }: Met): readonly Expr[] {
  switch (node.kind) {
    case 'assign':
    case 'bind':
      return [node.value];
    case 'guard':
    case 'branch':
    case 'assert':
      return [node.test];
    case 'pick':
    case 'each':
      return [node.domain];
    case 'step':
    case 'choose':
    case 'turn':
      return [];
  }
}
