/**
 * Expressions of the IR to WebAssembly: numbers are i64, truths are i32 and 0 or 1. All
 * conjuncts that look at one word become one `(w & mask) == value`, whether they stand
 * in an `all`, or negated in an `any`; bits that are counted become one population
 * count a word.
 */
import { unreachable } from '../../base/assertion.ts';
import type { Bool, File, Num } from '../ir/code.ts';
import { choose, i32, i64, select } from './asm.ts';
import { asNumber, bitsOf, boolOf, type Frame, fieldOf, masked, numOf, wordOf } from './frame.ts';
import type { Expr, I32, I64 } from './tree.ts';

/** What evaluating costs beside a branch, in operations; from here on we rather branch. */
const dearerThanBranch = 8;

const operandsOf = (expr: Expr): readonly Expr[] => {
  switch (expr.kind) {
    case 'op':
      return expr.operands;
    case 'select':
    case 'choose':
      return [expr.test, expr.then, expr.otherwise];
    default:
      return [];
  }
};

/** How many operations an expression holds, as far as it matters. */
const costOf = (expr: Expr, enough = dearerThanBranch): number => {
  let sum = expr.kind === 'op' ? (/div|rem/.test(expr.op) ? dearerThanBranch : 1) : 0;
  for (const operand of operandsOf(expr)) {
    if (sum >= enough) return sum;
    sum += costOf(operand, enough - sum);
  }
  return sum;
};

const isDear = (expr: Expr): boolean => costOf(expr) >= dearerThanBranch;

/** One of two values: without a branch where both are cheap. */
const either = <T extends 'i32' | 'i64'>(test: I32, then: Expr<T>, otherwise: Expr<T>): Expr<T> =>
  isDear(then) || isDear(otherwise) ? choose(test, then, otherwise) : select(test, then, otherwise);

/** A number. */
export const number = (frame: Frame, num: Num): I64 => {
  switch (num.kind) {
    case 'number':
      return i64.of(num.value);
    case 'rank':
      return i64.of(num.site.rank);
    case 'read':
      return fieldOf(frame, num.file, num.field);
    case 'local':
      return numOf(frame, num.local);
    case 'count':
      return count(frame, num.of);
    case 'select':
      return either(truth(frame, num.test), number(frame, num.then), number(frame, num.otherwise));
    case 'add':
    case 'sub':
    case 'mul':
    case 'div':
    case 'rem':
      return arithmetic(frame, num);
    default:
      return unreachable(num);
  }
};

const arithmetic = (frame: Frame, num: Extract<Num, { readonly left: Num }>): I64 => {
  const [left, right] = [number(frame, num.left), number(frame, num.right)];
  switch (num.kind) {
    case 'add':
      return i64.add(left, right);
    case 'sub':
      return i64.sub(left, right);
    case 'mul':
      return i64.mul(left, right);
    case 'div':
      return i64.divS(left, notZero(num.right, right));
    case 'rem':
      return i64.remS(left, notZero(num.right, right));
    default:
      return unreachable(num.kind);
  }
};

/** Evaluated early, a divisor may be 0 where its value is not asked for; that must not trap. */
const notZero = ({ low, high }: Num, value: I64): I64 =>
  low > 0 || high < 0 ? value : i64.or(value, asNumber(i64.eqz(value)));

/** How many are true: bits of one word by one population count. */
const count = (frame: Frame, of: readonly Bool[]): I64 => {
  const words = new Map<string, { readonly file: File; readonly word: number; bits: bigint }>();
  const others: I64[] = [];
  for (const bool of of) {
    if (bool.kind !== 'bit') {
      others.push(asNumber(truth(frame, bool)));
      continue;
    }
    const { file, field } = bool;
    const key = `${file} ${field.word}`;
    const known = words.get(key);
    const bits = bitsOf(field);
    if (known === undefined) words.set(key, { file, word: field.word, bits });
    // A bit that is counted twice counts twice.
    else if ((known.bits & bits) !== 0n) others.push(fieldOf(frame, file, field));
    else known.bits |= bits;
  }
  const counts = [...words.values()].map(({ file, word, bits }) =>
    i64.popcnt(masked(wordOf(frame, file, word), bits)),
  );
  const [first = i64.of(0), ...rest] = [...counts, ...others];
  return rest.reduce((sum, next) => i64.add(sum, next), first);
};

