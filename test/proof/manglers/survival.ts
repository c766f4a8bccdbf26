/**
 * Chains of manglers over claims: what comes out is the claim that went in, or nothing. Counts
 * what survives by the number of damages.
 */
import { read } from '../../../src/proof/block/read.ts';
import { entriesOf, textOf } from '../../../src/proof/block/tokens.ts';
import type { Claim } from '../../../src/proof/claim.ts';
import { diceOf } from '../../support/dice.ts';
import { chainOf, mangled } from './all.ts';
import type { Mangler } from './mangler.ts';

/** Counts of chains, and which damages were in those that were lost though they keep what is said. */
export interface Survival {
  /** By the length of the chain, from 1; of chains in which every damage keeps what is said. */
  readonly kept: number[];
  readonly survived: number[];
  /** Chains with a loss in them, and how many of these were still found, as they were. */
  losses: number;
  found: number;
  readonly lost: Map<string, number>;
}

/** Nothing counted yet. */
export const noSurvival = (): Survival => ({
  kept: [0, 0, 0, 0],
  survived: [0, 0, 0, 0],
  losses: 0,
  found: 0,
  lost: new Map(),
});

/** What a chain did wrong: it made the reader accept what nobody wrote. */
export interface Misread {
  readonly chain: readonly string[];
  readonly text: string;
}

const sameText = (a: Claim, b: Claim): boolean =>
  textOf(entriesOf(a)) === textOf(entriesOf(b)) &&
  JSON.stringify(a.params) === JSON.stringify(b.params);

/** Damages the block by the chain that falls for the seed, reads it, and counts. */
export function survive(
  claim: Claim,
  lines: readonly string[],
  seed: number,
  into: Survival,
): Misread | null {
  const dice = diceOf(seed);
  const chain = chainOf(dice);
  const text = mangled(lines.join('\n'), chain, dice);
  const found = read(text);
  const intact = found.flatMap(f => (f.kind === 'intact' ? [f.claim] : []));
  if (intact.some(other => !sameText(other, claim))) return { chain: chain.map(m => m.name), text };
  count(chain, intact.length > 0, into);
  return null;
}

function count(chain: readonly Mangler[], survived: boolean, into: Survival): void {
  if (chain.some(m => !m.keeps)) {
    into.losses += 1;
    if (survived) into.found += 1;
    return;
  }
  into.kept[chain.length] = (into.kept[chain.length] ?? 0) + 1;
  if (survived) into.survived[chain.length] = (into.survived[chain.length] ?? 0) + 1;
  else {
    const names = chain.map(m => m.name).join(' + ');
    into.lost.set(names, (into.lost.get(names) ?? 0) + 1);
  }
}

/** `1 damage: 998 of 1000`. */
export const survivalLines = ({ kept, survived, losses, found }: Survival): readonly string[] => [
  ...kept.flatMap((n, i) =>
    n === 0 ? [] : [`${i} damages: ${survived[i]} of ${n} survive (${share(survived[i] ?? 0, n)})`],
  ),
  `with a loss among them: ${found} of ${losses} are still whole`,
];

const share = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(2)} %`;
