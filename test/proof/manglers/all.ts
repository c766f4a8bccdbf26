/** All manglers, and chains of them. */
import { type Dice, one } from '../../support/dice.ts';
import type { Mangler } from './mangler.ts';
import { losses, remarksOfPeople } from './people.ts';
import { quotings } from './quoting.ts';
import { signs } from './signs.ts';
import { spacings } from './spacing.ts';

/** In the order of their files. */
export const manglers: readonly Mangler[] = [
  ...quotings,
  ...spacings,
  ...signs,
  ...remarksOfPeople,
  ...losses,
];

const nothing: Mangler = { name: 'nothing', keeps: true, mangle: text => text };

/** One to three manglers, as the dice fall. */
export function chainOf(dice: Dice): readonly Mangler[] {
  return Array.from({ length: 1 + dice(3) }, () => one(dice, manglers, nothing));
}

/** The text after all of them. */
export const mangled = (text: string, chain: readonly Mangler[], dice: Dice): string =>
  chain.reduce((damaged, { mangle }) => mangle(damaged, dice), text);
