/**
 * A peer as a search like ours: a question in, findings out. What breaks is followed by the
 * reference before anybody hears of it, and the states are counted as we count them: up to
 * the length of the violation, or all. What a peer does not tell stays untold.
 */
import { present } from '../base/assertion.ts';
import { askedOf, propertiesOf } from '../machine/asked.ts';
import type { Machine, Property } from '../machine/machine.ts';
import type { Counts, Findings, Found, Question, Watch } from '../machine/search.ts';
import { permutationCount } from '../reference/permute.ts';
import { follow } from './follow.ts';
import type { Ask, Judgement, Means, Peer, Silent, Size, Told } from './peer.ts';
import { told } from './peer.ts';

/** What a peer answered. */
export type Answered =
  | {
      readonly kind: 'told';
      readonly version: string;
      readonly findings: Findings;
      /** The most memory that it held, in bytes; null where the system does not say. */
      readonly peakBytes: number | null;
      /** What else is to be said: it stopped at what nobody asked for. */
      readonly note: string | null;
    }
  /** Its run cannot be followed: one of us is wrong. */
  | Disputed
  | Silent;

/** A disagreement, in a sentence without a full stop. */
export interface Disputed {
  readonly kind: 'disputed';
  readonly reason: string;
}

/** The means that a question allows, from now on. */
export function meansOf({ limits }: Question, workers: number, watch: Watch): Means {
  const { maxSeconds, maxMemoryMb, maxStates } = limits;
  const deadline = maxSeconds === null ? null : performance.now() + maxSeconds * 1000;
  return { workers, deadline, maxMemoryMb, maxStates, watch };
}

/** Asks the peer. */
export async function findingsOf(
  peer: Peer,
  machine: Machine,
  question: Question,
  means: Means,
): Promise<Answered> {
  const version = await peer.version();
  if (version.kind !== 'told') return version;
  const ask = {
    machine: asAsked(machine, question),
    symmetry: question.symmetry,
    depth: question.limits.maxDepth,
    means,
  };
  const verdict = await (isWitness(question) ? witnesses : judged)(peer, ask, question);
  if (verdict.kind !== 'told') return verdict;
  const counted = await sized(peer, ask, verdict.value);
  if (counted.kind !== 'told') return counted;
  const { found, judgement, note, reached } = verdict.value;
  const { counts, limit } = counted.value;
  const ended = found.length > 0 || note !== null;
  const findings: Findings = {
    counts,
    found,
    reached,
    limit: limit ?? (ended ? 'violation' : judgement.limit),
    noInitialState: !ended && judgement.limit === null && judgement.states === 0,
  };
  const peakBytes = Math.max(judgement.peakBytes ?? 0, counted.value.peakBytes ?? 0) || null;
  return { kind: 'told', version: version.value, findings, peakBytes, note };
}

/** The machine with what is asked for, and nothing else that could end a search. */
export const asAsked = (machine: Machine, question: Question): Machine => ({
  ...machine,
  properties: propertiesOf(machine, question),
  deadlockAllowed: !question.deadlock,
});

interface Verdict {
  readonly found: readonly Found[];
  readonly reached: NonNullable<Findings['reached']>;
  readonly note: string | null;
  /** The greatest length of what was found. */
  readonly length: number | null;
  readonly judgement: Judgement;
}

async function judged(peer: Peer, ask: Ask, question: Question): Promise<Told<Verdict> | Disputed> {
  const answer = await peer.judge(ask);
  if (answer.kind !== 'told') return answer;
  const judgement = answer.value;
  const { broken } = judgement;
  const reached = judgement.reached.map(name => ({ kind: 'cover', name }) as const);
  if (broken === null) return told({ found: [], reached, note: null, length: null, judgement });
  const { run, message, shortest } = broken;
  if (run === null) throw new Error(`broken promise: an engine tells its runs: ${peer.name}`);
  const followed = follow(ask.machine, askedOf(ask.machine, question), run);
  const length = run.rows.length;
  switch (followed.kind) {
    case 'lost': {
      const reason = `${peer.name} says ${message}, but ${followed.reason}`;
      return { kind: 'disputed', reason };
    }
    case 'aside': {
      const note = `${peer.name} stopped at ${followed.property.name} (${followed.property.kind}), which was not asked for`;
      return told({ found: [], reached, note, length, judgement });
    }
    default: {
      const { property, path } = followed;
      const found = [{ property, path, length, shortest }];
      return told({ found, reached, note: null, length, judgement });
    }
  }
}

