/** Colours for a terminal; elsewhere text stays as it is. */
import type { Word } from '../check/verdict.ts';

/** Gives the text the look of a verdict. */
export type Paint = (word: Word, text: string) => string;

/** No colour. */
export const plain: Paint = (_, text) => text;

const codes: Readonly<Record<Word, number>> = { holds: 32, violated: 31, unknown: 33 };

/** Green, red and yellow by the codes that every terminal knows. */
export const ansi: Paint = (word, text) => `\u001b[${codes[word]}m${text}\u001b[0m`;
