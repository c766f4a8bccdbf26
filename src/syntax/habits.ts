/**
 * What people write who think in C, recognised at the place where the text stops
 * being this language: a list of small tests, the first that fits speaks.
 */
import type { Diagnostic } from '../base/diagnostic.ts';
import type { Span } from '../base/source.ts';
import { didYouMean } from '../base/suggest.ts';
import * as errors from './errors.ts';
import * as habitErrors from './habit-errors.ts';
import type { Token } from './scanner.ts';
import type { Stumble } from './stumble.ts';
import { declarationWords, editWords, reservedWords, statementWords } from './words.ts';

/** The tokens around the place, and the first of the statement that it is in. */
interface Scene {
  readonly stumble: Stumble;
  readonly found: string;
  readonly before: string;
  readonly after: string;
  /** Where the statement begins, behind its label. */
  readonly start: number;
  /** The first word of that statement. */
  readonly head: string;
  readonly span: Span;
}

type Habit = (scene: Scene) => Diagnostic | undefined;

/** The habit that a place shows, if it shows one. */
export function habitAt(stumble: Stumble): Diagnostic | undefined {
  const { tokens, at, from, to, source } = stumble;
  const token = (index: number): Token | undefined =>
    index >= from && index < to ? tokens[index] : undefined;
  const start = statementStart(stumble);
  const here = token(at) ?? token(at - 1);
  const scene: Scene = {
    stumble,
    found: token(at)?.text ?? '',
    before: token(at - 1)?.text ?? '',
    after: token(at + 1)?.text ?? '',
    start,
    head: token(start)?.text ?? '',
    span: { source, start: here?.start ?? 0, end: here?.end ?? 0 },
  };
  for (const habit of habits) {
    const diagnostic = habit(scene);
    if (diagnostic !== undefined) return diagnostic;
  }
  return undefined;
}

function statementStart({ tokens, at, from, to }: Stumble): number {
  let start = Math.min(at, to - 1);
  while (start > from && !';{}'.includes(tokens[start - 1]?.text ?? ';')) start--;
  const labelled = tokens[start + 1]?.text === ':' && start + 2 <= at;
  return labelled ? start + 2 : start;
}

const habits: readonly Habit[] = [
  increment,
  compound,
  foreignOperator,
  numberForm,
  countingFor,
  arrow,
  assignment,
  bits,
  pointer,
  looseBody,
  keyword,
  misplaced,
  misspelt,
  declarator,
  shortConditional,
  semicolon,
  callOfNoName,
];

function tokenSpan({ stumble }: Scene, index: number): Span {
  const { start = 0, end = 0 } = stumble.tokens[index] ?? {};
  return { source: stumble.source, start, end };
}

// What stands between the beginning of the statement and the token `index`.
function textBefore({ stumble, start }: Scene, index: number): string {
  const { source, tokens } = stumble;
  return source.text.slice(tokens[start]?.start ?? 0, tokens[index]?.start ?? 0).trim();
}

// `x++`, `--x`
function increment(scene: Scene): Diagnostic | undefined {
  const { found, before, after, stumble, start } = scene;
  const isHere = found === '++' || found === '--';
  if (!isHere && before !== '++' && before !== '--') return undefined;
  const index = isHere ? stumble.at : stumble.at - 1;
  const operator = isHere ? found : before;
  const operand = stumble.tokens[index - 1];
  const statement = index > start && !textBefore(scene, index).includes('=');
  const next = isHere ? after : found;
  const target = statement ? textBefore(scene, index) : isPlain(operand) ? operand.text : next;
  return habitErrors.increment(tokenSpan(scene, index), operator, target);
}

function isPlain(token: Token | undefined): token is Token {
  return token?.kind === 'word' && !reservedWords.has(token.text);
}

// `x *= 2`
function compound(scene: Scene): Diagnostic | undefined {
  const { found, stumble, span } = scene;
  if (['*=', '/=', '%='].includes(found)) {
    return habitErrors.compoundAssignment(span, found, textBefore(scene, stumble.at));
  }
  if (['&=', '|=', '^=', '<<=', '>>='].includes(found))
    return habitErrors.bits(span, found.slice(0, -1));
  return undefined;
}

