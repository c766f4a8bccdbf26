/**
 * The steps of the actors: for each place or action, and each way through its choices, the
 * text of one step with its arguments, and an option for each choice of these.
 */

import { place as placeOf } from '../../base/source.ts';
import { domain } from '../../machine/domain.ts';
import type { BinderRef, Expr } from '../../machine/expr.ts';
import type { Actor, NodeId, Step, Thread } from '../../machine/machine.ts';
import type { Type } from '../../machine/types.ts';
import { type Item, isChoice, type Plan, plansOf } from '../export/plans.ts';
import { body, type Doing, plainFrame, straight } from './body.ts';
import { constant } from './constant.ts';
import { assigned, enabled } from './enabled.ts';
import { form, formula } from './expr.ts';
import { type Form, plain, textOf, the } from './form.ts';
import { index, nested } from './indexes.ts';
import { type Column, cell, columnsOf, elementsBy, type Layout, view } from './layout.ts';
import { leavesOf, named, numbersOf } from './leaves.ts';
import { learn, Out, Routine } from './out.ts';
import { apart, bound, type Program, refuse, type Scope } from './scope.ts';
import { isIn } from './sets.ts';
import { all, any, atom, compared, isNo, isYes, not, type Text, yes } from './text.ts';
import { comment, freeName } from './words.ts';

/** What stands around each step. */
export interface Around {
  readonly program: Program;
  readonly temporaries: Map<string, Layout>;
  /** What is asked after each step, or nothing. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** Columns that `before` fills. */
  readonly kept: readonly Column[];
}

/** Texts of steps, and the options that take them. */
export interface Steps {
  readonly inlines: readonly (readonly string[])[];
  readonly options: readonly string[];
}

interface Param {
  readonly name: string;
  readonly binder: BinderRef;
  readonly names: readonly string[];
  readonly values: readonly (readonly string[])[];
}

/** All steps of an actor. */
export function stepsOf(around: Around, actor: Actor): Steps {
  const { program } = around;
  const { machine } = program;
  const origins: readonly { enter: NodeId; at: number | null; params: readonly BinderRef[] }[] =
    actor.kind === 'thread'
      ? actor.locations.flatMap(({ enter }, at) =>
          at === actor.finished ? [] : [{ enter, at, params: [] }],
        )
      : actor.actions.map(({ enter, params }) => ({ enter, at: null, params }));
  const inlines: (readonly string[])[] = [];
  const options: string[] = [];
  for (const origin of origins) {
    const plans = plansOf(machine, origin.enter, () => 1);
    if (plans === 'endless') {
      const message = 'a choice inside or behind a loop of one step: a d_step has none';
      program.unsaid.push({ span: actor.span, message });
      continue;
    }
    const seen = new Set<number | null>();
    for (const plan of plans) {
      const made = stepOf(around, actor, origin, plan, !seen.has(plan.step));
      if (made === null) continue;
      seen.add(plan.step);
      inlines.push(...made.inlines);
      options.push(...made.options);
    }
  }
  return { inlines, options };
}

interface Walk {
  scope: Scope;
  readonly parts: ({ readonly need: Text } | { readonly orFault: Text })[];
  readonly params: Param[];
}

function stepOf(
  around: Around,
  actor: Actor,
  origin: {
    readonly enter: NodeId;
    readonly at: number | null;
    readonly params: readonly BinderRef[];
  },
  plan: Plan,
  documented: boolean,
): Steps | null {
  const { program } = around;
  const { machine, names } = program;
  const taken = new Set<string>();
  const local = (wanted: string): string => {
    const found = freeName(wanted, n => taken.has(n) || program.isTaken(n));
    taken.add(found);
    return found;
  };
  const read = (id: number): Form => ofVariable(program, id);
  const walk: Walk = {
    scope: { program, env: new Map(), read, after: null, checks: [] },
    parts: [],
    params: [],
  };
  for (const p of [...actor.params, ...origin.params])
    walk.scope = param(
      walk,
      p,
      p.type,
      local,
      domain(p.type).map(v => constant(names, p.type, v)),
    );
  const where = actor.kind === 'thread' ? placeSpot(program, actor, walk.scope) : null;
  if (where !== null && origin.at !== null) {
    const here = textOf(constant(names, where.type, origin.at));
    walk.parts.push({ need: compared(where.text, '==', here) });
  }
  const beginning = walk.scope;
  gone(walk, plan, local);
  const end = plan.rest === null ? not(yes) : enabled(walk.scope, plan.rest);
  const guard = walk.parts.reduceRight<Text>(
    (rest, part) => ('need' in part ? all([part.need, rest]) : any([not(part.orFault), rest])),
    end,
  );
  if (isNo(guard)) return null;
  const routine = new Routine(program, around.temporaries);
  const facts = new Set<string>();
  learn(facts, guard);
  let scope: Doing = { ...beginning, routine, to: new Out(), facts };
  if (plan.rest === null) {
    if (program.watching) scope.to.add('assert(false);');
  } else {
    for (const item of plan.items) scope = done(scope, walk, item);
    const frame = plainFrame((here, location) => {
      if (where === null || location === origin.at) return;
      here.to.add(`${where.text.text} = ${textOf(constant(names, where.type, location)).text};`);
      routine.writes.add(where.column);
    });
    body(scope, frame, plan.rest);
  }
  const step = plan.step === null ? undefined : machine.steps[plan.step];
  const name = program.name(
    `${actor.name}_${step?.name ?? 'step'}${plan.rest === null ? '_fails' : ''}`,
  );
  const lines = written(around, routine, scope.to.closed());
  const head = `inline ${name}(${walk.params.flatMap(p => p.names).join(', ')}) {`;
  const rows = walk.params.reduce<readonly (readonly string[])[]>(
    (sofar, p) => sofar.flatMap(row => p.values.map(v => [...row, ...v])),
    [[]],
  );
  const first = isYes(guard) ? 'true ->' : `${guard.text} ->`;
  return {
    inlines: [
      [
        ...heading(step, documented),
        head,
        `   ${first}`,
        ...(lines.length === 0 ? ['   skip'] : lines.map(l => `   ${l}`)),
        '}',
      ],
    ],
    options: rows.map(row => `${name}(${row.join(', ')})`),
  };
}

