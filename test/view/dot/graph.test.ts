/** Drawings of state graphs: all states and transitions of a search, each where it belongs. */
import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import type { Machine } from '../../../src/machine/machine.ts';
import { graphOf } from '../../../src/reference/graph.ts';
import { search } from '../../../src/reference/search.ts';
import { graphText } from '../../../src/view/dot/graph.ts';
import { everything, machineOf } from '../../support/spec.ts';
import { machinesIn } from '../tla/rendered.ts';

const drawn = (machine: Machine): string => {
  const graph = graphOf(machine, everything(machine, false), 5000);
  if (graph === null) throw new Error('too large');
  return graphText(machine, graph);
};

const every = (file: string, variant: string): Machine => {
  const [machine] = machinesIn(file, [variant]);
  if (machine === undefined) throw new Error(`no variant ${variant}`);
  return machine;
};

const models: readonly (readonly [string, Machine])[] = [
  ['kva draft', every('models/kva/kva.pspec', 'draft')],
  ['peterson swapped', every('models/peterson/peterson.pspec', 'swapped')],
  ['refcount racy', every('models/refcount/refcount.pspec', 'racy')],
  ...['fine', 'stuck', 'leaping', 'overflown', 'falling', 'claiming'].map(
    name => [`every ${name}`, every('test/golden/cli/every.pspec', name)] as const,
  ),
];

const labelsOf = (text: string, line: RegExp): readonly string[] =>
  text
    .split('\n')
    .flatMap(l => (line.test(l) ? (/label="((?:[^"\\]|\\.)*)"/.exec(l)?.[1] ?? '') : []));

describe.each(models)('the graph of %s', (_, machine) => {
  const text = drawn(machine);
  const { counts, found } = search(machine, everything(machine, false));

  test('has a box for each state and a line for each transition that a search counts', () => {
    const boxes = labelsOf(text, /^ {2}s\d+ \[/).filter(label => label.startsWith('#'));
    const lines = labelsOf(text, /^ {2}s\d+ -> /).flatMap(label =>
      label.split('\\l').filter(line => !/^(?:violates | {2}|$)/.test(line)),
    );
    expect({ states: boxes.length, transitions: lines.length }).toEqual({
      states: counts.states,
      transitions: counts.transitions,
    });
  });

  test('has a row for each depth', () => {
    const ranks = text.split('\n').filter(line => line.startsWith('  { rank=same;'));
    expect([counts.depth, counts.depth + 1]).toContain(ranks.length - 1);
  });

  test('marks what a search finds violated, and nothing else', () => {
    const marked = [...text.matchAll(/violates ((?:[^"\\]|\\.)*?)\\l/g)].map(([, what]) => what);
    const violated = found
      .map(({ property }) => property)
      .filter(({ kind }) => kind !== 'cover')
      .map(({ kind, name }) =>
        kind === 'deadlock' || kind === 'runtime'
          ? name
          : kind === 'assert'
            ? `assert \\"${name}\\"`
            : `${kind} ${name}`,
      );
    expect(new Set(marked)).toEqual(new Set(violated));
  });

  test('draws no arrow from or to a box that is not there', () => {
    const boxes = new Set([...text.matchAll(/^ +(\w+) \[/gm)].map(([, name]) => name));
    const ends = [...text.matchAll(/^ +(\w+) -> (\w+) \[/gm)].flatMap(([, a, b]) => [a, b]);
    const ranked = [...text.matchAll(/rank=same; (.*); \}/g)].flatMap(([, list]) =>
      list?.split('; '),
    );
    expect([...ends, ...ranked].filter(name => !boxes.has(name))).toEqual([]);
  });
});

test('states that differ by what a thread has bound look different', () => {
  const machine = machineOf(`module m; enum K { A, B } var done: bool = false;
    thread t { pick k in {K.A, K.B}; remember: skip; use: done = (k == K.A); }`);
  const labels = labelsOf(drawn(machine), /^ {2}s\d+ \[/).map(label => label.replace(/^#\d+/, ''));
  expect(new Set(labels).size).toBe(labels.length);
});

test('a graph with more states than are wanted is refused, one with as many is not', () => {
  const [, machine] = models[0] ?? [];
  if (machine === undefined) throw new Error('no model');
  const question = everything(machine, false);
  const { states } = search(machine, question).counts;
  expect(graphOf(machine, question, states - 1)).toBeNull();
  expect(graphOf(machine, question, states)?.nodes.length).toBe(states);
});

const { status } = spawnSync('dot', ['-V']);

test.skipIf(status !== 0)('Graphviz reads each drawing (skipped where there is none)', () => {
  for (const [, machine] of models) {
    const { stderr } = spawnSync('dot', ['-Tplain'], { input: drawn(machine), encoding: 'utf8' });
    expect(stderr).toBe('');
  }
});
