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
const wellFormed = /^[^\s<>(),;:@"\\[\]]{1,128}@[^\s<>(),;:@"\\]{1,255}$/;

/** The mailboxes of an address field, groups as their members, at most 500; what has no address is dropped. */
export function mailboxesOf(value: Octets): readonly Mailbox[] {
  const text = decodeText(value, '').text.replace(/[\t\r\n]+/g, ' ');
  return addressParser(text, { flatten: true })
    .map(found => ({ name: plainLine(found.name), address: (found.address ?? '').trim() }))
    .filter(found => wellFormed.test(found.address))
    .slice(0, mostMailboxes);
}

/** The same list without second mentions of an address and without those of `others`. */
export function without(list: readonly Mailbox[], others: readonly Mailbox[]): readonly Mailbox[] {
  const seen = new Set(others.map(key));
  return list.filter(mailbox => !seen.has(key(mailbox)) && seen.add(key(mailbox)));
}

// Whether the local part minds its case is known to its host only; people's do not.
const key = (mailbox: Mailbox): string => mailbox.address.toLowerCase();
