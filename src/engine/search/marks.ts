/**
 * States of one layer that lie on a shortest run to an end, each with the fewest changes
 * of actor from there to the end and the actors that can move first at that price. If
 * another moves first it costs one change more at most, so nothing else need be kept.
 */

const leastSlots = 64;

/** Grows; states are halves of words, in canonical form, and actors have numbers. */
export class Marks {
  private readonly halves: number;
  /** Words of 32 bits that hold a bit for each actor. */
  private readonly sets: number;
  private count = 0;
  private states = new Uint32Array(0);
  private changes = new Int32Array(0);
  private first = new Uint32Array(0);
  private slots = new Int32Array(0);

  constructor(halves: number, actors: number) {
    this.halves = halves;
    this.sets = Math.max(1, Math.ceil(actors / 32));
    this.grow(leastSlots);
  }

  /** How many states are marked. */
  get size(): number {
    return this.count;
  }

  /** The mark of a state; -1 where it has none. */
  find(words: Uint32Array, at: number): number {
    return (this.slots[this.slotOf(words, at)] ?? 0) - 1;
  }

  /** The mark of a state, from now on. */
  add(words: Uint32Array, at: number): number {
    const slot = this.slotOf(words, at);
    const known = this.slots[slot] ?? 0;
    if (known !== 0) return known - 1;
    const mark = this.count++;
    this.states.set(words.subarray(at, at + this.halves), mark * this.halves);
    this.changes[mark] = unreached;
    this.slots[slot] = this.count;
    if (2 * this.count >= this.slots.length) this.grow(2 * this.slots.length);
    return mark;
  }

  /** If this actor moves first, so many changes of actor follow. */
  note(mark: number, actor: number, changes: number): void {
    const least = this.changes[mark] ?? unreached;
    if (changes > least) return;
    const set = mark * this.sets;
    if (changes < least) this.first.fill(0, set, set + this.sets);
    this.changes[mark] = changes;
    const word = set + (actor >>> 5);
    this.first[word] = (this.first[word] ?? 0) | (1 << (actor & 31));
  }

  /** The fewest changes of actor up to the end, if this actor moved before. */
  after(mark: number, actor: number): number {
    const word = this.first[mark * this.sets + (actor >>> 5)] ?? 0;
    return (this.changes[mark] ?? unreached) + (word & (1 << (actor & 31)) ? 0 : 1);
  }

  // Where the state is found, or the free slot where it would be.
  private slotOf(words: Uint32Array, at: number): number {
    const last = this.slots.length - 1;
    let slot = this.hash(words, at) & last;
    for (; ; slot = (slot + 1) & last) {
      const known = this.slots[slot] ?? 0;
      if (known === 0 || this.same((known - 1) * this.halves, words, at)) return slot;
    }
  }

  private same(mine: number, words: Uint32Array, at: number): boolean {
    for (let i = 0; i < this.halves; i++) if (this.states[mine + i] !== words[at + i]) return false;
    return true;
  }

  private hash(words: Uint32Array, at: number): number {
    let hash = 0x3c6ef372;
    for (let i = 0; i < this.halves; i++) {
      hash = Math.imul((hash << 13) | (hash >>> 19), 0x85ebca6b) ^ (words[at + i] ?? 0);
    }
    hash = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad);
    return hash ^ (hash >>> 15);
  }

  private grow(slots: number): void {
    const most = slots / 2 + 1;
    this.states = longer(this.states, new Uint32Array(most * this.halves));
    this.changes = longer(this.changes, new Int32Array(most));
    this.first = longer(this.first, new Uint32Array(most * this.sets));
    this.slots = new Int32Array(slots);
    for (let mark = 0; mark < this.count; mark++)
      this.slots[this.slotOf(this.states, mark * this.halves)] = mark + 1;
  }
}

const unreached = 2 ** 30;

function longer<T extends Uint32Array | Int32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
