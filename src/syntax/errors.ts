/**
 * The messages of this floor but those about habits, one function an error, in the
 * order of their codes. A message names what stands there; its help shows a way out.
 */
import type { Code } from '../base/codes.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import type { Span } from '../base/source.ts';

function error(code: Code, span: Span, message: string, help?: string): Diagnostic {
  return { severity: 'error', code, span, message, ...(help === undefined ? {} : { help }) };
}

const unexpected = (span: Span, message: string, help?: string): Diagnostic =>
  error('syntax/unexpected', span, message, help);

// ---- syntax/token -----------------------------------------------------------

/** A character that begins no token; of a run of them, all. */
export function character(span: Span): Diagnostic {
  const text = span.source.text.slice(span.start, span.end);
  const first = text.codePointAt(0) ?? 0;
  if (text === '\\') return error('syntax/token', span, '`\\` is no part of the language', tla);
  if (first > 0x20 && first < 0x7f) {
    const help = text === "'" ? 'texts stand in `"`' : 'take it out';
    return error('syntax/token', span, `\`${text}\` is no part of the language`, help);
  }
  const code = `U+${first.toString(16).toUpperCase().padStart(4, '0')}`;
  return error(
    'syntax/token',
    span,
    `the character ${code} is not plain ASCII`,
    'specifications are mailed: write them in ASCII, comments too',
  );
}

const tla = 'operators are words: `and`, `or`, `not`, `in`, `union`, `forall`, `exists`';

/** `/\` and `\/`. */
export function tlaOperator(span: Span, word: string): Diagnostic {
  return error('syntax/token', span, 'operators are words here', `write \`${word}\``);
}

// ---- syntax/unclosed --------------------------------------------------------

/** A bracket that nothing closes. */
export function unclosed(span: Span, bracket: string): Diagnostic {
  const close = { '(': ')', '[': ']' }[bracket] ?? '}';
  return error(
    'syntax/unclosed',
    span,
    `nothing closes this \`${bracket}\``,
    `add the \`${close}\` that belongs to it`,
  );
}

/** A text without its second quote. */
export function unclosedText(span: Span): Diagnostic {
  return error('syntax/unclosed', span, 'this text has no closing quote', 'add the `"`');
}

/** A block comment without its end. */
export function unclosedComment(span: Span): Diagnostic {
  return error('syntax/unclosed', span, 'nothing ends this comment', 'add the `*/`');
}

// ---- syntax/depth -----------------------------------------------------------

/** What nests deeper than the parser goes. */
export function depth(span: Span): Diagnostic {
  return error(
    'syntax/depth',
    span,
    'this nests too deep',
    'give parts of it names, by `fun` or `proc`',
  );
}

// ---- syntax/chained-comparison ----------------------------------------------

/** The second operator of `a < b < c`. */
export function chainedComparison(span: Span): Diagnostic {
  return error(
    'syntax/chained-comparison',
    span,
    'comparisons do not chain',
    'write `a < b and b < c`, or put one of them in parentheses',
  );
}

// ---- language/later ---------------------------------------------------------

/** What has a place in the language, but not yet. */
export function later(span: Span, what: string): Diagnostic {
  return error(
    'language/later',
    span,
    `${what} not in the language yet`,
    'it comes with liveness checking; until then take it out',
  );
}

// ---- syntax/unexpected ------------------------------------------------------

/** Something else had to stand before `found`; `null` at the end of the text. */
export function expectedBefore(span: Span, expected: string, found: string | null): Diagnostic {
  const place = found === null ? 'before the end of the text' : `before ${quoted(found)}`;
  return unexpected(span, `expected ${expected} ${place}`, wayOut(expected));
}

/** `found` stands where one of a few words had to, and looks like one of them. */
export function misspelt(span: Span, found: string, suggestion: string): Diagnostic {
  return unexpected(span, `\`${found}\` is not known here`, suggestion);
}

/** Something had to follow `after`, which ends its line. */
export function expectedAfter(span: Span, expected: string, after: string): Diagnostic {
  return unexpected(span, `expected ${expected} after ${quoted(after)}`, wayOut(expected));
}

