/**
 * Why a row cannot be the next one: no such actor or step, another place of the thread, a
 * guard that is false, an empty pick, other arguments, or too few. For people only; that it
 * cannot be is decided by comparing texts.
 */
import { spanText } from '../base/source.ts';
import type { Actor, Machine } from '../machine/machine.ts';
import type { Value } from '../machine/value.ts';
import { contextOf } from '../reference/cursor.ts';
import { evaluate } from '../reference/evaluate.ts';
import { instancesOf } from '../reference/instances.ts';
import { type Cut, cuts } from '../reference/run.ts';
import type { State } from '../reference/state.ts';
import { placeOf, startsOf, type Transition } from '../reference/successors.ts';
import { explainFalse } from '../trace/explain.ts';
import { actorText, argText, type Choosable } from './action.ts';

/** A clause about a row that is no text of the choices in a state. */
export function whyNot(
  machine: Machine,
  state: State,
  row: string,
  choices: readonly Choosable<Transition>[],
): string {
  const bracket = endOfHead(row);
  const head = row.slice(0, bracket);
  const who = actors(machine).find(({ name }) => head.startsWith(`${name}.`));
  if (head === '') return 'no step is called like that';
  if (who === undefined) return `no actor of this variant has a step called ${head}`;
  const step = head.slice(who.name.length + 1);
  if (!machine.steps.some(s => s.actor === who.actor.name && s.name === step)) {
    return `${who.name} has no step ${step}`;
  }
  const alike = choices.filter(
    ({ plain }) => endOfHead(plain) === bracket && plain.startsWith(head),
  );
  const same = alike.filter(({ plain }) => plain === row);
  if (same.length > 0) return `it is ambiguous: it may be ${listed(same)}`;
  if (alike.length > 0)
    return `with these arguments it cannot be taken there, but ${listed(alike)} can`;
  return `${head}() is not enabled: ${whyDisabled(machine, state, { ...who, step }, row.slice(bracket))}`;
}

const mostListed = 3;

function listed(choices: readonly { readonly text: string }[]): string {
  const texts = choices.slice(0, mostListed).map(({ text }) => text);
  const more = choices.length - texts.length;
  return `${texts.join(' or ')}${more > 0 ? ` or ${more} more` : ''}`;
}

// Brackets of an instance may hold anything; the parenthesis after them opens the arguments.
function endOfHead(text: string): number {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    if (depth === 0 && c === '(') return i;
    if (c === '[') depth += 1;
    if (c === ']') depth -= 1;
  }
  return text.length;
}

interface Who {
  readonly actor: Actor;
  readonly instance: readonly Value[];
  readonly name: string;
}

const actors = (machine: Machine): readonly Who[] =>
  machine.actors.flatMap(actor =>
    instancesOf(actor.params).map(instance => ({
      actor,
      instance,
      name: actorText(actor, instance),
    })),
  );

function whyDisabled(
  machine: Machine,
  state: State,
  { actor, instance, name, step }: Who & { readonly step: string },
  args: string,
): string {
  const starts = startsOf(actor, instance, state);
  if (starts.length === 0) return `${name} is finished`;
  const blocks = starts
    .flatMap(start => cuts(machine, start))
    .filter(cut => cut.step !== null && machine.steps[cut.step]?.name === step);
  const given = blocks.filter(cut => fits(cut, args));
  const [block] = given.toSorted((a, b) => b.cursor.args.length - a.cursor.args.length);
  if (block !== undefined) return whyCut(machine, block);
  if (blocks.length > 0) return 'these arguments are none of its own';
  return actor.kind === 'thread'
    ? `${name} is ${standing(machine, actor, placeOf(actor, instance, state))}`
    : 'no argument is one of its own';
}

// What was chosen before the cut begins the arguments of the row.
function fits({ cursor }: Cut, args: string): boolean {
  const before = cursor.args.map(argText).join(', ');
  return before === '' || args === `(${before})` || args.startsWith(`(${before}, `);
}

function whyCut(machine: Machine, { node, cursor }: Cut): string {
  const context = contextOf(machine, cursor);
  if (node.kind === 'pick') return `there is nothing to pick for ${node.binder.name}`;
  const part = evaluate(node.test, context) === false ? explainFalse(node.test, context).text : '';
  const text = part === '' ? spanText(node.test.span).replace(/\s+/g, ' ') : part;
  return text === '' ? 'its guard is false' : `its guard ${text} is false`;
}

/** `at reap`, `at 2 or 3`, `finished`: where a thread is, by the steps that may come next. */
export function standing(
  machine: Machine,
  actor: Extract<Actor, { readonly kind: 'thread' }>,
  place: number,
): string {
  const names = actor.locations[place]?.steps.map(step => machine.steps[step]?.name ?? '') ?? [];
  return names.length === 0 ? 'finished' : `at ${names.join(' or ')}`;
}
