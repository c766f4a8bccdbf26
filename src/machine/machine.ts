/**
 * The machine: the waist between the front ends, which make it, and the searches
 * and exporters, which eat it. Closed, finite, typed data; names, doc comments
 * and spans are kept for reports, quantifiers and parameters stay ungrounded.
 *
 * A state gives every variable a value: shared variables, locals and bindings of
 * every actor instance (as maps over the instance parameters, nested in their
 * order), and the place of every thread instance.
 *
 * What a step does is a graph of nodes. It is run from the node where it enters,
 * and each way through the graph that reaches `stop` or `done` is one transition.
 * A way that meets a false guard or an empty pick is no transition; one that
 * fails (assert, run-time error) is a transition without successor.
 */
import type { Span } from '../base/source.ts';
import type { BinderRef, Expr, Place, VariableId } from './expr.ts';
import type { Scalarset, Type } from './types.ts';
import type { Value } from './value.ts';

export type NodeId = number & { readonly brand?: 'NodeId' };
export type StepId = number & { readonly brand?: 'StepId' };
export type LocationId = number & { readonly brand?: 'LocationId' };

export interface Variable {
  readonly name: string;
  /** Of a family's local: a map over the instances. */
  readonly type: Type;
  /**
   * `binding`: constant copies (`let`, `pick`, `is`, parameters of procedures) and loop
   * cursors, of type option: `none` while out of scope. `place`: where a thread is.
   */
  readonly role: 'shared' | 'local' | 'binding' | 'place';
  /** The actor that owns it, or null. */
  readonly actor: string | null;
  /** How many parameters of the actor its maps are nested over. */
  readonly depth: number;
  /** Binders of the actor's parameters, free in `initial`. */
  readonly params: readonly BinderRef[];
  readonly initial: Initial;
  readonly doc: string | null;
  readonly span: Span;
}

/**
 * `each`: one value for each way to choose from the set, independently for every
 * innermost entry of the maps in the variable's declared type.
 */
export type Initial =
  | { readonly kind: 'value'; readonly expr: Expr }
  | { readonly kind: 'each'; readonly set: Expr; readonly entry: Type };

export type Node =
  /** The step ends; its thread is now here. */
  | { readonly kind: 'stop'; readonly location: LocationId }
  /** The body of an action, of `init` or of an `each` ends. */
  | { readonly kind: 'done' }
  /** From here on the transition is an execution of this step. First one wins. */
  | { readonly kind: 'step'; readonly step: StepId; readonly next: NodeId }
  | { readonly kind: 'assign'; readonly place: Place; readonly value: Expr; readonly next: NodeId }
  /** Binds for the rest of this step. */
  | {
      readonly kind: 'bind';
      readonly binder: BinderRef;
      readonly value: Expr;
      readonly next: NodeId;
    }
  /** `wait_until`, `when`, `assume`: false means that this way does not exist. */
  | {
      readonly kind: 'guard';
      readonly test: Expr;
      readonly assumed: boolean;
      readonly next: NodeId;
    }
  | {
      readonly kind: 'branch';
      readonly test: Expr;
      readonly then: NodeId;
      readonly otherwise: NodeId;
    }
  | { readonly kind: 'assert'; readonly assert: number; readonly test: Expr; readonly next: NodeId }
  /** `either`: every option is a way. */
  | { readonly kind: 'choose'; readonly options: readonly NodeId[]; readonly span: Span }
  /**
   * Every element of the set for which `where` (with `binder` bound) holds is a way. The
   * choice is an argument of the step under the binder's name.
   */
  | {
      readonly kind: 'pick';
      readonly binder: BinderRef;
      readonly domain: Expr;
      readonly where: Expr | null;
      readonly next: NodeId;
      readonly span: Span;
    }
  /** Counts the turns of a loop within one step; past 10,000 it fails (`runtime/loop`). */
  | { readonly kind: 'turn'; readonly loop: number; readonly next: NodeId; readonly span: Span }
  /**
   * The turns of a loop over an unordered set inside `atomic`: they commute, by typing.
   * `body` has no choices and ends in `done`. All turns are run; if some fail, the
   * failure that stands first in the text is the failure of the step.
   */
  | {
      readonly kind: 'each';
      readonly binder: BinderRef;
      readonly domain: Expr;
      readonly body: NodeId;
      readonly next: NodeId;
    };

