/**
 * The sentences of a drafted reply around its claims: what is claimed and for which bounds,
 * what the steps stand for, what is assumed, what was not looked at, and how to check it
 * again. Plain words for people who never saw the tool; nothing is praised. Claims are made
 * and confirmed elsewhere.
 */
import type { Machine } from '../machine/machine.ts';
import type { PropertyRef } from '../machine/search.ts';
import type { Picture } from '../proof/block/picture.ts';
import { layoutsOf } from '../proof/block/picture.ts';
import type { Safety, Subject, Violation } from '../proof/claim.ts';
import type { Trace } from '../trace/trace.ts';
import { headOf } from './actors.ts';
import { assumptions } from './assumptions.ts';
import { changesOf, failureLines, initiallyOf } from './counterexample.ts';
import { type Meaning, meaningLines } from './reply-map.ts';
import { count, labelled, listed, pageWidth, wrap } from './wrap.ts';

/** What a reply says around its claims. */
export interface Context {
  readonly machine: Machine;
  readonly meanings: readonly Meaning[];
  /** What else is violated in runs as short. */
  readonly also: readonly string[];
  /** Reasons to doubt the result, as clauses. */
  readonly doubts: readonly string[];
  /** What the search leaves open, as clauses. */
  readonly open: readonly string[];
  /** Lines for a shell, without the prompt. */
  readonly commands: readonly string[];
  /** Other variants beside the one that is claimed about; null without. */
  readonly table: { readonly lines: readonly string[]; readonly command: readonly string[] } | null;
  readonly spec: Subject['spec'];
}

/** A run to be shown: in a block, or as a table where the block is in a mail of its own. */
export type Shown =
  | { readonly kind: 'block'; readonly lines: readonly string[] }
  | { readonly kind: 'elsewhere'; readonly lines: readonly string[]; readonly messageId: string };

/** The run that a reply shows. */
export interface Run {
  readonly claim: Violation;
  readonly trace: Trace;
  readonly shortest: boolean;
  readonly shown: Shown;
}

/** A claim of safety with its block. */
export interface Held {
  readonly claim: Safety;
  readonly block: readonly string[];
}

/** The body of a reply that carries a run. */
export function violationBody(run: Run, context: Context): string {
  const { machine } = context;
  const { trace, shown } = run;
  const all = initiallyOf(machine, trace);
  const begins = [...all.filter(isShort), ...restOf(all.filter(text => !isShort(text)))];
  return paragraphs([
    wrap(`${violationSentence(run, machine)}:`, pageWidth),
    shown.lines,
    ...(shown.kind === 'block' ? [] : [elsewhere(shown.messageId)]),
    begins.length === 0 ? [] : listed('Initially: ', begins),
    withoutLong(failureLines(machine, trace)),
    context.also.length === 0
      ? []
      : labelled('', `Violated in as many steps: ${context.also.join(', ')}.`),
    ...tableParts(context),
    ...rest(context, 'Each row is one atomic step.'),
  ]);
}

/** The body of the mail that a run of many rows has for itself. */
export const wholeRunBody = (claim: Violation, block: readonly string[]): string =>
  paragraphs([
    wrap(
      `The whole run of ${count(claim.length, 'step')}, in one block, for the reply beside this mail:`,
      pageWidth,
    ),
    block,
  ]);

/** The body of a reply that says that properties hold. */
export function safetyBody(held: readonly Held[], context: Context): string {
  const { machine } = context;
  return paragraphs([
    ...held.flatMap(({ claim, block }) => [
      wrap(`${safetySentence(claim, machine)}:`, pageWidth),
      block,
    ]),
    ...tableParts(context),
    ...rest(context, 'Each step is atomic.'),
  ]);
}

// A table of a page says what nobody reads in a mail, and the specification says it too.
const widestValue = 90;
const isShort = (text: string): boolean => text.length <= widestValue;

const restOf = (long: readonly string[]): readonly string[] =>
  long.length === 0
    ? []
    : [`${long.map(text => text.replace(/ = .*/s, '')).join(' and ')} as the specification has it`];

const mostFormulaLines = 3;

// Of a long formula the part that is false is enough.
function withoutLong(lines: readonly string[]): readonly string[] {
  const from = lines.findIndex(line => line.startsWith('  false:'));
  const next = lines.findIndex((line, i) => i > from && /^ {2}[a-z]+:/.test(line));
  return from < 0 || next < 0 || next - from <= mostFormulaLines
    ? lines
    : lines.filter((_, i) => i < from || i >= next);
}

// A line a variant, a column a question: no block, so it says how it is made again.
const tableParts = ({ table }: Context): readonly (readonly string[])[] =>
  table === null
    ? []
    : [
        table.lines,
        ['The table is no claim that a mail can prove; this makes it again:'],
        table.command.map(line => `  $ ${line}`),
      ];

const paragraphs = (all: readonly (readonly string[])[]): string =>
  `${all
    .map(trimmed)
    .filter(lines => lines.length > 0)
    .map(lines => lines.join('\n'))
    .join('\n\n')}\n`;

const trimmed = (lines: readonly string[]): readonly string[] =>
  lines.filter((line, i) => line !== '' || (i > 0 && i < lines.length - 1));

