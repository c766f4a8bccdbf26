/**
 * What a step looks at and what it writes, so that it can be said which steps commute. It
 * says rather too much than too little: of the turns of a loop whole variables count. Where a
 * thread is no step can ask (by typing), so it counts for the thread alone. Law: two steps that follow each
 * other and do not conflict can be taken the other way round, and lead to the same state.
 */
import { present } from '../../base/assertion.ts';
import type { Expr, Place } from '../../machine/expr.ts';
import type { Machine, Node, NodeId } from '../../machine/machine.ts';
import { placeName, variableName } from '../../machine/names.ts';
import { partsOf } from '../../machine/parts.ts';
import { show } from '../../machine/show.ts';
import { listOf } from '../../machine/value.ts';
import { type Context, withName } from '../../reference/context.ts';
import { evaluate, funOf } from '../../reference/evaluate.ts';
import { isFault } from '../../reference/fault.ts';
import type { State } from '../../reference/state.ts';
import type { Transition } from '../../reference/successors.ts';
import { readsIn } from '../align/reads.ts';
import { type Met, passed } from '../align/walk.ts';

/** The places of a step, by name. */
export interface Footprint {
  readonly reads: ReadonlySet<string>;
  readonly writes: ReadonlySet<string>;
  /** The actor with its instance: its own steps are in order. */
  readonly mover: string;
}

/** The footprint of a transition out of a state. */
export function footprintOf(machine: Machine, state: State, transition: Transition): Footprint {
  const actor = present(machine.actors[transition.actor], 'a transition is of an actor');
  const met = passed(machine, state, transition);
  const instance = actor.params.map(({ type }, i) => show(type, transition.instance[i] ?? null));
  return {
    reads: new Set(met.flatMap(one => readsAt(machine, one))),
    writes: new Set(met.flatMap(one => writesAt(machine, one))),
    mover: [actor.name, ...instance].join(),
  };
}

/** Whether the order of two steps may matter. */
export function conflict(a: Footprint, b: Footprint): boolean {
  if (a.mover === b.mover) return true;
  const meets = (some: ReadonlySet<string>, others: ReadonlySet<string>): boolean =>
    [...some].some(one => [...others].some(other => overlap(one, other)));
  return meets(a.writes, b.reads) || meets(a.reads, b.writes) || meets(a.writes, b.writes);
}

// One is the other or a part of it; a family's local without its instance is that of all.
function overlap(a: string, b: string): boolean {
  if (a === b || isPart(a, b) || isPart(b, a)) return true;
  const [plainA, plainB] = [withoutInstance(a), withoutInstance(b)];
  if ((plainA === a) === (plainB === b)) return false;
  return plainA === plainB || isPart(plainA, plainB) || isPart(plainB, plainA);
}

const isPart = (part: string, whole: string): boolean =>
  part.startsWith(`${whole}[`) || part.startsWith(`${whole}.`);

// `reader[Cpu0].pos` is `reader.pos` of one reader.
const withoutInstance = (place: string): string => place.replace(/^(\w+)(?:\[[^\]]*\])+\./, '$1.');

function readsAt(machine: Machine, met: Met): readonly string[] {
  const { node, context } = met;
  if (node.kind === 'each') {
    const inside = bodyOf(machine, node.body).flatMap(expressionsOf);
    return [...placesRead(node.domain, context), ...inside.flatMap(e => wholes(e, machine))];
  }
  const tried = node.kind === 'pick' && node.where !== null ? whereReads(node, context) : [];
  return [...expressionsOf(node).flatMap(expr => placesRead(expr, context)), ...tried];
}

function whereReads(node: Extract<Node, { kind: 'pick' }>, context: Context): readonly string[] {
  const { where, binder, domain } = node;
  const elements = evaluate(domain, context);
  if (where === null || isFault(elements)) return [];
  return listOf(elements)
    .toArray()
    .flatMap(value => placesRead(where, withName(context, binder, value)));
}

const placesRead = (expr: Expr, context: Context): readonly string[] =>
  readsIn(expr, context).map(read => read.place);

// The expressions of a node that are evaluated in the state before it; `where` apart.
function expressionsOf(node: Node): readonly Expr[] {
  switch (node.kind) {
    case 'assign':
      return [...keysOf(node.place), node.value];
    case 'bind':
      return [node.value];
    case 'guard':
    case 'branch':
    case 'assert':
      return [node.test];
    case 'pick':
    case 'each':
      return [node.domain];
    default:
      return [];
  }
}

const keysOf = ({ steps }: Place): readonly Expr[] =>
  steps.flatMap(step => (step.kind === 'key' ? step.key : step.kind === 'item' ? step.index : []));

function writesAt(machine: Machine, { node, context }: Met): readonly string[] {
  if (node.kind === 'assign') return [written(machine, node.place, context)];
  if (node.kind !== 'each') return [];
  return bodyOf(machine, node.body).flatMap(inner =>
    inner.kind === 'assign' ? wholeOf(machine, inner.place.variable) : [],
  );
}

// As far as keys and fields lead; what lies in a sequence or an option is the whole of it.
function written(machine: Machine, { variable, steps }: Place, context: Context): string {
  const root = present(machine.variables[variable], 'a place is in a variable');
  const way: string[] = [];
  let { type } = root;
  for (const step of steps) {
    if (step.kind === 'key' && type.kind === 'map') {
      const key = evaluate(step.key, context);
      if (isFault(key)) break;
      way.push(`[${show(type.key, key)}]`);
      type = type.value;
    } else if (step.kind === 'field' && type.kind === 'struct') {
      const field = present(type.fields[step.field], 'the field is in the struct');
      way.push(`.${field.name}`);
      type = field.type;
    } else {
      break;
    }
  }
  return placeName(root, way);
}

function bodyOf(machine: Machine, start: NodeId): readonly Node[] {
  const seen = new Set<NodeId>();
  const found: Node[] = [];
  const pending = [start];
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    const node = present(machine.nodes[id], 'a node leads to nodes of its machine');
    found.push(node);
    if (node.kind === 'each') pending.push(node.body);
    if (node.kind === 'branch') pending.push(node.then, node.otherwise);
    else if (node.kind === 'choose') pending.push(...node.options);
    else if ('next' in node) pending.push(node.next);
  }
  return found;
}

/** The variables that an expression names, functions included, whole. */
function wholes(expr: Expr, machine: Machine): readonly string[] {
  return [...variablesIn(expr, machine)].map(id => wholeOf(machine, id));
}

function wholeOf(machine: Machine, id: number): string {
  const variable = present(machine.variables[id], 'an expression names variables of its machine');
  return variableName(variable);
}

function variablesIn(expr: Expr, machine: Machine): ReadonlySet<number> {
  const found = new Set<number>();
  const funs = new Set<string>();
  const pending: Expr[] = [expr];
  for (let here = pending.pop(); here !== undefined; here = pending.pop()) {
    if (here.kind === 'variable') found.add(here.variable);
    if (here.kind === 'call' && !funs.has(here.fun)) {
      funs.add(here.fun);
      pending.push(funOf(machine, here.fun).body);
    }
    pending.push(...partsOf(here));
  }
  return found;
}
