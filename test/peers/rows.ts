/**
 * The counts that other checkers gave (counts.json), as data: of our models, with
 * the table that each model's README shows of them, and of the small specifications
 * under constructs/, each of which exercises some words of the language. A row is
 * one variant at one choice of parameters: the whole space, with no property asked,
 * and for each property that the variant breaks, or cover that it reaches, the
 * length of the peer's shortest run.
 */
import { readFileSync } from 'node:fs';

/** What the variant breaks, or reaches; `check` is the value of CHECK that turns it on in the peer. */
export interface Violation {
  readonly kind: 'invariant' | 'transition' | 'assert' | 'deadlock' | 'runtime' | 'cover';
  readonly name: string;
  readonly length: number;
  readonly check: number;
}

export interface Row {
  readonly model: string;
  readonly file: string;
  readonly variant: string;
  readonly parameters: Readonly<Record<string, number>>;
  readonly peer: 'rumur';
  readonly peerFile: string;
  /** What stands for `@NAME@` in the peer's text. */
  readonly peerParameters: Readonly<Record<string, number>>;
  /** Of the whole space without symmetry. */
  readonly states: number;
  readonly transitions: number;
  readonly depth: number;
  /** Of the orbits, where the model has scalarsets. */
  readonly symmetricStates?: number;
  readonly symmetricTransitions?: number;
  readonly violations: readonly Violation[];
  /** Where it violates something: what lies within the least length, by the peer's `--bound`. */
  readonly stopped?: Stopped;
}

/** States up to a depth, transitions out of those before it. */
export interface Stopped {
  readonly depth: number;
  readonly states: number;
  readonly transitions: number;
  readonly symmetricStates?: number;
  readonly symmetricTransitions?: number;
}

/** A file of the repository, by its path from the root. */
export const text = (path: string): string =>
  readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

/** Those of our models, in the order of the file. */
export const rows: readonly Row[] = JSON.parse(text('test/peers/counts.json'));

/** Those of small specifications, in which errors and covers are asked too. */
export const constructs: readonly Row[] = JSON.parse(text('test/peers/constructs/counts.json'));

/** `draft, PAGES = 3`. */
export const titleOf = (row: Row): string =>
  [
    row.variant,
    ...Object.entries(row.parameters).map(([name, value]) => `${name} = ${value}`),
  ].join(', ');

const verdictOf = (row: Row): string =>
  row.violations.length === 0
    ? 'holds'
    : row.violations.map(({ name, length }) => `${name} violated in ${length}`).join('; ');

const pair = (left: number | undefined, right: number | undefined): string =>
  left === undefined || right === undefined ? '' : `${left} / ${right}`;

/** The table of a model's README: a line a row. */
export const tableOf = (model: string): string =>
  [
    '| variant and parameters | verdict | states / transitions | up to symmetry | depth |',
    '|---|---|---|---|---|',
    ...rows
      .filter(row => row.model === model)
      .map(row =>
        [
          titleOf(row),
          verdictOf(row),
          pair(row.states, row.transitions),
          pair(row.symmetricStates, row.symmetricTransitions),
          String(row.depth),
        ].join(' | '),
      )
      .map(line => `| ${line} |`),
  ].join('\n');
