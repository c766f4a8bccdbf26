/**
 * Expressions as forms. What can fail leaves a check in the scope; what is read behind it
 * is read only where the check holds, as `&&`, `||` and `->` stop early.
 */
import { unreachable } from '../../base/assertion.ts';
import type { Expr } from '../../machine/expr.ts';
import type { Type } from '../../machine/types.ts';
import { chosen, constant, fromIndex } from './constant.ts';
import { equal } from './equal.ts';
import { fits, overflows } from './fits.ts';
import { caseOf, cond, type Form, plain, someOf, textOf, the, zero } from './form.ts';
import { index } from './indexes.ts';
import { apart, bound, check, refuse, type Scope, under } from './scope.ts';
import { domainOf, endOf, setExpr } from './sets.ts';
import { all, any, calculated, compared, implies, negated, not, num, type Text } from './text.ts';

type Of<K extends Expr['kind']> = Extract<Expr, { readonly kind: K }>;

/** The truth of an expression. */
export const formula = (scope: Scope, expr: Expr): Text => textOf(form(scope, expr));

/** The value of an expression. */
export function form(scope: Scope, expr: Expr): Form {
  const { names } = scope.program;
  switch (expr.kind) {
    case 'constant':
      return constant(names, expr.type, expr.value);
    case 'binder': {
      const found = scope.env.get(expr.binder.id);
      if (found === undefined) throw new Error(`broken promise: ${expr.binder.name} is bound`);
      return found;
    }
    case 'variable':
      return scope.read(expr.variable);
    case 'field':
      return the(form(scope, expr.of), 'struct').fields[expr.field] ?? plain(num(0));
    case 'payload':
      return {
        kind: 'struct',
        fields: the(form(scope, expr.of), 'union').payload(expr.tag),
      };
    case 'isCase':
      return plain(compared(the(form(scope, expr.of), 'union').tag, '==', num(expr.tag)));
    case 'isSome':
      return plain(the(form(scope, expr.of), 'option').some);
    case 'some':
      return someOf(typeIs(expr.type, 'option'), form(scope, expr.of));
    case 'unwrap': {
      const option = the(form(scope, expr.of), 'option');
      check(scope, option.some, 'runtime/none', expr.span);
      return option.of;
    }
    case 'struct':
      return { kind: 'struct', fields: expr.fields.map(f => form(scope, f)) };
    case 'case': {
      const fields = expr.fields.map(f => form(scope, f));
      return caseOf(typeIs(expr.type, 'union'), expr.tag, fields);
    }
    case 'with': {
      const fields = [...the(form(scope, expr.of), 'struct').fields];
      for (const { field, value } of expr.updates) fields[field] = form(scope, value);
      return { kind: 'struct', fields };
    }
    case 'and':
    case 'or':
    case 'implies':
    case 'if':
    case 'not':
    case 'equal':
      return logic(scope, expr);
    case 'let':
      return form(bound(scope, expr.binder, form(scope, expr.value)), expr.body);
    case 'call':
      return call(scope, expr);
    case 'next': {
      const { after } = scope;
      if (after === null) throw new Error('broken promise: `next` stands where a step is judged');
      return form({ ...scope, read: after, after: null }, expr.of);
    }
    case 'negative':
    case 'arithmetic':
    case 'order':
      return plain(number(scope, expr));
    case 'at': {
      const place = formula(scope, expr.place);
      const type = typeIs(expr.place.type, 'place');
      return plain(
        any(expr.locations.map(l => compared(place, '==', textOf(constant(names, type, l))))),
      );
    }
    case 'fit':
      return fitted(scope, expr);
    case 'lookup':
    case 'mapOf':
      return mapped(scope, expr);
    case 'item':
    case 'seq':
    case 'append':
      return listed(scope, expr);
    case 'head':
    case 'tail':
    case 'last':
      return endOf(scope, expr, form);
    case 'forall':
    case 'exists':
      return plain(quantified(scope, expr));
    default:
      return setExpr(scope, expr, form);
  }
}

export function typeIs<K extends Type['kind']>(
  type: Type,
  kind: K,
): Extract<Type, { readonly kind: K }> {
  if (type.kind !== kind) throw new Error(`broken promise: a ${type.kind} is no ${kind}`);
  return type as Extract<Type, { readonly kind: K }>;
}

function logic(scope: Scope, expr: Of<'and' | 'or' | 'implies' | 'if' | 'not' | 'equal'>): Form {
  switch (expr.kind) {
    case 'not':
      return plain(not(formula(scope, expr.of)));
    case 'equal': {
      const left = form(scope, expr.left);
      return plain(equal(scope.program.names, expr.left.type, left, form(scope, expr.right)));
    }
    case 'if': {
      const test = formula(scope, expr.test);
      const then = under(scope, test, s => form(s, expr.then));
      const otherwise = under(scope, not(test), s => form(s, expr.otherwise));
      return cond(test, then, otherwise);
    }
    default: {
      const left = formula(scope, expr.left);
      const when = expr.kind === 'or' ? not(left) : left;
      const right = under(scope, when, s => formula(s, expr.right));
      if (expr.kind === 'and') return plain(all([left, right]));
      return plain(expr.kind === 'or' ? any([left, right]) : implies(left, right));
    }
  }
}

