/**
 * What we aim at, as data: how many times the CPU of ours a peer may take at the least,
 * how much memory a state may take, how fast a start must be. Judged against one run.
 */
import type { Checker, Measured } from './checkers/checker.ts';
import { type Case, titleOf } from './model.ts';
import { baseBytes, type Rounds, type Row } from './rounds.ts';

export interface Goal {
  readonly about: string;
  readonly wanted: number;
  readonly measured: number;
  readonly atMost: boolean;
}

/** Without symmetry: peers' cost over ours on German's protocol, and on the other models. */
const timesWanted: Readonly<Record<string, readonly [german: number, others: number]>> = {
  SPIN: [5, 2],
  Rumur: [30, 12],
  TLC: [100, 50],
};
const timesWithSymmetry = 50;
const readsWanted = 1.5;
const coldUserSeconds = 0.45;
const workersWanted = 1.6;
const shareOfReadsGain = 0.9;
const longSearchSeconds = 10;

interface Ran {
  readonly what: Case;
  readonly checker: Checker;
  readonly measured: Measured;
}

/** Every goal that the rows say something about. */
export const goalsOf = (warm: Rounds, cold: Rounds): readonly Goal[] => {
  const all = ranOf(warm.rows);
  return all
    .filter(({ checker }) => checker.name === 'patchproof')
    .flatMap(ours => [
      ...(ours.what.symmetry ? timesSymmetric(all, ours) : times(all, ours)),
      ...memory(ours),
      ...reads(warm, ours),
      ...twoWorkers(warm, all, ours),
    ])
    .concat(start(ranOf(cold.rows)));
};

const ranOf = (rows: readonly Row[]): readonly Ran[] =>
  rows.flatMap(({ what, checker, outcome }) =>
    outcome.kind === 'ran' ? [{ what, checker, measured: outcome.measured }] : [],
  );

const costOf = ({ measured }: Ran): number => measured.searchSeconds / measured.transitions;
const isGerman = ({ what }: Ran): boolean => what.model.title.startsWith('German');

const times = (all: readonly Ran[], ours: Ran): readonly Goal[] =>
  all
    .filter(({ what }) => what === ours.what)
    .flatMap(peer => {
      const wanted = timesWanted[peer.checker.name];
      if (wanted === undefined) return [];
      return [
        {
          about: `${titleOf(ours.what)}: times the CPU of ours for ${peer.checker.name}`,
          wanted: isGerman(ours) ? wanted[0] : wanted[1],
          measured: costOf(peer) / costOf(ours),
          atMost: false,
        },
      ];
    });

/** The faster of Rumur's modes that stores as many states as we do, on German's protocol. */
const timesSymmetric = (all: readonly Ran[], ours: Ran): readonly Goal[] => {
  if (!isGerman(ours)) return [];
  const costs = all
    .filter(({ what, checker }) => what === ours.what && checker.name.startsWith('Rumur'))
    .filter(({ measured }) => measured.states === ours.measured.states)
    .map(costOf);
  if (costs.length === 0) return [];
  const about = `${titleOf(ours.what)}: times the CPU of ours for the faster Rumur of equal count`;
  const measured = Math.min(...costs) / costOf(ours);
  return [{ about, wanted: timesWithSymmetry, measured, atMost: false }];
};

const memory = ({ what, measured }: Ran): readonly Goal[] => {
  if (measured.states < 1e7) return [];
  const wanted = what.model.title === 'German 5' ? 34 : 46;
  const bytes = (measured.peakBytes - baseBytes) / measured.states;
  return [{ about: `${titleOf(what)}: bytes a state`, wanted, measured: bytes, atMost: true }];
};

const reads = (warm: Rounds, ours: Ran): readonly Goal[] => {
  const read = warm.reads.get(titleOf(ours.what));
  if (read === undefined || ours.what.symmetry) return [];
  const about = `${titleOf(ours.what)}: a transition over two random reads`;
  const measured = (costOf(ours) * 1e9) / (2 * read.cpuNs);
  return [{ about, wanted: readsWanted, measured, atMost: true }];
};

const twoWorkers = (warm: Rounds, all: readonly Ran[], ours: Ran): readonly Goal[] => {
  const two = all.find(r => r.what === ours.what && r.checker.name === 'patchproof, 2 workers');
  const read = warm.reads.get(titleOf(ours.what));
  const one = ours.measured.searchWallSeconds;
  if (two === undefined || read === undefined || one < longSearchSeconds) return [];
  const wanted = Math.min(workersWanted, (shareOfReadsGain * read.oneNs) / read.twoNs);
  const measured = one / two.measured.searchWallSeconds;
  return [{ about: `${titleOf(ours.what)}: gain of 2 workers`, wanted, measured, atMost: false }];
};

const start = (all: readonly Ran[]): readonly Goal[] => {
  const ours = all.find(({ checker }) => checker.name === 'patchproof');
  if (ours === undefined) return [];
  const peers = all.filter(({ checker }) => !checker.name.startsWith('patchproof'));
  const wall = Math.min(...peers.map(({ measured }) => measured.wallSeconds));
  const { userSeconds, wallSeconds } = ours.measured;
  const user = {
    about: 'cold start: user CPU s',
    wanted: coldUserSeconds,
    measured: userSeconds,
    atMost: true,
  };
  if (!Number.isFinite(wall)) return [user];
  const about = 'cold start: wall s, and that of the fastest peer';
  return [user, { about, wanted: wall, measured: wallSeconds, atMost: true }];
};
