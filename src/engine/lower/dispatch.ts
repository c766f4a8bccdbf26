/**
 * The graph of nodes of a step into code for any graph: one case a node, a number that
 * says which comes next, and a stack of the ways that are still to be run. It is for
 * loops whose turns are not known beforehand; walk.ts makes better code for the rest.
 */
import { present, unreachable } from '../../base/assertion.ts';
import type { BinderRef } from '../../machine/expr.ts';
import type { Node, NodeId, StepId } from '../../machine/machine.ts';
import type { Label, LocalId, Stmt } from '../ir/code.ts';
import { add, flag, less, local, no, not, number, rank, yes } from '../ir/fold.ts';
import { assign } from './assign.ts';
import { bound, type Context, type Environment } from './context.ts';
import { each } from './each.ts';
import { evaluate, truthOf } from './expression.ts';
import { nodeAt, stepAhead } from './graph.ts';
import { fixed } from './hold.ts';
import { type Exits, type Path, written } from './path.ts';
import { elementsOf } from './quantify.ts';
import { Sink } from './sink.ts';
import { type Slot, setSlot, slotFor } from './slots.ts';
import type { Sym } from './sym.ts';
import { walkFrom } from './walk.ts';
import { contextAt, fail, type Walk } from './walking.ts';

const mostTurns = 10_000;

/** A node, and the step that a run has named when it comes there. */
interface Case {
  readonly node: NodeId;
  readonly step: StepId | null;
}

class Dispatch {
  readonly walk: Walk;
  readonly exits: Exits;
  readonly start: Environment;
  /** Behind the case: the run ends here, or goes on with another case. */
  readonly ended: Label;
  readonly onward: Label;
  readonly next: LocalId;
  /** Everything that a way on the stack keeps; grows while cases are made. */
  readonly kept: LocalId[];
  readonly cases: Case[] = [];
  private readonly slots = new Map<number, Slot>();
  private readonly order: number[] = [];
  private readonly turns = new Map<number, LocalId>();

  constructor(walk: Walk, exits: Exits, start: Environment, sink: Sink) {
    this.walk = walk;
    this.exits = exits;
    this.start = start;
    this.ended = sink.frame.label();
    this.onward = sink.frame.label();
    this.next = sink.numberLocal();
    this.kept = [this.next];
  }

  /** The number of a case, new or known. */
  caseOf(node: NodeId, step: StepId | null): number {
    const found = this.cases.findIndex(c => c.node === node && c.step === step);
    return found >= 0 ? found : this.cases.push({ node, step }) - 1;
  }

  /** Where a run with this step is; all names have their slots. */
  path(step: StepId | null): Path {
    const environment = this.order.reduce<Environment>((outer, binder) => {
      const slot = present(this.slots.get(binder), 'a slot for each name');
      return { binder, sym: slot.sym, outer };
    }, this.start);
    return {
      environment,
      step,
      begun: true,
      changed: null,
      pending: new Set(),
      turns: new Map(),
    };
  }

  /** Gives a name its value. */
  bind(binder: BinderRef, sym: Sym, sink: Sink): void {
    let slot = this.slots.get(binder.id);
    if (slot === undefined) {
      slot = slotFor(binder.type, sym, sink);
      this.slots.set(binder.id, slot);
      this.order.push(binder.id);
      this.kept.push(...slot.locals);
    }
    setSlot(slot, sym, sink);
  }

  turnsOf(loop: number, sink: Sink): LocalId {
    const known = this.turns.get(loop);
    if (known !== undefined) return known;
    const id = sink.numberLocal();
    this.turns.set(loop, id);
    this.kept.push(id);
    return id;
  }

  get counters(): readonly LocalId[] {
    return [...this.turns.values()];
  }

  /** Goes on with another case. */
  go(node: NodeId, step: StepId | null, sink: Sink): void {
    this.aim(node, step, sink);
    sink.leave(this.onward);
  }

  aim(node: NodeId, step: StepId | null, sink: Sink): void {
    sink.put({ kind: 'set', local: this.next, value: number(this.caseOf(node, step)) });
  }
}

/** Makes the code from a node on, to the ends. */
export function dispatch(walk: Walk, enter: NodeId, path: Path, sink: Sink, exits: Exits): void {
  const d = new Dispatch(walk, exits, path.environment, sink);
  d.caseOf(enter, path.step);
  const bodies: (readonly Stmt[])[] = [];
  for (let i = 0; i < d.cases.length; i++) {
    const one = present(d.cases[i], 'a case by its number');
    const code = sink.inner((failed, why) => {
      fail(walk, one.node, d.path(one.step), failed, { ...exits, way: d.ended }, why);
    });
    caseCode(d, one, code);
    bodies.push(code.code);
  }
  const turn = sink.frame.label();
  sink.put({ kind: 'begin' });
  for (const id of [d.next, ...d.counters]) {
    sink.put({ kind: 'set', local: id, value: number(0) });
  }
  const on: Stmt = { kind: 'leave', label: d.onward };
  const ways: readonly Stmt[] = [
    {
      kind: 'block',
      label: d.ended,
      body: [{ kind: 'switch', on: local(d.next, 0, bodies.length - 1), cases: bodies }],
    },
    {
      kind: 'ifStacked',
      then: [{ kind: 'pop', locals: d.kept }, on],
      otherwise: [{ kind: 'leave', label: exits.way }],
    },
  ];
  const again: Stmt = { kind: 'again', label: turn };
  sink.leaves = true;
  sink.put({
    kind: 'loop',
    label: turn,
    body: [{ kind: 'block', label: d.onward, body: ways }, again],
  });
}

