/**
 * The shortest runs to what a search found, backward. A search keeps no parents; so the
 * states of each layer are judged and expanded once more, from the ends on, and those
 * with a step into the marked states of the next layer are marked: they lie on a shortest
 * run. In the same pass it is counted how many changes of actor there are to the end.
 * Costs about another search on one thread, and memory for the marked states only.
 * Somebody may stop it; then there are no trails.
 */
import { present } from '../../base/assertion.ts';
import type { Least } from '../../machine/asked.ts';
import { everyNth } from '../../machine/limit.ts';
import type { Machine, StepId } from '../../machine/machine.ts';
import { type Canonical, canonical } from '../canon/canonical.ts';
import type { Tracer } from '../js/tracer.ts';
import type { Program } from '../program.ts';
import { type Actors, actorsOf } from './actors.ts';
import { Marks } from './marks.ts';
import { flagsOf } from './meanings.ts';

/** What a search left behind. */
export interface Ground {
  readonly machine: Machine;
  readonly program: Program;
  readonly tracer: Tracer;
  /** The number of a step in the code of the program. */
  readonly stepNumber: (step: StepId) => number;
  /** The stored states of a distance, or at least those that lie on a way to an end. */
  readonly statesAt: (distance: number) => Iterable<number>;
  readonly read: (index: number, into: Uint32Array) => void;
}

/** The shortest runs to the ends of one property. */
export interface Trail {
  /** Is this state one that breaks the property, at the end of a shortest run? */
  isEnd(words: Uint32Array): boolean;
  /**
   * The fewest changes of actor up to the end, once this actor (by number of the
   * program) has come to this state at this distance; null where no shortest run goes on.
   */
  rest(distance: number, words: Uint32Array, actor: number): number | null;
  /**
   * What can happen in this state at this distance on the runs with the fewest changes of actor,
   * `last` having moved before (null: nobody).
   */
  ahead(distance: number, words: Uint32Array, last: number | null): readonly Move[];
}

/** A step of an actor, by their numbers in the program. */
export interface Move {
  readonly actor: number;
  readonly step: number;
}

/** A trail for each of these, in order; their lengths are the least. Null if `stop` said so, which is asked now and then. */
export function trailsTo(
  ground: Ground,
  targets: readonly Least[],
  stop: () => boolean = () => false,
): readonly Trail[] | null {
  const open = targets.map(target => new Open(ground, target));
  const most = Math.max(-1, ...targets.map(({ length }) => length));
  const back = new Back(ground, stop);
  for (let distance = most; distance >= 0; distance--) if (!back.layer(distance, open)) return null;
  const states = new Named(ground);
  return open.map(one => ({
    ...reader(one),
    ahead: (distance, words, last) => back.ahead(one, distance, words, last),
  }));

  function reader({ target: { length }, marks }: Open): Omit<Trail, 'ahead'> {
    return {
      isEnd(words) {
        states.look(words, 0);
        return (marks[length]?.find(states.least, 0) ?? -1) >= 0;
      },
      rest(distance, words, actor) {
        states.look(words, 0);
        const there = marks[distance];
        const mark = there?.find(states.least, 0) ?? -1;
        if (there === undefined || mark < 0) return null;
        return distance === length ? 0 : there.after(mark, states.name(actor));
      },
    };
  }
}

/** A target on the way back. */
class Open {
  readonly target: Least;
  readonly flags: ReadonlySet<number>;
  /** By distance. */
  readonly marks: readonly Marks[];

  constructor({ machine, program }: Ground, target: Least) {
    this.target = target;
    this.flags = flagsOf(machine, program, target.property);
    this.marks = Array.from(
      { length: target.length + 1 },
      () => new Marks(2 * program.layout.words, program.actors.length),
    );
  }

  at(distance: number): Marks {
    return present(this.marks[distance], 'a trail has marks at each distance');
  }

  raisedBy({ raised }: Tracer): boolean {
    return raised.some(flag => this.flags.has(flag));
  }
}

/** A state in its canonical form, and what actors are called in it. */
class Named {
  readonly least: Uint32Array;
  private readonly plain: Uint32Array;
  private readonly forms: Canonical;
  private readonly actors: Actors;
  private readonly moves: boolean;

