/**
 * From a patched module to its Machine: names, then types and parameters, then
 * variables and functions, then bodies, then properties. All independent mistakes
 * are reported; there is a Machine only when there were none.
 */
import { invariant } from '../base/assertion.ts';
import type { Code } from '../base/codes.ts';
import type { Diagnostic, Report } from '../base/diagnostic.ts';
import type { Span } from '../base/source.ts';
import { sizeOf } from '../machine/domain.ts';
import type { Actor, Machine } from '../machine/machine.ts';
import type { Scalarset, Type } from '../machine/types.ts';
import type { Decl, Setting } from '../syntax/tree.ts';
import * as errors from './errors.ts';
import { elaborate } from './expressions/elaborate.ts';
import { joined, node } from './flow/graph.ts';
import { statements } from './flow/statements.ts';
import { lint } from './lints.ts';
import { buildActor, enterActor, localsOf, startFlow } from './module/actors.ts';
import { enterFun, funReader } from './module/funs.ts';
import { knownNames } from './module/known.ts';
import { checkLabels } from './module/labels.ts';
import { Names, uniqueNames } from './module/names.ts';
import { checkProc } from './module/procs.ts';
import { assumption, enterProperty, enterScenario } from './module/properties.ts';
import { enterVariable, initialise } from './module/variables.ts';
import { watchedLocals } from './module/watched.ts';
import { nameOf } from './patch/decls.ts';
import type { Module } from './patch/module.ts';
import type { Variant } from './patch/variants.ts';
import { textOf } from './patch/without.ts';
import { type Context, inside, type World } from './world.ts';

/** What a test may change about the passes. */
export interface LowerOptions {
  /** Rules to leave unchecked, so that a test can show what they protect. */
  readonly off?: ReadonlySet<Code>;
  /** Names of properties and texts of scenarios in which every name must exist; see orphans.ts. */
  readonly strict?: ReadonlySet<string>;
}

/** Most bits that a state may have. */
export const maxStateBits = 4096;

/** The Machine of a variant, `settings` over its own; undefined when something was reported. */
export function lower(
  module: Module,
  variant: Variant,
  settings: readonly Setting[],
  report: Report,
  options: LowerOptions = {},
): Machine | undefined {
  let failed = 0;
  const watch: Report = (diagnostic: Diagnostic) => {
    if (diagnostic.severity === 'error') failed += 1;
    report(diagnostic);
  };
  const decls = textOf(module, variant, watch);
  if (decls === undefined) return undefined;
  if (module.broken.size === 0) lint(module.decls, module.patches, watch);
  const made = (text: readonly Decl[]): Machine => {
    const world = newWorld(module, text, { report: watch, errors: () => failed }, options);
    const whole = assemble(variant, text, [...variant.settings, ...settings], {
      world,
      name: module.name?.text ?? '',
    });
    if (failed === 0 && module.broken.size === 0) checkTold(decls, world);
    return whole;
  };
  const machine = made(decls);
  const there = existing(decls, machine);
  // A property that this variant leaves out must not make steps of what it would look at.
  const final = failed > 0 || there.length === decls.length ? machine : made(there);
  return failed > 0 ? undefined : final;
}

/** The declarations without the properties and scenarios that the variant of the machine leaves out. */
export function existing(decls: readonly Decl[], machine: Machine): readonly Decl[] {
  const properties = new Set(machine.properties.map(p => p.name));
  const scenarios = new Set(machine.scenarios.map(s => s.text));
  return decls.filter(decl => {
    if (decl.kind === 'scenario') return scenarios.has(decl.text);
    const judged = decl.kind === 'invariant' || decl.kind === 'transition' || decl.kind === 'cover';
    return !judged || properties.has(decl.name.text);
  });
}

function assemble(
  variant: Variant,
  decls: readonly Decl[],
  settings: readonly Setting[],
  { world, name }: { readonly world: World; readonly name: string },
): Machine {
  const context: Context = { world, scope: world.root, mode: 'code', absent: null };
  const names = enterNames(decls, settings, context);
  const actors = build(decls, context);
  const rest = finish(decls, context);
  checkBits(decls, world);
  return {
    module: name,
    variant: variant.name,
    patches: variant.patches.map(p => p.name.text),
    parameters: names.parameters,
    scalarsets: scalarsets(world),
    variables: world.variables,
    actors,
    steps: world.steps,
    nodes: world.nodes,
    ...rest,
    funs: [...world.funs.values()],
    properties: world.properties,
    asserts: world.asserts,
    scenarios: world.scenarios,
    deadlockAllowed: decls.some(d => d.kind === 'allow' && d.what === 'deadlock'),
    binderCount: world.binders,
  };
}

