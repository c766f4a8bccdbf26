/**
 * Mailboxes: read out of address fields, and compared as lists of people. How they are
 * written is `fields`' business.
 */
import { addressParser } from 'postal-mime';
import { decodeText } from './charset.ts';
import { plainLine } from './head.ts';
import type { Octets } from './octets.ts';

/** A person or list; the name may be empty, the address is not. */
export interface Mailbox {
  readonly name: string;
  readonly address: string;
}

const mostMailboxes = 500;
const wellFormed = /^[^\s\p{Cc}<>(),;:@"\\[\]]{1,128}@[^\s\p{Cc}<>(),;:@"\\]{1,255}$/u;

/** The mailboxes of an address field, groups as their members, at most 500; what has no address is dropped. */
export const mailboxesOf = (value: Octets): readonly Mailbox[] =>
  entriesOf(decodeText(value, '').text).filter(isWellFormed).slice(0, mostMailboxes);

/** A mailbox as a user types it: `Jane Doe <jane@example.org>`; null when it is none, or several. */
export function mailboxOf(text: string): Mailbox | null {
  const [found, second] = entriesOf(text);
  return found === undefined || second !== undefined || !isWellFormed(found) ? null : found;
}

const entriesOf = (text: string): readonly Mailbox[] =>
  addressParser(text.replace(/[\t\r\n]+/g, ' '), { flatten: true }).map(found => ({
    name: plainLine(found.name),
    address: (found.address ?? '').trim(),
  }));

const isWellFormed = (mailbox: Mailbox): boolean => wellFormed.test(mailbox.address);

/** Whether a header can hold the address as it is: ASCII, without blanks. */
export const isWritable = (mailbox: Mailbox): boolean => /^[!-~]+$/.test(mailbox.address);

/** The same list without second mentions of an address and without those of `others`. */
export function without(list: readonly Mailbox[], others: readonly Mailbox[]): readonly Mailbox[] {
  const seen = new Set(others.map(key));
  return list.filter(mailbox => !seen.has(key(mailbox)) && seen.add(key(mailbox)));
}

// Whether the local part minds its case is known to its host only; people's do not.
const key = (mailbox: Mailbox): string => mailbox.address.toLowerCase();
