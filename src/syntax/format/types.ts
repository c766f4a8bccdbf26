/** Types as text, on one line; parentheses only where they are needed. */
import { unreachable } from '../../base/assertion.ts';
import type { Expr, FieldDecl, Param, TypeExpr } from '../tree.ts';
import { expression } from './expressions.ts';
import { flatText } from './layout.ts';

/** A type. */
export function type(of: TypeExpr): string {
  switch (of.kind) {
    case 'boolType':
      return 'bool';
    case 'namedType':
      return of.name.text;
    case 'rangeType':
      return `${bound(of.low)} .. ${bound(of.high)}`;
    case 'mapType':
      return `${of.key.kind === 'mapType' ? wrapped(of.key) : type(of.key)} -> ${type(of.value)}`;
    case 'optionType':
      return `${isWord(of.of) ? type(of.of) : wrapped(of.of)}?`;
    case 'setType':
      return `set of ${element(of.of)}${of.max === null ? '' : ` max ${bound(of.max)}`}`;
    case 'seqType':
      return `seq of ${element(of.of)} max ${bound(of.max)}`;
    default:
      return unreachable(of);
  }
}

/** `x: T`, or `x: T = e` in what a patch added. */
export function field({ name, type: of, value }: FieldDecl): string {
  const initial = value === null ? '' : ` = ${flatText(expression(value))}`;
  return `${name.text}: ${type(of)}${initial}`;
}

/** Parameters in parentheses. */
export function parameters(params: readonly Param[]): string {
  return `(${params.map(p => `${p.isVar ? 'var ' : ''}${p.name.text}: ${type(p.type)}`).join(', ')})`;
}

function isWord({ kind }: TypeExpr): boolean {
  return kind === 'boolType' || kind === 'namedType';
}

function element(of: TypeExpr): string {
  return isWord(of) || of.kind === 'optionType' || of.kind === 'rangeType' ? type(of) : wrapped(of);
}

function wrapped(of: TypeExpr): string {
  return `(${type(of)})`;
}

function bound(of: Expr): string {
  return flatText(expression(of));
}
