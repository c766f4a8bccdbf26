/** Statements without statements in them: assignments, bindings, guards, checks. */
import { describe } from '../../../src/machine/describe.ts';
import { sizeOf } from '../../../src/machine/domain.ts';
import type { Type } from '../../../src/machine/types.ts';
import { binder } from './booleans.ts';
import { allOf, domainOf } from './domains.ts';
import { bound, label, mayWait, plain, stepwise, written } from './flows.ts';
import { type Flow, nothing, type Term, type World, type Written, withName } from './model.ts';
import { chosen, pathText, readAny, type Way, waysInto } from './reads.ts';
import { inside } from './terms.ts';
import { canSay, canWrite, membersAtHand, typeText } from './types.ts';

/** A place that can be assigned a value of its type, and its text. */
function target(
  w: World,
  flow: Flow,
  test: (way: Way) => boolean,
): { readonly text: string; readonly type: Type } | undefined {
  const members = membersAtHand(flow.scope);
  const able = waysInto(flow.places, members).filter(
    way => canWrite(way.type, members) && test(way),
  );
  const way = chosen(w, able);
  return way === undefined ? undefined : { text: pathText(w, way, flow.scope, 1), type: way.type };
}

// `x = x` changes nothing: seldom.
function other(w: World, place: string, make: () => Term): Term {
  const first = make();
  return first.text !== place || w.dice.chance(10) ? first : make();
}

/** `place = e;` */
export function assign(w: World, flow: Flow): Written | undefined {
  const whole = w.dice.chance(15);
  const place = target(
    w,
    flow,
    ({ type }) => whole || (type.kind !== 'map' && type.kind !== 'struct'),
  );
  if (place === undefined) return undefined;
  const value = other(w, place.text, () => w.make.value(w, place.type, flow.scope, 2));
  return plain(`${label(w, flow, {})}${place.text} = ${value.text};`, flow);
}

/** A statement that is a step whatever stands around it: for loops, which need one. */
export function step(w: World, flow: Flow): Written {
  const members = membersAtHand(flow.scope);
  const known = { needed: true, always: w.dice.chance(60) };
  const roots = flow.places.filter(root => w.roots.includes(root));
  const able = waysInto(roots, members).filter(
    ({ type, steps }) =>
      canWrite(type, members) && type.kind !== 'map' && steps.every(s => s.kind === 'key'),
  );
  const way = chosen(w, able);
  if (way === undefined) return plain(`${label(w, flow, { ...known, always: true })}skip;`, flow);
  const place = pathText(w, way, flow.scope, 1);
  const value = other(w, place, () => w.make.value(w, way.type, flow.scope, 2));
  return plain(`${label(w, flow, known)}${place} = ${value.text};`, flow);
}

/** `x += e;`, `s -= e;`, `q += e;`, behind a test that keeps it from failing, most of the time. */
export function accumulate(w: World, flow: Flow): Written | undefined {
  const place = target(
    w,
    flow,
    ({ type: { kind } }) => kind === 'range' || kind === 'set' || kind === 'seq',
  );
  if (place === undefined) return undefined;
  const { text, type } = place;
  const careful = !w.dice.chance(8);
  if (type.kind === 'range') return count(w, flow, text, type, careful);
  if (type.kind === 'seq')
    return w.dice.chance(60) ? push(w, flow, text, type, careful) : pop(w, flow, text);
  return type.kind === 'set' ? change(w, flow, text, type, careful) : undefined;
}

type Of<K extends Type['kind']> = Extract<Type, { readonly kind: K }>;

// `if` and `atomic { when }` keep a statement from failing in ways that differ for others.
function guarded(w: World, flow: Flow, test: string, act: string): Written {
  const name = label(w, flow, {});
  if (flow.atomic && (flow.owner.kind === 'init' || w.dice.chance(60)))
    return plain(`${name}if ${test} { ${act} }`, flow);
  if (flow.atomic) return plain(`when ${test}; ${name}${act}`, flow);
  if (w.dice.chance(70)) return plain(`${name}atomic { when ${test}; ${act} }`, flow);
  return plain(`${name}if ${test} { ${act} }`, flow);
}

function count(w: World, flow: Flow, place: string, type: Of<'range'>, careful: boolean): Written {
  const up = w.dice.chance(60);
  const steps = { kind: 'range', low: 0, high: 1 } as const;
  const amount = w.dice.chance(80)
    ? '1'
    : inside(w.dice, w.make.within(w, steps, flow.scope, 0), 1);
  const act = `${place} ${up ? '+=' : '-='} ${amount};`;
  if (!careful) return plain(`${label(w, flow, {})}${place} ${up ? '+=' : '-='} 1;`, flow);
  if (amount === '1')
    return guarded(w, flow, up ? `${place} < ${type.high}` : `${place} > ${type.low}`, act);
  const sum = `${place} ${up ? '+' : '-'} (${amount})`;
  return guarded(w, flow, `${sum} >= ${type.low} and ${sum} <= ${type.high}`, act);
}

function push(
  w: World,
  flow: Flow,
  place: string,
  type: Of<'seq'>,
  careful: boolean,
): Written | undefined {
  if (!canWrite(type.of, membersAtHand(flow.scope))) return undefined;
  const act = `${place} += ${w.make.value(w, type.of, flow.scope, 1).text};`;
  if (!careful) return plain(`${label(w, flow, {})}${act}`, flow);
  return guarded(w, flow, `len(${place}) < ${type.max}`, act);
}

function pop(w: World, flow: Flow, place: string): Written {
  const out = w.dice.chance(60)
    ? `let ${w.fresh('x')} = ${w.dice.of(['head', 'last'])}(${place}); `
    : '';
  return guarded(w, flow, `${place} != []`, `${out}${place} = tail(${place});`);
}

