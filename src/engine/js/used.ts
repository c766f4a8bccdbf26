/** What a piece of code uses: its statements one by one, and the halves it reads and writes. */
import type { Body, File, Stmt } from '../ir/code.ts';
import { type Code, partsOf } from '../ir/walk.ts';
import { slicesOf } from './halves.ts';

/** All statements, those inside others too. */
export const statementsOf = (code: readonly Stmt[]): readonly Stmt[] =>
  code.flatMap(stmt => [stmt, ...partsOfStmt(stmt).flatMap(statementsOf)]);

function partsOfStmt(stmt: Stmt): readonly (readonly Stmt[])[] {
  switch (stmt.kind) {
    case 'if':
    case 'ifStacked':
      return [stmt.then, stmt.otherwise];
    case 'switch':
      return stmt.cases;
    case 'block':
    case 'loop':
      return [stmt.body];
    default:
      return [];
  }
}

/** The expressions of a statement itself, without those inside others. */
export function codesOf(stmt: Stmt): readonly Code[] {
  switch (stmt.kind) {
    case 'set':
    case 'write':
      return [stmt.value];
    case 'if':
      return [stmt.test];
    case 'switch':
      return [stmt.on];
    case 'fault':
      return [stmt.rank];
    case 'raise':
      return [stmt.flag];
    default:
      return [];
  }
}

/** Halves by number, ascending. */
export interface Used {
  readonly before: readonly number[];
  readonly after: readonly number[];
  /** Some statement is of this kind. */
  readonly kinds: ReadonlySet<Stmt['kind']>;
  /** Halves of `after` that some statement writes. */
  readonly written: readonly number[];
}

/** The halves that a body names. */
export function usedBy({ code }: Body): Used {
  const halves = { before: new Set<number>(), after: new Set<number>() };
  const written = new Set<number>();
  const seen = new Set<Code>();
  const read = (expr: Code): void => {
    if (seen.has(expr)) return;
    seen.add(expr);
    if (expr.kind === 'read' || expr.kind === 'bit')
      for (const { half } of slicesOf(expr.field)) halves[fileOf(expr)].add(half);
    for (const part of partsOf(expr)) read(part);
  };
  const statements = statementsOf(code);
  for (const stmt of statements) {
    for (const expr of codesOf(stmt)) read(expr);
    if (stmt.kind === 'write') for (const { half } of slicesOf(stmt.field)) written.add(half);
  }
  return {
    before: ascending(halves.before),
    after: ascending(halves.after),
    written: ascending(written),
    kinds: new Set(statements.map(stmt => stmt.kind)),
  };
}

const fileOf = (expr: { readonly file: File }): File => expr.file;

const ascending = (numbers: ReadonlySet<number>): readonly number[] =>
  [...numbers].sort((a, b) => a - b);
