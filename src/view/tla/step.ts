/**
 * The graph of a step as a formula. Guards are conjuncts, choices are disjuncts, an
 * assignment is a conjunct `x' = e` or, where `x` is assigned again later, the name of
 * a value. Branches that meet again are an `IF` of their own, where nothing that they
 * do is needed by name behind it; else they are joined as values (values.ts), or what
 * follows stands in both.
 */
import { present } from '../../base/assertion.ts';
import type { Expr, VariableId } from '../../machine/expr.ts';
import type { Node, NodeId } from '../../machine/machine.ts';
import { type Current, entryOf, inOwn, wholeOf } from './current.ts';
import { allOf, type Doc, oneOf, under } from './doc.ts';
import { bind, known, type Scope } from './expr.ts';
import { mayFail } from './fails.ts';
import {
  assigned,
  leadsTo,
  meeting,
  namesIn,
  nodeAt,
  onCircle,
  onward,
  reachable,
  readBy,
} from './graph.ts';
import { type Frame, type Here, headOf, isShort, say, scopeOf } from './here.ts';
import { checksOf, updated, wayText } from './places.ts';
import { settled, stopped } from './settle.ts';
import { atLeast, closed, level, type Text, tight } from './text.ts';
import { turns } from './turns.ts';
import { eachOf, effectOf } from './values.ts';
import { freeName, quoted } from './words.ts';

/** What is to hold of the way on from a node, conjunct by conjunct. */
export function onFrom(frame: Frame, id: NodeId, here: Here): readonly Doc[] {
  const { machine } = frame.speech;
  if (id === here.until) return settled(frame, here, here.settle);
  const node = nodeAt(machine, id);
  if (node.kind === 'turn' && onCircle(machine, id))
    return turns(frame, id, node.next, here, onFrom);
  switch (node.kind) {
    case 'stop':
      return stopped(frame, node.location, here);
    case 'done':
      return frame.finish?.(here) ?? settled(frame, here, frame.changed);
    case 'turn':
      return onFrom(frame, node.next, here);
    case 'step':
      if (!here.stepped && node.step !== frame.step) return ['FALSE'];
      return onFrom(frame, node.next, { ...here, stepped: true });
    case 'assign':
      return assign(frame, node, here);
    case 'bind':
      return bound(frame, node, here);
    case 'guard':
      return [condition(frame, node.test, here), ...onFrom(frame, node.next, here)];
    case 'assert':
      return [asserted(frame, node, here), ...onFrom(frame, node.next, here)];
    case 'pick':
      return picked(frame, node, here);
    case 'branch':
    case 'choose':
      return forked(frame, id, node, here);
    case 'each':
      return eachTurn(frame, node, here);
    default:
      return node satisfies never;
  }
}

type NodeOf<K extends Node['kind']> = Extract<Node, { readonly kind: K }>;

// Among conjuncts TLC takes `\/` and `\E` for choices and tries them all, also those
// behind one that holds: what may fail there must not be tried.
function condition(frame: Frame, test: Expr, here: Here): Doc {
  const { text } = say(frame, here)(test);
  if (!/\\\/|\\E/.test(text) || !mayFail(frame.speech.machine, test))
    return junct(frame, test, here);
  frame.speech.need('Holds');
  return `Holds(${text})`;
}

/** The expression as one conjunct. */
function junct(frame: Frame, test: Expr, here: Here): Doc {
  if (test.kind === 'and')
    return allOf([junct(frame, test.left, here), junct(frame, test.right, here)]);
  return atLeast(say(frame, here)(test), level.junction + 0.1);
}

/** `Assert(test, "text")`. */
function asserted(frame: Frame, node: NodeOf<'assert'>, here: Here): string {
  const { name } = present(frame.speech.machine.asserts[node.assert], 'an assert is in the list');
  return `Assert(${say(frame, here)(node.test).text}, ${quoted(name)})`;
}

function picked(frame: Frame, node: NodeOf<'pick'>, here: Here): readonly Doc[] {
  const domain = atLeast(say(frame, here)(node.domain), level.set);
  const { scope, name } = bind(here.scope, node.binder);
  const inner = { ...here, scope };
  const where = node.where === null ? [] : [condition(frame, node.where, inner)];
  const rest = allOf([...where, ...onFrom(frame, node.next, inner)]);
  return [under(`\\E ${name} \\in ${domain} :`, rest)];
}

