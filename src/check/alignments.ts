/**
 * Which runs are laid beside which variants: of each variant every counterexample, on each
 * other variant, with that variant's own counterexample to the same property if it has one.
 */

import { align } from '../trace/align/align.ts';
import type { Alignment } from '../trace/align/aligned.ts';
import { type Columns, columnsOf } from '../trace/align/columns.ts';
import type { Authors } from '../trace/align/ledger.ts';
import type { Trace } from '../trace/trace.ts';
import type { Judged, Result } from './verdict.ts';

/** A counterexample of one variant, replayed on another. */
export interface Replayed {
  readonly leader: Result;
  readonly judged: Judged;
  readonly trace: Trace;
  readonly follower: Result;
  readonly alignment: Alignment;
  /** Beside the follower's own counterexample to the property; told once for two variants. */
  readonly own: { readonly trace: Trace; readonly columns: Columns } | null;
}

/** Every counterexample on every other of these results, in their order. */
export function replayedOnOthers(
  results: readonly Result[],
  authors: Authors,
): readonly Replayed[] {
  return results.flatMap((leader, i) =>
    leader.properties.flatMap(judged =>
      results.flatMap((follower, j): readonly Replayed[] => {
        const one = i === j ? null : replayedOn(leader, judged, follower, authors);
        if (one === null) return [];
        return [i < j ? one : { ...one, own: null }];
      }),
    ),
  );
}

/** One counterexample on another variant; null where there is none, or it has no first state. */
export function replayedOn(
  leader: Result,
  judged: Judged,
  follower: Result,
  authors: Authors,
): Replayed | null {
  const { trace, verdict, property } = judged;
  if (verdict !== 'violated' || trace === null || trace.initial === null) return null;
  const alignment = align(leader.machine, trace, follower.machine, authors);
  const twin = follower.properties.find(
    p => p.property.kind === property.kind && p.property.name === property.name,
  );
  const other = twin?.verdict === 'violated' ? twin.trace : null;
  const own =
    other === null ? null : { trace: other, columns: columnsOf(trace.steps, other.steps) };
  return { leader, judged, trace, follower, alignment, own };
}
