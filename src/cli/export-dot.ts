/**
 * `export --to dot`: the state graph of a variant, or its first counterexample, as a drawing
 * for Graphviz. A graph that is too large is refused with the ways to a smaller one.
 */
import { noLimits, questionOf, withRuntime } from '../check/asked.ts';
import { firstViolated } from '../check/verdict.ts';
import type { Machine } from '../machine/machine.ts';
import type { PropertyRef } from '../machine/search.ts';
import { graphOf } from '../reference/graph.ts';
import { graphText } from '../view/dot/graph.ts';
import { runText } from '../view/dot/run.ts';
import { limitText } from '../view/phrases.ts';
import { askedOf, unknownProperty } from './asking.ts';
import { mannerOf, Searches } from './engine.ts';
import { exit } from './exit.ts';
import { misused, type Refusal } from './refusal.ts';
import type { Searching, Target } from './request.ts';
import type { World } from './world.ts';
import type { Writing } from './writing.ts';

type Drawn = Extract<Target, { readonly kind: 'dot' }>;

/** What is to be written. */
export async function exportDot(
  machine: Machine,
  to: Drawn,
  output: string | null,
  world: World,
): Promise<Writing> {
  const unknown = unknownProperty([machine], to.properties, []);
  if (unknown !== undefined) return { kind: 'refused', refusal: misused(unknown) };
  const asked = askedOf(machine, to.properties, []);
  const text =
    to.draws === 'graph'
      ? wholeGraph(machine, asked, to.maxStates)
      : await counterexample(machine, asked, world);
  return typeof text === 'string'
    ? { kind: 'text', text, output }
    : { kind: 'refused', refusal: text };
}

function wholeGraph(
  machine: Machine,
  asked: readonly PropertyRef[],
  most: number,
): string | Refusal {
  const question = questionOf(asked, { symmetry: false, stop: 'all', limits: noLimits });
  const graph = graphOf(machine, withRuntime(question), most);
  if (graph !== null) return graphText(machine, graph);
  return misused(
    `${machine.variant} has more than ${most} states, too many to look at: ` +
      'make its types smaller with -D, draw one run with --counterexample, or raise --max-states',
  );
}

const searching: Searching = {
  engine: 'auto',
  workers: null,
  symmetry: true,
  dropDead: false,
  limits: noLimits,
};

async function counterexample(
  machine: Machine,
  asked: readonly PropertyRef[],
  world: World,
): Promise<string | Refusal> {
  const question = withRuntime(questionOf(asked, mannerOf(searching, 'first')));
  const result = await new Searches(searching, world).explore({ machine, asked, question });
  if ('status' in result) return result;
  const trace = firstViolated(result)?.trace ?? null;
  if (trace !== null) return runText(machine, trace);
  if (result.verdict === 'holds') {
    return misused(
      `nothing that was asked is violated in ${machine.variant}, so there is no run to draw`,
    );
  }
  const reason = `unknown: ${limitText(result.limit)}, so there is no run of ${machine.variant} to draw`;
  return { status: exit.inconclusive, message: reason, diagnostics: [] };
}
