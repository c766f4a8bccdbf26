/**
 * Where an expression is put into words: what names mean there, what is known to hold,
 * where its statements go, and what becomes of a failure.
 */

import type { Span } from '../../base/source.ts';
import type { BinderRef, Expr, VariableId } from '../../machine/expr.ts';
import type { Fun, Machine } from '../../machine/machine.ts';
import type { Unsaid } from '../export/wish.ts';
import type { Making } from './forms.ts';
import { failing, type Routine, Statements } from './routine.ts';
import type { Types } from './types.ts';
import { atom, type Form, isYes, plain, type Text } from './value.ts';

/** What all routines of a text share. */
export interface Program {
  readonly machine: Machine;
  readonly types: Types;
  readonly isGlobal: (name: string) => boolean;
  readonly variables: readonly string[];
  /** The variables that are undefined in place of `none`. */
  readonly bare: ReadonlySet<VariableId>;
  readonly funs: ReadonlyMap<
    string,
    { readonly name: string; readonly fun: Fun; readonly fails: boolean }
  >;
  /** Functions over sets, by name, as they are met. */
  readonly helpers: Map<string, readonly string[]>;
  readonly unsaid: Unsaid[];
  /** Errors are errors; else a step that fails changes nothing. */
  readonly watching: boolean;
}

/**
 * What happens where something fails. `native`: Rumur itself notices most of it. `fail`:
 * the step ends and changes nothing. `cut`: the step does not exist; another rule fails in
 * its place. A flag is set.
 */
export type Faults = 'native' | 'fail' | 'cut' | { readonly flag: string };

export interface Scope extends Making {
  readonly program: Program;
  readonly env: ReadonlyMap<number, Form>;
  readonly facts: Set<string>;
  readonly around: ReadonlySet<string>;
  readonly to: Statements;
  readonly faults: Faults;
  /** How a variable is called here; under `next`, `after` is. */
  readonly read: (variable: VariableId) => string;
  readonly after: ((variable: VariableId) => string) | null;
}

export function scopeOf(program: Program, routine: Routine, to: Statements, faults: Faults): Scope {
  return {
    program,
    types: program.types,
    routine,
    env: new Map(),
    facts: new Set(),
    around: new Set(),
    to,
    faults,
    read: id => program.variables[id] ?? '',
    after: null,
  };
}

/** With a binder bound. */
export const bound = (scope: Scope, { id }: BinderRef, form: Form): Scope => ({
  ...scope,
  env: new Map([...scope.env, [id, form]]),
});

/** With names that are taken. */
export const withNames = (scope: Scope, names: readonly string[]): Scope => ({
  ...scope,
  around: new Set([...scope.around, ...names]),
});

/** With a simple binder under a name of its own. */
export function named(
  scope: Scope,
  binder: BinderRef,
): { readonly name: string; readonly scope: Scope } {
  const name = scope.routine.binder(binder.name, scope.around);
  return { name, scope: withNames(bound(scope, binder, plain(atom(name))), [name]) };
}

/** Apart: statements go elsewhere, and what is found there is known there only. */
export function apart(scope: Scope, facts: readonly Text[] = []): Scope {
  const known = new Set([...scope.facts, ...facts.map(canonical)]);
  return { ...scope, to: new Statements(), facts: known };
}

/** Remembers what holds from here on, each part of a conjunction alone. */
export function learn(scope: Scope, fact: Text): void {
  for (const part of conjuncts(fact)) scope.facts.add(canonical(part));
}

// Names of quantifiers make no difference.
function canonical({ text }: Text): string {
  let plainer = text;
  for (const [, name] of text.matchAll(/(?:forall|exists) (\w+) :/g))
    plainer = plainer.replaceAll(new RegExp(`(?<![\\w.])${name}(?!\\w)`, 'g'), '_');
  return plainer;
}

/** The parts of `a & b`, as far as they can be told apart. */
export function conjuncts(fact: Text): readonly Text[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  const words = fact.text.split(' ');
  for (const [i, word] of words.entries()) {
    depth += (word.match(/[([]/g) ?? []).length - (word.match(/[)\]]/g) ?? []).length;
    if (word === 'do') depth += 1;
    if (/^end\b/.test(word)) depth -= 1;
    if (depth === 0 && word === '&') {
      parts.push(words.slice(from, i).join(' '));
      from = i + 1;
    } else if (depth === 0 && ['|', '->', '?', ':'].includes(word)) return [fact];
  }
  parts.push(words.slice(from).join(' '));
  return [fact, ...parts.map(atom)];
}

/** Says that this must hold here; `noticed` where Rumur would notice. */
export function check(scope: Scope, ok: Text, code: string, noticed: boolean): void {
  const { faults, facts, to } = scope;
  if (isYes(ok) || facts.has(canonical(ok))) return;
  if (faults === 'native' && noticed) return;
  if (faults === 'native') to.add(`assert ${ok.text} "${code}";`);
  else if (faults === 'fail') to.add(`${failing}${ok.text}`);
  else if (faults === 'cut') to.add(`assume ${ok.text};`);
  else {
    to.nest(`if ${ok.text} then`, `else ${faults.flag} := true; end;`);
  }
  learn(scope, ok);
}

/** Notes that something has no words in Murphi. */
export function refuse(scope: Scope, span: Span, message: string): void {
  scope.program.unsaid.push({ span, message });
}

/** Makes the value of an expression. */
export type Make = (scope: Scope, expr: Expr) => Form;
