/**
 * The variables within a step: what each is by now. Of a thread's or device's own local
 * the entry of the instance is followed, for nothing else of it changes.
 */
import { present } from '../../base/assertion.ts';
import type { Expr, Place, VariableId } from '../../machine/expr.ts';
import type { Actor } from '../../machine/machine.ts';
import type { Scope, Speech } from './expr.ts';
import { closed, type Text, tight } from './text.ts';
import { noneOf } from './types.ts';

/** What a variable is by now. */
export interface Current {
  /** Of the own entry, or of the whole variable. */
  readonly of: 'entry' | 'whole';
  readonly text: Text;
  /** The conjunct that gives the variable its next value is written. */
  readonly done: boolean;
}

export type Values = ReadonlyMap<VariableId, Current>;

/** The actor's own entry of a variable is followed alone. */
export const isOwn = (speech: Speech, actor: Actor | null, v: VariableId): boolean => {
  const variable = present(speech.machine.variables[v], 'a variable is in its machine');
  if (actor === null || variable.depth === 0) return false;
  return variable.actor === actor.name && variable.depth === actor.params.length;
};

/** The keys lead to the own entry. */
export const ownKeys = (actor: Actor, keys: readonly (Expr | null)[]): boolean =>
  actor.params.every((param, i) => {
    const key = keys[i];
    return key?.kind === 'binder' && key.binder.id === param.id;
  });

/** The place lies in the own entry. */
export const inOwn = (speech: Speech, actor: Actor | null, place: Place): boolean =>
  actor !== null &&
  isOwn(speech, actor, place.variable) &&
  ownKeys(
    actor,
    place.steps.map(s => (s.kind === 'key' ? s.key : null)),
  );

/** `[i][j]`: the way to the own entry. */
export const instanceText = (scope: Scope, actor: Actor): string =>
  actor.params.map(p => `[${scope.names.get(p.id)?.text ?? p.name}]`).join('');

/** The whole variable by now. */
export function wholeOf(
  speech: Speech,
  scope: Scope,
  actor: Actor | null,
  v: VariableId,
  now: Current | undefined,
): Text {
  const name = present(speech.variables[v], 'a variable has a name');
  if (now === undefined) return closed(name);
  if (now.of === 'whole' || actor === null) return now.text;
  return closed(`[${name} EXCEPT !${instanceText(scope, actor)} = ${now.text.text}]`);
}

/** The own entry by now. */
export function entryOf(
  speech: Speech,
  scope: Scope,
  actor: Actor,
  v: VariableId,
  now: Current | undefined,
): Text {
  if (now?.of === 'entry') return now.text;
  const name = now === undefined ? (speech.variables[v] ?? '') : tight(now.text);
  return closed(`${name}${instanceText(scope, actor)}`);
}

/** Before a step: bindings that are no part of the module are `none`. */
export function nothingBound(
  speech: Speech,
  actor: Actor,
  hidden: ReadonlySet<VariableId>,
): Values {
  const values = new Map<VariableId, Current>();
  for (const v of hidden) {
    const variable = present(speech.machine.variables[v], 'a variable is in its machine');
    if (variable.actor !== actor.name) continue;
    let { type } = variable;
    for (let i = 0; i < variable.depth; i++) if (type.kind === 'map') type = type.value;
    const of = isOwn(speech, actor, v) ? 'entry' : 'whole';
    values.set(v, { of, text: closed(noneOf(type, speech)), done: false });
  }
  return values;
}
