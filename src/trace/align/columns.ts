/**
 * Two runs as two columns: what they have in common at the beginning once, then rows that
 * are the same step on one line (a longest common subsequence, the earliest). Members of
 * scalarsets are in order of first use in both, so equal rows are equal as text.
 */
import { show } from '../../machine/show.ts';
import type { TraceStep } from '../trace.ts';

/** A line of the two columns; not both are null. */
export interface Line {
  readonly left: TraceStep | null;
  readonly right: TraceStep | null;
}

/** The columns. */
export interface Columns {
  /** The first rows, as long as they are alike. */
  readonly prefix: readonly TraceStep[];
  readonly lines: readonly Line[];
}

/** Lays two runs beside each other. */
export function columnsOf(left: readonly TraceStep[], right: readonly TraceStep[]): Columns {
  const differs = left.findIndex((step, i) => rowKey(step) !== rowKey(right[i]));
  const shared = differs < 0 ? left.length : differs;
  return {
    prefix: left.slice(0, shared),
    lines: beside(left.slice(shared), right.slice(shared)),
  };
}

/** Text that two rows share exactly when they are the same step with the same arguments. */
export const rowKey = (step: TraceStep | undefined): string =>
  step === undefined
    ? ''
    : JSON.stringify([
        step.actor,
        step.instance.map(a => show(a.type, a.value)),
        step.step,
        step.args.map(a => [a.name, show(a.type, a.value)]),
      ]);

function beside(left: readonly TraceStep[], right: readonly TraceStep[]): readonly Line[] {
  const lengths = commonLengths(left.map(rowKey), right.map(rowKey));
  const at = (i: number, j: number): number => lengths[i]?.[j] ?? 0;
  const lines: Line[] = [];
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    const [a, b] = [left[i] ?? null, right[j] ?? null];
    const same = a !== null && b !== null && rowKey(a) === rowKey(b);
    const takesA = same || (a !== null && (b === null || at(i + 1, j) >= at(i, j + 1)));
    const takesB = same || !takesA;
    lines.push({ left: takesA ? a : null, right: takesB ? b : null });
    i += takesA ? 1 : 0;
    j += takesB ? 1 : 0;
  }
  return lines;
}

// By places from which to read on: the length of the longest common rest.
function commonLengths(
  left: readonly string[],
  right: readonly string[],
): readonly (readonly number[])[] {
  const table = Array.from({ length: left.length + 1 }, () =>
    Array.from({ length: right.length + 1 }, () => 0),
  );
  for (let i = left.length - 1; i >= 0; i--) {
    const row = table[i] ?? [];
    const below = table[i + 1] ?? [];
    for (let j = right.length - 1; j >= 0; j--) {
      const same = left[i] === right[j];
      row[j] = same ? 1 + (below[j + 1] ?? 0) : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return table;
}