/** A run to covers, and nothing else. */
const isWitness = (question: Question): boolean =>
  question.covers.length > 0 &&
  !question.deadlock &&
  question.invariants.length + question.transitions.length + question.asserts.length === 0 &&
  question.stop === 'all';

// A run to a cover is one that breaks its opposite: each cover is asked for by itself.
async function witnesses(
  peer: Peer,
  ask: Ask,
  question: Question,
): Promise<Told<Verdict> | Disputed> {
  const verdicts: Verdict[] = [];
  for (const cover of ask.machine.properties) {
    const machine = { ...ask.machine, properties: [opposite(cover)] };
    const invariants = { ...question, covers: [], invariants: [cover.name] };
    const one = await judged(peer, { ...ask, machine }, invariants);
    if (one.kind !== 'told') return one;
    const property = { kind: 'cover', name: cover.name } as const;
    verdicts.push({ ...one.value, found: one.value.found.map(f => ({ ...f, property })) });
    if (one.value.note !== null) break;
  }
  // Where one has no run all is counted, else what lies up to the longest.
  const open = verdicts.filter(({ length }) => length === null);
  const longest = verdicts.toSorted((a, b) => (b.length ?? 0) - (a.length ?? 0))[0];
  const whole = present(
    open.find(v => v.judgement.limit !== null) ?? open[0] ?? longest,
    'a witness is asked of some cover',
  );
  const note = verdicts.find(v => v.note !== null)?.note ?? null;
  return told({ ...whole, found: verdicts.flatMap(v => v.found), note });
}

const opposite = (cover: Property): Property => ({
  ...cover,
  kind: 'invariant',
  formula: { kind: 'not', of: cover.formula, type: { kind: 'bool' }, span: cover.formula.span },
});

interface Sized extends Pick<Size, 'limit' | 'peakBytes'> {
  readonly counts: Counts;
}

// What a peer touched on its way to a violation depends on its order: it is counted anew.
async function sized(peer: Peer, ask: Ask, { judgement, length }: Verdict): Promise<Told<Sized>> {
  const { machine, symmetry } = ask;
  const orbits = symmetry && permutationCount(machine.scalarsets) > 1;
  const untold = ({ depth, transitions }: Size): NonNullable<Counts['untold']> => [
    ...(orbits ? (['orbits'] as const) : []),
    ...(length === null && depth === null ? (['depth'] as const) : []),
    ...(transitions === null ? (['transitions'] as const) : []),
    'fired',
  ];
  const counts = (size: Size, more: Counts['untold'] = []): Counts => ({
    states: size.states,
    fullStates: size.states,
    transitions: size.transitions ?? 0,
    fullTransitions: size.transitions ?? 0,
    depth: length ?? size.depth ?? 0,
    fired: [],
    emptyPicks: [],
    untold: [...untold(size), ...more],
  });
  const { peakBytes } = judgement;
  const cut = judgement.limit !== null && judgement.limit !== 'depth';
  if (length === null && (judgement.exact || cut))
    return told({ counts: counts(judgement), limit: null, peakBytes });
  const again = await peer.count({ ...ask, depth: length ?? ask.depth });
  if (again.kind !== 'told') return again;
  const size = again.value;
  if (size.limit === null || size.limit === 'depth')
    return told({ counts: counts(size), limit: null, peakBytes: size.peakBytes });
  return length === null
    ? told({ counts: counts(judgement, ['transitions']), limit: null, peakBytes })
    : told({ counts: counts(size), limit: size.limit, peakBytes });
}