/** A truth and the sign it is asked with. */
interface Literal {
  readonly bool: Bool;
  readonly positive: boolean;
}

/** The literals whose conjunction a literal is. */
const conjuncts = ({ bool, positive }: Literal): readonly Literal[] => {
  if (bool.kind === 'not') return conjuncts({ bool: bool.of, positive: !positive });
  if (bool.kind === (positive ? 'all' : 'any')) {
    return bool.of.flatMap(part => conjuncts({ bool: part, positive }));
  }
  return [{ bool, positive }];
};

/** A test of one word: `(w & mask) == value`. */
interface WordTest {
  readonly file: File;
  readonly word: number;
  readonly mask: bigint;
  readonly value: bigint;
}

/** A literal as the test of a word; null where it is none, false where it never holds. */
const wordTest = ({ bool, positive }: Literal): WordTest | null | boolean => {
  if (bool.kind === 'truth') return bool.value === positive;
  if (bool.kind === 'bit') {
    const mask = bitsOf(bool.field);
    return { file: bool.file, word: bool.field.word, mask, value: positive ? mask : 0n };
  }
  if (bool.kind !== 'equal') return null;
  const [read, constant] =
    bool.left.kind === 'number' ? [bool.right, bool.left] : [bool.left, bool.right];
  if (read.kind !== 'read' || constant.kind !== 'number') return null;
  const { field, file } = read;
  if (constant.value < 0 || constant.value >= 2 ** field.width) return !positive;
  if (!positive && field.width > 1) return null;
  const wanted = BigInt(positive ? constant.value : 1 - constant.value);
  return { file, word: field.word, mask: bitsOf(field), value: wanted << BigInt(field.shift) };
};

/** A conjunction taken apart: word tests, merged, and other literals; null where it never holds. */
const merge = (
  literals: readonly Literal[],
): { readonly tests: readonly WordTest[]; readonly others: readonly Literal[] } | null => {
  const tests = new Map<string, WordTest>();
  const others: Literal[] = [];
  for (const literal of literals) {
    const test = wordTest(literal);
    if (test === false) return null;
    if (test === null) others.push(literal);
    if (test === null || test === true) continue;
    const key = `${test.file} ${test.word}`;
    const known = tests.get(key) ?? { ...test, mask: 0n, value: 0n };
    const common = known.mask & test.mask;
    if ((known.value & common) !== (test.value & common)) return null;
    const [mask, value] = [known.mask | test.mask, known.value | test.value];
    tests.set(key, { ...test, mask, value });
  }
  return { tests: [...tests.values()], others };
};

/** The tests of words as one truth: whether they hold, or (not `wanted`) whether one fails. */
const testWords = (frame: Frame, tests: readonly WordTest[], wanted: boolean): I32 => {
  const [test, ...more] = tests;
  if (test === undefined) return i32.of(wanted ? 1 : 0);
  const bits = ({ file, word, mask }: WordTest): I64 => masked(wordOf(frame, file, word), mask);
  if (more.length === 0) {
    // A single bit that must be set is asked for as "not 0", which compiles to one test.
    const single = (test.mask & (test.mask - 1n)) === 0n;
    if (test.value === 0n) return wanted ? i64.eqz(bits(test)) : i64.ne(bits(test), i64.of(0));
    if (single) return wanted ? i64.ne(bits(test), i64.of(0)) : i64.eqz(bits(test));
    return (wanted ? i64.eq : i64.ne)(bits(test), i64.of(test.value));
  }
  const wrong = tests.map(each =>
    each.value === 0n ? bits(each) : i64.xor(bits(each), i64.of(each.value)),
  );
  const all = wrong.reduce((sum, next) => i64.or(sum, next));
  return wanted ? i64.eqz(all) : i64.ne(all, i64.of(0));
};

