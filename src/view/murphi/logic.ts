/** Connectives and choices in Murphi's words; `form` makes the value of any expression. */

import { unreachable } from '../../base/assertion.ts';
import { type Expr } from '../../machine/expr.ts';
import { at, choice, equalForms, plus, textOf } from './forms.ts';
import { apart, check, conjuncts, type Make, refuse, type Scope } from './scope.ts';
import { inPlace } from './store.ts';
import {
  all,
  any,
  atom,
  compared,
  type Form,
  implies,
  isNo,
  isYes,
  level,
  no,
  not,
  type Text,
  tight,
  yes,
} from './value.ts';

type Of<K extends Expr['kind']> = Extract<Expr, { readonly kind: K }>;

export function logic(
  form: Make,
  scope: Scope,
  expr: Of<'not' | 'negative' | 'arithmetic' | 'order' | 'equal' | 'and' | 'or' | 'implies' | 'at'>,
): Text {
  switch (expr.kind) {
    case 'not':
      return not(textOf(form(scope, expr.of)));
    case 'negative':
      return {
        text: `0 - ${tight(textOf(form(scope, expr.of)), level.multiply)}`,
        level: level.add,
      };
    case 'arithmetic':
      return arithmetic(form, scope, expr);
    case 'order':
      return compared(textOf(form(scope, expr.left)), expr.op, textOf(form(scope, expr.right)));
    case 'equal': {
      const [left, right] = [form(scope, expr.left), form(scope, expr.right)];
      return equalForms(scope, expr.left.type, left, right);
    }
    case 'and':
      return joined(form, scope, textOf(form(scope, expr.left)), expr.right, 'and');
    case 'or':
      return joined(form, scope, textOf(form(scope, expr.left)), expr.right, 'or');
    case 'implies':
      return joined(form, scope, textOf(form(scope, expr.left)), expr.right, 'implies');
    case 'at': {
      const place = textOf(form(scope, expr.place));
      const type = expr.place.type;
      if (type.kind !== 'place') throw new Error('broken promise: only threads are at locations');
      const names = scope.types.membersOf(type);
      return any(expr.locations.map(l => compared(place, '=', atom(names[l] ?? ''))));
    }
    default:
      return unreachable(expr);
  }
}

// The right side is not looked at where the left decides.
export function joined(
  form: Make,
  scope: Scope,
  left: Text,
  expr: Expr,
  word: 'and' | 'or' | 'implies',
): Text {
  const goesOn = word === 'or' ? not(left) : left;
  if (isNo(goesOn)) return word === 'and' ? no : yes;
  const side = apart(scope, conjuncts(goesOn));
  const right = textOf(form(side, expr));
  if (side.to.none) {
    if (word === 'and') return all([left, right]);
    return word === 'or' ? any([left, right]) : implies(left, right);
  }
  const result = scope.routine.local('holds', 'boolean');
  scope.to.add(`${result} := ${word === 'and' ? 'false' : 'true'};`);
  side.to.add(`${result} := ${right.text};`);
  scope.to.block(`if ${goesOn.text} then`, side.to);
  return atom(result);
}

export function chosen(form: Make, scope: Scope, test: Text, then: Expr, otherwise: Expr): Form {
  if (isYes(test) || isNo(test)) return form(scope, isYes(test) ? then : otherwise);
  const yesSide = apart(scope, conjuncts(test));
  const noSide = apart(scope, conjuncts(not(test)));
  const [a, b] = [form(yesSide, then), form(noSide, otherwise)];
  if (yesSide.to.none && noSide.to.none) return choice(test, a, b);
  const result = scope.routine.local('chosen', scope.types.text(then.type));
  inPlace(yesSide, result, then.type, { form: a, type: then.type });
  inPlace(noSide, result, then.type, { form: b, type: otherwise.type });
  scope.to.nest(`if ${test.text} then`, 'end;');
  scope.to.add(...yesSide.to.closed());
  scope.to.end();
  scope.to.block(`if !(${test.text}) then`, noSide.to);
  return at(result, then.type);
}

export function arithmetic(
  form: Make,
  scope: Scope,
  { op, left, right, type }: Of<'arithmetic'>,
): Text {
  const [a, b] = [textOf(form(scope, left)), textOf(form(scope, right))];
  if (type.kind === 'range' && (BigInt(type.high) >= 2n ** 62n || BigInt(type.low) < -(2n ** 62n)))
    refuse(scope, left.span, 'a number that does not fit the 64 bits of Rumur');
  const number = /^\d+$/.test(b.text) ? Number(b.text) : null;
  if ((op === '/' || op === '%') && number !== null && number !== 0) {
    return { text: `${tight(a, level.multiply)} ${op} ${b.text}`, level: level.multiply };
  }
  if (op === '/' || op === '%')
    check(scope, compared(b, '!=', atom('0')), 'runtime/division', true);
  if (op === '+' || op === '-') {
    if (number !== null && Number.isSafeInteger(number))
      return plus(a, op === '+' ? number : -number);
    return { text: `${tight(a, level.add)} ${op} ${tight(b, level.multiply)}`, level: level.add };
  }
  return {
    text: `${tight(a, level.multiply)} ${op} ${tight(b, level.atom)}`,
    level: level.multiply,
  };
}