function bound(frame: Frame, node: NodeOf<'bind'>, here: Here): readonly Doc[] {
  const value = say(frame, here)(node.value);
  if (isShort(value)) {
    const scope = known(here.scope, node.binder, value);
    return onFrom(frame, node.next, { ...here, scope });
  }
  const { scope, name } = bind(here.scope, node.binder);
  const rest = allOf(onFrom(frame, node.next, { ...here, scope }));
  return [under(headOf(frame, name, value, node.value), rest)];
}

/** The variables that something behind the node assigns. */
const later = (frame: Frame, next: NodeId): ReadonlySet<VariableId> =>
  assigned(frame.speech.machine, reachable(frame.speech.machine, [next]));

function assign(frame: Frame, node: NodeOf<'assign'>, here: Here): readonly Doc[] {
  const { speech, actor } = frame;
  const { place } = node;
  const v = place.variable;
  const own = inOwn(speech, actor, place);
  const { type, depth } = present(speech.machine.variables[v], 'a variable is in its machine');
  const scope = scopeOf(frame, here);
  const read = say(frame, here);
  const now = here.values.get(v);
  const all = { type, steps: place.steps };
  const base = wholeOf(speech, here.scope, actor, v, now);
  const checks = checksOf({ ...speech, used: scope.used }, base, all, place, read);
  const value = read(node.value);
  const last = !frame.hidden.has(v) && !later(frame, node.next).has(v);
  if (last && (now === undefined || now.of === 'whole')) {
    const name = speech.variables[v] ?? '';
    const text = updated(base, wayText(all, read), value);
    const entry = own && place.steps.length === depth && isShort(value);
    const next: Current = entry
      ? { of: 'entry', text: value, done: true }
      : isShort(value) && place.steps.length === 0
        ? { of: 'whole', text: value, done: true }
        : { of: 'whole', text: closed(frame.next(name)), done: true };
    const values = new Map(here.values).set(v, next);
    return [
      ...checks,
      `${frame.next(name)} = ${atLeast(text, level.compare + 0.1)}`,
      ...onFrom(frame, node.next, { ...here, values }),
    ];
  }
  const rest = own ? entryWay(place.steps, depth, type, read) : wayText(all, read);
  const from = own && actor !== null ? entryOf(speech, here.scope, actor, v, now) : base;
  const text = updated(from, rest, value);
  return [
    ...checks,
    ...hold(
      frame,
      v,
      own ? 'entry' : 'whole',
      text,
      node.value,
      inner => onFrom(frame, node.next, inner),
      here,
    ),
  ];
}

function entryWay(
  steps: readonly Parameters<typeof wayText>[0]['steps'][number][],
  depth: number,
  type: Parameters<typeof wayText>[0]['type'],
  read: (expr: Expr) => Text,
): string {
  let inner = type;
  for (let i = 0; i < depth; i++) if (inner.kind === 'map') inner = inner.value;
  return wayText({ type: inner, steps: steps.slice(depth) }, read);
}

/** Gives a variable a value that is not its last in this step, then goes on. */
export function hold(
  frame: Frame,
  v: VariableId,
  of: Current['of'],
  text: Text,
  from: Expr | null,
  onwards: (here: Here) => readonly Doc[],
  here: Here,
): readonly Doc[] {
  const keep = (value: Text, scope: Scope): Here => ({
    ...here,
    scope,
    values: new Map(here.values).set(v, { of, text: value, done: false }),
  });
  if (isShort(text)) return onwards(keep(text, here.scope));
  const { name: wish } = present(frame.speech.machine.variables[v], 'a variable');
  const name = freeName(`${wish}_now`, here.scope.used);
  const scope = { ...here.scope, used: new Set(here.scope.used).add(name) };
  const rest = allOf(onwards(keep(closed(name), scope)));
  return [under(headOf(frame, name, text, from), rest)];
}

function forked(
  frame: Frame,
  id: NodeId,
  node: NodeOf<'branch' | 'choose'>,
  here: Here,
): readonly Doc[] {
  const { machine } = frame.speech;
  const test = node.kind === 'branch' ? say(frame, here)(node.test).text : '';
  if (node.kind === 'branch' && test === 'TRUE') return onFrom(frame, node.then, here);
  if (node.kind === 'branch' && test === 'FALSE') return onFrom(frame, node.otherwise, here);
  const ways = onward(node).filter(
    way => here.stepped || frame.step === null || leadsTo(machine, way, frame.step),
  );
  const [only] = ways;
  if (ways.length === 1 && only !== undefined) {
    return [...onlyTest(frame, node, only, here), ...onFrom(frame, only, here)];
  }
  const join = meeting(machine, id);
  if (join !== null && ways.length > 1) {
    const region = reachable(machine, ways, join);
    const inside = [...region].every(n => {
      const { kind } = nodeAt(machine, n);
      return kind !== 'step' || here.stepped;
    });
    if (inside && isApart(frame, region, join)) {
      const settle = new Set([...assigned(machine, region)].filter(v => !frame.hidden.has(v)));
      const part = { ...here, until: join, settle };
      const doc = fork(frame, node, ways, part);
      const values = new Map(here.values);
      for (const v of settle) {
        const name = frame.next(frame.speech.variables[v] ?? '');
        values.set(v, { of: 'whole', text: closed(name), done: true });
      }
      return [doc, ...onFrom(frame, join, { ...here, values })];
    }
    const merged = inside && node.kind === 'branch' ? joined(frame, id, join, here) : null;
    if (merged !== null) return merged;
  }
  return [fork(frame, node, ways, here)];
}

