/**
 * Variables whose value nobody can ever see: no test, choice, property, scenario or
 * possible failure depends on it, nor does a variable that somebody can see. A variable
 * that is read only to change itself, or others like it, is one of them.
 */
import type { Expr, VariableId } from '../expr.ts';
import type { Initial, Machine, Node } from '../machine.ts';
import { listOf } from '../value.ts';
import { hazardsOf, mayFail } from './faults.ts';
import { expressionsOf, keysOf } from './nodes.ts';
import { type Reads, readsOf } from './uses.ts';

/** What depends on nothing that anybody sees. */
export interface Unread {
  readonly variables: ReadonlySet<VariableId>;
  /** Names that `bind` nodes give to values; by id. */
  readonly binders: ReadonlySet<number>;
}

/** Finds them: all that is not read, from what is seen backwards. */
export function unreadIn(machine: Machine): Unread {
  const live = new Live(machine);
  const bound = machine.nodes.flatMap(n => (n.kind === 'bind' ? [n.binder.id] : []));
  return {
    variables: new Set([...machine.variables.keys()].filter(v => !live.variables.has(v))),
    binders: new Set(bound.filter(id => !live.binders.has(id))),
  };
}

class Live {
  readonly variables = new Set<VariableId>();
  readonly binders = new Set<number>();
  private readonly machine: Machine;
  /** What stands on the right of each variable and of each bound name. */
  private readonly sources = new Map<string, Expr[]>();

  constructor(machine: Machine) {
    this.machine = machine;
    for (const [id, { initial }] of machine.variables.entries())
      this.feeds(`v${id}`, [initial.kind === 'value' ? initial.expr : initial.set]);
    for (const node of machine.nodes) {
      if (node.kind === 'assign')
        this.feeds(`v${node.place.variable}`, [...keysOf(node.place), node.value]);
      if (node.kind === 'bind') this.feeds(`b${node.binder.id}`, [node.value]);
    }
    for (const [id, { role, initial }] of machine.variables.entries())
      if (role === 'place' || matters(machine, initial)) this.variable(id);
    for (const node of machine.nodes) this.observe(node);
    for (const expr of seenOutside(machine)) this.reads(readsOf(machine, expr));
  }

  private feeds(target: string, exprs: readonly Expr[]): void {
    this.sources.set(target, [...(this.sources.get(target) ?? []), ...exprs]);
  }

  private variable(id: VariableId): void {
    if (this.variables.has(id)) return;
    this.variables.add(id);
    for (const expr of this.sources.get(`v${id}`) ?? []) this.reads(readsOf(this.machine, expr));
  }

  private reads({ variables, binders }: Reads): void {
    for (const id of variables) this.variable(id);
    for (const id of binders) {
      if (this.binders.has(id)) continue;
      this.binders.add(id);
      for (const expr of this.sources.get(`b${id}`) ?? []) this.reads(readsOf(this.machine, expr));
    }
  }

  // What is assigned or bound is not seen by that, but where it may fail.
  private observe(node: Node): void {
    if (node.kind !== 'assign' && node.kind !== 'bind') {
      for (const expr of expressionsOf(node)) this.reads(readsOf(this.machine, expr));
    } else if (node.kind === 'bind') {
      if (mayFail(this.machine, node.value)) this.reads(readsOf(this.machine, node.value));
    } else {
      for (const hazard of hazardsOf(this.machine, node.place, node.value)) {
        if (hazard.kind === 'content') this.variable(node.place.variable);
        else {
          const expr = hazard.kind === 'key' ? hazard.key : hazard.expr;
          this.reads(readsOf(this.machine, expr));
        }
      }
    }
  }
}

// What every search sees beside the nodes.
const seenOutside = ({ properties, assumes, scenarios }: Machine): readonly Expr[] => [
  ...properties.map(p => p.formula),
  ...assumes.map(a => a.test),
  ...scenarios.flatMap(({ rows }) =>
    rows.flatMap(({ instance, args, then }) =>
      [...instance, ...args, then].filter(expr => expr !== null),
    ),
  ),
];

// It may fail, or leave nothing to begin with: then there is an initial state less.
function matters(machine: Machine, initial: Initial): boolean {
  if (initial.kind === 'value') return mayFail(machine, initial.expr);
  return mayFail(machine, initial.set) || !hasElements(initial.set);
}

function hasElements(set: Expr): boolean {
  switch (set.kind) {
    case 'domain':
      return true;
    case 'set':
      return set.items.length > 0;
    case 'constant':
      return listOf(set.value).size > 0;
    case 'interval':
      return (
        set.low.kind === 'constant' &&
        set.high.kind === 'constant' &&
        typeof set.low.value === 'number' &&
        typeof set.high.value === 'number' &&
        set.low.value <= set.high.value
      );
    default:
      return false;
  }
}