function newWorld(
  module: Module,
  decls: readonly Decl[],
  telling: Pick<World, 'report' | 'errors'>,
  options: LowerOptions,
): World {
  const root = inside({ parent: null, names: new Map() });
  const world: World = {
    ...telling,
    elaborate,
    root: { parent: null, names: root.names },
    known: new Set([...knownNames(module.decls, module.patches), ...module.broken]),
    variables: [],
    nodes: [],
    steps: [],
    asserts: [],
    funs: new Map(),
    properties: [],
    scenarios: [],
    accumulations: new Map(),
    actors: new Map(),
    watched: watchedLocals(decls),
    places: new Map(),
    declaredAs: new Map(),
    actionParams: new Map(),
    defaults: new Map(),
    funUse: funReader(() => world),
    off: options.off ?? new Set(),
    strict: options.strict ?? new Set(),
    recursive: new Set(),
    large: new Set(),
    bodies: { sound: true },
    afterwards: [],
    calls: 0,
    binders: 0,
    loops: 0,
  };
  const start: Span = { source: module.sources[0] ?? { path: '', text: '' }, start: 0, end: 0 };
  // What is declared twice could mean either, so its uses are not judged.
  for (const name of [...module.broken, ...declaredTwice(decls)]) {
    world.root.names.set(name, { entity: { kind: 'broken' }, span: start });
  }
  return world;
}

// What is broken and was not told would be left out in silence, and a verdict given on the rest.
// Names declared twice were told by `moduleOf`, and what depends on them is broken too.
function checkTold(decls: readonly Decl[], world: World): void {
  if (declaredTwice(decls).length > 0) return;
  for (const [name, { entity }] of world.root.names) {
    invariant(entity.kind !== 'broken', `why \`${name}\` is broken was told`);
  }
}

function declaredTwice(decls: readonly Decl[]): readonly string[] {
  const names = decls.flatMap(decl => nameOf(decl)?.text ?? []);
  return names.filter((name, i) => names.indexOf(name) < i);
}

function enterNames(decls: readonly Decl[], settings: readonly Setting[], context: Context): Names {
  const { world } = context;
  const names = new Names(context, settings);
  names.enter(decls);
  const free = (name: string): boolean => !world.root.names.has(name);
  for (const decl of decls) {
    if (decl.kind === 'fun' && free(decl.name.text)) enterFun(decl, context);
    if (decl.kind === 'proc' && free(decl.name.text)) {
      world.root.names.set(decl.name.text, {
        entity: { kind: 'proc', decl },
        span: decl.name.span,
      });
    }
    if (decl.kind === 'var' && free(decl.name.text)) {
      const id = enterVariable(decl, null, context);
      const entity =
        id === null ? ({ kind: 'broken' } as const) : ({ kind: 'variable', id } as const);
      world.root.names.set(decl.name.text, { entity, span: decl.name.span });
    }
    if (
      (decl.kind === 'invariant' || decl.kind === 'transition' || decl.kind === 'cover') &&
      free(decl.name.text)
    ) {
      world.root.names.set(decl.name.text, { entity: { kind: 'property' }, span: decl.name.span });
    }
    if ((decl.kind === 'thread' || decl.kind === 'device') && free(decl.name.text))
      enterActor(decl, context);
  }
  for (const decl of decls) initials(decl, context);
  return names;
}

function initials(decl: Decl, context: Context): void {
  const { world } = context;
  if (decl.kind === 'var') {
    const found = world.root.names.get(decl.name.text)?.entity;
    if (found?.kind === 'variable') initialise(decl, found.id, context);
  }
  if (decl.kind === 'thread' || decl.kind === 'device') {
    const actor = world.actors.get(decl.name.text);
    uniqueNames(
      localsOf(decl).map(l => l.name),
      context,
    );
    for (const local of localsOf(decl)) {
      const id = actor?.locals.get(local.name.text);
      if (id !== undefined) initialise(local, id, context);
    }
  }
}

