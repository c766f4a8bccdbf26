/**
 * Names of a module: each is declared before it is used, once in its scope (TLA+ has no
 * shadowing), and used with as many arguments as it takes; operators are handed over where
 * operators are taken; primes stand on nothing primed already.
 */
import type { Bound, Definition, Module, Tla, Unit } from './tree.ts';

/** What a name takes: the arity of each parameter, 0 for a value. */
interface Sort {
  readonly takes: readonly number[];
}

/** A name in front of those around it; copying a map for each would take long. */
interface Scope {
  readonly name: string;
  readonly sort: Sort;
  readonly around: Scope | null;
}

const outermost: Scope = { name: 'BOOLEAN', sort: { takes: [] }, around: null };

function find(scope: Scope, name: string): Sort | undefined {
  for (let here: Scope | null = scope; here !== null; here = here.around) {
    if (here.name === name) return here.sort;
  }
  return undefined;
}

const value: Sort = { takes: [] };
const of = (...takes: readonly number[]): Sort => ({ takes });

const standard: Readonly<Record<string, Readonly<Record<string, Sort>>>> = {
  Integers: { Nat: value, Int: value },
  Sequences: {
    Seq: of(0),
    Len: of(0),
    Head: of(0),
    Tail: of(0),
    Append: of(0, 0),
    SubSeq: of(0, 0, 0),
    SelectSeq: of(0, 1),
  },
  FiniteSets: { Cardinality: of(0), IsFiniteSet: of(0) },
  TLC: { Assert: of(0, 0), Permutations: of(0), Print: of(0, 0), TLCEval: of(0) },
};

/** The module's names for a configuration, by what they are. */
export interface Known {
  readonly constants: readonly string[];
  readonly definitions: ReadonlyMap<string, Definition>;
}

/** Throws with a line where a name is wrong. */
export function checkNames(module: Module): Known {
  const given = module.extends.flatMap(name => Object.entries(standard[name] ?? unknown(name)));
  let scope = given.reduce((around, [name, sort]) => added(around, name, sort, 1), outermost);
  scope = added(scope, module.name, value, 1);
  scope = units(scope, module.units);
  return {
    constants: module.units.flatMap(u =>
      u.kind === 'declare' && u.what === 'CONSTANT' ? u.names : [],
    ),
    definitions: new Map(
      module.units.flatMap(u =>
        u.kind === 'define' ? [[u.definition.name, u.definition] as const] : [],
      ),
    ),
  };
}

function unknown(name: string): never {
  throw new Error(`no module is called ${name}`);
}

function added(scope: Scope, name: string, sort: Sort, line: number): Scope {
  if (find(scope, name) !== undefined) throw new Error(`line ${line}: ${name} is declared twice`);
  return { name, sort, around: scope };
}

function units(outer: Scope, all: readonly Unit[]): Scope {
  let scope = outer;
  const awaited = new Set<string>();
  for (const unit of all) {
    if (unit.kind === 'declare') {
      for (const name of unit.names) scope = added(scope, name, value, unit.line);
    } else if (unit.kind === 'recursive') {
      scope = added(
        scope,
        unit.name,
        of(...Array.from({ length: unit.arity }, () => 0)),
        unit.line,
      );
      awaited.add(unit.name);
    } else {
      const { definition } = unit;
      const sort = of(...definition.params.map(p => p.arity));
      if (awaited.delete(definition.name)) define(scope, definition);
      else if (definition.bounds !== null) {
        scope = added(scope, definition.name, sort, definition.line);
        define(scope, definition);
      } else {
        define(scope, definition);
        scope = added(scope, definition.name, sort, definition.line);
      }
    }
  }
  if (awaited.size > 0) throw new Error(`declared and not defined: ${[...awaited].join(', ')}`);
  return scope;
}

function define(scope: Scope, { params, bounds, body, line }: Definition): void {
  let inner = scope;
  for (const { name, arity } of params) {
    inner = added(inner, name, of(...Array.from({ length: arity }, () => 0)), line);
  }
  check(bound(inner, bounds ?? [], line), body);
}

function bound(scope: Scope, bounds: readonly Bound[], line: number): Scope {
  for (const { set } of bounds) check(scope, set);
  return bounds.reduce((inner, { name }) => added(inner, name, value, line), scope);
}

function check(scope: Scope, tla: Tla): void {
  const each = (all: readonly Tla[]): void => {
    for (const one of all) check(scope, one);
  };
  switch (tla.kind) {
    case 'literal':
      break;
    case 'name':
      used(scope, tla);
      break;
    case 'lambda':
      throw new Error(`line ${tla.line}: LAMBDA stands where a value is taken`);
    case 'infix':
      each([tla.left, tla.right]);
      break;
    case 'prefix':
    case 'field':
      check(scope, tla.of);
      break;
    case 'prime':
      if (primed(tla.of)) throw new Error('a prime stands on something primed');
      check(scope, tla.of);
      break;
    case 'apply':
      each([tla.of, ...tla.args]);
      break;
    case 'list':
    case 'tuple':
    case 'set':
      each(tla.items);
      break;
    case 'if':
      each([tla.test, tla.then, tla.otherwise]);
      break;
    case 'let':
      check(units(scope, tla.units), tla.body);
      break;
    case 'quantifier':
    case 'image':
    case 'function':
      check(bound(scope, tla.bounds, tla.line), tla.body);
      break;
    case 'choose':
      check(bound(scope, [tla.bound], tla.line), tla.body);
      break;
    case 'filter':
      check(bound(scope, [tla.bound], tla.line), tla.test);
      break;
    case 'functions':
      each([tla.from, tla.to]);
      break;
    case 'record':
    case 'records': {
      const names = tla.fields.map(([name]) => name);
      if (new Set(names).size < names.length) throw new Error(`a field twice: ${names.join(', ')}`);
      each(tla.fields.map(([, field]) => field));
      break;
    }
    case 'except':
      each([tla.of, ...tla.changes.flatMap(c => [...c.path, c.value])]);
      break;
    case 'box':
      each([tla.action, tla.vars]);
      break;
    default:
      tla satisfies never;
  }
}

function used(scope: Scope, { name, args, line }: Extract<Tla, { kind: 'name' }>): void {
  const sort = find(scope, name);
  if (sort === undefined) throw new Error(`line ${line}: ${name} is not declared`);
  if (sort.takes.length !== args.length)
    throw new Error(`line ${line}: ${name} takes ${sort.takes.length} arguments`);
  for (const [i, arg] of args.entries()) {
    const takes = sort.takes[i] ?? 0;
    if (takes === 0) check(scope, arg);
    else handed(scope, arg, takes, line);
  }
}

/** An operator that is handed over, by its name or as a LAMBDA. */
function handed(scope: Scope, arg: Tla, takes: number, line: number): void {
  if (arg.kind === 'lambda') {
    if (arg.params.length !== takes) throw new Error(`line ${line}: LAMBDA takes ${takes}`);
    const inner = arg.params.reduce((s, name) => added(s, name, value, line), scope);
    check(inner, arg.body);
    return;
  }
  const sort = arg.kind === 'name' && arg.args.length === 0 ? find(scope, arg.name) : undefined;
  if (sort?.takes.length !== takes)
    throw new Error(`line ${line}: an operator of ${takes} arguments is missing`);
}

function primed(tla: Tla): boolean {
  if (tla.kind === 'prime') return true;
  if (tla.kind === 'apply' || tla.kind === 'field') return primed(tla.of);
  return false;
}