function violationSentence({ claim, trace, shortest }: Run, machine: Machine): string {
  const { length, variant } = claim;
  const what = `${violationVerb(trace.property)}${quotedText(machine, trace.property)}`;
  const where = `in the variant ${variant} of the model, ${boundsText(claim)}`;
  if (length === 0) return `An initial state ${what} ${where}`;
  return shortest
    ? `The shortest run that ${what} has ${count(length, 'step')}, ${where}`
    : `A run of ${count(length, 'step')} ${what} ${where}; there may be a shorter one`;
}

function violationVerb({ kind, name }: PropertyRef): string {
  switch (kind) {
    case 'deadlock':
      return 'ends in a deadlock';
    case 'runtime':
      return `ends in the run-time error ${name}`;
    case 'assert':
      return `fails the assertion "${name}"`;
    case 'invariant':
      return `breaks the invariant ${name}`;
    case 'transition':
      return `breaks the transition property ${name}`;
    case 'cover':
      return `reaches ${name}`;
  }
}

function safetySentence(claim: Safety, machine: Machine): string {
  const { kind, name } = claim.check;
  const orbits = claim.symmetry ? ' up to symmetry' : '';
  return (
    `${holdsSentence(kind, name)}${quotedText(machine, claim.check)} in the variant ${claim.variant} of the model, ` +
    `${boundsText(claim)}; all ${count(claim.states, 'state')}${orbits} were visited`
  );
}

function holdsSentence(kind: PropertyRef['kind'], name: string): string {
  switch (kind) {
    case 'deadlock':
      return 'No reachable state is a deadlock';
    case 'runtime':
      return `No step ends in the run-time error ${name}`;
    case 'assert':
      return `No run fails the assertion "${name}"`;
    case 'invariant':
      return `No reachable state breaks the invariant ${name}`;
    case 'transition':
      return `No step breaks the transition property ${name}`;
    case 'cover':
      return `No run reaches ${name}`;
  }
}

// What the author says of the property.
function quotedText(machine: Machine, { kind, name }: Pick<PropertyRef, 'kind' | 'name'>): string {
  const said = machine.properties.find(p => p.kind === kind && p.name === name)?.text;
  return said ? ` ("${said}")` : '';
}

const mostBounds = 6;

/** `with PAGES = 3 and CPUS = 2`, `which has no parameters`. */
export function boundsText({ params }: Pick<Subject, 'params'>): string {
  const texts = params.map(({ name, value }) => `${name} = ${value}`);
  const last = texts.at(-1);
  if (last === undefined) return 'which has no parameters';
  if (texts.length > mostBounds) return `with the ${texts.length} parameters in the block`;
  return `with ${texts.length === 1 ? last : `${texts.slice(0, -1).join(', ')} and ${last}`}`;
}

function elsewhere(messageId: string): readonly string[] {
  const said = 'The table is not the claim. The block with all rows is in a mail of its own,';
  return [...wrap(said, pageWidth), `<${messageId}>`];
}

const mostMeanings = 24;
const mostAssumptions = 6;

/** The first of a list, and how many more there are. */
export const firstOf = (items: readonly string[], most: number): readonly string[] =>
  items.length <= most
    ? items
    : [...items.slice(0, most), `and ${items.length - most} more, which the specification names`];

function rest(context: Context, atomic: string): readonly (readonly string[])[] {
  const { machine, meanings, doubts, open, commands, spec } = context;
  const assumed = firstOf(assumptions([machine]), mostAssumptions);
  const unseen = [
    ...open,
    'other values of the parameters',
    'other memory orders',
    'what the model leaves out',
    'the code on hardware',
  ];
  return [
    ['What the steps stand for:', ...meaningLines(meanings, pageWidth, mostMeanings)],
    labelled('', `${atomic} Assumed: ${assumed.join('; ')}.`),
    doubts.length === 0 ? [] : labelled('', `To be doubted: ${doubts.join('; ')}.`),
    labelled('', `Not checked: ${unseen.join('; ')}.`),
    [
      ...wrap(`To check it again, with ${spec.file} of this digest:`, pageWidth),
      '',
      ...commands.map(line => `  $ ${line}`),
    ],
  ];
}

const widestNote = 34;

/** What stands beside the rows: whose step it is, and what it changed where that is short. */
export function pictureOf(machine: Machine, trace: Trace, claim: Violation): Picture {
  const last = trace.steps.at(-1);
  return claim.rows.map(({ number }) => {
    const step = trace.steps.find(({ index }) => index === number);
    if (step === undefined) return { actor: '', note: '' };
    const changed = changesOf(step).join(', ');
    const note = changed.length <= widestNote ? changed : '';
    return { actor: headOf(machine, step), note: step === last ? `${note} <--`.trim() : note };
  });
}

const firstRows = 12;
const lastRows = 16;

/**
 * The rows as a table that nobody takes for a claim: it has no header and no sum. Of many
 * rows the first and the last.
 */
export function tableOf(claim: Violation, picture: Picture): readonly string[] {
  const [layout = []] = layoutsOf(claim.rows, picture);
  const starts = layout.flatMap((line, at) => (/^ {0,4}\d+ /.test(line) ? [at] : []));
  if (starts.length <= firstRows + lastRows) return layout;
  const left = starts.length - firstRows - lastRows;
  return [
    ...layout.slice(0, starts[firstRows]),
    `     [${count(left, 'row')} left out]`,
    ...layout.slice(starts[starts.length - lastRows]),
  ];
}
