/**
 * Which bracket closes which. A missing one costs as little as it can: round and square
 * brackets never reach past a `;`, and a brace closes all that stands open in it.
 */
import type { Token } from './scanner.ts';

const closers: ReadonlyMap<string, string> = new Map([
  [')', '('],
  [']', '['],
  ['}', '{'],
]);
const openers: ReadonlySet<string> = new Set(closers.values());

/** For each token the index of the bracket that closes or opens it, else -1. */
export function partners(tokens: readonly Token[]): Int32Array {
  const partner = new Int32Array(tokens.length).fill(-1);
  const open: number[] = [];
  const top = (): string => tokens[open.at(-1) ?? -1]?.text ?? '';
  // Open braces are counted so that a stray `}` does not pop what it cannot close.
  let braces = 0;
  tokens.forEach(({ kind, text }, index) => {
    if (kind !== 'mark') return;
    if (openers.has(text)) {
      open.push(index);
      if (text === '{') braces++;
      return;
    }
    if (text === ';' || (text === '}' && braces > 0))
      while (open.length > 0 && top() !== '{') open.pop();
    if (closers.get(text) !== top()) return;
    const opener = open.pop();
    if (opener === undefined) return;
    if (text === '}') braces--;
    partner[opener] = index;
    partner[index] = opener;
  });
  return partner;
}
