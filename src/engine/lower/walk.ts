/**
 * The graph of nodes of a step into structured code: guards nest, branches that meet
 * again become `if`, choices are written out one after the other, loops are written out
 * turn by turn while what is known ends them. What grows too long that way is left to
 * dispatch.ts (a `Sprawl` is thrown).
 */
import { present, unreachable } from '../../base/assertion.ts';
import type { Node, NodeId } from '../../machine/machine.ts';
import type { Bool, LocalId } from '../ir/code.ts';
import { flag, isFalse, isTrue, no, not, rank, yes } from '../ir/fold.ts';
import { assign } from './assign.ts';
import { bound } from './context.ts';
import { each } from './each.ts';
import { evaluate, truthOf } from './expression.ts';
import { between, meetingOf, nodeAt, stepAhead } from './graph.ts';
import { fixed } from './hold.ts';
import { type Exits, met, type Path, written } from './path.ts';
import { elementsOf } from './quantify.ts';
import { type Sink, Sprawl } from './sink.ts';
import type { Sym } from './sym.ts';
import { contextAt, fail, type Walk } from './walking.ts';

type NodeOf<K extends Node['kind']> = Extract<Node, { readonly kind: K }>;

const mostTurns = 40;

/** Makes the code from a node on, to the ends. */
export function walkFrom(walk: Walk, id: NodeId, path: Path, sink: Sink, exits: Exits): void {
  const node = nodeAt(walk.world.machine, id);
  if (id === exits.until || node.kind === 'stop' || node.kind === 'done') {
    exits.end(path, sink, id);
    return;
  }
  const failing = withFail(walk, id, path, sink, exits);
  const context = contextAt(walk, path, failing);
  const go = (next: NodeId, further: Path, there: Sink = sink): void =>
    walkFrom(walk, next, further, there, exits);
  switch (node.kind) {
    case 'step':
      go(node.next, { ...path, step: path.step ?? node.step });
      return;
    case 'assign': {
      const after = assign(node.place, node.value, context, path);
      adopt(sink, failing);
      go(node.next, after);
      return;
    }
    case 'bind': {
      const sym = fixed(evaluate(node.value, context), failing);
      adopt(sink, failing);
      go(node.next, { ...path, environment: bound(path.environment, node.binder, sym) });
      return;
    }
    case 'guard':
    case 'assert': {
      const test = truthOf(node.test, context);
      adopt(sink, failing);
      tested(walk, { id, node, test }, path, sink, exits);
      return;
    }
    case 'branch': {
      const test = truthOf(node.test, context);
      adopt(sink, failing);
      branch(walk, { id, node, test }, path, sink, exits);
      return;
    }
    case 'choose':
      alternatives(walk, { id, node }, path, sink, exits);
      return;
    case 'pick':
      pick(walk, { id, node }, path, sink, exits);
      return;
    case 'turn': {
      const count = (path.turns.get(node.loop) ?? 0) + 1;
      if (count > mostTurns) throw new Sprawl();
      go(node.next, { ...path, turns: new Map([...path.turns, [node.loop, count]]) });
      return;
    }
    case 'each': {
      const after = each(walkFrom, walk, node, { path: written(path, sink), sink: failing, exits });
      adopt(sink, failing);
      go(node.next, after);
      return;
    }
    default:
      unreachable(node);
  }
}

/** A list for the code of one node, whose faults are those of this way. */
function withFail(walk: Walk, id: NodeId, path: Path, sink: Sink, exits: Exits): Sink {
  return sink.inner((failed, why) => fail(walk, id, path, failed, exits, why));
}

const adopt = (sink: Sink, inner: Sink): void => sink.putAll(inner);

interface Tested<N> {
  readonly id: NodeId;
  readonly node: N;
  readonly test: Bool;
}

function tested(
  walk: Walk,
  { id, node, test }: Tested<NodeOf<'guard' | 'assert'>>,
  path: Path,
  sink: Sink,
  exits: Exits,
): void {
  const bad = sink.inner();
  if (node.kind === 'assert') {
    const { world } = walk;
    const { span } = present(world.machine.asserts[node.assert], 'an assert is in the list');
    fail(walk, id, path, bad, exits, rank(world.sites.at(world.numbers.assert(node.assert), span)));
  } else if (exits.inMidst) bad.leave(exits.way);
  if (exits.inMidst || node.kind === 'assert') {
    sink.when(not(test), bad);
    if (!isFalse(test)) walkFrom(walk, node.next, path, sink, exits);
    return;
  }
  if (isFalse(test)) return;
  const good = sink.where(test);
  walkFrom(walk, node.next, path, good, exits);
  sink.when(test, good);
}

