/** Draws mutants by a seed and says which of them nobody noticed. */
import { mutantOf, original } from './mutate.ts';
import { type Outcome, Runner } from './run.ts';
import { type Subject, subjects } from './subjects.ts';

/** A mutant, and whether its answers are those of the module it was made from. */
export interface Tried {
  readonly subject: string;
  /** The function. */
  readonly where: string;
  readonly what: string;
  readonly end: 'survives' | 'wrong answer' | 'trap' | 'endless';
}

/** How many of these were noticed, from 0 to 1. */
export const killRate = (tried: readonly Tried[]): number =>
  tried.filter(({ end }) => end !== 'survives').length / tried.length;

/**
 * Functions most of whose mutants are slower or use more memory and answer the same:
 * what they find out is checked again, or is needed near the limit of memory only.
 */
export const forgiving: ReadonlySet<string> = new Set([
  'grow',
  'start',
  'needs growth',
  'touch slots',
  'look',
  'areTwins',
  'twins',
]);

/** Numbers from a seed (after George Marsaglia, "Xorshift RNGs", 2003). */
export function drawing(seed: number): (below: number) => number {
  let x = (seed * 2654435761) | 1;
  return below => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return (x >>> 0) % below;
  };
}

/** What the modules say as they are. */
export async function baselines(): Promise<readonly [Subject, Outcome][]> {
  const runner = new Runner();
  const found: [Subject, Outcome][] = [];
  for (const subject of subjects())
    found.push([subject, await runner.run({ ...subject, compiled: original(subject.program) })]);
  await runner.end();
  return found;
}

/** Tries so many mutants; `told` hears of each. */
export async function hunt(
  seed: number,
  count: number,
  told: (tried: Tried) => void = () => {},
): Promise<readonly Tried[]> {
  const draw = drawing(seed);
  const all = await baselines();
  const runner = new Runner();
  const found: Tried[] = [];
  for (let i = 0; i < count; i++) {
    const [subject, usual] = all[i % all.length] ?? [];
    if (subject === undefined || usual?.kind !== 'ran') throw new Error('the original runs');
    const { compiled, where, what } = mutantOf(subject, draw);
    const outcome = await runner.run({ initial: subject.initial, slots: subject.slots, compiled });
    const same = outcome.kind === 'ran' && outcome.ran.text === usual.ran.text;
    const wrong = outcome.kind === 'ran' ? 'wrong answer' : outcome.kind;
    const tried: Tried = { subject: subject.name, where, what, end: same ? 'survives' : wrong };
    found.push(tried);
    told(tried);
  }
  await runner.end();
  return found;
}
