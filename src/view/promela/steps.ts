/**
 * The steps of the actors: for each place or action, and each way through its choices, the
 * text of one step with its arguments, and an option for each choice of these.
 */

import { place as placeOf } from '../../base/source.ts';
import { domain } from '../../machine/domain.ts';
import type { BinderRef } from '../../machine/expr.ts';
import type { Actor, NodeId, Step } from '../../machine/machine.ts';
import { type Item, type Plan, plansOf } from '../export/plans.ts';
import { body, type Doing, plainFrame, straight } from './body.ts';
import { constant } from './constant.ts';
import { enabled } from './enabled.ts';
import { type Around, written } from './ends.ts';
import { form } from './expr.ts';
import { type Form, textOf } from './form.ts';
import { gone, param, type Walk } from './guard.ts';
import { learn, Out, Routine } from './out.ts';
import { bound } from './scope.ts';
import { ofVariable, placeSpot } from './spots.ts';
import { all, any, compared, isNo, isYes, not, type Text, yes } from './text.ts';
import { comment, freeName } from './words.ts';

/** Texts of steps, and the options that take them. */
export interface Steps {
  readonly inlines: readonly (readonly string[])[];
  readonly options: readonly string[];
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
