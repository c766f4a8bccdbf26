/**
 * Content-Transfer-Encoding undone: quoted-printable and base64 to octets, all others as
 * they are. Damage is passed over: an escape that is none stays as it stands, base64 skips
 * what is not of its alphabet. Linear.
 */
import type { Octets } from './octets.ts';

/** The octets behind a transfer encoding, whose name may be in any case. */
export function decodeTransfer(octets: Octets, encoding: string): Octets {
  switch (encoding.trim().toLowerCase()) {
    case 'quoted-printable':
      return decodeQuoted(octets);
    case 'base64':
      return decodeBase64(octets);
    default:
      return octets;
  }
}

/** Quoted-printable (RFC 2045): soft breaks joined, trailing blanks dropped, `=3D` read. */
export function decodeQuoted(octets: Octets): Octets {
  return octets
    .split('\n')
    .map(line => trimBlanks(line.endsWith('\r') ? line.slice(0, -1) : line))
    .map((line, i, all) =>
      line.endsWith('=') ? line.slice(0, -1) : i + 1 < all.length ? `${line}\n` : line,
    )
    .join('')
    .replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
}

/** Base64 (RFC 2045), also in several pieces that were padded each. */
export function decodeBase64(octets: Octets): Octets {
  return octets
    .replace(/[^A-Za-z0-9+/=]/g, '')
    .split(/=+/)
    .map(piece => Buffer.from(piece, 'base64').toString('latin1'))
    .join('');
}

// No regular expression: `[ \t]+$` is quadratic on blanks that do not end a line.
function trimBlanks(line: string): string {
  let end = line.length;
  while (end > 0 && (line[end - 1] === ' ' || line[end - 1] === '\t')) end--;
  return line.slice(0, end);
}
