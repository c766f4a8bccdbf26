/**
 * For broken promises of our own code. Wrong input is a Diagnostic; what arrives
 * here is a fault of patchproof and ends the program with exit status 255.
 */

/** In the last branch of a switch over `kind`: the compiler proves it unreachable. */
export function unreachable(value: never): never {
  throw new Error(`a kind that no branch knows: ${JSON.stringify(value)}`);
}

/** Says what must hold here, in words. */
export function invariant(holds: boolean, promise: string): asserts holds {
  if (!holds) throw new Error(`broken promise: ${promise}`);
}

/** The value that must be there; `promise` says why it is. */
export function present<T>(value: T | undefined, promise: string): T {
  if (value === undefined) throw new Error(`broken promise: ${promise}`);
  return value;
}
