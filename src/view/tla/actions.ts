/** The steps of a machine as actions, one a step, and what can happen next. */
import type { VariableId } from '../../machine/expr.ts';
import type { Action, Actor, LocationId, NodeId, StepId } from '../../machine/machine.ts';
import { instanceText, nothingBound } from './current.ts';
import { allOf, type Doc, oneOf, under } from './doc.ts';
import { bind, plain, type Scope, type Speech } from './expr.ts';
import { assigned, leadsTo, liveLocations, nodeAt, nodesOf } from './graph.ts';
import type { Frame, Here } from './here.ts';
import { unchangedText } from './settle.ts';
import { onFrom } from './step.ts';
import { typeSet } from './types.ts';
import { quoted } from './words.ts';

/** A step as an action. */
export interface Said {
  readonly step: StepId;
  /** `process_want(i)`. */
  readonly head: string;
  readonly body: Doc;
}

interface Entry {
  readonly enter: NodeId;
  readonly from: LocationId | null;
}

/** The actions of an actor, and the disjunct of `Next` in which it acts; none where it never does. */
export function actionsOf(
  speech: Speech,
  actor: Actor,
  names: readonly string[],
  hidden: ReadonlySet<VariableId>,
): { readonly actions: readonly Said[]; readonly next: Doc | null } {
  const own = bound(plain(speech), actor.params, speech);
  const actions: Said[] = [];
  const calls: Doc[] = [];
  const add = (step: StepId, action: Action | null, entries: readonly Entry[]): void => {
    const inner = bound(own.scope, action?.params ?? [], speech);
    const args = [...own.names, ...inner.names];
    const head = `${names[step]}${args.length === 0 ? '' : `(${args.join(', ')})`}`;
    actions.push({ step, head, body: bodyOf(speech, actor, step, entries, inner.scope, hidden) });
    calls.push(inner.heads.reduceRight<Doc>((doc, h) => short(h, doc), head));
  };
  if (actor.kind === 'device') {
    for (const action of actor.actions) {
      add(action.step, action, [{ enter: action.enter, from: null }]);
    }
  } else {
    const live = liveLocations(speech.machine, actor);
    const steps = new Set(actor.locations.flatMap(l => l.steps));
    for (const step of [...steps].sort((a, b) => order(speech, a) - order(speech, b))) {
      const entries = [...actor.locations.entries()]
        .filter(([i, l]) => live.has(i) && leadsTo(speech.machine, l.enter, step))
        .map(([from, { enter }]) => ({ enter, from }));
      if (entries.length > 0) add(step, null, entries);
    }
  }
  if (calls.length === 0) return { actions, next: null };
  const next = own.heads.reduceRight<Doc>((doc, h) => short(h, doc), oneOf(calls));
  return { actions, next };
}

const short = (head: string, doc: Doc): Doc =>
  typeof doc === 'string' ? `\\E ${head} : ${doc}` : under(`\\E ${head} :`, doc);

const order = (speech: Speech, step: StepId): number => speech.machine.steps[step]?.order ?? 0;

function bound(scope: Scope, params: Actor['params'], speech: Speech) {
  let inner = scope;
  const names: string[] = [];
  const heads: string[] = [];
  for (const param of params) {
    const next = bind(inner, param);
    inner = next.scope;
    names.push(next.name);
    heads.push(`${next.name} \\in ${typeSet(param.type, speech).text}`);
  }
  return { scope: inner, names, heads };
}

function bodyOf(
  speech: Speech,
  actor: Actor,
  step: StepId,
  entries: readonly Entry[],
  scope: Scope,
  hidden: ReadonlySet<VariableId>,
): Doc {
  const { machine } = speech;
  const changed = new Set<VariableId>();
  for (const { enter, from } of entries) {
    const nodes = nodesOf(machine, enter, step);
    for (const v of assigned(machine, nodes)) if (!hidden.has(v)) changed.add(v);
    for (const id of nodes) {
      const node = nodeAt(machine, id);
      if (node.kind === 'stop' && node.location !== from && actor.kind === 'thread') {
        changed.add(actor.place);
      }
    }
  }
  const ways = entries.map(({ enter, from }) => {
    const frame: Frame = {
      speech,
      actor,
      step,
      from,
      changed,
      hidden,
      next: name => `${name}'`,
      finish: null,
    };
    const here: Here = {
      stepped: false,
      scope,
      values: nothingBound(speech, actor, hidden),
      until: null,
      settle: new Set(),
      loops: new Map(),
    };
    const at = from === null ? [] : [placeTest(speech, actor, scope, from)];
    return allOf([...at, ...onFrom(frame, enter, here)]);
  });
  const left = speech.variables.filter((_, v) => !changed.has(v) && !hidden.has(v));
  return allOf([oneOf(ways), ...unchangedText(left)]);
}

function placeTest(speech: Speech, actor: Actor, scope: Scope, from: LocationId): string {
  if (actor.kind !== 'thread') throw new Error('broken promise: only threads rest');
  const name = `${speech.variables[actor.place]}${instanceText(scope, actor)}`;
  return `${name} = ${quoted(speech.places.get(actor.name)?.[from] ?? '')}`;
}
