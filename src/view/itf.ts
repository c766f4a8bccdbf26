/**
 * Runs in the Informal Trace Format of Apalache's ADR-015, one state an entry. The
 * step that led to a state is in its `#meta`; a step that failed has no state and
 * stands in the `#meta` of the whole as `failing`. All variables are given, those
 * that only hold places and bindings too, so that `replay` can compare states.
 */
import { present, unreachable } from '../base/assertion.ts';
import { place } from '../base/source.ts';
import { domain } from '../machine/domain.ts';
import type { Machine } from '../machine/machine.ts';
import { variableName } from '../machine/names.ts';
import { type Json, toJson } from '../machine/show.ts';
import type { Type } from '../machine/types.ts';
import { intOf, listOf, numberOf, type Value } from '../machine/value.ts';
import type { State } from '../reference/state.ts';
import type { Trace, TraceStep } from '../trace/trace.ts';
import { actorName } from './actors.ts';
import { parametersJson } from './json-check.ts';
import { argsJson } from './json-trace.ts';

/** The text of an ITF file. `digest` is of the specification. */
export function itfText(machine: Machine, trace: Trace, digest: string): string {
  const last = trace.steps.at(-1);
  const failing = last !== undefined && last.state === null ? last : null;
  const after = trace.steps.flatMap(step =>
    step.state === null ? [] : [stateItf(machine, step.state, metaOf(step))],
  );
  const json: Json = {
    '#meta': {
      format: 'ITF',
      'format-description': 'https://apalache-mc.org/docs/adr/015adr-trace.html',
      source: 'patchproof',
      module: machine.module,
      spec: digest,
      variant: machine.variant,
      patches: machine.patches,
      parameters: Object.fromEntries(parametersJson(machine)),
      property: { kind: trace.property.kind, name: trace.property.name },
      path: trace.path.join('/'),
      ...(failing === null ? {} : { failing: metaOf(failing) }),
    },
    vars: namesOf(machine),
    states:
      trace.initial === null ? [] : [stateItf(machine, trace.initial, { index: 0 }), ...after],
    ...(trace.loop === null ? {} : { loop: trace.loop }),
  };
  return `${JSON.stringify(json, null, 1)}\n`;
}

const metaOf = (step: TraceStep): Json => ({
  index: step.index,
  actor: actorName(step),
  step: step.step,
  args: argsJson(step),
  location: place(step.span),
});

function stateItf(machine: Machine, state: State, meta: Json): Json {
  return { '#meta': meta, ...Object.fromEntries(stateValues(machine, state)) };
}

/** Every variable with its value in ITF. */
export function stateValues(machine: Machine, state: State): readonly (readonly [string, Json])[] {
  const names = namesOf(machine);
  return machine.variables.map(({ type }, i) => {
    const value = present(state.get(i), 'a state gives every variable a value');
    return [present(names[i], 'every variable has a name'), toItf(type, value)] as const;
  });
}

// Bindings of one name, in several copies of a procedure, are told apart by numbers.
function namesOf(machine: Machine): readonly string[] {
  const seen = new Map<string, number>();
  return machine.variables.map(variable => {
    const name = variable.role === 'place' ? `${variable.name}.at` : variableName(variable);
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name}.${times}`;
  });
}

/** A value in ITF: all integers as `#bigint`; `none`, `some v` and unions as variants. */
export function toItf(type: Type, value: Value): Json {
  switch (type.kind) {
    case 'bool':
    case 'enum':
    case 'scalarset':
      return toJson(type, value);
    case 'int':
    case 'range':
    case 'place':
      return { '#bigint': String(intOf(value)) };
    case 'struct':
      return record(type.fields, listOf(value).toArray());
    case 'union': {
      const list = listOf(value);
      const { name, fields } = present(
        type.cases[numberOf(list.get(0) ?? null)],
        'a union value is a case',
      );
      return { tag: name, value: record(fields, list.slice(1).toArray()) };
    }
    case 'option':
      return value === null
        ? { tag: 'none', value: { '#tup': [] } }
        : { tag: 'some', value: toItf(type.of, listOf(value).get(0) ?? null) };
    case 'map': {
      const list = listOf(value);
      const entries = domain(type.key).map((key, i) => [
        toItf(type.key, key),
        toItf(type.value, list.get(i) ?? null),
      ]);
      return { '#map': entries };
    }
    case 'set':
      return { '#set': items(type.of, value) };
    case 'seq':
      return items(type.of, value);
    default:
      return unreachable(type);
  }
}

const items = (type: Type, value: Value): readonly Json[] =>
  listOf(value)
    .toArray()
    .map(v => toItf(type, v));

function record(
  fields: readonly { readonly name: string; readonly type: Type }[],
  values: readonly Value[],
): Json {
  return Object.fromEntries(
    fields.map(({ name, type }, i) => [name, toItf(type, values[i] ?? null)]),
  );
}
