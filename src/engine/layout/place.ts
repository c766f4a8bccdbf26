/**
 * The second half of laying out a state: a place for every leaf. Blocks that are sorted
 * come first, each in one word; what belongs to one element stays together, so that a
 * guard tests one word; the rest fills the gaps in the order of declaration.
 */
import type { Field } from '../ir/code.ts';
import type { Leaf } from './leaves.ts';

const wordBits = 64;

/** Words filled from their low ends. */
export class Words {
  private readonly used: number[] = [];

  /** Words in use, at least 1. */
  get count(): number {
    return Math.max(1, this.used.length);
  }

  get bits(): number {
    return this.used.reduce((sum, n) => sum + n, 0);
  }

  /** A place of this many bits in the first word with room. */
  take(width: number): { readonly word: number; readonly shift: number } {
    const found = this.used.findIndex(used => used + width <= wordBits);
    const word = found < 0 ? this.used.length : found;
    const shift = this.used[word] ?? 0;
    this.used[word] = shift + width;
    return { word, shift };
  }

  /** Places the leaves side by side; together they have at most 64 bits. Gives the field around them. */
  block(leaves: readonly Leaf[]): Field {
    const width = widthTogether(leaves);
    const { word, shift } = this.take(width);
    let next = shift;
    for (const { field } of leaves) {
      field.word = word;
      field.shift = next;
      next += field.width;
    }
    return { word, shift, width };
  }

  /** Places leaves that need not be together, but are better so. */
  group(leaves: readonly Leaf[]): void {
    if (widthTogether(leaves) <= wordBits) this.block(leaves);
    else for (const leaf of leaves) this.block([leaf]);
  }
}

/** How many bits these leaves have. */
export const widthTogether = (leaves: readonly Leaf[]): number =>
  leaves.reduce((sum, { field }) => sum + field.width, 0);
