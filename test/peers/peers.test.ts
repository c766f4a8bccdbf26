/**
 * Our models, and small specifications of single constructs, against other checkers'
 * counts: the reference search must give, for each row, the same states, transitions
 * and depth, with and without symmetry, and the same length of each violation; and
 * where Rumur and a C compiler are installed, the hand-written peers must still give
 * those counts.
 */
import { describe, expect, test } from 'vitest';
import { declared, named, noLimits, questionOf } from '../../src/check/asked.ts';
import type { Machine } from '../../src/machine/machine.ts';
import type { Question } from '../../src/machine/search.ts';
import { search } from '../../src/reference/search.ts';
import { machineOf } from './machines.ts';
import { constructs, type Row, rows, tableOf, text, titleOf } from './rows.ts';
import { installed, type Peer, rumur } from './rumur.ts';

/** `PEERS=all` leaves nothing out: some minutes. */
const all = process.env.PEERS === 'all';
const everyRow = [...rows, ...constructs];
const isConstruct = (row: Row): boolean => constructs.includes(row);

/** Beyond this the reference does not search without symmetry; the orbits' sizes still add up to it. */
const mostStates = (row: Row): number =>
  all ? Number.POSITIVE_INFINITY : isConstruct(row) ? 13_000 : 3500;
/** Long enough for a slow machine that is busy with other tests. */
const timeoutMs = 120_000;

/** The first row of each variant is its smallest: that one's peer is run again. */
const isFirst = (row: Row): boolean =>
  row === everyRow.find(({ file, variant }) => file === row.file && variant === row.variant);

const hasPeer = installed();

const countsOf = (machine: Machine, symmetry: boolean) => {
  const question = questionOf([], { symmetry, stop: 'first', limits: noLimits });
  return search(machine, question).counts;
};

/** Everything that can be violated, searched up to symmetry; covers only where asked. */
const judged = (machine: Machine, stop: Question['stop'], covers: boolean) => {
  const properties = declared(machine).filter(({ kind }) => covers || kind !== 'cover');
  const asked = [...named(machine, 'runtime'), ...properties];
  return search(machine, questionOf(asked, { symmetry: true, stop, limits: noLimits }));
};

/** The shortest length of each violated property or reached cover, by name; asserts by their text. */
const violatedIn = (row: Row): ReadonlyMap<string, number> => {
  const lengths = new Map<string, number>();
  const { found } = judged(machineOf(row), 'all', isConstruct(row));
  for (const { property, length } of found) {
    lengths.set(property.name, Math.min(length, lengths.get(property.name) ?? length));
  }
  return lengths;
};

const peerOf = (row: Row): Peer => ({
  file: row.peerFile,
  parameters: row.peerParameters,
  check: 0,
  symmetry: false,
  deadlock: false,
  bound: 0,
});

for (const row of everyRow) {
  describe(`${row.model}: ${titleOf(row)}`, { timeout: timeoutMs }, () => {
    if (row.states <= mostStates(row))
      test('every state is counted as the peer counts it', () => fully(row));
    if (row.symmetricStates !== undefined)
      test('so is every orbit, and orbits add up', () => byOrbits(row));
    test('it violates what the peer violates, in as many steps', () => violations(row));
    if (row.stopped !== undefined)
      test('a check that stops there has counted what the peer counts up to there', () =>
        stopped(row));
    if (hasPeer && (all || isFirst(row))) test('the peer still says so', () => again(row));
  });
}

function fully(row: Row): void {
  const { states, fullStates, transitions, depth } = countsOf(machineOf(row), false);
  expect({ states, fullStates, transitions, depth }).toEqual({
    states: row.states,
    fullStates: row.states,
    transitions: row.transitions,
    depth: row.depth,
  });
}

function byOrbits(row: Row): void {
  expect(countsOf(machineOf(row), true)).toMatchObject({
    states: row.symmetricStates,
    transitions: row.symmetricTransitions,
    fullStates: row.states,
    fullTransitions: row.transitions,
    depth: row.depth,
  });
}

function violations(row: Row): void {
  const expected = row.violations.map(({ name, length }) => [name, length] as const);
  expect(violatedIn(row)).toEqual(new Map(expected));
}

function stopped(row: Row): void {
  const { stopped } = row;
  expect(judged(machineOf(row), 'first', false).counts).toMatchObject({
    states: stopped?.symmetricStates ?? stopped?.states,
    fullStates: stopped?.states,
    transitions: stopped?.symmetricTransitions ?? stopped?.transitions,
    fullTransitions: stopped?.transitions,
    depth: stopped?.depth,
  });
}

function again(row: Row): void {
  const { states, transitions, stopped } = row;
  expect(rumur(peerOf(row))).toEqual({ states, transitions, length: null });
  if (isConstruct(row) && !all) return;
  for (const { kind, check, length } of row.violations) {
    expect(rumur({ ...peerOf(row), check, deadlock: kind === 'deadlock' }).length).toBe(length);
  }
  if (stopped === undefined || !all) return;
  const bounded = rumur({ ...peerOf(row), bound: stopped.depth });
  expect(bounded).toMatchObject({ states: stopped.states, transitions: stopped.transitions });
}

test('each README shows the counts of its model', () => {
  for (const model of new Set(rows.map(row => row.model))) {
    expect(text(`models/${model}/README.md`)).toContain(tableOf(model));
  }
});

test.skipIf(hasPeer)('rumur and cc are not installed: the peers were not run again', () => {});
