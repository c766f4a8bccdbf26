/** The constructs of statements, with what tells their kinds apart: where they stand, over what they go. */
import type { Type } from '../../../src/machine/types.ts';
import { expressionsOf, inside } from '../../../src/semantics/patch/rewrite.ts';
import type { Expr, Stmt } from '../../../src/syntax/tree.ts';
import type { Fired } from './fired.ts';

/** Where a statement stands. */
export interface Around {
  readonly atomic: boolean;
  readonly procs: ReadonlySet<string>;
}

/** The constructs of a statement that fired, and of all inside it. */
export function statementConstructs(stmt: Stmt, around: Around, fired: Fired): readonly string[] {
  const inner: Around = stmt.kind === 'atomic' ? { ...around, atomic: true } : around;
  const deeper = inside(stmt).flatMap(one => statementConstructs(one, inner, fired));
  const jumps =
    inside(stmt).some(one => isJump(one)) && fired.within(stmt.span) ? jumpsIn(stmt, fired) : [];
  if (!fired.within(stmt.span)) return deeper;
  const label = stmt.label === null ? [] : ['label'];
  return [...label, ...own(stmt, around, fired), ...jumps, ...deeper];
}

const isJump = (stmt: Stmt): boolean => ['break', 'continue', 'return'].includes(stmt.kind);

// A jump evaluates nothing; it was taken if what stands before it was executed.
function jumpsIn(stmt: Stmt, fired: Fired): readonly string[] {
  const all = inside(stmt);
  return all.flatMap((one, i) => {
    const before = all[i - 1];
    const plain = isJump(one) && (one.kind !== 'return' || one.value === null);
    return plain && before !== undefined && fired.within(before.span) ? [one.kind] : [];
  });
}

function own(stmt: Stmt, around: Around, fired: Fired): readonly string[] {
  const where = around.atomic ? 'in a step' : 'of steps';
  switch (stmt.kind) {
    case 'assign': {
      if (isCall(stmt.value, around)) return ['call of a proc for a place'];
      return [
        stmt.op === '='
          ? `assign ${targetOf(stmt.target)}`
          : `${stmt.op} ${sortOf(fired.at(stmt.value.span)?.type)}`,
      ];
    }
    case 'let':
      return [
        isCall(stmt.value, around)
          ? 'call of a proc for a let'
          : stmt.type === null
            ? 'let'
            : 'let with a type',
      ];
    case 'pick':
      return [`pick ${where}`, ...(stmt.where === null ? [] : ['pick where'])];
    case 'if': {
      const { otherwise } = stmt;
      if (otherwise === null || !fired.within(otherwise.span)) return [`if ${where}`];
      return [`if ${where}`, 'statements' in otherwise ? 'else' : 'else if'];
    }
    case 'while':
      return fired.within(stmt.body.span) ? [`while ${where}`] : [];
    case 'for':
      return fired.within(stmt.body.span)
        ? [`for over ${overWhat(stmt.domain, fired)} ${where}`]
        : [];
    case 'match':
      return [
        `match ${fired.at(stmt.of.span)?.type.kind ?? ''}`,
        ...(stmt.otherwise !== null && fired.within(stmt.otherwise.span) ? ['match else'] : []),
      ];
    case 'return':
      return stmt.value === null ? [] : ['return of a value'];
    case 'call':
      return ['call of a proc'];
    case 'either':
      return [`either ${where}`];
    case 'break':
    case 'continue':
    case 'original':
      return [];
    default:
      return [stmt.kind];
  }
}

const isCall = (value: Expr, { procs }: Around): boolean =>
  value.kind === 'call' && procs.has(value.callee.text);

function targetOf(target: Expr): string {
  return target.kind === 'name' ? 'a variable' : `an ${target.kind}`;
}

// What stands on the right tells what stands on the left.
function sortOf(type: Type | undefined): string {
  if (type === undefined) return '';
  if (type.kind === 'range') return 'integer';
  return type.kind === 'set' ? 'of a set' : 'of an element';
}

function overWhat(domain: Expr, fired: Fired): string {
  const place = fired.at(domain.span);
  if (place?.type.kind !== 'set') return 'a seq';
  const isWhole = place.kind === 'domain' || place.kind === 'interval';
  const of = place.type.of.kind;
  return isWhole && ['range', 'enum', 'scalarset'].includes(of) ? `a ${of}` : 'a set';
}

/** The expressions in a statement, and in those inside it. */
export const expressionsIn = (stmt: Stmt): readonly Expr[] => [
  ...expressionsOf(stmt),
  ...inside(stmt).flatMap(expressionsIn),
];

const named = `
  assign a variable, assign an index, assign an field, assign an unwrap, += integer,
  -= integer, += of a set, -= of a set, += of an element, -= of an element, let,
  let with a type, pick in a step, pick of steps, pick where, if in a step, if of steps, else,
  else if, while in a step, while of steps, forever, either in a step, either of steps,
  match option, match union, match enum, match else, atomic, block, label, skip,
  call of a proc, call of a proc for a place, call of a proc for a let, return of a value,
  return, break, continue, waitUntil, when, assert, assume`;

/** All that a report must have. */
export const statementNames: readonly string[] = [
  ...named.trim().split(/\s*,\s*/),
  ...['range', 'enum', 'scalarset', 'seq', 'set'].flatMap(of => [
    `for over a ${of} in a step`,
    `for over a ${of} of steps`,
  ]),
];
