/** The kernel of a family in WebAssembly, as its search sees it; it has one thread. */
import { present } from '../../../base/assertion.ts';
import type { Arrivals, Counted, FamilyKernel, Raised, Wanted } from '../../family/kernel.ts';
import type { Mask } from '../../family/versions.ts';
import { prepareMemory } from '../kernel.ts';
import { lastIn } from '../masks.ts';
import { areaOf } from '../memory.ts';
import { instantiate, type Memory, reserveOrNot } from '../platform.ts';
import type { CompiledFamily } from './compile.ts';
import { Names } from './names.ts';
import { mostVisits } from './plan.ts';

/** A kernel whose table takes up to so many bytes; null where its memory cannot be reserved. */
export function familyKernel(compiled: CompiledFamily, mostBytes: number): FamilyKernel | null {
  const memory = reserveOrNot(compiled.plan.pages);
  if (memory === null) return null;
  prepareMemory({ ...compiled, bursts: false }, memory, mostBytes);
  return new Kernel(compiled, memory);
}

const high = 2 ** 32;

class Kernel implements FamilyKernel {
  private readonly compiled: CompiledFamily;
  private readonly area: number;
  private readonly halves: Uint32Array;
  private readonly words: BigUint64Array;
  private readonly call: (name: string, ...args: readonly (number | bigint)[]) => number;
  private readonly met = new Names();

  constructor(compiled: CompiledFamily, memory: Memory) {
    this.compiled = compiled;
    this.area = areaOf(compiled.plan, 0);
    this.halves = new Uint32Array(memory.buffer);
    this.words = new BigUint64Array(memory.buffer);
    const exports = instantiate(compiled.bytes, memory);
    this.call = (name, ...args) =>
      Number(present(exports[name], 'the module exports it')(...args) ?? 0);
    this.call('start', this.area);
  }

  get size(): number {
    return this.numberAt(this.compiled.plan.sums.stored);
  }

  get full(): boolean {
    return this.call('full') !== 0;
  }

  add(state: Uint32Array, whom: Mask): void {
    const { plan } = this.compiled;
    const batch = this.area + plan.batch;
    this.halves.set(state, batch / 4);
    this.words[batch / 8 + plan.words] = whom;
    this.call('flush', this.area, batch + plan.entry);
    this.collect();
  }

  arrivals(alive: Mask): readonly Arrivals[] {
    const last = lastIn(this.compiled.plan) / 8;
    const groups = new Groups();
    for (const state of this.met.all()) {
      const at = state / 8 + last;
      groups.add((this.words[at] ?? 0n) & alive, state);
      this.words[at] = 0n;
    }
    this.met.clear();
    return groups.all();
  }

  visit({ whom, states }: Arrivals, from: number, expand: boolean): number {
    const came = this.run(states, from, (list, end) =>
      this.call('visit', this.area, list, end, BigInt.asIntN(64, whom), expand ? 1 : 0),
    );
    this.collect();
    return came;
  }

  // Hands some states on, and gives the index it came to.
  private run(
    states: Uint32Array,
    from: number,
    call: (list: number, end: number) => number,
  ): number {
    const some = states.subarray(from, from + mostVisits);
    const list = this.area + this.compiled.own.visits;
    this.halves.set(some, list / 4);
    return from + ((call(list, list + 4 * some.length) >>> 0) - list) / 4;
  }

  private collect(): void {
    const at = (this.area + this.compiled.own.arrivals) / 4;
    this.met.addAll(this.halves.subarray(at, at + this.call('take')));
  }

  counted(whom: Mask): Counted {
    const { own, groups } = this.compiled;
    const rows = groups.flatMap((mask, group) => {
      const at = own.counters + 8 * own.counterWords * group;
      const bytes = (whom & mask) === 0n ? 0 : this.takeNumber(at);
      if (bytes === 0) return [];
      const { entry } = this.compiled.plan;
      const fullTransitions = this.takeNumber(at + 8) / entry;
      return [{ mask, transitions: bytes / entry, fullTransitions, fired: this.takeRow(at + 16) }];
    });
    return {
      fullStates: this.takeNumber(own.fullStates),
      deviceFree: this.takeNumber(own.deviceFreeForAll),
      deviceFreeBy: Array.from({ length: 64 }, (_, v) => this.takeNumber(own.deviceFree + 8 * v)),
      groups: rows,
    };
  }

  private takeRow(at: number): Float64Array {
    const length = this.compiled.own.counterWords - 2;
    return Float64Array.from({ length }, (_, step) => this.takeNumber(at + 8 * step));
  }

  private takeNumber(offset: number): number {
    const value = this.numberAt(offset);
    if (value !== 0) this.words[(this.area + offset) / 8] = 0n;
    return value;
  }

  private numberAt(offset: number): number {
    const at = (this.area + offset) / 4;
    return (this.halves[at] ?? 0) + high * (this.halves[at + 1] ?? 0);
  }

  raised(): Raised {
    const { own } = this.compiled;
    return {
      states: this.masks(own.stateFlags, own.stepFlags),
      steps: this.masks(own.stepFlags, own.wantedStates),
      deadlock: this.words[(this.area + own.deadlock) / 8] ?? 0n,
      empty: this.masks(own.empty, own.counters),
    };
  }

  private masks(from: number, to: number): readonly Mask[] {
    return [...this.words.subarray((this.area + from) / 8, (this.area + to) / 8)];
  }

  read(state: number, into: Uint32Array): void {
    const at = state / 4;
    for (let i = 0; i < into.length; i++) into[i] = this.halves[at + i] ?? 0;
  }

  turn(): void {
    this.arrivals(0n);
  }

  mark(
    layer: readonly Arrivals[],
    next: readonly Arrivals[],
    { states, steps, deadlock }: Wanted,
    stop: () => boolean,
  ): readonly Arrivals[] | null {
    const { own, plan } = this.compiled;
    const last = lastIn(plan) / 8;
    const some = (masks: readonly Mask[]): number => (masks.some(mask => mask !== 0n) ? 1 : 0);
    const judge = some(states);
    const expand = some([...steps, deadlock, ...next.map(({ whom }) => whom)]);
    this.words.set(states, (this.area + own.wantedStates) / 8);
    this.words.set(steps, (this.area + own.wantedSteps) / 8);
    this.words[(this.area + own.wantedDeadlock) / 8] = deadlock;
    const groups = new Groups();
    for (const arrivals of layer) {
      const whom = BigInt.asIntN(64, arrivals.whom);
      for (let from = 0; from < arrivals.states.length; ) {
        if (stop()) return null;
        from = this.run(arrivals.states, from, (list, end) =>
          this.call('mark', this.area, list, end, whom, judge, expand),
        );
        this.collect();
      }
      // For others a state may be marked at another distance.
      for (const state of this.met.all())
        groups.add((this.words[state / 8 + last] ?? 0n) & arrivals.whom, state);
      this.met.clear();
    }
    return groups.all();
  }
}

/** States by the variants for whom they are. */
class Groups {
  private readonly byMask = new Map<Mask, Names>();

  add(whom: Mask, state: number): void {
    if (whom === 0n) return;
    const group = this.byMask.get(whom) ?? new Names();
    this.byMask.set(whom, group);
    group.add(state);
  }

  all(): readonly Arrivals[] {
    return [...this.byMask].map(([whom, names]) => ({ whom, states: names.all() }));
  }
}
