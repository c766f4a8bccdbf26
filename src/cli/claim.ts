/**
 * `claim`: writes what can be claimed of each variant as blocks, each checked again before it is
 * written, as `reply` carries them and `verify` reads them.
 */
import { mostReadLines } from '../proof/block/words.ts';
import { write as writeBlock } from '../proof/block/write.ts';
import type { Claim } from '../proof/claim.ts';
import { pictureOf } from '../view/reply-text.ts';
import { complain, warn } from './complain.ts';
import { type ExitStatus, greatest } from './exit.ts';
import { writeInto } from './files.ts';
import { misused, type Refusal, unwritable } from './refusal.ts';
import { type Claimed, claimsOf } from './reply-claims.ts';
import type { ClaimRequest } from './request.ts';
import { machinesOf } from './spec.ts';
import type { World } from './world.ts';

/** Runs the command. */
export async function claim(request: ClaimRequest, world: World): Promise<ExitStatus> {
  const opened = machinesOf(request);
  if (opened.kind === 'refused') return complain(opened.refusal, false, world);
  warn(opened.warnings, world);
  const { spec, machines } = opened.value;
  const { output } = request;
  if (output !== null && new Set(machines.map(m => m.variant)).size < machines.length)
    return complain(misused('a file has one model: give each parameter one value'), false, world);
  const statuses: ExitStatus[] = [];
  for (const machine of machines) {
    const claimed = await claimsOf(spec, machine, request, world);
    const text = 'status' in claimed ? claimed : blocksOf(claimed);
    if (typeof text !== 'string') {
      statuses.push(complain(named(text, machine.variant), false, world));
      continue;
    }
    const failed = handOver(text, machine.variant, output, world);
    if (failed !== null) return complain(failed, false, world);
  }
  return greatest(statuses);
}

const named = (refusal: Refusal, variant: string): Refusal => ({
  ...refusal,
  message: `${variant}: ${refusal.message}`,
});

function blocksOf(claimed: Claimed): string | Refusal {
  const claims: readonly Claim[] = claimed.kind === 'run' ? [claimed.claim] : claimed.claims;
  const blocks: string[] = [];
  for (const one of claims) {
    const picture =
      claimed.kind === 'run'
        ? pictureOf(claimed.context.machine, claimed.trace, claimed.claim)
        : [];
    const block = writeBlock(one, picture, mostReadLines);
    if (block.kind === 'refused') return misused(`no block can be written: ${block.reason}`);
    blocks.push(`${block.lines.join('\n')}\n`);
  }
  return blocks.join('\n');
}

function handOver(
  text: string,
  variant: string,
  output: string | null,
  world: World,
): Refusal | null {
  if (output === null) {
    world.out(`${text}\n`);
    return null;
  }
  const path = `${variant.replaceAll(' + ', '-')}.txt`;
  const failed = writeInto(output, [{ path, text, mode: 0o644 }]);
  return failed === null ? null : unwritable(failed.path, failed.reason);
}
