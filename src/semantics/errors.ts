/**
 * Every message of names, types and statements, one function an error, grouped by
 * code. Sentences are lower case, name what was written and what was wanted, and
 * offer a way out.
 */
import type { Code } from '../base/codes.ts';
import type { Diagnostic, Note } from '../base/diagnostic.ts';
import type { Span } from '../base/source.ts';
import { didYouMean } from '../base/suggest.ts';
import { describe } from '../machine/describe.ts';
import type { Type } from '../machine/types.ts';

interface More {
  readonly help?: string | undefined;
  readonly notes?: readonly Note[];
}

function error(code: Code, span: Span, message: string, more: More = {}): Diagnostic {
  return {
    severity: 'error',
    code,
    span,
    message,
    ...(more.help === undefined ? {} : { help: more.help }),
    ...(more.notes === undefined ? {} : { notes: more.notes }),
  };
}

function warning(code: Code, span: Span, message: string, help: string): Diagnostic {
  return { severity: 'warning', code, span, message, help };
}

// ---- names ------------------------------------------------------------------

export const unbound = (
  span: Span,
  name: string,
  known: Iterable<string>,
  help?: string,
): Diagnostic =>
  error('names/unbound', span, `nothing is called \`${name}\` here`, {
    help: help ?? didYouMean(name, known),
  });

export const noMember = (
  span: Span,
  name: string,
  type: Type,
  members: readonly string[],
): Diagnostic =>
  type.kind === 'scalarset'
    ? anonymous(span, type.name)
    : error('names/unbound', span, `\`${describe(type)}\` has no \`${name}\``, {
        help: didYouMean(name, members) ?? `it has ${list(members)}`,
      });

export const memberNeedsType = (span: Span, name: string, types: readonly string[]): Diagnostic =>
  error('types/infer', span, `nothing here says which type \`${name}\` is a member of`, {
    help: `write ${types.map(t => `\`${t}.${name}\``).join(' or ')}`,
  });

export const ambiguous = (span: Span, name: string, type: Type): Diagnostic =>
  error(
    'names/ambiguous',
    span,
    `\`${name}\` is a name in force here and a member of \`${describe(type)}\``,
    {
      help: `write \`${describe(type)}.${name}\` for the member, or rename one of them`,
    },
  );

export const twice = (span: Span, name: string, first: Span): Diagnostic =>
  error('names/twice', span, `\`${name}\` is declared twice`, {
    notes: [{ span: first, text: 'first declared here' }],
  });

export const shadow = (span: Span, name: string, outer: Span): Diagnostic =>
  error('names/shadow', span, `\`${name}\` already has a meaning here`, {
    help: 'choose another name: a name means one thing wherever it can be read',
    notes: [{ span: outer, text: 'that meaning' }],
  });

export const notReadable = (span: Span, what: string, help: string): Diagnostic =>
  error('names/not-readable', span, `${what} cannot be read here`, { help });

export const notWritable = (span: Span, what: string, help: string): Diagnostic =>
  error('names/not-writable', span, `${what} cannot be assigned here`, { help });

export const recursion = (span: Span, name: string): Diagnostic =>
  error('names/recursion', span, `\`${name}\` calls itself`, {
    help: 'functions and procedures are written out where they are called, so they cannot be recursive',
  });

/** `const a = b; const b = a;`, `struct S { s: S }`. */
export const circle = (span: Span, name: string, others: readonly string[]): Diagnostic => {
  const way = others.length === 0 ? '' : `, by way of ${list(others)}`;
  return error('names/recursion', span, `\`${name}\` is declared by itself${way}`, {
    help: 'what links nodes is a map, such as `next: Node -> Node?`',
  });
};

export const notAValue = (span: Span, name: string, what: string, help?: string): Diagnostic =>
  error('types/mismatch', span, `\`${name}\` is ${what}, not a value`, { help });

export const notAProc = (span: Span, name: string, help?: string): Diagnostic =>
  error('types/mismatch', span, `\`${name}\` is no procedure`, { help });

// ---- types ------------------------------------------------------------------

export const mismatch = (
  span: Span,
  wanted: Type | string,
  got: Type,
  help?: string,
): Diagnostic => {
  const members =
    typeof wanted === 'string'
      ? wanted.endsWith('integer')
        ? membersTaken(got, { kind: 'int' })
        : null
      : membersTaken(wanted, got);
  return members !== null
    ? anonymous(span, members)
    : error('types/mismatch', span, `expected ${article(wanted)}, not ${article(got)}`, { help });
};

