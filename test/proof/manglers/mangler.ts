/** Damage to mail as functions of text: what real programs and people do to it. */
import type { Dice } from '../../support/dice.ts';

/** One way to damage a text. */
export interface Mangler {
  readonly name: string;
  /** Whether all that a block says is still there. */
  readonly keeps: boolean;
  readonly mangle: (text: string, dice: Dice) => string;
}
