/**
 * The options that several commands share: one record each, read by the parser, the
 * help and the tests. A value that is wrong is said where it stands, before any work.
 */
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Limits } from '../machine/search.ts';
import { patternOf } from '../mail/pattern.ts';
import type { PeerName } from '../view/report.ts';
import type { EngineChoice, Family, Parts, Reporting, Searching, Selection } from './request.ts';
import { mostRows, type Sweep, sweepOf } from './settings.ts';

/** A named group of options. */
export type Group = readonly (() => Option)[];

/** Of a repeatable option all values, in order. */
export const gathered = (
  value: string,
  before: readonly string[] | undefined,
): readonly string[] => [...(before ?? []), value];

// A number with its bounds; `whole` refuses fractions.
const number =
  (low: number, whole: boolean) =>
  (text: string): number => {
    const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
    if (value >= low && (!whole || Number.isSafeInteger(value))) return value;
    throw new InvalidArgumentError(`It must be a ${whole ? 'whole ' : ''}number from ${low} on.`);
  };

const engines: readonly EngineChoice[] = ['auto', 'reference', 'js', 'wasm'];
const peers: readonly PeerName[] = ['rumur'];

const engineOf =
  (choices: readonly EngineChoice[]) =>
  (text: string): EngineChoice => {
    const choice = choices.find(kind => kind === text);
    if (choice !== undefined) return choice;
    if (peers.some(kind => kind === text))
      throw new InvalidArgumentError(`Only check asks ${text}; here it is ${words(choices)}.`);
    throw new InvalidArgumentError(`It is ${words(choices)}.`);
  };

const words = (choices: readonly string[]): string =>
  `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`;

const engine = (choices: readonly EngineChoice[]): Option =>
  new Option('--engine <kind>', words(choices)).argParser(engineOf(choices)).default('auto');

function sweeps(text: string, before: readonly Sweep[] | undefined): readonly Sweep[] {
  const sweep = sweepOf(text);
  if (typeof sweep === 'string') throw new InvalidArgumentError(sweep);
  if (before?.some(s => s.name === sweep.name)) {
    throw new InvalidArgumentError(`${sweep.name} is given twice.`);
  }
  const all = [...(before ?? []), sweep];
  const rows = all.reduce((product, s) => product * s.values.length, 1);
  if (rows > mostRows) throw new InvalidArgumentError(`The sweep has more than ${mostRows} rows.`);
  return all;
}

/** Which variants. */
export const variant = (): Option =>
  new Option(
    '--variant <name>',
    'a variant, a series or one of it (s, s.2), or all; repeatable',
  ).argParser(gathered);

/** A variant without a name. */
export const patch = (): Option =>
  new Option('--patch <names>', 'base with these patches, p,q; repeatable').argParser(gathered);

/** What is asked. */
export const property = (): Option =>
  new Option(
    '--property <name>',
    'only this property, deadlock, assert or error code; repeatable',
  ).argParser(gathered);

/** Which runs to show. */
export const cover = (): Option =>
  new Option('--cover <name>', 'show a shortest run to this cover; repeatable').argParser(gathered);

/** Parameters. */
export const setting = (): Option =>
  new Option('-D <name=value>', 'a parameter; N=1..3 and F=true,false make a table').argParser(
    sweeps,
  );

/** A variant with something taken out. */
export const without = (): Option =>
  new Option(
    '--without <place>',
    'without the step, guard or edit at file:line[:column], or a step by its path; repeatable',
  ).argParser(gathered);

/** What of a variant that holds is needed. */
export const necessary: Group = [
  () =>
    new Option(
      '--necessary',
      'of what holds: take out each step, guard and edit, and say what that breaks',
    ),
  () =>
    new Option(
      '--only <regex>',
      'the same for what has such a place or path (default: code, no hardware)',
    )
      .argParser(pattern)
      .implies({ necessary: true }),
];

/** A regular expression of JavaScript, by its source. */
export function pattern(text: string): string {
  if (patternOf(text) !== null) return text;
  throw new InvalidArgumentError('It is no regular expression of JavaScript.');
}

/** Where a run goes. */
export const trace = (): Option =>
  new Option('--trace <file>', 'write the first run there, as ITF JSON');

/** The table for a README. */
export const markdown = (): Option =>
  new Option('--markdown', 'the table alone, as Markdown').conflicts('json');

/** What is asked of a counterexample. */
export const reading: Group = [
  () => new Option('--why', 'which steps matter, what must come first, where each step may fall'),
  () => new Option('--preemptions', 'the fewest preemptions that a violation needs'),
];

/** Counterexamples on other variants. */
export const align = (): Option =>
  new Option(
    '--align',
    'replay each counterexample on every other variant (of two: always)',
  ).conflicts('markdown');

/** The report as a page. */
export const html = (): Option =>
  new Option('--html <file>', 'write the report there too, as one page to step through');

