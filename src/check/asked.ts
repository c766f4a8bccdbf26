/**
 * What may be asked of a machine, by the names people write: declared properties,
 * `deadlock`, an assert by its text or its step, an error code. Makes the Question
 * that a search answers; who searches, and how, is decided elsewhere.
 */
import { runtimeCodes } from '../base/codes.ts';
import type { Machine } from '../machine/machine.ts';
import type { Limits, PropertyRef, Question } from '../machine/search.ts';

/** How a search is to go about its question. */
export interface Manner {
  readonly symmetry: boolean;
  readonly stop: Question['stop'];
  readonly limits: Limits;
}

/** Nothing limits the search. */
export const noLimits: Limits = {
  maxDepth: null,
  maxStates: null,
  maxSeconds: null,
  maxMemoryMb: null,
};

/** Deadlock, then declared properties, then asserts: the order of every report. */
export function declared(machine: Machine): readonly PropertyRef[] {
  const properties = machine.properties.map(({ kind, name }): PropertyRef => ({ kind, name }));
  const asserts = machine.asserts.map(
    ({ name }, index): PropertyRef => ({ kind: 'assert', name, index }),
  );
  const deadlock: readonly PropertyRef[] = machine.deadlockAllowed ? [] : [deadlockRef];
  return [...deadlock, ...properties, ...asserts];
}

const deadlockRef: PropertyRef = { kind: 'deadlock', name: 'deadlock' };

const runtimeRefs: readonly PropertyRef[] = runtimeCodes.map(name => ({ kind: 'runtime', name }));

/**
 * The properties that a word stands for: a declared name, `deadlock`, `runtime` or one
 * of its codes, `assert`, the text of an assert or its step (also as `assert STEP`).
 * None when the machine has nothing of that name.
 */
export function named(machine: Machine, word: string): readonly PropertyRef[] {
  if (word === 'deadlock') return [deadlockRef];
  if (word === 'runtime') return runtimeRefs;
  const code = runtimeRefs.filter(ref => ref.name === word);
  if (code.length > 0) return code;
  const property = machine.properties.filter(p => p.name === word);
  if (property.length > 0) return property.map(({ kind, name }) => ({ kind, name }));
  return assertsAt(machine, word.replace(/^assert\s*/, ''));
}

/**
 * The asserts with this text, or of this step: `user.put.free`, or `put.free` wherever
 * that procedure is called, or `user.put` for all below. The empty word is all there are.
 */
export function assertsAt(machine: Machine, word: string): readonly PropertyRef[] {
  return machine.asserts.flatMap(({ name, step }, index): readonly PropertyRef[] =>
    word === '' || word === name || `.${step}.`.includes(`.${word}.`)
      ? [{ kind: 'assert', name, index }]
      : [],
  );
}

/** Every word that `named` knows, for lists and suggestions. */
export function names(machine: Machine): readonly string[] {
  const words = [
    ...machine.properties.map(p => p.name),
    ...machine.asserts.flatMap(a => [a.name, a.step]),
    'deadlock',
    ...runtimeCodes,
  ];
  return [...new Set(words)];
}

/** The question after these properties and no others. */
export function questionOf(asked: readonly PropertyRef[], manner: Manner): Question {
  const names = (kind: PropertyRef['kind']): readonly string[] =>
    asked.filter(ref => ref.kind === kind).map(ref => ref.name);
  const runtime = asked.flatMap(ref => (ref.kind === 'runtime' ? [ref.name] : []));
  return {
    invariants: names('invariant'),
    transitions: names('transition'),
    covers: names('cover'),
    asserts: asked.flatMap(ref => (ref.kind === 'assert' ? [ref.index] : [])),
    deadlock: asked.some(ref => ref.kind === 'deadlock'),
    runtime,
    awaited: runtime,
    ...manner,
  };
}

/** The same, and noticing every run-time error on the way. */
export const withRuntime = (question: Question): Question => ({
  ...question,
  runtime: runtimeCodes,
});

/** A run to these covers, and nothing else: what breaks on the way is not reported. */
export const witnessQuestion = (covers: readonly PropertyRef[], manner: Manner): Question =>
  questionOf(covers, { ...manner, stop: 'all' });
