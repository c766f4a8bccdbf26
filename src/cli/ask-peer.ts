/**
 * `--engine rumur`: another checker answers in place of ours. Why it cannot is said in the
 * words of the command line; a run that ours cannot follow is a fault, and asks for a report.
 */
import { unreachable } from '../base/assertion.ts';
import type { Machine } from '../machine/machine.ts';
import type { Question, Watch } from '../machine/search.ts';
import { type Answered, findingsOf, meansOf } from '../peer/findings.ts';
import { rumur } from '../peer/rumur.ts';
import type { PeerName } from '../view/report.ts';
import { exit } from './exit.ts';
import type { Answer } from './job.ts';
import { misused, type Refusal } from './refusal.ts';
import type { Searching } from './request.ts';
import type { World } from './world.ts';

const peers = { rumur } as const;

/** Its answer; unless more workers are asked for one, with which runs are shortest. */
export async function askPeer(
  name: PeerName,
  machine: Machine,
  question: Question,
  { workers }: Searching,
  watch: Watch,
  world: Pick<World, 'err'>,
): Promise<Answer | Refusal> {
  const means = meansOf(question, workers ?? 1, watch);
  const answer = await findingsOf(peers[name], machine, question, means);
  if (answer.kind !== 'told') return refusedBy(name, machine, answer);
  const { version, findings, note } = answer;
  if (note !== null) world.err(`patchproof: ${machine.variant}: ${note}\n`);
  if (findings.limit === 'worker')
    world.err(`patchproof: ${machine.variant}: ${name} was ended from outside\n`);
  return { kind: name, version, workers: means.workers, findings };
}

function refusedBy(
  name: PeerName,
  { variant }: Machine,
  answer: Exclude<Answered, { kind: 'told' }>,
): Refusal {
  const refusal = (status: Refusal['status'], message: string): Refusal => ({
    status,
    message: `${variant}: ${message}`,
    diagnostics: [],
  });
  switch (answer.kind) {
    case 'absent':
      return misused(answer.reason);
    case 'unsaid':
      return misused(`${variant}: ${name} has no words for\n  ${answer.reasons.join('\n  ')}`);
    case 'failed':
      return refusal(exit.inconclusive, `unknown: ${answer.reason}`);
    case 'disputed':
      return refusal(exit.fault, disputedText(answer.reason));
    default:
      return unreachable(answer);
  }
}

/** What is to be reported where checkers disagree. */
export const disputedText = (reason: string): string =>
  `${reason}.\nOne of the two checkers is wrong. Please report it with the specification, this command line and these lines`;
