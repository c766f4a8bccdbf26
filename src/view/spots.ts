/** What spots of a state are called: `use[Page0]`, `cpu0.pmd`, or the actor that is somewhere. */
import { present } from '../base/assertion.ts';
import { domain } from '../machine/domain.ts';
import type { Machine } from '../machine/machine.ts';
import { placeName } from '../machine/names.ts';
import { show } from '../machine/show.ts';
import type { Type } from '../machine/types.ts';
import type { Spot } from '../reference/context.ts';

/** The name of a spot; where a thread is goes by the thread. */
export function spotName(machine: Machine, { variable, way }: Spot): string {
  const whole = present(machine.variables[variable], 'a spot is in a variable');
  const parts: string[] = [];
  let type: Type = whole.type;
  for (const index of way) {
    if (type.kind === 'map') {
      parts.push(`[${show(type.key, present(domain(type.key)[index], 'a key'))}]`);
      type = type.value;
    } else if (type.kind === 'struct') {
      const field = present(type.fields[index], 'a field');
      parts.push(`.${field.name}`);
      type = field.type;
    }
  }
  return whole.role === 'place' ? `${whole.actor}${parts.join('')}` : placeName(whole, parts);
}
