/**
 * One layout for the states of all machines of a family. A variable that some lack is
 * laid out as an option, `none` in their states, so that permutations leave it alone. A
 * machine that has it sees what is inside, and `some` is a bit that all its states have.
 */
import { invariant, present } from '../../base/assertion.ts';
import type { Machine } from '../../machine/machine.ts';
import type { Type } from '../../machine/types.ts';
import type { Layout, Store, Unfit } from '../layout/layout.ts';
import { layoutOf } from '../layout/make.ts';
import type { Joint, JointVariable, Place } from './joint.ts';

const laidOut = ({ variable, everywhere }: JointVariable): Machine['variables'][number] =>
  everywhere ? variable : { ...variable, type: { kind: 'option', of: variable.type } };

/** The layout of all. */
export function jointLayout({ places, variables }: Joint, symmetry: boolean): Layout | Unfit {
  const { machine } = present(places[0], 'a family has machines');
  return layoutOf({ ...machine, variables: variables.map(laidOut) }, symmetry);
}

/** The layout as one of the machines sees it. */
export function viewOf(layout: Layout, { variables }: Joint, place: Place): Layout {
  const always = new Uint32Array(2 * layout.words);
  const stores = place.variables.map((number, own): Store => {
    const { type } = present(place.machine.variables[own], 'a variable by its number');
    return coded(innerOf(number), type, place);
  });
  return { ...layout, stores, always };

  function innerOf(number: number): Store {
    const store = present(layout.stores[number], 'every variable has a store');
    if (variables[number]?.everywhere === true) return store;
    invariant(store.kind === 'option', 'what some machines lack is an option');
    if (store.some !== null) {
      const half = 2 * store.some.word + (store.some.shift >>> 5);
      always[half] = (always[half] ?? 0) | (1 << (store.some.shift & 31));
    }
    return store.of;
  }
}

// Places of threads by their joint numbers.
function coded(store: Store, type: Type, place: Place): Store {
  if (type.kind === 'map' && store.kind === 'map')
    return { ...store, entries: store.entries.map(entry => coded(entry, type.value, place)) };
  if (type.kind !== 'place' || store.kind !== 'number') return store;
  return { ...store, codes: present(place.places.get(type.thread), 'the places of a thread') };
}
