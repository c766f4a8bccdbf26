/**
 * `verify`: finds the claims in a mail and checks each again. Law: a claim is confirmed by a
 * check that was made here and now, or not at all; what cannot be checked is told, with the
 * way out. The mail is a stranger's: what it may cost is bounded (host.ts holds the clock).
 */
import { unreachable } from '../base/assertion.ts';
import type { Claim } from '../proof/claim.ts';
import { type StateSearch, sharedSpace } from '../proof/space.ts';
import { type Grade, type Means, type Outcome, verified } from '../proof/verify.ts';
import { verifyJson } from '../view/json-verify.ts';
import type { Checked, Entry, VerifyReport } from '../view/verified.ts';
import { entryText, summaryText } from '../view/verify-text.ts';
import { complain } from './complain.ts';
import { mannerOf, Searches } from './engine.ts';
import { type ExitStatus, exit } from './exit.ts';
import { list, read, stdin } from './files.ts';
import { misused, type Refusal, unreadable } from './refusal.ts';
import type { VerifyRequest } from './request.ts';
import { type Block, type Carried, carriedBy } from './verify-blocks.ts';
import { Library, type Meant } from './verify-library.ts';
import { version } from './version.ts';
import type { World } from './world.ts';

/** Runs the command. */
export async function verify(request: VerifyRequest, world: World): Promise<ExitStatus> {
  const start = performance.now();
  const { mail, specs, json, quiet } = request;
  if (mail === stdin && specs.includes(stdin))
    return complain(misused('only one of the two can be standard input'), json, world);
  const missing = specs.flatMap(path => missingAt(path) ?? []);
  if (missing[0] !== undefined) return complain(missing[0], json, world);
  const got = read(mail);
  if (got.kind === 'failed') return complain(unreadable(mail, got.reason), json, world);
  const carried = carriedBy(got.bytes);
  tellPassedOver(carried, world);
  const library = new Library(specs, carried.specs);
  const space = sharedSpace(searchOf(request, world, start));
  const entries: Entry[] = [];
  for (const block of carried.blocks) {
    const entry = await entryOf(block, { library, request, world, space });
    entries.push(entry);
    if (!json) world.out(entryText(entry));
  }
  const report: VerifyReport = {
    version,
    mails: carried.mails,
    entries,
    exit: statusOf(entries, carried),
    elapsedMs: quiet ? null : performance.now() - start,
  };
  world.out(json ? verifyJson(report) : summaryText(report));
  return statusOf(entries, carried);
}

function missingAt(path: string): Refusal | undefined {
  if (path === stdin || list(path).kind === 'ok') return undefined;
  const got = read(path);
  return got.kind === 'failed' ? unreadable(path, got.reason) : undefined;
}

function tellPassedOver({ passedOver: { mails, blocks } }: Carried, world: World): void {
  if (mails > 0) world.err(`patchproof: ${mails} more mails were not read: split the mbox\n`);
  if (blocks > 0) world.err(`patchproof: ${blocks} more blocks were not checked: split the mbox\n`);
}

/** Refuted and damaged weigh more than what is open; what was passed over is open. */
function statusOf(entries: readonly Entry[], { passedOver }: Carried): ExitStatus {
  const kinds = new Set(entries.map(({ checked }) => checked.kind));
  if (kinds.size === 0 || kinds.has('refuted') || kinds.has('damaged')) return exit.refuted;
  const open = kinds.has('unchecked') || passedOver.mails + passedOver.blocks > 0;
  return open ? exit.inconclusive : exit.fine;
}

interface Checking {
  readonly library: Library;
  readonly request: VerifyRequest;
  readonly world: World;
  /** One search states the space for all claims about a machine. */
  readonly space: Means['space'];
}

async function entryOf({ found, place, copies }: Block, checking: Checking): Promise<Entry> {
  if (found.kind === 'damaged') {
    const { name, reason } = found;
    return { place, copies, flags: [], checked: { kind: 'damaged', name, reason } };
  }
  const checked = await checkedClaim(found.claim, checking);
  return { place, copies, flags: found.flags, checked };
}

async function checkedClaim(claim: Claim, checking: Checking): Promise<Checked> {
  if (checking.world.interrupted()) return { kind: 'unchecked', claim, reason: 'interrupted' };
  const meant = checking.library.machineOf(claim);
  if (typeof meant === 'string') return { kind: 'unchecked', claim, reason: meant };
  const outcomes: Outcome[] = [];
  for (const grade of gradesFor(claim, checking.request)) {
    const means: Means = { machine: () => meant.machine, space: checking.space, grade };
    outcomes.push(await verified(claim, means));
  }
  return together(claim, outcomes, meant);
}

// Without --rerun or --inductive each check that the claim has something for.
function gradesFor(claim: Claim, { grade }: VerifyRequest): readonly Means['grade'][] {
  if (claim.kind === 'violation') return ['re-run'];
  if (grade !== null) return [grade];
  return claim.inductive === null ? ['re-run'] : ['re-run', 'inductive'];
}

function together(claim: Claim, outcomes: readonly Outcome[], { source }: Meant): Checked {
  const grades: Grade[] = [];
  const open: string[] = [];
  for (const outcome of outcomes) {
    switch (outcome.kind) {
      case 'refuted':
        return { ...outcome, source };
      case 'confirmed':
        grades.push(outcome.grade);
        break;
      case 'unchecked':
        open.push(outcome.reason);
        break;
      default:
        return unreachable(outcome);
    }
  }
  const reason = open.join('; ');
  if (grades.length === 0) return { kind: 'unchecked', claim, reason };
  return { kind: 'confirmed', claim, source, grades, remark: open.length === 0 ? null : reason };
}

const searchOf =
  (request: VerifyRequest, world: World, start: number): StateSearch =>
  async (machine, question, stored) => {
    const { limits } = mannerOf(request, question.stop);
    const spent = (performance.now() - start) / 1000;
    const maxSeconds = Math.max(0, (limits.maxSeconds ?? 0) - spent);
    const searches = new Searches(request, world);
    const own = { ...question, limits: { ...limits, maxSeconds } };
    const found = await searches.findings(machine, own, stored);
    return 'status' in found ? (found.message ?? 'the engine cannot run it') : found;
  };