function change(
  w: World,
  flow: Flow,
  place: string,
  type: Of<'set'>,
  careful: boolean,
): Written | undefined {
  const { dice } = w;
  const op = dice.chance(60) ? '+=' : '-=';
  const single = canWrite(type.of, membersAtHand(flow.scope)) && dice.chance(70);
  const of = single
    ? w.make.value(w, type.of, flow.scope, 1)
    : w.make.set(w, type.of, flow.scope, 1);
  const act = `${place} ${op} ${of.text};`;
  if (type.max === null || op === '-=' || !careful)
    return plain(`${label(w, flow, {})}${act}`, flow);
  return guarded(
    w,
    flow,
    `count(${place}) < ${type.max}`,
    `${place} ${op} ${single ? of.text : '{}'};`,
  );
}

/** `atomic { pick x in T; place = x; }`: anything may come of it. */
export function scramble(w: World, flow: Flow): Written | undefined {
  const members = membersAtHand(flow.scope);
  const choices = (type: Type): boolean => allOf(w, type) !== undefined && sizeOf(type) <= 4;
  const able = waysInto(flow.places, members).filter(
    ({ type, steps }) => choices(type) && steps.every(s => s.kind === 'key' || s.kind === 'field'),
  );
  const way = chosen(w, able);
  const domain = way === undefined ? undefined : allOf(w, way.type);
  if (way === undefined || domain === undefined) return undefined;
  const name = w.fresh('x');
  const at = label(w, flow, { binds: { name, type: way.type } });
  const act = `pick ${name} in ${domain.text}; ${pathText(w, way, flow.scope, 0)} = ${name};`;
  if (flow.atomic) return { text: `${at}${act}`, flow: written(bound(flow, name, way.type)) };
  return { text: `${at}atomic { ${act} }`, flow: written(bound(flow, name, way.type)) };
}

/** `x! = e;`, `q[0] = e;`, behind a test that something is there. */
export function assignInside(w: World, flow: Flow): Written | undefined {
  const members = membersAtHand(flow.scope);
  const inner = (type: Type): boolean =>
    (type.kind === 'option' || (type.kind === 'seq' && type.max > 0)) && canWrite(type.of, members);
  const place = target(w, flow, ({ type }) => inner(type));
  if (place === undefined || (place.type.kind !== 'option' && place.type.kind !== 'seq'))
    return undefined;
  const { text, type } = place;
  const test = type.kind === 'option' ? `${text} is some _` : `${text} != []`;
  const value = w.make.value(w, type.of, flow.scope, 1).text;
  return guarded(w, flow, test, `${text}${type.kind === 'option' ? '!' : '[0]'} = ${value};`);
}

/** `let x = e;` of something read, or `let x: T = e;`. */
export function letName(w: World, flow: Flow): Written | undefined {
  const of = readAny(w, flow.scope, 1, type => type.kind !== 'map' && type.kind !== 'place');
  if (of === undefined) return undefined;
  const name = w.fresh('x');
  const typed =
    canSay(of.type, flow.scope) &&
    !(of.type.kind === 'struct' && of.type.name.includes('.')) &&
    w.dice.chance(40);
  const value = typed ? w.make.value(w, of.type, flow.scope, 2) : of;
  const at = label(w, flow, { binds: { name, type: of.type } });
  const type = typed ? `: ${typeText(w, of.type)}` : '';
  return { text: `${at}let ${name}${type} = ${value.text};`, flow: bound(flow, name, of.type) };
}

/** `pick x in S where e;` */
export function pick(w: World, flow: Flow): Written {
  const name = w.fresh('x');
  const init = flow.owner.kind === 'init';
  const { text, of } = domainOf(w, init ? nothing : flow.scope, 1);
  const where =
    !init && w.dice.chance(40)
      ? ` where ${w.make.bool(w, withName(flow.scope, name, of), 1).text}`
      : '';
  const at = label(w, flow, { binds: { name, type: of } });
  return { text: `${at}pick ${name} in ${text}${where};`, flow: bound(flow, name, of) };
}

/** `wait_until e;`, `when e;`, `assume e;`, at times with a name that the test binds. */
export function guard(w: World, flow: Flow): Written {
  const { dice } = w;
  const words = dice.weighed<string>([
    [mayWait(flow) ? 6 : 0, 'wait_until'],
    [4, 'when'],
    [1, 'assume'],
  ]);
  if (words === 'wait_until') stepwise(flow);
  const found = dice.chance(words === 'assume' ? 0 : 35) ? binder(w, flow.scope) : undefined;
  if (found === undefined) {
    const why = words === 'assume' && dice.chance(50) ? ' "as the hardware promises"' : '';
    const test = w.make.bool(w, flow.scope, 1).text;
    return { text: `${label(w, flow, {})}${words} ${test}${why};`, flow };
  }
  const { term, name, type } = found;
  const at = label(w, flow, { binds: { name, type } });
  return { text: `${at}${words} ${term.text};`, flow: bound(flow, name, type) };
}

/** `assert e;`, weak enough to hold often. */
export function check(w: World, flow: Flow): Written {
  const { dice } = w;
  const test = inside(dice, w.make.bool(w, flow.scope, 1), 5);
  const other = inside(dice, w.make.bool(w, flow.scope, 1), 5);
  const why = dice.chance(50) ? ' "as it should be"' : '';
  return { text: `${label(w, flow, {})}assert ${test} or ${other}${why};`, flow: written(flow) };
}

/** `l: skip;` */
export const rest = (w: World, flow: Flow): Written => ({
  text: `${label(w, flow, { always: true })}skip;`,
  flow,
});

/** Types that are written alike are the same. */
export const sameType = (a: Type, b: Type): boolean => describe(a) === describe(b);
