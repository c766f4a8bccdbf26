/**
 * TLC, the checker of TLA+: the module that `src/view/tla` writes, and Java with the jar that
 * TLA2TOOLS_JAR names. Its transitions are counted in another way, and its runs are not read:
 * verdict, length, states and depth are.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { place } from '../base/source.ts';
import type { Exported } from '../view/tla/module.ts';
import { tlaModule } from '../view/tla/module.ts';
import {
  type Ask,
  type Broken,
  type Judgement,
  type Peer,
  type Size,
  type Told,
  told,
} from './peer.ts';
import { type Ended, inFolder, run } from './run.ts';

/** TLC, where its jar and a Java are. */
export const tlc: Peer = { name: 'tlc', reduces: true, version, judge, count };

const jarVariable = 'TLA2TOOLS_JAR';

function jarOf(): Told<string> {
  const jar = process.env[jarVariable] ?? '';
  return jar === '' ? { kind: 'absent', reason: `${jarVariable} is not set` } : told(jar);
}

const noJava = {
  kind: 'absent',
  reason: 'there is no program java (in Debian: apt install default-jre-headless)',
} as const;

async function version(): Promise<Told<string>> {
  const jar = jarOf();
  if (jar.kind !== 'told') return jar;
  const bounds = { deadline: null, maxMemoryMb: null, interrupted: () => false };
  // It says its version before it finds that there is no such module.
  const words = ['-cp', jar.value, 'tlc2.TLC', '-metadir', 'states', 'none'];
  const ended = await inFolder(folder => run({ program: 'java', words, folder }, bounds));
  if (ended.kind === 'missing') return noJava;
  const found = /Version (\d[\w.]*)/.exec(ended.out)?.[1];
  return found === undefined
    ? { kind: 'absent', reason: `${jarVariable} names no jar with TLC` }
    : told(found);
}

const firstLine = ({ out, err }: { readonly out: string; readonly err: string }): string =>
  (err.trim() === '' ? out : err).trim().split('\n')[0] ?? '';

async function judge(ask: Ask): Promise<Told<Judgement>> {
  const searched = await search(ask, config => config);
  if (searched.kind !== 'told') return searched;
  const { said, ...size } = searched.value;
  const broken = said === null ? null : brokenIn(said);
  // An error that is no violation, of the module or of TLC itself.
  if (said !== null && broken === null && /^Error: /m.test(said))
    return { kind: 'failed', reason: /^Error: .*/m.exec(said)?.[0] ?? 'Error' };
  return told({ ...size, broken, reached: [], exact: true });
}

async function count(ask: Ask): Promise<Told<Size>> {
  const searched = await search(ask, unjudged);
  if (searched.kind !== 'told') return searched;
  const { said, ...size } = searched.value;
  if (said !== null && /^Error: /m.test(said))
    return {
      kind: 'failed',
      reason: 'a step fails, and that ends its search before all is counted',
    };
  return told(size);
}

/** Only the types are judged: nothing but a step that fails ends the search. */
const unjudged = (config: string): string =>
  config
    .replace(/^PROPERTIES\n(?: .*\n)+/m, '')
    .replace(/^INVARIANTS\n(?: .*\n)+/m, 'INVARIANT TypeOK\n')
    .replace('CHECK_DEADLOCK TRUE', 'CHECK_DEADLOCK FALSE');

// Of a failing step it depends on the failure whether its row is printed.
function brokenIn(said: string): Broken | null {
  const found =
    /^Error: ((?:Invariant|Action property) .* is violated.*|Deadlock reached\.|The first argument of Assert .*)/m.exec(
      said,
    );
  const message = found?.[1];
  if (message === undefined) return null;
  const rows = said.match(/^State \d+:/gm)?.length ?? 0;
  const ofState = /^(?:Invariant|Deadlock)/.test(message);
  const length = /by the initial state/.test(message) ? 0 : ofState ? rows - 1 : null;
  return { message, length, shortest: true, run: null };
}

interface Searched extends Size {
  /** All that TLC printed, if it came to an end by itself. */
  readonly said: string | null;
}

async function search(ask: Ask, settle: (config: string) => string): Promise<Told<Searched>> {
  const jar = jarOf();
  if (jar.kind !== 'told') return jar;
  if (ask.depth !== null)
    return { kind: 'failed', reason: 'it has no bound on the depth: leave out --max-depth' };
  const { machine, symmetry } = ask;
  const written = tlaModule(machine, { origin: [], symmetry });
  if (written.kind === 'unfit') {
    const { span, reason } = written;
    return { kind: 'unsaid', reasons: [span === null ? reason : `${place(span)}: ${reason}`] };
  }
  const config = settle(written.config);
  return inFolder(folder => searchIn(folder, jar.value, written, config, ask));
}

async function searchIn(
  folder: string,
  jar: string,
  { name, module }: Exported,
  config: string,
  { means }: Ask,
): Promise<Told<Searched>> {
  const { deadline, maxMemoryMb, workers, watch } = means;
  writeFileSync(join(folder, `${name}.tla`), module);
  writeFileSync(join(folder, `${name}.cfg`), config);
  const words = [
    ['-XX:+UseParallelGC', '-cp', jar, 'tlc2.TLC', '-nowarning', '-workers', String(workers)],
    ['-metadir', join(folder, 'states'), '-config', `${name}.cfg`, `${name}.tla`],
  ].flat();
  const bounds = { deadline, maxMemoryMb, interrupted: watch.interrupted ?? (() => false) };
  const ended = await run({ program: 'java', words, folder }, bounds);
  if (ended.kind === 'missing') return noJava;
  const { stop, signal, peakBytes, out } = ended;
  const none = { said: null, states: 0, transitions: null, depth: null, peakBytes };
  if (stop !== null) return told({ ...none, limit: stop });
  if (signal !== null) return told({ ...none, limit: 'worker' });
  return read(ended, out, peakBytes);
}

function read(
  ended: Extract<Ended, { kind: 'ended' }>,
  out: string,
  peakBytes: number | null,
): Told<Searched> {
  const states = [...out.matchAll(/([\d,]+) distinct states found, [\d,]+ states left/g)].at(
    -1,
  )?.[1];
  const depth = /state graph search is (\d+)/.exec(out)?.[1];
  const number = (text: string): number => Number(text.replaceAll(',', ''));
  // A violation in an initial state comes before anything is counted.
  if (states === undefined && brokenIn(out) === null)
    return { kind: 'failed', reason: `TLC ended with ${ended.code}: ${firstLine(ended)}` };
  return told({
    said: out,
    states: number(states ?? '0'),
    transitions: null,
    depth: depth === undefined ? null : Number(depth) - 1,
    limit: null,
    peakBytes,
  });
}
