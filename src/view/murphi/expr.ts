/**
 * Expressions in Murphi's words. What needs statements (a failure that must be noticed, a
 * set that must be counted) writes them into the scope; without any, the result is an
 * expression that can stand in a guard.
 */
import type { Expr } from '../../machine/expr.ts';
import { constant, sequence } from './constants.ts';
import { elementsOf, hasOf, quantifier } from './elements.ts';
import { fits, within } from './fits.ts';
import {
  at,
  entryOf,
  equalForms,
  fieldOf,
  innerOf,
  isCase,
  isSome,
  itemOf,
  lengthOf,
  pathOf,
  payloadOf,
  plus,
  textOf,
} from './forms.ts';
import { chosen, logic } from './logic.ts';
import { apart, bound, check, refuse, type Scope } from './scope.ts';
import { append, count, elementOf, kept, mapOf, ofSets, setHelper } from './sets.ts';
import {
  all,
  any,
  atom,
  compared,
  type Form,
  isSimple,
  no,
  not,
  plain,
  type Text,
  yes,
} from './value.ts';

type Of<K extends Expr['kind']> = Extract<Expr, { readonly kind: K }>;

/** The truth of a formula. */
export const formula = (scope: Scope, expr: Expr): Text => textOf(form(scope, expr));

/** The value of an expression. */
export function form(scope: Scope, expr: Expr): Form {
  switch (expr.kind) {
    case 'constant':
      return constant(scope, expr.type, expr.value);
    case 'binder': {
      const known = scope.env.get(expr.binder.id);
      if (known === undefined) throw new Error(`broken promise: ${expr.binder.name} is bound`);
      return known;
    }
    case 'variable': {
      const path = scope.read(expr.variable);
      if (scope.program.bare.has(expr.variable) && expr.type.kind === 'option')
        return { kind: 'bare', path };
      return at(path, expr.type);
    }
    case 'lookup':
      return lookup(scope, expr);
    case 'item':
      return item(
        scope,
        expr.of,
        form(scope, expr.of),
        formula(scope, expr.index),
        'runtime/index',
      );
    case 'field':
      return fieldOf(scope, form(scope, expr.of), expr.of.type, expr.field);
    case 'payload':
      return payloadOf(scope, form(scope, expr.of), unionOf(expr.of), expr.tag);
    case 'isCase':
      return plain(isCase(scope, form(scope, expr.of), unionOf(expr.of), expr.tag));
    case 'isSome':
      return plain(isSome(form(scope, expr.of)));
    case 'unwrap':
      return unwrap(scope, expr);
    case 'some':
      return { kind: 'some', of: form(scope, expr.of) };
    case 'struct':
      return { kind: 'struct', fields: expr.fields.map(f => form(scope, f)) };
    case 'case':
      return { kind: 'case', tag: expr.tag, fields: expr.fields.map(f => form(scope, f)) };
    case 'with':
      return withFields(scope, expr);
    case 'let':
      return form(bound(scope, expr.binder, form(scope, expr.value)), expr.body);
    case 'if': {
      const test = formula(scope, expr.test);
      return chosen(form, scope, test, expr.then, expr.otherwise);
    }
    case 'call':
      return call(scope, expr);
    case 'next':
      if (scope.after === null)
        throw new Error('broken promise: next is read where a step is judged');
      return form({ ...scope, read: scope.after, after: null }, expr.of);
    case 'mapOf':
      return mapOf(form, scope, expr);
    default:
      return collected(scope, expr);
  }
}

const unionOf = (expr: Expr) => {
  if (expr.type.kind === 'union') return expr.type;
  throw new Error('broken promise: cases are of unions');
};

type Rest = Exclude<
  Expr,
  Of<
    | 'constant'
    | 'binder'
    | 'variable'
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
    | 'let'
    | 'if'
    | 'call'
    | 'next'
    | 'mapOf'
  >
>;

function collected(scope: Scope, expr: Rest): Form {
  switch (expr.kind) {
    case 'domain':
    case 'interval':
    case 'set':
    case 'subset':
    case 'union':
    case 'intersect':
    case 'minus':
    case 'filter':
    case 'image':
    case 'in':
      return ofSets(form, scope, expr);
    case 'forall':
    case 'exists':
      return plain(quantifier(scope, expr, form));
    case 'seq':
      return sequence(expr.items.map(i => form(scope, i)));
    case 'append':
      return append(form(scope, expr.of), form(scope, expr.item), expr.of);
    case 'count':
      return plain(count(form, scope, expr));
    case 'head':
    case 'last':
    case 'tail':
      return ends(scope, expr);
    case 'fit':
      return fitted(scope, expr);
    default:
      return plain(logic(form, scope, expr));
  }
}

function lookup(scope: Scope, expr: Of<'lookup'>): Form {
  const map = form(scope, expr.of);
  const key = form(scope, expr.key);
  const type = expr.of.type;
  if (type.kind !== 'map') throw new Error('broken promise: keys are of maps');
  if (type.key.kind === 'range' && key.kind !== 'bare')
    check(scope, within(textOf(key), type.key, expr.key), 'runtime/index', map.kind !== 'map');
  const entry = entryOf(scope, map, type, key);
  if (entry.kind === 'stored' && expr.type.kind === 'option' && isBare(scope, expr.of))
    return { kind: 'bare', path: entry.path };
  return entry;
}

