/**
 * Runs bodies of IR one statement at a time, on words as BigInts: slow, and plain enough
 * to be believed. Counts what it meets, so that nothing runs for ever.
 */
import type { Body, Bool, Field, Label, Num, Stmt } from '../../../src/engine/ir/code.ts';

export interface Outcome {
  readonly emitted: { readonly state: readonly bigint[]; readonly step: number }[];
  readonly faults: { readonly rank: number; readonly step: number }[];
  readonly empty: Set<number>;
  readonly raised: Set<number>;
}

interface Run {
  readonly before: readonly bigint[];
  after: bigint[];
  readonly locals: (bigint | boolean)[];
  readonly saves: bigint[][];
  readonly stack: { readonly after: bigint[]; readonly values: readonly (bigint | boolean)[] }[];
  readonly outcome: Outcome;
}

const maskOf = ({ width }: Field): bigint => (1n << BigInt(width)) - 1n;

const readField = (words: readonly bigint[], field: Field): bigint =>
  ((words[field.word] ?? 0n) >> BigInt(field.shift)) & maskOf(field);

const num = (run: Run, of: Num): bigint => {
  switch (of.kind) {
    case 'number':
      return BigInt(of.value);
    case 'rank':
      return BigInt(of.site.rank);
    case 'read':
      return readField(run[of.file], of.field);
    case 'local':
      return run.locals[of.local] as bigint;
    case 'add':
      return num(run, of.left) + num(run, of.right);
    case 'sub':
      return num(run, of.left) - num(run, of.right);
    case 'mul':
      return num(run, of.left) * num(run, of.right);
    case 'div':
      return num(run, of.left) / num(run, of.right);
    case 'rem':
      return num(run, of.left) % num(run, of.right);
    case 'count':
      return BigInt(of.of.filter(each => bool(run, each)).length);
    case 'select':
      return num(run, bool(run, of.test) ? of.then : of.otherwise);
  }
};

const bool = (run: Run, of: Bool): boolean => {
  switch (of.kind) {
    case 'truth':
      return of.value;
    case 'bit':
      return readField(run[of.file], of.field) === 1n;
    case 'flag':
      return run.locals[of.local] as boolean;
    case 'equal':
      return num(run, of.left) === num(run, of.right);
    case 'less':
      return num(run, of.left) < num(run, of.right);
    case 'atMost':
      return num(run, of.left) <= num(run, of.right);
    case 'not':
      return !bool(run, of.of);
    case 'all':
      return of.of.every(each => bool(run, each));
    case 'any':
      return of.of.some(each => bool(run, each));
    case 'same':
      return bool(run, of.left) === bool(run, of.right);
    case 'select':
      return bool(run, bool(run, of.test) ? of.then : of.otherwise);
  }
};

const value = (run: Run, of: Num | Bool): bigint | boolean =>
  'low' in of ? num(run, of) : bool(run, of);

/** A jump under way. */
type Jump = { readonly kind: 'leave' | 'again'; readonly label: Label } | null;

const write = (run: Run, { word, ...rest }: Field, to: bigint | boolean): void => {
  const field = { word, ...rest };
  const shift = BigInt(field.shift);
  const kept = (run.after[word] ?? 0n) & ~(maskOf(field) << shift);
  run.after[word] = kept | (BigInt(to) << shift);
};

const runAll = (run: Run, code: readonly Stmt[]): Jump => {
  for (const stmt of code) {
    const jump = runOne(run, stmt);
    if (jump !== null) return jump;
  }
  return null;
};

const around = (run: Run, stmt: Stmt & { readonly kind: 'block' | 'loop' }): Jump => {
  for (;;) {
    const jump = runAll(run, stmt.body);
    if (jump === null || jump.label !== stmt.label) return jump;
    if (jump.kind === 'leave') return null;
  }
};

const runOne = (run: Run, stmt: Stmt): Jump => {
  switch (stmt.kind) {
    case 'set':
      run.locals[stmt.local] = value(run, stmt.value);
      return null;
    case 'write':
      write(run, stmt.field, value(run, stmt.value));
      return null;
    case 'begin':
      run.after = [...run.before];
      return null;
    case 'save':
      run.saves[stmt.slot] = [...run.after];
      return null;
    case 'load':
      run.after = [...(run.saves[stmt.slot] ?? [])];
      return null;
    case 'if':
      return runAll(run, bool(run, stmt.test) ? stmt.then : stmt.otherwise);
    case 'switch':
      return runAll(run, stmt.cases[Number(num(run, stmt.on))] ?? []);
    case 'block':
    case 'loop':
      return around(run, stmt);
    case 'leave':
    case 'again':
      return { kind: stmt.kind, label: stmt.label };
    case 'push':
      run.stack.push({
        after: [...run.after],
        values: stmt.locals.map(id => run.locals[id] ?? 0n),
      });
      return null;
    case 'pop': {
      const top = run.stack.pop();
      run.after = [...(top?.after ?? [])];
      for (const [i, id] of stmt.locals.entries()) run.locals[id] = top?.values[i] ?? 0n;
      return null;
    }
    case 'ifStacked':
      return runAll(run, run.stack.length > 0 ? stmt.then : stmt.otherwise);
    case 'emit':
      run.outcome.emitted.push({ state: [...run.after], step: stmt.step });
      return null;
    case 'fault':
      run.outcome.faults.push({ rank: Number(num(run, stmt.rank)), step: stmt.step });
      return null;
    case 'empty':
      run.outcome.empty.add(stmt.step);
      return null;
    case 'raise':
      run.outcome.raised.add(Number(num(run, stmt.flag)));
      return null;
  }
};

/** What bodies do, run in order on one state (and, where they look at it, its successor). */
export const interpret = (
  bodies: readonly Body[],
  before: readonly bigint[],
  after: readonly bigint[] = before.map(() => 0n),
): Outcome => {
  const outcome: Outcome = { emitted: [], faults: [], empty: new Set(), raised: new Set() };
  for (const { code, locals, saves } of bodies) {
    runAll(
      {
        before,
        after: [...after],
        locals: locals.map(sort => (sort === 'num' ? 0n : false)),
        saves: Array.from({ length: saves }, () => before.map(() => 0n)),
        stack: [],
        outcome,
      },
      code,
    );
  }
  return outcome;
};
