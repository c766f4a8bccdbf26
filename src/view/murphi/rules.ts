/** The rules of the actors: a place or an action at a time, a rule for each way through its choices. */
import type { BinderRef } from '../../machine/expr.ts';
import type { Actor, Device, NodeId, Step, Thread } from '../../machine/machine.ts';
import type { Type } from '../../machine/types.ts';
import { type Item, isChoice, type Plan, plansOf } from '../export/plans.ts';
import { body, plainFrame, straight } from './body.ts';
import { elementsOf } from './elements.ts';
import { form, formula } from './expr.ts';
import { failing, Routine, Statements } from './routine.ts';
import {
  apart,
  bound,
  learn,
  named,
  type Program,
  type Scope,
  scopeOf,
  withNames,
} from './scope.ts';
import { type Shape, shapesOf } from './shapes.ts';
import { inPlace } from './store.ts';
import { mentions, undo, withoutUnused } from './undo.ts';
import { all, atom, compared, type Form, isYes, not, plain, type Text } from './value.ts';
import { comment, quoted } from './words.ts';

/** A transition property, as a function of what was before. */
export interface Watch {
  readonly name: string;
  readonly text: string;
  readonly reads: readonly number[];
}

/** What rules need of the whole. */
export interface Rules {
  readonly program: Program;
  readonly watches: readonly Watch[];
  readonly typeOf: (variable: number) => string;
}

interface Origin {
  readonly actor: Actor;
  /** A place, or null. */
  readonly at: string | null;
  readonly params: readonly { readonly binder: BinderRef; readonly shape: Shape }[];
  readonly enter: NodeId;
}

/** All rules of an actor, in a ruleset over its instances. */
export function rulesOf(rules: Rules, actor: Actor): readonly string[] {
  const origins = actor.kind === 'thread' ? ofThread(rules, actor) : ofDevice(rules, actor);
  const lines = origins.flatMap(origin => ofOrigin(rules, origin));
  const params = instanceNames(rules.program, actor);
  return [...comment(actor.doc), ...inRulesets(params, lines)];
}

type Named = readonly (readonly [name: string, type: string])[];

/** The names of the parameters of an actor's instances, the same in all its rules. */
export function instanceNames(program: Program, actor: Actor): Named {
  const routine = new Routine(program.isGlobal);
  const around = new Set<string>();
  return actor.params.map(p => {
    const name = routine.binder(p.name, around);
    around.add(name);
    return [name, program.types.text(p.type)] as const;
  });
}

function inRulesets(params: Named, lines: readonly string[]): readonly string[] {
  return params.reduceRight<readonly string[]>(
    (inner, [name, type]) => [
      `ruleset ${name} : ${type} do`,
      ...inner.map(l => (l === '' ? '' : `  ${l}`)),
      'end;',
    ],
    lines,
  );
}

function ofThread({ program }: Rules, thread: Thread): readonly Origin[] {
  const place = program.machine.variables[thread.place];
  const type = placeType(place?.type);
  return thread.locations.flatMap((location, i) =>
    i === thread.finished || type === null
      ? []
      : [
          {
            actor: thread,
            at: program.types.membersOf(type)[i] ?? '',
            params: [],
            enter: location.enter,
          },
        ],
  );
}

/** The type of a place below the maps over the instances. */
export function placeType(type: Type | undefined): Extract<Type, { kind: 'place' }> | null {
  if (type?.kind === 'map') return placeType(type.value);
  return type?.kind === 'place' ? type : null;
}

// Arguments are members and numbers: a composed one has a rule for each of its shapes.
const ofDevice = ({ program }: Rules, device: Device): readonly Origin[] =>
  device.actions.flatMap(({ params, enter }) =>
    params
      .reduce<readonly Origin['params'][]>(
        (rows, binder) =>
          rows.flatMap(row =>
            shapesOf(program.types, binder.type, binder.name).map(shape => [
              ...row,
              { binder, shape },
            ]),
          ),
        [[]],
      )
      .map(chosen => ({ actor: device, at: null, params: chosen, enter })),
  );

function ofOrigin(rules: Rules, origin: Origin): readonly string[] {
  const { program } = rules;
  const { machine } = program;
  const shapes = (pick: {
    readonly domain: { readonly type: Type };
    readonly binder: BinderRef;
  }): number => {
    const of = pick.domain.type.kind === 'set' ? pick.domain.type.of : pick.binder.type;
    return shapesOf(program.types, of, pick.binder.name).length;
  };
  const plans = plansOf(machine, origin.enter, shapes);
  if (plans === 'endless') {
    const message =
      'a choice inside or behind a loop of one step: the arguments of a rule of Murphi are chosen before it begins';
    program.unsaid.push({ span: origin.actor.span, message });
    return [];
  }
  const wanted = plans.filter(p => p.rest !== null || !program.watching);
  const several = new Map<number | null, number>();
  for (const { step, rest } of wanted)
    if (rest !== null) several.set(step, (several.get(step) ?? 0) + 1);
  const seen = new Map<number | null, number>();
  return wanted.flatMap(plan => {
    const count = (seen.get(plan.step) ?? 0) + (plan.rest === null ? 0 : 1);
    seen.set(plan.step, count);
    const suffix =
      plan.rest === null ? ' fails' : (several.get(plan.step) ?? 0) > 1 ? ` (${count})` : '';
    return ruleOf(rules, origin, plan, suffix, count === 1 && plan.rest !== null);
  });
}

