/** Constants, variables with their initial values, functions and procedures. */
import { sizeOf } from '../../../src/machine/domain.ts';
import type { Type } from '../../../src/machine/types.ts';
import { allOf, domainOf } from './domains.ts';
import {
  type Flow,
  type Fun,
  nothing,
  type Owner,
  type Root,
  type Scope,
  shared,
  type World,
  withName,
} from './model.ts';
import {
  canWrite,
  entryOf,
  keyType,
  membersAtHand,
  plainType,
  typeText,
  variableType,
} from './types.ts';

/** `config` and `const` declarations. */
export function declareConstants(w: World): readonly string[] {
  const { dice } = w;
  const text: string[] = [];
  if (dice.chance(30)) {
    const name = w.fresh('N');
    w.parameters.push({ name, high: 3 });
    w.settings.push({ name, values: ['0', '2'] });
    text.push(`config ${name}: 0 .. 3 = ${dice.between(0, 3)};`);
  }
  if (dice.chance(30)) text.push(constant(w, 'config', w.fresh('K')));
  if (dice.chance(45)) text.push(constant(w, 'const', w.fresh('C')));
  return text;
}

function constant(w: World, words: 'config' | 'const', name: string): string {
  const { dice, types } = w;
  const type: Type =
    types.enums.length > 0 && dice.chance(30) ? dice.of(types.enums) : { kind: 'bool' };
  w.roots.push({ head: name, depth: 0, tail: '', type, variable: '' });
  const values = type.kind === 'enum' ? type.members : ['true', 'false'];
  if (words === 'config') w.settings.push({ name, values });
  else if (type.kind === 'bool') w.constants.push(name);
  const value = dice.of(values);
  return `${words} ${name}: ${typeText(w, type)} = ${value};`;
}

/** What an initial value may say. */
export const constantScope = (w: World, roots: readonly Root[] = []): Scope => ({
  ...nothing,
  roots: [...w.roots.filter(root => root.variable === ''), ...roots],
  funs: w.funs.filter(fun => fun.reads.size === 0),
});

/** `: T = e;` or `: T in s;` of a variable. */
export function startingAt(w: World, type: Type, scope: Scope): string {
  const { dice } = w;
  const entry = entryOf(type);
  const text = typeText(w, type);
  if (!canWrite(entry, membersAtHand(scope))) return `: ${text} in ${members(w, entry, scope)};`;
  const entries = type.kind === 'map' ? sizeOf(type.key) : 1;
  if (entries <= 3 && entry === innermost(type) && dice.chance(18)) {
    return `: ${text} in ${few(w, entry, scope)};`;
  }
  const whole = type.kind === 'map' && canWrite(type, membersAtHand(scope)) && dice.chance(20);
  return `: ${text} = ${w.make.value(w, whole ? type : entry, scope, 1).text};`;
}

// Maps of maps would start in too many ways.
const innermost = (type: Type): Type => (type.kind === 'map' ? type.value : type);

function few(w: World, entry: Type, scope: Scope): string {
  const whole = allOf(w, entry);
  if (whole !== undefined && sizeOf(entry) <= 3 && w.dice.chance(40)) return whole.text;
  const items = [w.make.value(w, entry, scope, 0), w.make.value(w, entry, scope, 0)];
  return `{ ${items.map(item => `(${item.text})`).join(', ')} }`;
}

// Members have no names: all of them, or a value for each.
function members(w: World, entry: Type, scope: Scope): string {
  const of = w.types.scalarsets.find(s => canWrite(entry, new Set([s.name])));
  if (of === undefined) throw new Error('broken promise: one scalarset is enough');
  if (entry.kind === 'scalarset') return entry.name;
  const name = w.fresh('q');
  const body = w.make.value(w, entry, withName(scope, name, of), 1).text;
  return `{ (${body}) for ${name} in ${of.name} }`;
}

/** The shared variables, of so many values together. */
export function declareVariables(w: World, budget: number): readonly string[] {
  const text: string[] = [];
  let left = budget;
  for (let i = 0; i < 6 && (left >= 2 || i < 2); i++) {
    const type = variableType(w, Math.min(64, Math.max(4, left)));
    left /= sizeOf(type);
    const name = w.fresh('v');
    text.push(`var ${name}${startingAt(w, type, constantScope(w))}`);
    w.roots.push(shared(name, type));
  }
  return text;
}

