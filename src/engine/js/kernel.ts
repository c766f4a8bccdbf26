/**
 * The kernel in JavaScript: the bodies of a program and a table, joined in one text that
 * V8 compiles for this program alone. Its tables may be larger than the memory of a
 * WebAssembly module; it has one thread.
 */
import { canonical } from '../canon/canonical.ts';
import type { Kernel, Range } from '../kernel.ts';
import type { Unfit } from '../layout/layout.ts';
import { flagCount, type Program } from '../program.ts';
import { type Reports, silent, stateFunction, stepFunction } from './body.ts';
import { unsafe } from './safe.ts';
import { segmentBits, tableText } from './table.ts';

/** What the generated code is given, and shares with the kernel. */
interface Memory {
  /** Successors waiting to be stored. */
  readonly out: Uint32Array;
  /** How many fit into `out`. */
  readonly batch: number;
  readonly fired: Float64Array;
  readonly empty: Uint8Array;
  readonly states: Uint8Array;
  readonly steps: Uint8Array;
  /** Is there room for this many more bytes? */
  readonly allows: (bytes: number) => boolean;
}

/** What the generated code gives. */
interface Made {
  readonly visit: (from: number, to: number, expand: boolean) => boolean;
  readonly absorb: (count: number) => void;
  readonly sums: () => Sums;
  readonly slotBytes: () => number;
  readonly segments: readonly Uint32Array[];
}

interface Sums {
  readonly size: number;
  readonly stuck: boolean;
  readonly fullStates: number;
  readonly transitions: number;
  readonly fullTransitions: number;
  readonly deviceFree: number;
  readonly deadlock: boolean;
}

const batch = 2048;

/** Makes a kernel whose table takes up to so many bytes; says why where it cannot. */
export function jsKernel(
  program: Program,
  mostBytes: number = Number.POSITIVE_INFINITY,
): Kernel | Unfit {
  const unfit = unsafe(program);
  if (unfit !== null) return unfit;
  const halves = 2 * program.layout.words;
  let bytes = 0;
  const memory: Memory = {
    out: new Uint32Array(batch * halves),
    batch,
    fired: new Float64Array(program.steps),
    empty: new Uint8Array(program.steps),
    states: new Uint8Array(flagCount(program)),
    steps: new Uint8Array(flagCount(program)),
    allows: more => {
      if (bytes + more > mostBytes) return false;
      bytes += more;
      return true;
    },
  };
  return kernelOf(made(program, memory), memory, halves);
}

function made(program: Program, memory: Memory): Made {
  const make: (memory: Memory, canonical: unknown) => Made = new Function(
    'memory',
    'canonical',
    kernelText(program),
  ) as never;
  return make(memory, canonical(program.layout));
}

function kernelOf(code: Made, memory: Memory, halves: number): Kernel {
  const row = (index: number): Uint32Array => {
    const at = (index % 2 ** segmentBits) * halves;
    return (
      code.segments[Math.floor(index / 2 ** segmentBits)]?.subarray(at, at + halves) ?? memory.out
    );
  };
  return {
    get size() {
      return code.sums().size;
    },
    get bytes() {
      const [first] = code.segments;
      return code.slotBytes() + code.segments.length * (first?.byteLength ?? 0);
    },
    add(words) {
      memory.out.set(words);
      code.absorb(1);
    },
    visit: ({ from, to }: Range, expand) => code.visit(from, to, expand),
    read: (index, into) => into.set(row(index)),
    tallies: () => ({
      ...code.sums(),
      fired: [...memory.fired],
      empty: [...memory.empty].map(one => one !== 0),
    }),
    flags: () => ({ states: memory.states, steps: memory.steps, deadlock: code.sums().deadlock }),
  };
}

function kernelText(program: Program): string {
  const { expand, judge, judgeStep, unfinished, layout } = program;
  const halves = 2 * layout.words;
  const symmetric = layout.symmetry !== null;
  const raise =
    (array: string): Reports['raise'] =>
    flag =>
      `${array}[${flag}] = 1;`;
  const stepJudge =
    judgeStep === null
      ? null
      : stepFunction('judgeStep', judgeStep, { ...silent, raise: raise('steps') });
  const reports = reportsOf(program, halves, stepJudge?.call ?? (() => ''));
  const expanders = expand.map((body, i) => stateFunction(`expand${i}`, body, halves, reports));
  const judges = judge.map((body, i) =>
    stateFunction(`judge${i}`, body, halves, { ...silent, raise: raise('states') }),
  );
  const rest = stateFunction('unfinished', unfinished, halves, {
    ...silent,
    raise: () => 'open = true;',
  });
  return [
    "'use strict';",
    'const { out, fired, empty, states, steps } = memory;',
    'let o = 0, made = 0, acted = false, open = false, deadlock = false;',
    'let transitions = 0, fullTransitions = 0, fullStates = 0, deviceFree = 0;',
    tableText(halves, symmetric),
    `function flush() { const count = o / ${halves}; o = 0; absorb(count); }`,
    stepJudge?.text ?? '',
    ...expanders,
    ...judges,
    rest,
    visitText(program, halves, symmetric),
    'const sums = () => ({ size, stuck, transitions, fullTransitions, fullStates, deviceFree, deadlock });',
    'return { visit, absorb, sums, segments, slotBytes: () => slots.byteLength };',
  ].join('\n');
}

function reportsOf(
  { actors, properties }: Program,
  halves: number,
  judgeStep: (after: readonly string[]) => string,
): Reports {
  const counted = (step: number, actor: number): string =>
    `made++; fired[${step}]++; ${actors[actor]?.device === true ? 'acted = true;' : ''}`;
  return {
    ...silent,
    emit: (step, actor, after) =>
      `{ ${counted(step, actor)} ${judgeStep(after)} if (o === ${batch * halves}) flush();\n` +
      `${after.map((name, i) => `out[o + ${i}] = ${name};`).join(' ')} o += ${halves}; }`,
    fault: (rank, step, actor) =>
      `{ ${counted(step, actor)} steps[${rank} + ${properties.length - 1}] = 1; }`,
    empty: step => `empty[${step}] = 1;`,
  };
}

function visitText({ expand, judge }: Program, halves: number, symmetric: boolean): string {
  return `
function visit(from, to, expanding) {
  for (let index = from; index < to && !stuck; index++) {
    const B = segments[index >>> ${segmentBits}], p = (index & ${2 ** segmentBits - 1}) * ${halves};
    const orbit = ${symmetric ? 'canonical.orbit(B, p)' : '1'};
    fullStates += orbit;
    ${judge.map((_, i) => `judge${i}(B, p);`).join(' ')}
    if (!expanding) continue;
    made = 0;
    acted = false;
    ${expand.map((_, i) => `expand${i}(B, p);`).join(' ')}
    transitions += made;
    fullTransitions += made * orbit;
    if (!acted) deviceFree++;
    if (made === 0) {
      open = false;
      unfinished(B, p);
      if (open) deadlock = true;
    }
  }
  flush();
  return !stuck;
}`;
}
