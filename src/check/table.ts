/**
 * Variants by properties: the union of what the variants were asked, in the order of
 * their reports, and for each variant what became of it.
 */
import type { PropertyRef } from '../machine/search.ts';
import type { Judged, Result } from './verdict.ts';

/** A table with a row a variant; null where a variant does not have the property. */
export interface Comparison {
  readonly properties: readonly PropertyRef[];
  readonly rows: readonly {
    readonly result: Result;
    readonly cells: readonly (Judged | null)[];
  }[];
}

/** Asserts are one property where their texts are one: their indexes differ between variants. */
const sharedKey = (ref: PropertyRef): string => `${ref.kind} ${ref.name}`;

/** Lines the results up. */
export function compared(results: readonly Result[]): Comparison {
  const all = results.flatMap(r => r.properties.map(p => p.property));
  const properties = inOrder([...new Map(all.map(ref => [sharedKey(ref), ref] as const)).values()]);
  const rows = results.map(result => ({
    result,
    cells: properties.map(ref => cell(result, ref)),
  }));
  return { properties, rows };
}

// The worst of the asserts that share a text: a violation, the shortest first. Run-time
// errors are asked of every variant, and reported where they happen.
function cell(result: Result, ref: PropertyRef): Judged | null {
  const key = sharedKey(ref);
  const some = result.properties.filter(p => sharedKey(p.property) === key);
  const violated = some.filter(p => p.verdict === 'violated');
  const worst = [...violated].sort((a, b) => (a.depth ?? 0) - (b.depth ?? 0))[0];
  return (
    worst ??
    some.find(p => p.verdict === 'unknown') ??
    some[0] ??
    (ref.kind === 'runtime' ? noError(result, ref) : null)
  );
}

function noError({ complete, limit, noInitialState }: Result, property: PropertyRef): Judged {
  const none = { property, depth: null, trace: null, shortest: true };
  if (complete && !noInitialState) return { ...none, verdict: 'holds', limit: null };
  return { ...none, verdict: 'unknown', limit: limit ?? (noInitialState ? null : 'violation') };
}

const ranks: Readonly<Record<PropertyRef['kind'], number>> = {
  runtime: 0,
  deadlock: 1,
  invariant: 2,
  transition: 2,
  cover: 2,
  assert: 3,
};

const inOrder = (refs: readonly PropertyRef[]): readonly PropertyRef[] =>
  [...refs].sort((a, b) => ranks[a.kind] - ranks[b.kind]);
