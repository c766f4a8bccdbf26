/**
 * Builders of WebAssembly trees, made to be written by hand: `i64.and(a, b)`,
 * `set(x, i32.add(x, i32.of(1)))`. A tree that compiles here validates, but for the
 * placement of branches and the arguments of calls.
 */
import type { ChangeName, LoadName, OperationName, StoreName, ValueType } from './opcodes.ts';
import type { Expr, Func, Global, I32, I64, Label, Local, Stmt, V128 } from './tree.ts';

export type { Expr, Func, Global, I32, I64, Label, Local, Module, Stmt, V128 } from './tree.ts';

/** A new function. The bodies that call it may be written before its own. */
export const func = (
  name: string,
  params: readonly ValueType[],
  results: readonly ValueType[],
): Func => ({ name, params, results, locals: [], body: [] });

/** The parameter of a number, from 0. */
export const param = <T extends ValueType>(type: T, index: number): Local<T> => ({
  kind: 'local',
  type,
  index,
});

/** A new local of a function; it holds 0 at the start. */
export const local = <T extends ValueType>(of: Func, type: T): Local<T> => {
  of.locals.push(type);
  return { kind: 'local', type, index: of.params.length + of.locals.length - 1 };
};

/** A new mutable global. Every instance has its own. */
export const global = <T extends ValueType>(type: T, initial: number | bigint = 0): Global<T> => ({
  kind: 'global',
  type,
  initial: BigInt(initial),
});

/** A new label. */
export const label = (name = ''): Label => ({ name });

const op = <T extends ValueType>(
  type: T,
  name: OperationName,
  operands: readonly Expr[],
): Expr<T> => ({
  kind: 'op',
  type,
  op: name,
  operands,
});

const load =
  <T extends ValueType>(type: T, name: LoadName) =>
  (address: I32, offset = 0): Expr<T> => ({ kind: 'load', type, op: name, address, offset });

const store =
  <T extends ValueType>(_: T, name: StoreName) =>
  (address: I32, value: Expr<T>, offset = 0): Stmt => ({
    kind: 'store',
    op: name,
    address,
    value,
    offset,
  });

const change =
  <T extends ValueType>(type: T, name: ChangeName) =>
  (address: I32, value: Expr<T>, offset = 0): Expr<T> => ({
    kind: 'change',
    type,
    op: name,
    address,
    values: [value],
    offset,
  });

const exchange =
  <T extends ValueType>(type: T, name: ChangeName) =>
  (address: I32, expected: Expr<T>, value: Expr<T>, offset = 0): Expr<T> => ({
    kind: 'change',
    type,
    op: name,
    address,
    values: [expected, value],
    offset,
  });

const i32Binary =
  (name: OperationName) =>
  (left: I32, right: I32): I32 =>
    op('i32', name, [left, right]);
const i64Binary =
  (name: OperationName) =>
  (left: I64, right: I64): I64 =>
    op('i64', name, [left, right]);
const i64Compare =
  (name: OperationName) =>
  (left: I64, right: I64): I32 =>
    op('i32', name, [left, right]);

