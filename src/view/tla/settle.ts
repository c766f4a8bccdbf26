/** The ends of a step: what has no next value yet gets one, or is unchanged. */
import type { VariableId } from '../../machine/expr.ts';
import type { LocationId } from '../../machine/machine.ts';
import { instanceText, wholeOf } from './current.ts';
import type { Doc } from './doc.ts';
import type { Frame, Here } from './here.ts';
import { updated } from './places.ts';
import { atLeast, closed, level } from './text.ts';
import { quoted } from './words.ts';

/** Conjuncts that give these variables their next values, where nothing has yet. */
export function settled(frame: Frame, here: Here, which: ReadonlySet<VariableId>): readonly Doc[] {
  const { speech, actor } = frame;
  const given: string[] = [];
  const unchanged: string[] = [];
  for (const v of [...which].sort((a, b) => a - b)) {
    const now = here.values.get(v);
    const name = speech.variables[v] ?? '';
    if (frame.hidden.has(v) || now?.done === true) continue;
    const whole = wholeOf(speech, here.scope, actor, v, now);
    const text = atLeast(whole, level.compare + 0.1);
    if (text === name && frame.next(name) !== name) unchanged.push(name);
    else given.push(`${frame.next(name)} = ${text}`);
  }
  return [...given, ...unchangedText(unchanged)];
}

/** `UNCHANGED <<x, y>>`, or nothing. */
export function unchangedText(names: readonly string[]): readonly string[] {
  if (names.length === 0) return [];
  return [`UNCHANGED ${names.length === 1 ? names[0] : `<<${names.join(', ')}>>`}`];
}

/** The end of a step at a location; the place of the thread is a variable like others. */
export function stopped(frame: Frame, location: LocationId, here: Here): readonly Doc[] {
  const { speech, actor } = frame;
  if (actor?.kind !== 'thread') throw new Error('broken promise: only threads stop');
  if (frame.finish !== null) {
    const text = closed(quoted(speech.places.get(actor.name)?.[location] ?? ''));
    const of = actor.params.length === 0 ? 'whole' : 'entry';
    const values = new Map(here.values).set(actor.place, { of, text, done: false });
    return frame.finish({ ...here, values });
  }
  const left = new Set(frame.changed);
  left.delete(actor.place);
  const rest = settled(frame, here, left);
  if (location === frame.from) {
    return frame.changed.has(actor.place)
      ? [...rest, ...unchangedText([speech.variables[actor.place] ?? ''])]
      : rest;
  }
  const name = speech.variables[actor.place] ?? '';
  const place = quoted(speech.places.get(actor.name)?.[location] ?? '');
  const text = updated(closed(name), instanceText(here.scope, actor), closed(place)).text;
  return [...rest, `${frame.next(name)} = ${text}`];
}
