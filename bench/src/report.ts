/**
 * The results as Markdown: one table of all searches, then what was aimed at, the random
 * reads, two workers, a cold start, and the commands.
 */
import type { Measured } from './checkers/checker.ts';
import { type Goal, goalsOf } from './goals.ts';
import { titleOf } from './model.ts';
import type { Reads } from './reads/reads.ts';
import { baseBytes, type Rounds, type Row } from './rounds.ts';

export interface Report {
  readonly machine: readonly string[];
  readonly command: string;
  readonly warm: Rounds;
  readonly cold: Rounds;
  readonly wrong: readonly string[];
}

/** All of it. */
export const reportOf = ({ machine, command, warm, cold, wrong }: Report): string =>
  [
    ...machine.map(line => `* ${line}`),
    `* ${command}`,
    '',
    ...(wrong.length === 0
      ? ['All counts that must agree do.']
      : ['**COUNTS DISAGREE:**', '', ...wrong.map(line => `* ${line}`)]),
    '',
    '### Searches',
    '',
    ...searches(warm),
    '',
    '### Goals',
    '',
    ...goals(goalsOf(warm, cold)),
    '',
    '### Random reads, and two workers',
    '',
    ...workers(warm),
    '',
    '### A cold start',
    '',
    ...starts(cold),
    '',
    '### Commands',
    '',
    ...commands(warm.rows),
    '',
  ].join('\n');

const table = (
  head: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] => [
  `| ${head.join(' | ')} |`,
  `|${head.map((_, i) => (i < 2 ? '---' : '--:')).join('|')}|`,
  ...rows.map(cells => `| ${cells.join(' | ')} |`),
];

/** User CPU nanoseconds of a search for each transition. */
export const costNs = (measured: Measured): number =>
  (measured.searchSeconds * 1e9) / measured.transitions;

/** One worker of ours on the same case. */
const oursOn = (rows: readonly Row[], row: Row): Measured | null => {
  for (const { what, checker, outcome } of rows)
    if (what === row.what && checker.name === 'patchproof' && outcome.kind === 'ran')
      return outcome.measured;
  return null;
};

const digits = (value: number): string => {
  if (!Number.isFinite(value)) return '–';
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
};
const grouped = (value: number): string => value.toLocaleString('en').replaceAll(',', ' ');
const whole = (bytes: number): string => (bytes / 1e6).toFixed(0);

const searches = ({ rows, reads }: Rounds): readonly string[] =>
  table(
    [
      ...['model', 'checker', 'states', 'transitions', 'CPU ns / transition', '× ours'],
      ...['wall s, all', 'peak MB', 'B / state', '/ two reads'],
    ],
    rows.map(row => [titleOf(row.what), row.checker.name, ...cellsOf(rows, row, reads)]),
  );

const cellsOf = (
  rows: readonly Row[],
  row: Row,
  reads: ReadonlyMap<string, Reads>,
): readonly string[] => {
  const { outcome, what, checker } = row;
  if (outcome.kind === 'missing')
    return [`not run: ${outcome.why.split('\n')[0]}`, '', '', '', '', '', '', ''];
  const { measured } = outcome;
  const ours = oursOn(rows, row);
  const beyond = measured.peakBytes - baseBytes;
  const read = reads.get(titleOf(what));
  const mine = checker.name === 'patchproof';
  return [
    grouped(measured.states),
    grouped(measured.transitions),
    digits(costNs(measured)),
    ours === null ? '' : digits(costNs(measured) / costNs(ours)),
    digits(measured.wallSeconds),
    whole(measured.peakBytes),
    beyond > 0 ? digits(beyond / measured.states) : '–',
    mine && read !== undefined ? digits(costNs(measured) / (2 * read.cpuNs)) : '',
  ];
};

const goals = (all: readonly Goal[]): readonly string[] =>
  all.length === 0
    ? ['None could be judged: a checker is missing.']
    : table(
        ['goal', 'wanted', 'measured', ''],
        all.map(({ about, wanted, measured, atMost }) => {
          const isMet = atMost ? measured <= wanted : measured >= wanted;
          const gap = Math.abs(measured / wanted - 1) * 100;
          const sign = atMost ? 'at most' : 'at least';
          const verdict = isMet ? 'met' : `**missed by ${gap.toFixed(0)} %**`;
          return [about, `${sign} ${digits(wanted)}`, digits(measured), verdict];
        }),
      );

const workers = ({ rows, reads }: Rounds): readonly string[] =>
  table(
    [
      ...['model', 'table', 'read, CPU ns', 'read, wall ns', 'two threads, wall ns'],
      ...['reads gain', '1 worker, wall s', '2 workers, wall s', 'workers gain'],
    ],
    [...reads].map(([title, read]) => {
      const seconds = (name: string): number =>
        rows.flatMap(({ what, checker, outcome }) =>
          titleOf(what) === title && checker.name === name && outcome.kind === 'ran'
            ? outcome.measured.searchWallSeconds
            : [],
        )[0] ?? Number.NaN;
      const [one, two] = [seconds('patchproof'), seconds('patchproof, 2 workers')];
      return [
        ...[title, `2^${Math.log2(read.tableBytes)} B`, digits(read.cpuNs), digits(read.oneNs)],
        ...[digits(read.twoNs), digits(read.oneNs / read.twoNs)],
        ...[digits(one), digits(two), digits(one / two)],
      ];
    }),
  );

const starts = ({ rows }: Rounds): readonly string[] =>
  table(
    ['model', 'checker', 'states', 'user CPU s, compilers included', 'wall s'],
    rows.map(({ what, checker, outcome }) => [
      titleOf(what),
      checker.name,
      ...(outcome.kind === 'missing'
        ? [`not run: ${outcome.why.split('\n')[0]}`, '', '']
        : [
            grouped(outcome.measured.states),
            digits(outcome.measured.userSeconds),
            digits(outcome.measured.wallSeconds),
          ]),
    ]),
  );

/** Those of the first case that each checker ran, without the folders of this machine. */
const commands = (rows: readonly Row[]): readonly string[] => {
  const seen = new Map<string, readonly string[]>();
  for (const { checker, outcome } of rows)
    if (outcome.kind === 'ran' && !seen.has(checker.name))
      seen.set(checker.name, outcome.measured.commands);
  const bare = (command: string): string => command.replaceAll(/(?:\/[\w.+-]+)+\/(?=[\w.-])/g, '');
  return [...seen].map(([name, all]) => `* ${name}: \`${all.map(bare).join(' && ')}\``);
};
