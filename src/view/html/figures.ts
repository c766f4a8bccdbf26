/**
 * What the drawings of a pair have in common, so that boxes keep their places from moment to
 * moment and from side to side: which boxes there are, which rows, and how long their texts
 * get. And what each drawing says: the texts, arrows and marks of one state.
 */
import { domain } from '../../machine/domain.ts';
import type { Machine } from '../../machine/machine.ts';
import type { State } from '../../reference/state.ts';
import { breachesIn } from './breaches.ts';
import { type Entry, entriesOf, type Members, memberName, memberTypes } from './entries.ts';
import { type Break, breaksOf, structuresOf, unlinkedIn } from './links.ts';
import type { Here, Moment } from './moments.ts';
import type { Pair, Side } from './pairs.ts';

/** One state, as a drawing has it. */
export interface Figure {
  /** By row. */
  readonly cells: ReadonlyMap<string, Cell>;
  /** Members that their structure does not reach any more. */
  readonly unlinked: ReadonlySet<string>;
  /** What the structures are reached from. */
  readonly roots: readonly string[];
}

/** What a row says. */
export interface Cell {
  readonly text: string;
  /** Members, by name. */
  readonly targets: readonly string[];
  readonly breaks: readonly Break[];
  readonly changed: boolean;
}

/** A row of a box, the same in all figures. */
export interface Row {
  readonly id: string;
  readonly label: string;
}

/** A box, the same in all figures. */
export interface Box {
  readonly name: string;
  readonly kind: 'member' | 'root' | 'shared' | 'actor';
  /** The type of a member; empty for what is none. */
  readonly of: string;
  readonly rows: readonly Row[];
}

/** The drawings of a pair. */
export interface Figures {
  readonly boxes: readonly Box[];
  /** By moment: a figure for each side, null where it has no state. */
  readonly moments: readonly (readonly (Figure | null)[])[];
}

const mostBoxes = 48;

/** The figures of a pair; null where nothing holds anything, or there is too much to draw. */
export function figuresOf(pair: Pair, moments: readonly Moment[]): Figures | null {
  const sides = [pair.left, pair.right].flatMap(side => side ?? []);
  const drawers = sides.map(side => drawerOf(side));
  const drawn = moments.map(({ left, right }) =>
    [left, right].slice(0, sides.length).map((here, i) => drawers[i]?.draw(here) ?? null),
  );
  const boxes = boxesOf(drawers, drawn);
  if (!boxes.some(box => box.kind === 'member') || boxes.length > mostBoxes) return null;
  return { boxes, moments: drawn.map(some => some.map(one => one?.figure ?? null)) };
}

interface Drawn {
  readonly entries: readonly Entry[];
  readonly figure: Figure;
}

interface Drawer {
  readonly machine: Machine;
  readonly types: ReadonlyMap<string, Members>;
  draw(here: Here | null): Drawn | null;
}

function drawerOf({ machine }: Side): Drawer {
  const types = memberTypes(machine);
  const structures = structuresOf(machine, types);
  const known = new Map<State, readonly Entry[]>();
  const entriesAt = (state: State): readonly Entry[] => {
    const entries = known.get(state) ?? entriesOf(machine, types, state);
    known.set(state, entries);
    return entries;
  };
  return {
    machine,
    types,
    draw: here => {
      if (here === null || here.state === null) return null;
      const entries = entriesAt(here.state);
      const before = here.before === null ? null : cellsOf(entriesAt(here.before), () => []);
      const breaches = breachesIn(machine, here.state);
      const cells = cellsOf(entries, entry => breaksOf(machine, entry, breaches));
      const unlinked = unlinkedIn(structures, entries);
      const roots = structures.flatMap(structure => structure.roots);
      return { entries, figure: { cells: marked(cells, before), unlinked, roots } };
    },
  };
}

function cellsOf(
  entries: readonly Entry[],
  breaks: (entry: Entry) => readonly Break[],
): ReadonlyMap<string, Cell> {
  const cells = new Map<string, Cell>();
  for (const entry of entries) {
    const cell = {
      text: entry.text,
      targets: entry.targets.map(memberName),
      breaks: breaks(entry),
      changed: false,
    };
    cells.set(entry.id, cell);
  }
  return cells;
}

function marked(
  cells: ReadonlyMap<string, Cell>,
  before: ReadonlyMap<string, Cell> | null,
): ReadonlyMap<string, Cell> {
  if (before === null) return cells;
  const changed = (id: string, { text, targets }: Cell): boolean =>
    text !== before.get(id)?.text || targets.join() !== before.get(id)?.targets.join();
  return new Map([...cells].map(([id, cell]) => [id, { ...cell, changed: changed(id, cell) }]));
}

// Rows that ever hold something; of members also those that change, and those of an enum.
function boxesOf(
  drawers: readonly Drawer[],
  drawn: readonly (readonly (Drawn | null)[])[],
): readonly Box[] {
  const all = drawn.flat().flatMap(one => one ?? []);
  const entries = all.flatMap(one => one.entries);
  const held = new Set(entries.flatMap(e => e.targets.map(target => target.of.name)));
  const changed = new Set(
    all.flatMap(({ figure }) => [...figure.cells].flatMap(([id, c]) => (c.changed ? id : []))),
  );
  const wanted = new Set(
    entries
      .filter(
        ({ id, owner, type, targets, role }) =>
          targets.length > 0 ||
          (owner !== null &&
            held.has(owner.of.name) &&
            (changed.has(id) || type.kind === 'enum')) ||
          (owner !== null && role === 'shared' && type.kind === 'bool'),
      )
      .map(entry => entry.id),
  );
  const boxes = new Map<string, Map<string, Row>>();
  const types = new Map(drawers.flatMap(drawer => [...drawer.types]));
  const members = [...types.values()]
    .filter(type => held.has(type.name))
    .flatMap(of =>
      [...domain(of).keys()].map(index => [memberName({ of, index }), of.name] as const),
    );
  const typeOf = new Map(members);
  for (const name of typeOf.keys()) boxes.set(name, new Map());
  for (const { id, box, label, owner } of entries) {
    if (!wanted.has(id) || (owner !== null && !boxes.has(box))) continue;
    const rows = boxes.get(box) ?? new Map<string, Row>();
    boxes.set(box, rows.set(id, rows.get(id) ?? { id, label }));
  }
  const roots = all.flatMap(({ figure }) => figure.roots);
  const kinds = new Map(
    entries.map(({ box, role }) => {
      const kind: Box['kind'] =
        role === 'shared' ? (roots.includes(box) ? 'root' : 'shared') : 'actor';
      return [box, kind] as const;
    }),
  );
  return [...boxes].map(([name, rows]) => ({
    name,
    kind: typeOf.has(name) ? 'member' : (kinds.get(name) ?? 'shared'),
    of: typeOf.get(name) ?? '',
    rows: [...rows.values()],
  }));
}
