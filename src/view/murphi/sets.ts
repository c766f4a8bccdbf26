/** Sets, maps and their sizes in Murphi's words; `form` makes the value of any expression. */
import { sizeOf } from '../../machine/domain.ts';
import { type Expr } from '../../machine/expr.ts';
import { setOfItems } from './constants.ts';
import { elementsOf, hasOf } from './elements.ts';
import {
  choice,
  entryOf,
  equalForms,
  hasElement,
  itemOf,
  lengthOf,
  overall,
  pathOf,
  plus,
  textOf,
} from './forms.ts';
import { Routine, Statements } from './routine.ts';
import { apart, bound, conjuncts, type Make, type Scope } from './scope.ts';
import { everywhere, inPlace } from './store.ts';
import {
  all,
  any,
  atom,
  compared,
  either,
  type Form,
  level,
  no,
  not,
  plain,
  type Text,
  tight,
  yes,
} from './value.ts';

type Of<K extends Expr['kind']> = Extract<Expr, { readonly kind: K }>;

export function mapOf(form: Make, scope: Scope, expr: Of<'mapOf'>): Form {
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

export function ofSets(
  form: Make,
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
    const [left, right] = [stable(form, scope, expr.left), expr.right];
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
  return stable(form, scope, expr);
}

export const elementOf = (set: Expr): Expr['type'] => {
  if (set.type.kind === 'set' || set.type.kind === 'seq') return set.type.of;
  throw new Error('broken promise: elements are of sets');
};

/** A set as a form: its parts are put into words once, here. */
export function stable(form: Make, scope: Scope, expr: Expr): Form {
  switch (expr.kind) {
    case 'domain':
      return { kind: 'set', has: () => yes };
    case 'interval': {
      const [low, high] = [textOf(form(scope, expr.low)), textOf(form(scope, expr.high))];
      const whole = `${low.text}..${high.text}`.replace('0 - ', '-');
      return { kind: 'set', has: x => between(low, textOf(x), high), whole };
    }
    case 'union':
    case 'intersect':
    case 'minus': {
      const [left, right] = [stable(form, scope, expr.left), stable(form, scope, expr.right)];
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
      return comprehension(form, scope, expr);
    default:
      return form(scope, expr);
  }
}

export const between = (low: Text, x: Text, high: Text): Text => {
  const numbers = [low, x, high].map(t => (/^\d+$/.test(t.text) ? Number(t.text) : null));
  const [a = null, b = null, c = null] = numbers;
  const left = a !== null && b !== null ? (a <= b ? yes : no) : compared(low, '<=', x);
  const right = b !== null && c !== null ? (b <= c ? yes : no) : compared(x, '<=', high);
  return all([left, right]);
};

export function comprehension(form: Make, scope: Scope, expr: Of<'filter' | 'image'>): Form {
  const set = stable(form, scope, expr.domain);
  const side = apart(scope);
  for (const part of elementsOf(side, expr.domain, expr.binder, form, set)) {
    if (expr.where !== null) textOf(form(part.scope, expr.where));
    if (expr.kind === 'image') form(part.scope, expr.body);
    side.to.add(...part.scope.to.closed());
  }
  if (!side.to.none) return built(form, scope, expr, set);
  const where = expr.where;
  if (expr.kind === 'filter') {
    return {
      kind: 'set',
      has: x =>
        all([
          hasOf(scope, expr.domain, x, form, elementOf(expr), set),
          textOf(form(bound(apart(scope), expr.binder, x), expr.where)),
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
              where === null ? yes : textOf(form(p.scope, where)),
              equalForms(scope, of, form(p.scope, expr.body), x),
            ]),
          ),
        ),
      ),
  };
}

// Something in it may fail: it is gathered by a loop.
export function built(form: Make, scope: Scope, expr: Of<'filter' | 'image'>, set: Form): Form {
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
    const keep = expr.where === null ? yes : textOf(form(part.scope, expr.where));
    const kept = apart(part.scope, conjuncts(keep));
    const value = expr.kind === 'filter' ? part.value : form(kept, expr.body);
    const has = textOf(plain(hasOf(kept, expr, value, form, of, { kind: 'stored', path: result })));
    kept.to.add(`${has.text} := true;`);
    part.scope.to.block(`if ${keep.text} then`, kept.to);
    part.loop(scope.to);
  }
  return { kind: 'stored', path: result };
}

export function append(of: Form, added: Form, expr: Expr): Form {
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

export function count(form: Make, scope: Scope, expr: Of<'count'>): Text {
  const { of } = expr;
  if (of.type.kind === 'seq') return lengthOf(form(scope, of));
  if (of.kind === 'interval') {
    const [low, high] = [textOf(form(scope, of.low)), textOf(form(scope, of.high))];
    const size: Text = {
      text: `${tight(high, level.add)} - ${tight(low, level.multiply)} + 1`,
      level: level.add,
    };
    return either(compared(high, '<', low), atom('0'), size);
  }
  return atom(`${setHelper(scope, of, 'size')}(${pathOf(kept(form, scope, of))})`);
}

/** A set in one place, so that it can be handed on. */
export function kept(form: Make, scope: Scope, of: Expr): Form {
  const set = stable(form, scope, of);
  if (set.kind === 'stored') return set;
  const type = { kind: 'set', of: elementOf(of), max: null } as const;
  const result = scope.routine.local('set', scope.types.text(type));
  inPlace(scope, result, type, { form: set, type });
  return { kind: 'stored', path: result };
}

export function setHelper(scope: Scope, of: Expr, what: 'size' | 'first' | 'last'): string {
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