/** Families of variants, one at a time. */
export const families: Group = [
  () =>
    new Option(
      '--series',
      'every prefix of a series, of a variant or of --patch, in order',
    ).conflicts(['subsets', 'fixes']),
  () =>
    new Option(
      '--subsets <patches>',
      'a variant with every subset of these patches, p,q',
    ).conflicts('fixes'),
  () =>
    new Option('--fixes', 'which patch (of --patch p,q, or of all) removes which class of runs'),
];

const searchingBy = (choices: readonly EngineChoice[]): Group => [
  () =>
    new Option('--workers <n>', 'threads that search (default: cores)').argParser(number(1, true)),
  () => engine(choices),
  () => new Option('--no-symmetry', 'store every state, not one of each orbit'),
  () =>
    new Option(
      '--drop-dead',
      'leave out variables nothing reads, values overwritten before they are read',
    ),
  () => new Option('--max-states <n>', 'stop at this many states').argParser(number(1, true)),
  () => new Option('--max-depth <n>', 'expand states nearer than this').argParser(number(0, true)),
  () => new Option('--max-seconds <s>', 'stop after this time').argParser(number(0, false)),
  () =>
    new Option(
      '--max-memory <mb>',
      'stop at this memory, in 2^20 bytes (default: 3/4 of the machine)',
    ).argParser(number(1, true)),
];

/** What bounds and drives a search whose question is another's. */
export const bounded: Group = [
  () =>
    new Option('--workers <n>', 'threads that search (default: cores)').argParser(number(1, true)),
  () => engine(engines),
  () =>
    new Option('--max-seconds <s>', 'stop after this time (default: 600)').argParser(
      number(0, false),
    ),
  () =>
    new Option('--max-memory <mb>', 'stop at this memory, in 2^20 bytes (default: 4096)').argParser(
      number(1, true),
    ),
];

/** What bounds and drives a search. */
export const searching: Group = searchingBy(engines);

/** The same, where other checkers may search too. */
export const searchingWithPeers: Group = [
  ...searchingBy([...engines, ...peers]),
  () =>
    new Option(
      '--second-opinion',
      'ask every other checker that is installed, and compare counts and verdicts',
    ).conflicts(['engine', 'cover', 'trace', 'why', 'preemptions', 'dropDead']),
];

/** What shapes a report. */
export const reporting: Group = [
  () => new Option('--json', 'one JSON object instead of text'),
  () => new Option('-q, --quiet', 'without what changes from run to run'),
  () => new Option('-v, --verbose', 'with more detail'),
];

/** Gives the command these options. */
export const withOptions = (command: Command, group: Group): Command =>
  group.reduce((to, option) => to.addOption(option()), command);

/** As the parser above leaves them. */
export interface Parsed {
  readonly variant?: readonly string[];
  readonly patch?: readonly string[];
  readonly property?: readonly string[];
  readonly cover?: readonly string[];
  readonly D?: readonly Sweep[];
  readonly without?: readonly string[];
  readonly necessary?: boolean;
  readonly only?: string;
  readonly trace?: string;
  readonly workers?: number;
  readonly engine?: EngineChoice;
  readonly symmetry?: boolean;
  readonly dropDead?: boolean;
  readonly maxStates?: number;
  readonly maxDepth?: number;
  readonly maxSeconds?: number;
  readonly maxMemory?: number;
  readonly markdown?: boolean;
  readonly why?: boolean;
  readonly preemptions?: boolean;
  readonly secondOpinion?: boolean;
  readonly align?: boolean;
  readonly html?: string;
  readonly series?: boolean;
  readonly subsets?: string;
  readonly fixes?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

/** The machines that the options select. */
export const selectionOf = (file: string, parsed: Parsed): Selection => ({
  file,
  variants: parsed.variant ?? [],
  patches: parsed.patch ?? [],
  sweeps: parsed.D ?? [],
  without: parsed.without ?? [],
});

/** Whether, and of which parts, it is asked if they are needed. */
export const partsOf = ({ necessary: asked, only }: Parsed): Parts | null =>
  asked === true ? { only: only ?? null } : null;

/** Which family of variants; none is the variants that are named. */
export function familyOf({ series, subsets, fixes }: Parsed): Family {
  if (series === true) return { kind: 'series' };
  if (subsets !== undefined) return { kind: 'subsets', patches: subsets };
  return { kind: fixes === true ? 'fixes' : 'variants' };
}

/** How to search; what is not said is left to the machine. */
export const searchingOf = (parsed: Parsed): Searching => ({
  engine: parsed.engine ?? 'auto',
  workers: parsed.workers ?? null,
  symmetry: parsed.symmetry ?? true,
  dropDead: parsed.dropDead ?? false,
  limits: limitsOf(parsed),
});

const limitsOf = (parsed: Parsed): Limits => ({
  maxDepth: parsed.maxDepth ?? null,
  maxStates: parsed.maxStates ?? null,
  maxSeconds: parsed.maxSeconds ?? null,
  maxMemoryMb: parsed.maxMemory ?? null,
});

/** How to report. */
export const reportingOf = (parsed: Parsed): Reporting => ({
  json: parsed.json ?? false,
  quiet: parsed.quiet ?? false,
  verbose: parsed.verbose ?? false,
});
