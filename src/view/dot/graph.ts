/**
 * The state graph of a machine as a drawing. Small states are written out; of larger ones a
 * box says what changed on the way by which it was met first, and all of it where one points.
 */
import { present } from '../../base/assertion.ts';
import type { Machine } from '../../machine/machine.ts';
import type { Graph, GraphEdge, GraphNode } from '../../reference/graph.ts';
import { stepOf } from '../../trace/replay.ts';
import { actorName } from '../actors.ts';
import { rowText } from '../counterexample.ts';
import { propertyText } from '../phrases.ts';
import { count } from '../wrap.ts';
import { type Arrow, type Box, drawingText } from './drawing.ts';
import { callLines, changedIn, fitted, marksOf, someLines, titleOf, wholeState } from './words.ts';

// A state that is no larger is written out.
const smallLines = 4;
const smallWidth = 36;

/** The text of a `.dot` file. */
export function graphText(machine: Machine, graph: Graph): string {
  const { nodes, edges, unbegun } = graph;
  const wholes = nodes.map(({ state }) => wholeState(machine, state));
  const small = wholes.every(
    lines => lines.length <= smallLines && lines.every(line => line.length <= smallWidth),
  );
  const states = nodes.map((node, i): Box => {
    const whole = wholes[i] ?? [];
    const lines =
      small || node.met === null
        ? [`#${i}`, ...fitted(whole)]
        : changedLines(machine, graph, node, i);
    const { violates, reaches } = marksOf(node.broken);
    return {
      lines: [...lines, ...reaches],
      tooltip: [`#${i}`, ...whole],
      depth: node.depth,
      initial: node.met === null,
      violates,
    };
  });
  const failures: Box[] = unbegun.map(ref => failed([propertyText(ref)], 0));
  const actors: string[] = [];
  const arrows = joined(machine, graph).map(({ first, lines }): Arrow => {
    const { from, broken } = first;
    const who = actorName(rowOf(machine, graph, first));
    if (!actors.includes(who)) actors.push(who);
    const { violates } = marksOf(broken);
    const to = first.to ?? states.length + failures.length;
    if (first.to === null) failures.push(failed(violates, (nodes[from]?.depth ?? 0) + 1));
    return {
      from,
      to,
      lines,
      actor: actors.indexOf(who),
      violates: first.to === null ? [] : violates,
    };
  });
  return drawingText({
    title: [
      ...titleOf(machine),
      `${count(nodes.length, 'state')}, ${count(edges.length, 'transition')}`,
    ],
    boxes: [...states, ...failures],
    arrows,
    actors,
  });
}

const failed = (violates: readonly string[], depth: number): Box => ({
  lines: ['no state'],
  tooltip: ['the step fails, and comes to no state'],
  depth,
  initial: false,
  violates,
});

function changedLines(
  machine: Machine,
  { nodes, edges }: Graph,
  node: GraphNode,
  index: number,
): readonly string[] {
  const from = edges[node.met ?? -1]?.from ?? -1;
  const before = present(nodes[from], 'a state is met from another');
  const changed = someLines(fitted(changedIn(machine, before.state, node.state, 'bindings too')));
  return [`#${index}, from #${from}:`, ...changed];
}

const rowOf = (machine: Machine, { nodes }: Graph, { from, transition }: GraphEdge) =>
  stepOf(machine, 0, present(nodes[from], 'an edge leaves a state').state, transition);

interface Joined {
  readonly first: GraphEdge;
  readonly lines: readonly string[];
}

/** Transitions of one actor between the same states that break the same are one arrow. */
function joined(machine: Machine, graph: Graph): readonly Joined[] {
  const all = new Map<string, { readonly first: GraphEdge; readonly lines: string[] }>();
  for (const [i, edge] of graph.edges.entries()) {
    const row = rowOf(machine, graph, edge);
    // Each failure has a box of its own.
    const to = edge.to ?? `f${i}`;
    const { violates } = marksOf(edge.broken);
    const key = [edge.from, to, actorName(row), ...violates].join('\n');
    const known = all.get(key);
    if (known === undefined) all.set(key, { first: edge, lines: [...callLines(rowText(row))] });
    else known.lines.push(...callLines(rowText(row)));
  }
  return [...all.values()];
}
