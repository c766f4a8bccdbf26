/** Where runs begin: the initial states as constants, one option each. */
import type { Type } from '../../machine/types.ts';
import { initialStates } from '../../reference/initial.ts';
import { constant } from './constant.ts';
import { Out, Routine } from './out.ts';
import type { Program } from './scope.ts';
import { store } from './store.ts';

const mostStarts = 4096;

/** The statements of each start; `first` asks what must hold there. */
export function beginnings(
  program: Program,
  first: readonly string[],
): readonly (readonly string[])[] {
  const { machine, names, layouts } = program;
  const { states, faults } = initialStates(machine);
  const [span] = machine.variables.map(v => v.span);
  if (states.length > mostStarts && span !== undefined) {
    const message = `${states.length} initial states: each is an option, of which there may be ${mostStarts}`;
    program.unsaid.push({ span, message });
    return [];
  }
  const routine = new Routine(program, new Map());
  const good = states.map(state => {
    const to = new Out();
    for (const [id, v] of machine.variables.entries()) {
      const layout = layouts[id];
      const type: Type = v.type;
      if (layout === undefined) continue;
      const value = constant(names, type, state.get(id) ?? null);
      store(names, routine, to, new Set(), { layout, type, at: null }, value);
    }
    const lines = to.closed().filter(l => !/ = (0|false);$/.test(l));
    return ['true ->', ...lines, ...first, ...(lines.length + first.length === 0 ? ['skip'] : [])];
  });
  const failing = faults.length > 0 && program.watching ? [['true ->', 'assert(false);']] : [];
  return [...good, ...failing];
}
