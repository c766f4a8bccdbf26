/**
 * The bodies of a program as functions. Bodies are joined while they are small, because a
 * call for each would cost more than most guards; a function that is too large costs
 * the compiler of the platform more than it saves.
 */
import { present } from '../../base/assertion.ts';
import type { Body, Stmt } from '../ir/code.ts';
import { sizeOf } from '../ir/walk.ts';
import { callInto, func, i32, i64, local, param, ret, set } from './asm.ts';
import { compileBody, type Effects, inner } from './code.ts';
import { judging, type Kit, making, raiseState, raiseStep } from './effects.ts';
import type { Stmt as AsmStmt, Func, Local } from './tree.ts';

/** Nodes of IR in a function before another one is begun. */
const enough = 4000;

const expressionSize = (stmt: Stmt): number => {
  switch (stmt.kind) {
    case 'set':
    case 'write':
      return sizeOf(stmt.value);
    case 'if':
      return sizeOf(stmt.test);
    case 'switch':
      return sizeOf(stmt.on);
    case 'fault':
      return sizeOf(stmt.rank);
    case 'raise':
      return sizeOf(stmt.flag);
    default:
      return 1;
  }
};

const codeSize = (code: readonly Stmt[]): number =>
  code.reduce(
    (sum, stmt) =>
      inner(stmt).reduce((all, part) => all + codeSize(part), sum + expressionSize(stmt)),
    0,
  );

/** Bodies that make a function each. */
export const bodyGroups = (bodies: readonly Body[]): readonly (readonly Body[])[] => {
  const made: Body[][] = [];
  let size = enough;
  for (const body of bodies) {
    const more = codeSize(body.code);
    if (size + more > enough) {
      made.push([]);
      size = 0;
    }
    made.at(-1)?.push(body);
    size += more;
  }
  return made;
};

/** How many successors a state can have by emits in no loop; and are there others? */
export const burstOf = (
  bodies: readonly Body[],
): { readonly burst: number; readonly bursts: boolean } => {
  let [burst, bursts] = [0, false];
  const see = (code: readonly Stmt[], repeated: boolean): void => {
    for (const stmt of code) {
      if (stmt.kind === 'emit' && repeated) bursts = true;
      if (stmt.kind === 'emit' && !repeated) burst++;
      for (const part of inner(stmt)) see(part, repeated || stmt.kind === 'loop');
    }
  };
  for (const { code } of bodies) see(code, false);
  return { burst, bursts };
};

/** Locals that hold the words of a state, and the statements that load them. */
export const loadWords = (
  of: Func,
  words: number,
  state: Local<'i32'>,
): { readonly locals: readonly Local<'i64'>[]; readonly code: readonly AsmStmt[] } => {
  const locals = Array.from({ length: words }, () => local(of, 'i64'));
  return { locals, code: locals.map((word, i) => set(word, i64.load(state, 8 * i))) };
};

const area = param('i32', 0);
const state = param('i32', 1);

/** Functions (area, state, batch) that give the new end of the batch. */
export const expanders = (kit: Kit, judgeStep: Func | null, flush: Func): readonly Func[] =>
  bodyGroups(kit.program.expand).map((bodies, number) => {
    const of = func(`expand ${number}`, ['i32', 'i32', 'i32'], ['i32']);
    const batch = param('i32', 2);
    const before = loadWords(of, kit.plan.words, state);
    const after = before.locals.map(() => local(of, 'i64'));
    const effects = making(kit, { of, area, state, batch, after, judgeStep, flush });
    const site = { of, before: before.locals, after, effects, pool: { i64: [], i32: [] } };
    const code = bodies.flatMap(body => compileBody(site, body));
    of.body = [...before.code, ...code, ret(batch)];
    return of;
  });

const judgeOf = (kit: Kit, name: string, bodies: readonly Body[]): Func => {
  const of = func(name, ['i32', 'i32'], []);
  const before = loadWords(of, kit.plan.words, state);
  const effects = judging(kit, of, area, raiseState(kit, area));
  const site = { of, before: before.locals, after: [], effects, pool: { i64: [], i32: [] } };
  of.body = [...before.code, ...bodies.flatMap(body => compileBody(site, body))];
  return of;
};

/** Functions (area, state) that raise the flags of a state. */
export const judges = (kit: Kit): readonly Func[] =>
  bodyGroups(kit.program.judge).map((bodies, number) => judgeOf(kit, `judge ${number}`, bodies));

/** The function (area, state, successor) that raises the flags of a transition, if there is one. */
export const stepJudge = (kit: Kit): Func | null => {
  const body = kit.program.judgeStep;
  if (body === null) return null;
  const of = func('judge step', ['i32', 'i32', 'i32'], []);
  const before = loadWords(of, kit.plan.words, state);
  const after = loadWords(of, kit.plan.words, param('i32', 2));
  const effects = judging(kit, of, area, raiseStep(kit, area));
  const pool = { i64: [], i32: [] };
  const code = compileBody({ of, before: before.locals, after: after.locals, effects, pool }, body);
  of.body = [...before.code, ...after.code, ...code];
  return of;
};

/** The function (area, state) that says whether some thread of a state is unfinished. */
export const unfinishedOf = (kit: Kit): Func => {
  const of = func('unfinished', ['i32', 'i32'], ['i32']);
  const found = local(of, 'i32');
  const before = loadWords(of, kit.plan.words, state);
  const effects: Effects = judging(kit, of, area, () => [set(found, i32.of(1))]);
  const site = { of, before: before.locals, after: [], effects, pool: { i64: [], i32: [] } };
  of.body = [...before.code, ...compileBody(site, kit.program.unfinished), ret(found)];
  return of;
};

/** Calls that judge a state. */
export const callAll = (
  funcs: readonly Func[],
  args: readonly Local<'i32'>[],
  into: readonly Local[] = [],
): readonly AsmStmt[] => funcs.map(of => callInto(present(of, 'a function'), args, into));