function onlyTest(
  frame: Frame,
  node: NodeOf<'branch' | 'choose'>,
  way: NodeId,
  here: Here,
): readonly Doc[] {
  if (node.kind === 'choose') return [];
  if (node.then === node.otherwise) return [];
  const test = say(frame, here)(node.test);
  return [way === node.then ? junct(frame, node.test, here) : `~${tight(test)}`];
}

function fork(
  frame: Frame,
  node: NodeOf<'branch' | 'choose'>,
  ways: readonly NodeId[],
  here: Here,
): Doc {
  const docs = ways.map(way => allOf(onFrom(frame, way, here)));
  if (node.kind === 'choose') return oneOf(docs);
  const [then = 'TRUE', otherwise = 'TRUE'] = docs;
  return { kind: 'if', test: say(frame, here)(node.test).text, then, otherwise };
}

// Nothing that the branches assign or bind is needed under a name of theirs behind them.
function isApart(frame: Frame, region: ReadonlySet<NodeId>, join: NodeId): boolean {
  const { machine } = frame.speech;
  const behind = reachable(machine, [join]);
  const inside = assigned(machine, region);
  const again = assigned(machine, behind);
  const read = readBy(machine, behind);
  const names = namesIn(machine, behind);
  return (
    [...region].every(id => {
      const node = nodeAt(machine, id);
      if (behind.has(id)) return false;
      return !((node.kind === 'pick' || node.kind === 'bind') && names.has(node.binder.id));
    }) && [...inside].every(v => !again.has(v) && !(frame.hidden.has(v) && read.has(v)))
  );
}

/** Branches that meet again, as values that are held under names; null where they do more. */
function joined(frame: Frame, id: NodeId, join: NodeId, here: Here): readonly Doc[] | null {
  const effect = effectOf(frame, id, join, here);
  if (effect === null) return null;
  const changed = [...effect.here.values].filter(([v, now]) => now !== here.values.get(v));
  const on = (inner: Here): readonly Doc[] => onFrom(frame, join, inner);
  return [...effect.checks, ...heldAll(frame, changed, on, here)];
}

// One after the other; no text reads what another one changes.
function heldAll(
  frame: Frame,
  changed: readonly (readonly [VariableId, Current])[],
  onwards: (here: Here) => readonly Doc[],
  here: Here,
): readonly Doc[] {
  const [first, ...rest] = changed;
  if (first === undefined) return onwards(here);
  const [v, { of, text }] = first;
  return hold(frame, v, of, text, null, inner => heldAll(frame, rest, onwards, inner), here);
}

/** All turns of a loop whose turns commute. */
function eachTurn(frame: Frame, node: NodeOf<'each'>, here: Here): readonly Doc[] {
  const { result, values } = eachOf(frame, node, here);
  const last = later(frame, node.next);
  const give = (left: readonly (readonly [VariableId, Text])[], at: Here): readonly Doc[] => {
    const [first, ...rest] = left;
    if (first === undefined) return onFrom(frame, node.next, at);
    const [v, text] = first;
    if (last.has(v) || frame.hidden.has(v)) {
      return hold(frame, v, 'whole', text, null, inner => give(rest, inner), at);
    }
    const next = frame.next(frame.speech.variables[v] ?? '');
    const now: Current = { of: 'whole', text: closed(next), done: true };
    const on = { ...at, values: new Map(at.values).set(v, now) };
    return [`${next} = ${atLeast(text, level.compare + 0.1)}`, ...give(rest, on)];
  };
  if (result === null) return give(values, here);
  const name = freeName('turns', here.scope.used);
  const scope = { ...here.scope, used: new Set(here.scope.used).add(name) };
  const named = values.map(
    ([v, text]) => [v, { ...text, text: text.text.replace(result.hole, name) }] as const,
  );
  return [under(`LET ${name} == ${result.text} IN`, allOf(give(named, { ...here, scope })))];
}
