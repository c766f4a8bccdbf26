/**
 * Text out of bytes, by the charset that a mail names and by what its bytes can be: a mail
 * that says latin1 (or nothing) and is UTF-8 is read as UTF-8, one that says UTF-8 and is
 * not is read as windows-1252. Never fails; says which charset was used.
 */
import { bytesOf, type Octets, wideCharset } from './octets.ts';

/** A text, the charset it was read by (as the Encoding standard calls it), and whether that is the one said. */
export interface Decoded {
  readonly text: string;
  readonly charset: string;
  readonly asSaid: boolean;
}

type Decoder = Pick<InstanceType<typeof TextDecoder>, 'encoding' | 'decode'>;

const guessed = new Set(['utf-8', 'windows-1252']);

/** The text of octets that are said to be in a charset; an empty name when none was said. */
export function decodeText(octets: Octets, said: string): Decoded {
  const named = namedDecoder(said, octets);
  const used = markedDecoder(octets) ?? (named && !guessed.has(named.encoding) ? named : undefined);
  if (used !== undefined) return decoded(used, octets, used.encoding === named?.encoding);
  const utf8 = new TextDecoder('utf-8').decode(bytesOf(octets));
  // U+FFFD may stand in the mail itself.
  const broken = utf8.includes('\ufffd') && !octets.includes('\xef\xbf\xbd');
  if (broken)
    return decoded(new TextDecoder('windows-1252'), octets, named?.encoding === 'windows-1252');
  const asSaid = said === '' || named?.encoding === 'utf-8' || isAscii(octets);
  return { text: utf8, charset: 'utf-8', asSaid };
}

/** Whether all characters are ASCII. */
export const isAscii = (text: string): boolean => /^[\0-\x7f]*$/.test(text);

function decoded(decoder: Decoder, octets: Octets, asSaid: boolean): Decoded {
  return { text: decoder.decode(bytesOf(octets)), charset: decoder.encoding, asSaid };
}

function markedDecoder(octets: Octets): Decoder | undefined {
  const wide = wideCharset(octets.charCodeAt(0), octets.charCodeAt(1));
  return wide === undefined ? undefined : new TextDecoder(wide);
}

// A stranger's charset may have any name.
function namedDecoder(said: string, octets: Octets): Decoder | undefined {
  // Without a mark UTF-16 is big-endian (RFC 2781), but Windows writes the other one.
  if (/^utf-?16$/i.test(said)) return new TextDecoder(octets[1] === '\0' ? 'utf-16le' : 'utf-16be');
  try {
    return said === '' ? undefined : new TextDecoder(said);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
