/**
 * Does a value fit its type: bounds of ranges, slots of sets, lengths of sequences, all
 * the way down, from left to right, as the reference checks it. Where it cannot but fit
 * no code is made. Gives the value with the bounds of its type.
 */
import { unreachable } from '../../base/assertion.ts';
import type { RuntimeCode } from '../../base/codes.ts';
import type { Span } from '../../base/source.ts';
import { domain } from '../../machine/domain.ts';
import type { Type } from '../../machine/types.ts';
import type { Bool, Num } from '../ir/code.ts';
import { all, any, count, equal, isTrue, less, number, yes } from '../ir/fold.ts';
import { constantSym } from './constant.ts';
import type { Context } from './context.ts';
import { symAt } from './places.ts';
import { fewOf, setOf, setOver } from './sets.ts';
import { as, type FewSym, type SetSym, type Sym } from './sym.ts';

interface Check {
  readonly context: Context;
  readonly span: Span;
  /** The value is in use. */
  readonly active: Bool;
}

/** The value, checked; what does not fit fails (`runtime/range`, `runtime/overflow`). */
export const checkFit = (type: Type, sym: Sym, span: Span, context: Context): Sym =>
  fitting(type, sym, { context, span, active: yes });

function failIf(bad: Bool, code: RuntimeCode, { context, span, active }: Check): void {
  context.sink.failIf(all([active, bad]), context.world.sites.at(code, span));
}

function fitting(type: Type, sym: Sym, check: Check): Sym {
  switch (type.kind) {
    case 'bool':
    case 'int':
    case 'enum':
    case 'scalarset':
    case 'place':
      return sym;
    case 'range':
      return fitRange(type, as('num', sym).value, check);
    case 'struct':
      return { kind: 'struct', fields: fitAll(type.fields, as('struct', sym).fields, check) };
    case 'union': {
      const union = as('union', sym);
      const cases = union.cases.map((fields, i) => {
        const active = all([check.active, equal(union.tag, number(i))]);
        return fitAll(type.cases[i]?.fields ?? [], fields, { ...check, active });
      });
      return { ...union, cases };
    }
    case 'option': {
      const option = as('option', sym);
      if (option.of === null) return option;
      const active = all([check.active, option.some]);
      // Its new bounds are those of a value in use.
      const clean = isTrue(option.some) && option.clean;
      return { ...option, of: fitting(type.of, option.of, { ...check, active }), clean };
    }
    case 'map':
      return {
        kind: 'map',
        entries: as('map', sym).entries.map(e => fitting(type.value, e, check)),
      };
    case 'set':
      return fitSet(type, setOf(sym), check);
    case 'seq':
      return fitSeq(type, sym, check);
    default:
      return unreachable(type);
  }
}

const fitAll = (
  fields: readonly { readonly type: Type }[],
  syms: readonly Sym[],
  check: Check,
): readonly Sym[] => syms.map((sym, i) => fitting(fields[i]?.type ?? { kind: 'bool' }, sym, check));

function fitRange(type: Extract<Type, { kind: 'range' }>, value: Num, check: Check): Sym {
  const [low, high] = [Number(type.low), Number(type.high)];
  const once = check.context.sink.shortNumber(value);
  failIf(any([less(once, number(low)), less(number(high), once)]), 'runtime/range', check);
  if (once.kind === 'number') return { kind: 'num', value: once };
  // What is checked is within the bounds from here on.
  const within = { low: Math.max(low, once.low), high: Math.min(high, once.high) };
  return { kind: 'num', value: within.low <= within.high ? { ...once, ...within } : once };
}

function fitSet(type: Extract<Type, { kind: 'set' }>, set: SetSym | FewSym, check: Check): Sym {
  const few = fewOf(set);
  if (type.max !== null) {
    const size = count(few.items.map(item => item.here));
    failIf(less(number(type.max), size), 'runtime/overflow', check);
  }
  if (set.kind === 'set') {
    for (const [i, value] of domain(set.of).entries()) {
      const here = set.bits[i] ?? yes;
      const active = all([check.active, here]);
      if (type.of.kind === 'range')
        fitting(type.of, constantSym(set.of, value), { ...check, active });
    }
  } else if (type.of.kind === 'range') {
    for (const { index, here } of set.items) {
      fitting(type.of, symAt(set.of, index), { ...check, active: all([check.active, here]) });
    }
  }
  return setOver(type.of, set);
}

function fitSeq(type: Extract<Type, { kind: 'seq' }>, sym: Sym, check: Check): Sym {
  const { length, items, clean } = as('seq', sym);
  failIf(less(number(type.max), length), 'runtime/overflow', check);
  const fitted = items.slice(0, type.max).map((item, i) => {
    const active = all([check.active, less(number(i), length)]);
    return fitting(type.of, item, { ...check, active });
  });
  const bounded: Num =
    length.kind === 'number' ? length : { ...length, high: Math.min(length.high, type.max) };
  return { kind: 'seq', length: bounded, items: fitted, clean: items.length <= type.max && clean };
}