function call(scope: Scope, expr: Of<'call'>): Form {
  const fun = scope.program.funs.get(expr.fun);
  if (fun === undefined) throw new Error(`broken promise: the function ${expr.fun} is there`);
  const args = expr.args.map(a => form(scope, a));
  const env = new Map(fun.params.map((p, i) => [p.id, args[i] ?? plain(num(0))] as const));
  return form({ ...scope, env }, fun.body);
}

// Numbers of a verifier have 32 bits.
function number(scope: Scope, expr: Of<'negative' | 'arithmetic' | 'order'>): Text {
  if (expr.kind === 'negative') return negated(formula(scope, expr.of));
  const left = formula(scope, expr.left);
  const right = formula(scope, expr.right);
  if (expr.kind === 'order') return compared(left, expr.op, right);
  if (expr.op === '/' || expr.op === '%')
    check(scope, compared(right, '!=', num(0)), 'runtime/division', expr.span);
  const sum = calculated(left, expr.op, right);
  if (sum.low < -(2 ** 31) || sum.high >= 2 ** 31)
    refuse(scope, expr.span, 'numbers that may need more than 32 bits');
  return sum;
}

function fitted(scope: Scope, expr: Of<'fit'>): Form {
  const value = form(scope, expr.of);
  const { names } = scope.program;
  const full = overflows(expr.type, value);
  if (full !== null) check(scope, full, 'runtime/overflow', expr.span);
  const ok = fits(names, expr.type, value);
  check(
    scope,
    ok,
    full === null ? 'runtime/range' : 'runtime/overflow or runtime/range',
    expr.span,
  );
  if (value.kind !== 'plain' || expr.type.kind !== 'range') return value;
  const low = Math.max(value.text.low, Number(expr.type.low));
  const high = Math.min(value.text.high, Number(expr.type.high));
  return low > high
    ? plain({ ...value.text, low: 0, high: 0 })
    : plain({ ...value.text, low, high });
}

function mapped(scope: Scope, expr: Of<'lookup' | 'mapOf'>): Form {
  const { names } = scope.program;
  if (expr.kind === 'lookup') {
    const map = the(form(scope, expr.of), 'map');
    const key = form(scope, expr.key);
    const type = typeIs(expr.of.type, 'map').key;
    check(scope, fits(names, type, key), 'runtime/index', expr.key.span);
    return map.get(index(type, key));
  }
  const { binder, body } = expr;
  for (const { value } of domainOf(names, binder.type)) form(bound(scope, binder, value), body);
  return {
    kind: 'map',
    get: at =>
      apart(scope, s => form(bound(s, binder, fromIndex(names, binder.type, at)), body)).result,
  };
}

function listed(scope: Scope, expr: Of<'item' | 'seq' | 'append'>): Form {
  switch (expr.kind) {
    case 'item': {
      const seq = the(form(scope, expr.of), 'seq');
      const at = formula(scope, expr.index);
      const within = all([compared(num(0), '<=', at), compared(at, '<', seq.length)]);
      check(scope, within, 'runtime/index', expr.index.span);
      return seq.item(at);
    }
    case 'append': {
      const seq = the(form(scope, expr.of), 'seq');
      const last = form(scope, expr.item);
      return {
        kind: 'seq',
        length: calculated(seq.length, '+', num(1)),
        item: at => cond(compared(at, '==', seq.length), last, seq.item(at)),
      };
    }
    case 'seq': {
      const items = expr.items.map(i => form(scope, i));
      const of = typeIs(expr.type, 'seq').of;
      const entries = items.map((item, i) => [i, item] as const);
      return {
        kind: 'seq',
        length: num(items.length),
        item: at => chosen(entries, at, zero(of)),
      };
    }
    default:
      return unreachable(expr);
  }
}

// An element that decides wins over elements that fail.
function quantified(scope: Scope, expr: Of<'forall' | 'exists'>): Text {
  const set = the(form(scope, expr.domain), 'set');
  const isAll = expr.kind === 'forall';
  const turns = set.elements().map(({ value, member }) => {
    const turn = apart(scope, s => formula(bound(s, expr.binder, value), expr.body));
    return { ...turn, member };
  });
  const faults = turns.filter(t => t.checks.length > 0);
  const decides = turns.map(t => all([t.member, t.safe, isAll ? not(t.result) : t.result]));
  const safe = any([...decides, all(faults.map(t => implies(t.member, t.safe)))]);
  const [first] = faults.flatMap(t => t.checks);
  if (first !== undefined) check(scope, safe, first.what, first.span);
  if (faults.length > 0) return isAll ? not(any(decides)) : any(decides);
  return isAll
    ? all(turns.map(t => implies(t.member, t.result)))
    : any(turns.map(t => all([t.member, t.result])));
}