const translated: ReadonlyMap<string, string> = new Map([
  ['=>', 'implies'],
  ['<=>', '=='],
  [':=', '='],
]);

function foreignOperator({ found, before, span, stumble }: Scene): Diagnostic | undefined {
  if (found === '/\\' || found === '\\/')
    return errors.tlaOperator(span, found === '/\\' ? 'and' : 'or');
  if (found === '>' && before === '<') return habitErrors.foreignOperator(span, '<>', '!=');
  const word = translated.get(found);
  if (word !== undefined) return habitErrors.foreignOperator(span, found, word);
  const stored = found === '==' && stumble.wants('an assignment');
  return stored ? habitErrors.comparisonAsStatement(span) : undefined;
}

// `0x1f`
function numberForm({ found, span }: Scene): Diagnostic | undefined {
  return /^[0-9]+[A-Za-z_]/.test(found) ? errors.numberForm(span, found) : undefined;
}

// `for (i = 0; ...)`, `for i = 0; ...`
function countingFor({ head, found, before, stumble, start, span }: Scene): Diagnostic | undefined {
  if (head !== 'for' || stumble.at > start + 2) return undefined;
  return found === '(' || (found === '=' && before !== 'for')
    ? habitErrors.countingFor(span)
    : undefined;
}

// `p->f`
function arrow({ found, span, stumble }: Scene): Diagnostic | undefined {
  const { tokens, at, from, wants } = stumble;
  const before = at > from ? tokens[at - 1] : undefined;
  const operand = before?.kind === 'word' || before?.text === ')' || before?.text === ']';
  // In `var x -> T` the colon is missing.
  const typed = wants('":"') && !wants('an assignment');
  return found === '->' && operand && !typed ? habitErrors.arrow(span) : undefined;
}

// `if x = 1 {`, `a = b = c;`
function assignment(scene: Scene): Diagnostic | undefined {
  const { found, span, head, stumble, start } = scene;
  if (found !== '=' || !stumble.wants('an operator')) return undefined;
  const chained =
    !reservedWords.has(head) && start > stumble.from && textBefore(scene, stumble.at).includes('=');
  return chained ? habitErrors.chainedAssignment(span) : habitErrors.assignmentAsValue(span);
}

// `a & b`, `a << 2`, `~a`
function bits({ found, span, stumble }: Scene): Diagnostic | undefined {
  if (!['&', '|', '^', '~', '<<', '>>'].includes(found)) return undefined;
  return found === '&' && stumble.wants('"forall"')
    ? habitErrors.pointer(span, '&')
    : habitErrors.bits(span, found);
}

// `*p`
function pointer({ found, span, stumble }: Scene): Diagnostic | undefined {
  if (found !== '*') return undefined;
  const operand =
    stumble.wants('"forall"') || stumble.wants('"atomic"') || stumble.wants('an assignment');
  return operand ? habitErrors.pointer(span, '*') : undefined;
}

// `if (x) y = 1;`, `do { }`, `switch (x) { }`, `goto out;`
function looseBody(scene: Scene): Diagnostic | undefined {
  const { head, found, before, stumble, start } = scene;
  if (['elif', 'elsif', 'elseif'].includes(head))
    return habitErrors.elseIf(tokenSpan(scene, start), head);
  if (head === 'do' && found === '{') return habitErrors.doWhile(tokenSpan(scene, start));
  if (head === 'switch' && found === '{')
    return habitErrors.switchStatement(tokenSpan(scene, start));
  if (head === 'goto' && before === 'goto')
    return habitErrors.gotoStatement(tokenSpan(scene, start));
  if (found === 'default' && stumble.wants('"case"')) return habitErrors.caseColon(scene.span);
  if (head === 'case' && (found === ':' || /^[0-9]/.test(found)))
    return habitErrors.caseColon(scene.span);
  if (!stumble.wants('"{"') || found === '') return undefined;
  if (before === 'else') return habitErrors.bodyWithoutBraces(scene.span, 'else', 'else');
  const loops = ['if', 'while', 'for', 'forever', 'atomic', 'either'];
  const word = head === 'else' ? (stumble.tokens[start + 1]?.text ?? '') : head;
  if (!loops.includes(word) || stumble.wants('";"') || stumble.wants('"forall"')) return undefined;
  if (found === ';' && word === 'while') return habitErrors.emptyLoop(scene.span);
  if (found === ')') return undefined;
  return habitErrors.bodyWithoutBraces(scene.span, word, headOf(scene, word));
}