const heading = (step: Step | undefined, documented: boolean): readonly string[] =>
  step === undefined
    ? []
    : [
        ...(documented ? comment(step.doc) : []),
        ...(documented ? [`/* ${placeOf(step.span)} */`] : []),
      ];

/** What stands in a variable. */
export function ofVariable(program: Program, id: number): Form {
  const layout = program.layouts[id];
  const type = program.machine.variables[id]?.type;
  if (layout === undefined || type === undefined)
    throw new Error('broken promise: the variable is in the machine');
  return view(program.names, layout, type, null);
}

/** Where it says where an instance of a thread is. */
export function placeSpot(
  { machine, layouts }: Program,
  thread: Thread,
  scope: Scope,
): { readonly text: Text; readonly type: Type; readonly column: Column } {
  let at: Text | null = null;
  let layout = layouts[thread.place];
  let type = machine.variables[thread.place]?.type;
  for (const p of thread.params) {
    if (layout?.kind !== 'map' || type?.kind !== 'map') break;
    const key = scope.env.get(p.id);
    if (key !== undefined) at = nested(at, layout.span, index(type.key, key));
    layout = layout.of;
    type = type.value;
  }
  if (layout?.kind !== 'cell' || type === undefined)
    throw new Error('broken promise: a thread has a place');
  return { text: cell(layout.column, at), type, column: layout.column };
}

function param(
  walk: Walk,
  binder: BinderRef,
  type: Type,
  local: (wanted: string) => string,
  values: readonly Form[],
): Scope {
  const { names } = walk.scope.program;
  if (type.kind === 'int') {
    const numbers = values.map(v => textOf(v).value ?? 0);
    const name = local(binder.name);
    const rows = values.map(v => [textOf(v).text]);
    walk.params.push({ name, binder, names: [name], values: rows });
    return bound(walk.scope, binder, plain(atom(name, Math.min(...numbers), Math.max(...numbers))));
  }
  const own = leavesOf(names, type, binder.name).map(l => local(l.name));
  const rows = values.map(v => numbersOf(names, type, v).map(t => t.text));
  walk.params.push({ name: binder.name, binder, names: own, values: rows });
  return bound(walk.scope, binder, named(names, type, own));
}

// What must be so before the step, up to its last choice and the guards behind it.
function gone(walk: Walk, plan: Plan, local: (wanted: string) => string): void {
  const { items, rest } = plan;
  const last = items.findLastIndex(isChoice);
  const before = last < 0 ? -1 : items.slice(0, last).findLastIndex(isChoice);
  for (const [i, item] of items.entries()) {
    // A fault before the last choice belongs to the step that fails there.
    const cut = rest === null ? i <= before : i < last;
    const own = rest === null ? i === before : i === last;
    const only = rest === null && i === last;
    visit(walk, item, cut || (rest !== null && i === last), own, only, local);
  }
}

