/**
 * The options of `export`: for whom, and what each of them can be asked. An option that the
 * tool asked for does not know is refused, never passed over.
 */
import { InvalidArgumentError, Option } from 'commander';
import type { Group } from './options.ts';
import type { Target } from './request.ts';

/** For whom the model is written. */
export type Tool = Target['kind'];

const tools: readonly Tool[] = ['murphi', 'promela', 'tla', 'dot'];

/** The last lines of the help. */
export const examples: readonly string[] = [
  'export models/kva/kva.pspec --to murphi --variant draft -D PAGES=2 --output kva.m',
  'export models/peterson/peterson.pspec --to promela --variant straight --output peterson.pml',
  'export models/kva/kva.pspec --to tla --variant draft --output kva-tla',
  'export models/kva/kva.pspec --to tla --variant draft --distributed kva-cluster',
  'export models/kva/kva.pspec --to dot --variant draft --counterexample -o draft.dot',
];

/** A larger graph is not drawn, unless someone asks for it. */
const mostStates = 2000;

/** For whom. */
export const target = (): Option =>
  new Option(
    '--to <tool>',
    'murphi: for Rumur; promela: for SPIN; tla: a module of TLA+ and its .cfg, for TLC; dot: the state graph, for Graphviz',
  )
    .choices(tools)
    .makeOptionMandatory();

const count =
  (low: number) =>
  (text: string): number => {
    const value = /^\d{1,6}$/.test(text) ? Number(text) : -1;
    if (value >= low) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${low} to 999999.`);
  };

const gathered = (value: string, before: readonly string[] | undefined): readonly string[] => [
  ...(before ?? []),
  value,
];

/** What else can be asked. */
export const group: Group = [
  () =>
    new Option(
      '--no-properties',
      'murphi, promela: states and steps alone; a step that fails changes nothing',
    ),
  () => new Option('--no-symmetry', 'tla: the .cfg leaves SYMMETRY out'),
  () =>
    new Option(
      '--distributed <dir>',
      "tla: write into a folder what a cluster needs for TLC's distributed mode",
    ).conflicts('output'),
  () =>
    new Option('--machines <n>', 'with --distributed: that run a worker (default: 2)').argParser(
      count(1),
    ),
  () =>
    new Option(
      '--fingerprint-servers <n>',
      'with --distributed: machines that keep fingerprints (default: 0, the server keeps them)',
    ).argParser(count(0)),
  () =>
    new Option(
      '--counterexample',
      'dot: not the graph, but the shortest run to what is violated first',
    ),
  () =>
    new Option(
      '--property <name>',
      'dot: judge only this property, deadlock, assert or error code; repeatable',
    ).argParser(gathered),
  () =>
    new Option(
      '--max-states <n>',
      `dot: refuse a graph with more states (default: ${mostStates})`,
    ).argParser(count(1)),
  () =>
    new Option(
      '-o, --output <path>',
      'write there, not to standard output: a file; of tla a folder, for NAME.tla and NAME.cfg',
    ),
];

/** As the parser above leaves them. */
export interface Parsed {
  readonly to: Tool;
  readonly properties: boolean;
  readonly symmetry: boolean;
  readonly distributed?: string;
  readonly machines?: number;
  readonly fingerprintServers?: number;
  readonly counterexample?: boolean;
  readonly property?: readonly string[];
  readonly maxStates?: number;
  readonly output?: string;
}

/** For whom, and what is asked of it; a text where the options do not go together. */
export function targetOf(parsed: Parsed): Target | string {
  const wrong = misfits(parsed).find(({ given, fits }) => given && !fits);
  if (wrong !== undefined) return `${wrong.option} goes with ${wrong.needs}`;
  switch (parsed.to) {
    case 'murphi':
    case 'promela':
      return { kind: parsed.to, properties: parsed.properties };
    case 'tla':
      return { kind: 'tla', symmetry: parsed.symmetry, cluster: clusterOf(parsed) };
    case 'dot':
      return {
        kind: 'dot',
        draws: parsed.counterexample === true ? 'counterexample' : 'graph',
        maxStates: parsed.maxStates ?? mostStates,
        properties: parsed.property ?? [],
      };
    default:
      return parsed.to satisfies never;
  }
}

interface Misfit {
  readonly option: string;
  readonly given: boolean;
  readonly fits: boolean;
  readonly needs: string;
}

function misfits(parsed: Parsed): readonly Misfit[] {
  const { to, distributed } = parsed;
  const only = (tool: Tool, option: string, given: boolean): Misfit => ({
    option,
    given,
    fits: to === tool,
    needs: `--to ${tool}`,
  });
  const drawn = (option: string, given: boolean): Misfit => ({
    option,
    given,
    fits: parsed.counterexample !== true,
    needs: 'the whole graph, not with --counterexample',
  });
  const clustered = (option: string, given: boolean): Misfit => ({
    option,
    given,
    fits: distributed !== undefined,
    needs: '--distributed DIR',
  });
  return [
    {
      option: '--no-properties',
      given: !parsed.properties,
      fits: to === 'murphi' || to === 'promela',
      needs: '--to murphi or promela',
    },
    only('tla', '--no-symmetry', !parsed.symmetry),
    only('tla', '--distributed', distributed !== undefined),
    drawn('--max-states', parsed.maxStates !== undefined),
    clustered('--machines', parsed.machines !== undefined),
    only('dot', '--counterexample', parsed.counterexample === true),
    only('dot', '--property', parsed.property !== undefined),
    only('dot', '--max-states', parsed.maxStates !== undefined),
    clustered('--fingerprint-servers', parsed.fingerprintServers !== undefined),
  ];
}

function clusterOf(parsed: Parsed): Extract<Target, { readonly kind: 'tla' }>['cluster'] {
  const { distributed: folder, machines: workers = 2, fingerprintServers = 0 } = parsed;
  return folder === undefined ? null : { folder, workers, fingerprintServers };
}
