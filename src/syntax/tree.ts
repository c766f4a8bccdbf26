/**
 * The specification as written: a union of readonly records tagged `kind`, each
 * with its span. The Tree holds comments (for `format`) and nothing that was
 * computed; meaning begins in `semantics`. Its declarations stand here, the rest
 * beside it in `tree/`.
 */
import type { Source, Span } from '../base/source.ts';
import type { Expr, Path, TypeExpr } from './tree/expressions.ts';
import type { Comment, Commented, Name } from './tree/parts.ts';
import type { Block } from './tree/statements.ts';

export type * from './tree/expressions.ts';
export type * from './tree/parts.ts';
export type * from './tree/statements.ts';

/** `x: T` or `var x: T`. */
export interface Param {
  /** A `var` parameter stands for the place passed. */
  readonly isVar: boolean;
  readonly name: Name;
  readonly type: TypeExpr;
  readonly span: Span;
}

/** `f: T`, in `extend struct` with a value for what exists. */
export interface FieldDecl extends Commented {
  readonly name: Name;
  readonly type: TypeExpr;
  readonly value: Expr | null;
}

/** A case of a union, with the fields of its payload. */
export interface UnionCase extends Commented {
  readonly name: Name;
  readonly fields: readonly FieldDecl[];
}

/** A member of an enum. */
export interface EnumMember extends Commented {
  readonly name: Name;
}

/** `var x: T = e`, `var x: T in s`; in a thread or device, a local. */
export interface VarDecl extends Commented {
  readonly kind: 'var';
  readonly name: Name;
  readonly type: TypeExpr;
  /** `var x: T;` is an error of semantics: every variable has an initial value. */
  readonly initial: { readonly kind: 'value' | 'oneOf'; readonly expr: Expr } | null;
}

/** How a thread or an action is scheduled; comes with liveness. */
export type Fairness = 'fair' | 'strong fair' | 'unfair';

/** `action a(x: T) when e { ... }`. */
export interface ActionDecl extends Commented {
  readonly kind: 'action';
  readonly fairness: Fairness | null;
  readonly name: Name;
  readonly params: readonly Param[];
  readonly guard: Expr | null;
  readonly body: Block;
}

/** A thread, or a family of threads. */
export interface ThreadDecl extends Commented {
  readonly kind: 'thread';
  readonly fairness: Fairness | null;
  readonly name: Name;
  readonly params: readonly Param[];
  /** "CPU%i": how traces head its column. */
  readonly title: string | null;
  readonly locals: readonly VarDecl[];
  readonly body: Block;
}

/** A device, or a family of devices. */
export interface DeviceDecl extends Commented {
  readonly kind: 'device';
  readonly name: Name;
  readonly params: readonly Param[];
  readonly title: string | null;
  /** In the order written. */
  readonly members: readonly (VarDecl | ActionDecl)[];
  readonly inside: readonly Comment[];
}

/** `proc p(x: T, var y: U): R { ... }`. */
export interface ProcDecl extends Commented {
  readonly kind: 'proc';
  readonly name: Name;
  readonly params: readonly Param[];
  readonly result: TypeExpr | null;
  readonly body: Block;
}

/** `fun f(x: T): U = e;`. */
export interface FunDecl extends Commented {
  readonly kind: 'fun';
  readonly name: Name;
  readonly params: readonly Param[];
  readonly result: TypeExpr;
  readonly body: Expr;
}

/** `invariant n "text" = e;` and its like. */
export interface PropertyDecl extends Commented {
  readonly kind: 'invariant' | 'transition' | 'cover' | 'property';
  readonly name: Name;
  readonly text: string | null;
  readonly formula: Expr;
}

/** A row of a scenario: `...` before it is `gap`; `a.step(x, y) then e`. */
export interface ScenarioRow extends Commented {
  readonly gap: boolean;
  readonly path: Path;
  /** `null` where no list stands; `_` in a list is free too. */
  readonly args: readonly (Expr | null)[] | null;
  readonly then: Expr | null;
}

/** `K = 1` behind `with`. */
export interface Setting {
  readonly name: Name;
  readonly value: Expr;
}

/** A run that is possible, or is not. */
export interface ScenarioDecl extends Commented {
  readonly kind: 'scenario';
  readonly text: string;
  readonly params: readonly Param[];
  readonly settings: readonly Setting[];
  /** Assignments made to an initial state first. */
  readonly from: Block | null;
  readonly rows: readonly ScenarioRow[];
  /** `...` stands after the last row. */
  readonly gapAtEnd: boolean;
  readonly possible: boolean;
}