type NodeOf<K extends Node['kind']> = Extract<Node, { readonly kind: K }>;

function caseCode(d: Dispatch, { node: id, step }: Case, sink: Sink): void {
  const { walk } = d;
  const node = nodeAt(walk.world.machine, id);
  const path = d.path(step);
  const context = contextAt(walk, path, sink);
  switch (node.kind) {
    case 'stop':
    case 'done':
      d.exits.end(path, sink, id);
      return;
    case 'step':
      d.go(node.next, step ?? node.step, sink);
      return;
    case 'assign':
      assignNow(node, context, path);
      d.go(node.next, step, sink);
      return;
    case 'bind':
      d.bind(node.binder, evaluate(node.value, context), sink);
      d.go(node.next, step, sink);
      return;
    case 'guard': {
      const on = sink.inner();
      const test = truthOf(node.test, context);
      d.go(node.next, step, on);
      sink.when(test, on);
      return;
    }
    case 'assert':
      asserted(d, node, step, context);
      return;
    case 'branch': {
      const test = truthOf(node.test, context);
      const [then, otherwise] = [sink.inner(), sink.inner()];
      d.go(node.then, step, then);
      d.go(node.otherwise, step, otherwise);
      sink.when(test, then, otherwise);
      return;
    }
    case 'choose':
      for (const option of node.options) {
        d.aim(option, step, sink);
        sink.put({ kind: 'push', locals: d.kept });
      }
      return;
    case 'pick':
      picked(d, { id, node, step }, context);
      return;
    case 'turn':
      turned(d, node, step, sink);
      return;
    case 'each':
      each(walkFrom, walk, node, { path, sink, exits: { ...d.exits, way: d.ended } });
      d.go(node.next, step, sink);
      return;
    default:
      unreachable(node);
  }
}

// Behind a case only the successor in the making knows anything.
function assignNow(node: NodeOf<'assign'>, context: Context, path: Path): void {
  const known: Path = { ...path, changed: new Map() };
  written(assign(node.place, node.value, context, known), context.sink);
}

function asserted(
  d: Dispatch,
  node: NodeOf<'assert'>,
  step: StepId | null,
  context: Context,
): void {
  const { sink, world } = context;
  const { span } = present(world.machine.asserts[node.assert], 'an assert is in the list');
  const test = truthOf(node.test, context);
  const bad = sink.inner();
  bad.fail(bad, rank(world.sites.at(world.numbers.assert(node.assert), span)));
  sink.when(not(test), bad);
  d.go(node.next, step, sink);
}

function turned(d: Dispatch, node: NodeOf<'turn'>, step: StepId | null, sink: Sink): void {
  const count = local(d.turnsOf(node.loop, sink), 0, mostTurns + 1);
  if (count.kind !== 'local') return;
  const more = add(count, number(1));
  sink.put({ kind: 'set', local: count.local, value: more });
  const site = d.walk.world.sites.at('runtime/loop', node.span);
  sink.failIf(less(number(mostTurns), count), site);
  d.go(node.next, step, sink);
}

interface Picking {
  readonly id: NodeId;
  readonly node: NodeOf<'pick'>;
  readonly step: StepId | null;
}

function picked(d: Dispatch, { id, node, step }: Picking, context: Context): void {
  const { sink } = context;
  const elements = elementsOf(fixed(evaluate(node.domain, context), sink));
  const found = sink.flagLocal();
  sink.put({ kind: 'set', local: found, value: no });
  for (const { sym, here } of elements) {
    const way = sink.frame.label();
    const note = (to: Sink): void => to.put({ kind: 'set', local: found, value: yes });
    const code = sink.inner((failed, why) => {
      note(failed);
      fail(d.walk, id, d.path(step), failed, { ...d.exits, way }, why);
    });
    const environment = bound(context.environment, node.binder, sym);
    const test =
      node.where === null ? yes : truthOf(node.where, { ...context, sink: code, environment });
    const on = code.inner(sink.fail);
    note(on);
    d.bind(node.binder, sym, on);
    d.aim(node.next, step, on);
    on.put({ kind: 'push', locals: d.kept });
    code.when(test, on);
    const block = sink.inner();
    block.block(way, code);
    sink.when(here, block);
  }
  const none = sink.inner();
  const blocked = step ?? stepAhead(d.walk.world.machine, id);
  if (blocked !== null) none.put({ kind: 'empty', step: d.walk.world.numbers.step(blocked) });
  sink.when(not(flag(found)), none);
}
