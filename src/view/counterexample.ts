/**
 * A run for people: the initial state, a row a step under its actor, and what is
 * false at the end and why. Law: a row pasted into `replay` means the step it shows.
 */
import { positionOf, type Span, spanText } from '../base/source.ts';
import type { Machine } from '../machine/machine.ts';
import { show } from '../machine/show.ts';
import type { Argument, Trace, TraceStep } from '../trace/trace.ts';
import { actorName, headOf } from './actors.ts';
import { type Board, type BoardRow, boardLines } from './board.ts';
import { assignments, unfinished } from './states.ts';
import { labelled, listed, oneLine } from './wrap.ts';

// More heads than these cannot be told apart by where their rows start.
const mostHeads = 16;

/**
 * The lines of a run, at most 72 columns wide. `above` is the `beginning` of the run that
 * stands before it: where both are alike the initial state is not said again.
 */
export function counterexample(machine: Machine, trace: Trace, above?: string): readonly string[] {
  const same = above !== undefined && above === beginning(machine, trace);
  return [
    ...listed('  initially: ', same ? ['as above'] : initially(machine, trace)),
    ...(trace.steps.length === 0 ? [] : ['', ...boardLines(boardOf(machine, trace))]),
    ...failureLines(machine, trace),
  ];
}

/** The text of where a run begins; of runs that begin alike the same. */
export const beginning = (machine: Machine, trace: Trace): string =>
  initially(machine, trace).join(', ');

/** The values of the variables where a run begins, `x = 1` each. */
export function initially(machine: Machine, { initial }: Trace): readonly string[] {
  if (initial === null) return ['it fails before there is a state'];
  const shown = assignments(machine, initial);
  return shown.length === 0 ? ['there are no variables'] : shown;
}

/** The same of those variables alone that the run changes or its property reads by name. */
export function initiallyOf(machine: Machine, trace: Trace): readonly string[] {
  const said = [
    ...trace.steps.flatMap(step => step.changes.map(({ place }) => place)),
    formula(machine, trace) ?? '',
    trace.failure?.text ?? '',
  ].join(' ');
  const words = new Set(said.match(/\w+/g) ?? []);
  return initially(machine, trace).filter(text =>
    words.has(/^(?:\w+\.)*(\w+)/.exec(text)?.[1] ?? ''),
  );
}

function boardOf(machine: Machine, trace: Trace): Board {
  const actors = [...new Map(trace.steps.map(step => [actorName(step), step] as const)).entries()];
  const titles = actors.map(([, who]) => headOf(machine, who));
  // Two actors under one title would be one column.
  const heads = new Set(titles).size < titles.length ? actors.map(([name]) => name) : titles;
  const names = actors.map(([name]) => name);
  const fails = failsInAStep(trace);
  const rows = trace.steps.map((step, i): BoardRow => {
    const marked = fails && i === trace.steps.length - 1;
    const column = names.indexOf(actorName(step));
    return { column, call: call(step, trace), beside: changesOf(step), marked };
  });
  if (heads.length <= mostHeads) return { heads, rows };
  const named = rows.map(row => ({ ...row, column: 0, call: `${names[row.column]}.${row.call}` }));
  return { heads: ['actor.step'], rows: named };
}

// A deadlock fails in no step, and a witness fails nowhere.
const failsInAStep = (trace: Trace): boolean =>
  trace.failure !== null && trace.property.kind !== 'deadlock' && trace.property.kind !== 'cover';

/** What a step changed: `use[Page0] = free`. */
export const changesOf = (step: TraceStep): readonly string[] =>
  step.changes.map(({ place, type, to }) => `${place} = ${show(type, to)}`);

// Longer calls take the room of the changes beside them.
const widestCall = 32;

/**
 * `unlink(p=Page0)`; a statement without a name has its line beside its number: `3 (line 20)`.
 * Of a long way through calls the last part is shown: `free_page.free`.
 */
function call(step: TraceStep, trace: Trace): string {
  const unnamed = /(^|\.)\d+$/.test(step.step);
  const args = step.args.length === 0 ? '' : `(${values(step.args, '=')})`;
  const rest = `${args}${unnamed ? ` (${lineOf(step.span, trace)})` : ''}`;
  return `${shortName(step.step, widestCall - rest.length)}${rest}`;
}

/** The end of the name of a step that has room, at least its last part: `free_page.free`. */
export function shortName(step: string, room: number): string {
  const parts = step.split('.');
  const names = parts.map((_, from) => parts.slice(from).join('.'));
  return names.find(name => name.length <= room) ?? parts.at(-1) ?? step;
}

function lineOf(span: Span, trace: Trace): string {
  const { line } = positionOf(span.source, span.start);
  const files = new Set(trace.steps.map(s => s.span.source));
  const file = span.source.path.split('/').at(-1) ?? span.source.path;
  return files.size === 1 ? `line ${line}` : `${file}:${line}`;
}

/** A step as a row that `replay` reads: `cpu0.unlink(p=Page0)`. */
export const rowText = (step: TraceStep): string =>
  `${actorName(step)}.${step.step}${step.args.length === 0 ? '' : `(${values(step.args, '=')})`}`;

const values = (args: readonly Argument[], is: string): string => valueTexts(args, is).join(', ');

/** The arguments of a step: `p=Page0`; empty where it has none. */
export const argsText = ({ args }: TraceStep): string => values(args, '=');

const valueTexts = (args: readonly Argument[], is: string): readonly string[] =>
  args.map(({ name, type, value }) => `${name}${is}${show(type, value)}`);

/** What is false at the end of a run, with its part and for which values; indented. */
export function failureLines(machine: Machine, trace: Trace): readonly string[] {
  const last = trace.steps.at(-1)?.state ?? trace.initial;
  if (trace.property.kind === 'deadlock' && last !== null) {
    const stuck = unfinished(machine, last);
    return ['', ...listed('  stuck:  ', stuck.length === 0 ? ['no step is enabled'] : stuck)];
  }
  const { failure } = trace;
  if (failure === null) return [];
  const whole = formula(machine, trace);
  const part = oneLine(failure.text);
  const runtime = trace.property.kind === 'runtime';
  return [
    '',
    ...(whole === null ? [] : labelled('  false:  ', whole)),
    ...(part === whole ? [] : labelled(runtime ? '  fails:  ' : '  here:   ', part)),
    ...(failure.witnesses.length === 0
      ? []
      : listed('  with:   ', valueTexts(failure.witnesses, ' = '))),
  ];
}

// The text of what is false: of a run-time error there is only the part that fails.
function formula(machine: Machine, trace: Trace): string | null {
  const { kind, name } = trace.property;
  if (kind === 'runtime' || kind === 'deadlock') return null;
  if (kind === 'assert') return trace.failure === null ? null : oneLine(trace.failure.text);
  const property = machine.properties.find(p => p.kind === kind && p.name === name);
  return property === undefined ? null : oneLine(spanText(property.formula.span));
}
