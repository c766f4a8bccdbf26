/**
 * Statements of the IR to WebAssembly. What `emit`, `fault`, `empty` and `raise` do to
 * counters, flags and the batch is the business of whoever compiles the body, through
 * `Effects`; so is where the stack of `push` and `pop` lies.
 */
import { present, unreachable } from '../../base/assertion.ts';
import type { Body, Label as IrLabel, LocalId, Stmt } from '../ir/code.ts';
import { block, br, brTable, i32, i64, label, loop, set, when } from './asm.ts';
import { boolOf, type Frame, frameOf, numOf, type Pool } from './frame.ts';
import type { Stmt as AsmStmt, Func, I32, I64, Label, Local } from './tree.ts';
import { guards, number, truth } from './values.ts';
import { compileWrites } from './writes.ts';

/** What the statements with effects become. */
export interface Effects {
  /** `repeated`: it may run more than once in a run of the body. */
  emit(step: number, actor: number, repeated: boolean): readonly AsmStmt[];
  fault(rank: I64, step: number, actor: number): readonly AsmStmt[];
  empty(step: number): readonly AsmStmt[];
  raise(flag: I64): readonly AsmStmt[];
  readonly stack: Stack;
}

/** An area of memory; what is on it lies between `from` and `top`. */
export interface Stack {
  readonly top: Local<'i32'>;
  readonly from: I32;
  /** No push goes beyond; statements say what happens instead. */
  readonly end: I32;
  readonly full: readonly AsmStmt[];
}

/** A place for bodies, one after the other: their function, files, effects, and locals to reuse. */
export interface Site {
  readonly of: Func;
  readonly before: readonly Local<'i64'>[];
  /** Empty where no body has an `after`. */
  readonly after: readonly Local<'i64'>[];
  readonly effects: Effects;
  readonly pool: Pool;
}

interface Place {
  readonly frame: Frame;
  readonly effects: Effects;
  readonly labels: ReadonlyMap<IrLabel, Label>;
  readonly repeated: boolean;
}

type Kind<K extends Stmt['kind']> = Stmt & { readonly kind: K };

/** Compiles a body. It ends by falling through; a `leave` never goes beyond it. */
export const compileBody = (site: Site, body: Body): readonly AsmStmt[] => {
  const { frame, start } = frameOf(site, body, site.pool);
  const { stack } = site.effects;
  const stacked = uses(body.code, ({ kind }) => kind === 'push' || kind === 'ifStacked');
  const place: Place = { frame, effects: site.effects, labels: new Map(), repeated: false };
  return [...start, ...(stacked ? [set(stack.top, stack.from)] : []), ...many(place, body.code)];
};

/** Does a statement of this sort stand in the code? */
export const uses = (code: readonly Stmt[], is: (stmt: Stmt) => boolean): boolean =>
  code.some(stmt => is(stmt) || inner(stmt).some(part => uses(part, is)));

/** The code inside a statement. */
export const inner = (stmt: Stmt): readonly (readonly Stmt[])[] => {
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
};

const isWrite = (stmt: Stmt): stmt is Kind<'write'> => stmt.kind === 'write';

const many = (place: Place, code: readonly Stmt[]): readonly AsmStmt[] => {
  const made: AsmStmt[] = [];
  let row: Kind<'write'>[] = [];
  for (const stmt of code) {
    if (isWrite(stmt)) row.push(stmt);
    else {
      made.push(...compileWrites(place.frame, row), ...one(place, stmt));
      row = [];
    }
  }
  made.push(...compileWrites(place.frame, row));
  return made;
};

const one = (place: Place, stmt: Exclude<Stmt, { readonly kind: 'write' }>): readonly AsmStmt[] => {
  const { frame, effects } = place;
  switch (stmt.kind) {
    case 'set':
      return [setLocal(frame, stmt)];
    case 'begin':
      return copies(frame.after, frame.before);
    case 'save':
      return copies(slotOf(frame, stmt.slot), frame.after);
    case 'load':
      return copies(frame.after, slotOf(frame, stmt.slot));
    case 'if':
      return branch(place, stmt);
    case 'switch':
      return choice(place, stmt);
    case 'block':
    case 'loop':
      return around(place, stmt);
    case 'leave':
    case 'again':
      return [br(present(place.labels.get(stmt.label), 'a jump stands inside its label'))];
    case 'push':
      return push(place, stmt.locals);
    case 'pop':
      return pop(place, stmt.locals);
    case 'ifStacked': {
      const { stack } = effects;
      const any = i32.ne(stack.top, stack.from);
      return [when(any, many(place, stmt.then), many(place, stmt.otherwise))];
    }
    case 'emit':
      return effects.emit(stmt.step, stmt.actor, place.repeated);
    case 'fault':
      return effects.fault(number(frame, stmt.rank), stmt.step, stmt.actor);
    case 'empty':
      return effects.empty(stmt.step);
    case 'raise':
      return effects.raise(number(frame, stmt.flag));
    default:
      return unreachable(stmt);
  }
};

