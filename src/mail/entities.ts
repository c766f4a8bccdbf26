/**
 * Character references of HTML as mailers write them: numbers, those of XML, those of
 * latin1 and of general punctuation. Unknown names stay as they stand.
 */

// From U+00A0 on, in the order of the code points.
const latin1 =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml'.split(
    ' ',
  );

const names: ReadonlyMap<string, string> = new Map([
  ...latin1.map((name, i) => [name, String.fromCharCode(0xa0 + i)] as const),
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['num', '#'],
  ['commat', '@'],
  ['lpar', '('],
  ['rpar', ')'],
  ['comma', ','],
  ['period', '.'],
  ['colon', ':'],
  ['equals', '='],
  ['lowbar', '_'],
  ['Tab', '\t'],
  ['NewLine', '\n'],
  ['ensp', '\u2002'],
  ['emsp', '\u2003'],
  ['thinsp', '\u2009'],
  ['zwnj', '\u200c'],
  ['zwj', '\u200d'],
  ['lrm', '\u200e'],
  ['rlm', '\u200f'],
  ['ndash', '\u2013'],
  ['mdash', '\u2014'],
  ['lsquo', '\u2018'],
  ['rsquo', '\u2019'],
  ['sbquo', '\u201a'],
  ['ldquo', '\u201c'],
  ['rdquo', '\u201d'],
  ['bdquo', '\u201e'],
  ['bull', '\u2022'],
  ['hellip', '\u2026'],
  ['minus', '\u2212'],
  ['rarr', '\u2192'],
  ['larr', '\u2190'],
  ['le', '\u2264'],
  ['ge', '\u2265'],
  ['ne', '\u2260'],
  ['euro', '\u20ac'],
  ['trade', '\u2122'],
]);

/** The text with its character references read, each once. */
export function readEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([0-9A-Fa-f]{1,6})|([A-Za-z][A-Za-z0-9]{1,31}));/g,
    (whole, ...found) => {
      const [decimal, hex, name]: (string | undefined)[] = found;
      if (name !== undefined) return names.get(name) ?? whole;
      return (
        character(decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)) ?? whole
      );
    },
  );
}

function character(code: number): string | undefined {
  const legal = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  return legal ? String.fromCodePoint(code) : undefined;
}
