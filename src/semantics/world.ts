/**
 * What the passes of `semantics` share while one variant is turned into a Machine:
 * the names of the module, the variables, functions, nodes and steps made so far,
 * and where messages go. It lives for one `lower` and is the only mutable thing there.
 */
import type { Code } from '../base/codes.ts';
import type { Report } from '../base/diagnostic.ts';
import type { Span } from '../base/source.ts';
import type { BinderRef, Expr, VariableId } from '../machine/expr.ts';
import type {
  Assert,
  Fun,
  Location,
  Node,
  NodeId,
  Property,
  Scenario,
  Step,
  Variable,
} from '../machine/machine.ts';
import type { Type } from '../machine/types.ts';
import type { DeviceDecl, FunDecl, ProcDecl, ThreadDecl, Expr as Tree } from '../syntax/tree.ts';

/** What a name may stand for. */
export type Entity =
  | { readonly kind: 'type'; readonly type: Type }
  /** A parameter, a constant, a binding: how to read it. */
  | { readonly kind: 'value'; readonly expr: Expr }
  /** A shared variable, or a local of the actor whose text is read. */
  | { readonly kind: 'variable'; readonly id: VariableId }
  /** A `var` parameter: the place that was passed. */
  | { readonly kind: 'place'; readonly tree: Tree; readonly context: Context }
  | { readonly kind: 'fun'; readonly fun: FunEntity }
  | { readonly kind: 'proc'; readonly decl: ProcDecl }
  | { readonly kind: 'actor'; readonly actor: ActorEntity }
  /** A property: known, but no value. */
  | { readonly kind: 'property' }
  /** Declared in text that has an error of its own. */
  | { readonly kind: 'broken' };

export interface FunEntity {
  readonly decl: FunDecl;
  readonly params: readonly BinderRef[];
  readonly result: Type;
}

export interface ActorEntity {
  readonly decl: ThreadDecl | DeviceDecl;
  readonly params: readonly BinderRef[];
  /** By the name of the local. */
  readonly locals: Map<string, VariableId>;
  /** Of a thread. */
  readonly place: VariableId | null;
  readonly order: number;
}

/** Names in force at a place of the text; the outermost holds the module's. */
export interface Scope {
  readonly parent: Scope | null;
  readonly names: Map<string, { readonly entity: Entity; readonly span: Span }>;
}

/** What stands against calling a function; `absent`: this variant lacks a name in it. */
export type FunUse = 'ok' | 'property-only' | 'reads-state' | 'absent' | 'broken';

export interface World {
  readonly report: Report;
  /** How many errors were reported so far. */
  readonly errors: () => number;
  /** Properties and scenarios that no variant has: a name that is not here is wrong. */
  readonly strict: ReadonlySet<string>;
  /** Bodies with errors lack steps that the text has. */
  readonly bodies: { sound: boolean };
  /** Types of which it was told that they have too many values. */
  readonly large: Set<string>;
  /** Procedures of which it was told that they call themselves. */
  readonly recursive: Set<string>;
  /** Handed round here so that the files of `expressions` need not import each other in a circle. */
  readonly elaborate: Elaborate;
  readonly root: Scope;
  /** Every name that the base or any patch declares: what is not here is misspelt. */
  readonly known: ReadonlySet<string>;
  readonly variables: Variable[];
  readonly nodes: Node[];
  readonly steps: Step[];
  readonly asserts: Assert[];
  readonly funs: Map<string, Fun>;
  readonly properties: Property[];
  readonly scenarios: Scenario[];
  /** What `+=` and `-=` nodes do, for the rule about loops without order. */
  readonly accumulations: Map<NodeId, { readonly op: '+=' | '-='; readonly amount: Expr }>;
  readonly actors: Map<string, ActorEntity>;
  /** Locals of threads that properties read: `thread.local`. */
  readonly watched: ReadonlySet<string>;
  /** Locations by thread, filled when its body is built. */
  readonly places: Map<
    string,
    { readonly locations: readonly Location[]; readonly finished: number }
  >;
  /** The types of variables as declared, without the maps over instances. */
  readonly declaredAs: Map<VariableId, Type>;
  /** Parameters of actions, by `device.action`. */
  readonly actionParams: Map<string, readonly BinderRef[]>;
  /** Values of struct fields that a patch added, by `Struct.field`. */
  readonly defaults: Map<string, Expr>;
  /** Whether a function can be called from text of a mode; elaborates it at its first use. */
  readonly funUse: (name: string, mode: Context['mode']) => FunUse;
  /** Rules that a test switched off to show what they protect. */
  readonly off: ReadonlySet<Code>;
  /** Checks that need the finished graph. */
  readonly afterwards: (() => void)[];
  /** Calls of procedures that were written out. */
  calls: number;
  binders: number;
  loops: number;
}

/** What the text being read may say. */
export interface Context {
  readonly world: World;
  readonly scope: Scope;
  /** `transition` allows `next`; `property` and `transition` see locals of threads. */
  readonly mode: 'code' | 'property' | 'transition' | 'constant';
  /** Called for a name that another variant has; a property then does not exist here. */
  readonly absent: ((name: string) => void) | null;
}

/**
 * An expression with its names resolved and its type checked; null when that failed
 * and was reported. `expected` guides members, `none`, records and empty sets; the
 * result may be of another type, which the caller checks (`fitted`).
 */
export type Elaborate = (tree: Tree, context: Context, expected: Type | null) => Expr | null;

/** A fresh binder. */
export function binder(world: World, name: string, type: Type): BinderRef {
  return { id: world.binders++, name, type };
}

/** An inner scope. */
export const inside = (parent: Scope): Scope => ({ parent, names: new Map() });

/** What a name stands for, from the innermost scope outwards. */
export function lookup(
  scope: Scope,
  name: string,
): { readonly entity: Entity; readonly span: Span } | undefined {
  for (let at: Scope | null = scope; at !== null; at = at.parent) {
    const found = at.names.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** All names in force, innermost first, for suggestions. */
export function namesIn(scope: Scope): readonly string[] {
  const names: string[] = [];
  for (let at: Scope | null = scope; at !== null; at = at.parent) names.push(...at.names.keys());
  return names;
}
