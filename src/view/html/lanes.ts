/**
 * The runs of a pair as lanes: a column for each actor, the same on both sides, and a row for
 * each line. A step stands on its actor's lane and reaches over its neighbours; the line on
 * which the runs go apart is marked. The number of a row is the button that goes there.
 */
import type { Machine } from '../../machine/machine.ts';
import type { TraceStep } from '../../trace/trace.ts';
import { actorName, headOf, instancesOf } from '../actors.ts';
import { argsText, shortName } from '../counterexample.ts';
import { breakable, html, type Markup, nothing } from './markup.ts';
import type { Line, Pair, Side } from './pairs.ts';

/** The lanes; rows have the numbers of the moments behind them. */
export function lanesOf(pair: Pair, id: string): Markup {
  const lanes = actorsIn(pair);
  return html`<table class="lanes${pair.right === null ? ' lone' : ''}">
<caption class="unseen">Steps of each actor, in the order of the run; a number goes to its state</caption>
<thead><tr><th scope="col" class="number">#</th>${headOfSide(pair.left, lanes)}${
    pair.right === null ? nothing : headOfSide(pair.right, lanes)
  }</tr></thead>
<tbody>
<tr data-line="0"><th scope="row" class="number"><button type="button" data-go="0" aria-controls="${id}-moments">0</button></th>${startOf(pair.left, lanes)}${
    pair.right === null ? nothing : startOf(pair.right, lanes)
  }</tr>
${pair.lines.map((line, i) => rowOf(pair, line, i, lanes, id))}</tbody>
</table>
`;
}

interface Lane {
  readonly name: string;
  readonly head: string;
}

// All that act on either side, in the order of the machine.
function actorsIn({ left, right, lines }: Pair): readonly Lane[] {
  const acting = new Set(
    lines.flatMap(line => [line.left, line.right].flatMap(s => (s === null ? [] : actorName(s)))),
  );
  const heads = new Map<string, string>();
  for (const machine of [left.machine, right?.machine].flatMap(m => m ?? [])) {
    for (const who of machine.actors.flatMap(instancesOf)) {
      const name = actorName(who);
      if (acting.has(name) && !heads.has(name)) heads.set(name, headOf(machine, who));
    }
  }
  return [...heads].map(([name, head]) => ({ name, head }));
}

function headOfSide({ name }: Side, lanes: readonly Lane[]): Markup {
  return html`<th scope="col"><b class="side">${name}</b><div class="lane-heads" style="--n:${lanes.length}">${lanes.map(
    ({ head }) => html`<span>${breakable(head)}</span>`,
  )}</div></th>`;
}

const startOf = ({ start }: Side, lanes: readonly Lane[]): Markup =>
  html`<td class="start">${lifelines(lanes, null)}<span class="call">${
    start === null ? 'has no such beginning' : 'the beginning'
  }</span></td>`;

function rowOf(
  pair: Pair,
  { left, right }: Line,
  index: number,
  lanes: readonly Lane[],
  id: string,
): Markup {
  const number = index + 1;
  const columns = pair.right === null ? 2 : 3;
  const note =
    pair.fork === index
      ? html`<tr class="fork"><td colspan="${columns}">${forkText(pair)}</td></tr>
`
      : nothing;
  return html`${note}<tr data-line="${number}"><th scope="row" class="number"><button type="button" data-go="${number}" aria-controls="${id}-moments">${number}</button></th>${cellOf(left, pair.left.machine, lanes)}${
    pair.right === null ? nothing : cellOf(right, pair.right.machine, lanes)
  }</tr>
`;
}

const forkText = ({ left, right }: Pair): string =>
  `≠ here ${left.name} and ${right?.name ?? ''} part`;

const widestCall = 27;

function cellOf(step: TraceStep | null, machine: Machine, lanes: readonly Lane[]): Markup {
  if (step === null)
    return html`<td class="waits">${lifelines(lanes, null)}<span class="unseen">no step</span></td>`;
  const who = actorName(step);
  const lane = lanes.findIndex(({ name }) => name === who);
  const patches = machine.steps.find(s => s.actor === step.actor && s.name === step.step)?.patches;
  return html`<td data-actor="${who}" data-step="${step.step}">${lifelines(lanes, lane)}${chip(step, lane, lanes.length, patches ?? [])}</td>`;
}

function chip(step: TraceStep, lane: number, lanes: number, patches: readonly string[]): Markup {
  const args = argsText(step);
  // The only lane is at the edge, so that its steps have room.
  const middle = lanes === 1 ? 0.035 : (lane + 0.5) / lanes;
  const leans = middle > 0.5 ? ' leans' : '';
  return html`<span class="call${leans}" style="--at:${middle.toFixed(4)}" title="${step.step}"><span class="unseen">${actorName(step)}: </span>${breakable(shortName(step.step, widestCall))}${
    args === '' ? nothing : html`<small>(${args})</small>`
  }${patches.length === 0 ? nothing : html` <span class="patch">${patches.join(', ')}</span>`}${
    step.state === null ? html` <em class="fails">fails</em>` : nothing
  }</span>`;
}

const lifelines = (lanes: readonly Lane[], at: number | null): Markup =>
  html`<span class="lifelines" style="--n:${lanes.length}" aria-hidden="true">${lanes.map((_, i) =>
    i === at ? html`<i class="acts"></i>` : html`<i></i>`,
  )}</span>`;
