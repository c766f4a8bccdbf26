/**
 * Rumur, a checker for Murphi: `export --to murphi` writes the model, Rumur writes a verifier
 * in C, the C compiler makes it a program, and that searches. Each run has a folder of its
 * own, which is removed afterwards.
 */
import { statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { place } from '../base/source.ts';
import type { Limit } from '../machine/search.ts';
import { murphi, titleOf, type Wish } from '../view/murphi/murphi.ts';
import { quoted } from '../view/murphi/words.ts';
import { claimedBy } from './claimed.ts';
import { type Ask, type Judgement, type Peer, type Size, type Told, told } from './peer.ts';
import { type Printed, readProgress, readRumur } from './read.ts';
import { type Bounds, type Ended, inFolder, run, type Stop } from './run.ts';

/** Rumur, where it and a C compiler are installed. */
export const rumur: Peer = { name: 'rumur', reduces: true, version, judge, count };

async function version(): Promise<Told<string>> {
  const said = await run({ program: 'rumur', words: ['--version'], folder: tmpdir() }, forever);
  if (said.kind === 'missing') return missing('rumur');
  const found = /\bv?(\d+(?:\.\d+)+)/.exec(said.out)?.[1];
  return found === undefined ? failed('rumur --version', said) : told(found);
}

const forever: Bounds = { deadline: null, maxMemoryMb: null, interrupted: () => false };

async function judge(ask: Ask): Promise<Told<Judgement>> {
  const model = modelOf(ask, true);
  if (model.kind !== 'told') return model;
  const { text, components } = model.value;
  const searched = await inFolder(folder =>
    search(folder, text, ask, !ask.machine.deadlockAllowed),
  );
  if (searched.kind !== 'told') return searched;
  const { printed, ...size } = searched.value;
  const none = { ...size, broken: null, reached: [], exact: !text.includes(ownRule) };
  if (printed === null) return told(none);
  const missed = [...printed.covers.values()].filter(times => times === 0).length;
  // Rumur counts a cover that nothing hits among the errors; to us it is a verdict.
  if (printed.error === null && printed.errors !== missed)
    return { kind: 'failed', reason: `rumur tells of ${printed.errors} errors and shows none` };
  if (printed.error !== null) {
    const broken = {
      message: printed.error.message,
      length: Math.max(0, printed.error.run.length - 1),
      shortest: ask.means.workers === 1,
      run: claimedBy(ask.machine, printed.error, components),
    };
    return told({ ...none, broken });
  }
  const reached = ask.machine.properties.filter(
    p => p.kind === 'cover' && (printed.covers.get(quoted(titleOf(p)).slice(1, -1)) ?? 0) > 0,
  );
  return told({ ...none, reached: reached.map(p => p.name) });
}

// When all threads have finished, a rule of the export keeps Rumur from calling it a deadlock.
const ownRule = 'rule "finished"';

async function count(ask: Ask): Promise<Told<Size>> {
  const model = modelOf(ask, false);
  if (model.kind !== 'told') return model;
  const searched = await inFolder(folder => search(folder, model.value.text, ask, false));
  if (searched.kind !== 'told') return searched;
  const { printed, ...size } = searched.value;
  if (printed?.error != null)
    return { kind: 'failed', reason: `rumur counts no further: ${printed.error.message}` };
  return told(size);
}

function modelOf({ machine, depth }: Ask, properties: boolean) {
  const wish: Wish = { file: 'the specification', properties, startOnly: depth === 0 };
  const model = murphi(machine, wish);
  if (model.kind === 'text') return { kind: 'told', value: model } as const;
  const reasons = model.unsaid.map(({ span, message }) => `${place(span)}: ${message}`);
  return { kind: 'unsaid', reasons: [...new Set(reasons)] } as const;
}

/** What a verifier printed, if it came to its end, and how far it got. */
interface Searched extends Size {
  readonly printed: Printed | null;
}

async function search(
  folder: string,
  model: string,
  ask: Ask,
  deadlock: boolean,
): Promise<Told<Searched>> {
  const { deadline, maxMemoryMb, watch } = ask.means;
  const bounds = { deadline, maxMemoryMb, interrupted: watch.interrupted ?? (() => false) };
  writeFileSync(join(folder, 'model.m'), model);
  const tools = [
    ['rumur', () => [...flags(ask, deadlock), '--output', 'model.c', 'model.m']],
    ['cc', () => [...compiling(folder), '-o', 'model', 'model.c', '-lpthread']],
  ] as const;
  for (const [program, words] of tools) {
    const made = await run({ program, words: words(), folder }, bounds);
    if (made.kind === 'missing') return missing(program);
    if (made.stop !== null) return told(unseen(made.stop));
    if (made.code !== 0) return failed(program, made);
  }
  return verified(folder, ask, bounds);
}

// Optimising a short text takes a second and halves the search; a long one it keeps for minutes.
const longBytes = 2 ** 20;

function compiling(folder: string): readonly string[] {
  const long = statSync(join(folder, 'model.c'), { throwIfNoEntry: false })?.size ?? 0;
  const optimised = long > longBytes ? ['-O1'] : ['-O3', '-march=native'];
  return [...optimised, '-w', ...(process.arch === 'x64' ? ['-mcx16'] : [])];
}

const unseen = (limit: Limit): Searched => ({
  printed: null,
  states: 0,
  transitions: 0,
  depth: null,
  limit,
  peakBytes: null,
});

function flags({ symmetry, depth, means }: Ask, deadlock: boolean): readonly string[] {
  return [
    ['--threads', String(means.workers)],
    ['--value-type', 'int32_t'],
    ['--bound', String(depth ?? 0)],
    ['--symmetry-reduction', symmetry ? 'exhaustive' : 'off'],
    ['--deadlock-detection', deadlock && depth !== 0 ? 'stuck' : 'off'],
    ['--counterexample-trace', 'full'],
    ['--output-format', 'machine-readable'],
  ].flat();
}

async function verified(folder: string, ask: Ask, bounds: Bounds): Promise<Told<Searched>> {
  let seen = { states: 0, transitions: 0 };
  const { watch, maxStates } = ask.means;
  const hear = (text: string): Stop | null => {
    const now = readProgress(text);
    if (now === null) return null;
    seen = now;
    watch.progress?.({ ...now, depth: 0 });
    return maxStates !== null && now.states >= maxStates ? 'states' : null;
  };
  const ended = await run({ program: join(folder, 'model'), words: [], folder, hear }, bounds);
  if (ended.kind === 'missing') return { kind: 'failed', reason: 'cc made no program' };
  const { peakBytes, stop, signal } = ended;
  if (stop !== null) return told({ printed: null, ...seen, depth: null, limit: stop, peakBytes });
  // Somebody else ended it: the system, when memory runs out.
  if (signal !== null)
    return told({ printed: null, ...seen, depth: null, limit: 'worker', peakBytes });
  const printed = readRumur(ended.out);
  if (printed === null) return failed('the verifier that rumur made', ended);
  const { states, transitions } = printed;
  const limit = ask.depth === null ? null : 'depth';
  return told({ printed, states, transitions, depth: null, limit, peakBytes });
}

function missing(program: string): Told<never> {
  const what = program === 'rumur' ? 'Rumur is' : 'a C compiler, which Rumur needs, is';
  const from = program === 'rumur' ? 'rumur' : 'gcc';
  const reason = `${what} not installed: there is no program ${program} (in Debian: apt install ${from})`;
  return { kind: 'absent', reason };
}

function failed(program: string, ended: Extract<Ended, { kind: 'ended' }>): Told<never> {
  const { code, signal, err, out } = ended;
  const how = signal === null ? `ended with ${code}` : `was ended by ${signal}`;
  const [first = ''] = (err.trim() === '' ? out : err).trim().split('\n');
  return { kind: 'failed', reason: `${program} ${how}${first === '' ? '' : `: ${first}`}` };
}
