/**
 * What another checker says of a machine: its verdict with the properties, and its counts
 * without them, with and without symmetry. Each search has the whole of the limits.
 */
import type { Machine } from '../machine/machine.ts';
import type { PropertyRef, Question, Watch } from '../machine/search.ts';
import { permutationCount } from '../reference/permute.ts';
import type { Sizes, Spoken, Unspoken } from '../view/opinion.ts';
import { asAsked, meansOf } from './findings.ts';
import { type Followed, follow } from './follow.ts';
import type { Ask, Judgement, Peer, Silent, Size, Told } from './peer.ts';
import { told } from './peer.ts';

/** What it says, or why nothing; and what of it we can make nothing of, a sentence each. */
export interface Asked {
  readonly opinion: Spoken | Unspoken;
  readonly disputed: readonly string[];
}

/** Asks the peer; `asked` is what the question was made from. */
export async function opinionOf(
  peer: Peer,
  machine: Machine,
  question: Question,
  asked: readonly PropertyRef[],
  watch: Watch,
): Promise<Asked> {
  const start = performance.now();
  const version = await peer.version();
  if (version.kind !== 'told') return silent(peer, version);
  const { symmetry, limits } = question;
  const ask = (reduced: boolean): Ask => ({
    machine: asAsked(machine, question),
    symmetry: reduced,
    depth: limits.maxDepth,
    means: meansOf(question, 1, watch),
  });
  const judged = await peer.judge(ask(symmetry && peer.reduces));
  if (judged.kind !== 'told') return silent(peer, judged);
  const followed = followedBy(machine, question, asked, judged.value);
  const counted = await countsOf(
    peer,
    ask,
    symmetry && permutationCount(machine.scalarsets) > 1,
    judged.value,
  );
  if (counted.kind !== 'told' && counted.kind !== 'failed') return silent(peer, counted);
  const { sizes, peakBytes } = counted.kind === 'told' ? counted.value : nothingCounted;
  const opinion: Spoken = {
    kind: 'spoken',
    checker: peer.name,
    version: version.value,
    ...verdictOf(judged.value, followed),
    sizes,
    uncounted: counted.kind === 'failed' ? counted.reason : null,
    elapsedMs: performance.now() - start,
    peakBytes: most(peakBytes, judged.value.peakBytes),
  };
  const lost =
    followed?.kind === 'lost'
      ? [`${peer.name} says ${judged.value.broken?.message}, but ${followed.reason}`]
      : [];
  return { opinion, disputed: lost };
}

const most = (a: number | null, b: number | null): number | null =>
  Math.max(a ?? 0, b ?? 0) || null;

function silent({ name }: Peer, answer: Silent): Asked {
  const reason =
    answer.kind === 'unsaid' ? `it has no words for ${answer.reasons.join('; ')}` : answer.reason;
  return { opinion: { kind: 'unspoken', checker: name, reason }, disputed: [] };
}

function followedBy(
  machine: Machine,
  question: Question,
  asked: readonly PropertyRef[],
  { broken }: Judgement,
): Followed | null {
  if (broken === null || broken.run === null) return null;
  return follow(asAsked(machine, question), [...asked, ...runtimeOf(question)], broken.run);
}

const runtimeOf = ({ runtime }: Question): readonly PropertyRef[] =>
  runtime.map(name => ({ kind: 'runtime', name }));

// A run that breaks what nobody asked for leaves open what was asked.
function verdictOf(
  { broken, limit, states }: Judgement,
  followed: Followed | null,
): Pick<Spoken, 'verdict' | 'limit' | 'property' | 'length' | 'shortest'> {
  const none = { property: null, length: null, shortest: true };
  if (followed?.kind === 'aside') return { ...none, verdict: 'unknown', limit: 'violation' };
  if (broken !== null) {
    const { length, shortest } = broken;
    const property = followed?.kind === 'found' ? followed.property : null;
    return { verdict: 'violated', limit: null, property, length, shortest };
  }
  const holds = limit === null && states > 0;
  return { ...none, verdict: holds ? 'holds' : 'unknown', limit };
}

interface Counted {
  readonly sizes: Sizes;
  readonly peakBytes: number | null;
}

const nothingCounted: Counted = {
  sizes: {
    states: null,
    transitions: null,
    fullStates: null,
    fullTransitions: null,
    depth: null,
    limit: null,
  },
  peakBytes: null,
};

async function countsOf(
  peer: Peer,
  ask: (symmetry: boolean) => Ask,
  reduces: boolean,
  judgement: Judgement,
): Promise<Told<Counted>> {
  const whole = judgement.broken === null && judgement.exact && judgement.limit === null;
  const first = whole ? told<Size>(judgement) : await peer.count(ask(reduces && peer.reduces));
  if (first.kind !== 'told') return first;
  const second = reduces && peer.reduces ? await peer.count(ask(false)) : first;
  if (second.kind !== 'told') return second;
  const [orbits, full] = [first.value, second.value];
  const reduced = reduces && !peer.reduces ? null : seen(orbits);
  return told({
    sizes: {
      states: reduced?.states ?? null,
      transitions: reduced?.transitions ?? null,
      fullStates: seen(full)?.states ?? null,
      fullTransitions: seen(full)?.transitions ?? null,
      depth: seen(full)?.depth ?? seen(orbits)?.depth ?? null,
      limit: orbits.limit ?? full.limit,
    },
    peakBytes: most(orbits.peakBytes, full.peakBytes),
  });
}

// Where a search may have stopped anywhere its counts say nothing.
const seen = (size: Size): Size | null =>
  size.limit === null || size.limit === 'depth' ? size : null;
