/**
 * The generator's report: how large the modules are, what was found in them, and how
 * many of them executed each construct of the language.
 */
import type { Findings } from '../../../src/machine/search.ts';
import { allConstructs } from './constructs.ts';

/** One module: what its base and its last variant did. */
export interface Seen {
  readonly findings: Findings;
  readonly constructs: ReadonlySet<string>;
}

export interface Report {
  readonly modules: number;
  /** Shares of modules with more states than this. */
  readonly above: (states: number) => number;
  /** In how many of a hundred modules a construct was executed. */
  readonly share: (construct: string) => number;
  readonly text: string;
}

/** What was seen, added up. */
export function reportOf(seen: readonly Seen[]): Report {
  const total = seen.length;
  const counted = new Map<string, number>();
  for (const { constructs } of seen)
    for (const one of constructs) counted.set(one, (counted.get(one) ?? 0) + 1);
  const share = (construct: string): number => (100 * (counted.get(construct) ?? 0)) / total;
  const above = (states: number): number =>
    (100 * seen.filter(({ findings }) => findings.counts.states > states).length) / total;
  return {
    modules: total,
    above,
    share,
    text: [...sizes(seen), ...verdicts(seen), '', ...shares(share)].join('\n'),
  };
}

function sizes(seen: readonly Seen[]): readonly string[] {
  const quantiles = (name: string, of: (findings: Findings) => number): string => {
    const all = seen.map(({ findings }) => of(findings)).sort((a, b) => a - b);
    const at = [0, 0.1, 0.25, 0.5, 0.75, 0.9, 1].map(
      part => all[Math.min(all.length - 1, Math.floor(part * all.length))] ?? 0,
    );
    return `${name.padEnd(12)} ${at.map(n => String(n).padStart(7)).join('')}   (least, 10 %, 25 %, half, 75 %, 90 %, most)`;
  };
  const cut = seen.filter(({ findings }) => findings.limit !== null).length;
  return [
    `${seen.length} modules, ${cut} of them cut off at the limit of states`,
    quantiles('states', f => f.counts.states),
    quantiles('full states', f => f.counts.fullStates),
    quantiles('transitions', f => f.counts.transitions),
    quantiles('depth', f => f.counts.depth),
  ];
}

function verdicts(seen: readonly Seen[]): readonly string[] {
  const counted = new Map<string, number>();
  for (const { findings } of seen) {
    const kinds = findings.found.map(({ property: { kind, name } }) =>
      kind === 'runtime' ? name : kind,
    );
    for (const kind of new Set([...kinds, ...(kinds.length === 0 ? ['nothing'] : [])])) {
      counted.set(kind, (counted.get(kind) ?? 0) + 1);
    }
  }
  const rows = [...counted].sort((a, b) => b[1] - a[1]);
  return [
    'found in per cent of the modules:',
    ...rows.map(([kind, n]) => `  ${kind.padEnd(20)} ${percent((100 * n) / seen.length)}`),
  ];
}

function shares(share: (construct: string) => number): readonly string[] {
  const rows = [...allConstructs].sort((a, b) => share(a) - share(b));
  return [
    'executed in per cent of the modules:',
    ...rows.map(name => `  ${name.padEnd(32)} ${percent(share(name))}`),
  ];
}

const percent = (share: number): string => share.toFixed(1).padStart(5);
