/**
 * The report of `verify` for people: one line a claim with the grade of its check, and below
 * it what differs. What a stranger wrote is shown as ASCII without control characters.
 */
import { unreachable } from '../base/assertion.ts';
import type { Claim } from '../proof/claim.ts';
import { propertyText } from './phrases.ts';
import type { Checked, Entry, VerifyReport } from './verified.ts';
import { count, labelled, text } from './wrap.ts';

/** The lines of one block, to be printed when it was checked. */
export function entryText(entry: Entry): string {
  const { checked, flags, copies, place } = entry;
  const lines = [`${printable(headline(checked))}`];
  for (const detail of detailsOf(checked)) lines.push(...labelled('  ', printable(detail)));
  if (flags.includes('no-end')) lines.push('  its last line is missing; the sum confirms the rest');
  if (copies > 1) lines.push(`  found ${copies} times`);
  if (checked.kind === 'damaged') lines.push(...labelled('  ', printable(wayOut(place))));
  return text(lines);
}

/** The line below all blocks. */
export function summaryText({ entries, mails, elapsedMs }: VerifyReport): string {
  const kinds = ['confirmed', 'refuted', 'damaged', 'unchecked'] as const;
  const counts = kinds.flatMap(kind => {
    const some = entries.filter(entry => entry.checked.kind === kind).length;
    return some === 0 ? [] : [`${some} ${kind}`];
  });
  const found = counts.length === 0 ? `no claim in ${count(mails, 'mail')}` : counts.join(', ');
  const seconds = ((elapsedMs ?? 0) / 1000).toFixed(2);
  return text([found, ...(elapsedMs === null ? [] : [`${seconds} s`])]);
}

function headline(checked: Checked): string {
  switch (checked.kind) {
    case 'confirmed':
      return `confirmed (${checked.grades.join(', ')})  ${checked.claim.name}`;
    case 'refuted':
      return `refuted (${checked.grade})  ${checked.claim.name}`;
    case 'unchecked':
      return `not checked  ${checked.claim.name}`;
    case 'damaged':
      return `damaged  ${checked.name}`;
    default:
      return unreachable(checked);
  }
}

function detailsOf(checked: Checked): readonly string[] {
  switch (checked.kind) {
    case 'confirmed':
      return [
        saying(checked.claim),
        `with ${checked.source.kind === 'inline' ? 'the specification in the mail, ' : ''}${checked.source.path}`,
        ...(checked.remark === null ? [] : [checked.remark]),
      ];
    case 'refuted':
      return [saying(checked.claim), `${checked.place}: ${checked.reason}`];
    case 'unchecked':
      return [saying(checked.claim), checked.reason];
    case 'damaged':
      return [checked.reason];
    default:
      return unreachable(checked);
  }
}

/** What a claim says, in a clause. */
function saying(claim: Claim): string {
  const { variant, params, check } = claim;
  const bounds = params.map(({ name, value }) => `${name}=${value}`).join(' ');
  const where = `in ${variant}${bounds === '' ? '' : ` with ${bounds}`}`;
  const what = propertyText(check);
  const nameless = check.kind === 'deadlock' || check.kind === 'runtime';
  if (claim.kind === 'violation') {
    const verb = nameless ? '' : check.kind === 'cover' ? ' is reached' : ' is violated';
    return `${what}${verb} in ${count(claim.length, 'step')} ${where}`;
  }
  const verb = check.kind === 'cover' ? ' is never reached' : ' holds';
  const says = nameless ? `no ${what}` : `${what}${verb}`;
  return `${says} ${where}: ${count(claim.states, 'state')}, depth ${claim.depth}`;
}

const wayOut = ({ messageId }: Entry['place']): string =>
  messageId === null
    ? 'take the mail from an archive'
    : `take the mail from an archive: b4 mbox ${messageId}`;

const printable = (text: string): string => text.replace(/[^ -~]/g, '?');