function build(decls: readonly Decl[], context: Context): readonly Actor[] {
  const { world } = context;
  for (const decl of decls) {
    if (decl.kind === 'proc') checkProc(decl, context);
    checkLabels(decl, context);
  }
  const actors = [...world.actors.values()].map(actor => buildActor(actor, context));
  for (const check of world.afterwards) check();
  world.bodies.sound = world.errors() === 0;
  for (const decl of decls) if (decl.kind === 'fun') world.funUse(decl.name.text, 'property');
  return actors;
}

type Rest = Pick<Machine, 'init' | 'assumes'>;

function finish(decls: readonly Decl[], context: Context): Rest {
  const inits = decls.flatMap(d => (d.kind === 'init' ? [d] : []));
  const [init, again] = inits;
  if (again !== undefined && init !== undefined)
    context.world.report(errors.twice(again.span, 'init', init.span));
  const entry = init === undefined ? null : initNode(init, context);
  for (const decl of decls) {
    if (
      decl.kind === 'invariant' ||
      decl.kind === 'transition' ||
      decl.kind === 'cover' ||
      decl.kind === 'property'
    )
      enterProperty(decl, context);
    if (decl.kind === 'scenario') enterScenario(decl, context);
  }
  const assumes = decls.flatMap(d =>
    d.kind === 'assume' ? (assumption(d.test, context) ?? []) : [],
  );
  return { init: entry, assumes };
}

function initNode(decl: Decl & { kind: 'init' }, context: Context): number {
  const { world } = context;
  const owner = { name: 'init', self: [], keeps: false, rests: [] };
  const done = joined(node(world, () => ({ kind: 'done' })));
  const flow = { ...startFlow(context, inside(world.root), owner, decl), atomic: { step: 'init' } };
  const entry = statements(decl.body.statements, {
    ...flow,
    returnTo: { pair: done, depth: 0, give: null, type: null },
  })
    .make(done)
    .enter();
  for (const check of world.afterwards.splice(0)) check();
  return entry;
}

function scalarsets(world: World): readonly Scalarset[] {
  return [...world.root.names.values()].flatMap(({ entity }) =>
    entity.kind === 'type' && entity.type.kind === 'scalarset' ? [entity.type] : [],
  );
}

/** How many bits a value of the type takes, packed. */
export function bitsOf(type: Type): number {
  if (type.kind === 'map') return sizeOf(type.key) * bitsOf(type.value);
  if (type.kind === 'set' && type.max === null) return sizeOf(type.of);
  if (type.kind === 'struct') return type.fields.reduce((sum, f) => sum + bitsOf(f.type), 0);
  if (type.kind === 'seq') return Math.ceil(Math.log2(type.max + 1)) + type.max * bitsOf(type.of);
  if (type.kind === 'set')
    return Math.ceil(Math.log2((type.max ?? 0) + 1)) + (type.max ?? 0) * bitsOf(type.of);
  if (type.kind === 'option') return bitsOf(type.of) + 1;
  if (type.kind === 'union') {
    const most = Math.max(
      0,
      ...type.cases.map(c => c.fields.reduce((sum, f) => sum + bitsOf(f.type), 0)),
    );
    return Math.ceil(Math.log2(Math.max(1, type.cases.length))) + most;
  }
  return Math.ceil(Math.log2(Math.max(1, sizeOf(type))));
}

function checkBits(decls: readonly Decl[], world: World): void {
  const bits = world.variables.map(v => ({ name: v.name, span: v.span, bits: bitsOf(v.type) }));
  const total = bits.reduce((sum, v) => sum + v.bits, 0);
  const largest = [...bits].sort((a, b) => b.bits - a.bits);
  const first = largest[0];
  if (total <= maxStateBits || first === undefined || decls.length === 0) return;
  const factors = largest
    .slice(0, 4)
    .map(v => `${v.name} ${v.bits}`)
    .join(', ');
  world.report(
    errors.tooLarge(
      first.span,
      'a state',
      `${total} bits`,
      `at most ${maxStateBits}; the largest: ${factors}`,
    ),
  );
}
