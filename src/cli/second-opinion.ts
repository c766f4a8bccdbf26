/**
 * `check --second-opinion`: our own search and every other checker on the same machines, side
 * by side. Covers are left out. Where any two disagree one of them is wrong, and that is to
 * be reported; where no other came to an end, nothing is confirmed.
 */
import { declared, questionOf, withRuntime } from '../check/asked.ts';
import { firstViolated, type Result } from '../check/verdict.ts';
import { keyOf } from '../machine/asked.ts';
import type { Machine } from '../machine/machine.ts';
import type { PropertyRef } from '../machine/search.ts';
import { confirms, disagreements } from '../peer/agree.ts';
import { opinionOf } from '../peer/opinion.ts';
import { peers } from '../peer/peers.ts';
import { opinionJson } from '../view/json-opinion.ts';
import type { OpinionReport, Opinions, Sizes, Spoken, Unspoken } from '../view/opinion.ts';
import { opinionText } from '../view/opinion-text.ts';
import { askedOf } from './asking.ts';
import { complain } from './complain.ts';
import { mannerOf, Searches, watchOf } from './engine.ts';
import { type ExitStatus, exit, statusOfCheck } from './exit.ts';
import type { Job } from './job.ts';
import type { Refusal } from './refusal.ts';
import type { CheckRequest } from './request.ts';
import { digestOf, type Machines } from './spec.ts';
import { version } from './version.ts';
import type { World } from './world.ts';

/** Asks all, and reports. */
export async function secondOpinion(
  { spec, machines }: Machines,
  request: CheckRequest,
  world: World,
): Promise<ExitStatus> {
  const start = performance.now();
  const opinions: Opinions[] = [];
  const results: Result[] = [];
  for (const machine of machines) {
    const asked = askedFor(machine, request.properties);
    if (request.properties.length > 0 && asked.length === 0) continue;
    const ours = await oursOf(machine, asked, request, world);
    if ('status' in ours) return complain(ours, request.json, world);
    results.push(ours.result);
    opinions.push(await compared(machine, asked, ours, request, world));
  }
  const status = statusOf(opinions, results);
  const report: OpinionReport = {
    version,
    module: spec.module.name?.text ?? '',
    spec: digestOf(spec),
    symmetry: request.symmetry,
    opinions,
    exit: status,
    elapsedMs: request.quiet ? null : performance.now() - start,
  };
  world.out(request.json ? opinionJson(report) : opinionText(report));
  if (status === exit.fault) world.err(toReport(opinions));
  return status;
}

const askedFor = (machine: Machine, properties: readonly string[]): readonly PropertyRef[] =>
  (properties.length === 0 ? declared(machine) : askedOf(machine, properties, [])).filter(
    ref => ref.kind !== 'cover',
  );

interface Ours {
  readonly result: Result;
  readonly opinion: Spoken;
}

// With properties for the verdict, without for the counts; one search where nothing breaks.
async function oursOf(
  machine: Machine,
  asked: readonly PropertyRef[],
  request: CheckRequest,
  world: World,
): Promise<Ours | Refusal> {
  const start = performance.now();
  const manner = mannerOf(request, 'first');
  const judging = { machine, asked, question: withRuntime(questionOf(asked, manner)) };
  const judged = await explored(judging, request, world);
  if ('status' in judged) return judged;
  const whole = judged.result.verdict === 'violated';
  const counting: Job = { machine, asked: [], question: questionOf([], manner) };
  const counted = whole ? await explored(counting, request, world) : judged;
  if ('status' in counted) return counted;
  const { result } = judged;
  const first = firstViolated(result);
  const opinion: Spoken = {
    kind: 'spoken',
    checker: `patchproof ${judged.kind}`,
    version,
    verdict: result.verdict,
    limit: result.limit,
    property: first?.property ?? null,
    length: first?.depth ?? null,
    shortest: result.shortest,
    sizes: sizesOf(counted.result),
    uncounted: null,
    elapsedMs: performance.now() - start,
    peakBytes: process.resourceUsage().maxRSS * 1024,
  };
  return { result, opinion };
}

// Small machines too are searched by the engine, whose counts are in question.
async function explored(
  job: Job,
  request: CheckRequest,
  world: World,
): Promise<{ readonly result: Result; readonly kind: string } | Refusal> {
  for (const engine of ['wasm', 'js'] as const) {
    const searches = new Searches({ ...request, engine }, world);
    const result = await searches.explore(job);
    if (!('status' in result)) return { result, kind: engine };
  }
  const searches = new Searches({ ...request, engine: 'reference' }, world);
  const result = await searches.explore(job);
  return 'status' in result ? result : { result, kind: 'reference' };
}

function sizesOf({ counts, limit }: Result): Sizes {
  const { states, transitions, fullStates, fullTransitions, depth } = counts;
  if (limit === null || limit === 'depth')
    return { states, transitions, fullStates, fullTransitions, depth, limit };
  const none = { states: null, transitions: null, fullStates: null, fullTransitions: null };
  return { ...none, depth: null, limit };
}

async function compared(
  machine: Machine,
  asked: readonly PropertyRef[],
  { result, opinion: ours }: Ours,
  request: CheckRequest,
  world: World,
): Promise<Opinions> {
  const question = withRuntime(questionOf(asked, mannerOf(request, 'first')));
  const violated = new Set(
    result.properties.filter(p => p.verdict === 'violated').map(p => keyOf(p.property)),
  );
  const others: (Spoken | Unspoken)[] = [];
  const found: string[] = [];
  const confirmed: string[] = [];
  for (const peer of peers) {
    const { opinion, disputed } = await opinionOf(peer, machine, question, asked, watchOf(world));
    others.push(opinion);
    if (opinion.kind === 'unspoken') continue;
    const differing = [
      ...disputed,
      ...disagreements(ours, opinion, property => violated.has(keyOf(property))),
    ];
    found.push(...differing);
    if (differing.length === 0 && confirms(ours, opinion)) confirmed.push(opinion.checker);
  }
  return { machine, all: [ours, ...others], disagreements: found, confirmed };
}

function statusOf(opinions: readonly Opinions[], results: readonly Result[]): ExitStatus {
  if (opinions.some(one => one.disagreements.length > 0)) return exit.fault;
  const status = statusOfCheck(results);
  const open = opinions.some(one => one.confirmed.length === 0);
  return status === exit.fine && open ? exit.inconclusive : status;
}

function toReport(opinions: readonly Opinions[]): string {
  const lines = opinions.flatMap(({ machine, disagreements: found }) =>
    found.map(one => `  ${machine.variant}: ${one}`),
  );
  return [
    'patchproof: the checkers disagree, so one of them is wrong.',
    'Please report it with the specification, this command line, the table and these lines:',
    ...lines,
    '',
  ].join('\n');
}
