/**
 * The elements of sets: loops and quantifiers over all values of their type, with what
 * says which of them are in the set. An option or a union has a part for each of its cases.
 */
import type { BinderRef, Expr } from '../../machine/expr.ts';
import type { Type } from '../../machine/types.ts';
import { hasElement, number, textOf } from './forms.ts';
import type { Statements } from './routine.ts';
import { apart, bound, check, conjuncts, named, type Scope, withNames } from './scope.ts';
import { shapesOf } from './shapes.ts';
import {
  all,
  any,
  atom,
  compared,
  type Form,
  implies,
  isNo,
  isYes,
  not,
  quantified,
  type Text,
  yes,
} from './value.ts';

/** How expressions become forms. */
export type Forming = (scope: Scope, expr: Expr) => Form;

/** Some elements of a set, under names. */
export interface Part {
  readonly names: readonly (readonly [name: string, type: string])[];
  readonly value: Form;
  /** Where the binder is the element; its statements are its own. */
  readonly scope: Scope;
  readonly member: Text;
  readonly all: (body: Text) => Text;
  readonly some: (body: Text) => Text;
  /** Writes the scope's statements as the body of a loop. */
  readonly loop: (to: Statements) => void;
}

/** The parts of a set; `known` is the set, where it is in words already. */
export function elementsOf(
  scope: Scope,
  domain: Expr,
  binder: BinderRef,
  form: Forming,
  known?: Form,
): readonly Part[] {
  if (domain.kind === 'set')
    return domain.items.map(item =>
      part(bound(apart(scope), binder, form(scope, item)), [], form(scope, item), yes),
    );
  const of = domain.type.kind === 'set' ? domain.type.of : binder.type;
  const limits = domain.kind === 'interval' ? limitsOf(scope, domain, form) : null;
  if (limits?.none) return [];
  const set = limits?.whole ? null : (known ?? form(scope, domain));
  return shapesOf(scope.types, limits?.type ?? of, binder.name).map(shape => {
    let inner = scope;
    const names = shape.names.map(({ name, type }) => {
      const next = named(inner, { id: -2, name, type });
      inner = next.scope;
      return [next.name, scope.types.text(type)] as const;
    });
    const value = shape.build(names.map(([n]) => n));
    const member =
      set === null || domain.kind === 'domain'
        ? yes
        : hasOf(scope, domain, value, form, limits?.type ?? of, set);
    return part(
      bound(apart(withNames(inner, []), conjuncts(member)), binder, value),
      names,
      value,
      member,
    );
  });
}

const part = (scope: Scope, names: Part['names'], value: Form, member: Text): Part => ({
  names,
  value,
  scope,
  member,
  all: body => quantified('forall', names, implies(member, body)),
  some: body =>
    isYes(body) && isYes(member) && names.length > 0
      ? quantifiedAny(names)
      : quantified('exists', names, all([member, body])),
  loop: to => {
    for (const [name, type] of names) to.nest(`for ${name} : ${type} do`, 'end;');
    if (isYes(member)) to.add(...scope.to.closed());
    else to.block(`if ${member.text} then`, scope.to);
    for (const _ of names) to.end();
  },
});

// Types have members.
const quantifiedAny = (_names: Part['names']): Text => yes;

interface Limits {
  readonly none: boolean;
  /** The type is the interval. */
  readonly whole: boolean;
  readonly type: Type | null;
}

function limitsOf(
  scope: Scope,
  { low, high, type }: Extract<Expr, { kind: 'interval' }>,
  form: Forming,
): Limits {
  const [from, to] = [low, high].map(e => textOf(form(apart(scope), e)).text.replace(/^0 - /, '-'));
  if (from !== undefined && to !== undefined && /^-?\d+$/.test(from) && /^-?\d+$/.test(to)) {
    const range = { kind: 'range', low: Number(from), high: Number(to) } as const;
    return { none: range.low > range.high, whole: true, type: range };
  }
  const of = type.kind === 'set' ? type.of : type;
  return { none: of.kind === 'range' && of.low > of.high, whole: false, type: null };
}

/** `x in set`; of a number, also that it is one that the set can hold. */
export function hasOf(
  scope: Scope,
  set: Expr,
  x: Form,
  form: Forming,
  type: Type | null,
  known?: Form,
): Text {
  const found = known ?? form(scope, set);
  const of = set.type.kind === 'set' || set.type.kind === 'seq' ? set.type.of : set.type;
  const has = hasElement(scope, found, of, x);
  if (of.kind !== 'range' || found.kind === 'set' || x.kind !== 'plain') return has;
  const low =
    type?.kind === 'range' && type.low >= of.low ? yes : compared(number(of.low), '<=', x);
  const high =
    type?.kind === 'range' && type.high <= of.high ? yes : compared(x, '<=', number(of.high));
  return all([low, high, has]);
}

type Quantifier = Extract<Expr, { readonly kind: 'forall' | 'exists' }>;

/** `forall` and `exists`: an element that decides wins over those that fail. */
export function quantifier(scope: Scope, expr: Quantifier, form: Forming): Text {
  const { binder, domain, body, kind } = expr;
  const trial = elementsOf(apart(scope), domain, binder, form);
  const known = domain.kind === 'set' ? undefined : form(scope, domain);
  const bodies = trial.map(p => textOf(form(p.scope, body)));
  if (trial.every(p => p.scope.to.none)) {
    const texts = trial.map((p, i) =>
      kind === 'forall' ? p.all(bodies[i] ?? yes) : p.some(bodies[i] ?? yes),
    );
    return kind === 'forall' ? all(texts) : any(texts);
  }
  const found = scope.routine.local(kind === 'forall' ? 'denied' : 'found', 'boolean');
  const bad = scope.routine.local('failed', 'boolean');
  scope.to.add(`${found} := false;`, `${bad} := false;`);
  for (const p of elementsOf({ ...scope, faults: { flag: bad } }, domain, binder, form, known)) {
    const truth = textOf(form(p.scope, body));
    const decides = kind === 'forall' ? not(truth) : truth;
    if (!isNo(decides)) p.scope.to.add(`if ${decides.text} then ${found} := true; end;`);
    p.loop(scope.to);
  }
  check(scope, any([atom(found), not(atom(bad))]), 'runtime/error', false);
  return kind === 'forall' ? not(atom(found)) : atom(found);
}
