/**
 * How many random modules the laws see, and which. `LAWS_RUNS=3000 npx vitest run
 * test/laws` looks at that many in place of the few that every change can afford;
 * `LAWS_SEED=7` takes others (0 takes new ones each time); what fails prints its seed.
 * `LAWS_STATES` is how many states of each are looked at.
 */

const given = (name: string, otherwise: number): number => {
  const text = process.env[name];
  return text === undefined ? otherwise : Number(text);
};

/** Modules for the laws that look at all of them. */
export const runs = given('LAWS_RUNS', 240);

/** The numbers from which the modules are made. */
export const seed = given('LAWS_SEED', 20_240_611) || Date.now() % 2 ** 31;

/** A search stops there. */
export const mostStates = given('LAWS_STATES', 600);

/** What fast-check is told: so many runs, these numbers, shrinking for two minutes at most. */
export const asked = (count: number) => ({
  seed,
  numRuns: count,
  interruptAfterTimeLimit: Math.max(120_000, count * 2000),
  markInterruptAsFailure: true,
});
