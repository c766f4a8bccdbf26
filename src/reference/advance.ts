/**
 * One node of a run: where the run goes on. None when it is cut off (a false guard, an
 * empty pick), several when there is a choice, in the order of the choices.
 */
import { present, unreachable } from '../base/assertion.ts';
import type { Machine, Node, NodeId } from '../machine/machine.ts';
import { listOf, type Value } from '../machine/value.ts';
import { assigned } from './assign.ts';
import { bound, type Context, withName } from './context.ts';
import { type Cursor, contextOf } from './cursor.ts';
import { evaluate, truth } from './evaluate.ts';
import { type Fault, fault, firstInText, isFault } from './fault.ts';

type NodeOf<K extends Node['kind']> = Extract<Node, { readonly kind: K }>;

/** Nodes after which a run goes on. */
export type Inner = Exclude<Node, NodeOf<'stop' | 'done'>>;

/** Where a body that has no choices ends; none when it is cut off. */
type RunBody = (machine: Machine, start: Cursor) => readonly Cursor[];

const mostTurns = 10_000;

/** Where a run goes on from an inner node. `runBody` runs the turns of an `each`. */
export function advance(
  machine: Machine,
  cursor: Cursor,
  node: Inner,
  runBody: RunBody,
): readonly Cursor[] {
  const context = contextOf(machine, cursor);
  switch (node.kind) {
    case 'step':
      return [{ ...cursor, node: node.next, step: cursor.step ?? node.step }];
    case 'assign': {
      const state = assigned(node.place, node.value, context);
      return isFault(state) ? failed(cursor, state) : [{ ...cursor, node: node.next, state }];
    }
    case 'bind': {
      const value = evaluate(node.value, context);
      if (isFault(value)) return failed(cursor, value);
      return [
        { ...cursor, node: node.next, environment: bound(cursor.environment, node.binder, value) },
      ];
    }
    case 'guard':
    case 'assert':
    case 'branch':
      return tested(cursor, node, context);
    case 'choose':
      return node.options.map((option, i) => chosen(cursor, option, i));
    case 'pick':
      return picked(cursor, node, context);
    case 'turn':
      return turned(cursor, node);
    case 'each':
      return eachTurn(cursor, node, context, start => runBody(machine, start));
    default:
      return unreachable(node);
  }
}

const failed = (cursor: Cursor, why: Fault): readonly Cursor[] => [{ ...cursor, fault: why }];

const chosen = (cursor: Cursor, node: NodeId, choice: Value): Cursor => ({
  ...cursor,
  node,
  choices: [...cursor.choices, choice],
});

function tested(
  cursor: Cursor,
  node: NodeOf<'guard' | 'assert' | 'branch'>,
  context: Context,
): readonly Cursor[] {
  const holds = truth(node.test, context);
  if (isFault(holds)) return failed(cursor, holds);
  switch (node.kind) {
    case 'guard':
      return holds ? [{ ...cursor, node: node.next, assumed: cursor.assumed || node.assumed }] : [];
    case 'branch':
      return [{ ...cursor, node: holds ? node.then : node.otherwise }];
    case 'assert': {
      if (holds) return [{ ...cursor, node: node.next }];
      const { assert, test } = node;
      const { span } = present(context.machine.asserts[assert], 'an assert is in the list');
      return failed(cursor, { kind: 'assert', assert, span, test, context });
    }
    default:
      return unreachable(node);
  }
}

// An element at which `where` fails is a choice that fails.
function picked(cursor: Cursor, node: NodeOf<'pick'>, context: Context): readonly Cursor[] {
  const elements = evaluate(node.domain, context);
  if (isFault(elements)) return failed(cursor, elements);
  return listOf(elements)
    .toArray()
    .flatMap(value => {
      const passes =
        node.where === null || truth(node.where, withName(context, node.binder, value));
      if (passes === false) return [];
      const on: Cursor = {
        ...chosen(cursor, node.next, value),
        args: [...cursor.args, { binder: node.binder, value }],
        environment: bound(cursor.environment, node.binder, value),
      };
      return isFault(passes) ? failed({ ...on, node: cursor.node }, passes) : [on];
    });
}

function turned(cursor: Cursor, node: NodeOf<'turn'>): readonly Cursor[] {
  const count = cursor.turns.get(node.loop, 0) + 1;
  if (count > mostTurns) {
    const text = `a loop takes more than ${mostTurns} turns within one step`;
    return failed(cursor, fault('runtime/loop', node.span, text));
  }
  return [{ ...cursor, node: node.next, turns: cursor.turns.set(node.loop, count) }];
}

/**
 * The turns commute, so a turn that fails leaves nothing behind and the rest still run.
 * What fails also when each turn runs alone comes first: what sums of several turns break
 * may hide another failure or not, by the order of the turns.
 */
function eachTurn(
  cursor: Cursor,
  node: NodeOf<'each'>,
  context: Context,
  runBody: (start: Cursor) => readonly Cursor[],
): readonly Cursor[] {
  const elements = evaluate(node.domain, context);
  if (isFault(elements)) return failed(cursor, elements);
  const turn = (from: Cursor, value: Value): Cursor | undefined => {
    const environment = bound(cursor.environment, node.binder, value);
    return runBody({ ...from, node: node.body, environment })[0];
  };
  let worst: Fault | null = null;
  let here = cursor;
  for (const value of listOf(elements)) {
    const end = turn(here, value);
    if (end === undefined) return [];
    if (end.fault === null) here = { ...here, state: end.state, turns: end.turns };
    else worst = firstInText(worst, end.fault);
  }
  if (worst === null) return [{ ...here, node: node.next }];
  let alone: Fault | null = null;
  for (const value of listOf(elements)) {
    const why = turn(cursor, value)?.fault ?? null;
    if (why !== null) alone = firstInText(alone, why);
  }
  return failed(cursor, alone ?? worst);
}
