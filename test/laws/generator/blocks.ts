/** Statements that hold statements: branches, loops that go in order, `either`, `match`, `atomic`. */
import { hasScalarset } from '../../../src/machine/relate.ts';
import { binder } from './booleans.ts';
import { type Domain, domainOf, setInForce } from './domains.ts';
import { bound, deeper, label, mayWait, plain, stepwise } from './flows.ts';
import type { Flow, World, Written } from './model.ts';
import { chosen, pathText, readAny, waysInto } from './reads.ts';
import { step } from './simple.ts';
import { membersAtHand } from './types.ts';

const block = (w: World, flow: Flow, size: number): string => w.make.block(w, deeper(flow), size);

/** A block that begins with a step. */
function stepFirst(w: World, flow: Flow, size: number): string {
  const first = step(w, flow);
  const { text } = w.make.statements(w, deeper(first.flow), size);
  return `{ ${first.text} ${text} }`;
}

/** `if e { } else if f { } else { }`. */
export function branch(w: World, flow: Flow): Written {
  const { dice } = w;
  const at = label(w, flow, {});
  const found = dice.chance(30) ? binder(w, flow.scope) : undefined;
  const test = found?.term ?? w.make.bool(w, flow.scope, 2);
  const inner = found === undefined ? flow : bound(flow, found.name, found.type);
  let text = `${at}if ${test.text} ${block(w, inner, dice.between(1, 2))}`;
  if (dice.chance(20))
    text += ` else if ${w.make.bool(w, flow.scope, 1).text} ${block(w, flow, 1)}`;
  if (dice.chance(40)) text += ` else ${block(w, flow, 1)}`;
  return plain(text, flow);
}

/** `if e { x; break; }`: a jump behind something that shows it. */
export function jump(w: World, flow: Flow): Written | undefined {
  const { dice } = w;
  const words = [
    ...(flow.inLoop ? ['break;', 'continue;'] : []),
    ...(flow.returns === 'plain' ? ['return;'] : []),
  ];
  const value =
    typeof flow.returns === 'string' ? null : w.make.value(w, flow.returns, flow.scope, 1);
  if (value !== null) words.push(`return ${value.text};`);
  if (words.length === 0) return undefined;
  const at = label(w, flow, {});
  const test = w.make.bool(w, flow.scope, 1).text;
  return plain(`${at}if ${test} { ${step(w, flow).text} ${dice.of(words)} }`, flow);
}

// A procedure with such a loop is not called within a step: there it might never end.
function goesInSteps(flow: Flow): boolean {
  if (!mayWait(flow)) return false;
  stepwise(flow);
  return true;
}

/** `while e { }`; inside a step one that ends. */
export function whileLoop(w: World, flow: Flow): Written | undefined {
  if (flow.atomic) return counting(w, flow);
  if (!goesInSteps(flow)) return undefined;
  const at = label(w, flow, {});
  const found = w.dice.chance(25) ? binder(w, flow.scope) : undefined;
  const test = found?.term ?? w.make.bool(w, flow.scope, 1);
  const inner = found === undefined ? flow : bound(flow, found.name, found.type);
  return plain(`${at}while ${test.text} ${stepFirst(w, { ...inner, inLoop: true }, 1)}`, flow);
}

function counting(w: World, flow: Flow): Written | undefined {
  const members = membersAtHand(flow.scope);
  const counters = waysInto(flow.places, members).filter(
    ({ type, steps }) => type.kind === 'range' && steps.every(s => s.kind === 'field'),
  );
  const way = chosen(w, counters);
  if (way?.type.kind !== 'range') return undefined;
  const place = pathText(w, way, flow.scope, 0);
  return plain(`${label(w, flow, {})}while ${place} < ${way.type.high} { ${place} += 1; }`, flow);
}

/** `forever { }` with a way out, inside a body. */
export function foreverLoop(w: World, flow: Flow): Written | undefined {
  if (flow.atomic || !goesInSteps(flow)) return undefined;
  const at = label(w, flow, { isStep: false });
  const inner = deeper({ ...flow, inLoop: true });
  const first = step(w, inner);
  const test = w.make.bool(w, first.flow.scope, 1).text;
  const out = `if ${test} { ${step(w, inner).text} break; }`;
  const last = w.make.statements(w, first.flow, 1).text;
  return plain(`${at}forever { ${first.text} ${out} ${last} }`, flow);
}

