/**
 * From the tree of `asm.ts` to the bytes of a module. Instructions pass through one hook,
 * so that a mutation test can exchange an operation or a constant. Functions that nothing
 * reachable from an export calls are left out. Follows the binary format of the
 * WebAssembly core specification, chapter 5, and of its threads proposal.
 */
import { invariant, unreachable } from '../../base/assertion.ts';
import {
  type Bytes,
  finished,
  noBytes,
  putByte,
  putBytes,
  putSigned,
  putSized,
  putText,
  putUnsigned,
  putVector,
} from './bytes.ts';
import {
  type Access,
  changes,
  loads,
  type OperationName,
  operations,
  stores,
  type ValueType,
} from './opcodes.ts';
import type { Expr, Func, Global, I32, Label, Module, Stmt } from './tree.ts';

/** What the hook sees: an operation that computes, or a constant. */
export type Instruction =
  | { readonly kind: 'op'; readonly op: OperationName }
  | { readonly kind: 'const'; readonly type: ValueType; readonly value: bigint };

/** Gives the instruction to encode in the place of another, in the function of this name. */
export type Hook = (instruction: Instruction, of: string) => Instruction;

const typeCode: Readonly<Record<ValueType, number>> = { i32: 0x7f, i64: 0x7e, v128: 0x7b };
const noResult = 0x40;

/** Numbers for the functions and globals of a module, given on first sight. */
interface Space {
  readonly funcs: Map<Func, number>;
  readonly globals: Map<Global, number>;
  readonly hook: Hook;
}

const indexIn = <T>(numbers: Map<T, number>, item: T): number => {
  const known = numbers.get(item);
  if (known !== undefined) return known;
  numbers.set(item, numbers.size);
  return numbers.size - 1;
};

/** Where code is put: bytes so far, and the labels around the place. */
interface Place {
  readonly space: Space;
  /** The name of the function. */
  readonly of: string;
  readonly bytes: Bytes;
  readonly labels: Label[];
}

const anonymous: Label = { name: '' };

const putCode = ({ bytes }: Place, code: number): void => {
  if (code > 0xff) {
    putByte(bytes, code >> 8);
    putUnsigned(bytes, code & 0xff);
  } else putByte(bytes, code);
};

/** An instruction with one number behind it. */
const putWith = (place: Place, code: number, value: number): void => {
  putByte(place.bytes, code);
  putUnsigned(place.bytes, value);
};

const putInstruction = (place: Place, instruction: Instruction): void => {
  const made = place.space.hook(instruction, place.of);
  if (made.kind === 'op') putCode(place, operations[made.op].code);
  else {
    putByte(place.bytes, made.type === 'i32' ? 0x41 : 0x42);
    putSigned(place.bytes, made.value);
  }
};

const putAccess = (place: Place, { code, align }: Access, offset: number): void => {
  putCode(place, code);
  putUnsigned(place.bytes, align);
  putUnsigned(place.bytes, offset);
};

const depthOf = ({ labels }: Place, to: Label): number => {
  const at = labels.lastIndexOf(to);
  invariant(at >= 0, 'a branch stands inside the block or loop of its label');
  return labels.length - 1 - at;
};

const inside = (place: Place, to: Label, body: () => void): void => {
  place.labels.push(to);
  body();
  place.labels.pop();
};

const putAll = (place: Place, exprs: readonly Expr[]): void => {
  for (const expr of exprs) putExpr(place, expr);
};

const putEither = (place: Place, expr: Expr & { readonly kind: 'select' | 'choose' }): void => {
  if (expr.kind === 'select') {
    putAll(place, [expr.then, expr.otherwise, expr.test]);
    putByte(place.bytes, 0x1b);
    return;
  }
  putExpr(place, expr.test);
  putWith(place, 0x04, typeCode[expr.type]);
  inside(place, anonymous, () => {
    putExpr(place, expr.then);
    putByte(place.bytes, 0x05);
    putExpr(place, expr.otherwise);
  });
  putByte(place.bytes, 0x0b);
};

