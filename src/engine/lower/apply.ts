/**
 * Expressions whose value depends on the values of their parts alone: access to maps,
 * structs, unions and options, arithmetic, comparison. Sets and sequences are in
 * collections.ts.
 */
import { invariant, present, unreachable } from '../../base/assertion.ts';
import type { Expr } from '../../machine/expr.ts';
import type { Type } from '../../machine/types.ts';
import type { Num } from '../ir/code.ts';
import {
  add,
  any,
  atMost,
  div,
  equal,
  known,
  less,
  mul,
  negative,
  not,
  number,
  rem,
  sub,
} from '../ir/fold.ts';
import { type Collecting, collection } from './collections.ts';
import { zeroSym } from './constant.ts';
import type { Context } from './context.ts';
import { checkFit } from './fit.ts';
import { bitsOfMember, equalSyms } from './merge.ts';
import { entryAt, entryOf, placeOf } from './places.ts';
import { Unable } from './sink.ts';
import { as, boolOf, ofBool, ofNum, type Sym } from './sym.ts';

type Of<K extends Expr['kind']> = Extract<Expr, { readonly kind: K }>;

type Shaping = Of<
  | 'lookup'
  | 'item'
  | 'field'
  | 'payload'
  | 'isCase'
  | 'isSome'
  | 'unwrap'
  | 'some'
  | 'struct'
  | 'case'
  | 'with'
>;

type Strict =
  | Collecting
  | Shaping
  | Of<'not' | 'negative' | 'arithmetic' | 'order' | 'equal' | 'at' | 'fit'>;

function placesOf({ place, locations }: Of<'at'>, { world }: Context): readonly number[] {
  const { type } = place;
  if (type.kind !== 'place') throw new Error('broken promise: `at` asks for a place');
  return locations.map(location => world.numbers.place(type.thread, location));
}

/** The value from the values of the parts. */
export function apply(expr: Strict, parts: readonly Sym[], context: Context): Sym {
  const first = parts[0] ?? zeroSym({ kind: 'bool' });
  const second = parts[1] ?? first;
  switch (expr.kind) {
    case 'not':
      return ofBool(not(boolOf(first)));
    case 'negative':
      return ofNum(safe(negative(as('num', first).value), expr));
    case 'arithmetic':
      return ofNum(safe(arithmetic(expr, first, second, context), expr));
    case 'order':
      return ofBool(ordered(expr.op, as('num', first).value, as('num', second).value));
    case 'equal':
      return ofBool(equalSyms(first, second));
    case 'at': {
      const { value } = as('num', first);
      return ofBool(any(placesOf(expr, context).map(place => equal(value, number(place)))));
    }
    case 'fit':
      return checkFit(expr.type, first, expr.span, context);
    case 'lookup':
    case 'item':
    case 'field':
    case 'payload':
    case 'isCase':
    case 'isSome':
    case 'unwrap':
    case 'some':
    case 'struct':
    case 'case':
    case 'with':
      return shape(expr, parts, context);
    default:
      return collection(expr, parts, context);
  }
}

function shape(expr: Shaping, parts: readonly Sym[], context: Context): Sym {
  const first = parts[0] ?? zeroSym({ kind: 'bool' });
  const second = parts[1] ?? first;
  switch (expr.kind) {
    case 'lookup':
      return lookup(expr, first, second, context);
    case 'item':
      return item(expr, first, second, context);
    case 'field':
      return present(as('struct', first).fields[expr.field], 'a struct has all its fields');
    case 'payload':
      return { kind: 'struct', fields: as('union', first).cases[expr.tag] ?? [] };
    case 'isCase':
      return ofBool(equal(as('union', first).tag, number(expr.tag)));
    case 'isSome':
      return ofBool(as('option', first).some);
    case 'unwrap': {
      const { some, of } = as('option', first);
      context.sink.failIf(not(some), context.world.sites.at('runtime/none', expr.span));
      return of === null ? zeroSym(expr.type) : inUse(of, expr.type);
    }
    case 'some':
      return { kind: 'option', some: { kind: 'truth', value: true }, of: first, clean: 'in use' };
    case 'struct':
      return { kind: 'struct', fields: parts };
    case 'case':
      return unionOf(expr, parts);
    case 'with': {
      const fields = [...as('struct', first).fields];
      for (const [i, { field }] of expr.updates.entries()) {
        fields[field] = present(parts[i + 1], 'an update has a value');
      }
      return { kind: 'struct', fields };
    }
    default:
      return unreachable(expr);
  }
}

// Out of use a number may be less than its type has.
function inUse(sym: Sym, type: Type): Sym {
  if (sym.kind !== 'num' || type.kind !== 'range' || sym.value.kind === 'number') return sym;
  const { value } = sym;
  return { kind: 'num', value: { ...value, low: Math.max(value.low, Number(type.low)) } };
}

function unionOf(expr: Of<'case'>, fields: readonly Sym[]): Sym {
  const { type } = expr;
  invariant(type.kind === 'union', 'a case is of a union');
  const cases = type.cases.map((one, i) =>
    i === expr.tag ? fields : one.fields.map(f => zeroSym(f.type)),
  );
  return { kind: 'union', tag: number(expr.tag), cases };
}

function lookup(expr: Of<'lookup'>, of: Sym, key: Sym, context: Context): Sym {
  const { entries } = as('map', of);
  const keys = expr.of.type;
  invariant(keys.kind === 'map', 'what is looked up is a map');
  if (
    key.kind === 'member' &&
    key.bits !== null &&
    (key.index === null || known(key.index) === null)
  ) {
    return entryOf(entries, bitsOfMember(key));
  }
  const { index, outside } = placeOf(keys.key, key);
  context.sink.failIf(outside, context.world.sites.at('runtime/index', expr.key.span));
  return entries.length === 0
    ? zeroSym(expr.type)
    : entryAt(entries, context.sink.shortNumber(index));
}

function item(expr: Of<'item'>, of: Sym, index: Sym, context: Context): Sym {
  const { items, length } = as('seq', of);
  const at = context.sink.shortNumber(as('num', index).value);
  const outside = any([less(at, number(0)), atMost(length, at)]);
  context.sink.failIf(outside, context.world.sites.at('runtime/index', expr.index.span));
  return items.length === 0 ? zeroSym(expr.type) : entryAt(items, at);
}

/** Numbers of the machine are exact: what may leave the safe integers no engine computes. */
function safe(value: Num, { span }: Expr): Num {
  if (Number.isSafeInteger(value.low) && Number.isSafeInteger(value.high)) return value;
  throw new Unable(
    `an integer at ${span.source.path}:${span.start} may be beyond the 53 bits that an engine computes with`,
  );
}

function arithmetic(expr: Of<'arithmetic'>, left: Sym, right: Sym, context: Context): Num {
  const [a, b] = [as('num', left).value, as('num', right).value];
  switch (expr.op) {
    case '+':
      return add(a, b);
    case '-':
      return sub(a, b);
    case '*':
      return mul(a, b);
    case '/':
    case '%': {
      const divisor = context.sink.shortNumber(b);
      const site = context.world.sites.at('runtime/division', expr.span);
      context.sink.failIf(equal(divisor, number(0)), site);
      return expr.op === '/' ? div(a, divisor) : rem(a, divisor);
    }
    default:
      return unreachable(expr.op);
  }
}

function ordered(op: Of<'order'>['op'], left: Num, right: Num) {
  switch (op) {
    case '<':
      return less(left, right);
    case '<=':
      return atMost(left, right);
    case '>':
      return less(right, left);
    case '>=':
      return atMost(right, left);
    default:
      return unreachable(op);
  }
}
