/** How much memory a search may use when nobody says. */
import { totalmem } from 'node:os';

const bytesPerMb = 2 ** 20;

/** Three quarters of what this machine, or its container, has; in units of 2^20 bytes. */
export function defaultMemoryMb(): number {
  const constrained = process.constrainedMemory?.() ?? 0;
  const total = constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
  return Math.floor((total * 0.75) / bytesPerMb);
}
