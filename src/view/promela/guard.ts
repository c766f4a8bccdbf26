/**
 * What must be so before a step begins: along its items up to the last choice and the guards
 * behind it. What fails before a choice fails once, in a step of its own.
 */
import type { BinderRef, Expr } from '../../machine/expr.ts';
import type { Type } from '../../machine/types.ts';
import { type Item, isChoice, type Plan } from '../export/plans.ts';
import { assigned } from './enabled.ts';
import { form, formula } from './expr.ts';
import { type Form, plain, textOf, the } from './form.ts';
import { elementsBy } from './layout.ts';
import { leavesOf, named, numbersOf } from './leaves.ts';
import { apart, bound, refuse, type Scope } from './scope.ts';
import { isIn } from './sets.ts';
import { all, atom, isNo, isYes, not, type Text, yes } from './text.ts';

/** A parameter of a step: its names, and the numbers for each of its values. */
export interface Param {
  readonly name: string;
  readonly binder: BinderRef;
  readonly names: readonly string[];
  readonly values: readonly (readonly string[])[];
}

/** What is gathered on the way: what must hold, or else the step fails. */
export interface Walk {
  scope: Scope;
  readonly parts: ({ readonly need: Text } | { readonly orFault: Text })[];
  readonly params: Param[];
}

/** A parameter for a binder, of these values; the scope in which it is one. */
export function param(
  walk: Walk,
  binder: BinderRef,
  type: Type,
  local: (wanted: string) => string,
  values: readonly Form[],
): Scope {
  const { names } = walk.scope.program;
  if (type.kind === 'int') {
    const numbers = values.map(v => textOf(v).value ?? 0);
    const name = local(binder.name);
    const rows = values.map(v => [textOf(v).text]);
    walk.params.push({ name, binder, names: [name], values: rows });
    return bound(walk.scope, binder, plain(atom(name, Math.min(...numbers), Math.max(...numbers))));
  }
  const own = leavesOf(names, type, binder.name).map(l => local(l.name));
  const rows = values.map(v => numbersOf(names, type, v).map(t => t.text));
  walk.params.push({ name: binder.name, binder, names: own, values: rows });
  return bound(walk.scope, binder, named(names, type, own));
}

/** Gathers what must be so for a plan. */
export function gone(walk: Walk, plan: Plan, local: (wanted: string) => string): void {
  const { items, rest } = plan;
  const last = items.findLastIndex(isChoice);
  const before = last < 0 ? -1 : items.slice(0, last).findLastIndex(isChoice);
  for (const [i, item] of items.entries()) {
    // A fault before the last choice belongs to the step that fails there.
    const cut = rest === null ? i <= before : i < last;
    const own = rest === null ? i === before : i === last;
    const only = rest === null && i === last;
    visit(walk, item, cut || (rest !== null && i === last), own, only, local);
  }
}

function visit(
  walk: Walk,
  item: Item,
  cut: boolean,
  last: boolean,
  only: boolean,
  local: (wanted: string) => string,
): void {
  const { parts, scope } = walk;
  const safe = (text: Text, cutHere = cut): void => {
    if (!isYes(text)) parts.push(cutHere ? { need: text } : { orFault: text });
  };
  switch (item.kind) {
    case 'step':
    case 'turn':
    case 'option':
      return;
    case 'known':
      walk.scope = bound(scope, item.binder, form(scope, item.value));
      return;
    case 'test': {
      const found = apart(scope, s => formula(s, item.node.test));
      safe(found.safe);
      if (!only) parts.push({ need: item.holds ? found.result : not(found.result) });
      return;
    }
    case 'guard': {
      const found = apart(scope, s => formula(s, item.test));
      safe(found.safe);
      parts.push({ need: found.result });
      return;
    }
    case 'assert': {
      const found = apart(scope, s => formula(s, item.test));
      safe(all([found.safe, found.result]));
      return;
    }
    case 'bind': {
      const found = apart(scope, s => form(s, item.value));
      safe(found.safe);
      walk.scope = bound(scope, item.binder, found.result);
      return;
    }
    case 'assign': {
      const found = apart(scope, s => assigned(s, item.place, item.value));
      safe(found.safe);
      walk.scope = { ...found.result, checks: scope.checks };
      return;
    }
    case 'each':
      refuse(scope, item.domain.span, 'a choice behind a loop over a set in one step');
      return;
    default: {
      const { node } = item;
      const found = apart(scope, s => the(form(s, node.domain), 'set'));
      safe(found.safe);
      if (only) return;
      picked(walk, node, found.result, last, local);
    }
  }
}

function picked(
  walk: Walk,
  node: { readonly binder: BinderRef; readonly domain: Expr; readonly where: Expr | null },
  set: Extract<Form, { kind: 'set' }>,
  last: boolean,
  local: (wanted: string) => string,
): void {
  const { names } = walk.scope.program;
  const of = node.domain.type.kind === 'set' ? node.domain.type.of : node.binder.type;
  const listed =
    of.kind === 'int'
      ? set.elements()
      : elementsBy(names, of, v => isIn(names, node.domain.type, set, v));
  const values = listed.filter(e => !isNo(e.member)).map(e => e.value);
  if (of.kind === 'int' && values.some(v => textOf(v).value === undefined)) {
    refuse(walk.scope, node.domain.span, 'a choice among numbers that have no bounds');
    return;
  }
  if (values.length === 0) {
    walk.parts.push({ need: not(yes) });
    return;
  }
  const scope = param(walk, node.binder, of, local, values);
  const value = scope.env.get(node.binder.id);
  if (value !== undefined && !listed.every(e => isYes(e.member)))
    walk.parts.push({ need: isIn(names, node.domain.type, set, value) });
  walk.scope = scope;
  const { where } = node;
  if (where === null) return;
  const found = apart(scope, s => formula(s, where));
  if (!isYes(found.safe)) walk.parts.push(last ? { orFault: found.safe } : { need: found.safe });
  walk.parts.push({ need: found.result });
}
