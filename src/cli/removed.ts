/** `--without`: from the words of the command line to variants with something taken out. */
import { nearest } from '../base/suggest.ts';
import type { Module } from '../semantics/patch/module.ts';
import { type Removal, removalsNamed, removedText } from '../semantics/patch/removal.ts';
import { removalsOf } from '../semantics/patch/removals.ts';
import type { Variant } from '../semantics/patch/variants.ts';
import { without } from '../semantics/patch/without.ts';

/** Each of the variants without all of these; a text where a word means nothing in one of them. */
export function allWithout(
  module: Module,
  variants: readonly Variant[],
  words: readonly string[],
): readonly Variant[] | string {
  if (words.length === 0) return variants;
  const made: Variant[] = [];
  for (const variant of variants) {
    const one = variantWithout(module, variant, words);
    if (typeof one === 'string') return one;
    made.push(one);
  }
  return made;
}

/** The variant without all of these; a text where a word means nothing in it, or several things. */
export function variantWithout(
  module: Module,
  variant: Variant,
  words: readonly string[],
): Variant | string {
  if (words.length === 0) return variant;
  const all = removalsOf(module, variant);
  const gone: Removal[] = [];
  for (const word of words) {
    const found = removalsNamed(all, word);
    const [only, ...others] = found;
    if (only === undefined) return nothingAt(variant, all, word);
    if (others.length > 0) return severalAt(found, word);
    if (!gone.includes(only)) gone.push(only);
  }
  return without(variant, gone);
}

function nothingAt(variant: Variant, all: readonly Removal[], word: string): string {
  const known = all.flatMap(one => [one.name, one.path]);
  const near = nearest(word, known);
  const way =
    near === undefined
      ? 'check --necessary lists what it has'
      : `did you mean ${near}? check --necessary lists all`;
  return `${variant.name} has no step, guard or edit at ${word} to take out: ${way}`;
}

function severalAt(found: readonly Removal[], word: string): string {
  const places = found.map(one => `${one.name} (${shortened(removedText(one))})`).join(', ');
  return `${word} means several things: write ${places}`;
}

const shortened = (text: string): string => (text.length <= 40 ? text : `${text.slice(0, 37)}...`);
