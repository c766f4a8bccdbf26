/** A machine through the reference and the engines; what they answer must be equal. */
import type { Range } from '../../../src/engine/kernel.ts';
import type { Unfit } from '../../../src/engine/layout/layout.ts';
import { isUnfit } from '../../../src/engine/layout/leaves.ts';
import { pack, unpack } from '../../../src/engine/layout/pack.ts';
import { program as programOf } from '../../../src/engine/lower/program.ts';
import type { Explorer } from '../../../src/engine/search/explorer.ts';
import { explored } from '../../../src/engine/search/search.ts';
import { type EngineKind, explorerOf } from '../../../src/engine/search/start.ts';
import type { Machine } from '../../../src/machine/machine.ts';
import type { Question } from '../../../src/machine/search.ts';
import { encode, listFrom } from '../../../src/machine/value.ts';
import { canonicalBy } from '../../../src/reference/canonical.ts';
import { initialStates } from '../../../src/reference/initial.ts';
import { brokenBy } from '../../../src/reference/judge.ts';
import { permutations } from '../../../src/reference/permute.ts';
import { engineSearch } from '../../../src/trace/engine-search.ts';
import { same } from './different.ts';
import { bare, type Expected, questionOf, reduced } from './questions.ts';
import type { Made } from './raised.ts';
import { type Seen, statesOf } from './states.ts';
import { stepped } from './stepped.ts';
import { traced } from './traced.ts';

/** An engine as it is asked for. */
export interface Engine {
  readonly kind: EngineKind;
  readonly workers: number;
}

/** Compares; throws a `Different`, or gives why engines refuse the machine. */
export function compared(
  machine: Machine,
  expected: Expected,
  engines: readonly Engine[],
): readonly Unfit[] {
  const program = programOf(machine, questionOf(machine, bare, expected.maxDepth));
  if (isUnfit(program)) return [program];
  const states = statesOf(machine, expected.maxDepth);
  traced({ machine, program }, states.values());
  return engines.flatMap(engine => comparedBy({ machine, program }, expected, engine, states));
}

function comparedBy(
  { machine, program }: Made,
  { maxDepth, answers }: Expected,
  engine: Engine,
  states: ReadonlyMap<string, Seen>,
): readonly Unfit[] {
  const question = questionOf(machine, bare, maxDepth);
  const explorer = explorerOf(program, question.limits, engine);
  if ('kind' in explorer) return [explorer];
  try {
    stepped({ machine, program }, explorer, states);
  } finally {
    explorer.end();
  }
  for (const { manner, findings } of answers) {
    const answer = engineSearch(machine, questionOf(machine, manner, maxDepth), {}, engine);
    if (answer.kind === 'unfit') return [answer];
    same(`${engine.kind} with ${engine.workers}: ${manner.name}`, findings, answer.findings);
  }
  if (machine.scalarsets.length > 0)
    sameOrbits(machine, questionOf(machine, reduced, maxDepth), engine, states);
  return [];
}

/** With symmetry each stored state is one of the states, at its distance, and no two are of one orbit. */
function sameOrbits(
  machine: Machine,
  question: Question,
  engine: Engine,
  known: ReadonlyMap<string, Seen>,
): void {
  const program = programOf(machine, question);
  if (isUnfit(program)) return;
  const explorer = explorerOf(program, question.limits, engine);
  if ('kind' in explorer) return;
  const { states, faults } = initialStates(machine);
  const broken = faults.map(fault => brokenBy(machine, fault));
  const beginning = { states: states.map(state => state.toArray()), broken };
  try {
    const { layers } = explored({ machine, question, program, beginning, watch: {} }, explorer);
    const most = question.limits.maxDepth ?? layers.length;
    orbitsOf({ machine, program }, explorer, layers.slice(0, most + 1), known);
  } finally {
    explorer.end();
  }
}

function orbitsOf(
  { machine, program: { layout } }: Made,
  explorer: Explorer,
  layers: readonly (readonly Range[])[],
  known: ReadonlyMap<string, Seen>,
): void {
  const canonical = canonicalBy(machine, permutations(machine.scalarsets));
  const words = new Uint32Array(2 * layout.words);
  const orbits = new Set<string>();
  for (const [distance, layer] of layers.entries()) {
    for (const index of layer.flatMap(indexesOf)) {
      explorer.read(index, words);
      const values = unpack(layout, words);
      const state = listFrom(values);
      same('the words of a stored state', pack(layout, values).join(), words.join());
      same(`the distance of ${encode(state)}`, known.get(encode(state))?.distance, distance);
      const { key } = canonical(state);
      same(`the orbit of ${encode(state)} was met before`, false, orbits.has(key));
      orbits.add(key);
    }
  }
}

const indexesOf = ({ from, to }: Range): readonly number[] =>
  Array.from({ length: to - from }, (_, i) => from + i);