const setLocal = (frame: Frame, { local, value }: Kind<'set'>): AsmStmt =>
  'low' in value
    ? set(numOf(frame, local), number(frame, value))
    : set(boolOf(frame, local), truth(frame, value));

const copies = (to: readonly Local<'i64'>[], from: readonly Local<'i64'>[]): readonly AsmStmt[] =>
  to.map((word, i) => set(word, present(from[i], 'copies are as long')));

const slotOf = ({ saves }: Frame, slot: number): readonly Local<'i64'>[] =>
  present(saves[slot], 'a body says how many slots it saves to');

/** Without `otherwise`, a test that is dear in parts becomes one `if` inside the other. */
const branch = (place: Place, stmt: Kind<'if'>): readonly AsmStmt[] => {
  const then = many(place, stmt.then);
  if (stmt.otherwise.length > 0) {
    return [when(truth(place.frame, stmt.test), then, many(place, stmt.otherwise))];
  }
  return guards(place.frame, stmt.test).reduceRight((body, test) => [when(test, body)], then);
};

/** One block a case, nested: a branch to the label of a case lands before its code. */
const choice = (place: Place, { on, cases }: Kind<'switch'>): readonly AsmStmt[] => {
  const out = label('out');
  const labels = cases.map((_, i) => label(`case ${i}`));
  const index = number(place.frame, on);
  // Cut to 32 bits, an index below 0 is a large one; larger numbers are made so.
  const fits = on.low >= -(2 ** 31) && on.high < 2 ** 31;
  const short = i32.wrap(index);
  const inRange = i64.ltU(index, i64.of(cases.length));
  const chosen = fits ? short : i32.or(short, i32.sub(inRange, i32.of(1)));
  let code: readonly AsmStmt[] = [brTable(chosen, labels, out)];
  for (const [i, body] of cases.entries()) {
    const to = present(labels[i], 'one label a case');
    code = [block(to, code), ...many(place, body), br(out)];
  }
  return [block(out, code)];
};

const around = (place: Place, stmt: Kind<'block' | 'loop'>): readonly AsmStmt[] => {
  const to = label();
  const labels = new Map(place.labels).set(stmt.label, to);
  const repeated = place.repeated || stmt.kind === 'loop';
  const body = many({ ...place, labels, repeated }, stmt.body);
  return [stmt.kind === 'loop' ? loop(to, body) : block(to, body)];
};

/** Bytes that `after` and these locals take on the stack. */
const entryBytes = ({ after }: Frame, locals: readonly LocalId[]): number =>
  8 * (after.length + locals.length);

const push = ({ frame, effects }: Place, locals: readonly LocalId[]): readonly AsmStmt[] => {
  const { top, end, full } = effects.stack;
  const bytes = entryBytes(frame, locals);
  const words = frame.after.map((word, i) => i64.store(top, word, 8 * i));
  const rest = locals.map((id, i) => {
    const at = 8 * (frame.after.length + i);
    const num = frame.nums[id];
    return num ? i64.store(top, num, at) : i32.store(top, boolOf(frame, id), at);
  });
  const next = i32.add(top, i32.of(bytes));
  return [when(i32.gtU(next, end), full, [...words, ...rest, set(top, next)])];
};

const pop = ({ frame, effects }: Place, locals: readonly LocalId[]): readonly AsmStmt[] => {
  const { top } = effects.stack;
  const words = frame.after.map((word, i) => set(word, i64.load(top, 8 * i)));
  const rest = locals.map((id, i) => {
    const at = 8 * (frame.after.length + i);
    const num = frame.nums[id];
    return num ? set(num, i64.load(top, at)) : set(boolOf(frame, id), i32.load(top, at));
  });
  return [set(top, i32.sub(top, i32.of(entryBytes(frame, locals)))), ...words, ...rest];
};
