/**
 * The set of states that a claim carries, as 32 hex digits: the sum of SHA-256 over the
 * canonical texts of its states, modulo 2^256, of which the first 128 bits are shown. It
 * does not depend on the order of the states or on which state of an orbit was stored.
 * spec/claims.md defines it. After Bellare and Micciancio, "A New Paradigm for
 * Collision-Free Hashing" (AdHash, 1997).
 */
import { createHash } from 'node:crypto';
import type { Machine } from '../machine/machine.ts';
import { identity } from '../machine/permute.ts';
import { listFrom, type Value } from '../machine/value.ts';
import { canonicalBy } from '../reference/canonical.ts';
import { mostPermutations, permutationCount, permutations } from '../reference/permute.ts';

/** A set that grows; each state is to be added once. */
export interface StateSet {
  /** The values of the variables of any state of an orbit, or of the state where symmetry is off. */
  readonly add: (values: readonly Value[]) => void;
  /** 32 hex digits. */
  readonly digest: () => string;
}

const whole = 1n << 256n;

/**
 * The empty set of states of a machine; null where its symmetric types have more permutations
 * than can be tried on every state.
 */
export function stateSet(machine: Machine, symmetry: boolean): StateSet | null {
  if (symmetry && permutationCount(machine.scalarsets) > mostPermutations) return null;
  const canonical = canonicalBy(machine, symmetry ? permutations(machine.scalarsets) : [identity]);
  let sum = 0n;
  return {
    add(values) {
      const { key } = canonical(listFrom(values));
      sum = (sum + hashOf(key)) % whole;
    },
    digest: () => (sum >> 128n).toString(16).padStart(32, '0'),
  };
}

const hashOf = (text: string): bigint =>
  BigInt(`0x${createHash('sha256').update(text).digest('hex')}`);
