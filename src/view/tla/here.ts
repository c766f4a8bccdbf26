/**
 * Where the writing of a step stands: what is the same for the whole step, what is bound
 * and what each variable is by now; and how expressions are said there.
 */
import type { Expr, VariableId } from '../../machine/expr.ts';
import type { Actor, LocationId, NodeId, StepId } from '../../machine/machine.ts';
import { entryOf, isOwn, ownKeys, type Values, wholeOf } from './current.ts';
import type { Doc } from './doc.ts';
import { type Scope, type Speech, spoken } from './expr.ts';
import { mayFail } from './fails.ts';
import type { Text } from './text.ts';

/** What is the same for all of a step. */
export interface Frame {
  readonly speech: Speech;
  readonly actor: Actor | null;
  /** The step whose ways are written; null of bodies outside steps. */
  readonly step: StepId | null;
  /** Where its thread rests before. */
  readonly from: LocationId | null;
  /** The variables to which every way gives a next value. */
  readonly changed: ReadonlySet<VariableId>;
  /** Bindings that are no part of the module. */
  readonly hidden: ReadonlySet<VariableId>;
  /** How the next value of a variable is called: `x'`, or `x` in an initial state. */
  readonly next: (name: string) => string;
  /** What follows the end of a body that is a part of something, else null. */
  readonly finish: ((here: Here) => readonly Doc[]) | null;
}

/** Where the writing stands. */
export interface Here {
  readonly stepped: boolean;
  readonly scope: Scope;
  readonly values: Values;
  /** The node at which a part ends, and the variables that it must settle. */
  readonly until: NodeId | null;
  readonly settle: ReadonlySet<VariableId>;
  /** Loops that are being written, by their nodes. */
  readonly loops: ReadonlyMap<NodeId, Loop>;
}

/** An operator that stands for the turns of a loop. */
export interface Loop {
  readonly name: string;
  readonly variables: readonly VariableId[];
  /** Binders that a turn binds anew and the next one reads. */
  readonly binders: readonly number[];
}

/** The scope of expressions here. */
export function scopeOf({ speech, actor }: Frame, here: Here): Scope {
  const { scope, values } = here;
  return {
    ...scope,
    read: v => wholeOf(speech, scope, actor, v, values.get(v)),
    entry: expr => {
      const own = actor === null ? null : ownLookup(speech, actor, expr);
      return own === null || actor === null
        ? null
        : entryOf(speech, scope, actor, own, values.get(own));
    },
  };
}

function ownLookup(speech: Speech, actor: Actor, expr: Expr): VariableId | null {
  const keys: Expr[] = [];
  let at = expr;
  for (; at.kind === 'lookup'; at = at.of) keys.unshift(at.key);
  if (at.kind !== 'variable' || !isOwn(speech, actor, at.variable)) return null;
  return keys.length === actor.params.length && ownKeys(actor, keys) ? at.variable : null;
}

/** The expression here. */
export const say =
  (frame: Frame, here: Here) =>
  (expr: Expr): Text =>
    spoken(frame.speech, scopeOf(frame, here), expr);

/** A name or a constant: repeated rather than named. */
export const isShort = ({ text }: Text): boolean => /^(?:\w+|<<>>|\{\}|"[^"]*")$/.test(text);

/** A value that may fail is taken at once, others when they are needed. */
export const headOf = (frame: Frame, name: string, value: Text, from: Expr | null): string =>
  from === null || mayFail(frame.speech.machine, from)
    ? `\\E ${name} \\in {${value.text}} :`
    : `LET ${name} == ${value.text} IN`;
