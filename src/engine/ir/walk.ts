/** What is inside code expressions: their parts, their size, and whether they read `after`. */
import { unreachable } from '../../base/assertion.ts';
import type { Bool, Num } from './code.ts';

export type Code = Num | Bool;

/** The expressions directly below. */
export function partsOf(code: Code): readonly Code[] {
  switch (code.kind) {
    case 'number':
    case 'read':
    case 'local':
    case 'rank':
    case 'truth':
    case 'bit':
    case 'flag':
      return [];
    case 'add':
    case 'sub':
    case 'mul':
    case 'div':
    case 'rem':
    case 'equal':
    case 'less':
    case 'atMost':
    case 'same':
      return [code.left, code.right];
    case 'count':
    case 'all':
    case 'any':
      return code.of;
    case 'not':
      return [code.of];
    case 'select':
      return [code.test, code.then, code.otherwise];
    default:
      return unreachable(code);
  }
}

interface Facts {
  readonly size: number;
  readonly readsAfter: boolean;
}

const facts = new WeakMap<Code, Facts>();

function factsOf(code: Code): Facts {
  const before = facts.get(code);
  if (before !== undefined) return before;
  let size = 1;
  let readsAfter = (code.kind === 'read' || code.kind === 'bit') && code.file === 'after';
  for (const part of partsOf(code)) {
    const inner = factsOf(part);
    size += inner.size;
    readsAfter ||= inner.readsAfter;
  }
  const found = { size, readsAfter };
  facts.set(code, found);
  return found;
}

/** How many operators and leaves, as if written out. */
export const sizeOf = (code: Code): number => factsOf(code).size;

/** Its value depends on the successor in the making. */
export const readsAfter = (code: Code): boolean => factsOf(code).readsAfter;