/** Builders of 32-bit expressions; addresses and truths are i32. */
export const i32 = {
  of: (value: number): I32 => ({ kind: 'const', type: 'i32', value: BigInt(value | 0) }),
  eqz: (value: I32): I32 => op('i32', 'i32.eqz', [value]),
  clz: (value: I32): I32 => op('i32', 'i32.clz', [value]),
  ctz: (value: I32): I32 => op('i32', 'i32.ctz', [value]),
  popcnt: (value: I32): I32 => op('i32', 'i32.popcnt', [value]),
  wrap: (value: I64): I32 => op('i32', 'i32.wrap_i64', [value]),
  eq: i32Binary('i32.eq'),
  ne: i32Binary('i32.ne'),
  ltS: i32Binary('i32.lt_s'),
  ltU: i32Binary('i32.lt_u'),
  gtS: i32Binary('i32.gt_s'),
  gtU: i32Binary('i32.gt_u'),
  leS: i32Binary('i32.le_s'),
  leU: i32Binary('i32.le_u'),
  geS: i32Binary('i32.ge_s'),
  geU: i32Binary('i32.ge_u'),
  add: i32Binary('i32.add'),
  sub: i32Binary('i32.sub'),
  mul: i32Binary('i32.mul'),
  divS: i32Binary('i32.div_s'),
  divU: i32Binary('i32.div_u'),
  remS: i32Binary('i32.rem_s'),
  remU: i32Binary('i32.rem_u'),
  and: i32Binary('i32.and'),
  or: i32Binary('i32.or'),
  xor: i32Binary('i32.xor'),
  shl: i32Binary('i32.shl'),
  shrS: i32Binary('i32.shr_s'),
  shrU: i32Binary('i32.shr_u'),
  rotl: i32Binary('i32.rotl'),
  rotr: i32Binary('i32.rotr'),
  load: load('i32', 'i32.load'),
  load8U: load('i32', 'i32.load8_u'),
  load16U: load('i32', 'i32.load16_u'),
  store: store('i32', 'i32.store'),
  store8: store('i32', 'i32.store8'),
  store16: store('i32', 'i32.store16'),
  atomic: {
    load: load('i32', 'i32.atomic.load'),
    store: store('i32', 'i32.atomic.store'),
    add: change('i32', 'i32.atomic.rmw.add'),
    or: change('i32', 'i32.atomic.rmw.or'),
    exchange: change('i32', 'i32.atomic.rmw.xchg'),
    compareExchange: exchange('i32', 'i32.atomic.rmw.cmpxchg'),
  },
};

/** Builders of 64-bit expressions; comparisons give i32. */
export const i64 = {
  of: (value: number | bigint): I64 => ({
    kind: 'const',
    type: 'i64',
    value: BigInt.asIntN(64, BigInt(value)),
  }),
  eqz: (value: I64): I32 => op('i32', 'i64.eqz', [value]),
  clz: (value: I64): I64 => op('i64', 'i64.clz', [value]),
  ctz: (value: I64): I64 => op('i64', 'i64.ctz', [value]),
  popcnt: (value: I64): I64 => op('i64', 'i64.popcnt', [value]),
  extendS: (value: I32): I64 => op('i64', 'i64.extend_i32_s', [value]),
  extendU: (value: I32): I64 => op('i64', 'i64.extend_i32_u', [value]),
  eq: i64Compare('i64.eq'),
  ne: i64Compare('i64.ne'),
  ltS: i64Compare('i64.lt_s'),
  ltU: i64Compare('i64.lt_u'),
  gtS: i64Compare('i64.gt_s'),
  gtU: i64Compare('i64.gt_u'),
  leS: i64Compare('i64.le_s'),
  leU: i64Compare('i64.le_u'),
  geS: i64Compare('i64.ge_s'),
  geU: i64Compare('i64.ge_u'),
  add: i64Binary('i64.add'),
  sub: i64Binary('i64.sub'),
  mul: i64Binary('i64.mul'),
  divS: i64Binary('i64.div_s'),
  divU: i64Binary('i64.div_u'),
  remS: i64Binary('i64.rem_s'),
  remU: i64Binary('i64.rem_u'),
  and: i64Binary('i64.and'),
  or: i64Binary('i64.or'),
  xor: i64Binary('i64.xor'),
  shl: i64Binary('i64.shl'),
  shrS: i64Binary('i64.shr_s'),
  shrU: i64Binary('i64.shr_u'),
  rotl: i64Binary('i64.rotl'),
  rotr: i64Binary('i64.rotr'),
  load: load('i64', 'i64.load'),
  load8U: load('i64', 'i64.load8_u'),
  load16U: load('i64', 'i64.load16_u'),
  load32U: load('i64', 'i64.load32_u'),
  store: store('i64', 'i64.store'),
  store32: store('i64', 'i64.store32'),
  atomic: {
    load: load('i64', 'i64.atomic.load'),
    store: store('i64', 'i64.atomic.store'),
    add: change('i64', 'i64.atomic.rmw.add'),
    or: change('i64', 'i64.atomic.rmw.or'),
    compareExchange: exchange('i64', 'i64.atomic.rmw.cmpxchg'),
  },
};

