/**
 * Reads what a verifier made by Rumur prints with `--output-format machine-readable`:
 * counts, covers, and the error with the run to it. Nothing is concluded here; text that
 * is none of this is told as such, with what was understood left out.
 */

/** A rule that fired, as Rumur names it. */
export interface Fired {
  /** The text between the quotes: `cpu0.unlink`. */
  readonly title: string;
  /** The values of the parameters of its rulesets, by name. */
  readonly parameters: ReadonlyMap<string, string>;
  /** The state after it, component by component; null where none was printed. */
  readonly state: ReadonlyMap<string, string> | null;
}

/** An error: what Rumur says of it, and the run, its start state first. */
export interface RumurError {
  readonly message: string;
  readonly run: readonly Fired[];
}

/** All that was printed. */
export interface Printed {
  readonly states: number;
  readonly transitions: number;
  readonly errors: number;
  /** The first, with its run. */
  readonly error: RumurError | null;
  /** How often each cover was hit, by its text; told of a search that came to its end. */
  readonly covers: ReadonlyMap<string, number>;
}

/** The report; null where it is none, or does not come to its summary. */
export function readRumur(text: string): Printed | null {
  const summary = /<summary states="(\d+)" rules_fired="(\d+)" errors="(\d+)"/.exec(text);
  if (summary === null) return null;
  const error = /<error includes_trace="[a-z]+">\n?([\s\S]*?)<\/error>/.exec(text)?.[1];
  const covers = [...text.matchAll(/<cover_result message="([^"]*)" count="(\d+)"\/>/g)];
  return {
    states: Number(summary[1]),
    transitions: Number(summary[2]),
    errors: Number(summary[3]),
    error: error === undefined ? null : errorOf(error),
    covers: new Map(covers.map(([, name = '', count]) => [plain(name), Number(count)] as const)),
  };
}

/** The last progress that is told in this piece of a report; null where none is. */
export function readProgress(
  text: string,
): { readonly states: number; readonly transitions: number; readonly queue: number } | null {
  const last = [...text.matchAll(/<progress ([^>]*)\/>/g)].at(-1)?.[1];
  if (last === undefined) return null;
  const number = (name: string): number =>
    Number(new RegExp(`${name}="(\\d+)"`).exec(last)?.[1] ?? 0);
  return {
    states: number('states'),
    transitions: number('rules_fired'),
    queue: number('queue_size'),
  };
}

function errorOf(text: string): RumurError {
  const message = plain(/<message>([\s\S]*?)<\/message>/.exec(text)?.[1] ?? '');
  const rows = [
    ...text.matchAll(/<transition>([\s\S]*?)<\/transition>\s*(?:<state>([\s\S]*?)<\/state>)?/g),
  ];
  return { message, run: rows.map(([, rule = '', state]) => firedOf(rule, state)) };
}

function firedOf(rule: string, state: string | undefined): Fired {
  const head = plain(rule.replaceAll(/<parameter[\s\S]*?<\/parameter>/g, ''));
  const parameters = [...rule.matchAll(/<parameter name="([^"]*)">([\s\S]*?)<\/parameter>/g)];
  return {
    title: /"([\s\S]*)"/.exec(head)?.[1] ?? head.trim(),
    parameters: new Map(parameters.map(([, name = '', value = '']) => [plain(name), plain(value)])),
    state: state === undefined ? null : stateOf(state),
  };
}

const stateOf = (text: string): ReadonlyMap<string, string> =>
  new Map(
    [...text.matchAll(/<state_component name="([^"]*)" value="([^"]*)"\/>/g)].map(
      ([, name = '', value = '']) => [plain(name), plain(value)] as const,
    ),
  );

const entities: Readonly<Record<string, string>> = {
  '&quot;': '"',
  '&lt;': '<',
  '&gt;': '>',
  '&apos;': "'",
  '&amp;': '&',
};

// The five that XML has.
const plain = (text: string): string =>
  text.replaceAll(/&(?:quot|lt|gt|apos|amp);/g, word => entities[word] ?? word);
