/**
 * Whether JavaScript's numbers can compute a program: they are exact up to 2^53, so each
 * number in the code must be bound to be a safe integer.
 */
import { type Code, partsOf } from '../ir/walk.ts';
import type { Unfit } from '../layout/layout.ts';
import type { Program } from '../program.ts';
import { codesOf, statementsOf } from './used.ts';

/** Null when it can. */
export function unsafe(program: Program): Unfit | null {
  const seen = new Set<Code>();
  const { expand, judge, judgeStep, unfinished } = program;
  const bodies = [...expand, ...judge, ...(judgeStep === null ? [] : [judgeStep]), unfinished];
  const safe = bodies.every(body =>
    statementsOf(body.code)
      .flatMap(codesOf)
      .every(code => isSafe(code, seen)),
  );
  if (safe) return null;
  const reason = 'it computes with integers beyond 2^53, which JavaScript numbers do not hold';
  return { kind: 'unfit', reason };
}

function isSafe(code: Code, seen: Set<Code>): boolean {
  if (seen.has(code)) return true;
  seen.add(code);
  if ('low' in code && !(Number.isSafeInteger(code.low) && Number.isSafeInteger(code.high)))
    return false;
  return partsOf(code).every(part => isSafe(part, seen));
}
