/**
 * Writes a claim as a block for a mail. Law: what is written, `read` finds again as the
 * same claim; what it could not, is refused with the reason. The picture beside the rows
 * is commentary: of several layouts the first is taken that keeps the law.
 */
import type { Claim } from '../claim.ts';
import { isAction } from './action.ts';
import { fold, mayOpen } from './fold.ts';
import { type Layout, layoutsOf, type Picture } from './picture.ts';
import { read } from './read.ts';
import { type Entry, entriesOf, headerOf, sumOf, textOf } from './tokens.ts';
import { headerWidth, mostLines, namePattern, reserved, rowWidth } from './words.ts';

/** A block, or why there is none; with the lines that a block of too many would have. */
export type Written =
  | { readonly kind: 'written'; readonly lines: readonly string[] }
  | {
      readonly kind: 'refused';
      readonly reason: string;
      readonly tooLong: readonly string[] | null;
    };

const refused = (reason: string, tooLong: readonly string[] | null = null): Written => ({
  kind: 'refused',
  reason,
  tooLong,
});

/**
 * The lines of the block. The picture has an entry for each row, and none for a safety
 * claim. `most` is how many lines it may have; up to 400 where it is a mail of its own.
 */
export function write(claim: Claim, picture: Picture, most: number = mostLines): Written {
  const wrong = wrongIn(claim);
  if (wrong !== null) return refused(wrong);
  const layouts = claim.kind === 'violation' ? layoutsOf(claim.rows, picture) : [[]];
  let first: Written | null = null;
  for (const layout of layouts) {
    const written = writtenAs(claim, layout, most);
    if (written.kind === 'written') return written;
    first ??= written;
  }
  return first ?? refused('there is no layout');
}

function writtenAs(claim: Claim, layout: Layout, most: number): Written {
  const loose = linesOf(claim, layout, ['']);
  const lines = loose.length <= most ? loose : linesOf(claim, layout, []);
  const wrong = lines.map(wrongInLine).find(reason => reason !== null) ?? wrongInHeader(claim);
  if (wrong !== null) return refused(wrong);
  const unread = unreadIn(claim, lines);
  if (unread !== null) return refused(unread);
  if (lines.length <= most) return { kind: 'written', lines };
  return refused(
    `the block has ${lines.length} lines, ${most} is the most: send it as a mail of its own, or show a shorter run`,
    lines,
  );
}

function linesOf(claim: Claim, layout: Layout, gap: readonly string[]): readonly string[] {
  const loop = claim.kind === 'violation' && claim.loop !== null ? `${claim.loop}` : null;
  return [
    `----- begin ${claim.name} -----`,
    ...headerOf(claim).flatMap(headerLines),
    ...(layout.length === 0 ? [] : [...gap, ...layout, ...gap]),
    ...(loop === null ? [] : headerLines({ word: 'loop', text: loop })),
    ...headerLines({ word: 'sum', text: sumOf(claim) }),
    `----- end ${claim.name} -----`,
  ];
}

const keyWidth = 8;

function headerLines({ word, text }: Entry): readonly string[] {
  return fold(text, headerWidth - keyWidth).map(
    (line, i) => `${(i === 0 ? word : '').padEnd(keyWidth)}${line}`,
  );
}

/** What no layout can help. */
function wrongIn(claim: Claim): string | null {
  if (!namePattern.test(claim.name)) {
    return `'${claim.name}' cannot name a block: take a letter, then letters, digits, '_', '.' and '-', up to 58`;
  }
  for (const { word, text } of headerOf(claim)) {
    const wrong = wrongInText(text);
    if (wrong !== null) return `${wrong} in '${word}'`;
    const key = text.split(' ').find(part => reserved.has(part));
    if (key !== undefined) {
      return `the word '${key}' in '${word}' is a key of the format: give it another name in the specification`;
    }
  }
  if (claim.kind === 'safety') return null;
  for (const { number, action } of claim.rows) {
    const wrong = wrongInText(action);
    if (wrong !== null) return `${wrong} in row ${number}`;
    if (!isAction(action)) return `row ${number} is no action: '${action}'`;
  }
  return null;
}

function wrongInText(text: string): string | null {
  if (!/^[ -~]*$/.test(text)) return `there are signs that are no plain ASCII`;
  if (/^ | {2}| $/.test(text) || text === '') return `there are not single blanks between words`;
  if (/@|:\/\//.test(text)) return `there is an address, which archives change,`;
  return null;
}

// What b4, git and mail readers would take for their own; found by trying them.
const trailer = /^\s*\w\S*:\s/;

function wrongInLine(line: string): string | null {
  if (line.length > rowWidth) return `'${line.trim()}' does not fit ${rowWidth} columns`;
  if (!/^[ -~]*$/.test(line)) return `'${line}' is no plain ASCII`;
  if (/@|:\/\//.test(line)) return `'${line}' has an address, which archives change`;
  if (trailer.test(line)) return `'${line}' would be taken for a trailer of the patch`;
  if (line !== '' && !line.startsWith('-----') && !mayOpen(line.split(' ')[0] ?? '')) {
    return `'${line}' opens like a quote or a patch`;
  }
  return null;
}

function wrongInHeader(claim: Claim): string | null {
  const long = headerOf(claim)
    .flatMap(headerLines)
    .find(line => line.length > headerWidth);
  return long === undefined ? null : `'${long.trim()}' does not fit ${headerWidth} columns`;
}

function unreadIn(claim: Claim, lines: readonly string[]): string | null {
  const [found, ...others] = read(lines.join('\n'));
  if (found === undefined || others.length > 0) return 'the block could not be found again';
  if (found.kind === 'damaged') return `the block could not be read again: ${found.reason}`;
  if (sameClaim(found.claim, claim) && found.flags.length === 0) return null;
  return 'the block would be read as another claim';
}

// One token text may stand for two lists of parameters: the value of one may hold the next.
const sameClaim = (a: Claim, b: Claim): boolean =>
  a.kind === b.kind && textOf(entriesOf(a)) === textOf(entriesOf(b)) && given(a) === given(b);

const given = ({ params }: Claim): string =>
  JSON.stringify(params.map(({ name, value }) => [name, value]));
