/**
 * The part of the WebAssembly interface of JavaScript that we use, typed here because
 * neither the language library nor Node's types declare it without those of a browser.
 */

/** A linear memory; it can be sent to worker threads when it is shared. */
export interface Memory {
  readonly buffer: ArrayBuffer | SharedArrayBuffer;
}

/** Functions of an instance by name. */
export type Exports = Readonly<
  Record<string, (...args: readonly (number | bigint)[]) => number | bigint | undefined>
>;

interface Platform {
  readonly Memory: new (options: {
    readonly initial: number;
    readonly maximum: number;
    readonly shared: boolean;
  }) => Memory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
    imports: { readonly env: { readonly memory: Memory } },
  ) => { readonly exports: Exports };
}

const platform = (globalThis as unknown as { readonly WebAssembly: Platform }).WebAssembly;

/** Reserves memory of a fixed size in pages of 64 KiB; throws a RangeError where it cannot be had. */
export const reserve = (pages: number, shared: boolean): Memory =>
  new platform.Memory({ initial: pages, maximum: pages, shared });

/**
 * The same, or null where so much cannot be had. Shared even for one worker: the platform
 * collects garbage first when it makes another memory that is not.
 */
export const reserveOrNot = (pages: number): Memory | null => {
  try {
    return reserve(pages, true);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
};

/** An instance of a module over a memory. */
export const instantiate = (bytes: Uint8Array, memory: Memory): Exports =>
  new platform.Instance(new platform.Module(bytes), { env: { memory } }).exports;
