/**
 * From confirmed claims to the text of a draft, and of the mail that a long run has for
 * itself. What kernel lists do not take is refused with the line.
 */
import type { Mailbox } from '../mail/address.ts';
import { placeholder, type Reply, sayReplyFault, writeReply } from '../mail/reply.ts';
import { mostReadLines } from '../proof/block/words.ts';
import { write } from '../proof/block/write.ts';
import {
  type Held,
  pictureOf,
  type Shown,
  safetyBody,
  tableOf,
  violationBody,
  wholeRunBody,
} from '../view/reply-text.ts';
import { misused, type Refusal } from './refusal.ts';
import type { Claimed } from './reply-claims.ts';
import type { Parent } from './reply-parent.ts';
import type { ReplyRequest } from './request.ts';

/** What is to be handed over. */
export interface Draft {
  readonly text: string;
  /** The mail with the whole run; null where the reply has it. */
  readonly whole: string | null;
  /** Who cannot be written to. */
  readonly left: readonly Mailbox[];
}

const mostLines = 100;

/** The draft, or what speaks against it. */
export function draftOf(parent: Parent, claimed: Claimed, request: ReplyRequest): Draft | Refusal {
  const said = claimed.kind === 'run' ? runBody(parent, claimed, request) : heldBody(claimed);
  if ('status' in said) return said;
  const lines = said.body.trimEnd().split('\n').length + quoteLength(parent);
  if (lines > mostLines) return misused(tooLong(lines, parent, request));
  const reply = written(parent, said.body, request);
  if ('status' in reply) return reply;
  return { text: reply.text, whole: said.whole, left: reply.left };
}

const quoteLength = ({ quote }: Parent): number =>
  quote === null ? 0 : quote.attribution.length + quote.lines.length + 1;

function tooLong(lines: number, parent: Parent, { properties }: ReplyRequest): string {
  const ways = [
    ...(quoteLength(parent) > 10 ? ['quote less with --quote'] : []),
    ...(properties.length === 1 ? [] : ['take one --property']),
  ];
  return `the draft has ${lines} lines, and ${mostLines} is the most: ${ways.join(', or ') || 'the specification says too much for a mail'}`;
}

interface Body {
  readonly body: string;
  readonly whole: string | null;
}

type Run = Extract<Claimed, { readonly kind: 'run' }>;

function runBody(parent: Parent, claimed: Run, request: ReplyRequest): Body | Refusal {
  const { claim, trace, shortest, context } = claimed;
  const picture = pictureOf(context.machine, trace, claim);
  const body = (shown: Shown): string => violationBody({ claim, trace, shortest, shown }, context);
  const block = write(claim, picture);
  if (block.kind === 'written')
    return { body: body({ kind: 'block', lines: block.lines }), whole: null };
  if (block.tooLong === null) return misused(`no block can be written: ${block.reason}`);
  const long = write(claim, picture, mostReadLines);
  if (long.kind === 'refused') return misused(`no block can be written: ${long.reason}`);
  const own = written({ ...parent, quote: null }, wholeRunBody(claim, long.lines), request);
  if ('status' in own) return own;
  const lines = tableOf(claim, picture);
  return { body: body({ kind: 'elsewhere', lines, messageId: own.messageId }), whole: own.text };
}

function heldBody({ claims, context }: Exclude<Claimed, Run>): Body | Refusal {
  const held: Held[] = [];
  for (const claim of claims) {
    const block = write(claim, []);
    if (block.kind === 'refused') return misused(`no block can be written: ${block.reason}`);
    held.push({ claim, block: block.lines });
  }
  return { body: safetyBody(held, context), whole: null };
}

type Accepted = Extract<Reply, { readonly kind: 'draft' }>;

function written(parent: Parent, body: string, { from }: ReplyRequest): Accepted | Refusal {
  const host = (from ?? placeholder).address.replace(/^.*@/, '');
  const reply = writeReply({
    parent: parent.mail,
    from,
    quote: parent.quote,
    body,
    date: null,
    host,
  });
  if (reply.kind === 'draft') return reply;
  const lines = body.split('\n');
  const reasons = reply.faults.map(fault =>
    'line' in fault
      ? `${sayReplyFault(fault)}:\n    ${lines[fault.line - 1] ?? ''}`
      : sayReplyFault(fault),
  );
  return misused(`no draft can be written:\n  ${reasons.join('\n  ')}`);
}
