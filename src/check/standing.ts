/**
 * How a name stands in a text of C, assembly or Rust: defined, declared, or only mentioned.
 * The text is searched, not parsed, and judged by the manners of kernel code: what begins in
 * column 0 is outside of all bodies. A mistake here shows a worse line and loses no name.
 */

/** The best first. */
export const sorts = ['definition', 'declaration', 'mention'] as const;

/** How a name stands in a line. */
export type Sort = (typeof sorts)[number];

/** A line in which the name stands. */
export interface Standing {
  /** From 1. */
  readonly line: number;
  readonly as: Sort;
}

/** The first of the best lines; null where the name is no word of the text. */
export function standingOf(name: string, text: string, rust: boolean): Standing | null {
  let best: { readonly at: number; readonly as: Sort } | null = null;
  for (const { index: at } of text.matchAll(wordsOf([name]))) {
    const as = sortAt(text, at, at + name.length, rust);
    if (best === null || sorts.indexOf(as) < sorts.indexOf(best.as)) best = { at, as };
    if (as === 'definition') break;
  }
  return best === null ? null : { line: lineOf(text, best.at), as: best.as };
}

/** Finds any of the names, at least one, as whole words. */
export const wordsOf = (names: readonly string[]): RegExp =>
  new RegExp(`\\b(?:${names.join('|')})\\b`, 'g');

const lineOf = (text: string, at: number): number => text.slice(0, at).split('\n').length;

// What defines something begins nearer to the start of its line; no more is looked at.
const longestLead = 200;

function sortAt(text: string, at: number, end: number, rust: boolean): Sort {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  if (at - start > longestLead) return 'mention';
  const lead = text.slice(start, at);
  if (rust) return rustItem.test(lead) ? 'definition' : 'mention';
  return inC(lead, text, end);
}

const rustItem =
  /^\s*(?:pub(?:\([^)]*\))?\s+)?(?:(?:unsafe|async|const|default)\s+|extern\s+"C"\s+)*(?:fn|struct|enum|union|trait|type|const|static|mod)\s+(?:mut\s+)?$/;

const directive = /^#\s*define\s+$/;
const alias = /^(?:typedef\b|\})/;
const tag = /^(?:(?:static|const|extern)\s+)*(?:struct|union|enum)\s+$/;
// DEFINE_SPINLOCK(x), SYSCALL_DEFINE3(x, ...), SYM_FUNC_START(x), DEFINE_PER_CPU(int, x).
const maker = /^[\w\s]*\b\w*(?:DEFINE|LIST_HEAD|SYM_|ENTRY|TRACE_EVENT)\w*\(\s*(?:[\w\s*]+,\s*)?$/;
const announcer = /^[\w\s]*\bDECLARE_\w*\(\s*(?:[\w\s*]+,\s*)?$/;
// What may stand before the name of a function or a variable: words, stars, attributes.
const specifiers = /^[A-Za-z_][\w\s*]*(?:__\w+\([^()]*\)[\w\s*]*)*$/;

// `lead` is what stands before the name in its line, `end` the place behind it.
function inC(lead: string, text: string, end: number): Sort {
  if (directive.test(lead)) return 'definition';
  const next = /\S/.exec(text.slice(end, end + longestLead))?.[0] ?? '';
  if (alias.test(lead)) return next === ';' ? 'definition' : 'mention';
  // `struct x {`, `struct x;`, and `struct x *f(void)`, which is about f.
  if (tag.test(lead)) return next === '{' ? 'definition' : next === ';' ? 'declaration' : 'mention';
  if (announcer.test(lead)) return 'declaration';
  if (maker.test(lead)) return 'definition';
  if (lead !== '' && !specifiers.test(lead)) return 'mention';
  if (next === '(') return called(lead, text, end);
  if (lead === '' || !['=', ';', '['].includes(next)) return 'mention';
  return /\bextern\b/.test(lead) ? 'declaration' : 'definition';
}

// A function with a body, a prototype, or a macro that is used outside of bodies.
function called(lead: string, text: string, end: number): Sort {
  const rest = /[;{]/.exec(text.slice(end, end + 2000))?.[0];
  if (rest === '{') return 'definition';
  return lead === '' ? 'mention' : 'declaration';
}