/** Builders of pairs of 64-bit numbers; `eq` gives all bits or none of each. */
export const i64x2 = {
  splat: (value: I64): V128 => op('v128', 'i64x2.splat', [value]),
  or: (left: V128, right: V128): V128 => op('v128', 'v128.or', [left, right]),
  xor: (left: V128, right: V128): V128 => op('v128', 'v128.xor', [left, right]),
  eq: (left: V128, right: V128): V128 => op('v128', 'i64x2.eq', [left, right]),
  shrU: (value: V128, distance: I32): V128 => op('v128', 'i64x2.shr_u', [value, distance]),
  /** Bit 0 for the first, bit 1 for the second: its highest bit. */
  bitmask: (value: V128): I32 => op('i32', 'i64x2.bitmask', [value]),
  load: load('v128', 'v128.load'),
};

/** One of two values, both evaluated. */
export const select = <T extends ValueType>(
  test: I32,
  then: Expr<T>,
  otherwise: Expr<T>,
): Expr<T> => ({ kind: 'select', type: then.type, test, then, otherwise });

/** One of two values, the other not evaluated. */
export const choose = <T extends ValueType>(
  test: I32,
  then: Expr<T>,
  otherwise: Expr<T>,
): Expr<T> => ({ kind: 'choose', type: then.type, test, then, otherwise });

/** A value after some statements. */
export const after = <T extends ValueType>(first: readonly Stmt[], value: Expr<T>): Expr<T> => ({
  kind: 'after',
  type: value.type,
  first,
  value,
});

/** The value of a call of a function with one result, whose type is named again. */
export const call = <T extends ValueType>(
  type: T,
  of: Func,
  ...args: readonly Expr[]
): Expr<T> => ({
  kind: 'call',
  type,
  func: of,
  args,
});

/** Statements. */
export const set = <T extends ValueType>(to: Local<T>, value: Expr<T>): Stmt => ({
  kind: 'set',
  local: to.index,
  value,
});
/** Sets a local and gives the value. */
export const tee = <T extends ValueType>(to: Local<T>, value: Expr<T>): Expr<T> => ({
  kind: 'tee',
  type: to.type,
  local: to.index,
  value,
});
/** Sets a global. */
export const setGlobal = <T extends ValueType>(to: Global<T>, value: Expr<T>): Stmt => ({
  kind: 'setGlobal',
  global: to,
  value,
});
/** Evaluates, and forgets the value. */
export const drop = (value: Expr): Stmt => ({ kind: 'drop', value });
/** `if`, with or without `else`. */
export const when = (test: I32, then: readonly Stmt[], otherwise: readonly Stmt[] = []): Stmt => ({
  kind: 'if',
  test,
  then,
  otherwise,
});
/** A block; `br` to its label goes behind it. */
export const block = (to: Label, body: readonly Stmt[]): Stmt => ({
  kind: 'block',
  label: to,
  body,
});
/** A loop; `br` to its label goes to its start, and at its end it is left. */
export const loop = (to: Label, body: readonly Stmt[]): Stmt => ({ kind: 'loop', label: to, body });
/** A branch. */
export const br = (to: Label): Stmt => ({ kind: 'br', label: to });
/** A branch if a truth holds. */
export const brIf = (to: Label, test: I32): Stmt => ({ kind: 'brIf', label: to, test });
/** A branch to the label of this index (unsigned), or to `otherwise`. */
export const brTable = (on: I32, labels: readonly Label[], otherwise: Label): Stmt => ({
  kind: 'brTable',
  on,
  labels,
  otherwise,
});
/** Leaves the function with its results. */
export const ret = (...values: readonly Expr[]): Stmt => ({ kind: 'return', values });
/** A call whose results go into locals. */
export const callInto = (of: Func, args: readonly Expr[], into: readonly Local[] = []): Stmt => ({
  kind: 'call',
  func: of,
  args,
  into,
});
/** Fills bytes. */
export const fill = (to: I32, byte: I32, bytes: I32): Stmt => ({ kind: 'fill', to, byte, bytes });
/** Copies bytes; the areas may overlap. */
export const copy = (to: I32, from: I32, bytes: I32): Stmt => ({ kind: 'copy', to, from, bytes });
/** Traps. */
export const unreachable: Stmt = { kind: 'unreachable' };
