/**
 * Parts of a step without guards and choices as values: what each variable is behind
 * them. Assertions on the way are gathered beside the values.
 */
import type { VariableId } from '../../machine/expr.ts';
import type { Node, NodeId } from '../../machine/machine.ts';
import { type Current, entryOf, inOwn, wholeOf } from './current.ts';
import { entries } from './entries.ts';
import { bind, known } from './expr.ts';
import { assigned, nodeAt, onCircle, onward, reachable } from './graph.ts';
import { type Frame, type Here, say, scopeOf } from './here.ts';
import { checksOf, updated, wayText } from './places.ts';
import { closed, level, type Text, tight } from './text.ts';
import { freeName, quoted } from './words.ts';

/** What a part does: variables, by now, and what it asserts. */
export interface Effect {
  readonly here: Here;
  readonly checks: readonly string[];
}

type NodeOf<K extends Node['kind']> = Extract<Node, { readonly kind: K }>;

const simple: ReadonlySet<Node['kind']> = new Set([
  'assign',
  'branch',
  'turn',
  'assert',
  'bind',
  'each',
]);

/** The effect of the nodes up to `until`; null where they are more than assignments and branches. */
export function effectOf(
  frame: Frame,
  id: NodeId,
  until: NodeId | null,
  here: Here,
): Effect | null {
  const { machine } = frame.speech;
  const ids = [...reachable(machine, [id], until)];
  const fit = ids.every(n => {
    const { kind } = nodeAt(machine, n);
    if (onCircle(machine, n)) return false;
    return simple.has(kind) || (until === null && (kind === 'done' || kind === 'stop'));
  });
  return fit ? walked(frame, id, until, here) : null;
}

function walked(frame: Frame, id: NodeId, until: NodeId | null, here: Here): Effect {
  if (id === until) return { here, checks: [] };
  const node = nodeAt(frame.speech.machine, id);
  switch (node.kind) {
    case 'assign':
      return assigning(frame, node, until, here);
    case 'branch':
      return branching(frame, node, until, here);
    case 'assert': {
      const name = frame.speech.machine.asserts[node.assert]?.name ?? '';
      const check = `Assert(${say(frame, here)(node.test).text}, ${quoted(name)})`;
      const rest = walked(frame, node.next, until, here);
      return { ...rest, checks: [check, ...rest.checks] };
    }
    case 'bind': {
      const scope = known(here.scope, node.binder, say(frame, here)(node.value));
      return walked(frame, node.next, until, { ...here, scope });
    }
    case 'turn':
      return walked(frame, node.next, until, here);
    case 'each': {
      const { result, values } = eachOf(frame, node, here);
      const now = new Map(here.values);
      for (const [v, { text, level: own }] of values) {
        const whole = result === null ? text : text.replace(result.hole, result.text);
        now.set(v, { of: 'whole', text: { text: whole, level: own }, done: false });
      }
      return walked(frame, node.next, until, { ...here, values: now });
    }
    case 'stop':
      return arrived(frame, node, here);
    default:
      return { here, checks: [] };
  }
}

// The place of the thread is a variable like others.
function arrived({ speech, actor }: Frame, node: NodeOf<'stop'>, here: Here): Effect {
  if (actor?.kind !== 'thread') return { here, checks: [] };
  const text = closed(quoted(speech.places.get(actor.name)?.[node.location] ?? ''));
  const values = new Map(here.values).set(actor.place, {
    of: actor.params.length === 0 ? 'whole' : 'entry',
    text,
    done: false,
  });
  return { here: { ...here, values }, checks: [] };
}

function assigning(frame: Frame, node: NodeOf<'assign'>, until: NodeId | null, here: Here): Effect {
  const { speech, actor } = frame;
  const { place } = node;
  const v = place.variable;
  const read = say(frame, here);
  const now = here.values.get(v);
  const variable = speech.machine.variables[v];
  if (variable === undefined) throw new Error('broken promise: a variable is in its machine');
  const base = wholeOf(speech, here.scope, actor, v, now);
  const all = { type: variable.type, steps: place.steps };
  const words = { ...speech, used: scopeOf(frame, here).used };
  const checks = checksOf(words, base, all, place, read);
  const value = read(node.value);
  let next: Current;
  if (actor !== null && inOwn(speech, actor, place)) {
    let { type } = variable;
    for (let i = 0; i < variable.depth; i++) if (type.kind === 'map') type = type.value;
    const way = wayText({ type, steps: place.steps.slice(variable.depth) }, read);
    const entry = entryOf(speech, here.scope, actor, v, now);
    next = { of: 'entry', text: updated(entry, way, value), done: false };
  } else next = { of: 'whole', text: updated(base, wayText(all, read), value), done: false };
  const values = new Map(here.values).set(v, next);
  const rest = walked(frame, node.next, until, { ...here, values });
  return { ...rest, checks: [...checks, ...rest.checks] };
}

