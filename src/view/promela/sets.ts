/** Sets as forms: what is in them, which elements they may have, and their bits. */
import { domain, sizeOf } from '../../machine/domain.ts';
import type { Expr } from '../../machine/expr.ts';
import type { Type } from '../../machine/types.ts';
import { constant } from './constant.ts';
import { equal } from './equal.ts';
import { countOf, fits } from './fits.ts';
import {
  cond,
  type Element,
  type Form,
  type FormOf,
  type Names,
  plain,
  textOf,
  the,
  zero,
} from './form.ts';
import { maskOf } from './indexes.ts';
import { elementsBy, ofCell } from './layout.ts';
import { apart, bound, check, refuse, type Scope, under } from './scope.ts';
import { isMask } from './sizes.ts';
import {
  all,
  any,
  bits,
  bitsWithout,
  calculated,
  compared,
  implies,
  level,
  not,
  num,
  type Text,
  tight,
  yes,
} from './text.ts';

type Of<K extends Expr['kind']> = Extract<Expr, { readonly kind: K }>;
type Setting = Of<
  | 'domain'
  | 'interval'
  | 'set'
  | 'in'
  | 'subset'
  | 'union'
  | 'intersect'
  | 'minus'
  | 'filter'
  | 'image'
  | 'count'
>;
type Make = (scope: Scope, expr: Expr) => Form;

/** All values of a type. */
export const domainOf = (names: Names, of: Type): readonly Element[] =>
  elementsBy(names, of, () => yes);

const ofType = (type: Type): Type => (type.kind === 'set' || type.kind === 'seq' ? type.of : type);

const isListed = (of: Type): boolean => sizeOf(of) <= 4096;

/** The value of an expression with sets. */
export function setExpr(scope: Scope, expr: Setting, form: Make): Form {
  const { names } = scope.program;
  switch (expr.kind) {
    case 'domain': {
      const mask = isMask(expr.of) ? num(maskOfAll(names, expr.of)) : null;
      return {
        kind: 'set',
        has: v => fits(names, expr.of, v),
        elements: () => domainOf(names, expr.of),
        mask,
      };
    }
    case 'interval':
      return interval(scope, expr, form);
    case 'set':
      return literal(scope, expr, form);
    case 'in': {
      const item = form(scope, expr.item);
      return plain(isIn(names, expr.set.type, the(form(scope, expr.set), 'set'), item));
    }
    case 'count': {
      const of = form(scope, expr.of);
      return plain(of.kind === 'seq' ? of.length : countOf(the(of, 'set')));
    }
    case 'filter':
      return filter(scope, expr, form);
    case 'image':
      return image(scope, expr, form);
    default: {
      const left = the(form(scope, expr.left), 'set');
      const right = the(form(scope, expr.right), 'set');
      return twoSets(scope, expr, left, right);
    }
  }
}

const maskOfAll = (names: Names, of: Type): number =>
  domain(of).reduce<number>((mask, v) => {
    const set = { kind: 'set', elements: () => [{ value: constant(names, of, v), member: yes }] };
    return mask + (maskOf(of, { ...set, kind: 'set', has: () => yes, mask: null }).value ?? 0);
  }, 0);

/** A value is in the set, and fits its elements' type. */
export const isIn = (names: Names, type: Type, set: FormOf<'set'>, value: Form): Text =>
  all([fits(names, ofType(type), value), set.has(value)]);

function interval(scope: Scope, expr: Of<'interval'>, form: Make): Form {
  const low = textOf(form(scope, expr.low));
  const high = textOf(form(scope, expr.high));
  const has = (v: Form): Text =>
    all([compared(low, '<=', textOf(v)), compared(textOf(v), '<=', high)]);
  const count = Math.max(0, high.high - low.low + 1);
  if (count > 4096) refuse(scope, expr.span, 'an interval of more than 4096 numbers');
  const elements = (): readonly Element[] =>
    Array.from({ length: Math.min(4096, count) }, (_, i) => {
      const value = plain(num(low.low + i));
      return { value, member: has(value) };
    }).filter(e => e.member.value !== 0);
  return { kind: 'set', has, elements, mask: null };
}

function literal(scope: Scope, expr: Of<'set'>, form: Make): Form {
  const { names } = scope.program;
  const of = ofType(expr.type);
  const items = expr.items.map(i => form(scope, i));
  const has = (v: Form): Text => any(items.map(i => equal(names, of, i, v)));
  const inOrder = (): readonly Element[] => {
    const mine = items.map((value, i) => ({
      value,
      member: not(any(items.slice(0, i).map(other => equal(names, of, other, value)))),
    }));
    return isListed(of) && items.length > 1 ? elementsBy(names, of, has) : mine;
  };
  const safe = items.every(i => fits(names, of, i).value === 1);
  const mask =
    isMask(of) && safe
      ? maskOf(of, {
          kind: 'set',
          has,
          elements: () => items.map(value => ({ value, member: yes })),
          mask: null,
        })
      : null;
  return { kind: 'set', has, elements: inOrder, mask };
}

function filter(scope: Scope, expr: Of<'filter'>, form: Make): Form {
  const set = the(form(scope, expr.domain), 'set');
  const { binder, where } = expr;
  const keeps = (s: Scope, value: Form): Text => textOf(form(bound(s, binder, value), where));
  const elements = set.elements().map(({ value, member }) => {
    const kept = under(scope, member, s => keeps(s, value));
    return { value, member: all([member, kept]) };
  });
  return {
    kind: 'set',
    has: v => all([set.has(v), apart(scope, s => keeps(s, v)).result]),
    elements: () => elements,
    mask: null,
  };
}

