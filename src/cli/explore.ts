/**
 * The one way in which `compare` searches: machines in, results out, in the same order. How
 * the machines are explored, one after the other or all at once, is decided behind it.
 */
import { questionOf, withRuntime } from '../check/asked.ts';
import type { Result } from '../check/verdict.ts';
import type { Machine } from '../machine/machine.ts';
import type { Engine } from '../view/report.ts';
import { askedOf } from './asking.ts';
import { mannerOf, Searches } from './engine.ts';
import type { Refusal } from './refusal.ts';
import type { Searching } from './request.ts';
import type { World } from './world.ts';

/** What came of it: a result for each machine, and what ran. */
export interface Explored {
  readonly results: readonly Result[];
  readonly engine: Engine;
}

/** Searches the machines for all that the words name, each property judged by itself. */
export async function explore(
  machines: readonly Machine[],
  request: Searching & { readonly properties: readonly string[] },
  world: World,
): Promise<Explored | Refusal> {
  const manner = mannerOf(request, 'all');
  const searches = new Searches(request, world);
  const results = await searches.exploreAll(
    machines.map(machine => {
      const asked = askedOf(machine, request.properties, []);
      return { machine, asked, question: withRuntime(questionOf(asked, manner)) };
    }),
  );
  return 'status' in results ? results : { results, engine: searches.engine };
}
