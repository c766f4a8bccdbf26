/**
 * The tree of a WebAssembly module: expressions typed by what they give, statements,
 * functions. A local is itself an expression (its value); labels, functions and globals
 * are objects with identity, and `encode.ts` turns them into numbers. The types of
 * TypeScript keep i32 and i64 apart. `asm.ts` builds it.
 */
import type { ChangeName, LoadName, OperationName, StoreName, ValueType } from './opcodes.ts';

interface Const<T> {
  readonly kind: 'const';
  readonly type: T;
  readonly value: bigint;
}

/** A local of the function that made it; as an expression, its value. */
export interface Local<T extends ValueType = ValueType> {
  readonly kind: 'local';
  readonly type: T;
  readonly index: number;
}

/** A mutable global of the instance, by identity; as an expression, its value. */
export interface Global<T extends ValueType = ValueType> {
  readonly kind: 'global';
  readonly type: T;
  readonly initial: bigint;
}

/** Sets the local and gives the value. */
interface Tee<T> {
  readonly kind: 'tee';
  readonly type: T;
  readonly local: number;
  readonly value: Expr;
}

interface Compute<T> {
  readonly kind: 'op';
  readonly type: T;
  readonly op: OperationName;
  readonly operands: readonly Expr[];
}

interface Load<T> {
  readonly kind: 'load';
  readonly type: T;
  readonly op: LoadName;
  readonly address: I32;
  readonly offset: number;
}

interface Change<T> {
  readonly kind: 'change';
  readonly type: T;
  readonly op: ChangeName;
  readonly address: I32;
  readonly values: readonly Expr[];
  readonly offset: number;
}

/** `select` evaluates both values, `choose` one of them. */
interface Either<T> {
  readonly kind: 'select' | 'choose';
  readonly type: T;
  readonly test: I32;
  readonly then: Expr;
  readonly otherwise: Expr;
}

/** Statements, then a value. */
interface After<T> {
  readonly kind: 'after';
  readonly type: T;
  readonly first: readonly Stmt[];
  readonly value: Expr;
}

interface Call<T> {
  readonly kind: 'call';
  readonly type: T;
  readonly func: Func;
  readonly args: readonly Expr[];
}

/** An expression; evaluating it may touch memory, locals and globals where its kind says so. */
export type Expr<T extends ValueType = ValueType> =
  | Const<T>
  | Local<T>
  | Global<T>
  | Tee<T>
  | Compute<T>
  | Load<T>
  | Change<T>
  | Either<T>
  | After<T>
  | Call<T>;

export type I32 = Expr<'i32'>;
export type I64 = Expr<'i64'>;
export type V128 = Expr<'v128'>;

/** Where a branch goes: behind the block, or to the start of the loop, that has it. */
export interface Label {
  readonly name: string;
}

export type Stmt =
  | { readonly kind: 'set'; readonly local: number; readonly value: Expr }
  | { readonly kind: 'setGlobal'; readonly global: Global; readonly value: Expr }
  | {
      readonly kind: 'store';
      readonly op: StoreName;
      readonly address: I32;
      readonly value: Expr;
      readonly offset: number;
    }
  | { readonly kind: 'drop'; readonly value: Expr }
  | {
      readonly kind: 'if';
      readonly test: I32;
      readonly then: readonly Stmt[];
      readonly otherwise: readonly Stmt[];
    }
  | { readonly kind: 'block' | 'loop'; readonly label: Label; readonly body: readonly Stmt[] }
  | { readonly kind: 'br'; readonly label: Label }
  | { readonly kind: 'brIf'; readonly label: Label; readonly test: I32 }
  | {
      readonly kind: 'brTable';
      readonly on: I32;
      readonly labels: readonly Label[];
      readonly otherwise: Label;
    }
  | { readonly kind: 'return'; readonly values: readonly Expr[] }
  /** Calls, and puts the results into locals, in order. */
  | {
      readonly kind: 'call';
      readonly func: Func;
      readonly args: readonly Expr[];
      readonly into: readonly Local[];
    }
  | { readonly kind: 'fill'; readonly to: I32; readonly byte: I32; readonly bytes: I32 }
  | { readonly kind: 'copy'; readonly to: I32; readonly from: I32; readonly bytes: I32 }
  | { readonly kind: 'unreachable' };

/** A function under construction or done; `define` gives it its body, once. */
export interface Func {
  readonly name: string;
  readonly params: readonly ValueType[];
  readonly results: readonly ValueType[];
  /** The locals after the parameters. */
  readonly locals: ValueType[];
  body: readonly Stmt[];
}

/** A module with one imported memory (`env.memory`) and what it exports by name. */
export interface Module {
  /** Pages of 64 KiB. */
  readonly memory: { readonly least: number; readonly most: number; readonly shared: boolean };
  readonly exports: Readonly<Record<string, Func>>;
}