/** What a claim speaks of. */
export type ExpectTarget =
  | { readonly kind: 'named'; readonly name: Name; readonly span: Span }
  | { readonly kind: 'deadlock'; readonly span: Span }
  | { readonly kind: 'assert'; readonly path: Path; readonly span: Span }
  /** `runtime/range`. */
  | { readonly kind: 'code'; readonly code: string; readonly span: Span };

/** `S3 violated in 6` and `S4 holds`; no target means all properties. */
export interface ExpectClaim extends Commented {
  readonly target: ExpectTarget | null;
  readonly verdict: 'violated' | 'holds';
  readonly length: number | null;
}

/** What a variant is expected to show. */
export interface ExpectDecl extends Commented {
  readonly kind: 'expect';
  /** A variant, a series, or `s.2` of one. */
  readonly variant: Name;
  /** In the form `{ P violated; Q holds; }` as written, else one or more claims. */
  readonly braces: boolean;
  readonly claims: readonly ExpectClaim[];
  readonly settings: readonly Setting[];
}

/** An edit of a patch; paths as written. */
export type Edit =
  | (Commented & {
      readonly kind: 'editStmts';
      readonly where: 'replace' | 'before' | 'after';
      readonly path: Path;
      readonly body: Block;
    })
  | (Commented & { readonly kind: 'editRemove'; readonly path: Path })
  | (Commented & { readonly kind: 'editDecl'; readonly decl: Decl })
  | (Commented & {
      readonly kind: 'extendEnum';
      readonly name: Name;
      readonly members: readonly EnumMember[];
    })
  | (Commented & {
      readonly kind: 'extendStruct';
      readonly name: Name;
      readonly fields: readonly FieldDecl[];
    })
  | (Commented & {
      readonly kind: 'extendUnion';
      readonly name: Name;
      readonly cases: readonly UnionCase[];
    })
  | (Commented & {
      readonly kind: 'extendDevice';
      readonly name: Name;
      readonly members: readonly (VarDecl | ActionDecl)[];
    })
  | (Commented & {
      readonly kind: 'extendThread';
      readonly name: Name;
      readonly locals: readonly VarDecl[];
    });

/** A patch; what it adds and its edits in the order written. */
export interface PatchDecl extends Commented {
  readonly kind: 'patch';
  readonly name: Name;
  readonly subject: string | null;
  readonly requires: readonly Name[];
  readonly excludes: readonly Name[];
  readonly items: readonly (Edit | Decl)[];
  readonly inside: readonly Comment[];
}

/** A declaration. */
export type Decl =
  | (Commented & { readonly kind: 'module'; readonly name: Name })
  | (Commented & { readonly kind: 'import'; readonly path: string; readonly pathSpan: Span })
  | (Commented & { readonly kind: 'symmetric'; readonly name: Name; readonly size: Expr })
  | (Commented & {
      readonly kind: 'enum';
      readonly name: Name;
      readonly members: readonly EnumMember[];
    })
  | (Commented & {
      readonly kind: 'struct';
      readonly name: Name;
      readonly fields: readonly FieldDecl[];
    })
  | (Commented & {
      readonly kind: 'union';
      readonly name: Name;
      readonly cases: readonly UnionCase[];
    })
  | (Commented & { readonly kind: 'type'; readonly name: Name; readonly type: TypeExpr })
  | (Commented & {
      readonly kind: 'config';
      readonly name: Name;
      readonly type: TypeExpr;
      readonly value: Expr;
    })
  | (Commented & {
      readonly kind: 'const';
      readonly name: Name;
      readonly type: TypeExpr | null;
      readonly value: Expr;
    })
  | VarDecl
  | FunDecl
  | ProcDecl
  | (Commented & { readonly kind: 'init'; readonly body: Block })
  | ThreadDecl
  | DeviceDecl
  | PropertyDecl
  | ScenarioDecl
  | PatchDecl
  | (Commented & {
      readonly kind: 'variant';
      readonly name: Name;
      readonly parts: readonly [Name, ...Name[]];
      readonly settings: readonly Setting[];
    })
  | (Commented & {
      readonly kind: 'series';
      readonly name: Name;
      readonly patches: readonly [Name, ...Name[]];
      readonly settings: readonly Setting[];
    })
  | ExpectDecl
  /** `allow deadlock;`, and `allow stuck t;`, which comes with liveness. */
  | (Commented & {
      readonly kind: 'allow';
      readonly what: 'deadlock' | 'stuck';
      readonly thread: Name | null;
    })
  | (Commented & { readonly kind: 'assume'; readonly test: Expr });

/**
 * One parsed file. `broken` names what stood in declarations that did not parse,
 * so that their users are not reported a second time.
 */
export interface FileTree {
  readonly source: Source;
  readonly decls: readonly Decl[];
  readonly broken: readonly string[];
  /** After the last declaration. */
  readonly inside: readonly Comment[];
}