/** `for x in S { }` in an order; outside `atomic` also without one. */
export function forLoop(w: World, flow: Flow): Written | undefined {
  const domain = loopDomain(w, flow);
  if (domain === undefined) return undefined;
  const at = label(w, flow, {});
  const name = w.fresh('x');
  const inTurns = flow.inTurns || (flow.atomic && w.dice.chance(85));
  const inner = bound({ ...flow, inLoop: true, inTurns, assigned: true }, name, domain.of);
  const body = flow.atomic ? block(w, inner, 2) : stepFirst(w, inner, 1);
  return plain(`${at}for ${name} in ${domain.text} ${body}`, flow);
}

function loopDomain(w: World, flow: Flow): Domain | undefined {
  if (w.dice.chance(40)) {
    const of = readAny(w, flow.scope, 1, type => type.kind === 'seq');
    if (of?.type.kind === 'seq') return { text: of.text, of: of.type.of, isFixed: false };
  }
  const set = w.dice.chance(25) ? setInForce(w, flow.scope, 1) : undefined;
  const domain = set ?? domainOf(w, flow.scope, 1);
  if (!hasScalarset(domain.of)) return domain;
  return !flow.atomic && goesInSteps(flow) ? domain : undefined;
}

/** `either { } or { }`. */
export function choice(w: World, flow: Flow): Written {
  const { dice } = w;
  const at = label(w, flow, { isStep: false });
  const branches = Array.from({ length: dice.chance(25) ? 3 : 2 }, () =>
    dice.chance(6) ? '{ }' : block(w, flow, dice.between(1, 2)),
  );
  return plain(`${at}either ${branches.join(' or ')}`, flow);
}

/** `match e { case p { } else { } }` of an option, a union or an enum. */
export function match(w: World, flow: Flow): Written | undefined {
  const { dice, types } = w;
  const of = readAny(
    w,
    flow.scope,
    1,
    ({ kind }) => kind === 'option' || kind === 'union' || kind === 'enum',
  );
  if (of === undefined) return undefined;
  const { type } = of;
  const at = label(w, flow, {});
  const isOpen = (type.kind === 'enum' || type.kind === 'union') && types.open.has(type.name);
  const cases = casesOf(w, flow, of.type);
  const hasElse = isOpen || dice.chance(30);
  const kept = hasElse ? cases.slice(0, Math.max(1, cases.length - 1)) : cases;
  const arms = kept.map(({ pattern, inner }) => `case ${pattern} ${block(w, inner, 1)}`);
  const last = hasElse ? ` else ${block(w, flow, 1)}` : '';
  return plain(`${at}match ${of.text} { ${arms.join(' ')}${last} }`, flow);
}

interface Case {
  readonly pattern: string;
  readonly inner: Flow;
}

function casesOf(w: World, flow: Flow, type: Flow['returns']): readonly Case[] {
  if (typeof type === 'string') return [];
  const name = w.fresh('b');
  if (type.kind === 'option') {
    const some = { pattern: `some ${name}`, inner: bound(flow, name, type.of) };
    return [{ pattern: 'none', inner: flow }, some];
  }
  if (type.kind === 'enum') return type.members.map(pattern => ({ pattern, inner: flow }));
  if (type.kind !== 'union') return [];
  return type.cases.map(({ name: tag, fields }) => {
    if (fields.length === 0 || w.dice.chance(30)) return { pattern: tag, inner: flow };
    const own = w.fresh('b');
    const payload = { kind: 'struct', name: `${type.name}.${tag}`, fields } as const;
    return { pattern: `${tag} ${own}`, inner: bound(flow, own, payload) };
  });
}

/** `atomic { }`; what it binds stays in force behind it. */
export function atomic(w: World, flow: Flow): Written {
  const inner = deeper({ ...flow, atomic: true, assigned: !mayWait(flow) });
  const { text, flow: end } = w.make.statements(w, inner, w.dice.between(1, 3));
  const binds = end.scope.roots.length > flow.scope.roots.length ? 'several' : null;
  const at = label(w, flow, { binds });
  const after: Flow = { ...flow, scope: end.scope, assigned: true };
  return { text: `${at}atomic { ${text} }`, flow: after };
}

/** `{ }` on its own. */
export function inner(w: World, flow: Flow): Written {
  return plain(`${label(w, flow, { isStep: false })}${block(w, flow, 2)}`, flow);
}
