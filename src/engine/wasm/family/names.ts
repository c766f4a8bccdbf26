/** A list of 32-bit numbers that grows. */

const leastRoom = 64;

export class Names {
  private room = new Uint32Array(leastRoom);
  private count = 0;

  add(name: number): void {
    if (this.count === this.room.length) this.grow(this.count + 1);
    this.room[this.count++] = name;
  }

  addAll(names: Uint32Array): void {
    if (this.count + names.length > this.room.length) this.grow(this.count + names.length);
    this.room.set(names, this.count);
    this.count += names.length;
  }

  /** What is in it; valid until it is cleared. */
  all(): Uint32Array {
    return this.room.subarray(0, this.count);
  }

  clear(): void {
    this.count = 0;
  }

  private grow(wanted: number): void {
    const room = new Uint32Array(Math.max(wanted, 2 * this.room.length));
    room.set(this.room.subarray(0, this.count));
    this.room = room;
  }
}
