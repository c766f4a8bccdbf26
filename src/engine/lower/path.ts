/** How far a way through a step has come while its code is made. */
import type { StepId } from '../../machine/machine.ts';
import type { Bool, Field, Label, Num } from '../ir/code.ts';
import { sameBool, sameField, sameNum } from '../ir/fold.ts';
import type { Environment } from './context.ts';
import type { Reading } from './load.ts';
import { select } from './merge.ts';
import type { Sink } from './sink.ts';
import { isNum } from './store.ts';

export interface Path {
  readonly environment: Environment;
  /** The first step it passed. */
  readonly step: StepId | null;
  /** The successor in the making has been begun. */
  readonly begun: boolean;
  /**
   * The fields that may differ from the state before: what they hold now, or null where only
   * the successor in the making knows. Null in place of the map: any field may differ.
   */
  readonly changed: ReadonlyMap<Field, Num | Bool | null> | null;
  /** Fields whose values are known but not written yet. */
  readonly pending: ReadonlySet<Field>;
  /** Turns taken, by loop. */
  readonly turns: ReadonlyMap<number, number>;
}

/** Where the code of a way goes when it is cut off, fails or ends. */
export interface Exits {
  /** Behind the way. */
  readonly way: Label;
  /** Something stands behind this code, so that a cut must leave for `way`. */
  readonly inMidst: boolean;
  /** The code ends in front of this node. */
  readonly until: number | null;
  /** Makes the code of the end; the node is a `stop`, a `done`, or `until`. */
  readonly end: (path: Path, sink: Sink, node: number) => void;
  /** What a fault does; null where it is a transition that fails. */
  readonly fault: ((sink: Sink, rank: Num) => void) | null;
}

/** A way that is about to begin. */
export const startOf = (environment: Environment): Path => ({
  environment,
  step: null,
  begun: false,
  changed: new Map(),
  pending: new Set(),
  turns: new Map(),
});

/** What is unchanged is read from the state before. */
export const readingOf =
  ({ changed }: Path): Reading =>
  field => {
    if (changed === null) return 'after';
    const value = changed.get(field);
    return value === undefined ? 'before' : (value ?? 'after');
  };

/** A field gets a value that later writes do not change; it is written when it must be. */
export const withValue = (path: Path, field: Field, value: Num | Bool): Path => ({
  ...path,
  changed: new Map([...(path.changed ?? []), [field, value]]),
  pending: new Set([...path.pending, field]),
});

/** Fields that were written under a test: only the successor in the making knows them. */
export const withWritten = (path: Path, fields: readonly Field[]): Path =>
  path.changed === null
    ? path
    : { ...path, changed: new Map([...path.changed, ...fields.map(f => [f, null] as const)]) };

/** The path with all that is known written into the successor in the making. */
export function written(path: Path, sink: Sink): Path {
  if (!path.begun) sink.put({ kind: 'begin' });
  for (const field of path.pending) {
    const value = path.changed?.get(field) ?? null;
    if (value === null || (!path.begun && isItself(field, value))) continue;
    sink.put({ kind: 'write', field, value });
  }
  return { ...path, begun: true, pending: new Set() };
}

// What a field held before.
const isItself = (field: Field, value: Num | Bool): boolean =>
  (value.kind === 'bit' || value.kind === 'read') &&
  value.file === 'before' &&
  sameField(value.field, field);

/** What is known on both of two paths that meet. */
export function common(a: Path['changed'], b: Path['changed']): Path['changed'] {
  if (a === null || b === null) return null;
  const both = new Map<Field, Num | Bool | null>();
  for (const field of new Set([...a.keys(), ...b.keys()])) {
    const [x, y] = [a.get(field) ?? null, b.get(field) ?? null];
    both.set(field, x !== null && y !== null && isSame(x, y) ? x : null);
  }
  return both;
}

function isSame(a: Num | Bool, b: Num | Bool): boolean {
  if (isNum(a)) return isNum(b) && sameNum(a, b);
  return !isNum(b) && sameBool(a, b);
}

/** One of two paths that meet, by the test that parted them. */
export function met(test: Bool, a: Path | null, b: Path | null): Path | null {
  if (a === null || b === null) return a ?? b;
  const turns = new Map(a.turns);
  for (const [loop, count] of b.turns) turns.set(loop, Math.max(count, turns.get(loop) ?? 0));
  return {
    environment: merged(test, a.environment, b.environment),
    step: a.step,
    begun: a.begun && b.begun,
    changed: common(a.changed, b.changed),
    pending: a.pending,
    turns,
  };
}

// Names that both know; one may have been given its value on each side.
function merged(test: Bool, a: Environment, b: Environment): Environment {
  if (a === b) return a;
  const all = (env: Environment) => {
    const found: NonNullable<Environment>[] = [];
    const seen = new Set<number>();
    for (let here = env; here !== null; here = here.outer) {
      if (!seen.has(here.binder)) found.push(here);
      seen.add(here.binder);
    }
    return found;
  };
  const others = new Map(all(b).map(entry => [entry.binder, entry.sym]));
  return all(a).reduceRight<Environment>((outer, { binder, sym }) => {
    const other = others.get(binder);
    if (other === undefined) return outer;
    return { binder, sym: select(test, sym, other), outer };
  }, null);
}
