/**
 * Bytes as a string whose characters are 0 to 255, one for each byte, so that mail can be
 * cut and searched before its charsets are known. What is UTF-16 as a whole (a text saved
 * on Windows) becomes UTF-8 first. Charsets of parts are `charset`'s business.
 */

/** One character, 0 to 255, for each byte. */
export type Octets = string;

/** The octets of a file; one that is UTF-16 as a whole, told by its byte order mark or its zeros, as UTF-8. */
export function octetsOf(bytes: Uint8Array): Octets {
  const wide = wideCharset(bytes[0] ?? 0, bytes[1] ?? 0) ?? unmarked(bytes);
  if (wide !== undefined) return octetsOfText(new TextDecoder(wide).decode(bytes));
  const octets = view(bytes).toString('latin1');
  return octets.startsWith('\xef\xbb\xbf') ? octets.slice(3) : octets;
}

/** The UTF-8 octets of a text. */
export const octetsOfText = (text: string): Octets => Buffer.from(text, 'utf8').toString('latin1');

/** The bytes again. */
export const bytesOf = (octets: Octets): Uint8Array => Buffer.from(octets, 'latin1');

/** The charset that a byte order mark at the start tells, for UTF-16; undefined for all others. */
export function wideCharset(first: number, second: number): 'utf-16le' | 'utf-16be' | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return undefined;
}

// Mail has no zero bytes; a text of western letters in UTF-16 has one in each pair.
function unmarked(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const [a, b, c, d] = bytes;
  if (a && b === 0 && c && d === 0) return 'utf-16le';
  if (a === 0 && b && c === 0 && d) return 'utf-16be';
  return undefined;
}

const view = (bytes: Uint8Array): Buffer =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
