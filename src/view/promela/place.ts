/** Places that are assigned to: where they are, and what a variable is when one has a new value. */
import type { Place } from '../../machine/expr.ts';
import type { Type } from '../../machine/types.ts';
import { form, formula, typeIs } from './expr.ts';
import { fits } from './fits.ts';
import { cond, type Form, someOf, the } from './form.ts';
import { index, nested } from './indexes.ts';
import { check, type Scope } from './scope.ts';
import type { Spot } from './store.ts';
import { all, compared, num, type Text } from './text.ts';

/** One step into a value. */
export type Way =
  | { readonly kind: 'key' | 'item'; readonly at: Text }
  | { readonly kind: 'field'; readonly field: number }
  | { readonly kind: 'inner' };

/** The way to a place; what can fail there is checked. */
export function wayOf(scope: Scope, place: Place): readonly Way[] {
  let here = scope.read(place.variable);
  let type = typeOf(scope, place);
  const way: Way[] = [];
  for (const step of place.steps) {
    switch (step.kind) {
      case 'key': {
        const of = typeIs(type, 'map').key;
        const key = form(scope, step.key);
        check(scope, fits(scope.program.names, of, key), 'runtime/index', step.key.span);
        const at = index(of, key);
        way.push({ kind: 'key', at });
        here = the(here, 'map').get(at);
        break;
      }
      case 'item': {
        const at = formula(scope, step.index);
        const seq = the(here, 'seq');
        const within = all([compared(num(0), '<=', at), compared(at, '<', seq.length)]);
        check(scope, within, 'runtime/index', step.index.span);
        way.push({ kind: 'item', at });
        here = seq.item(at);
        break;
      }
      case 'field':
        way.push({ kind: 'field', field: step.field });
        here = the(here, 'struct').fields[step.field] ?? here;
        break;
      default: {
        const option = the(here, 'option');
        check(scope, option.some, 'runtime/none', place.span);
        way.push({ kind: 'inner' });
        here = option.of;
      }
    }
    type = step.type;
  }
  return way;
}

const typeOf = ({ program }: Scope, { variable }: Place): Type => {
  const found = program.machine.variables[variable];
  if (found === undefined) throw new Error('broken promise: a place is in a variable');
  return found.type;
};

/** The columns of a place. */
export function spotOf(scope: Scope, place: Place, way: readonly Way[]): Spot {
  let layout = scope.program.layouts[place.variable];
  let type = typeOf(scope, place);
  let at: Text | null = null;
  for (const [i, step] of way.entries()) {
    if (layout === undefined) break;
    if (step.kind === 'key' && layout.kind === 'map') {
      at = nested(at, layout.span, step.at);
      layout = layout.of;
    } else if (step.kind === 'item' && layout.kind === 'seq') {
      at = nested(at, Math.max(1, layout.max), step.at);
      layout = layout.of;
    } else if (step.kind === 'field' && layout.kind === 'struct')
      layout = layout.fields[step.field];
    else if (step.kind === 'inner' && layout.kind === 'option') layout = layout.of;
    type = place.steps[i]?.type ?? type;
  }
  if (layout === undefined) throw new Error('broken promise: a place is in its variable');
  return { layout, type, at };
}

/** A value with another at the end of a way. */
export function changed(type: Type, whole: Form, way: readonly Way[], value: Form): Form {
  const [step, ...rest] = way;
  if (step === undefined) return value;
  switch (step.kind) {
    case 'key': {
      const map = the(whole, 'map');
      const inner = typeIs(type, 'map').value;
      const entry = changed(inner, map.get(step.at), rest, value);
      return { kind: 'map', get: at => cond(compared(at, '==', step.at), entry, map.get(at)) };
    }
    case 'item': {
      const seq = the(whole, 'seq');
      const entry = changed(typeIs(type, 'seq').of, seq.item(step.at), rest, value);
      return {
        kind: 'seq',
        length: seq.length,
        item: at => cond(compared(at, '==', step.at), entry, seq.item(at)),
      };
    }
    case 'field': {
      const { fields } = the(whole, 'struct');
      const of = typeIs(type, 'struct').fields[step.field]?.type;
      const now = fields.map((f, i) =>
        i === step.field && of !== undefined ? changed(of, f, rest, value) : f,
      );
      return { kind: 'struct', fields: now };
    }
    default: {
      const option = typeIs(type, 'option');
      return someOf(option, changed(option.of, the(whole, 'option').of, rest, value));
    }
  }
}
