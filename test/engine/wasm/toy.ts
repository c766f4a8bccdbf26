/**
 * Programs written by hand, without the language: fields are taken from words one after
 * the other, and each rule is a body with a guard, writes, and an `emit`.
 */
import type { Body, Bool, Field, Num, Stmt } from '../../../src/engine/ir/code.ts';
import { bit, number, read } from '../../../src/engine/ir/fold.ts';
import type { Program } from '../../../src/engine/program.ts';

/** Hands out fields that do not straddle words. */
export const fields = () => {
  let [word, shift] = [0, 0];
  const take = (width: number): Field => {
    if (shift + width > 64) [word, shift] = [word + 1, 0];
    const field = { word, shift, width };
    shift += width;
    return field;
  };
  /** Makes room for a block that lies in one word. */
  const align = (width: number): void => {
    if (shift + width > 64) [word, shift] = [word + 1, 0];
  };
  return { take, align, words: (): number => word + 1 };
};

export const is = (field: Field, value: number): Bool => ({
  kind: 'equal',
  left: read('before', field),
  right: number(value),
});
export const has = (field: Field): Bool => bit('before', field);
export const not = (of: Bool): Bool => ({ kind: 'not', of });
export const all = (...of: readonly Bool[]): Bool => ({ kind: 'all', of });
export const any = (...of: readonly Bool[]): Bool => ({ kind: 'any', of });
export const put = (field: Field, value: number | Num | Bool): Stmt => ({
  kind: 'write',
  field,
  value: typeof value === 'number' ? number(value) : value,
});
export const when = (test: Bool, then: readonly Stmt[], otherwise: readonly Stmt[] = []): Stmt => ({
  kind: 'if',
  test,
  then,
  otherwise,
});
export const emit = (step: number, actor = 0): Stmt => ({ kind: 'emit', step, actor });
export const begin: Stmt = { kind: 'begin' };
export const raise = (flag: number): Stmt => ({ kind: 'raise', flag: number(flag) });

export const body = (code: readonly Stmt[], locals: Body['locals'] = [], saves = 0): Body => ({
  code,
  locals,
  saves,
});

/** A step taken where the test holds. */
export const rule = (step: number, test: Bool, ...change: readonly Stmt[]): Body =>
  body([when(test, [begin, ...change, emit(step)])]);

/** A program with one actor that is no device, and threads that are never done. */
export const program = (
  words: number,
  parts: Pick<Program, 'expand' | 'steps'> & Partial<Program>,
): Program => ({
  layout: { words, bits: 64 * words, stores: [], scalarsets: [], cells: [], symmetry: null },
  judge: [],
  judgeStep: null,
  unfinished: body([raise(0)]),
  actors: [{ actor: 0, instance: [], device: false }],
  properties: [],
  sites: [],
  ...parts,
});