/** What traces, coverage and patches call a step. */
export interface Step {
  readonly actor: string;
  /** Within the actor: `flush`, `invalidate_all.inv`, `3` (an unnamed statement). */
  readonly name: string;
  readonly doc: string | null;
  readonly span: Span;
  /** The patches that wrote it; empty for the base. */
  readonly patches: readonly string[];
  /** Its place in the text of the patched module: the order of declaration. */
  readonly order: number;
  /** Nobody wrote it: a choice that leads to the end of a thread without a step. */
  readonly implied?: true;
}

/** Where a thread can rest: before `enter`. */
export interface Location {
  readonly enter: NodeId;
  /** The steps that may come next, by the names of `at`. */
  readonly steps: readonly StepId[];
}

export interface Thread {
  readonly kind: 'thread';
  readonly name: string;
  readonly title: string | null;
  readonly params: readonly BinderRef[];
  readonly place: VariableId;
  /** Run in the initial state: silent statements up to the first step. Ends in `stop`. */
  readonly start: NodeId;
  readonly locations: readonly Location[];
  /** The location of a finished thread; it has no steps. */
  readonly finished: LocationId;
  readonly doc: string | null;
  readonly span: Span;
}

export interface Action {
  readonly step: StepId;
  /** Chosen among all values of their types, in order; arguments of the step. */
  readonly params: readonly BinderRef[];
  /** Ends in `done`; its first node is the `step` node. */
  readonly enter: NodeId;
}

export interface Device {
  readonly kind: 'device';
  readonly name: string;
  readonly title: string | null;
  readonly params: readonly BinderRef[];
  readonly actions: readonly Action[];
  readonly doc: string | null;
  readonly span: Span;
}

export type Actor = Thread | Device;

export interface Property {
  readonly kind: 'invariant' | 'transition' | 'cover';
  readonly name: string;
  readonly text: string | null;
  readonly formula: Expr;
  readonly doc: string | null;
  readonly span: Span;
}

/** An `assert`, known by its step and its text. */
export interface Assert {
  readonly step: string;
  /** The text after it, or the step's name with its actor where there is none. */
  readonly name: string;
  readonly span: Span;
}

export interface Fun {
  readonly name: string;
  readonly params: readonly BinderRef[];
  readonly body: Expr;
  readonly doc: string | null;
  readonly span: Span;
}

/** A row: what must happen next (after any steps, where `gap`). */
export interface ScenarioRow {
  readonly gap: boolean;
  readonly actor: string;
  /** The steps it may be: one, or all below a prefix. */
  readonly steps: readonly StepId[];
  /** Arguments of the instance, then of the step, by position; null is free. */
  readonly instance: readonly (Expr | null)[];
  readonly args: readonly (Expr | null)[];
  readonly then: Expr | null;
  readonly span: Span;
}

export interface Scenario {
  readonly text: string;
  /** Free in the rows; different names of one type are different values. */
  readonly params: readonly BinderRef[];
  /** Run on each initial state first; ends in `done`. */
  readonly from: NodeId | null;
  readonly rows: readonly ScenarioRow[];
  readonly possible: boolean;
  readonly span: Span;
}

/** One variant of a module with its parameters, ready to run. */
export interface Machine {
  readonly module: string;
  readonly variant: string;
  readonly patches: readonly string[];
  /** Parameters by name, in order of declaration. */
  readonly parameters: readonly {
    readonly name: string;
    readonly type: Type;
    readonly value: Value;
    /** It is the value that the declaration gives it. */
    readonly usual: boolean;
  }[];
  readonly scalarsets: readonly Scalarset[];
  readonly variables: readonly Variable[];
  /** In the order of the patched module: the order of counterexamples. */
  readonly actors: readonly Actor[];
  readonly steps: readonly Step[];
  readonly nodes: readonly Node[];
  /** `init { }`, run once; ends in `done`. */
  readonly init: NodeId | null;
  /** On parameters and initial states. */
  readonly assumes: readonly { readonly test: Expr; readonly span: Span }[];
  readonly funs: readonly Fun[];
  readonly properties: readonly Property[];
  readonly asserts: readonly Assert[];
  readonly scenarios: readonly Scenario[];
  /** `allow deadlock;` stands in the module. */
  readonly deadlockAllowed: boolean;
  readonly binderCount: number;
}
