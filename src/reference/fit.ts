/**
 * Does a value fit its type: bounds of ranges, slots of sets, lengths of sequences,
 * all the way down. Everything else about a value is right by typing. The check
 * goes from left to right; a set or sequence is counted before its elements are seen.
 */
import { unreachable } from '../base/assertion.ts';
import type { Span } from '../base/source.ts';
import type { Type } from '../machine/types.ts';
import { intOf, listOf, numberOf, type Value } from '../machine/value.ts';
import { type Fault, fault } from './fault.ts';

/** The first thing that does not fit (`runtime/range`, `runtime/overflow`), or null. */
export function misfit(type: Type, value: Value, span: Span): Fault | null {
  switch (type.kind) {
    case 'bool':
    case 'int':
    case 'enum':
    case 'scalarset':
    case 'place':
      return null;
    case 'range':
      return outside(type, value, span);
    case 'struct':
      return firstMisfit(
        type.fields.map(f => f.type),
        listOf(value).toArray(),
        span,
      );
    case 'union':
      return misfitCase(type, value, span);
    case 'option':
      return value === null ? null : eachMisfit(type.of, value, span);
    case 'map':
      return eachMisfit(type.value, value, span);
    case 'set':
      return (
        overflow(`a set with room for ${type.max}`, type.max, listOf(value).size, span) ??
        eachMisfit(type.of, value, span)
      );
    case 'seq':
      return (
        overflow(`a sequence with room for ${type.max}`, type.max, listOf(value).size, span) ??
        eachMisfit(type.of, value, span)
      );
    default:
      return unreachable(type);
  }
}

function outside(type: Extract<Type, { kind: 'range' }>, value: Value, span: Span): Fault | null {
  const int = intOf(value);
  if (int >= type.low && int <= type.high) return null;
  return fault('runtime/range', span, `${int} is outside ${type.low} .. ${type.high}`);
}

function misfitCase(
  type: Extract<Type, { kind: 'union' }>,
  value: Value,
  span: Span,
): Fault | null {
  const [tag = null, ...values] = listOf(value).toArray();
  const fields = type.cases[numberOf(tag)]?.fields ?? [];
  return firstMisfit(
    fields.map(f => f.type),
    values,
    span,
  );
}

function firstMisfit(types: readonly Type[], values: readonly Value[], span: Span): Fault | null {
  for (const [i, type] of types.entries()) {
    const wrong = misfit(type, values[i] ?? null, span);
    if (wrong !== null) return wrong;
  }
  return null;
}

function eachMisfit(type: Type, value: Value, span: Span): Fault | null {
  for (const item of listOf(value)) {
    const wrong = misfit(type, item, span);
    if (wrong !== null) return wrong;
  }
  return null;
}

function overflow(room: string, max: number | null, size: number, span: Span): Fault | null {
  if (max === null || size <= max) return null;
  return fault('runtime/overflow', span, `${size} elements do not fit ${room}`);
}