function image(scope: Scope, expr: Of<'image'>, form: Make): Form {
  const { names } = scope.program;
  const of = ofType(expr.type);
  const set = the(form(scope, expr.domain), 'set');
  const made = set.elements().map(({ value, member }) => {
    const inner = (s: Scope): Scope => bound(s, expr.binder, value);
    const where = expr.where;
    const kept = where === null ? yes : under(scope, member, s => textOf(form(inner(s), where)));
    const passes = all([member, kept]);
    return { value: under(scope, passes, s => form(inner(s), expr.body)), member: passes };
  });
  const has = (v: Form): Text => any(made.map(e => all([e.member, equal(names, of, e.value, v)])));
  const once = (): readonly Element[] =>
    isListed(of)
      ? elementsBy(names, of, has)
      : made.map((e, i) => ({
          value: e.value,
          member: all([
            e.member,
            ...made.slice(0, i).map(o => not(all([o.member, equal(names, of, o.value, e.value)]))),
          ]),
        }));
  const safe = made.every(e => fits(names, of, e.value).value === 1);
  const asSet: FormOf<'set'> = { kind: 'set', has, elements: () => made, mask: null };
  return { kind: 'set', has, elements: once, mask: isMask(of) && safe ? maskOf(of, asSet) : null };
}

function twoSets(
  scope: Scope,
  expr: Of<'subset' | 'union' | 'intersect' | 'minus'>,
  left: FormOf<'set'>,
  right: FormOf<'set'>,
): Form {
  const { names } = scope.program;
  const types = [expr.left.type, expr.right.type] as const;
  const alike = JSON.stringify(bare(types[0])) === JSON.stringify(bare(types[1]));
  const masks =
    left.mask !== null && right.mask !== null && alike ? ([left.mask, right.mask] as const) : null;
  const inLeft = (v: Form): Text => (alike ? left.has(v) : isIn(names, types[0], left, v));
  const inRight = (v: Form): Text => (alike ? right.has(v) : isIn(names, types[1], right, v));
  switch (expr.kind) {
    case 'subset': {
      if (masks !== null) return plain(compared(bitsWithout(masks[0], masks[1]), '==', num(0)));
      return plain(all(left.elements().map(e => implies(e.member, inRight(e.value)))));
    }
    case 'union': {
      const has = (v: Form): Text => any([inLeft(v), inRight(v)]);
      const of = ofType(expr.type);
      const elements = (): readonly Element[] =>
        isListed(of)
          ? elementsBy(names, of, has)
          : [
              ...left.elements(),
              ...right
                .elements()
                .map(e => ({ value: e.value, member: all([e.member, not(inLeft(e.value))]) })),
            ];
      return { kind: 'set', has, elements, mask: masks && bits(masks[0], '|', masks[1]) };
    }
    default: {
      const meets = expr.kind === 'intersect';
      const has = (v: Form): Text => all([inLeft(v), meets ? inRight(v) : not(inRight(v))]);
      const elements = (): readonly Element[] =>
        left.elements().map(e => ({
          value: e.value,
          member: all([e.member, meets ? inRight(e.value) : not(inRight(e.value))]),
        }));
      const mask =
        masks && (meets ? bits(masks[0], '&', masks[1]) : bitsWithout(masks[0], masks[1]));
      return { kind: 'set', has, elements, mask };
    }
  }
}

const bare = (type: Type): Type => (type.kind === 'set' ? { ...type, max: null } : type);

/** `head`, `tail`, `last` of a sequence, or of a set in its order. */
export function endOf(scope: Scope, expr: Of<'head' | 'tail' | 'last'>, form: Make): Form {
  const whole = form(scope, expr.of);
  if (whole.kind === 'seq') {
    check(scope, compared(whole.length, '>', num(0)), 'runtime/underflow', expr.span);
    const shorter = calculated(whole.length, '-', num(1));
    if (expr.kind === 'head') return whole.item(num(0));
    if (expr.kind === 'last') return whole.item(shorter);
    return {
      kind: 'seq',
      length: { ...shorter, low: Math.max(0, shorter.low) },
      item: at => whole.item(calculated(at, '+', num(1))),
    };
  }
  const set = the(whole, 'set');
  const of = ofType(expr.of.type);
  const found = set.elements();
  const some = set.mask === null ? any(found.map(e => e.member)) : compared(set.mask, '!=', num(0));
  check(scope, some, 'runtime/underflow', expr.span);
  if (expr.kind === 'tail') return rest(scope, of, set, found);
  const order = expr.kind === 'head' ? found : found.toReversed();
  const last = order.at(-1)?.value ?? zero(of);
  return order.slice(0, -1).reduceRight((otherwise, e) => cond(e.member, e.value, otherwise), last);
}

function rest(
  { program: { names } }: Scope,
  of: Type,
  set: FormOf<'set'>,
  found: readonly Element[],
): Form {
  const { mask } = set;
  if (mask !== null && isOrdered(of) && mask.value === undefined) {
    const text = tight(mask, level.shift);
    const without = {
      text: `${text} & ${tight(mask, level.add)} - 1`,
      level: level.bitAnd,
      low: 0,
      high: mask.high,
    };
    return ofCell(names, { kind: 'set', of, max: null }, without);
  }
  const elements = found.map((e, i) => ({
    value: e.value,
    member: all([e.member, any(found.slice(0, i).map(o => o.member))]),
  }));
  return {
    kind: 'set',
    has: v => any(elements.map(e => all([e.member, equal(names, of, e.value, v)]))),
    elements: () => elements,
    mask: null,
  };
}

// The order of the indexes is that of the values.
const isOrdered = (type: Type): boolean =>
  type.kind === 'option'
    ? isOrdered(type.of)
    : type.kind === 'struct'
      ? type.fields.every(f => isOrdered(f.type))
      : type.kind !== 'set' && type.kind !== 'seq' && type.kind !== 'map' && type.kind !== 'union';
