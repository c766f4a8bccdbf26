/**
 * Loops that change each element's own entry, or put all elements into a set or take
 * them out: the turns at once, as a reader would write them.
 */
import { present } from '../../base/assertion.ts';
import type { Expr, VariableId } from '../../machine/expr.ts';
import type { Node, NodeId } from '../../machine/machine.ts';
import { wholeOf } from './current.ts';
import { bind } from './expr.ts';
import { nodeAt } from './graph.ts';
import { type Frame, type Here, say } from './here.ts';
import { checksOf, updated, wayText } from './places.ts';
import { atLeast, chain, closed, infix, level, type Text, tight } from './text.ts';
import { typeSet } from './types.ts';
import { readsOf } from './walk.ts';

type NodeOf<K extends Node['kind']> = Extract<Node, { readonly kind: K }>;
type Each = NodeOf<'each'>;
type Assign = NodeOf<'assign'>;

interface Whole {
  readonly result: null;
  readonly values: readonly (readonly [VariableId, Text])[];
}

/** The effect of such a loop, or null of others. */
export function entries(frame: Frame, each: Each, here: Here): Whole | null {
  const assigns = straight(frame, each.body);
  if (assigns === null) return null;
  const changed = assigns.map(a => a.place.variable);
  if (new Set(changed).size < changed.length) return null;
  const values: (readonly [VariableId, Text])[] = [];
  for (const assign of assigns) {
    const text =
      ofEntry(frame, each, assign, changed, here) ?? ofSet(frame, each, assign, changed, here);
    if (text === null) return null;
    values.push([assign.place.variable, text]);
  }
  return { result: null, values };
}

function straight(frame: Frame, from: NodeId): readonly Assign[] | null {
  const found: Assign[] = [];
  for (let id = from; ; ) {
    const node = nodeAt(frame.speech.machine, id);
    if (node.kind === 'done') return found;
    if (node.kind !== 'assign') return null;
    found.push(node);
    id = node.next;
  }
}

// `v[p] = e`, where e reads nothing that the loop changes but v[p] itself.
function ofEntry(
  frame: Frame,
  each: Each,
  { place, value }: Assign,
  changed: readonly VariableId[],
  here: Here,
): Text | null {
  const { speech, actor } = frame;
  const v = place.variable;
  const [first, ...rest] = place.steps;
  const { type } = present(speech.machine.variables[v], 'a variable is in its machine');
  if (type.kind !== 'map' || first?.kind !== 'key' || !isBinder(first.key, each)) return null;
  const reads = [
    value,
    ...rest.flatMap(s => (s.kind === 'key' ? [s.key] : s.kind === 'item' ? [s.index] : [])),
  ];
  if (reads.some(e => readsChanged(frame, e, changed, v, each))) return null;
  const { scope, name } = bind(here.scope, each.binder);
  const inner = { ...here, scope };
  const read = say(frame, inner);
  const old = closed(
    `${tight(wholeOf(speech, here.scope, actor, v, here.values.get(v)))}[${name}]`,
  );
  const below = { type: type.value, steps: rest };
  const words = { ...speech, used: scope.used };
  if (checksOf(words, old, below, place, read).length > 0) return null;
  const next = updated(old, wayText(below, read), read(value)).text;
  const keys = typeSet(type.key, words).text;
  if (each.domain.kind === 'domain') return closed(`[${name} \\in ${keys} |-> ${next}]`);
  const domain = atLeast(say(frame, here)(each.domain), level.compare + 0.1);
  return closed(
    `[${name} \\in ${keys} |-> IF ${name} \\in ${domain} THEN ${next} ELSE ${old.text}]`,
  );
}

const isBinder = (expr: Expr, each: Each): boolean =>
  expr.kind === 'binder' && expr.binder.id === each.binder.id;

function readsChanged(
  frame: Frame,
  expr: Expr,
  changed: readonly VariableId[],
  v: VariableId,
  each: Each,
): boolean {
  const { machine } = frame.speech;
  const own = (e: Expr): boolean =>
    e.kind === 'lookup' && e.of.kind === 'variable' && e.of.variable === v && isBinder(e.key, each);
  if (own(expr)) return false;
  if (![...readsOf(machine, expr)].some(r => changed.includes(r))) return false;
  if (
    expr.kind === 'arithmetic' ||
    expr.kind === 'equal' ||
    expr.kind === 'union' ||
    expr.kind === 'minus'
  ) {
    return [expr.left, expr.right].some(e => readsChanged(frame, e, changed, v, each));
  }
  return expr.kind === 'not' ? readsChanged(frame, expr.of, changed, v, each) : true;
}

// `s += e` and `s -= e`.
function ofSet(
  frame: Frame,
  each: Each,
  { place, value }: Assign,
  changed: readonly VariableId[],
  here: Here,
): Text | null {
  const { speech, actor } = frame;
  const v = place.variable;
  if (place.steps.length > 0 || (value.kind !== 'union' && value.kind !== 'minus')) return null;
  if (value.left.kind !== 'variable' || value.left.variable !== v) return null;
  if ([...readsOf(speech.machine, value.right)].some(r => changed.includes(r))) return null;
  const old = wholeOf(speech, here.scope, actor, v, here.values.get(v));
  const all = gathered(frame, each, value.right, here);
  return value.kind === 'union'
    ? chain('\\union', level.set, old, all)
    : infix('\\', level.set, old, all);
}

function gathered(frame: Frame, each: Each, right: Expr, here: Here): Text {
  const domain = say(frame, here)(each.domain);
  if (right.kind === 'set' && right.items.length === 1) {
    const [item] = right.items;
    if (item !== undefined && isBinder(item, each)) return domain;
  }
  const { scope, name } = bind(here.scope, each.binder);
  const text = say(frame, { ...here, scope })(right).text;
  return closed(`UNION {${text} : ${name} \\in ${atLeast(domain, level.set)}}`);
}
