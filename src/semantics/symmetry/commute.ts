/**
 * Whether the turns of a loop over elements without order commute, so that running
 * them in any order gives one result. Enough for it, and what is asked here:
 *
 * - a variable that is written at places indexed by the element (`use[p] = ...`) is read
 *   and written in the turn only at that element, at the same index;
 * - a variable that is changed by `+=` or by `-=` (one of them) is not read otherwise, and
 *   an integer changes by constants of one sign, so that it leaves its range in every
 *   order of the turns or in none;
 * - integers and sets with a `max` are not both changed so, since which of the two fails
 *   first would depend on the order;
 * - there are no choices, guards or jumps out of the loop, and nothing else is written.
 */
import type { Span } from '../../base/source.ts';
import type { Expr, Place, VariableId } from '../../machine/expr.ts';
import type { Node, NodeId } from '../../machine/machine.ts';
import { partsOf } from '../../machine/parts.ts';
import { fold } from '../constant.ts';
import { readsOf } from '../flow/reads.ts';
import type { World } from '../world.ts';

export type Problem =
  | { readonly kind: 'order'; readonly why: string; readonly span: Span }
  | { readonly kind: 'append'; readonly span: Span };

type Assign = Node & { readonly kind: 'assign' };

/** The first reason why turns of the body at `entry` may not commute, or null. */
export function commutes(entry: NodeId, element: number, world: World): Problem | null {
  const nodes = reachable(entry, world);
  for (const [, node] of nodes) {
    const problem = choice(node, world);
    if (problem !== null) return problem;
  }
  const assigns = nodes.flatMap(([id, node]) => (node.kind === 'assign' ? [{ id, node }] : []));
  for (const variable of new Set(assigns.map(a => a.node.place.variable))) {
    const problem = written(variable, assigns, nodes, element, world);
    if (problem !== null) return problem;
  }
  return failures(assigns, world);
}

function reachable(entry: NodeId, world: World): readonly (readonly [NodeId, Node])[] {
  const seen = new Map<NodeId, Node>();
  const open = [entry];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const node = world.nodes[id];
    if (node === undefined || seen.has(id)) continue;
    seen.set(id, node);
    open.push(...behind(node));
  }
  return [...seen];
}

/** The nodes that a node leads to. */
export function behind(node: Node): readonly NodeId[] {
  switch (node.kind) {
    case 'stop':
    case 'done':
      return [];
    case 'branch':
      return [node.otherwise, node.then];
    case 'choose':
      return node.options;
    case 'each':
      return [node.next, node.body];
    default:
      return [node.next];
  }
}

function choice(node: Node, _world: World): Problem | null {
  if (node.kind === 'guard')
    return { kind: 'order', why: 'a guard may stop it halfway', span: node.test.span };
  if (node.kind === 'pick' || node.kind === 'choose')
    return { kind: 'order', why: 'it holds a choice', span: node.span };
  return null;
}

function written(
  variable: VariableId,
  assigns: readonly { readonly id: NodeId; readonly node: Assign }[],
  nodes: readonly (readonly [NodeId, Node])[],
  element: number,
  world: World,
): Problem | null {
  const own = assigns.filter(a => a.node.place.variable === variable);
  const first = own[0];
  if (first === undefined) return null;
  const name = world.variables[variable]?.name ?? '';
  const position = keyPosition(first.node.place, element);
  if (position !== null) {
    const stray = own.find(a => keyPosition(a.node.place, element) !== position);
    if (stray !== undefined)
      return {
        kind: 'order',
        why: `\`${name}\` is written at different indexes`,
        span: stray.node.place.span,
      };
    const span = strayRead(variable, position, element, nodes, world);
    return span === null
      ? null
      : { kind: 'order', why: `\`${name}\` is read at other elements than it is written`, span };
  }
  return accumulated(name, variable, own, nodes, world);
}

// At which index of the place the element stands, counting keys only.
function keyPosition(place: Place, element: number): number | null {
  const keys = place.steps.flatMap(step => (step.kind === 'key' ? [step.key] : []));
  const at = keys.findIndex(key => key.kind === 'binder' && key.binder.id === element);
  return at < 0 ? null : at;
}

// A sum that leaves its range and a set that is too large are different failures.
function failures(
  assigns: readonly { readonly id: NodeId; readonly node: Assign }[],
  world: World,
): Problem | null {
  const failing = assigns.filter(
    ({ id, node }) => world.accumulations.has(id) && node.value.kind === 'fit',
  );
  const integer = failing.find(({ node }) => node.place.type.kind === 'range');
  const set = failing.find(({ node }) => node.place.type.kind === 'set');
  if (integer === undefined || set === undefined) return null;
  return {
    kind: 'order',
    why: 'an integer may leave its range or a set its slots, whichever comes first',
    span: set.node.place.span,
  };
}

// -1, 0 or 1: where a place goes by this change; undefined when that is not known.
function direction(op: '+=' | '-=', amount: Expr): number | undefined {
  const value = fold(amount);
  if (typeof value !== 'number' && typeof value !== 'bigint') return undefined;
  const sign = value > 0 ? 1 : value < 0 ? -1 : 0;
  return op === '+=' ? sign : -sign;
}

