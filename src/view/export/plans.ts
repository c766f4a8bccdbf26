/**
 * The rules that a place or an action becomes: one for each way through its choices. A
 * test is split where choices or different steps lie behind it; what lies behind the last
 * choice stays together.
 */
import type { BinderRef, Expr } from '../../machine/expr.ts';
import type { Machine, Node, NodeId, StepId } from '../../machine/machine.ts';
import { firstSteps, hasChoice, loopOf, nodeAt } from './flow.ts';
import { isYet, type Known, knownOf } from './known.ts';

type NodeOf<K extends Node['kind']> = Extract<Node, { readonly kind: K }>;

export type Item =
  | Exclude<Node, NodeOf<'stop' | 'done' | 'branch' | 'choose' | 'pick'>>
  | { readonly kind: 'test'; readonly node: NodeOf<'branch'>; readonly holds: boolean }
  | { readonly kind: 'option'; readonly index: number }
  /** A turn of a loop over what is known: its element. */
  | { readonly kind: 'known'; readonly binder: BinderRef; readonly value: Expr }
  | { readonly kind: 'picked'; readonly node: NodeOf<'pick'>; readonly shape: number };

/** One rule: what lies before its last choice, one way through it, and the rest. */
export interface Plan {
  readonly step: StepId | null;
  readonly items: readonly Item[];
  /** Null: only what fails before the last item is wanted. */
  readonly rest: NodeId | null;
}

/** Where there is a choice: what fails before it fails once. */
export const isChoice = ({ kind }: Item): boolean =>
  kind === 'test' || kind === 'option' || kind === 'picked';

/** The rules from a node on; `shapes` says in how many shapes the elements of a pick come. */
export function plansOf(
  machine: Machine,
  from: NodeId,
  shapes: (pick: NodeOf<'pick'>) => number,
): readonly Plan[] | 'endless' {
  const plans: Plan[] = [];
  let endless = false;
  walk(from, [], null, new Set(), new Map());
  return endless ? 'endless' : plans;

  function walk(
    id: NodeId,
    items: readonly Item[],
    step: StepId | null,
    path: ReadonlySet<NodeId>,
    known: Known,
  ): void {
    const node = nodeAt(machine, id);
    const steps = firstSteps(machine, id);
    const [first = null] = steps;
    if (!hasChoice(machine, id) && (step !== null || steps.size < 2)) {
      plans.push({ step: step ?? first, ...guarded(machine, id, items) });
      return;
    }
    const on = new Set([...path, id]);
    if (path.has(id)) {
      endless = true;
      return;
    }
    const failing = (): void => {
      plans.push({
        step: step ?? first,
        items: [...items, { kind: 'option', index: -1 }],
        rest: null,
      });
    };
    switch (node.kind) {
      case 'stop':
      case 'done':
        plans.push({ step, items, rest: id });
        return;
      case 'branch': {
        const decided = isYet(node.test, known);
        if (decided !== null) {
          walk(decided ? node.then : node.otherwise, items, step, new Set(), known);
          return;
        }
        plans.push({
          step: step ?? first,
          items: [...items, { kind: 'test', node, holds: true }],
          rest: null,
        });
        walk(node.then, [...items, { kind: 'test', node, holds: true }], step, on, known);
        walk(node.otherwise, [...items, { kind: 'test', node, holds: false }], step, on, known);
        return;
      }
      case 'bind': {
        const { binder } = node;
        const value = knownOf(node.value, known);
        if (value === undefined) {
          walk(node.next, [...items, node], step, on, known);
          return;
        }
        const constant: Expr = {
          kind: 'constant',
          value,
          type: node.value.type,
          span: node.value.span,
        };
        const now = new Map([...known, [binder.id, value]]);
        walk(node.next, [...items, { kind: 'known', binder, value: constant }], step, on, now);
        return;
      }
      case 'choose':
        failing();
        for (const [index, option] of node.options.entries())
          walk(option, [...items, { kind: 'option', index }], step, on, known);
        return;
      case 'pick':
        plans.push({
          step: step ?? first,
          items: [...items, { kind: 'picked', node, shape: 0 }],
          rest: null,
        });
        for (let shape = 0; shape < shapes(node); shape++)
          walk(node.next, [...items, { kind: 'picked', node, shape }], step, on, known);
        return;
      case 'step':
        walk(node.next, items, step ?? node.step, on, known);
        return;
      default:
        walk(node.next, [...items, node], step, on, known);
    }
  }
}

// What a rule begins with, its guards above all, belongs before `==>`.
function guarded(
  machine: Machine,
  from: NodeId,
  before: readonly Item[],
): Pick<Plan, 'items' | 'rest'> {
  const items = [...before];
  for (let id = from; ; ) {
    const node = nodeAt(machine, id);
    const leads = node.kind === 'step' || node.kind === 'guard' || node.kind === 'bind';
    if (!leads || loopOf(machine, id, new Set()).size > 0) return { items, rest: id };
    items.push(node);
    id = node.next;
  }
}
