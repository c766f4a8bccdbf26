/**
 * What a verdict rests on beside the specification's own words: the memory model,
 * and every `assume`.
 */
import { place, spanText } from '../base/source.ts';
import type { Expr } from '../machine/expr.ts';
import type { Machine } from '../machine/machine.ts';
import { oneLine } from './wrap.ts';

/** Sentences, those of all machines once each. */
export function assumptions(machines: readonly Machine[]): readonly string[] {
  const assumed = machines.flatMap(machine => [
    ...machine.assumes.map(a => a.test),
    ...machine.nodes.flatMap(node => (node.kind === 'guard' && node.assumed ? [node.test] : [])),
  ]);
  const places = new Map<string, Expr>(assumed.map(test => [place(test.span), test] as const));
  const texts = [...places.values()].map(test => oneLine(spanText(test.span)));
  return [...new Set(['sequentially consistent memory', ...texts])];
}
