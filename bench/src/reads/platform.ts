/**
 * The few words of the WebAssembly interface that the reads use, typed here because
 * neither the library of the language nor that of Node declares them.
 */

export interface Memory {
  readonly buffer: SharedArrayBuffer;
}

interface Platform {
  readonly Memory: new (wanted: {
    readonly initial: number;
    readonly maximum: number;
    readonly shared: true;
  }) => Memory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
}

/** As Node provides it. */
export const platform = (globalThis as unknown as { readonly WebAssembly: Platform }).WebAssembly;
