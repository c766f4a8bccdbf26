/**
 * Scalarsets whose members have blocks of their own: the canonical form has the blocks
 * in ascending order by member, as unsigned numbers. Equal blocks are twins.
 */
import { present } from '../../base/assertion.ts';
import type { Symmetry } from '../layout/layout.ts';
import { type Halves, highOf, lowOf, mask, putHalves } from './bits.ts';

/** A scalarset of the plan whose blocks are sorted. */
export type SortedPart = Symmetry['sorted'][number];

export interface Sorter {
  /** Sorts the blocks of a state. */
  sort(words: Uint32Array, at: number): void;
  /** How many states differ from one with sorted blocks by their order only. */
  orbit(words: Uint32Array, at: number): number;
  /** By member, where its block goes. */
  permutation(words: Uint32Array, at: number): readonly number[];
}

/** Sorts the blocks of one scalarset. */
export function sorter({ blocks }: SortedPart): Sorter {
  const size = blocks.length;
  const low = new Uint32Array(size);
  const high = new Uint32Array(size);
  const owner = new Uint8Array(size);
  const all = mask(blocks[0]?.width ?? 0);
  const others = bitsOutside(blocks, all);

  return {
    sort(words, at) {
      if (arrange(words, at)) write(words, at);
    },
    orbit(words, at) {
      arrange(words, at);
      // The orbit of the first blocks, one more with each turn: always whole.
      let orbit = 1;
      for (let i = 1, run = 1; i < size; i++) {
        run = low[i] === low[i - 1] && high[i] === high[i - 1] ? run + 1 : 1;
        orbit = (orbit * (i + 1)) / run;
      }
      return orbit;
    },
    permutation(words, at) {
      arrange(words, at);
      const to = Array.from(owner);
      for (const [position, member] of owner.entries()) to[member] = position;
      return to;
    },
  };

  // Reads the blocks and sorts them by insertion, stably; true if one moved.
  function arrange(words: Uint32Array, at: number): boolean {
    let moved = false;
    for (let i = 0; i < size; i++) {
      const { word, shift } = present(blocks[i], 'by index');
      const l = (lowOf(words, at + 2 * word, shift) & all.low) >>> 0;
      const h = (highOf(words, at + 2 * word, shift) & all.high) >>> 0;
      let j = i;
      while (j > 0 && isBefore(h, l, j - 1)) {
        low[j] = low[j - 1] ?? 0;
        high[j] = high[j - 1] ?? 0;
        owner[j] = owner[j - 1] ?? 0;
        j--;
      }
      low[j] = l;
      high[j] = h;
      owner[j] = i;
      moved ||= j < i;
    }
    return moved;
  }
  function isBefore(h: number, l: number, j: number): boolean {
    const other = high[j] ?? 0;
    return h < other || (h === other && l < (low[j] ?? 0));
  }
  function write(words: Uint32Array, at: number): void {
    for (let i = 0; i < others.length; i++) words[at + i] = (words[at + i] ?? 0) & (others[i] ?? 0);
    for (let i = 0; i < size; i++) {
      const { word, shift } = present(blocks[i], 'by index');
      putHalves(words, at + 2 * word, shift, low[i] ?? 0, high[i] ?? 0);
    }
  }
}

// By half word up to the last block's, the bits that no block has.
function bitsOutside(blocks: SortedPart['blocks'], { low, high }: Halves): Uint32Array {
  const words = Math.max(0, ...blocks.map(({ word }) => word + 1));
  const inside = new Uint32Array(2 * words);
  for (const { word, shift } of blocks) putHalves(inside, 2 * word, shift, low, high);
  return inside.map(bits => ~bits);
}