function branching(frame: Frame, node: NodeOf<'branch'>, until: NodeId | null, here: Here): Effect {
  const test = say(frame, here)(node.test);
  const [then, otherwise] = onward(node).map(way => walked(frame, way, until, here));
  if (then === undefined || otherwise === undefined) return { here, checks: [] };
  const values = new Map(here.values);
  const changed = new Set<VariableId>(
    [...then.here.values.keys(), ...otherwise.here.values.keys()].filter(
      v => then.here.values.get(v) !== otherwise.here.values.get(v),
    ),
  );
  for (const v of changed) values.set(v, either(frame, v, test, then.here, otherwise.here));
  const checks = [
    ...then.checks.map(check => `${tight(test)} => ${check}`),
    ...otherwise.checks.map(check => `~${tight(test)} => ${check}`),
  ];
  return { here: { ...here, values }, checks };
}

function either(frame: Frame, v: VariableId, test: Text, then: Here, otherwise: Here): Current {
  const [a, b] = [then.values.get(v), otherwise.values.get(v)];
  const { speech, actor } = frame;
  const entry = (a ?? b)?.of === 'entry' && (b ?? a)?.of === 'entry';
  const text = ({ scope }: Here, now: Current | undefined): string =>
    entry && actor !== null
      ? entryOf(speech, scope, actor, v, now).text
      : wholeOf(speech, scope, actor, v, now).text;
  const value = `IF ${test.text} THEN ${text(then, a)} ELSE ${text(otherwise, b)}`;
  return { of: entry ? 'entry' : 'whole', text: { text: value, level: level.open }, done: false };
}

/** What all turns of a loop make of the variables that they change. */
export interface Turns {
  /** A value that the texts take parts of, at `hole`; null where they need none. */
  readonly result: { readonly text: string; readonly hole: string } | null;
  readonly values: readonly (readonly [VariableId, Text])[];
}

const hole = '@turns@';

/** The effect of a loop whose turns commute: by a formula, or turn by turn. */
export function eachOf(frame: Frame, node: NodeOf<'each'>, here: Here): Turns {
  return entries(frame, node, here) ?? folded(frame, node, here);
}

function folded(frame: Frame, node: NodeOf<'each'>, here: Here): Turns {
  const { speech, actor } = frame;
  const { machine } = speech;
  const changed = [...assigned(machine, reachable(machine, [node.body]))];
  const names = changed.map(v => speech.variables[v] ?? '');
  const start = changed.map(v => wholeOf(speech, here.scope, actor, v, here.values.get(v)).text);
  const so = freeName(changed.length === 1 ? `${names[0]}_now` : 'so_far', here.scope.used);
  const part = (i: number, of: string): string => (changed.length === 1 ? of : `${of}.${names[i]}`);
  const values = new Map(here.values);
  for (const [i, v] of changed.entries()) {
    values.set(v, { of: 'whole', text: closed(part(i, so)), done: false });
  }
  const inUse = { ...here.scope, used: new Set(here.scope.used).add(so) };
  const { scope, name } = bind(inUse, node.binder);
  const effect = effectOf(frame, node.body, null, { ...here, scope, values });
  if (effect === null) throw new Error('broken promise: turns that commute are assignments');
  const after = changed.map(
    v => wholeOf(speech, effect.here.scope, actor, v, effect.here.values.get(v)).text,
  );
  const gathered = (texts: readonly string[]): string =>
    texts.length === 1
      ? (texts[0] ?? '')
      : `[${texts.map((t, i) => `${names[i]} |-> ${t}`).join(', ')}]`;
  let turn = gathered(after);
  if (effect.checks.length > 0) {
    speech.need('After');
    turn = `After(${effect.checks.map(c => (effect.checks.length > 1 ? `(${c})` : c)).join(' /\\ ')}, ${turn})`;
  }
  speech.need('Fold');
  const domain = say(frame, here)(node.domain).text;
  return {
    result: { text: `Fold(LAMBDA ${so}, ${name} : ${turn}, ${gathered(start)}, ${domain})`, hole },
    values: changed.map((v, i) => [v, closed(part(i, hole))] as const),
  };
}
