/**
 * Runs to what an engine found: the least one to each is taken forward by the reference along
 * the engine's trails. So the runs are those that the reference's own search would give.
 */
import { pack } from '../engine/layout/pack.ts';
import { actorsOf } from '../engine/search/actors.ts';
import { type Ground, type Trail, trailsTo } from '../engine/search/trails.ts';
import { keyOf, type Least, propertiesOf } from '../machine/asked.ts';
import type { Path, PropertyRef, Question, Watch } from '../machine/search.ts';
import { isFault } from '../reference/fault.ts';
import { judgeTransition } from '../reference/judge.ts';
import { type Guide, leastRun } from '../reference/least.ts';
import type { State } from '../reference/state.ts';

/** What a search left behind, and what it was asked. */
export interface Course {
  /** Costs something to make; nothing where nothing was found. */
  readonly ground: () => Ground;
  readonly question: Question;
  readonly initial: readonly State[];
  readonly watch: Watch;
}

/** The least run to each of these, in order; null where the user had no patience. */
export function pathsTo(course: Course, found: readonly Least[]): readonly Path[] | null {
  if (found.length === 0) return [];
  const { initial, watch, question } = course;
  const ground = course.ground();
  const trails = trailsTo(ground, found, () => watch.interrupted?.() === true);
  if (trails === null) return null;
  return found.map((least, i) => {
    const trail = trails[i];
    return trail === undefined
      ? []
      : leastRun(ground.machine, initial, guideOf(ground, question, least, trail));
  });
}

function guideOf(
  { machine, program, stepNumber }: Ground,
  question: Question,
  { property, length }: Least,
  trail: Trail,
): Guide {
  const actors = actorsOf(machine, program);
  const properties = propertiesOf(machine, question);
  const packed = (state: State): Uint32Array => pack(program.layout, state.toArray());
  const breaks = (refs: readonly PropertyRef[]): boolean =>
    refs.some(ref => keyOf(ref) === keyOf(property));
  return {
    length,
    isEnd: state => trail.isEnd(packed(state)),
    ahead(distance, state, last) {
      const before = last === null ? null : actors.numberOf(last.actor, last.instance);
      const moves = trail.ahead(distance, packed(state), before);
      const known = new Set(moves.map(({ actor, step }) => `${actor} ${step}`));
      return (actor, instance, step) =>
        known.has(`${actors.numberOf(actor, instance)} ${stepNumber(step)}`);
    },
    rest(distance, state, transition) {
      const last = distance === length - 1;
      if (last && breaks(judgeTransition(machine, properties, state, transition))) return 0;
      if (isFault(transition.outcome)) return null;
      const actor = actors.numberOf(transition.actor, transition.instance);
      return trail.rest(distance + 1, packed(transition.outcome), actor);
    },
  };
}
