/**
 * Where an expression is put into words: what names mean there, and what must hold so that
 * it has a value at all.
 */
import type { Span } from '../../base/source.ts';
import type { BinderRef, VariableId } from '../../machine/expr.ts';
import type { Fun, Machine } from '../../machine/machine.ts';
import type { Unsaid } from '../export/wish.ts';
import type { Form, Names } from './form.ts';
import type { Layout, Name } from './layout.ts';
import { all, implies, isYes, type Text } from './text.ts';

/** What all of a text shares. */
export interface Program {
  readonly machine: Machine;
  readonly names: Names;
  /** Of the variables, by their ids. */
  readonly layouts: readonly Layout[];
  readonly funs: ReadonlyMap<string, Fun>;
  /** A new name of the whole text. */
  readonly name: Name;
  readonly isTaken: (name: string) => boolean;
  readonly unsaid: Unsaid[];
  /** Errors are errors; else a step that fails changes nothing. */
  readonly watching: boolean;
}

/** What must hold; else the step fails with this word, at this place. */
export interface Check {
  readonly ok: Text;
  readonly what: string;
  readonly span: Span;
}

export interface Scope {
  readonly program: Program;
  readonly env: ReadonlyMap<number, Form>;
  readonly read: (variable: VariableId) => Form;
  /** Under `next`. */
  readonly after: ((variable: VariableId) => Form) | null;
  /** In the order in which they are met. */
  readonly checks: Check[];
}

export function check(scope: Scope, ok: Text, what: string, span: Span): void {
  if (!isYes(ok)) scope.checks.push({ ok, what, span });
}

/** Runs with checks of its own, which matter where `when` holds. */
export function under<T>(scope: Scope, when: Text, run: (inner: Scope) => T): T {
  const checks: Check[] = [];
  const result = run({ ...scope, checks });
  for (const c of checks) check(scope, implies(when, c.ok), c.what, c.span);
  return result;
}

/** Runs apart: the result, and when it does not fail. */
export function apart<T>(
  scope: Scope,
  run: (inner: Scope) => T,
): { readonly result: T; readonly checks: readonly Check[]; readonly safe: Text } {
  const checks: Check[] = [];
  const result = run({ ...scope, checks });
  return { result, checks, safe: all(checks.map(c => c.ok)) };
}

/** The scope with a name for this value. */
export const bound = <S extends Scope>(scope: S, binder: BinderRef, form: Form): S => ({
  ...scope,
  env: new Map([...scope.env, [binder.id, form]]),
});

/** Notes what cannot be said. */
export const refuse = ({ program }: Scope, span: Span, message: string): void => {
  program.unsaid.push({ span, message });
};
