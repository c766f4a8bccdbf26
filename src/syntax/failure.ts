/**
 * Why a text does not match, in one sentence. ohm says how far it got and all that it
 * would have taken there; what people want to know is what was expected, in a word,
 * and before all whether they wrote C (or TLA+), which `habits.ts` recognises.
 */
import type { Diagnostic } from '../base/diagnostic.ts';
import { didYouMean } from '../base/suggest.ts';
import * as errors from './errors.ts';
import { habitAt } from './habits.ts';
import { levels } from './precedence.ts';
import { type Passage, type Stumble, spanOf } from './stumble.ts';
import { reservedWords } from './words.ts';

/** The error of a passage that matched up to `offset` of its source, where ohm expected `expected`. */
export function reasonOf(passage: Passage, offset: number, expected: string): Diagnostic {
  let at = passage.from;
  while (at < passage.to && (passage.tokens[at]?.end ?? 0) <= offset) at++;
  const stumble = { ...passage, at, wants: (what: string) => expected.includes(what) };
  return habitAt(stumble) ?? missing(stumble, expected);
}

function missing(stumble: Stumble, expected: string): Diagnostic {
  const what = wanted(stumble, expected);
  const { source, tokens, at, from, to } = stumble;
  const found = at < to ? tokens[at] : undefined;
  const before = at > from ? tokens[at - 1] : undefined;
  if (before !== undefined && (found === undefined || (found.leads && what === '`;`'))) {
    const span = { source, start: before.end, end: before.end + 1 };
    return errors.expectedAfter(span, what, before.text);
  }
  const end = source.text.length;
  if (found === undefined) return errors.expectedBefore({ source, start: end, end }, what, null);
  if (what === '`;`' && (found.text === ')' || found.text === ']')) {
    return errors.strayClose(spanOf(stumble, found), found.text);
  }
  const near = found.kind === 'word' ? didYouMean(found.text, wordsIn(expected)) : undefined;
  if (near !== undefined) return errors.misspelt(spanOf(stumble, found), found.text, near);
  const named = stumble.wants('a name') && what === 'a name' && reservedWords.has(found.text);
  if (named) return errors.wordAsName(spanOf(stumble, found), found.text);
  return errors.expectedBefore(spanOf(stumble, found), what, found.text);
}

// Words that would have been taken; ohm keeps those of operators to itself.
function wordsIn(expected: string): readonly string[] {
  const words = [...expected.matchAll(/"([a-z_]{3,})"/g)].map(([, word = '']) => word);
  return expected.includes('an operator') ? [...words, ...operatorWords] : words;
}

const operatorWords = [...levels.keys()].filter(op => /^[a-z]{3,}$/.test(op));

// What stands for many things that ohm lists, the first that it lists.
const summaries: readonly (readonly [sign: string, summary: string])[] = [
  ['"forall"', 'an expression'],
  ['"atomic"', 'a statement or `}`'],
  ['an assignment', '`=` or `(`'],
  ['"bool"', 'a type'],
  ['"action"', '`var`, `action` or `}`'],
  ['"case"', '`case`, `else` or `}`'],
  ['`possible` or `impossible`', '`possible;` or `impossible;`'],
  ['"violates"', '`violates`, `holds` or `{`'],
  ['";"', '`;`'],
  ['")"', '`)`'],
  ['"]"', '`]`'],
  ['"}"', '`}`'],
  ['"{"', '`{`'],
  ['a number', 'a number'],
  ['a name', 'a name'],
];

function wanted({ wants, tokens, at, to }: Stumble, expected: string): string {
  const found = at < to ? tokens[at]?.text : undefined;
  const [, summary] = summaries.find(([sign]) => wants(sign)) ?? [];
  if (summary !== undefined) {
    if (found === '}' && summary.endsWith(' or `}`')) return summary.slice(0, -' or `}`'.length);
    const closing = ['`)`', '`]`', '`}`'].includes(summary);
    return closing && (wants('","') || found === ';') ? `\`,\` or ${summary}` : summary;
  }
  const marks = [...expected.matchAll(/"([^"]+)"/g)].map(([, mark]) => `\`${mark}\``);
  if (marks.length === 0 || marks.length > 4) return 'something else';
  return marks.length === 1
    ? marks.join('')
    : `${marks.slice(0, -1).join(', ')} or ${marks.at(-1)}`;
}
