/**
 * Tests of single fields against constants as masks: `(half & mask) === value`. A
 * conjunction of such tests on one half is one comparison, however many fields it
 * looks at; a disjunction of their negations is one as well.
 */
import type { Bool, Field, File } from '../ir/code.ts';
import { not } from '../ir/fold.ts';
import { bitsOf, cut, halfName, slicesOf } from './halves.ts';

interface Mask {
  readonly file: File;
  readonly half: number;
  /** Signed 32 bits. */
  readonly mask: number;
  readonly value: number;
}

/** What a list of tests comes to: the texts of its masks, and the tests that have none. */
export interface Merged {
  readonly texts: readonly string[];
  readonly others: readonly Bool[];
}

/** All of these, as tests of halves where that can be. `never` where two contradict. */
export function conjunction(of: readonly Bool[]): Merged | 'never' {
  const others: Bool[] = [];
  const halves = new Map<string, Mask>();
  for (const test of of) {
    const masks = masksOf(test);
    if (masks === null) others.push(test);
    else if (!masks.every(mask => joined(halves, mask))) return 'never';
  }
  return { texts: [...halves.values()].map(textOf), others };
}

/** Any of these: the negation of a conjunction where that can be. */
export function disjunction(of: readonly Bool[]): Merged | 'always' {
  const negated = conjunction(of.map(not));
  if (negated === 'never') return 'always';
  const single = of.filter(test => masksOf(not(test)) === null);
  return { texts: negated.texts.map(text => text.replace('===', '!==')), others: single };
}

/** A test that is a conjunction of masks; null where it is more. */
function masksOf(test: Bool): readonly Mask[] | null {
  switch (test.kind) {
    case 'bit':
      return fieldIs(test.file, test.field, 1);
    case 'equal': {
      const { left, right } = test;
      if (left.kind === 'read' && right.kind === 'number')
        return fieldIs(left.file, left.field, right.value);
      if (right.kind === 'read' && left.kind === 'number')
        return fieldIs(right.file, right.field, left.value);
      return null;
    }
    case 'not':
      return test.of.kind === 'bit' ? fieldIs(test.of.file, test.of.field, 0) : null;
    default:
      return null;
  }
}

function fieldIs(file: File, field: Field, value: number): readonly Mask[] | null {
  if (value < 0 || value >= 2 ** field.width) return null;
  return slicesOf(field).map(slice => ({
    file,
    half: slice.half,
    mask: bitsOf(slice),
    value: cut(value, slice) << slice.shift,
  }));
}

// False when a bit would have to be 0 and 1.
function joined(halves: Map<string, Mask>, more: Mask): boolean {
  const key = halfName(more.file, more.half);
  const known = halves.get(key) ?? { ...more, mask: 0, value: 0 };
  const both = known.mask & more.mask;
  if ((known.value & both) !== (more.value & both)) return false;
  halves.set(key, { ...known, mask: known.mask | more.mask, value: known.value | more.value });
  return true;
}

function textOf({ file, half, mask, value }: Mask): string {
  const name = halfName(file, half);
  return mask === -1 ? `(${name} === ${value})` : `((${name} & ${mask}) === ${value})`;
}
