/**
 * A run that Rumur printed, in our terms: which of our transitions a rule may be, and which
 * of our states a printed one is. With symmetry, members may have changed their names.
 */
import type { Machine } from '../machine/machine.ts';
import type { PropertyRef } from '../machine/search.ts';
import type { Value } from '../machine/value.ts';
import { permutations, permuteState } from '../reference/permute.ts';
import type { State } from '../reference/state.ts';
import type { Transition } from '../reference/successors.ts';
import { titleOf } from '../view/murphi/murphi.ts';
import type { Components } from '../view/murphi/shown.ts';
import { quoted } from '../view/murphi/words.ts';
import type { Claimed, Likeness, Row } from './peer.ts';
import type { Fired, RumurError } from './read.ts';

/** A state as Rumur prints it, by the values of its variables. */
type Naming = (state: readonly Value[]) => Components;

/** The run of an error. */
export function claimedBy(machine: Machine, error: RumurError, components: Naming): Claimed {
  const [start, ...rows] = error.run;
  const like = (fired: Fired | undefined): Likeness | null =>
    fired?.state == null ? null : likeness(machine, fired.state, components);
  return {
    start: like(start),
    rows: rows.map(
      (fired): Row => ({
        title: fired.title,
        isRule: transition => isRule(machine, fired.title, transition),
        state: like(fired) ?? nowhere,
      }),
    ),
    names: property => names(machine, error.message, property),
  };
}

const nowhere: Likeness = { same: () => false, renamed: () => false };

function likeness(machine: Machine, printed: Components, components: Naming): Likeness {
  const same = (state: State): boolean => agree(components(state.toArray()), printed);
  return {
    same,
    renamed: state =>
      permutations(machine.scalarsets).some(p => same(permuteState(machine, state, p))),
  };
}

const agree = (ours: Components, printed: Components): boolean =>
  ours.size === printed.size && [...printed].every(([name, value]) => ours.get(name) === value);

// `cpu0.unlink`, `cpu0.unlink (2)` of several ways through a step, `cpu0.unlink fails`.
function isRule(machine: Machine, title: string, { actor, step }: Transition): boolean {
  const plain = title.replace(/ (?:\(\d+\)|fails)$/, '');
  return quoted(`${machine.actors[actor]?.name}.${machine.steps[step]?.name}`) === `"${plain}"`;
}

function names(machine: Machine, message: string, { kind, name }: PropertyRef): boolean {
  if (kind === 'deadlock') return message === 'deadlock';
  if (kind === 'runtime') return /undefined value|out-of-range|division|overflow/.test(message);
  const property = machine.properties.find(p => p.kind === kind && p.name === name);
  return message.includes(quoted(property === undefined ? name : titleOf(property)));
}
