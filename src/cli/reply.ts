/**
 * `reply`: drafts an answer to a mail that carries a claim about one variant. Law: nothing is
 * written that was not confirmed here by the check that a reader would make. It never sends.
 */

import { complain, warn } from './complain.ts';
import { type ExitStatus, exit } from './exit.ts';
import { write } from './files.ts';
import { misused, type Refusal, unwritable } from './refusal.ts';
import { type Claimed, claimsOf } from './reply-claims.ts';
import { type Draft, draftOf } from './reply-draft.ts';
import { parentOf } from './reply-parent.ts';
import { tableFor } from './reply-table.ts';
import type { ReplyRequest } from './request.ts';
import { machinesOf } from './spec.ts';
import type { World } from './world.ts';

/** Runs the command. */
export async function reply(request: ReplyRequest, world: World): Promise<ExitStatus> {
  const parent = parentOf(request, world);
  if ('status' in parent) return complain(parent, false, world);
  const opened = machinesOf(request);
  if (opened.kind === 'refused') return complain(opened.refusal, false, world);
  warn(opened.warnings, world);
  const { spec, machines } = opened.value;
  const [machine, ...others] = machines;
  if (machine === undefined || (others.length > 0 && !request.table)) {
    return complain(misused(several(machines)), false, world);
  }
  const alone = await claimsOf(spec, machine, request, world);
  if ('status' in alone) return complain(alone, false, world);
  const table = request.table ? await tableFor(alone, machines, request, world) : null;
  if (table !== null && 'status' in table) return complain(table, false, world);
  const claimed = { ...alone, context: { ...alone.context, table } };
  const draft = draftOf(parent, claimed, request);
  if ('status' in draft) return complain(draft, false, world);
  const failed = handOver(draft, request, world);
  if (failed !== null) return complain(failed, false, world);
  advise(draft, claimed, request, world);
  return exit.fine;
}

function several(machines: readonly { readonly variant: string }[]): string {
  const names = [...new Set(machines.map(m => m.variant))];
  return names.length > 1
    ? `a reply is about one variant; say which with --variant, or --table: ${names.join(', ')}`
    : 'a reply is about one model: give each parameter one value';
}

function handOver(draft: Draft, { output }: ReplyRequest, world: World): Refusal | null {
  const { text, whole } = draft;
  if (output === null) {
    if (whole !== null)
      return misused('the run needs a mail of its own: say with --output FILE where the two go');
    world.out(text);
    return null;
  }
  const files = [
    { path: output, text },
    ...(whole === null ? [] : [{ path: wholeName(output), text: whole }]),
  ];
  for (const { path, text } of files) {
    const reason = write(path, text);
    if (reason !== undefined) return unwritable(path, reason);
  }
  if (whole !== null) {
    world.err(
      `patchproof: send ${wholeName(output)} first: ${output} names it by its Message-ID\n`,
    );
  }
  return null;
}

/** `draft.eml`: `draft-run.eml`. */
const wholeName = (output: string): string =>
  /\.[^./]+$/.test(output) ? output.replace(/(\.[^./]+)$/, '-run$1') : `${output}-run`;

function advise(draft: Draft, claimed: Claimed, request: ReplyRequest, world: World): void {
  const say = (text: string): void => world.err(`patchproof: ${text}\n`);
  for (const { address } of draft.left) say(`${address} is left out of Cc: it is not ASCII`);
  if (request.from === null) say('From is a placeholder; give --from, or write it into the draft');
  if (claimed.kind === 'run') {
    say(
      'if released kernels have this, read Documentation/process/security-bugs.rst before you send it',
    );
  }
}