  constructor({ machine, program }: Ground) {
    this.least = new Uint32Array(2 * program.layout.words);
    this.plain = new Uint32Array(2 * program.layout.words);
    this.forms = canonical(program.layout);
    this.actors = actorsOf(machine, program);
    this.moves = program.layout.symmetry !== null;
  }

  look(words: Uint32Array, at: number): void {
    const state = words.subarray(at, at + this.plain.length);
    this.plain.set(state);
    this.least.set(state);
    if (this.moves) this.forms.least(this.least, 0);
  }

  name(actor: number): number {
    return this.moves ? this.actors.image(actor, this.forms.permutation(this.plain, 0)) : actor;
  }
}

// Some milliseconds.
const statesBetweenLooks = 1000;

/** The pass backward. */
class Back {
  private readonly ground: Ground;
  private readonly stop: () => boolean;
  private readonly due = everyNth(statesBetweenLooks);
  private readonly state: Uint32Array;
  private readonly after: Named;

  constructor(ground: Ground, stop: () => boolean) {
    this.ground = ground;
    this.stop = stop;
    this.state = new Uint32Array(2 * ground.program.layout.words);
    this.after = new Named(ground);
  }

  /** Marks the states of a layer, those of the next one being marked; false if it was stopped. */
  layer(distance: number, open: readonly Open[]): boolean {
    const ending = open.filter(({ target }) => target.length === distance);
    const going = open.filter(({ target }) => target.length > distance);
    for (const index of this.ground.statesAt(distance)) {
      if (this.due() && this.stop()) return false;
      this.ground.read(index, this.state);
      if (ending.length > 0) this.end(distance, ending);
      if (going.length > 0) this.step(distance, going);
    }
    return true;
  }

  // Does the state break something itself?
  private end(distance: number, ending: readonly Open[]): void {
    const { tracer } = this.ground;
    tracer.judge(this.state, 0);
    const broken = ending.filter(one => one.raisedBy(tracer));
    const deadlocks = ending.filter(({ target }) => target.property.kind === 'deadlock');
    if (deadlocks.length > 0 && this.isDeadlock()) broken.push(...deadlocks);
    for (const one of broken) one.at(distance).add(this.state, 0);
  }

  private isDeadlock(): boolean {
    let transitions = 0;
    this.ground.tracer.expand(this.state, 0, () => {
      transitions += 1;
    });
    return transitions === 0 && this.ground.tracer.unfinished(this.state, 0);
  }

  // Which of its steps go on?
  private step(distance: number, going: readonly Open[]): void {
    const { tracer } = this.ground;
    tracer.expand(this.state, 0, (actor, fails) => {
      if (!fails) this.after.look(tracer.after, 0);
      for (const one of going) {
        const rest = this.restOf(one, distance + 1, actor, fails);
        if (rest === null) continue;
        const here = one.at(distance);
        here.note(here.add(this.state, 0), actor, rest);
      }
    });
  }

  /** The moves out of a state on the runs with the fewest changes of actor. */
  ahead(one: Open, distance: number, words: Uint32Array, last: number | null): readonly Move[] {
    const { tracer } = this.ground;
    let least = Number.POSITIVE_INFINITY;
    const moves = new Map<string, Move>();
    tracer.expand(words, 0, (actor, fails, step) => {
      if (!fails) this.after.look(tracer.after, 0);
      const rest = this.restOf(one, distance + 1, actor, fails);
      if (rest === null) return;
      const changes = last === null || last === actor ? rest : rest + 1;
      if (changes > least) return;
      if (changes < least) moves.clear();
      least = changes;
      moves.set(`${actor} ${step}`, { actor, step });
    });
    return [...moves.values()];
  }

  private restOf(one: Open, distance: number, actor: number, fails: boolean): number | null {
    const last = one.target.length === distance;
    if (last && one.raisedBy(this.ground.tracer)) return 0;
    if (fails) return null;
    const there = one.at(distance);
    const mark = there.find(this.after.least, 0);
    if (mark < 0) return null;
    return last ? 0 : there.after(mark, this.after.name(actor));
  }
}
