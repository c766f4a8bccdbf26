/** What a page must say, from the JSON of the same `compare`. */

/** A value as the JSON has it. */
type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** A run of the JSON. */
export interface Run {
  readonly steps: readonly {
    readonly actor: string;
    readonly step: string;
    readonly changes: Readonly<Record<string, { readonly from: Json; readonly to: Json }>>;
  }[];
}

interface Step {
  readonly actor: string;
  readonly step: string;
}

/** The parts of `patchproof/compare/1` that a page shows. */
export interface Compared {
  readonly results: readonly {
    readonly variant: string;
    readonly properties: readonly {
      readonly kind: string;
      readonly name: string;
      readonly verdict: string;
      readonly depth: number | null;
      readonly trace: Run | null;
    }[];
  }[];
  readonly replays: readonly {
    readonly leader: number;
    readonly follower: number;
    readonly property: { readonly kind: string; readonly name: string };
    readonly rows: readonly {
      readonly step: Step;
      readonly own: readonly Step[];
      readonly taken: boolean;
    }[];
  }[];
}

/** The steps on the right of a pair that is a replay; null where it is none. */
export function replayedIn(
  { results, replays }: Compared,
  [left = '', right = '']: readonly string[],
  title: string,
): readonly Step[] | null {
  if (!title.endsWith(`the same steps on ${right}`)) return null;
  const index = (name: string): number => results.findIndex(({ variant }) => variant === name);
  const replay = replays.find(
    ({ leader, follower, property }) =>
      leader === index(left) && follower === index(right) && isAbout(title, property),
  );
  return (replay?.rows ?? []).flatMap(({ step, own, taken }) => [...own, ...(taken ? [step] : [])]);
}

const isAbout = (title: string, { kind, name }: { kind: string; name: string }): boolean =>
  [`${kind} ${name}:`, `${kind} "${name}":`, `${name}:`].some(lead => title.startsWith(lead));

/** The run that a side of a pair shows; null for a replay, whose steps have no changes in JSON. */
export function runOf({ results }: Compared, variant: string, title: string): Run | null {
  if (title.endsWith(`the same steps on ${variant}`)) return null;
  const result = results.find(one => one.variant === variant);
  const found = result?.properties.find(property => isAbout(title, property));
  return found?.trace ?? null;
}

/** After so many steps: the value of every place that the run ever changes, in words. */
export function stateAfter({ steps }: Run, index: number): ReadonlyMap<string, string> {
  const state = new Map<string, string>();
  for (const { changes } of [...steps].reverse()) {
    for (const [place, { from }] of Object.entries(changes)) state.set(place, inWords(from));
  }
  for (const { changes } of steps.slice(0, index)) {
    for (const [place, { to }] of Object.entries(changes)) state.set(place, inWords(to));
  }
  return state;
}

// Arrays are sets: the models that are shown here have no sequences or whole maps in steps.
function inWords(json: Json): string {
  if (json === null) return 'none';
  if (typeof json !== 'object') return String(json);
  if (Array.isArray(json)) return `{${json.map(inWords).join(', ')}}`;
  const fields = Object.entries(json);
  const [first] = fields;
  if (fields.length === 1 && first?.[0] === 'some') return `some ${inWords(first[1])}`;
  if (fields.length === 2 && first?.[0] === 'tag') {
    const [, tag, payload] = [0, String(first[1]), fields[1]?.[1] ?? null];
    return payload !== null && Object.keys(payload).length > 0 ? `${tag} ${inWords(payload)}` : tag;
  }
  return `{ ${fields.map(([name, value]) => `${name}: ${inWords(value)}`).join(', ')} }`;
}
