/**
 * From what a search found to a verdict for each property, and one for the variant.
 * Every violation is replayed here, before anybody sees it; a path that does not
 * break its property is a fault of the search and throws.
 */

import { keyOf } from '../machine/asked.ts';
import type { Machine } from '../machine/machine.ts';
import type {
  Counts,
  Findings,
  Found,
  Limit,
  PropertyRef,
  Question,
  Watch,
} from '../machine/search.ts';
import type { Trace } from '../trace/trace.ts';

/** The three words of this project. */
export type Word = 'holds' | 'violated' | 'unknown';

/** One property, judged. Of a cover, `holds` means that it was reached. */
export interface Judged {
  readonly property: PropertyRef;
  readonly verdict: Word;
  /** Steps of the shortest run that shows it; null where no run does. */
  readonly depth: number | null;
  /** The counterexample, or the witness of a cover. */
  readonly trace: Trace | null;
  /** Why the verdict is `unknown`. */
  readonly limit: Limit | null;
  readonly shortest: boolean;
}

/** What a search said of one machine. */
export interface Result {
  readonly machine: Machine;
  readonly verdict: Word;
  readonly counts: Counts;
  /** Run-time errors, deadlock, then as declared. */
  readonly properties: readonly Judged[];
  /** The limit that was met; a violation that ended the search is none. */
  readonly limit: Limit | null;
  /** False when a shorter violation may exist. */
  readonly shortest: boolean;
  /** Every reachable state was seen, so what never happened cannot happen. */
  readonly complete: boolean;
  readonly noInitialState: boolean;
  /** What the search did without, where that was asked for: the counts are without it too. */
  readonly leftOut: LeftOut | null;
}

/** Variables, by their names. */
export interface LeftOut {
  /** Nobody reads them. */
  readonly unread: readonly string[];
  /** They were put to rest where they are overwritten before they are read. */
  readonly reset: readonly string[];
}

/** A search: the reference's, or an engine's. */
export type Search = (machine: Machine, question: Question, watch?: Watch) => Findings;

/** Runs a path again and gives its trace; throws when it does not show what it should. */
export type Replay = (machine: Machine, found: Found) => Trace;

/** Asks the search, and judges. `asked` as `question` was made from. */
export function judge(
  machine: Machine,
  asked: readonly PropertyRef[],
  findings: Findings,
  replay: Replay,
): Result {
  const found = new Map(findings.found.map(f => [keyOf(f.property), f] as const));
  const properties = inOrder(asked, findings).map(ref =>
    judged(ref, found.get(keyOf(ref)), findings, f => replay(machine, f)),
  );
  const violated = properties.filter(p => p.verdict === 'violated');
  const judgedAll = properties.some(p => p.depth === null && p.verdict !== 'unknown');
  return {
    machine,
    verdict: overall(properties, findings.noInitialState),
    counts: findings.counts,
    properties,
    limit: findings.limit === 'violation' ? null : findings.limit,
    shortest: violated.every(p => p.shortest),
    complete: findings.limit === null && (judgedAll || findings.found.length === 0),
    noInitialState: findings.noInitialState,
    leftOut: null,
  };
}

// Run-time errors are listed where they happened or were asked for by name.
function inOrder(asked: readonly PropertyRef[], findings: Findings): readonly PropertyRef[] {
  const known = new Set(asked.map(keyOf));
  const others = findings.found.map(f => f.property).filter(ref => !known.has(keyOf(ref)));
  const rank = ({ kind }: PropertyRef): number =>
    kind === 'runtime' ? 0 : kind === 'deadlock' ? 1 : 2;
  return [...others, ...asked].sort((a, b) => rank(a) - rank(b));
}

function judged(
  property: PropertyRef,
  found: Found | undefined,
  findings: Findings,
  replay: (found: Found) => Trace,
): Judged {
  const cover = property.kind === 'cover';
  if (found !== undefined) {
    const verdict = cover ? 'holds' : 'violated';
    const { length: depth, shortest } = found;
    return { property, verdict, depth, trace: replay(found), limit: null, shortest };
  }
  const none = { property, depth: null, trace: null, shortest: true };
  if (findings.reached?.some(ref => keyOf(ref) === keyOf(property)) === true)
    return { ...none, verdict: 'holds', limit: null };
  if (findings.limit !== null) return { ...none, verdict: 'unknown', limit: findings.limit };
  if (findings.noInitialState) return { ...none, verdict: 'unknown', limit: null };
  return { ...none, verdict: cover ? 'violated' : 'holds', limit: null };
}

function overall(properties: readonly Judged[], noInitialState: boolean): Word {
  if (properties.some(p => p.verdict === 'violated')) return 'violated';
  if (noInitialState || properties.some(p => p.verdict === 'unknown')) return 'unknown';
  return 'holds';
}

/** The property that a one-line verdict names: the first that is violated. */
export const firstViolated = (result: Result): Judged | null =>
  result.properties.find(p => p.verdict === 'violated') ?? null;
