/**
 * Runs a hand-written Murphi model through Rumur and reads what it counted. Each
 * run compiles a verifier of its own in a folder that is removed afterwards:
 * a second or two. It knows nothing of our own checker but how it reads such a report.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readRumur } from '../../src/peer/read.ts';
import { text } from './rows.ts';

export interface Peer {
  readonly file: string;
  readonly parameters: Readonly<Record<string, number>>;
  /** The value of CHECK: 0 asks no property. */
  readonly check: number;
  readonly symmetry: boolean;
  readonly deadlock: boolean;
  /** Expands states at lesser depths only; 0 is no bound. */
  readonly bound: number;
}

export interface Counted {
  readonly states: number;
  readonly transitions: number;
  /** Steps of the run to the first error found, breadth first; null without an error. */
  readonly length: number | null;
}

/** Rumur and a C compiler are here. */
export const installed = (): boolean =>
  ['rumur', 'cc'].every(tool => spawnSync(tool, ['--version'], { stdio: 'ignore' }).status === 0);

/** The text of a peer with its parameters filled in. */
export const filled = (peer: Peer): string =>
  Object.entries({ ...peer.parameters, CHECK: peer.check }).reduce(
    (done, [name, value]) => done.replaceAll(`@${name}@`, String(value)),
    text(`test/peers/${peer.file}`),
  );

/** How Rumur looks at a model. */
export type Manner = Pick<Peer, 'symmetry' | 'deadlock' | 'bound'>;

const flags = (peer: Manner): readonly string[] =>
  [
    ['--threads', '1'],
    ['--value-type', 'int32_t'],
    ['--bound', String(peer.bound)],
    ['--symmetry-reduction', peer.symmetry ? 'exhaustive' : 'off'],
    ['--deadlock-detection', peer.deadlock ? 'stuck' : 'off'],
    ['--output-format', 'machine-readable'],
  ].flat();

/** What Rumur counts of a peer; throws where a tool fails. */
export const rumur = (peer: Peer): Counted => count(filled(peer), peer);

/** What Rumur counts of a model; throws where a tool fails. */
export const count = (model: string, manner: Manner): Counted => {
  const folder = mkdtempSync(join(tmpdir(), 'peer-'));
  try {
    const at = (name: string): string => join(folder, name);
    writeFileSync(at('peer.m'), model);
    execFileSync('rumur', [...flags(manner), '--output', at('peer.c'), at('peer.m')]);
    execFileSync('cc', ['-O0', '-w', '-mcx16', '-o', at('peer'), at('peer.c'), '-lpthread']);
    return counted(spawnSync(at('peer'), { encoding: 'utf8' }).stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

function counted(said: string): Counted {
  const printed = readRumur(said);
  if (printed === null) throw new Error(`no report of Rumur: ${said}`);
  const { states, transitions, errors, error } = printed;
  return {
    states,
    transitions,
    length: errors > 0 ? Math.max(0, (error?.run.length ?? 1) - 1) : null,
  };
}