/** Truths that must all hold, to be asked one after the other; cheap ones already together. */
export const guards = (frame: Frame, test: Bool): readonly I32[] => {
  const merged = merge(conjuncts({ bool: test, positive: true }));
  if (merged === null) return [i32.of(0)];
  const { tests, others } = merged;
  const parts = others.map(other => literal(frame, other));
  if (tests.length > 0) parts.unshift(testWords(frame, tests, true));
  return together(parts);
};

const together = (parts: readonly I32[]): readonly I32[] => {
  const joined: I32[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (last === undefined || isDear(last) || isDear(part)) joined.push(part);
    else joined[joined.length - 1] = i32.and(last, part);
  }
  return joined;
};

/** Whether a conjunction holds, or (not `wanted`) whether it does not. */
const conjunction = (frame: Frame, literals: readonly Literal[], wanted: boolean): I32 => {
  const merged = merge(literals);
  if (merged === null) return i32.of(wanted ? 0 : 1);
  const { tests, others } = merged;
  if (others.length === 0) return testWords(frame, tests, wanted);
  const parts = others.map(({ bool, positive }) =>
    literal(frame, { bool, positive: positive === wanted }),
  );
  if (tests.length > 0) parts.unshift(testWords(frame, tests, wanted));
  return parts.reduceRight((rest, part) => {
    if (!isDear(rest)) return wanted ? i32.and(part, rest) : i32.or(part, rest);
    return wanted ? choose(part, rest, i32.of(0)) : choose(part, i32.of(1), rest);
  });
};

/** A truth: 0 or 1. */
export const truth = (frame: Frame, bool: Bool): I32 => literal(frame, { bool, positive: true });

const compare = (
  frame: Frame,
  { kind, left, right }: Bool & { readonly kind: 'equal' | 'less' | 'atMost' },
  positive: boolean,
): I32 => {
  const sides = [number(frame, left), number(frame, right)] as const;
  switch (kind) {
    case 'equal':
      return (positive ? i64.eq : i64.ne)(...sides);
    case 'less':
      return (positive ? i64.ltS : i64.geS)(...sides);
    case 'atMost':
      return (positive ? i64.leS : i64.gtS)(...sides);
    default:
      return unreachable(kind);
  }
};

/** A truth (0 or 1), or its negation. */
const literal = (frame: Frame, { bool, positive }: Literal): I32 => {
  switch (bool.kind) {
    case 'truth':
    case 'bit':
      return conjunction(frame, [{ bool, positive }], true);
    case 'flag':
      return positive ? boolOf(frame, bool.local) : i32.eqz(boolOf(frame, bool.local));
    case 'equal':
      if (wordTest({ bool, positive: true }) !== null) {
        return conjunction(frame, [{ bool, positive: true }], positive);
      }
      return compare(frame, bool, positive);
    case 'less':
    case 'atMost':
      return compare(frame, bool, positive);
    case 'not':
      return literal(frame, { bool: bool.of, positive: !positive });
    case 'all':
      return conjunction(frame, conjuncts({ bool, positive: true }), positive);
    case 'any':
      return conjunction(frame, conjuncts({ bool, positive: false }), !positive);
    case 'same':
      return (positive ? i32.eq : i32.ne)(truth(frame, bool.left), truth(frame, bool.right));
    case 'select':
      return either(
        truth(frame, bool.test),
        literal(frame, { bool: bool.then, positive }),
        literal(frame, { bool: bool.otherwise, positive }),
      );
    default:
      return unreachable(bool);
  }
};