// `if (x)` as it is written here: `if x`.
function headOf(scene: Scene, word: string): string {
  const text = textBefore(scene, scene.stumble.at).replace(/\s+/g, ' ');
  const head = text.replace(/^(else )?\w+ ?\(([^()]*)\)$/, `$1${word} $2`);
  return head.length <= 60 ? head : `${word} e`;
}

// A word of the language where a name must stand.
function keyword({ found, span, stumble }: Scene): Diagnostic | undefined {
  if (!reservedWords.has(found) || !stumble.wants('a name')) return undefined;
  if (stumble.wants('"forall"') || stumble.wants('"atomic"') || stumble.wants('"bool"'))
    return undefined;
  return errors.wordAsName(span, found);
}

// `var` among statements, `proc` in a thread.
function misplaced(scene: Scene): Diagnostic | undefined {
  const { found, before, span, stumble, start } = scene;
  if (found === 'var' && stumble.wants('"atomic"')) return errors.misplacedVar(span);
  const declares = declarationWords.has(before) || editWords.has(before) || before === 'action';
  if (!declares || stumble.at !== start + 1 || start === stumble.from) return undefined;
  return /^\w|"/.test(found)
    ? errors.misplacedDeclaration(tokenSpan(scene, start), before)
    : undefined;
}

// `retrun x;`, `forevr {`
function misspelt(scene: Scene): Diagnostic | undefined {
  const { head, stumble, start } = scene;
  if (stumble.at !== start + 1 || start === stumble.from || !isPlain(stumble.tokens[start]))
    return undefined;
  if (!stumble.wants('an assignment') || head.length < 4) return undefined;
  const suggestion = didYouMean(head, [...statementWords, 'else', 'or', 'case']);
  return suggestion === undefined
    ? undefined
    : errors.misspelt(tokenSpan(scene, start), head, suggestion);
}

// `int x;`, `bool x = true;`, `unsigned long x;`
function declarator(scene: Scene): Diagnostic | undefined {
  const { stumble, start, found, after, before } = scene;
  const { tokens, at } = stumble;
  if (start === stumble.from) return undefined;
  const inStruct = ['struct', 'union'].includes(tokens[stumble.from]?.text ?? '');
  if (inStruct && isPlain(tokens[at - 1]) && isPlain(tokens[at]))
    return habitErrors.fieldOfC(tokenSpan(scene, start), found);
  if (found === 'bool' && at === start && isPlain(tokens[at + 1])) {
    return habitErrors.declarator(tokenSpan(scene, at), 'bool', after);
  }
  const name = tokens[at];
  if (at <= start || !isPlain(name) || !isPlain(tokens[at - 1]) || at !== start + 1)
    return undefined;
  if (['=', ';', '[', ','].includes(after))
    return habitErrors.declarator(tokenSpan(scene, start), before, found);
  const last = tokens[at + 1];
  return isPlain(last)
    ? habitErrors.declarator(tokenSpan(scene, start), before, last.text)
    : undefined;
}

// `x ? : y`
function shortConditional({ found, before, span }: Scene): Diagnostic | undefined {
  return found === ':' && before === '?' ? habitErrors.shortConditional(span) : undefined;
}

// `};`, `;;`
function semicolon({ found, before, span, stumble }: Scene): Diagnostic | undefined {
  if (found !== ';') return undefined;
  if (before === '}' && !stumble.wants('an operator')) return habitErrors.semicolonAfterBlock(span);
  const empty = (before === ';' || before === '{') && stumble.wants('"atomic"');
  return empty ? habitErrors.emptyStatement(span) : undefined;
}

// `a.f(x)`
function callOfNoName({ found, span, stumble }: Scene): Diagnostic | undefined {
  const called = found === '(' && (stumble.wants('an operator') || stumble.wants('an assignment'));
  return called ? errors.callOfNoName(span) : undefined;
}
