/** One instruction of a module exchanged for another: an operation for its opposite or neighbour, or a constant. */
import { canonicalCode } from '../../../src/engine/canon/emit.ts';
import type { Program } from '../../../src/engine/program.ts';
import { type Compiled, compile } from '../../../src/engine/wasm/compile.ts';
import type { Instruction } from '../../../src/engine/wasm/encode.ts';
import { type OperationName, operations } from '../../../src/engine/wasm/opcodes.ts';
import type { Subject } from './subjects.ts';

/** Small memory: what a mutant can touch is bounded. */
const options = { workers: 1, pages: 512 };

/** A mutated module, and what was exchanged. */
export interface Mutant {
  readonly compiled: Compiled;
  /** The function, and what became of which instruction. */
  readonly where: string;
  readonly what: string;
}

/** The module as it is. */
export const original = (program: Program): Compiled =>
  compile(program, options, canonicalCode(program.layout));

/** A mutant; `draw` gives a number below its argument. */
export function mutantOf(
  { program, mutable }: Pick<Subject, 'program' | 'mutable'>,
  draw: (below: number) => number,
): Mutant {
  const able: number[] = [];
  let at = 0;
  compile(program, options, canonicalCode(program.layout), (same, of) => {
    if (mutable(of) && (same.kind === 'const' || opposites(same.op).length > 0)) able.push(at);
    at += 1;
    return same;
  });
  const chosen = able[draw(able.length)];
  at = 0;
  let [where, what] = ['', ''];
  const compiled = compile(program, options, canonicalCode(program.layout), (instruction, of) => {
    if (at++ !== chosen) return instruction;
    const other = exchanged(instruction, draw);
    [where, what] = [of, `${shown(instruction)} for ${shown(other)}`];
    return other;
  });
  return { compiled, where, what: `instruction ${chosen}: ${what}` };
}

const shown = (instruction: Instruction): string =>
  instruction.kind === 'op' ? instruction.op : `${instruction.type}.const ${instruction.value}`;

function exchanged(instruction: Instruction, draw: (below: number) => number): Instruction {
  if (instruction.kind === 'op') {
    const others = opposites(instruction.op);
    const op = others[draw(Math.max(1, others.length))];
    return op === undefined ? instruction : { kind: 'op', op };
  }
  const { type, value } = instruction;
  const bits = type === 'i32' ? 32 : 64;
  const others = [value + 1n, value - 1n, ~value, 0n, value ^ (value & -value)]
    .map(other => BigInt.asIntN(bits, other))
    .filter(other => other !== BigInt.asIntN(bits, value));
  return { kind: 'const', type, value: others[draw(others.length)] ?? value };
}

// What one would write by mistake, less what is often the same: signs of numbers that have none.
const pairs: readonly (readonly [string, readonly string[]])[] = [
  ['and', ['or', 'xor']],
  ['or', ['and']],
  ['xor', ['or', 'and']],
  ['add', ['sub']],
  ['sub', ['add']],
  ['mul', ['add']],
  ['div_s', ['mul', 'rem_s']],
  ['div_u', ['mul', 'rem_u']],
  ['rem_s', ['div_s']],
  ['rem_u', ['div_u']],
  ['shl', ['shr_u', 'rotr']],
  ['shr_u', ['shl', 'rotr']],
  ['shr_s', ['shl', 'rotr']],
  ['rotl', ['shl', 'rotr']],
  ['rotr', ['shr_u', 'rotl']],
  ['eq', ['ne']],
  ['ne', ['eq']],
  ...['s', 'u'].flatMap((sign): readonly (readonly [string, readonly string[]])[] => [
    [`lt_${sign}`, [`ge_${sign}`, `le_${sign}`]],
    [`le_${sign}`, [`gt_${sign}`, `lt_${sign}`]],
    [`gt_${sign}`, [`le_${sign}`, `ge_${sign}`]],
    [`ge_${sign}`, [`lt_${sign}`, `gt_${sign}`]],
  ]),
  ['ctz', ['clz', 'popcnt']],
  ['clz', ['ctz']],
  ['popcnt', ['ctz']],
  ['wrap_i64', ['eqz']],
];
const opposite = new Map(pairs);

function opposites(op: OperationName): readonly OperationName[] {
  const [type = '', name = ''] = op.split('.');
  const found = (opposite.get(name) ?? []).map(other =>
    other === 'eqz' && name === 'wrap_i64' ? 'i64.eqz' : `${type}.${other}`,
  );
  return found.filter((other): other is OperationName => other in operations);
}
