/** Assignments: where they write, and what must be copied first because it is read meanwhile. */
import type { Expr, Place } from '../../machine/expr.ts';
import { partsOf } from '../../machine/parts.ts';
import type { Type } from '../../machine/types.ts';
import { form, formula } from './expr.ts';
import { within } from './fits.ts';
import { at, isSome, lengthOf, pathOf, spotsOf, textOf } from './forms.ts';
import { Statements } from './routine.ts';
import { check, type Program, refuse, type Scope } from './scope.ts';
import { inPlace } from './store.ts';
import { all, atom, compared, type Form, isSimple, isYes, yes } from './value.ts';

/** Where a place is, after the checks of the way there. */
export function placed(
  scope: Scope,
  place: Place,
): { readonly path: string; readonly bare: boolean } {
  const { program } = scope;
  let path = scope.read(place.variable);
  let type = program.machine.variables[place.variable]?.type;
  for (const step of place.steps) {
    if (type === undefined) break;
    switch (step.kind) {
      case 'key': {
        if (type.kind !== 'map') throw new Error('broken promise: keys are of maps');
        const key = form(scope, step.key);
        if (type.key.kind === 'range')
          check(scope, within(textOf(key), type.key, step.key), 'runtime/index', true);
        const [spot = { test: yes, path }, ...others] = spotsOf(scope, path, key, type.key);
        if (others.length > 0)
          refuse(
            scope,
            step.key.span,
            'an assignment to the entry of a key whose case is not known: bind its case first',
          );
        path = spot.path;
        break;
      }
      case 'item': {
        const index = formula(scope, step.index);
        const low =
          step.index.type.kind === 'range' && step.index.type.low >= 0
            ? yes
            : compared(atom('0'), '<=', index);
        check(
          scope,
          all([low, compared(index, '<', lengthOf({ kind: 'stored', path }))]),
          'runtime/index',
          false,
        );
        path = `${path}.items[${index.text}]`;
        break;
      }
      case 'field':
        if (type.kind !== 'struct') throw new Error('broken promise: fields are of structs');
        path = `${path}.${scope.types.fieldsOf(type)[step.field]}`;
        break;
      case 'inner': {
        const option: Form = program.bare.has(place.variable)
          ? { kind: 'bare', path }
          : { kind: 'stored', path };
        check(scope, isSome(option), 'runtime/none', false);
        if (option.kind === 'stored') path = `${path}.value`;
        break;
      }
      default:
        throw new Error('broken promise: a place has no other steps');
    }
    type = step.type;
  }
  return { path, bare: program.bare.has(place.variable) && place.type.kind === 'option' };
}

/** Writes the assignment; what was known no longer is. */
export function assign(scope: Scope, place: Place, value: Expr): void {
  const { path, bare } = placed(scope, place);
  const direct =
    value.kind === 'fit' && scope.faults === 'native' && isSimple(value.type) ? value.of : value;
  const given = form(scope, direct);
  const read = reads(scope.program, direct, place.variable);
  put(scope, path, bare, place.type, { form: given, type: direct.type }, read, direct);
  scope.facts.clear();
}

function put(
  scope: Scope,
  path: string,
  bare: boolean,
  type: Type,
  given: { readonly form: Form; readonly type: Type },
  read: boolean,
  value: Expr,
): void {
  const { to } = scope;
  if (bare && type.kind === 'option') {
    if (given.form.kind === 'none') to.add(`undefine ${path};`);
    else if (given.form.kind === 'some') {
      const of = given.type.kind === 'option' ? given.type.of : type.of;
      const inner = value.kind === 'some' ? value.of : value;
      put(scope, path, false, type.of, { form: given.form.of, type: of }, read, inner);
    } else throw new Error('broken promise: a binding is set or forgotten');
  } else if (!read || isSimple(type) || entrywise(scope, path, type, given.form, value)) {
    if (!inPart(scope, path, type, value)) inPlace(scope, path, type, given);
  } else {
    const copy = scope.routine.local('made', scope.types.text(type));
    inPlace(scope, copy, type, given);
    to.add(`${path} := ${copy};`);
  }
}

// `s += x`, `s -= x` and `q += x` change one entry.
function inPart(scope: Scope, path: string, type: Type, value: Expr): boolean {
  const e = value.kind === 'fit' ? value.of : value;
  const same = (expr: Expr): boolean => {
    const it = isSimple(expr.type)
      ? null
      : form({ ...scope, facts: new Set(), to: new Statements() }, expr);
    return it?.kind === 'stored' && it.path === path;
  };
  if ((e.kind === 'union' || e.kind === 'minus') && e.right.kind === 'set' && type.kind === 'set') {
    if (
      !same(e.left) ||
      e.right.items.some(
        i =>
          i.type.kind === 'range' && !scope.types.same(i.type, type.of) && !fitsIn(i.type, type.of),
      )
    )
      return false;
    const items = e.right.items.map(item => form(scope, item));
    for (const item of items)
      for (const spot of spotsOf(scope, path, item, type.of)) {
        const line = `${spot.path} := ${e.kind === 'union'};`;
        scope.to.add(isYes(spot.test) ? line : `if ${spot.test.text} then ${line} end;`);
      }
    return true;
  }
  if (e.kind === 'append' && type.kind === 'seq' && type.max > 0 && same(e.of)) {
    const item = form(scope, e.item);
    inPlace(scope, `${path}.items[${path}.length]`, type.of, { form: item, type: e.item.type });
    scope.to.add(`${path}.length := ${path}.length + 1;`);
    return true;
  }
  return false;
}

