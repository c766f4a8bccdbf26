/**
 * The search over a kernel, breadth first: layer by layer, each state judged and expanded
 * once. What is counted, how far it goes and what it finds is what the reference search
 * defines. A layer is finished before it is counted, so what lies beyond the length at
 * which the search stops is left out. Runs to what was found are looked for afterwards
 * (trails.ts), for nothing is kept here of how a state was reached.
 */
import { type Least, Lengths } from '../../machine/asked.ts';
import { everyMs, type Meter, meter } from '../../machine/limit.ts';
import type { Machine } from '../../machine/machine.ts';
import type { Counts, Limit, PropertyRef, Question, Watch } from '../../machine/search.ts';
import type { Value } from '../../machine/value.ts';
import type { Flags, Range, Tallies } from '../kernel.ts';
import { pack, unpack } from '../layout/pack.ts';
import type { Program } from '../program.ts';
import { countOf, type Explorer } from './explorer.ts';
import { meaningsOf } from './meanings.ts';

/** Where runs begin: the initial states in order, and what initialisation breaks. */
export interface Beginning {
  readonly states: readonly (readonly Value[])[];
  readonly broken: readonly PropertyRef[];
}

/** What a search is to answer. */
export interface Asked {
  readonly machine: Machine;
  readonly question: Question;
  readonly program: Program;
  readonly beginning: Beginning;
  readonly watch: Watch;
}

/** Findings without runs, and where runs are to be looked for. */
export interface Explored {
  readonly counts: Counts;
  readonly found: readonly (Least & { readonly shortest: boolean })[];
  readonly limit: Limit | null;
  readonly noInitialState: boolean;
  /** The stored states by distance. */
  readonly layers: readonly (readonly Range[])[];
}

// Looking at the clock and the memory, and telling others.
const betweenLooksMs = 20;

/** Answers the question; spec/language.md "What is counted" says what each number means. */
export function explored(asked: Asked, explorer: Explorer): Explored {
  const { question, beginning, program } = asked;
  const lengths = new Lengths(asked.machine, question);
  const stop = meter(question.limits, asked.watch, everyMs(betweenLooksMs));
  const notice = noticing(asked, lengths);
  for (const property of beginning.broken) lengths.note(property, 0);
  for (const values of beginning.states) explorer.add(pack(program.layout, values));
  const layers = [explorer.fresh()];
  for (let depth = 0; ; depth++) {
    const layer = layers[depth] ?? [];
    const last = depth === question.limits.maxDepth;
    const before = explorer.tallies();
    const limit = visited(explorer, { layer, depth, expand: !last, stop });
    notice(explorer.flags(), depth);
    if (limit !== null) {
      layers.push(explorer.fresh());
      return conclude(greatest(layers), explorer.tallies(), limit, length => length < depth);
    }
    if (lengths.settled(depth)) {
      const all = question.stop === 'all' && lengths.all;
      return conclude(depth, before, all ? null : 'violation');
    }
    if (countOf(layer) === 0) {
      tellAll(asked, explorer, layers);
      return conclude(greatest(layers), before, null);
    }
    if (last) return conclude(depth, before, 'depth');
    layers.push(explorer.fresh());
  }

  function conclude(
    depth: number,
    counted: Tallies,
    limit: Limit | null,
    shortest: (length: number) => boolean = () => true,
  ): Explored {
    const states = layers.slice(0, depth + 1).reduce((sum, layer) => sum + countOf(layer), 0);
    // A state that was not visited stands for one at least.
    const fullStates = Math.max(states, explorer.tallies().fullStates);
    const known = lengths.upTo(limit === 'violation' ? depth : Number.POSITIVE_INFINITY);
    return {
      counts: { ...countsOf(counted), states, fullStates, depth },
      found: known.map(least => ({ ...least, shortest: shortest(least.length) })),
      limit,
      noInitialState: beginning.states.length === 0 && beginning.broken.length === 0,
      layers,
    };
  }
}

function tellAll(
  { watch, program }: Asked,
  explorer: Explorer,
  layers: readonly (readonly Range[])[],
): void {
  const { stored } = watch;
  if (stored === undefined) return;
  const words = new Uint32Array(2 * program.layout.words);
  for (const { from, to } of layers.flat()) {
    for (let index = from; index < to; index++) {
      explorer.read(index, words);
      stored(unpack(program.layout, words));
    }
  }
}

const greatest = (layers: readonly (readonly Range[])[]): number =>
  Math.max(
    0,
    layers.findLastIndex(layer => countOf(layer) > 0),
  );

interface Visit {
  readonly layer: readonly Range[];
  readonly depth: number;
  readonly expand: boolean;
  readonly stop: Meter;
}

function visited(explorer: Explorer, { layer, depth, expand, stop }: Visit): Limit | null {
  return explorer.visit(layer, expand, queue => {
    const { transitions } = explorer.tallies();
    return stop({ states: explorer.size, transitions, depth, queue });
  });
}

/** Notes what was raised since the last time, for states of this distance. */
function noticing({ machine, program }: Asked, lengths: Lengths) {
  const meanings = meaningsOf(machine, program);
  const known = { states: new Set<number>(), steps: new Set<number>() };
  return (flags: Flags, depth: number): void => {
    if (flags.deadlock) lengths.note({ kind: 'deadlock', name: 'deadlock' }, depth);
    for (const [flag, property] of meanings.entries()) {
      for (const kind of ['states', 'steps'] as const) {
        if (property === null || !flags[kind][flag] || known[kind].has(flag)) continue;
        known[kind].add(flag);
        lengths.note(property, kind === 'states' ? depth : depth + 1);
      }
    }
  };
}

/** A step counts as blocked by empty picks if it met one and never fired. */
function countsOf(tallies: Tallies): Omit<Counts, 'states' | 'fullStates' | 'depth'> {
  const { transitions, fullTransitions, fired, empty, deviceFree } = tallies;
  const emptyPicks = fired.flatMap((count, step) => (count === 0 && empty[step] ? [step] : []));
  return { transitions, fullTransitions, fired, emptyPicks, deviceFree };
}
