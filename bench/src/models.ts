/**
 * The models of the benchmark, each in four languages: German's protocol, a work queue of
 * threads, copy on write with pointers between scalarsets, and a random one. The texts for
 * the peers lie in bench/models; what the parameters are called there is told here.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Model, Tla } from './model.ts';
import { drawn, type Limits } from './random/draw.ts';
import { murphi, promela, pspec, tla } from './random/print.ts';

type Parameters = Readonly<Record<string, number>>;

/** From bench/out and from bench/src alike. */
const pathOf = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const textOf = (name: string): string => readFileSync(pathOf(`bench/models/${name}`), 'utf8');

/** `@NAME@` in a Murphi text stands for a parameter. */
const filled = (name: string, parameters: Parameters): string =>
  Object.entries(parameters).reduce(
    (text, [parameter, value]) => text.replaceAll(`@${parameter}@`, String(value)),
    textOf(name),
  );

/** `Node = {Node1, Node2}`: model values of a scalarset. */
const members = (name: string, count: number): string =>
  `${name} = {${Array.from({ length: count }, (_, i) => `${name}${i + 1}`).join(', ')}}`;

const tlaOf = (name: string, constants: readonly string[], invariants: readonly string[]): Tla => ({
  name,
  text: textOf(`${name}.tla`),
  configuration: [
    'SPECIFICATION Spec',
    ...constants.map(constant => `CONSTANT ${constant}`),
    ...invariants.map(invariant => `INVARIANT ${invariant}`),
    '',
  ].join('\n'),
});

/** Everything starts with all variables initialised: SPIN counts one more, the start itself. */
const plainStart = { states: 0, transitions: 1 } as const;

/** German's cache protocol with two data values. */
export const german = (nodes: number): Model => ({
  title: `German ${nodes}`,
  file: pathOf('models/german/german.pspec'),
  variant: 'protocol',
  parameters: { NODES: nodes },
  murphi: filled('german.m', { NODES: nodes }),
  promela: textOf('german.pml'),
  definitions: { NODES: nodes },
  tla: tlaOf('German', [members('Node', nodes), 'Nobody = Nobody'], ['Control', 'Coherent']),
  deadlock: true,
  initialStates: 2,
  // Its first step chooses the initial data: one state and two steps of SPIN's own.
  spin: { before: { states: 1, transitions: 3 }, depth: nodes < 5 ? 20_000 : 200_000 },
});

/** A work queue: submitters and workers under one lock. */
export const pool = (submitters: number, workers: number, items: number, laps: number): Model => {
  const parameters = { SUBMITTERS: submitters, WORKERS: workers, ITEMS: items, LAPS: laps };
  const scalarsets = [members('Submitter', submitters), members('Worker', workers)];
  return {
    title: `pool ${submitters}, ${workers}, ${items}, ${laps}`,
    file: pathOf('bench/models/pool.pspec'),
    parameters,
    murphi: filled('pool.m', parameters),
    promela: textOf('pool.pml'),
    definitions: parameters,
    tla: tlaOf(
      'Pool',
      [...scalarsets, `Items = ${items}`, `Laps = ${laps}`],
      ['Mutex', 'Once', 'Counted'],
    ),
    deadlock: true,
    initialStates: 1,
    spin: { before: plainStart, depth: items < 4 ? 20_000 : 1_200_000 },
  };
};

/** Copy on write: tasks that map, share and copy pages. */
export const cow = (tasks: number, pages: number, values: number): Model => {
  const parameters = { TASKS: tasks, PAGES: pages, VALUES: values };
  return {
    title: `cow ${tasks}, ${pages}, ${values}`,
    file: pathOf('bench/models/cow.pspec'),
    parameters,
    murphi: filled('cow.m', parameters),
    promela: textOf('cow.pml'),
    definitions: parameters,
    tla: tlaOf(
      'Cow',
      [members('Task', tasks), members('Page', pages), `Values = ${values}`, 'None = None'],
      ['Reads', 'Alone', 'Counted'],
    ),
    deadlock: true,
    initialStates: 1,
    spin: { before: plainStart, depth: tasks < 4 ? 20_000 : 1_200_000 },
  };
};

/** A model drawn from a seed, with its own text in our language, and what it must count. */
export const random = (
  seed: number,
  limits: Limits,
): {
  readonly model: Model;
  readonly text: string;
  readonly states: number;
  readonly transitions: number;
} => {
  const { model, states, transitions } = drawn(seed, limits);
  const { module, configuration } = tla(model, 'Drawn');
  return {
    model: {
      title: `random ${seed}`,
      file: 'random.pspec',
      parameters: {},
      murphi: murphi(model),
      promela: promela(model),
      definitions: {},
      tla: { name: 'Drawn', text: module, configuration },
      deadlock: false,
      initialStates: 1,
      spin: { before: plainStart, depth: 50_000 },
    },
    text: pspec(model),
    states,
    transitions,
  };
};
