/**
 * Text in the language of Graphviz. Its strings know `\"`, backslashes that begin signs of
 * their own (`\N`, `\l`) and entities of HTML; so that any text is shown as it is, each of
 * these is written with care. Control characters are shown by their
 * pictures, halves of surrogate pairs by the sign for what is no character.
 */

// The block of Unicode that has a picture for each control character.
const pictures = 0x2400;
const deletePicture = '\u2421';

/** The text with a picture for each control character: one line. */
export const visible = (text: string): string =>
  text
    .replaceAll(/\p{Surrogate}/gu, '\ufffd')
    .replaceAll(/\p{Cc}/gu, sign =>
      sign < ' ' ? String.fromCodePoint(pictures + sign.charCodeAt(0)) : deletePicture,
    );

const escaped = (text: string): string =>
  visible(text).replaceAll('&', '&amp;').replaceAll('\\', '\\\\').replaceAll('"', '\\"');

/** A quoted string that shows the lines, each from the left. */
export const leftLines = (lines: readonly string[]): string =>
  `"${lines.map(line => `${escaped(line)}\\l`).join('')}"`;

/** A quoted string that shows the lines, each in the middle. */
export const quoted = (...lines: readonly string[]): string =>
  `"${lines.map(escaped).join('\\n')}"`;
