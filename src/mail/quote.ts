/**
 * The quoted part of a reply: the parent's words trimmed to what a pattern finds, with
 * `[...]` for what was left out, under "On <date>, <name> wrote:". The signature is never
 * quoted. Lines that a mailer made out of paragraphs are wrapped again; all others stay.
 */
import { plainLine } from './head.ts';
import { riskOf } from './pattern.ts';
import type { Mail } from './read.ts';

/** What stands above a reply's own words. */
export interface Quote {
  /** One line, or two when it would be wider than 78 columns. */
  readonly attribution: readonly string[];
  /** Each begins with `>`. */
  readonly lines: readonly string[];
}

/** What of the parent is kept: lines, or paragraphs, in which the pattern is found; all without one. */
export interface Choice {
  readonly pattern: RegExp | null;
  readonly unit: 'line' | 'paragraph';
}

/** A quote, or why there is none: nothing matched, or the pattern may take for ever. */
export type Quoted =
  | { readonly kind: 'quoted'; readonly quote: Quote }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'risky'; readonly reason: string };

const width = 76;
// Nobody types lines of this length; longer ones are never searched.
const longest = 200;
const leftOut = '> [...]';

/** Quotes a mail. */
export function quoteMail(mail: Mail, choice: Choice): Quoted {
  const risk = choice.pattern === null ? null : riskOf(choice.pattern);
  if (risk !== null) return { kind: 'risky', reason: risk };
  const made = mail.remarks.some(r => r.kind === 'flowed' || r.kind === 'html');
  const lines = unsigned(mail.body.split('\n')).flatMap(line =>
    wrapped(cleaned(line), made ? width : longest),
  );
  const kept = keptOf(lines, choice);
  if (!kept.some(keep => keep)) return { kind: 'nothing' };
  return { kind: 'quoted', quote: { attribution: attributionOf(mail), lines: shown(lines, kept) } };
}

/** `On Fri, 15 Aug 2025 09:46:00 +0000, Jane Doe wrote:`, in two lines when it is wider than 78. */
function attributionOf(mail: Mail): readonly string[] {
  const { from, date } = mail.headers;
  const said = plainLine(from?.name === '' ? from.address : (from?.name ?? 'somebody'));
  const name = [...said].slice(0, 70).join('');
  const when = date.slice(0, 70);
  if (when === '') return [`${name} wrote:`];
  const one = `On ${when}, ${name} wrote:`;
  return one.length <= 78 ? [one] : [`On ${when},`, `${name} wrote:`];
}

// The separator is a line of its own (RFC 3676), its blank is lost in some mailers' hands.
function unsigned(lines: readonly string[]): readonly string[] {
  const cut = lines.indexOf('-- ');
  return cut < 0 ? lines : lines.slice(0, cut);
}

// Control characters but the tab, and halves of characters, may not stand in a mail.
const cleaned = (line: string): string => line.replace(/(?!\t)\p{Cc}|\p{Cs}/gu, '?').trimEnd();

function wrapped(line: string, most: number): readonly string[] {
  if (line.length <= most) return [line];
  const marks = marksOf(line);
  const rows: string[] = [];
  let row = marks;
  for (const word of line.slice(marks.length).split(' ').flatMap(cutWord)) {
    if (row !== marks && row.length + 1 + word.length > width) {
      rows.push(row);
      row = marks;
    }
    row += row === marks ? word : ` ${word}`;
  }
  return [...rows, row].map(r => r.trimEnd());
}

const marksOf = (line: string): string => /^(?:>[> ]{0,40})?/.exec(line)?.[0] ?? '';

// A line of a mail has at most 998 octets (RFC 5322), a character up to 4.
const cutWord = (word: string): readonly string[] =>
  word.length <= longest ? [word] : (word.match(/.{1,200}/gsu) ?? []);

function keptOf(lines: readonly string[], choice: Choice): readonly boolean[] {
  const { pattern, unit } = choice;
  const blank = (line: string) => line.slice(marksOf(line).length).trim() === '';
  if (pattern === null) return lines.map(line => !blank(line));
  const found = matches(lines, pattern);
  if (unit === 'line') return found;
  const kept: boolean[] = [];
  for (let begin = 0; begin < lines.length; ) {
    let end = begin + 1;
    while (end < lines.length && sameParagraph(lines[end - 1] ?? '', lines[end] ?? '', blank))
      end++;
    const keep = found.slice(begin, end).some(f => f);
    for (; begin < end; begin++) kept.push(keep);
  }
  return kept;
}

function sameParagraph(above: string, below: string, blank: (line: string) => boolean): boolean {
  const depth = (line: string) => marksOf(line).replaceAll(' ', '').length;
  return !blank(above) && !blank(below) && depth(above) === depth(below);
}

// A phrase may run over the end of a line: two lines are searched as one when neither matches.
function matches(lines: readonly string[], pattern: RegExp): readonly boolean[] {
  const again = new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ''));
  const texts = lines.map(line => line.slice(marksOf(line).length).slice(0, longest));
  const alone = texts.map(text => text !== '' && again.test(text));
  const both = texts.map(
    (text, i) =>
      !alone[i] &&
      !alone[i + 1] &&
      text !== '' &&
      (texts[i + 1] ?? '') !== '' &&
      again.test(`${text} ${texts[i + 1]}`),
  );
  return alone.map((found, i) => found || both[i] === true || (i > 0 && both[i - 1] === true));
}

// Between what is kept, blank lines alone are one blank line, and all else is `[...]`.
function shown(lines: readonly string[], kept: readonly boolean[]): readonly string[] {
  const out: string[] = [];
  for (let at = 0; at < lines.length; ) {
    if (kept[at] === true) {
      out.push(quoted(lines[at] ?? ''));
      at++;
      continue;
    }
    const next = kept.indexOf(true, at);
    const end = next < 0 ? lines.length : next;
    const gap = lines.slice(at, end).map(quoted);
    const text = gap.some(line => !/^[> ]*$/.test(line));
    const outer = at === 0 || end === lines.length;
    if (text) out.push(leftOut);
    else if (!outer) out.push(gap[0] ?? '>');
    at = end;
  }
  return out;
}

const quoted = (line: string): string =>
  line === '' ? '>' : line.startsWith('>') ? `>${line}` : `> ${line}`;