const fitsIn = (inner: Type, outer: Type): boolean =>
  inner.kind === 'range' &&
  outer.kind === 'range' &&
  inner.low >= outer.low &&
  inner.high <= outer.high;

// The value of an entry is read before it is written, and no other is read after it is.
function entrywise(scope: Scope, path: string, type: Type, given: Form, value: Expr): boolean {
  const e = value.kind === 'fit' ? value.of : value;
  const isPath = (expr: Expr): boolean => {
    if (
      expr.kind !== 'variable' &&
      expr.kind !== 'lookup' &&
      expr.kind !== 'field' &&
      expr.kind !== 'unwrap' &&
      expr.kind !== 'binder'
    )
      return false;
    const it = form({ ...scope, facts: new Set(), to: new Statements() }, expr);
    return (it.kind === 'stored' || it.kind === 'bare') && it.path === path;
  };
  const quiet = (expr: Expr): boolean => isPath(expr) || !readsPath(scope, expr, path);
  if (type.kind === 'set' && (e.kind === 'union' || e.kind === 'minus' || e.kind === 'intersect'))
    return isPath(e.left) && (e.right.kind === 'set' || quiet(e.right));
  if (type.kind === 'seq' && e.kind === 'append') return isPath(e.of) && isSimple(e.item.type);
  if (type.kind === 'seq' && e.kind === 'tail') return isPath(e.of);
  if (e.kind === 'with' && type.kind === 'struct')
    return isPath(e.of) && e.updates.length === 1 && isSimple(e.updates[0]?.value.type ?? type);
  return (
    given.kind === 'stored' ||
    (given.kind === 'set' && given.items?.length === 0) ||
    given.kind === 'none'
  );
}

function readsPath(scope: Scope, expr: Expr, path: string): boolean {
  const root = /^\w+/.exec(path)?.[0] ?? '';
  const found = [...variablesOf(scope.program, expr)].map(id => scope.read(id));
  const names = [...bindersOf(expr)]
    .map(id => scope.env.get(id))
    .flatMap(f => (f === undefined ? [] : rootsOf(f)));
  return found.includes(root) || names.includes(root);
}

const rootsOf = (f: Form): readonly string[] =>
  f.kind === 'plain'
    ? (f.text.match(/\w+/g) ?? [])
    : f.kind === 'stored' || f.kind === 'bare'
      ? (pathOf(f).match(/\w+/g) ?? [])
      : [];

/** The value reads the variable, itself or in a function. */
export const reads = (program: Program, expr: Expr, variable: number): boolean =>
  variablesOf(program, expr).has(variable);

/** The variables that an expression reads. */
export function variablesOf(program: Program, expr: Expr, found = new Set<number>()): Set<number> {
  if (expr.kind === 'variable') found.add(expr.variable);
  if (expr.kind === 'call') {
    const fun = program.funs.get(expr.fun);
    if (fun !== undefined) variablesOf(program, fun.fun.body, found);
  }
  for (const part of partsOf(expr)) variablesOf(program, part, found);
  return found;
}

/** The binders that an expression names. */
export function bindersOf(expr: Expr, found = new Set<number>()): Set<number> {
  if (expr.kind === 'binder') found.add(expr.binder.id);
  for (const part of partsOf(expr)) bindersOf(part, found);
  return found;
}

/** A binder as a local variable with this value from here on. */
export function localBinder(
  scope: Scope,
  binder: { readonly id: number; readonly name: string; readonly type: Type },
  value: Expr,
): Scope {
  const known = scope.env.get(binder.id);
  const before =
    known?.kind === 'plain' ? known.text : known?.kind === 'stored' ? known.path : null;
  const again = before !== null && scope.routine.locals.has(before);
  const given = form(scope, value);
  const name =
    again && before !== null
      ? before
      : scope.routine.local(binder.name, scope.types.text(binder.type));
  const readsItself = again && bindersOf(value).has(binder.id) && !isSimple(binder.type);
  if (readsItself) {
    const copy = scope.routine.local(`${binder.name} next`, scope.types.text(binder.type));
    inPlace(scope, copy, binder.type, { form: given, type: value.type });
    scope.to.add(`${name} := ${copy};`);
    scope.facts.clear();
  } else inPlace(scope, name, binder.type, { form: given, type: value.type });
  return { ...scope, env: new Map([...scope.env, [binder.id, at(name, binder.type)]]) };
}