// Below the maps over the instances, a binding is undefined in place of `none`.
function isBare(scope: Scope, expr: Expr): boolean {
  if (expr.kind === 'lookup') return isBare(scope, expr.of);
  return expr.kind === 'variable' && scope.program.bare.has(expr.variable);
}

function item(scope: Scope, of: Expr, sequence_: Form, index: Text, code: string): Form {
  const type = of.type;
  if (type.kind !== 'seq') throw new Error('broken promise: items are of sequences');
  const length = lengthOf(sequence_);
  const low = /^\d+$/.test(index.text) ? yes : compared(atom('0'), '<=', index);
  const decided = /^\d+$/.test(index.text) && /^\d+$/.test(length.text);
  const high = decided
    ? Number(index.text) < Number(length.text)
      ? yes
      : no
    : compared(index, '<', length);
  check(scope, all([low, high]), code, isSimple(type.of) && sequence_.kind === 'stored');
  if (type.max === 0) return constantOfNothing(scope, type.of);
  return itemOf(sequence_, type.of, index);
}

// What an empty sequence would hold; a check before it has failed.
function constantOfNothing(scope: Scope, type: Expr['type']): Form {
  return at(scope.routine.local('nothing', scope.types.text(type)), type);
}

function unwrap(scope: Scope, { of, type }: Of<'unwrap'>): Form {
  const option = form(scope, of);
  if (option.kind === 'bare') return at(option.path, type);
  check(scope, isSome(option), 'runtime/none', isSimple(type) && option.kind === 'stored');
  if (option.kind === 'none') return constantOfNothing(scope, type);
  return innerOf(option, type);
}

function withFields(scope: Scope, expr: Of<'with'>): Form {
  const type = expr.of.type;
  const base = form(scope, expr.of);
  if (type.kind !== 'struct') throw new Error('broken promise: fields are of structs');
  const fields = type.fields.map((_, i) => fieldOf(scope, base, type, i));
  for (const { field, value } of expr.updates) fields[field] = form(scope, value);
  return { kind: 'struct', fields };
}

function call(scope: Scope, expr: Of<'call'>): Form {
  const found = scope.program.funs.get(expr.fun);
  if (found === undefined) throw new Error(`broken promise: there is a function ${expr.fun}`);
  const { name, fun, fails } = found;
  const values = expr.args.map(a => form(scope, a));
  // Rumur knows no part of a call, `f(x).some`, and compiles none as the argument of another.
  const asCall =
    isSimple(expr.type) &&
    (!fails || scope.faults === 'native') &&
    scope.after === null &&
    scope.read(0) === scope.program.variables[0] &&
    values.every(v => v.kind === 'plain' || v.kind === 'stored');
  if (asCall)
    return at(
      `${name}(${values.map(v => (v.kind === 'plain' ? v.text : pathOf(v))).join(', ')})`,
      expr.type,
    );
  const env = new Map(fun.params.map((p, i) => [p.id, values[i] ?? plain(no)] as const));
  return form({ ...scope, env }, fun.body);
}

function ends(scope: Scope, expr: Of<'head' | 'last' | 'tail'>): Form {
  const { of, kind } = expr;
  if (of.type.kind === 'seq') {
    const sequence_ = form(scope, of);
    const length = lengthOf(sequence_);
    if (kind === 'head') return item(scope, of, sequence_, atom('0'), 'runtime/underflow');
    const filled = /^\d+$/.test(length.text)
      ? length.text === '0'
        ? no
        : yes
      : compared(atom('0'), '<', length);
    check(scope, filled, 'runtime/underflow', false);
    if (kind === 'last') {
      if (of.type.max === 0) return constantOfNothing(scope, of.type.of);
      return itemOf(sequence_, of.type.of, plus(length, -1));
    }
    const type = of.type.of;
    return {
      kind: 'seq',
      length: plus(length, -1),
      item: i => itemOf(sequence_, type, plus(i, 1)),
    };
  }
  const set = kept(form, scope, of);
  const element = elementOf(of);
  if (!isSimple(element))
    refuse(
      scope,
      of.span,
      `the order of ${scope.types.label(element)}: only members and numbers have one in Murphi`,
    );
  const some = any(
    elementsOf(apart(scope), of, { id: -1, name: 'x', type: element }, form, set).map(p =>
      p.some(yes),
    ),
  );
  check(scope, some, 'runtime/underflow', false);
  const first = at(
    `${setHelper(scope, of, kind === 'last' ? 'last' : 'first')}(${pathOf(set)})`,
    element,
  );
  if (kind !== 'tail') return first;
  return {
    kind: 'set',
    has: x =>
      all([hasOf(scope, of, x, form, element, set), not(equalForms(scope, element, x, first))]),
  };
}

function fitted(scope: Scope, expr: Of<'fit'>): Form {
  const value = form(scope, expr.of);
  fits((at, of) => count(form, at, of), scope, value, expr.of.type, expr.type, expr.of, true);
  return value;
}