function accumulated(
  name: string,
  variable: VariableId,
  own: readonly { readonly id: NodeId; readonly node: Assign }[],
  nodes: readonly (readonly [NodeId, Node])[],
  world: World,
): Problem | null {
  const ways = new Set<string | number>();
  for (const { id, node } of own) {
    const change = world.accumulations.get(id);
    if (change === undefined)
      return { kind: 'order', why: `the last turn decides \`${name}\``, span: node.place.span };
    if (node.place.type.kind === 'seq') return { kind: 'append', span: node.place.span };
    const way = node.place.type.kind === 'range' ? direction(change.op, change.amount) : change.op;
    if (way === undefined) {
      return {
        kind: 'order',
        why: `the turns change \`${name}\` by different amounts, and its range may be left between`,
        span: change.amount.span,
      };
    }
    if (way !== 0) ways.add(way);
  }
  const first = own[0];
  if (first !== undefined && ways.size > 1)
    return {
      kind: 'order',
      why: `\`${name}\` is both raised and lowered`,
      span: first.node.place.span,
    };
  const others = nodes.flatMap(([id, node]) =>
    expressionsOf(node, world.accumulations.get(id)?.amount),
  );
  const span = firstRead(others, variable, world);
  return span === null
    ? null
    : { kind: 'order', why: `\`${name}\` is read while the turns change it`, span };
}

// Of a `+=`, only the amount and the keys: that it reads its own place is its meaning.
function expressionsOf(node: Node, amount: Expr | undefined): readonly Expr[] {
  switch (node.kind) {
    case 'assign': {
      const keys = node.place.steps.flatMap(s =>
        s.kind === 'key' ? [s.key] : s.kind === 'item' ? [s.index] : [],
      );
      return [...keys, amount ?? node.value];
    }
    case 'bind':
      return [node.value];
    case 'guard':
    case 'branch':
    case 'assert':
      return [node.test];
    case 'pick':
      return node.where === null ? [node.domain] : [node.domain, node.where];
    case 'each':
      return [node.domain];
    default:
      return [];
  }
}

function firstRead(exprs: readonly Expr[], variable: VariableId, world: World): Span | null {
  for (const expr of exprs) {
    if (expr.kind === 'variable' && expr.variable === variable) return expr.span;
    if (expr.kind === 'call' && readsOf(expr.fun, world).has(variable)) return expr.span;
    const inner = firstRead(partsOf(expr), variable, world);
    if (inner !== null) return inner;
  }
  return null;
}

/** A read of the variable that is not at the element, at this index; through functions and lets. */
function strayRead(
  variable: VariableId,
  position: number,
  element: number,
  nodes: readonly (readonly [NodeId, Node])[],
  world: World,
): Span | null {
  const sound = new Set<string>();
  for (const [, node] of nodes) {
    for (const expr of expressionsOf(node, undefined)) {
      const span = stray(expr, new Map());
      if (span !== null) return span;
    }
  }
  return null;

  function stray(expr: Expr, meaning: ReadonlyMap<number, Expr>): Span | null {
    if (expr.kind === 'lookup') {
      const { head, keys } = chain(expr);
      if (head.kind === 'variable' && head.variable === variable) {
        const key = keys[position];
        if (key === undefined || !isElement(key, meaning)) return expr.span;
        return keys.map(k => stray(k, meaning)).find(s => s !== null) ?? null;
      }
    }
    if (expr.kind === 'variable') return expr.variable === variable ? expr.span : null;
    if (expr.kind === 'call') return inCall(expr, meaning);
    if (expr.kind === 'let') {
      const inner = new Map([...meaning, [expr.binder.id, resolved(expr.value, meaning)]]);
      return stray(expr.value, meaning) ?? stray(expr.body, inner);
    }
    return (
      partsOf(expr)
        .map(part => stray(part, meaning))
        .find(s => s !== null) ?? null
    );
  }

  function inCall(expr: Expr & { kind: 'call' }, meaning: ReadonlyMap<number, Expr>): Span | null {
    const fun = world.funs.get(expr.fun);
    const args = expr.args.map(arg => stray(arg, meaning)).find(s => s !== null);
    if (args !== undefined || fun === undefined || !readsOf(expr.fun, world).has(variable))
      return args ?? null;
    // What a body does depends on which of its arguments are the element, and on nothing else.
    const call = `${expr.fun} ${expr.args.map(arg => isElement(arg, meaning)).join()}`;
    if (sound.has(call)) return null;
    const inner = new Map(
      fun.params.flatMap((p, i) => {
        const arg = expr.args[i];
        return arg === undefined ? [] : [[p.id, resolved(arg, meaning)] as const];
      }),
    );
    if (stray(fun.body, inner) !== null) return expr.span;
    sound.add(call);
    return null;
  }

  function isElement(key: Expr, meaning: ReadonlyMap<number, Expr>): boolean {
    const real = resolved(key, meaning);
    return real.kind === 'binder' && real.binder.id === element;
  }
}

const resolved = (expr: Expr, meaning: ReadonlyMap<number, Expr>): Expr =>
  expr.kind === 'binder' ? (meaning.get(expr.binder.id) ?? expr) : expr;

function chain(expr: Expr): { readonly head: Expr; readonly keys: readonly Expr[] } {
  const keys: Expr[] = [];
  let head = expr;
  while (head.kind === 'lookup') {
    keys.unshift(head.key);
    head = head.of;
  }
  return { head, keys };
}
