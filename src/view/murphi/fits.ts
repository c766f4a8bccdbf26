/** Checks that a value fits a narrower type. */
import { type Expr } from '../../machine/expr.ts';
import { fieldOf, innerOf, isSome, lengthOf, number, textOf } from './forms.ts';
import { apart, check, conjuncts, refuse, type Scope } from './scope.ts';
import { all, compared, type Form, isNo, isYes, no, type Text, yes } from './value.ts';

type Of<K extends Expr['kind']> = Extract<Expr, { readonly kind: K }>;

/** How many elements there are. */
export type Size = (scope: Scope, expr: Of<'count'>) => Text;

// The checks go from left to right, as deep as types differ.
export function fits(
  size: Size,
  scope: Scope,
  value: Form,
  from: Expr['type'],
  to: Expr['type'],
  expr: Expr,
  direct: boolean,
): void {
  if (to.kind === 'range') {
    const known = { ...expr, type: from } as Expr;
    check(scope, within(textOf(value), to, known), 'runtime/range', false);
    return;
  }
  if (to.kind === 'seq' && from.kind === 'seq') {
    if (from.max > to.max) {
      const length = lengthOf(value);
      const ok = /^\d+$/.test(length.text)
        ? Number(length.text) <= to.max
          ? yes
          : no
        : compared(length, '<=', number(to.max));
      check(scope, ok, 'runtime/overflow', false);
    }
    if (scope.types.same(from.of, to.of)) return;
  }
  if (to.kind === 'set' && from.kind === 'set') {
    if (to.max !== null) {
      const items = value.kind === 'set' ? value.items : undefined;
      if (items === undefined || items.length > to.max) {
        const elements = size(scope, {
          kind: 'count',
          of: expr,
          type: { kind: 'int' },
          span: expr.span,
        });
        check(scope, compared(elements, '<=', number(to.max)), 'runtime/overflow', false);
      }
    }
    if (scope.types.same(from.of, to.of)) return;
  }
  if (scope.types.same(from, to)) return;
  if (!direct && to.kind === 'bool') return;
  inner(size, scope, value, from, to, expr);
}

export function inner(
  size: Size,
  scope: Scope,
  value: Form,
  from: Expr['type'],
  to: Expr['type'],
  expr: Expr,
): void {
  if (to.kind === 'struct' && from.kind === 'struct') {
    for (const [i, f] of to.fields.entries())
      fits(
        size,
        scope,
        fieldOf(scope, value, from, i),
        from.fields[i]?.type ?? f.type,
        f.type,
        expr,
        false,
      );
  } else if (to.kind === 'option' && from.kind === 'option') {
    const some = isSome(value);
    if (isNo(some)) return;
    const side = apart(scope, conjuncts(some));
    fits(size, side, innerOf(value, from.of), from.of, to.of, expr, false);
    if (isYes(some)) scope.to.add(...side.to.closed());
    else if (!side.to.none) scope.to.block(`if ${some.text} then`, side.to);
  } else {
    refuse(
      scope,
      expr.span,
      `a check that ${scope.types.label(from)} fits ${scope.types.label(to)}`,
    );
  }
}

/** The number is in the range, as far as its type leaves that open. */
export function within(
  text: Text,
  range: { readonly low: number | bigint; readonly high: number | bigint },
  expr: Expr,
): Text {
  const { type } = expr;
  const known = type.kind === 'range';
  const low = known && type.low >= range.low ? yes : compared(number(range.low), '<=', text);
  const high = known && type.high <= range.high ? yes : compared(text, '<=', number(range.high));
  return all([low, high]);
}
