/**
 * Counts the transitions out of states, as spec/language.md "What is counted" has them:
 * out of each representative, and out of all the states that it stands for.
 */
import type { Machine, StepId } from '../machine/machine.ts';
import type { Counts } from '../machine/search.ts';
import type { Expansion } from './successors.ts';

/** What the transitions out of the states counted so far add up to. */
export class Tally {
  private readonly machine: Machine;
  private readonly devices: ReadonlySet<number>;
  private transitions = 0;
  private fullTransitions = 0;
  private readonly fired: number[];
  private readonly empty = new Set<StepId>();
  private deviceFree = 0;

  constructor(machine: Machine) {
    this.machine = machine;
    this.fired = machine.steps.map(() => 0);
    const devices = machine.actors.flatMap((actor, i) => (actor.kind === 'device' ? [i] : []));
    this.devices = new Set(devices);
  }

  /** The same counts, to be continued on their own. */
  copy(): Tally {
    const copy = new Tally(this.machine);
    copy.transitions = this.transitions;
    copy.fullTransitions = this.fullTransitions;
    copy.deviceFree = this.deviceFree;
    for (const [step, count] of this.fired.entries()) copy.fired[step] = count;
    for (const step of this.empty) copy.empty.add(step);
    return copy;
  }

  /** One more state, which stands for `orbit` states. */
  count({ transitions, emptyPicks }: Expansion, orbit: number): void {
    this.transitions += transitions.length;
    this.fullTransitions += transitions.length * orbit;
    for (const { step } of transitions) this.fired[step] = (this.fired[step] ?? 0) + 1;
    for (const step of emptyPicks) this.empty.add(step);
    if (!transitions.some(({ actor }) => this.devices.has(actor))) this.deviceFree += 1;
  }

  /** A step counts as blocked by empty picks if it met one and never fired. */
  counts(): Omit<Counts, 'states' | 'fullStates' | 'depth'> {
    return {
      transitions: this.transitions,
      fullTransitions: this.fullTransitions,
      fired: [...this.fired],
      emptyPicks: [...this.empty].filter(step => this.fired[step] === 0).sort((a, b) => a - b),
      deviceFree: this.deviceFree,
    };
  }
}
