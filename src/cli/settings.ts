/**
 * `-D NAME=VALUE`: values of parameters from the command line, as syntax with a place
 * of its own, so that what is wrong with them is said like any other error. `1..3`
 * and `false,true` are several values: each makes a row of a sweep.
 */
import { type Source, type Span, spanText } from '../base/source.ts';
import type { Expr, Name, Setting } from '../syntax/tree.ts';

/** The path under which messages show an option. */
export const optionPath = 'command line';

/** A parameter with the values it is to have, at least one. */
export interface Sweep {
  readonly name: string;
  readonly values: readonly Setting[];
}

/** Rows of a table beyond which a sweep is refused. */
export const mostRows = 1000;

const shape = /^([A-Za-z_]\w*)=(.+)$/s;
const item = /^(?:(-?\d+)(?:\.\.(-?\d+))?|([A-Za-z_]\w*)(?:\.([A-Za-z_]\w*))?)$/;

/** The sweep that the text of a `-D` means, or a sentence that says what is wrong with it. */
export function sweepOf(text: string): Sweep | string {
  const compact = text.replaceAll(/\s/g, '');
  const [, name, list] = shape.exec(compact) ?? [];
  if (name === undefined || list === undefined) return `write -D NAME=VALUE, not -D ${text}`;
  const source: Source = { path: optionPath, text: `-D ${compact}` };
  const values: Setting[] = [];
  let at = '-D '.length + name.length + 1;
  for (const word of list.split(',')) {
    const span: Span = { source, start: at, end: at + word.length };
    const expressions = valuesOf(span);
    if (typeof expressions === 'string') return expressions;
    values.push(...expressions.map(value => ({ name: nameAt(name, span.source), value })));
    at += word.length + 1;
  }
  return { name, values };
}

function nameAt(text: string, source: Source): Name {
  const start = '-D '.length;
  return { text, span: { source, start, end: start + text.length } };
}

function valuesOf(span: Span): readonly Expr[] | string {
  const word = spanText(span);
  const [, low, high, name, member] = item.exec(word) ?? [];
  if (low !== undefined) return numbers(BigInt(low), BigInt(high ?? low), span);
  if (name === undefined)
    return `\`${word}\` is no value: write a number, true, false or a member, N=1..3 or F=true,false`;
  if (name === 'true' || name === 'false') return [{ kind: 'truth', value: name === 'true', span }];
  const of: Expr = { kind: 'name', name: { text: name, span }, span };
  return [member === undefined ? of : { kind: 'field', of, name: { text: member, span }, span }];
}

function numbers(low: bigint, high: bigint, span: Span): readonly Expr[] | string {
  const count = high - low + 1n;
  if (count < 1n) return `${low}..${high} is empty: write the lower bound first`;
  if (count > BigInt(mostRows)) return `${low}..${high} has more than ${mostRows} values`;
  return Array.from({ length: Number(count) }, (_, i) => number(low + BigInt(i), span));
}

const number = (value: bigint, span: Span): Expr =>
  value < 0n
    ? { kind: 'unary', op: '-', of: { kind: 'number', value: -value, span }, span }
    : { kind: 'number', value, span };

/** Every combination of the values, the last parameter fastest; of no sweeps one empty row. */
export function rowsOf(sweeps: readonly Sweep[]): readonly (readonly Setting[])[] {
  let rows: readonly (readonly Setting[])[] = [[]];
  for (const { values } of sweeps) rows = rows.flatMap(row => values.map(v => [...row, v]));
  return rows;
}
