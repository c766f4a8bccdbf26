/** Putting terms together: parentheses where an operator needs them, and at times where not. */

import type { Type } from '../../../src/machine/types.ts';
import { groupsRight, levelOf, looseLevel, tightLevel } from '../../../src/syntax/precedence.ts';
import { type BinaryOp } from '../../../src/syntax/tree.ts';
import type { Dice } from './dice.ts';
import type { Term } from './model.ts';

/** What `.f`, `[i]` and `!` may stand behind. */
export const postfixLevel = 15;
/** `some x`, `x is p`, `x at l`, `x with { }`. */
export const suffixLevel = 14;
/** Conditions and quantifiers, which reach as far as they can. */
export const openLevel = 0;

export const bool: Type = { kind: 'bool' };

/** A term that needs no parentheses anywhere. */
export const atom = (text: string, type: Type): Term => ({ text, level: postfixLevel, type });

/** The text of a term where operators of a level stand around it. */
export function inside(dice: Dice, term: Term, level: number): string {
  return term.level < level || dice.chance(4) ? `(${term.text})` : term.text;
}

/** `left op right`. */
export function binary(dice: Dice, op: BinaryOp, sides: readonly [Term, Term], type: Type): Term {
  const level = levelOf(op);
  const compares = level === looseLevel + 1;
  const [left, right] = [
    inside(dice, sides[0], groupsRight(op) || compares ? level + 1 : level),
    inside(dice, sides[1], groupsRight(op) ? level : level + 1),
  ];
  return { text: `${left} ${spelling(dice, op)} ${right}`, level, type };
}

function spelling(dice: Dice, op: BinaryOp): string {
  if (op === 'and' && dice.chance(10)) return '&&';
  if (op === 'or' && dice.chance(10)) return '||';
  return op;
}

/** `not e` or `!e`. */
export function negated(dice: Dice, of: Term): Term {
  return dice.chance(15)
    ? { text: `!${inside(dice, of, tightLevel)}`, level: tightLevel, type: bool }
    : { text: `not ${inside(dice, of, looseLevel)}`, level: looseLevel, type: bool };
}

/** `test ? then : otherwise`. */
export function conditional(dice: Dice, parts: readonly [Term, Term, Term], type: Type): Term {
  const [test, then, otherwise] = parts;
  const text = `${inside(dice, test, 1)} ? ${inside(dice, then, 1)} : ${inside(dice, otherwise, 1)}`;
  return { text, level: openLevel, type };
}
