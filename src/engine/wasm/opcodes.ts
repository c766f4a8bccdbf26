/**
 * The instructions of WebAssembly that we use, as a table: operand types, result type and
 * code of each. The builders of `asm.ts`, the encoder and mutation tests read it; nothing
 * else knows an opcode. Codes above 0xff carry their prefix byte in front (0xfd: vectors, 0xfe: atomics).
 */

/** The types of values we compute with. A `v128` is used as two numbers of 64 bits. */
export type ValueType = 'i32' | 'i64' | 'v128';

/** How an operation that only computes is typed and encoded. */
export interface Operation {
  readonly code: number;
  readonly operands: readonly ValueType[];
  readonly result: ValueType;
}

const group = <Name extends string>(
  codes: Readonly<Record<Name, number>>,
  operands: readonly ValueType[],
  result: ValueType,
): Readonly<Record<Name, Operation>> => {
  const made = Object.entries<number>(codes).map(([name, code]) => [
    name,
    { code, operands, result },
  ]);
  return Object.fromEntries(made) as Readonly<Record<Name, Operation>>;
};

/** Operations that only compute. */
export const operations = {
  ...group(
    { 'i32.eqz': 0x45, 'i32.clz': 0x67, 'i32.ctz': 0x68, 'i32.popcnt': 0x69 },
    ['i32'],
    'i32',
  ),
  ...group(
    {
      'i32.eq': 0x46,
      'i32.ne': 0x47,
      'i32.lt_s': 0x48,
      'i32.lt_u': 0x49,
      'i32.gt_s': 0x4a,
      'i32.gt_u': 0x4b,
      'i32.le_s': 0x4c,
      'i32.le_u': 0x4d,
      'i32.ge_s': 0x4e,
      'i32.ge_u': 0x4f,
      'i32.add': 0x6a,
      'i32.sub': 0x6b,
      'i32.mul': 0x6c,
      'i32.div_s': 0x6d,
      'i32.div_u': 0x6e,
      'i32.rem_s': 0x6f,
      'i32.rem_u': 0x70,
      'i32.and': 0x71,
      'i32.or': 0x72,
      'i32.xor': 0x73,
      'i32.shl': 0x74,
      'i32.shr_s': 0x75,
      'i32.shr_u': 0x76,
      'i32.rotl': 0x77,
      'i32.rotr': 0x78,
    },
    ['i32', 'i32'],
    'i32',
  ),
  ...group({ 'i64.eqz': 0x50, 'i32.wrap_i64': 0xa7 }, ['i64'], 'i32'),
  ...group(
    {
      'i64.eq': 0x51,
      'i64.ne': 0x52,
      'i64.lt_s': 0x53,
      'i64.lt_u': 0x54,
      'i64.gt_s': 0x55,
      'i64.gt_u': 0x56,
      'i64.le_s': 0x57,
      'i64.le_u': 0x58,
      'i64.ge_s': 0x59,
      'i64.ge_u': 0x5a,
    },
    ['i64', 'i64'],
    'i32',
  ),
  ...group({ 'i64.clz': 0x79, 'i64.ctz': 0x7a, 'i64.popcnt': 0x7b }, ['i64'], 'i64'),
  ...group(
    {
      'i64.add': 0x7c,
      'i64.sub': 0x7d,
      'i64.mul': 0x7e,
      'i64.div_s': 0x7f,
      'i64.div_u': 0x80,
      'i64.rem_s': 0x81,
      'i64.rem_u': 0x82,
      'i64.and': 0x83,
      'i64.or': 0x84,
      'i64.xor': 0x85,
      'i64.shl': 0x86,
      'i64.shr_s': 0x87,
      'i64.shr_u': 0x88,
      'i64.rotl': 0x89,
      'i64.rotr': 0x8a,
    },
    ['i64', 'i64'],
    'i64',
  ),
  ...group({ 'i64.extend_i32_s': 0xac, 'i64.extend_i32_u': 0xad }, ['i32'], 'i64'),
  ...group({ 'i64x2.splat': 0xfd12 }, ['i64'], 'v128'),
  ...group({ 'v128.or': 0xfd50, 'v128.xor': 0xfd51, 'i64x2.eq': 0xfdd6 }, ['v128', 'v128'], 'v128'),
  ...group({ 'i64x2.shr_u': 0xfdcd }, ['v128', 'i32'], 'v128'),
  ...group({ 'i64x2.bitmask': 0xfdc4 }, ['v128'], 'i32'),
} satisfies Readonly<Record<string, Operation>>;

/** The name of an operation that only computes, such as `i64.and`. */
export type OperationName = keyof typeof operations;

/** How an access to memory is typed and encoded; its address comes first among the operands. */
export interface Access {
  readonly code: number;
  /** The type of the value that is read or written. */
  readonly type: ValueType;
  /** Bytes accessed, as a power of two. */
  readonly align: number;
}

/** Reads of memory: one operand, the address. */
export const loads = {
  'i32.load': { code: 0x28, type: 'i32', align: 2 },
  'i64.load': { code: 0x29, type: 'i64', align: 3 },
  'i32.load8_u': { code: 0x2d, type: 'i32', align: 0 },
  'i32.load16_u': { code: 0x2f, type: 'i32', align: 1 },
  'i64.load8_u': { code: 0x31, type: 'i64', align: 0 },
  'i64.load16_u': { code: 0x33, type: 'i64', align: 1 },
  'i64.load32_u': { code: 0x35, type: 'i64', align: 2 },
  'v128.load': { code: 0xfd00, type: 'v128', align: 4 },
  'i32.atomic.load': { code: 0xfe10, type: 'i32', align: 2 },
  'i64.atomic.load': { code: 0xfe11, type: 'i64', align: 3 },
} satisfies Readonly<Record<string, Access>>;

/** Writes to memory: the address and the value. */
export const stores = {
  'i32.store': { code: 0x36, type: 'i32', align: 2 },
  'i64.store': { code: 0x37, type: 'i64', align: 3 },
  'i32.store8': { code: 0x3a, type: 'i32', align: 0 },
  'i32.store16': { code: 0x3b, type: 'i32', align: 1 },
  'i64.store32': { code: 0x3e, type: 'i64', align: 2 },
  'i32.atomic.store': { code: 0xfe17, type: 'i32', align: 2 },
  'i64.atomic.store': { code: 0xfe18, type: 'i64', align: 3 },
} satisfies Readonly<Record<string, Access>>;

/** Indivisible changes of memory; each gives what was there before. */
export const changes = {
  'i32.atomic.rmw.add': { code: 0xfe1e, type: 'i32', align: 2, values: 1 },
  'i64.atomic.rmw.add': { code: 0xfe1f, type: 'i64', align: 3, values: 1 },
  'i32.atomic.rmw.or': { code: 0xfe33, type: 'i32', align: 2, values: 1 },
  'i64.atomic.rmw.or': { code: 0xfe34, type: 'i64', align: 3, values: 1 },
  'i32.atomic.rmw.xchg': { code: 0xfe41, type: 'i32', align: 2, values: 1 },
  'i32.atomic.rmw.cmpxchg': { code: 0xfe48, type: 'i32', align: 2, values: 2 },
  'i64.atomic.rmw.cmpxchg': { code: 0xfe49, type: 'i64', align: 3, values: 2 },
} satisfies Readonly<Record<string, Access & { readonly values: 1 | 2 }>>;

export type LoadName = keyof typeof loads;
export type StoreName = keyof typeof stores;
export type ChangeName = keyof typeof changes;