const putExpr = (place: Place, expr: Expr): void => {
  switch (expr.kind) {
    case 'const':
      putInstruction(place, { kind: 'const', type: expr.type, value: expr.value });
      break;
    case 'local':
      putWith(place, 0x20, expr.index);
      break;
    case 'global':
      putWith(place, 0x23, indexIn(place.space.globals, expr));
      break;
    case 'tee':
      putExpr(place, expr.value);
      putWith(place, 0x22, expr.local);
      break;
    case 'op':
      putAll(place, expr.operands);
      putInstruction(place, { kind: 'op', op: expr.op });
      break;
    case 'load':
      putExpr(place, expr.address);
      putAccess(place, loads[expr.op], expr.offset);
      break;
    case 'change':
      putExpr(place, expr.address);
      putAll(place, expr.values);
      putAccess(place, changes[expr.op], expr.offset);
      break;
    case 'select':
    case 'choose':
      putEither(place, expr);
      break;
    case 'after':
      putBody(place, expr.first);
      putExpr(place, expr.value);
      break;
    case 'call':
      putAll(place, expr.args);
      putWith(place, 0x10, indexIn(place.space.funcs, expr.func));
      break;
    default:
      unreachable(expr);
  }
};

const putBody = (place: Place, body: readonly Stmt[]): void => {
  for (const stmt of body) putStmt(place, stmt);
};

const putIf = (place: Place, stmt: Stmt & { readonly kind: 'if' }): void => {
  putExpr(place, stmt.test);
  putWith(place, 0x04, noResult);
  inside(place, anonymous, () => {
    putBody(place, stmt.then);
    if (stmt.otherwise.length > 0) putByte(place.bytes, 0x05);
    putBody(place, stmt.otherwise);
  });
  putByte(place.bytes, 0x0b);
};

const putBlock = (place: Place, stmt: Stmt & { readonly kind: 'block' | 'loop' }): void => {
  putWith(place, stmt.kind === 'block' ? 0x02 : 0x03, noResult);
  inside(place, stmt.label, () => putBody(place, stmt.body));
  putByte(place.bytes, 0x0b);
};

const putCall = (place: Place, stmt: Stmt & { readonly kind: 'call' }): void => {
  putAll(place, stmt.args);
  putWith(place, 0x10, indexIn(place.space.funcs, stmt.func));
  for (const to of stmt.into.toReversed()) putWith(place, 0x21, to.index);
};

const putBulk = (place: Place, operands: readonly I32[], code: readonly number[]): void => {
  putAll(place, operands);
  for (const byte of [0xfc, ...code]) putByte(place.bytes, byte);
};

const putStmt = (place: Place, stmt: Stmt): void => {
  switch (stmt.kind) {
    case 'set':
      putExpr(place, stmt.value);
      putWith(place, 0x21, stmt.local);
      break;
    case 'setGlobal':
      putExpr(place, stmt.value);
      putWith(place, 0x24, indexIn(place.space.globals, stmt.global));
      break;
    case 'store':
      putAll(place, [stmt.address, stmt.value]);
      putAccess(place, stores[stmt.op], stmt.offset);
      break;
    case 'drop':
      putExpr(place, stmt.value);
      putByte(place.bytes, 0x1a);
      break;
    case 'if':
      putIf(place, stmt);
      break;
    case 'block':
    case 'loop':
      putBlock(place, stmt);
      break;
    case 'br':
      putWith(place, 0x0c, depthOf(place, stmt.label));
      break;
    case 'brIf':
      putExpr(place, stmt.test);
      putWith(place, 0x0d, depthOf(place, stmt.label));
      break;
    case 'brTable':
      putExpr(place, stmt.on);
      putByte(place.bytes, 0x0e);
      putVector(place.bytes, stmt.labels, to => putUnsigned(place.bytes, depthOf(place, to)));
      putUnsigned(place.bytes, depthOf(place, stmt.otherwise));
      break;
    case 'return':
      putAll(place, stmt.values);
      putByte(place.bytes, 0x0f);
      break;
    case 'call':
      putCall(place, stmt);
      break;
    case 'fill':
      putBulk(place, [stmt.to, stmt.byte, stmt.bytes], [0x0b, 0]);
      break;
    case 'copy':
      putBulk(place, [stmt.to, stmt.from, stmt.bytes], [0x0a, 0, 0]);
      break;
    case 'unreachable':
      putByte(place.bytes, 0x00);
      break;
    default:
      unreachable(stmt);
  }
};

