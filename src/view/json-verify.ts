/** `patchproof/verify/1`: what became of each claim that a mail carries. */
import { unreachable } from '../base/assertion.ts';
import type { Json } from '../machine/show.ts';
import type { Claim } from '../proof/claim.ts';
import { page, toolJson } from './json-check.ts';
import type { Checked, Entry, VerifyReport } from './verified.ts';

/** The report as JSON. */
export function verifyJson(report: VerifyReport): string {
  const { mails, entries, exit, elapsedMs } = report;
  return page({
    format: 'patchproof/verify/1',
    ...toolJson(report),
    mails,
    claims: entries.map(entryJson),
    exit,
    ...(elapsedMs === null ? {} : { elapsedMs: Math.round(elapsedMs) }),
  });
}

const entryJson = ({ place, copies, flags, checked }: Entry): Json => ({
  name: checked.kind === 'damaged' ? checked.name : checked.claim.name,
  mail: place.mail,
  messageId: place.messageId,
  line: place.line,
  depth: place.depth,
  copies,
  flags: [...flags],
  claim: checked.kind === 'damaged' ? null : claimJson(checked.claim),
  ...outcomeJson(checked),
});

function outcomeJson(checked: Checked): { readonly [name: string]: Json } {
  switch (checked.kind) {
    case 'confirmed':
      return {
        outcome: 'confirmed',
        source: { ...checked.source },
        grades: [...checked.grades],
        place: null,
        reason: checked.remark,
      };
    case 'refuted':
      return {
        outcome: 'refuted',
        source: { ...checked.source },
        grades: [checked.grade],
        place: checked.place,
        reason: checked.reason,
      };
    case 'unchecked':
    case 'damaged':
      return {
        outcome: checked.kind,
        source: null,
        grades: [],
        place: null,
        reason: checked.reason,
      };
    default:
      return unreachable(checked);
  }
}

const claimJson = (claim: Claim): Json => ({
  tool: claim.tool,
  spec: { file: claim.spec.file, digest: claim.spec.digest },
  variant: claim.variant,
  parameters: Object.fromEntries(claim.params.map(({ name, value }) => [name, value])),
  property: { kind: claim.check.kind, name: claim.check.name },
  ...(claim.kind === 'violation'
    ? {
        result: 'violated',
        length: claim.length,
        rows: claim.rows.map(({ action }) => action),
        loop: claim.loop,
      }
    : {
        result: 'holds',
        symmetry: claim.symmetry,
        states: claim.states,
        transitions: claim.transitions,
        depth: claim.depth,
        set: claim.set,
        inductive: claim.inductive === null ? null : { ...claim.inductive },
      }),
});
