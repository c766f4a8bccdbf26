/**
 * Expressions in Murphi's words. What needs statements (a failure that must be noticed, a
 * set that must be counted) writes them into the scope; without any, the result is an
 * expression that can stand in a guard.
 */
import { unreachable } from '../../base/assertion.ts';
import { sizeOf } from '../../machine/domain.ts';
import type { Expr } from '../../machine/expr.ts';
import { elementsOf, hasOf, quantifier } from './elements.ts';
import {
  at,
  choice,
  constant,
  entryOf,
  equalForms,
  fieldOf,
  hasElement,
  innerOf,
  isCase,
  isSome,
  itemOf,
  lengthOf,
  number,
  overall,
  pathOf,
  payloadOf,
  plus,
  sequence,
  setOfItems,
  textOf,
} from './forms.ts';
import { Routine, Statements } from './routine.ts';
import { apart, bound, check, conjuncts, refuse, type Scope } from './scope.ts';
import { everywhere, inPlace } from './store.ts';
import {
  all,
  any,
  atom,
  compared,
  either,
  type Form,
  implies,
  isNo,
  isSimple,
  isYes,
  level,
  no,
  not,
  plain,
  type Text,
  tight,
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
      return chosen(scope, test, expr.then, expr.otherwise);
    }
    case 'call':
      return call(scope, expr);
    case 'next':
      if (scope.after === null)
        throw new Error('broken promise: next is read where a step is judged');
      return form({ ...scope, read: scope.after, after: null }, expr.of);
    case 'mapOf':
      return mapOf(scope, expr);
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
      return ofSets(scope, expr);
    case 'forall':
    case 'exists':
      return plain(quantifier(scope, expr, form));
    case 'seq':
      return sequence(expr.items.map(i => form(scope, i)));
    case 'append':
      return append(form(scope, expr.of), form(scope, expr.item), expr.of);
    case 'count':
      return plain(count(scope, expr));
    case 'head':
    case 'last':
    case 'tail':
      return ends(scope, expr);
    case 'fit':
      return fitted(scope, expr);
    default:
      return plain(logic(scope, expr));
  }
}

