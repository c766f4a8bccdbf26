/**
 * The state at a moment of a pair as a table: the places that ever change or differ in it, and
 * where the threads stand, a column a side. What a step changed is marked with a sign and with
 * what it was; where the sides differ there is another sign. Places are those of the JSON.
 */

import type { Machine } from '../../machine/machine.ts';
import { show } from '../../machine/show.ts';
import type { State } from '../../reference/state.ts';
import { placesIn } from '../../trace/changes.ts';
import { assignments, standings } from '../states.ts';
import { breakable, html, type Markup, nothing } from './markup.ts';
import type { Here, Moment } from './moments.ts';
import type { Pair, Side } from './pairs.ts';

/** By place, as text. */
type Values = ReadonlyMap<string, string>;

/** Makes the tables of a pair. */
export interface StateTables {
  /** The table of one moment. */
  table(moment: Moment): Markup;
  /** What is the same in all of them, for each side. */
  readonly constant: Markup;
}

/** The tables of a pair with these moments. */
export function stateTables(pair: Pair, moments: readonly Moment[]): StateTables {
  const known = new Map<State, Values>();
  const valuesOf = (side: Side, state: State | null): Values => {
    if (state === null) return new Map();
    const values = known.get(state) ?? valuesIn(side.machine, state);
    known.set(state, values);
    return values;
  };
  const sides = ({ left, right }: Moment): readonly (readonly [Side, Here])[] => [
    [pair.left, left],
    ...(pair.right === null || right === null ? [] : [[pair.right, right] as const]),
  ];
  const all = moments.map(moment =>
    sides(moment).map(([side, here]) => valuesOf(side, here.state)),
  );
  const places = [...new Set(all.flat().flatMap(values => [...values.keys()]))].filter(place =>
    varies(place, all),
  );
  return {
    table: moment => tableOf(pair, places, sides(moment), valuesOf),
    constant: constantOf(pair, new Set(places)),
  };
}

function valuesIn(machine: Machine, state: State): Values {
  const places = [...placesIn(machine, state)];
  return new Map([
    ...standings(machine, state).map(
      ({ who, at }) => [`${who} stands at`, at === null ? 'its end' : at.join(' or ')] as const,
    ),
    ...places.map(([place, { type, value }]) => [place, show(type, value)] as const),
  ]);
}

// On a side over time; a place that one side alone has is said where it changes there.
function varies(place: string, all: readonly (readonly Values[])[]): boolean {
  const texts = all.flatMap(values => values.flatMap(one => one.get(place) ?? []));
  return new Set(texts).size > 1;
}

function tableOf(
  pair: Pair,
  places: readonly string[],
  sides: readonly (readonly [Side, Here])[],
  valuesOf: (side: Side, state: State | null) => Values,
): Markup {
  const now = sides.map(([side, here]) => valuesOf(side, here.state));
  const before = sides.map(([side, here]) =>
    here.before === null ? null : valuesOf(side, here.before),
  );
  const rows = places.map(place => {
    const texts = now.map(values => values.get(place) ?? null);
    const was = before.map((values, i) => {
      const old = values?.get(place) ?? null;
      return old === texts[i] ? null : old;
    });
    return rowOf(place, texts, was);
  });
  return html`<table class="state">
<caption class="unseen">The state: what changes in these runs</caption>
<thead><tr><th scope="col">place</th><th scope="col">${pair.left.name}</th>${
    pair.right === null ? nothing : html`<th scope="col">${pair.right.name}</th>`
  }</tr></thead>
<tbody>
${rows}</tbody>
</table>
`;
}

function rowOf(
  place: string,
  texts: readonly (string | null)[],
  was: readonly (string | null)[],
): Markup {
  const changes = was.some(old => old !== null);
  const differs = texts.length > 1 && texts[0] !== texts[1];
  const names = [...(changes ? ['changes'] : []), ...(differs ? ['differs'] : [])].join(' ');
  return html`<tr${names === '' ? nothing : html` class="${names}"`}><th scope="row">${breakable(place)}${
    differs
      ? html`<span class="apart" role="img" aria-label="the sides differ" title="the sides differ">≠</span>`
      : nothing
  }</th>${texts.map((text, i) => cellOf(text, was[i] ?? null))}</tr>
`;
}

function cellOf(text: string | null, was: string | null): Markup {
  if (text === null) return html`<td class="none">–</td>`;
  if (was === null) return html`<td>${breakable(text)}</td>`;
  return html`<td class="new"><span role="img" aria-label="changed: ">◆</span> <b>${breakable(text)}</b> <small>was ${breakable(was)}</small></td>`;
}

// A variable none of whose places is in the tables.
function constantOf(pair: Pair, shown: ReadonlySet<string>): Markup {
  const sides = [pair.left, pair.right].flatMap(side => side ?? []);
  const texts = sides.map(({ name, machine, start }) => ({
    name,
    lines:
      start === null
        ? []
        : assignments(machine, start).filter(line => {
            const variable = line.slice(0, line.indexOf(' = '));
            return ![...shown].some(place => isIn(place, variable));
          }),
  }));
  return html`<details><summary>What stays as it is</summary>${texts.map(
    ({ name, lines }) =>
      html`<h4>${name}</h4><ul class="plain">${lines.map(line => html`<li>${line}</li>`)}</ul>`,
  )}</details>
`;
}

// A local of a family is `reader.pos` there, and `reader[Cpu0].pos` as a place.
const isIn = (place: string, variable: string): boolean => {
  const plain = place.replaceAll(/\[[^\]]*\]/g, '');
  return plain === variable || plain.startsWith(`${variable}.`);
};
