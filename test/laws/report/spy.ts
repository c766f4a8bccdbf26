/**
 * Notes which expressions of a machine are evaluated while it is searched. The machine
 * stays what it is, but that reading the kind of an expression is noted: evaluation is
 * all that reads it again and again.
 */
import { List } from 'immutable';
import type { Span } from '../../../src/base/source.ts';
import type { Machine } from '../../../src/machine/machine.ts';
import type { Type } from '../../../src/machine/types.ts';

/** An expression of a machine, as far as its place and type go. */
export interface Place {
  readonly kind: string;
  readonly span: Span;
  readonly type: Type;
}

/** Puts a spy on every expression that a step or a property evaluates; what is noted grows in the result. */
export function spyOn(machine: Machine): ReadonlySet<Place> {
  const executed = new Set<Place>();
  const getters = new Map<string, (this: Place) => string>();
  const getterOf = (kind: string): ((this: Place) => string) => {
    const known = getters.get(kind);
    if (known !== undefined) return known;
    const getter = function (this: Place): string {
      executed.add(this);
      return kind;
    };
    getters.set(kind, getter);
    return getter;
  };
  const seen = new Set<object>();
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || List.isList(value) || seen.has(value))
      return;
    seen.add(value);
    for (const [key, inner] of Object.entries(value)) if (!skipped.has(key)) walk(inner);
    if (isExpr(value))
      Object.defineProperty(value, 'kind', { enumerable: true, get: getterOf(value.kind) });
  };
  walk([machine.nodes, machine.funs, machine.properties, machine.variables]);
  return executed;
}

// Nothing there is evaluated.
const skipped = new Set(['span', 'type', 'entry', 'binder', 'params']);

function isExpr(value: object): value is Place {
  return 'kind' in value && typeof value.kind === 'string' && 'span' in value && 'type' in value;
}
