/**
 * SPIN (Holzmann 1997): `export --to promela` writes the model, SPIN writes a verifier in C, the
 * C compiler makes it a program, and that searches breadth first, without partial orders. It
 * reduces no symmetry, and its runs are not read: verdict, length, states and transitions are.
 * What it counts of its own start is taken off.
 */
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { place } from '../base/source.ts';
import type { Machine } from '../machine/machine.ts';
import type { Limit } from '../machine/search.ts';
import { initialStates } from '../reference/initial.ts';
import { promela } from '../view/promela/promela.ts';
import {
  type Ask,
  type Broken,
  type Judgement,
  type Peer,
  type Size,
  type Told,
  told,
} from './peer.ts';
import { type Bounds, type Ended, inFolder, run } from './run.ts';

/** SPIN, where it and a C compiler are installed. */
export const spin: Peer = { name: 'spin', reduces: false, version, judge, count };

const forever: Bounds = { deadline: null, maxMemoryMb: null, interrupted: () => false };

async function version(): Promise<Told<string>> {
  const said = await run({ program: 'spin', words: ['-V'], folder: tmpdir() }, forever);
  if (said.kind === 'missing') return missing('spin');
  const found = /Version (\d[\w.]*)/.exec(said.out)?.[1];
  return found === undefined ? failed('spin -V', said) : told(found);
}

async function judge(ask: Ask): Promise<Told<Judgement>> {
  const searched = await search(ask, true);
  if (searched.kind !== 'told') return searched;
  const { broken, ...size } = searched.value;
  return told({ ...size, broken, reached: [], exact: false });
}

async function count(ask: Ask): Promise<Told<Size>> {
  const searched = await search(ask, false);
  if (searched.kind !== 'told') return searched;
  const { broken, ...size } = searched.value;
  if (broken !== null)
    return { kind: 'failed', reason: `spin counts no further: ${broken.message}` };
  return told(size);
}

interface Searched extends Size {
  readonly broken: Broken | null;
}

async function search(ask: Ask, properties: boolean): Promise<Told<Searched>> {
  if (ask.depth !== null)
    return { kind: 'failed', reason: 'it has no bound on the depth: leave out --max-depth' };
  const model = promela(ask.machine, { file: 'the specification', properties });
  if (model.kind === 'unsaid') {
    const reasons = model.unsaid.map(({ span, message }) => `${place(span)}: ${message}`);
    return { kind: 'unsaid', reasons: [...new Set(reasons)] };
  }
  return inFolder(folder => verified(folder, model.text, ask));
}

// Nothing is left out of a state (-o2), and a state may have so many bytes.
const compiling = ['-O2', '-w', '-DSAFETY', '-DBFS', '-DNOREDUCE', '-DNOFAIR', '-DVECTORSZ=16384'];

async function verified(folder: string, text: string, ask: Ask): Promise<Told<Searched>> {
  const { deadline, maxMemoryMb, watch } = ask.means;
  const bounds = { deadline, maxMemoryMb, interrupted: watch.interrupted ?? (() => false) };
  writeFileSync(join(folder, 'model.pml'), text);
  const tools = [
    ['spin', ['-o2', '-a', 'model.pml']],
    ['cc', [...compiling, '-o', 'pan', 'pan.c']],
  ] as const;
  for (const [program, words] of tools) {
    const made = await run({ program, words, folder }, bounds);
    if (made.kind === 'missing') return missing(program);
    if (made.stop !== null) return told(unseen(made.stop, null));
    if (made.code !== 0) return failed(program, made);
  }
  // Its own limit on memory is lower than ours.
  const ended = await run({ program: join(folder, 'pan'), words: ['-w20'], folder }, bounds);
  if (ended.kind === 'missing') return { kind: 'failed', reason: 'cc made no program' };
  if (ended.stop !== null) return told(unseen(ended.stop, ended.peakBytes));
  if (ended.signal !== null) return told(unseen('worker', ended.peakBytes));
  return read(ask.machine, ended);
}

const unseen = (limit: Limit, peakBytes: number | null): Searched => ({
  states: 0,
  transitions: 0,
  depth: null,
  limit,
  peakBytes,
  broken: null,
});

function read(machine: Machine, ended: Extract<Ended, { kind: 'ended' }>): Told<Searched> {
  const { out, peakBytes } = ended;
  const number = (pattern: RegExp): number => Number(pattern.exec(out)?.[1]);
  const [states, transitions] = [number(/(\d+) states, stored/), number(/(\d+) transitions/)];
  if (Number.isNaN(states) || Number.isNaN(transitions))
    return failed('the verifier that spin made', ended);
  if (/out of memory|max search depth too small|VECTORSZ is too small/.test(out))
    return told(unseen('memory', peakBytes));
  const start = { states: 1, transitions: 1 + initialStates(machine).states.length };
  return told({
    states: states - start.states,
    transitions: transitions - start.transitions,
    depth: null,
    limit: null,
    peakBytes,
    broken: brokenIn(out),
  });
}

// The start is one step more; an assertion is noticed in the state before the step that breaks it.
function brokenIn(out: string): Broken | null {
  const found = [...out.matchAll(/^pan:\d+: (.*?) ?\(at depth (\d+)\)/gm)].map(
    ([, message = '', depth]) => ({
      message,
      length: Number(depth) - (message.startsWith('invalid end state') ? 1 : 0),
      shortest: true,
      run: null,
    }),
  );
  return found.toSorted((a, b) => a.length - b.length)[0] ?? null;
}

function missing(program: 'spin' | 'cc'): Told<never> {
  const [what, from] =
    program === 'spin' ? ['SPIN is', 'spin'] : ['a C compiler, which SPIN needs, is', 'gcc'];
  const reason = `${what} not installed: there is no program ${program} (in Debian: apt install ${from})`;
  return { kind: 'absent', reason };
}

function failed(program: string, ended: Extract<Ended, { kind: 'ended' }>): Told<never> {
  const { code, err, out } = ended;
  const [first = ''] = (err.trim() === '' ? out : err).trim().split('\n');
  const reason = `${program} ended with ${code}${first === '' ? '' : `: ${first}`}`;
  return { kind: 'failed', reason };
}
