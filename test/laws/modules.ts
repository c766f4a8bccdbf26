/**
 * Random modules for fast-check, as text. They shrink by their text: every declaration,
 * statement and expression is taken out or replaced by a part of itself, as long as what
 * is left is accepted.
 */
import fc from 'fast-check';
import { parseFile } from '../../src/syntax/parse.ts';
import { diceOver } from './generator/dice.ts';
import { randomModule } from './generator/module.ts';

/** What is asked of the texts. */
export interface Wishes {
  /** Which smaller texts are still modules. */
  readonly accepts: (text: string) => boolean;
  /** Which are worth the trouble: of the others most are made anew. */
  readonly prefers?: (text: string) => boolean;
}

/** Texts of modules. */
export const modules = (wishes: Wishes): fc.Arbitrary<string> => new Modules(wishes);

class Modules extends fc.Arbitrary<string> {
  private readonly wishes: Wishes;

  constructor(wishes: Wishes) {
    super();
    this.wishes = wishes;
  }

  override generate(random: fc.Random): fc.Value<string> {
    const dice = diceOver(random);
    const { prefers } = this.wishes;
    let text = randomModule(dice);
    for (let turn = 0; turn < 3 && prefers?.(text) === false && dice.chance(70); turn++) {
      text = randomModule(dice);
    }
    return new fc.Value(text, undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is string {
    return typeof value === 'string';
  }

  override shrink(text: string): fc.Stream<fc.Value<string>> {
    return fc.stream(this.smaller(text)).map(value => new fc.Value(value, undefined));
  }

  private *smaller(text: string): IterableIterator<string> {
    const seen = new Set([text]);
    for (const candidate of candidates(text)) {
      if (seen.has(candidate)) continue;
      seen.add(candidate);
      if (this.wishes.accepts(candidate)) yield candidate;
    }
  }
}

interface Range {
  readonly start: number;
  readonly end: number;
}

const stubs = ['skip;', '0', 'true', 'false', 'none', '{}', '[]', 'bool'];

/** Smaller texts, those that lose most first. */
function candidates(text: string): readonly string[] {
  const found: { readonly loses: number; readonly text: string }[] = [];
  const put = ({ start, end }: Range, words: string): void => {
    const loses = end - start - words.length;
    if (loses > 0) found.push({ loses, text: text.slice(0, start) + words + text.slice(end) });
  };
  for (const { range, parts } of nodesOf(text)) {
    put(range, '');
    put(withComma(text, range), '');
    for (const part of parts) put(range, text.slice(part.start, part.end));
    for (const stub of stubs) put(range, stub);
  }
  return found.sort((a, b) => b.loses - a.loses).map(one => one.text);
}

// An item of a list with the comma before it, or behind it.
function withComma(text: string, { start, end }: Range): Range {
  const before = /,\s*$/.exec(text.slice(0, start));
  if (before !== null) return { start: before.index, end };
  const after = /^\s*,/.exec(text.slice(end));
  return { start, end: end + (after?.[0].length ?? 0) };
}

interface Node {
  readonly range: Range;
  /** The nodes directly inside it. */
  readonly parts: readonly Range[];
}

/** Everything in the tree that has a place. */
function nodesOf(text: string): readonly Node[] {
  const nodes: Node[] = [];
  const walk = (value: unknown): readonly Range[] => {
    if (typeof value !== 'object' || value === null) return [];
    if (Array.isArray(value)) return value.flatMap(walk);
    const parts = Object.entries(value).flatMap(([key, inner]) =>
      key === 'span' || key === 'source' || key === 'comments' ? [] : walk(inner),
    );
    const range = 'span' in value ? rangeOf(value.span) : null;
    if (range === null) return parts;
    nodes.push({ range, parts });
    return [range];
  };
  walk(parseFile({ path: 'module.pspec', text }, () => {}).decls);
  return nodes;
}

function rangeOf(span: unknown): Range | null {
  if (typeof span !== 'object' || span === null || !('start' in span) || !('end' in span))
    return null;
  const { start, end } = span;
  return typeof start === 'number' && typeof end === 'number' ? { start, end } : null;
}
