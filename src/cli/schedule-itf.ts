/**
 * Reads a run from ITF JSON, as view/itf.ts writes it: the states to compare with, the
 * steps from their `#meta`, and what the whole is said to be a run of. An integer is
 * read in both spellings that are in use. Text that is no such JSON is refused.
 */
import type { Schedule } from '../check/schedule.ts';
import type { Machine } from '../machine/machine.ts';
import type { State } from '../reference/state.ts';
import type { TraceStep } from '../trace/trace.ts';
import { actorName } from '../view/actors.ts';
import { stateValues } from '../view/itf.ts';
import { argsJson } from '../view/json-trace.ts';

/** What the file says of the run as a whole; null where it does not say. */
export interface SavedRun {
  readonly variant: string | null;
  readonly digest: string | null;
  /** `NAME=VALUE`, as for `-D`. */
  readonly parameters: readonly string[];
  /** What it shows at its end. */
  readonly property: { readonly kind: string; readonly name: string } | null;
  readonly steps: readonly SavedStep[];
  readonly initial: Fields;
}

type Fields = Readonly<Record<string, unknown>>;

/** A step with the state after it, null where the step failed. */
export interface SavedStep {
  readonly meta: Fields;
  readonly state: Fields | null;
}

/** The run in a text, or undefined when it is no ITF. */
export function savedRun(text: string): SavedRun | undefined {
  const json = parsed(text);
  if (!isFields(json) || !Array.isArray(json.states)) return undefined;
  const states: readonly unknown[] = json.states;
  const [initial, ...rest] = states.filter(isFields);
  if (initial === undefined || rest.length !== states.length - 1) return undefined;
  const meta = fields(json['#meta']);
  const failing = meta.failing;
  const steps = rest.map((state): SavedStep => ({ meta: fields(state['#meta']), state }));
  return {
    variant: string(meta.variant),
    digest: string(meta.spec),
    parameters: Object.entries(fields(meta.parameters)).map(([name, value]) => `${name}=${value}`),
    property: propertyOf(meta.property),
    steps: isFields(failing) ? [...steps, { meta: failing, state: null }] : steps,
    initial,
  };
}

// Text that is no JSON at all is another kind of schedule.
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const isFields = (json: unknown): json is Fields =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

const fields = (json: unknown): Fields => (isFields(json) ? json : {});

const string = (json: unknown): string | null => (typeof json === 'string' ? json : null);

function propertyOf(json: unknown): SavedRun['property'] {
  const { kind, name } = fields(json);
  return typeof kind === 'string' && typeof name === 'string' ? { kind, name } : null;
}

/** The rows as questions to the steps of a machine. */
export const scheduleOf = (run: SavedRun, machine: Machine): Schedule => ({
  begins: state => agrees(machine, state, run.initial),
  rows: run.steps.map(saved => step => isStep(saved.meta, step) && leadsTo(machine, saved, step)),
});

/** `cpu0.unlink`, for messages. */
export const rowText = ({ meta }: SavedStep): string =>
  `${string(meta.actor) ?? '?'}.${string(meta.step) ?? '?'}`;

// What the row does not say is free.
function isStep(meta: Fields, step: TraceStep): boolean {
  const { actor, step: name, args } = meta;
  if (actor !== undefined && actor !== actorName(step)) return false;
  if (name !== undefined && name !== step.step) return false;
  return args === undefined || canonical(args) === canonical(argsJson(step));
}

function leadsTo(machine: Machine, saved: SavedStep, step: TraceStep): boolean {
  if (saved.state === null || step.state === null) return saved.state === step.state;
  return agrees(machine, step.state, saved.state);
}

const agrees = (machine: Machine, state: State, saved: Fields): boolean =>
  stateValues(machine, state).every(
    ([name, value]) => saved[name] === undefined || canonical(saved[name]) === canonical(value),
  );

/** One spelling for each value: sets and maps in order, integers as numbers. */
function canonical(json: unknown): string {
  if (Array.isArray(json)) return `[${json.map(canonical).join()}]`;
  if (!isFields(json)) return JSON.stringify(json) ?? 'undefined';
  const { '#bigint': int, '#set': set, '#map': map } = json;
  if (int !== undefined) return String(int);
  if (Array.isArray(set)) return `{${set.map(canonical).sort().join()}}`;
  if (Array.isArray(map)) return `{${map.map(canonical).sort().join()}}`;
  const keys = Object.keys(json).sort();
  return `{${keys.map(key => `${JSON.stringify(key)}:${canonical(json[key])}`).join()}}`;
}