export const notAlike = (span: Span, left: Type, right: Type, what: string): Diagnostic => {
  const members = membersTaken(left, right);
  return members !== null
    ? anonymous(span, members)
    : error('types/mismatch', span, `${article(left)} and ${article(right)} cannot be ${what}`);
};

export const never = (span: Span, from: Type, to: Type): Diagnostic =>
  error('types/range', span, `${article(from)} is never in ${describe(to)}`);

export const emptyRange = (span: Span, low: string, high: string): Diagnostic =>
  error('types/range', span, `the range ${low} .. ${high} is empty`, {
    help: 'write the lower bound first',
  });

export const tooLarge = (span: Span, what: string, size: string, help: string): Diagnostic =>
  error('types/size', span, `${what} has ${size}`, { help });

export const keyType = (span: Span, type: Type): Diagnostic =>
  error('types/key', span, `${article(type)} cannot be the key of a map`, {
    help: 'keys hold no maps, sets or sequences',
  });

export const infer = (span: Span, what: string, help: string): Diagnostic =>
  error('types/infer', span, `nothing here says what type ${what} has`, { help });

export const notConstant = (span: Span, what: string): Diagnostic =>
  error('types/constant', span, `${what} must be known before the run`, {
    help: 'use numbers, `const` and `config` only',
  });

export const noInitial = (span: Span, name: string): Diagnostic =>
  error('types/constant', span, `\`${name}\` has no initial value`, {
    help: 'give it one, `= e`, or a set of them, `in { ... }`',
  });

export const noPlace = (span: Span, help: string): Diagnostic =>
  error('types/place', span, 'this is no place that can be assigned', { help });

export const missingCases = (span: Span, cases: readonly string[]): Diagnostic =>
  error('types/missing-case', span, `the match says nothing for ${list(cases)}`, {
    help: 'add the case, or `else { }`',
  });

export const caseTwice = (span: Span, name: string): Diagnostic =>
  error('types/missing-case', span, `\`${name}\` is matched twice`, {
    help: 'remove one of the cases',
  });

export const argumentCount = (span: Span, name: string, wanted: number, got: number): Diagnostic =>
  error('types/arguments', span, `\`${name}\` takes ${count(wanted, 'argument')}, not ${got}`);

export const missingFields = (span: Span, type: string, fields: readonly string[]): Diagnostic =>
  error(
    'types/arguments',
    span,
    `${list(fields)} of \`${type}\` ${fields.length === 1 ? 'has' : 'have'} no value`,
    {
      help: 'a value names every field once',
    },
  );

export const fieldTwice = (span: Span, name: string): Diagnostic =>
  error('types/arguments', span, `\`${name}\` has two values`);

export const nextOutside = (span: Span): Diagnostic =>
  error('types/next', span, '`next` has a meaning in transition properties only', {
    help: 'an invariant speaks of one state; use `transition name = ...;`',
  });

// ---- symmetry ---------------------------------------------------------------

export const noOrder = (span: Span, type: Type): Diagnostic =>
  error('symmetry/order', span, `members of \`${describe(type)}\` have no order`, {
    help: 'use `==` or `!=`; where an order matters, use a range instead of `symmetric`',
  });

/** A member written out, or a number in its place: `Page0`, `Page.Page0`, `use[0]`. */
export const anonymous = (span: Span, scalarset: string): Diagnostic =>
  error('symmetry/member', span, `members of \`${scalarset}\` have no names and are no numbers`, {
    help: `bind one: \`pick x in ${scalarset}\`, \`forall x in ${scalarset}\`, or a parameter`,
  });

// The scalarset whose members one of two types takes for numbers.
function membersTaken(a: Type, b: Type): string | null {
  if (a.kind === 'scalarset') return b.kind === 'range' || b.kind === 'int' ? a.name : null;
  if (b.kind === 'scalarset') return membersTaken(b, a);
  if (a.kind === 'map' && b.kind === 'map')
    return membersTaken(a.key, b.key) ?? membersTaken(a.value, b.value);
  if (
    (a.kind === 'option' && b.kind === 'option') ||
    (a.kind === 'set' && b.kind === 'set') ||
    (a.kind === 'seq' && b.kind === 'seq')
  ) {
    return membersTaken(a.of, b.of);
  }
  return null;
}

