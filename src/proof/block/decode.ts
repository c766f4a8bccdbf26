/**
 * Text that was pasted before somebody decoded it: quoted-printable and entities of
 * HTML. Nothing here knows mail headers; whether a decoded text is the better one is
 * for the sums in it to say.
 */

/** The text, and where it looks encoded, what it may stand for; each once. */
export function decodings(text: string): readonly string[] {
  const printable = unquoted(text, /=[ \t]*\r*\n/g);
  // Quoted before anybody decoded it: the marks stand behind the soft break too.
  const answered = unquoted(text, /=[ \t]*\r*\n[ \t]?(?:[>|][ \t]?)+/g);
  const all = [text, printable, answered];
  return [...new Set([...all, ...all.map(entities)])];
}

/** Quoted-printable of UTF-8 decoded; bytes that are no UTF-8 become question marks. */
function unquoted(text: string, softBreak: RegExp): string {
  return text.replace(softBreak, '').replace(/(?:=[0-9A-Fa-f]{2})+/g, run => {
    const bytes = run
      .slice(1)
      .split('=')
      .map(hex => Number.parseInt(hex, 16));
    return new TextDecoder().decode(Uint8Array.from(bytes));
  });
}

const named: Readonly<Record<string, string>> = {
  gt: '>',
  lt: '<',
  amp: '&',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '-',
  mdash: '-----',
  lbrace: '{',
  rbrace: '}',
};

function entities(text: string): string {
  return text
    .replace(/<br *\/?>|<\/?(?:pre|p|div|tt)>/g, '\n')
    .replace(/&(?:#(\d{1,6})|#x([0-9a-fA-F]{1,5})|([a-z]{2,6}));/g, (all, decimal, hex, name) => {
      if (name !== undefined) return named[name] ?? all;
      const code = Number.parseInt(decimal ?? hex, decimal === undefined ? 16 : 10);
      return code > 0 && code < 0x110000 ? String.fromCodePoint(code) : all;
    });
}
