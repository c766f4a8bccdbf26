/**
 * The nearest known name to one that was misspelt, by the Damerau-Levenshtein
 * distance (insert, drop, change, swap of neighbours), or nothing when none is near.
 */

function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(
        (rows[i - 1]?.[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (rows[i - 1]?.[j - 1] ?? 0) + same,
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, (rows[i - 2]?.[j - 2] ?? 0) + 1);
      }
      row.push(best);
    }
    rows.push(row);
  }
  return rows[a.length]?.[b.length] ?? 0;
}

/** The closest of `known` within a third of the length (at least 1), first one wins. */
export function nearest(wrong: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.max(1, Math.floor(wrong.length / 3)) + 1;
  for (const name of known) {
    if (Math.abs(name.length - wrong.length) >= least) continue;
    const far = distance(wrong.toLowerCase(), name.toLowerCase());
    if (far < least && name !== wrong) {
      least = far;
      best = name;
    }
  }
  return best;
}

/** "did you mean `x`?", or undefined. */
export function didYouMean(wrong: string, known: Iterable<string>): string | undefined {
  const name = nearest(wrong, known);
  return name === undefined ? undefined : `did you mean \`${name}\`?`;
}