interface Draft {
  scope: Scope;
  readonly guards: Text[];
  readonly params: [string, string][];
  /** Bound in the guard; local variables where the body uses them. */
  readonly lets: { readonly binder: BinderRef; readonly form: Form; readonly type: Type }[];
  inBody: boolean;
  /** It never happens. */
  never: boolean;
}

function ruleOf(
  rules: Rules,
  origin: Origin,
  plan: Plan,
  suffix: string,
  documented: boolean,
): readonly string[] {
  const { program } = rules;
  const { actor, at } = origin;
  const routine = new Routine(program.isGlobal);
  let scope = scopeOf(program, routine, new Statements(), 'native');
  const names = instanceNames(program, actor);
  routine.take(names.map(([n]) => n));
  for (const [i, p] of actor.params.entries())
    scope = bound(scope, p, plain(atom(names[i]?.[0] ?? '')));
  scope = withNames(
    scope,
    names.map(([n]) => n),
  );
  const params: [string, string][] = [];
  for (const { binder, shape } of origin.params) {
    const own = shape.names.map(({ name, type }) => {
      const next = named(scope, { id: -4, name, type });
      params.push([next.name, program.types.text(type)]);
      scope = next.scope;
      return next.name;
    });
    scope = bound(scope, binder, shape.build(own));
  }
  const place = placeText(program, actor, names);
  const draft: Draft = { scope, guards: [], params, lets: [], inBody: false, never: false };
  if (at !== null) draft.guards.push(compared(atom(place), '=', atom(at)));
  const last = plan.items.findLastIndex(isChoice);
  for (const [i, item] of plan.items.entries()) {
    const own = plan.rest === null && i >= lastBefore(plan.items, last);
    draft.scope = { ...draft.scope, faults: faultsAt(program, i < last && !own) };
    place_(draft, item, plan.rest === null && i === last);
    if (draft.never) return [];
  }
  draft.scope = { ...draft.scope, faults: faultsAt(program, false) };
  const frame = plainFrame(location => {
    const type =
      actor.kind === 'thread' ? placeType(program.machine.variables[actor.place]?.type) : null;
    const member = type === null ? '' : (program.types.membersOf(type)[location] ?? '');
    return member === at ? [] : [`${place} := ${member};`];
  });
  enterBody(draft);
  if (plan.rest === null) draft.scope.to.add('assume false;');
  else body(draft.scope, frame, plan.rest);
  const lines = draft.scope.to.closed();
  if (plan.rest === null && !lines.some(l => l.includes(failing))) return [];
  const step = plan.step === null ? null : (program.machine.steps[plan.step] ?? null);
  return written(
    rules,
    routine,
    draft,
    lines,
    titleOf(actor, step, suffix),
    documented ? step : null,
  );
}

// Where the choice before the last one stands: what fails behind it belongs to this rule.
function lastBefore(items: readonly Item[], last: number): number {
  const before = items.slice(0, last).findLastIndex(isChoice);
  return before < 0 ? 0 : before;
}

const faultsAt = (program: Program, cut: boolean): Scope['faults'] =>
  program.watching ? 'native' : cut ? 'cut' : 'fail';

const titleOf = (actor: Actor, step: Step | null, suffix: string): string =>
  `${actor.name}.${step?.name ?? 'step'}${suffix}`;

/** The place of a thread's instance. */
export const placeText = ({ variables }: Program, actor: Actor, names: Named): string =>
  actor.kind === 'thread'
    ? `${variables[actor.place]}${names.map(([n]) => `[${n}]`).join('')}`
    : '';

// What stands before the last choice: in the guard as long as it can, else in the body.
function place_(draft: Draft, item: Item, only: boolean): void {
  if (item.kind === 'step' || item.kind === 'turn' || item.kind === 'option') return;
  if (item.kind === 'known') {
    draft.scope = bound(draft.scope, item.binder, form(draft.scope, item.value));
    return;
  }
  if (!draft.inBody && inGuard(draft, item, only)) return;
  enterBody(draft);
  const { scope } = draft;
  if (item.kind === 'test') {
    const test = formula(scope, item.node.test);
    if (only) return;
    const holds = item.holds ? test : not(test);
    if (!isYes(holds)) scope.to.add(`assume ${holds.text};`);
    learn(scope, holds);
  } else if (item.kind === 'picked') picked(draft, item, only);
  else draft.scope = straight(scope, item);
}

