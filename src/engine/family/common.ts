/** Numbers for things of several machines: what has the same key has the same number. */

/** A thing, as the first machine with it has it, and how many machines have it. */
interface Known<T> {
  readonly first: T;
  machines: number;
}

/** Grows with each machine. Of things of one machine with one key each has a number of its own. */
export class Common<T> {
  readonly all: Known<T>[] = [];
  private readonly numbersByKey = new Map<string, number>();

  get size(): number {
    return this.all.length;
  }

  /** The numbers of the things of a machine, in order. */
  numbers<S>(
    things: readonly S[],
    keyOf: (thing: S, index: number) => string,
    make: (thing: S) => T,
  ): readonly number[] {
    const times = new Map<string, number>();
    return things.map((thing, index) => {
      const key = keyOf(thing, index);
      const time = times.get(key) ?? 0;
      times.set(key, time + 1);
      return this.number(`${key}\n${time}`, () => make(thing));
    });
  }

  private number(key: string, make: () => T): number {
    const known = this.numbersByKey.get(key);
    const number = known ?? this.all.push({ first: make(), machines: 0 }) - 1;
    this.numbersByKey.set(key, number);
    const thing = this.all[number];
    if (thing !== undefined) thing.machines += 1;
    return number;
  }
}