/** `fun f(x: T): U = e;` */
export function declareFun(w: World): string {
  const { dice } = w;
  const params = Array.from({ length: dice.between(0, 2) }, () => ({
    name: w.fresh('a'),
    type: plainType(w),
  }));
  const pure = dice.chance(40);
  const base: Scope = pure ? constantScope(w) : { mode: 'code', roots: w.roots, funs: [...w.funs] };
  const scope = params.reduce((at, p) => withName(at, p.name, p.type), base);
  const boolean: Type = { kind: 'bool' };
  const wanted = dice.chance(50) ? boolean : dice.chance(50) ? keyType(w) : variableType(w, 30);
  const result = canWrite(wanted, membersAtHand(scope)) ? wanted : boolean;
  const name = w.fresh('g');
  w.funs.push(funOf(w, name, params, result, pure));
  const list = params.map(p => `${p.name}: ${typeText(w, p.type)}`).join(', ');
  return `fun ${name}(${list}): ${typeText(w, result)} = ${w.make.value(w, result, scope, 2).text};`;
}

function funOf(w: World, name: string, params: Fun['params'], result: Type, pure: boolean): Fun {
  // What is not pure counts as reading everything that there is.
  const reads = pure ? [] : w.roots.map(root => root.variable).filter(variable => variable !== '');
  return { name, params, result, reads: new Set(reads) };
}

/** `proc p(x: T, var y: U): R { }` */
export function declareProc(w: World): string {
  const { dice } = w;
  const name = w.fresh('p');
  const params = Array.from({ length: dice.between(0, 2) }, () => {
    const isVar = dice.chance(40);
    const places = w.roots.filter(root => root.variable !== '');
    const type = isVar ? dice.of(places).type : plainType(w);
    return { name: w.fresh('a'), type, isVar };
  });
  const result = dice.chance(40)
    ? resultOf(
        w,
        params.map(p => p.type),
      )
    : null;
  const owner: Owner = { path: name, kind: 'proc', labels: [], stepwise: false };
  const flow = procFlow(w, owner, params, result);
  const body = w.make.statements(w, flow, dice.between(1, 2));
  const last =
    result === null ? '' : ` return ${w.make.value(w, result, body.flow.scope, 1).text};`;
  w.procs.push({ name, params, result, owner });
  w.bodies.push({ owner, flow, result });
  const list = params.map(p => `${p.isVar ? 'var ' : ''}${p.name}: ${typeText(w, p.type)}`);
  const type = result === null ? '' : `: ${typeText(w, result)}`;
  return `proc ${name}(${list.join(', ')})${type} { ${body.text}${last} }`;
}

function resultOf(w: World, params: readonly Type[]): Type {
  const places = w.roots.filter(root => root.variable !== '');
  const wanted = w.dice.chance(30) ? keyType(w) : w.dice.of(places).type;
  const members = new Set(params.flatMap(p => (p.kind === 'scalarset' ? [p.name] : [])));
  return canWrite(wanted, members) ? wanted : { kind: 'bool' };
}

interface ProcParam {
  readonly name: string;
  readonly type: Type;
  readonly isVar: boolean;
}

function procFlow(w: World, owner: Owner, params: readonly ProcParam[], result: Type | null): Flow {
  const byPlace = params.flatMap(p => (p.isVar ? [shared(p.name, p.type)] : []));
  const base: Scope = { mode: 'code', roots: [...w.roots, ...byPlace], funs: [...w.funs] };
  const scope = params.reduce((at, p) => (p.isVar ? at : withName(at, p.name, p.type)), base);
  const places = [...w.roots.filter(root => root.variable !== ''), ...byPlace];
  return {
    owner,
    scope,
    places,
    atomic: false,
    assigned: false,
    inLoop: false,
    inTurns: false,
    procs: [...w.procs],
    returns: result ?? 'plain',
    depth: 2,
  };
}

/** `init { }`: picks and assignments. */
export function declareInit(w: World): string {
  const { dice } = w;
  const owner: Owner = { path: 'init', kind: 'init', labels: [], stepwise: false };
  const scope: Scope = { mode: 'code', roots: w.roots, funs: [...w.funs] };
  const places = w.roots.filter(root => root.variable !== '');
  const start: Flow = {
    owner,
    scope,
    places,
    atomic: true,
    assigned: false,
    inLoop: false,
    inTurns: false,
    procs: [],
    returns: 'none',
    depth: 1,
  };
  const name = w.fresh('x');
  const domain = domainOf(w, nothing, 0);
  const flow = { ...start, scope: withName(scope, name, domain.of) };
  return `init { pick ${name} in ${domain.text}; ${w.make.statements(w, flow, dice.between(1, 2)).text} }`;
}