function branch(
  walk: Walk,
  { id, node, test }: Tested<NodeOf<'branch'>>,
  path: Path,
  sink: Sink,
  exits: Exits,
): void {
  if (test.kind === 'truth') {
    walkFrom(walk, test.value ? node.then : node.otherwise, path, sink, exits);
    return;
  }
  const meeting = joinOf(walk, id, path);
  if (meeting === null) {
    const then = sink.where(test);
    const otherwise = sink.where(not(test));
    walkFrom(walk, node.then, path, then, exits);
    walkFrom(walk, node.otherwise, path, otherwise, exits);
    sink.when(test, then, otherwise);
    return;
  }
  const inside = [node.then, node.otherwise].flatMap(
    side => between(walk.world.machine, side, meeting) ?? [],
  );
  const kinds = new Set(inside.map(n => nodeAt(walk.world.machine, n).kind));
  const now = kinds.has('assign') || kinds.has('each') ? written(path, sink) : path;
  const once = kinds.has('bind') ? sink.truth(test) : test;
  const sides = [
    { to: node.then, code: sink.where(once) },
    { to: node.otherwise, code: sink.where(not(once)) },
  ].map(({ to, code }) => {
    let end: Path | null = null;
    walkFrom(walk, to, now, code, {
      ...exits,
      inMidst: true,
      until: meeting,
      end: (reached, there) => {
        end = now === path ? reached : written(reached, there);
      },
    });
    return { code, end: end as Path | null };
  });
  const [then, otherwise] = sides;
  if (then === undefined || otherwise === undefined) return;
  sink.when(once, then.code, otherwise.code);
  const on = met(once, then.end, otherwise.end);
  if (on !== null) walkFrom(walk, meeting, on, sink, exits);
}

// A step must have been named before, for it is one for both sides.
function joinOf(walk: Walk, id: NodeId, path: Path): NodeId | null {
  const { machine } = walk.world;
  const meeting = meetingOf(machine, id);
  const node = nodeAt(machine, id);
  if (meeting === null || node.kind !== 'branch' || path.step !== null) return meeting;
  const inside = [node.then, node.otherwise].flatMap(side => between(machine, side, meeting) ?? []);
  return inside.some(n => nodeAt(machine, n).kind === 'step') ? null : meeting;
}

/** Keeps the successor in the making, if there is one, for every alternative. */
function kept(path: Path, sink: Sink): (alternative: Sink) => void {
  if (!path.begun) return () => {};
  const slot = sink.frame.saves++;
  sink.put({ kind: 'save', slot });
  return alternative => alternative.put({ kind: 'load', slot });
}

function alternatives(
  walk: Walk,
  { node }: { readonly id: NodeId; readonly node: NodeOf<'choose'> },
  path: Path,
  sink: Sink,
  exits: Exits,
): void {
  const restore = kept(path, sink);
  for (const option of node.options) {
    const way = sink.frame.label();
    const code = sink.inner();
    restore(code);
    walkFrom(walk, option, path, code, { ...exits, way });
    sink.block(way, code);
  }
}

interface Picking {
  readonly id: NodeId;
  readonly node: NodeOf<'pick'>;
}

function pick(walk: Walk, picking: Picking, path: Path, sink: Sink, exits: Exits): void {
  const { id, node } = picking;
  const failing = withFail(walk, id, path, sink, exits);
  const elements = elementsOf(
    fixed(evaluate(node.domain, contextAt(walk, path, failing)), failing),
  );
  adopt(sink, failing);
  const restore = kept(path, sink);
  const sure = node.where === null && elements.some(({ here }) => isTrue(here));
  const found = sure ? null : sink.flagLocal();
  if (found !== null) sink.put({ kind: 'set', local: found, value: no });
  for (const { sym, here } of elements) {
    const way = sink.frame.label();
    const code = sink.where(here);
    picked(walk, picking, path, code, { ...exits, way }, { sym, found, restore });
    const block = sink.inner();
    block.block(way, code);
    sink.when(here, block);
  }
  if (found === null) return;
  const none = sink.inner();
  const step = path.step ?? stepAhead(walk.world.machine, id);
  if (step !== null) none.put({ kind: 'empty', step: walk.world.numbers.step(step) });
  sink.when(not(flag(found)), none);
}

interface Picked {
  readonly sym: Sym;
  readonly found: LocalId | null;
  readonly restore: (alternative: Sink) => void;
}

function picked(
  walk: Walk,
  { id, node }: Picking,
  path: Path,
  code: Sink,
  exits: Exits,
  { sym, found, restore }: Picked,
): void {
  const with_: Path = { ...path, environment: bound(path.environment, node.binder, sym) };
  const note = (sink: Sink): void => {
    if (found !== null) sink.put({ kind: 'set', local: found, value: yes });
  };
  const failing = code.inner((failed, why) => {
    note(failed);
    fail(walk, id, path, failed, exits, why);
  });
  const test = node.where === null ? yes : truthOf(node.where, contextAt(walk, with_, failing));
  adopt(code, failing);
  const on = code.where(test);
  note(on);
  restore(on);
  walkFrom(walk, node.next, with_, on, exits);
  code.when(test, on);
}