/** The code of a function, with its size in front. A body that gives results ends in `ret`. */
const putFunction = (space: Space, bytes: Bytes, { name, locals, results, body }: Func): void => {
  const place: Place = { space, of: name, bytes, labels: [] };
  putSized(bytes, () => {
    putVector(bytes, locals, type => putWith(place, 1, typeCode[type]));
    putBody(place, body);
    // The end of a function with results is never reached: all of its paths return.
    if (results.length > 0) putByte(bytes, 0x00);
    putByte(bytes, 0x0b);
  });
};

const putType = (bytes: Bytes, { params, results }: Func): void => {
  putByte(bytes, 0x60);
  putVector(bytes, params, type => putByte(bytes, typeCode[type]));
  putVector(bytes, results, type => putByte(bytes, typeCode[type]));
};

const putImport = (bytes: Bytes, { least, most, shared }: Module['memory']): void => {
  putText(bytes, 'env');
  putText(bytes, 'memory');
  putByte(bytes, 0x02);
  putByte(bytes, shared ? 0x03 : 0x01);
  putUnsigned(bytes, least);
  putUnsigned(bytes, most);
};

const putGlobal = (bytes: Bytes, { type, initial }: Global): void => {
  putByte(bytes, typeCode[type]);
  putByte(bytes, 0x01);
  putByte(bytes, type === 'i32' ? 0x41 : 0x42);
  putSigned(bytes, initial);
  putByte(bytes, 0x0b);
};

/** Everything reachable gets its number, and its code, which stands behind what uses the numbers. */
const codes = (space: Space): readonly Uint8Array[] => {
  const made: Uint8Array[] = [];
  // Coding a function may number more of them, behind those that are there.
  for (const of of space.funcs.keys()) {
    const bytes = noBytes();
    putFunction(space, bytes, of);
    made.push(finished(bytes));
  }
  return made;
};

const preamble = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];

/** The bytes of a module. The hook sees each operation and constant in the order of the code. */
export const encode = (module: Module, hook: Hook = same => same): Uint8Array => {
  const space: Space = { funcs: new Map(), globals: new Map(), hook };
  const exported = Object.entries(module.exports);
  for (const [, of] of exported) indexIn(space.funcs, of);
  const code = codes(space);
  const funcs = [...space.funcs.keys()];
  const bytes = noBytes();
  const section = <T>(id: number, items: readonly T[], put: (item: T, i: number) => void): void => {
    putByte(bytes, id);
    putSized(bytes, () => putVector(bytes, items, put));
  };
  for (const byte of preamble) putByte(bytes, byte);
  section(1, funcs, of => putType(bytes, of));
  section(2, [module.memory], memory => putImport(bytes, memory));
  section(3, funcs, (_, index) => putUnsigned(bytes, index));
  section(6, [...space.globals.keys()], of => putGlobal(bytes, of));
  section(7, exported, ([name, of]) => {
    putText(bytes, name);
    putByte(bytes, 0x00);
    putUnsigned(bytes, indexIn(space.funcs, of));
  });
  section(10, code, body => putBytes(bytes, body));
  return finished(bytes);
};
