/**
 * The blocks of a stranger's mails, each once, with where it stands. Law: at most so many are
 * checked, whatever the file holds; those beyond are told and not passed over.
 */
import { type Mail, type Pasted, readMails } from '../mail/read.ts';
import { type Inlined, inlined } from '../proof/block/inline.ts';
import { type Damaged, type Found, type Intact, read } from '../proof/block/read.ts';
import type { Place } from '../view/verified.ts';

/** A block; `copies` counts those in other mails too. */
export interface Block {
  readonly place: Place;
  readonly copies: number;
  readonly found: Found;
}

/** What a file of mails carries. */
export interface Carried {
  /** How many mails were read. */
  readonly mails: number;
  readonly blocks: readonly Block[];
  /** Texts that may be specifications. */
  readonly specs: readonly Inlined[];
  /** Mails and blocks beyond what is looked at. */
  readonly passedOver: { readonly mails: number; readonly blocks: number };
}

const mostMails = 1000;
const mostBlocks = 200;

/** Reads the mails of a file, or the text that somebody pasted. */
export function carriedBy(bytes: Uint8Array): Carried {
  const all = readMails(bytes);
  const mails = all.slice(0, mostMails);
  const specs: Inlined[] = [];
  const blocks: Block[] = [];
  mails.forEach((mail, i) => {
    const messageId = mail.kind === 'mail' ? mail.headers.messageId : null;
    for (const found of foundIn(mail)) {
      const { line, depth } = found;
      const copies = found.kind === 'intact' ? found.copies : 1;
      blocks.push({ place: { mail: i + 1, messageId, line, depth }, copies, found });
    }
    for (const { text } of textsOf(mail)) specs.push(...inlined(text));
  });
  const once = folded(blocks);
  return {
    mails: all.length,
    blocks: once.slice(0, mostBlocks),
    specs,
    passedOver: {
      mails: all.length - mails.length,
      blocks: Math.max(0, once.length - mostBlocks),
    },
  };
}

interface ReadText {
  readonly text: string;
  /** Another form of what the mail says already. */
  readonly again: boolean;
}

const textsOf = (mail: Mail | Pasted): readonly ReadText[] => [
  { text: mail.body, again: false },
  ...(mail.kind === 'mail'
    ? mail.others.map(({ kind, text }) => ({ text, again: kind === 'alternative' }))
    : []),
];

// The HTML of a mail says again what its text says, so what is damaged in one of the two only
// is not damaged.
function foundIn(mail: Mail | Pasted): readonly Found[] {
  const all: Found[] = [];
  for (const { text, again } of textsOf(mail)) {
    const found = read(text);
    all.push(...(again ? found.filter(one => adds(one, all)) : found));
    if (!again) continue;
    const whole = new Set(found.filter(isIntact).map(one => one.claim.name));
    const kept = all.filter(one => one.kind === 'intact' || !whole.has(one.name));
    all.splice(0, all.length, ...kept);
  }
  return all;
}

const isIntact = (found: Found): found is Intact => found.kind === 'intact';

function adds(found: Found, known: readonly Found[]): boolean {
  if (found.kind === 'damaged') return !known.some(one => nameOf(one) === found.name);
  return !known.some(one => one.kind === 'intact' && one.sum === found.sum);
}

const nameOf = (found: Intact | Damaged): string =>
  found.kind === 'intact' ? found.claim.name : found.name;

function folded(blocks: readonly Block[]): readonly Block[] {
  const once: Block[] = [];
  const places = new Map<string, number>();
  for (const block of blocks) {
    const { found } = block;
    const at = found.kind === 'intact' ? places.get(found.sum) : undefined;
    const first = at === undefined ? undefined : once[at];
    if (at === undefined || first?.found.kind !== 'intact' || found.kind !== 'intact') {
      if (found.kind === 'intact') places.set(found.sum, once.length);
      once.push(block);
      continue;
    }
    const flags = first.found.flags.length === 0 ? [] : found.flags;
    once[at] = {
      ...first,
      copies: first.copies + block.copies,
      found: { ...first.found, flags },
    };
  }
  return once;
}