const waysOut: ReadonlyMap<string, string> = new Map([
  ['an expression', 'a value stands here, like `x`, `f(x)` or `n + 1`'],
  ['a type', 'types are like `bool`, `0 .. 7`, `set of T`, `K -> V`, `T?`'],
  ['a statement', 'statements are like `x = 1;`, `f(x);`, `if e { ... }`'],
  ['a name', 'names are of letters, digits and `_`'],
  ['`=` or `(`', 'statements are like `x = 1;`, `f(x);`, `if e { ... }`'],
  ['a statement or `}`', 'statements are like `x = 1;`, `f(x);`, `if e { ... }`'],
  ['`var`, `action` or `}`', 'a device holds `var x: T = e;` and `action a(x: T) when e { ... }`'],
  ['`violates`, `holds` or `{`', 'write `expect v violates p;` or `expect v holds;`'],
]);

function wayOut(expected: string): string {
  return waysOut.get(expected) ?? `put ${expected} there`;
}

/** A name had to stand where a word of the language does. */
export function wordAsName(span: Span, word: string): Diagnostic {
  return unexpected(
    span,
    `\`${word}\` is a word of the language and names nothing`,
    'take another name',
  );
}

/** A declaration that opens with a word which opens none. */
export function unknownDeclaration(
  span: Span,
  found: string,
  suggestion: string | undefined,
): Diagnostic {
  return unexpected(
    span,
    `${quoted(found)} opens no declaration`,
    suggestion ?? 'declarations open with words like `var`, `thread`, `invariant`, `patch`',
  );
}

/** `replace` and its like outside a patch. */
export function editOutside(span: Span, word: string): Diagnostic {
  return unexpected(
    span,
    `\`${word}\` edits, and stands in patches only`,
    'write `patch name "subject" { ... }` around it',
  );
}

/** `module`, `import` or `patch` in a patch. */
export function notInPatch(span: Span, word: string): Diagnostic {
  return unexpected(
    span,
    `\`${word}\` stands at the top of a file, not in a patch`,
    'move it out of the patch',
  );
}

/** A closing bracket too many. */
export function strayClose(span: Span, bracket: string): Diagnostic {
  return unexpected(span, `nothing is open that this \`${bracket}\` could close`, 'take it out');
}

/** `var` among statements. */
export function misplacedVar(span: Span): Diagnostic {
  return unexpected(
    span,
    '`var` stands before the first statement of a thread, in a device, or at the top',
    'write `let x = e;` for a value that does not change',
  );
}

/** `proc`, `invariant` and the like among statements. */
export function misplacedDeclaration(span: Span, word: string): Diagnostic {
  return unexpected(
    span,
    `\`${word}\` declares, and does not stand among statements`,
    'move it to the top of the file, or close the braces before it',
  );
}

/** `action` at the top. */
export function actionOutside(span: Span): Diagnostic {
  return unexpected(span, 'an `action` stands in a device', 'write `device name { action ... }`');
}

/** A statement at the top. */
export function statementOutside(span: Span, word: string): Diagnostic {
  return unexpected(
    span,
    `${quoted(word)} opens no declaration, and statements stand in a thread, an action, a procedure or \`init\``,
    'write `thread name { ... }` around it',
  );
}

/** `{ p in S }`. */
export function filterWithoutWhere(span: Span): Diagnostic {
  return unexpected(
    span,
    '`{ p in S }` without `where` would be a set of one truth value',
    'write `{ p in S where e }`, or `S` alone',
  );
}

/** `a.f(x)`, `f(x)(y)`. */
export function callOfNoName(span: Span): Diagnostic {
  return unexpected(
    span,
    'only a name can be called',
    'write `f(x)`; what belongs to a thread or device is reached by no call',
  );
}

/** `0x1f`, `10u`. */
export function numberForm(span: Span, text: string): Diagnostic {
  return unexpected(span, `\`${text}\` is no number`, 'numbers are decimal digits alone');
}

function quoted(token: string): string {
  return token.includes('`')
    ? token
    : `\`${token.length > 40 ? `${token.slice(0, 37)}...` : token}\``;
}
