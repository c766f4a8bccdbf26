/**
 * Places as TLA+ writes them behind `EXCEPT`, and what must hold of their keys: an
 * `EXCEPT` at a key that a function has not would change nothing, in silence.
 */
import { place as placeOf } from '../../base/source.ts';
import type { Expr, Place, PlaceStep } from '../../machine/expr.ts';
import type { Type } from '../../machine/types.ts';
import { isKey } from './fails.ts';
import { position } from './operators.ts';
import { type Text, tight } from './text.ts';
import { fieldName, isNested, noneOf, typeSet, type Vocabulary } from './types.ts';
import { quoted } from './words.ts';

type Say = (expr: Expr) => Text;

/** A place below a value of this type. */
export interface Below {
  readonly type: Type;
  readonly steps: readonly PlaceStep[];
}

const below = (type: Type, step: PlaceStep): Type => {
  if (step.kind === 'field' && type.kind === 'struct') return type.fields[step.field]?.type ?? type;
  return type.kind === 'map' ? type.value : 'of' in type ? type.of : type;
};

function stepText(type: Type, step: PlaceStep, say: Say): string {
  switch (step.kind) {
    case 'key':
      return `[${say(step.key).text}]`;
    case 'item':
      return `[${position(step.index, say)}]`;
    case 'field':
      return `.${fieldName((type.kind === 'struct' && type.fields[step.field]?.name) || '')}`;
    case 'inner':
      return isNested(type) ? '[1]' : '';
    default:
      return step satisfies never;
  }
}

/** The way to the place: `[p].next`. */
export function wayText({ type, steps }: Below, say: Say): string {
  let text = '';
  let here = type;
  for (const step of steps) {
    text += stepText(here, step, say);
    here = below(here, step);
  }
  return text;
}

/** A value with another at the end of a way. */
export function updated(base: Text, way: string, value: Text): Text {
  if (way === '') return value;
  return { text: `[${base.text} EXCEPT !${way} = ${value.text}]`, level: 20 };
}

/** `Assert(...)` for each key, index and `none` on the way that its type does not rule out. */
export function checksOf(
  words: Vocabulary,
  base: Text,
  { type, steps }: Below,
  place: Place,
  say: Say,
): readonly string[] {
  const checks: string[] = [];
  let here = type;
  let spot = tight(base);
  const check = (test: string): void => {
    checks.push(`Assert(${test}, ${quoted(`nothing is at this place: ${placeOf(place.span)}`)})`);
  };
  for (const step of steps) {
    if (step.kind === 'key' && here.kind === 'map' && !isKey(step.key, here.key)) {
      check(`${say(step.key).text} \\in ${typeSet(here.key, words).text}`);
    }
    if (step.kind === 'item') check(`${position(step.index, say)} \\in 1 .. Len(${spot})`);
    if (step.kind === 'inner') check(`${spot} # ${noneOf(here, words)}`);
    spot += stepText(here, step, say);
    here = below(here, step);
  }
  return checks;
}