function visit(
  walk: Walk,
  item: Item,
  cut: boolean,
  last: boolean,
  only: boolean,
  local: (wanted: string) => string,
): void {
  const { parts, scope } = walk;
  const safe = (text: Text, cutHere = cut): void => {
    if (!isYes(text)) parts.push(cutHere ? { need: text } : { orFault: text });
  };
  switch (item.kind) {
    case 'step':
    case 'turn':
    case 'option':
      return;
    case 'known':
      walk.scope = bound(scope, item.binder, form(scope, item.value));
      return;
    case 'test': {
      const found = apart(scope, s => formula(s, item.node.test));
      safe(found.safe);
      if (!only) parts.push({ need: item.holds ? found.result : not(found.result) });
      return;
    }
    case 'guard': {
      const found = apart(scope, s => formula(s, item.test));
      safe(found.safe);
      parts.push({ need: found.result });
      return;
    }
    case 'assert': {
      const found = apart(scope, s => formula(s, item.test));
      safe(all([found.safe, found.result]));
      return;
    }
    case 'bind': {
      const found = apart(scope, s => form(s, item.value));
      safe(found.safe);
      walk.scope = bound(scope, item.binder, found.result);
      return;
    }
    case 'assign': {
      const found = apart(scope, s => assigned(s, item.place, item.value));
      safe(found.safe);
      walk.scope = { ...found.result, checks: scope.checks };
      return;
    }
    case 'each':
      refuse(scope, item.domain.span, 'a choice behind a loop over a set in one step');
      return;
    default: {
      const { node } = item;
      const found = apart(scope, s => the(form(s, node.domain), 'set'));
      safe(found.safe);
      if (only) return;
      picked(walk, node, found.result, last, local);
    }
  }
}

function picked(
  walk: Walk,
  node: { readonly binder: BinderRef; readonly domain: Expr; readonly where: Expr | null },
  set: Extract<Form, { kind: 'set' }>,
  last: boolean,
  local: (wanted: string) => string,
): void {
  const { names } = walk.scope.program;
  const of = node.domain.type.kind === 'set' ? node.domain.type.of : node.binder.type;
  const listed =
    of.kind === 'int'
      ? set.elements()
      : elementsBy(names, of, v => isIn(names, node.domain.type, set, v));
  const values = listed.filter(e => !isNo(e.member)).map(e => e.value);
  if (of.kind === 'int' && values.some(v => textOf(v).value === undefined)) {
    refuse(walk.scope, node.domain.span, 'a choice among numbers that have no bounds');
    return;
  }
  if (values.length === 0) {
    walk.parts.push({ need: not(yes) });
    return;
  }
  const scope = param(walk, node.binder, of, local, values);
  const value = scope.env.get(node.binder.id);
  if (value !== undefined && !listed.every(e => isYes(e.member)))
    walk.parts.push({ need: isIn(names, node.domain.type, set, value) });
  walk.scope = scope;
  const { where } = node;
  if (where === null) return;
  const found = apart(scope, s => formula(s, where));
  if (!isYes(found.safe)) walk.parts.push(last ? { orFault: found.safe } : { need: found.safe });
  walk.parts.push({ need: found.result });
}

// The same once more, as statements.
function done(scope: Doing, walk: Walk, item: Item): Doing {
  switch (item.kind) {
    case 'test':
    case 'option':
      return scope;
    case 'known':
      return bound(scope, item.binder, form(scope, item.value));
    case 'picked': {
      const value = walk.scope.env.get(item.node.binder.id);
      return value === undefined ? scope : bound(scope, item.node.binder, value);
    }
    default:
      return straight(scope, item);
  }
}

// With what is asked around it, what is put back where it fails, and temporaries at 0 again.
function written(around: Around, routine: Routine, lines: readonly string[]): readonly string[] {
  const failing = lines.findLastIndex(l => l.includes('failed = true'));
  const names = [...routine.writes];
  const first = lines.findIndex(l => names.some(c => writesTo(l, c)));
  const back: string[] = [];
  const keep: string[] = [];
  const looped = lines.some(l => l.trim() === 'do');
  if (failing >= 0 && first >= 0 && (first < failing || looped))
    for (const column of routine.writes) {
      const size = column.size ?? 1;
      const type = { kind: 'range', low: column.low, high: column.high } as const;
      const copies = Array.from(
        { length: size },
        () => columnsOf(routine.temporary(`old_${column.name}`, type))[0]?.name ?? '',
      );
      for (const [i, copy] of copies.entries()) {
        const at = column.size === null ? column.name : `${column.name}[${i}]`;
        keep.push(`${copy} = ${at};`);
        back.push(`   ${at} = ${copy};`);
      }
    }
  const flagged = [...lines, ...back].some(l => /:: (.*&& )?!?failed/.test(l)) || back.length > 0;
  const text = flagged ? lines : lines.map(l => l.replace('failed = true', 'skip'));
  const restore = back.length === 0 ? [] : ['if', ':: failed ->', ...back, ':: else', 'fi;'];
  const used = routine.used.filter(c => [...text, ...keep].some(l => l.includes(c.name)));
  return [
    ...around.before,
    ...keep,
    ...text,
    ...restore,
    ...around.after,
    ...[...new Set(used)].flatMap(c => cleared(c)),
    ...(flagged && text.some(l => l.includes('failed')) ? ['failed = false;'] : []),
  ];
}

const writesTo = (line: string, column: Column): boolean =>
  line.trimStart().startsWith(`${column.name} =`) || line.trimStart().startsWith(`${column.name}[`);

/** Back to 0. */
export const cleared = (column: Column): readonly string[] =>
  column.size === null
    ? [`${column.name} = 0;`]
    : Array.from({ length: column.size }, (_, i) => `${column.name}[${i}] = 0;`);