function inGuard(draft: Draft, item: Item, only: boolean): boolean {
  const side = apart(draft.scope);
  switch (item.kind) {
    case 'guard':
    case 'test': {
      const test = formula(side, item.kind === 'guard' ? item.test : item.node.test);
      if (!side.to.none) return false;
      if (only) return true;
      const holds = item.kind === 'guard' || item.holds ? test : not(test);
      draft.guards.push(holds);
      learn(draft.scope, holds);
      return true;
    }
    case 'bind': {
      const found = form(side, item.value);
      if (!side.to.none || found.kind === 'bare') return false;
      draft.lets.push({ binder: item.binder, form: found, type: item.value.type });
      draft.scope = bound(draft.scope, item.binder, found);
      return true;
    }
    case 'picked': {
      const set = form(side, item.node.domain);
      if (!side.to.none) return false;
      if (only) return true;
      const part = elementsOf(
        { ...side, to: new Statements() },
        item.node.domain,
        item.node.binder,
        form,
        set,
      )[item.shape];
      if (part === undefined) {
        draft.never = true;
        return true;
      }
      const inner = { ...part.scope, faults: faultsAt(draft.scope.program, false) };
      const where = item.node.where === null ? null : formula(inner, item.node.where);
      if (!part.scope.to.none) return false;
      choose(draft, part.names, item.node.binder, part.value);
      draft.guards.push(part.member, ...(where === null ? [] : [where]));
      learn(draft.scope, all([part.member, ...(where === null ? [] : [where])]));
      return true;
    }
    default:
      return false;
  }
}

function choose(draft: Draft, names: Named, binder: BinderRef, value: Form): void {
  draft.params.push(...names.map(([n, t]) => [n, t] as [string, string]));
  draft.scope = withNames(
    bound(draft.scope, binder, value),
    names.map(([n]) => n),
  );
}

function picked(draft: Draft, item: Extract<Item, { kind: 'picked' }>, only: boolean): void {
  const { scope } = draft;
  const set = form(scope, item.node.domain);
  if (only) return;
  const part = elementsOf(scope, item.node.domain, item.node.binder, form, set)[item.shape];
  if (part === undefined) {
    draft.never = true;
    return;
  }
  choose(draft, part.names, item.node.binder, part.value);
  if (!isYes(part.member)) scope.to.add(`assume ${part.member.text};`);
  learn(draft.scope, part.member);
  if (item.node.where === null) return;
  const where = formula(
    { ...draft.scope, faults: faultsAt(scope.program, false) },
    item.node.where,
  );
  if (!isYes(where)) scope.to.add(`assume ${where.text};`);
  learn(draft.scope, where);
}

function enterBody(draft: Draft): void {
  if (draft.inBody) return;
  draft.inBody = true;
  const { scope } = draft;
  for (const { binder, form: value, type } of draft.lets) {
    const name = scope.routine.local(binder.name, scope.types.text(binder.type));
    inPlace(scope, name, binder.type, { form: value, type });
    const known: Form = value.kind === 'plain' ? plain(atom(name)) : { kind: 'stored', path: name };
    draft.scope = bound(draft.scope, binder, known);
  }
}

function written(
  rules: Rules,
  routine: Routine,
  draft: Draft,
  lines: readonly string[],
  title: string,
  step: Step | null,
): readonly string[] {
  const { program, watches, typeOf } = rules;
  const start: string[] = [...routine.starts];
  let end: readonly string[] = [];
  if (program.watching && watches.length > 0) {
    const kept = new Map<number, string>();
    for (const id of new Set(watches.flatMap(w => w.reads))) {
      const name = routine.local(`before ${program.variables[id]}`, typeOf(id));
      kept.set(id, name);
      start.push(`${name} := ${program.variables[id]};`);
    }
    end = watches.map(
      w => `assert ${w.name}(${w.reads.map(id => kept.get(id)).join(', ')}) ${quoted(w.text)};`,
    );
  }
  const undone = undo(rules, routine, lines);
  const all_ = [...start, ...undone.start, ...undone.lines, ...end];
  const used = withoutUnused(routine, all_);
  const guard = all(draft.guards);
  const locals = [...routine.locals].filter(([n]) => used.some(l => mentions(l, n)));
  const head = `rule ${quoted(title)}${isYes(guard) ? '' : ` ${guard.text} ==>`}`;
  const vars = locals.length === 0 ? [] : ['var', ...locals.map(([n, t]) => `  ${n} : ${t};`)];
  const begin = locals.length === 0 && !isYes(guard) ? [] : ['begin'];
  const text = [head, ...vars, ...begin, ...used.map(l => `  ${l}`), 'end;'];
  return [...comment(step?.doc ?? null), ...inRulesets(draft.params, text)];
}