export const unorderedLoop = (span: Span, why: string, note: Note | null): Diagnostic =>
  error(
    'symmetry/loop',
    span,
    `the turns of this loop may depend on the order of its elements: ${why}`,
    {
      help: 'write only at places indexed by the loop name, or by `+=` or `-=`; or `pick` an element',
      ...(note === null ? {} : { notes: [note] }),
    },
  );

export const unorderedAppend = (span: Span): Diagnostic =>
  error(
    'symmetry/sequence',
    span,
    'appending in this loop would give elements without order an order',
    {
      help: 'use a set, or append one element a step with `pick`',
    },
  );

// ---- statements -------------------------------------------------------------

export const waitLate = (span: Span): Diagnostic =>
  error('flow/wait-late', span, '`wait_until` stands after an assignment of its atomic', {
    help: 'atomic happens whole or not at all: move it to the front, or write `when`',
  });

export const outside = (span: Span, what: string, where: string): Diagnostic =>
  error('flow/outside', span, `\`${what}\` has a meaning only ${where}`);

export const noResult = (span: Span, name: string, help: string): Diagnostic =>
  error('flow/result', span, `\`${name}\` has no result on every way through it`, { help });

export const resultUnused = (span: Span, name: string, help: string): Diagnostic =>
  error('flow/result', span, `\`${name}\` has no result`, { help });

export const resultInPart = (span: Span, name: string): Diagnostic =>
  error('flow/result', span, `the result of procedure \`${name}\` can only be stored whole`, {
    help: `write \`let x = ${name}(...);\` before, and use x`,
  });

export const wrongReturn = (span: Span, message: string): Diagnostic =>
  error('flow/result', span, message);

export const idleLoop = (span: Span): Diagnostic =>
  error('flow/idle', span, 'a turn of this loop can choose to do nothing, without a step', {
    help: 'give the choice a step, `idle: skip;`, or put the loop in `atomic`',
  });

// ---- patches, scenarios, parameters -----------------------------------------

export const noStep = (span: Span, path: string, known: readonly string[]): Diagnostic =>
  error('scenario/step', span, `no step is called \`${path}\``, { help: didYouMean(path, known) });

export const notAnActor = (span: Span, name: string, known: readonly string[]): Diagnostic =>
  error('names/unbound', span, `\`${name}\` is no thread or device`, {
    help: didYouMean(name, known),
  });

export const unknownParameter = (span: Span, name: string, known: readonly string[]): Diagnostic =>
  error('config/unknown', span, `there is no parameter \`${name}\``, {
    help:
      didYouMean(name, known) ??
      (known.length === 0 ? 'the module has none' : `it has ${list(known)}`),
  });

export const parameterValue = (span: Span, name: string, type: Type): Diagnostic =>
  error('config/value', span, `the value of \`${name}\` is not in ${describe(type)}`);

export const neverRead = (span: Span, name: string): Diagnostic =>
  warning(
    'lint/never-read',
    span,
    `nothing reads \`${name}\``,
    'take it out, or state a property about it',
  );

export const feedsNothing = (span: Span, name: string): Diagnostic =>
  warning(
    'lint/never-read',
    span,
    `nothing that is checked depends on \`${name}\``,
    'take it out, state a property about it, or check with `--drop-dead`',
  );

export const unreachable = (span: Span): Diagnostic =>
  warning(
    'flow/unreachable',
    span,
    'no run comes here: the statement before goes elsewhere',
    'take it out, or move it up',
  );

export const stalePick = (span: Span, name: string, reads: string): Diagnostic =>
  warning(
    'lint/stale-pick',
    span,
    `\`${name}\` is picked in a step of its own: \`${reads}\` may change before it is used`,
    'put the pick and its use in one `atomic`',
  );

// ---- words ------------------------------------------------------------------

function list(words: readonly string[]): string {
  const shown = words.slice(0, 6).map(w => `\`${w}\``);
  if (words.length > 6) return `${shown.join(', ')} and ${words.length - 6} more`;
  const last = shown.pop() ?? 'nothing';
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`;
}

const count = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`;

function article(type: Type | string): string {
  if (typeof type === 'string') return type;
  if (type.kind === 'range')
    return type.low === type.high ? `${type.low}` : `an integer (${describe(type)})`;
  if (type.kind === 'int') return 'an integer';
  return `\`${describe(type)}\``;
}