function logic(
  scope: Scope,
  expr: Of<'not' | 'negative' | 'arithmetic' | 'order' | 'equal' | 'and' | 'or' | 'implies' | 'at'>,
): Text {
  switch (expr.kind) {
    case 'not':
      return not(formula(scope, expr.of));
    case 'negative':
      return { text: `0 - ${tight(formula(scope, expr.of), level.multiply)}`, level: level.add };
    case 'arithmetic':
      return arithmetic(scope, expr);
    case 'order':
      return compared(formula(scope, expr.left), expr.op, formula(scope, expr.right));
    case 'equal': {
      const [left, right] = [form(scope, expr.left), form(scope, expr.right)];
      return equalForms(scope, expr.left.type, left, right);
    }
    case 'and':
      return joined(scope, formula(scope, expr.left), expr.right, 'and');
    case 'or':
      return joined(scope, formula(scope, expr.left), expr.right, 'or');
    case 'implies':
      return joined(scope, formula(scope, expr.left), expr.right, 'implies');
    case 'at': {
      const place = formula(scope, expr.place);
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
function joined(scope: Scope, left: Text, expr: Expr, word: 'and' | 'or' | 'implies'): Text {
  const goesOn = word === 'or' ? not(left) : left;
  if (isNo(goesOn)) return word === 'and' ? no : yes;
  const side = apart(scope, conjuncts(goesOn));
  const right = formula(side, expr);
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

function chosen(scope: Scope, test: Text, then: Expr, otherwise: Expr): Form {
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

function arithmetic(scope: Scope, { op, left, right, type }: Of<'arithmetic'>): Text {
  const [a, b] = [formula(scope, left), formula(scope, right)];
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
  const asCall =
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

function mapOf(scope: Scope, expr: Of<'mapOf'>): Form {
  const { binder, body, type } = expr;
  if (type.kind !== 'map') throw new Error('broken promise: what has keys is a map');
  const trial = elementsOf(
    apart(scope),
    {
      kind: 'domain',
      of: type.key,
      type: { kind: 'set', of: type.key, max: null },
      span: expr.span,
    },
    binder,
    form,
  );
  const pure = trial.every(({ scope: inner }) => {
    const side = apart(inner);
    form(side, body);
    return side.to.none;
  });
  if (pure) return { kind: 'map', get: key => form(bound({ ...apart(scope) }, binder, key), body) };
  const result = scope.routine.local('map', scope.types.text(type));
  for (const { names, scope: inner, value } of elementsOf(
    scope,
    {
      kind: 'domain',
      of: type.key,
      type: { kind: 'set', of: type.key, max: null },
      span: expr.span,
    },
    binder,
    form,
  )) {
    const side = apart(inner);
    const entry = entryOf(scope, { kind: 'stored', path: result }, type, value);
    const found = form(side, body);
    inPlace(side, entry.kind === 'plain' ? entry.text : pathOf(entry), type.value, {
      form: found,
      type: body.type,
    });
    for (const [name, text] of names) scope.to.nest(`for ${name} : ${text} do`, 'end;');
    scope.to.add(...side.to.closed());
    for (const _ of names) scope.to.end();
  }
  return { kind: 'stored', path: result };
}

function ofSets(
  scope: Scope,
  expr: Of<
    | 'domain'
    | 'interval'
    | 'set'
    | 'subset'
    | 'union'
    | 'intersect'
    | 'minus'
    | 'filter'
    | 'image'
    | 'in'
  >,
): Form {
  if (expr.kind === 'set') {
    const of = expr.type.kind === 'set' ? expr.type.of : expr.type;
    return setOfItems(
      scope,
      of,
      expr.items.map(i => form(scope, i)),
    );
  }
  if (expr.kind === 'in') {
    const element = form(scope, expr.item);
    return plain(hasOf(scope, expr.set, element, form, expr.item.type));
  }
  if (expr.kind === 'subset') {
    const [left, right] = [stable(scope, expr.left), expr.right];
    const parts = elementsOf(
      scope,
      expr.left,
      { id: -1, name: 'x', type: elementOf(expr.left) },
      form,
      left,
    );
    return plain(
      all(parts.map(p => p.all(hasOf(p.scope, right, p.value, form, elementOf(expr.left))))),
    );
  }
  return stable(scope, expr);
}

const elementOf = (set: Expr): Expr['type'] => {
  if (set.type.kind === 'set' || set.type.kind === 'seq') return set.type.of;
  throw new Error('broken promise: elements are of sets');
};

/** A set as a form: its parts are put into words once, here. */
function stable(scope: Scope, expr: Expr): Form {
  switch (expr.kind) {
    case 'domain':
      return { kind: 'set', has: () => yes };
    case 'interval': {
      const [low, high] = [formula(scope, expr.low), formula(scope, expr.high)];
      const whole = `${low.text}..${high.text}`.replace('0 - ', '-');
      return { kind: 'set', has: x => between(low, textOf(x), high), whole };
    }
    case 'union':
    case 'intersect':
    case 'minus': {
      const [left, right] = [stable(scope, expr.left), stable(scope, expr.right)];
      const has = (set: Form, of: Expr, x: Form): Text =>
        hasOf(scope, of, x, form, elementOf(expr), set);
      return {
        kind: 'set',
        has: x => {
          const [a, b] = [has(left, expr.left, x), has(right, expr.right, x)];
          return expr.kind === 'union' ? any([a, b]) : all([a, expr.kind === 'minus' ? not(b) : b]);
        },
      };
    }
    case 'filter':
    case 'image':
      return comprehension(scope, expr);
    default:
      return form(scope, expr);
  }
}

const between = (low: Text, x: Text, high: Text): Text => {
  const numbers = [low, x, high].map(t => (/^\d+$/.test(t.text) ? Number(t.text) : null));
  const [a = null, b = null, c = null] = numbers;
  const left = a !== null && b !== null ? (a <= b ? yes : no) : compared(low, '<=', x);
  const right = b !== null && c !== null ? (b <= c ? yes : no) : compared(x, '<=', high);
  return all([left, right]);
};

function comprehension(scope: Scope, expr: Of<'filter' | 'image'>): Form {
  const set = stable(scope, expr.domain);
  const side = apart(scope);
  for (const part of elementsOf(side, expr.domain, expr.binder, form, set)) {
    if (expr.where !== null) formula(part.scope, expr.where);
    if (expr.kind === 'image') form(part.scope, expr.body);
    side.to.add(...part.scope.to.closed());
  }
  if (!side.to.none) return built(scope, expr, set);
  const where = expr.where;
  if (expr.kind === 'filter') {
    return {
      kind: 'set',
      has: x =>
        all([
          hasOf(scope, expr.domain, x, form, elementOf(expr), set),
          formula(bound(apart(scope), expr.binder, x), expr.where),
        ]),
    };
  }
  const of = elementOf(expr);
  return {
    kind: 'set',
    has: x =>
      any(
        elementsOf(apart(scope), expr.domain, expr.binder, form, set).map(p =>
          p.some(
            all([
              where === null ? yes : formula(p.scope, where),
              equalForms(scope, of, form(p.scope, expr.body), x),
            ]),
          ),
        ),
      ),
  };
}

// Something in it may fail: it is gathered by a loop.
function built(scope: Scope, expr: Of<'filter' | 'image'>, set: Form): Form {
  const of = elementOf(expr);
  const type = scope.types.text({ kind: 'set', of, max: null });
  const result = scope.routine.local('found', type);
  inPlace(
    scope,
    result,
    { kind: 'set', of, max: null },
    { form: { kind: 'set', has: () => no, items: [] }, type: { kind: 'set', of, max: null } },
  );
  for (const part of elementsOf(scope, expr.domain, expr.binder, form, set)) {
    const keep = expr.where === null ? yes : formula(part.scope, expr.where);
    const kept = apart(part.scope, conjuncts(keep));
    const value = expr.kind === 'filter' ? part.value : form(kept, expr.body);
    const has = textOf(plain(hasOf(kept, expr, value, form, of, { kind: 'stored', path: result })));
    kept.to.add(`${has.text} := true;`);
    part.scope.to.block(`if ${keep.text} then`, kept.to);
    part.loop(scope.to);
  }
  return { kind: 'stored', path: result };
}

function append(of: Form, added: Form, expr: Expr): Form {
  const length = lengthOf(of);
  const type = elementOf(expr);
  return {
    kind: 'seq',
    length: plus(length, 1),
    item: i => {
      if (/^\d+$/.test(length.text) && /^\d+$/.test(i.text))
        return Number(i.text) < Number(length.text) ? itemOf(of, type, i) : added;
      return length.text === '0'
        ? added
        : choice(compared(i, '<', length), itemOf(of, type, i), added);
    },
  };
}

function count(scope: Scope, expr: Of<'count'>): Text {
  const { of } = expr;
  if (of.type.kind === 'seq') return lengthOf(form(scope, of));
  if (of.kind === 'interval') {
    const [low, high] = [formula(scope, of.low), formula(scope, of.high)];
    const size: Text = {
      text: `${tight(high, level.add)} - ${tight(low, level.multiply)} + 1`,
      level: level.add,
    };
    return either(compared(high, '<', low), atom('0'), size);
  }
  return atom(`${setHelper(scope, of, 'size')}(${pathOf(kept(scope, of))})`);
}

/** A set in one place, so that it can be handed on. */
function kept(scope: Scope, of: Expr): Form {
  const set = stable(scope, of);
  if (set.kind === 'stored') return set;
  const type = { kind: 'set', of: elementOf(of), max: null } as const;
  const result = scope.routine.local('set', scope.types.text(type));
  inPlace(scope, result, type, { form: set, type });
  return { kind: 'stored', path: result };
}

function setHelper(scope: Scope, of: Expr, what: 'size' | 'first' | 'last'): string {
  const element = elementOf(of);
  const type = { kind: 'set', of: element, max: null } as const;
  const name = `${what}_of_${scope.types.label(type)}`;
  const { helpers, isGlobal } = scope.program;
  if (helpers.has(name)) return name;
  const routine = new Routine(isGlobal);
  const set = { kind: 'stored', path: routine.helper('members') } as const;
  const own = { types: scope.types, routine };
  const parts = overall(own, element).map(({ names, key }) => ({
    names,
    key,
    has: hasElement(own, set, element, key),
  }));
  const to = new Statements();
  const most = sizeOf(element);
  const result = what === 'size' ? `0..${most}` : scope.types.text(element);
  const local = routine.local(what === 'size' ? 'n' : 'found', result);
  if (what === 'size') to.add(`${local} := 0;`);
  for (const { names, key, has } of parts) {
    const value = key.kind === 'plain' ? key.text : '';
    const act = {
      size: `${local} := ${local} + 1;`,
      first: `return ${value};`,
      last: `${local} := ${value};`,
    };
    everywhere(own, to, names, [`if ${has.text} then ${act[what]} end;`]);
  }
  to.add(what === 'first' ? 'error "runtime/underflow";' : `return ${local};`);
  helpers.set(name, [
    `function ${name}(${set.path} : ${scope.types.text(type)}) : ${result};`,
    ...(what === 'first' ? [] : ['var', `  ${local} : ${result};`]),
    'begin',
    ...to.closed().map(l => `  ${l}`),
    'end;',
  ]);
  return name;
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
  const set = kept(scope, of);
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
  fits(scope, value, expr.of.type, expr.type, expr.of, true);
  return value;
}

// The checks go from left to right, as deep as types differ.
function fits(
  scope: Scope,
  value: Form,
  from: Expr['type'],
  to: Expr['type'],
  expr: Expr,
  direct: boolean,
): void {
  if (to.kind === 'range') {
    const known = { ...expr, type: from } as Expr;
    return check(scope, within(textOf(value), to, known), 'runtime/range', false);
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
        const size = count(scope, {
          kind: 'count',
          of: expr,
          type: { kind: 'int' },
          span: expr.span,
        });
        check(scope, compared(size, '<=', number(to.max)), 'runtime/overflow', false);
      }
    }
    if (scope.types.same(from.of, to.of)) return;
  }
  if (scope.types.same(from, to)) return;
  if (!direct && to.kind === 'bool') return;
  inner(scope, value, from, to, expr);
}

function inner(scope: Scope, value: Form, from: Expr['type'], to: Expr['type'], expr: Expr): void {
  if (to.kind === 'struct' && from.kind === 'struct') {
    for (const [i, f] of to.fields.entries())
      fits(
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
    fits(side, innerOf(value, from.of), from.of, to.of, expr, false);
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
