/**
 * What mailers and archives do to a text on its way, as pure functions: a body and a seed
 * give a whole mail, as a string of octets. Encoders of their own, that share nothing with
 * the readers they test. All people, addresses and ids are of example.org.
 */
import { bytesOf, type Octets } from '../../src/mail/octets.ts';

/** A mangler; `keeps` says what of the body a reader gets back. */
export interface Mangler {
  readonly name: string;
  /** `all`: every character; `words`: the words in their order; `ascii`: all, if the body is ASCII. */
  readonly keeps: 'all' | 'words' | 'ascii';
  readonly mangle: (body: string, seed: number) => Octets;
}

/** The head of every mail here, without its Content fields. */
export const head = (fields: readonly string[] = []): Octets =>
  [
    'From: "Doe, Jane" <jane@example.org>',
    'To: list@example.org, Max Muster <max@example.org>',
    'Cc: =?utf-8?q?J=C3=BCrgen?= <juergen@example.org>',
    'Subject: [PATCH v2 3/7] mm: Defer the freeing of page',
    ' tables',
    'Date: Fri, 15 Aug 2025 09:46:00 +0000 (UTC)',
    'Message-ID: <20250815.3@example.org>',
    'In-Reply-To: <20250815.2@example.org>',
    'References: <20250815.1@example.org>',
    '\t<20250815.2@example.org>',
    'MIME-Version: 1.0',
    ...fields,
    '',
    '',
  ].join('\n');

const octets = (text: string, charset: BufferEncoding = 'utf8'): Octets =>
  Buffer.from(text, charset).toString('latin1');

const plain = (encoding: string, extra = '; charset=utf-8'): readonly string[] => [
  `Content-Type: text/plain${extra}`,
  `Content-Transfer-Encoding: ${encoding}`,
];

/** Quoted-printable in lines of at most 76; the seed chooses which harmless characters are escaped too. */
export function quotedPrintable(text: Octets, seed: number): Octets {
  const dice = dicer(seed);
  return text
    .split('\n')
    .map(line => {
      const cells = [...line].map((c, i) => {
        const code = c.charCodeAt(0);
        const bare = (code > 32 && code < 127 && c !== '=') || (c === ' ' && i < line.length - 1);
        return bare && dice(20) > 0 ? c : `=${code.toString(16).toUpperCase().padStart(2, '0')}`;
      });
      const rows = [''];
      for (const cell of cells) {
        const last = rows.length - 1;
        if ((rows[last] ?? '').length + cell.length > 75) rows.push(cell);
        else rows[last] = (rows[last] ?? '') + cell;
      }
      return rows.join('=\n');
    })
    .join('\n');
}

/** Base64 in lines of 76, line ends of the text as CRLF. */
export const base64 = (text: Octets): Octets => inBase64(text.replaceAll('\n', '\r\n'));

const inBase64 = (text: Octets): Octets =>
  Buffer.from(text, 'latin1')
    .toString('base64')
    .replace(/.{1,76}/g, '$&\n');

/** format=flowed: stuffed, soft breaks at blanks after a width that the seed chooses. */
export function flowed(body: string, seed: number, dropBlank: boolean): string {
  const width = 20 + (seed % 50);
  return body
    .split('\n')
    .map(line => {
      const marks = /^>*/.exec(line)?.[0] ?? '';
      const text = marks === '' ? line : line.slice(marks.length).replace(/^ /, '');
      const rows = softRows(text, width, dropBlank);
      return rows.map(row => marks + stuffed(row, marks)).join('\n');
    })
    .join('\n');
}

function softRows(text: string, width: number, dropBlank: boolean): readonly string[] {
  const rows: string[] = [];
  let rest = text;
  while (rest.length > width) {
    const cut = rest.indexOf(' ', width);
    // A break before the last word only, so that no line ends in a blank that is none of ours.
    if (cut < 0 || cut + 1 >= rest.length || rest.slice(cut + 1) === '-- ') break;
    rows.push(rest.slice(0, cut + 1) + (dropBlank ? ' ' : ''));
    rest = rest.slice(cut + 1);
  }
  return [...rows, rest];
}

const stuffed = (row: string, marks: string): string =>
  marks !== '' ? (row === '' ? '' : ` ${row}`) : /^(?: |>|From )/.test(row) ? ` ${row}` : row;

/** HTML as Outlook writes it: a paragraph per line, blanks as no-break spaces. */
export const outlookHtml = (body: string): string =>
  `<html><head><title>x</title><style><!-- p { margin: 0 } --></style></head><body>\n${body
    .split('\n')
    .map(
      line =>
        `<p class="MsoNormal">${entities(line).replaceAll('  ', ' &nbsp;') || '&nbsp;'}<o:p></o:p></p>`,
    )
    .join('\n')}\n</body></html>\n`;

/** HTML that keeps the text as it stands. */
export const preHtml = (body: string): string =>
  `<!DOCTYPE html><body><pre>${entities(body)}</pre></body>`;

const entities = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[^\0-\x7f]/gu, c => `&#${c.codePointAt(0)};`);

/** Parts between boundaries; each is its fields and its body. */
export function multipart(
  kind: string,
  parts: readonly (readonly [readonly string[], Octets])[],
  seed: number,
): { readonly fields: readonly string[]; readonly body: Octets } {
  const boundary = `=_${(seed % 9973).toString(36)}_${kind}`;
  const inner = parts.map(([fields, body]) => `--${boundary}\n${fields.join('\n')}\n\n${body}\n`);
  return {
    fields: [`Content-Type: multipart/${kind};\n boundary="${boundary}"`],
    body: `This is a message in MIME format.\n\n${inner.join('')}--${boundary}--\n`,
  };
}

const multipartMail = (...made: Parameters<typeof multipart>): Octets => {
  const { fields, body } = multipart(...made);
  return head(fields) + body;
};

const footer =
  '_______________________________________________\nlist mailing list\nlist@example.org\n';

/** All manglers. */
export const manglers: readonly Mangler[] = [
  { name: 'as it is', keeps: 'all', mangle: body => head(plain('8bit')) + octets(body) },
  {
    name: 'CRLF',
    keeps: 'all',
    mangle: body => (head(plain('8bit')) + octets(body)).replaceAll('\n', '\r\n'),
  },
  {
    name: 'quoted-printable',
    keeps: 'all',
    mangle: (body, seed) => head(plain('quoted-printable')) + quotedPrintable(octets(body), seed),
  },
  { name: 'base64', keeps: 'all', mangle: body => head(plain('base64')) + base64(octets(body)) },
  {
    name: 'flowed',
    keeps: 'all',
    mangle: (body, seed) =>
      head(plain('8bit', '; charset=utf-8; format=flowed')) + octets(flowed(body, seed, false)),
  },
  {
    name: 'flowed with DelSp in quoted-printable',
    keeps: 'all',
    mangle: (body, seed) =>
      head(plain('quoted-printable', '; format="Flowed"; DelSp=Yes;\n\tcharset="UTF-8"')) +
      quotedPrintable(octets(flowed(body, seed, true)), seed),
  },
  {
    name: 'UTF-8 that says latin1',
    keeps: 'all',
    mangle: body => head(plain('8bit', '; charset=iso-8859-1')) + octets(body),
  },
  {
    name: 'latin1 that says UTF-8',
    keeps: 'ascii',
    mangle: body => head(plain('8bit')) + octets(body, 'latin1'),
  },
  {
    name: 'UTF-8 that says nothing',
    keeps: 'all',
    mangle: body => head() + octets(body),
  },
  {
    name: 'UTF-16 in base64',
    keeps: 'all',
    mangle: body =>
      head(plain('base64', '; charset=utf-16')) + inBase64(octets(`\ufeff${body}`, 'utf16le')),
  },
  {
    name: 'a file saved as UTF-16',
    keeps: 'all',
    mangle: body => octets(`\ufeff${head(plain('8bit'))}${body}`, 'utf16le'),
  },
  {
    name: 'HTML only, as Outlook writes it',
    keeps: 'words',
    mangle: (body, seed) =>
      head([
        'Content-Type: text/html; charset=us-ascii',
        'Content-Transfer-Encoding: quoted-printable',
      ]) + quotedPrintable(outlookHtml(body), seed),
  },
  {
    name: 'HTML only, preformatted',
    keeps: 'all',
    mangle: body => head(['Content-Type: text/html']) + preHtml(body),
  },
  {
    name: 'multipart/alternative',
    keeps: 'all',
    mangle: (body, seed) =>
      multipartMail(
        'alternative',
        [
          [plain('8bit'), octets(body)],
          [['Content-Type: text/html'], outlookHtml('the other one')],
        ],
        seed,
      ),
  },
  {
    name: 'multipart/alternative whose plain text is empty',
    keeps: 'words',
    mangle: (body, seed) =>
      multipartMail(
        'alternative',
        [
          [plain('8bit'), '\n\n'],
          [['Content-Type: text/html'], outlookHtml(body)],
        ],
        seed,
      ),
  },
  {
    name: 'signed, in mixed, in related',
    keeps: 'all',
    mangle: (body, seed) => {
      const mixed = multipart('mixed', [[plain('base64'), base64(octets(body))]], seed);
      const signature = ['Content-Type: application/pgp-signature; name="signature.asc"'];
      const signed = multipart(
        'signed',
        [
          [mixed.fields, mixed.body],
          [signature, 'iHUE'],
        ],
        seed,
      );
      return multipartMail('related', [[signed.fields, signed.body]], seed);
    },
  },
  {
    name: 'with a list footer as a part',
    keeps: 'words',
    mangle: (body, seed) =>
      multipartMail(
        'mixed',
        [
          [plain('8bit'), octets(body)],
          [plain('7bit'), footer],
        ],
        seed,
      ),
  },
  {
    name: 'in an mbox',
    keeps: 'all',
    mangle: body => mbox([head(plain('8bit')) + octets(body)]),
  },
];

/** The body as an attachment, beside a greeting. */
export const attached = (body: string, seed: number): Octets =>
  multipartMail(
    'mixed',
    [
      [plain('7bit'), 'See the file.\n'],
      [
        [
          'Content-Type: application/octet-stream',
          'Content-Transfer-Encoding: base64',
          "Content-Disposition: attachment;\n filename*0*=utf-8''proof%20; filename*1=one.txt",
        ],
        base64(octets(body)),
      ],
    ],
    seed,
  );

/** The body with a list footer below it. */
export const withFooter = (body: string): Octets =>
  head(plain('8bit')) + octets(`${body}\n${footer}`);

/** Mails as an mboxrd. */
export const mbox = (mails: readonly Octets[]): Octets =>
  mails
    .map(mail => `From mboxrd@z Thu Jan  1 00:00:00 1970\n${mail.replace(/^(>*From )/gm, '>$1')}\n`)
    .map(mail => (mail.endsWith('\n\n') ? mail : `${mail}\n`))
    .join('');

/** Bytes of a mail. */
export const bytes = (mail: Octets): Uint8Array => bytesOf(mail);

/** A small generator of numbers below `n`, the same for the same seed. */
export function dicer(seed: number): (n: number) => number {
  let state = (seed * 2654435761 + 12345) >>> 0;
  return n => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

const repeated = (text: string, length: number): string =>
  text.repeat(Math.ceil(length / text.length));
const megabyte = 1024 * 1024;

/** Mails that are made to take long, each about 1 MB. */
export const bombs: Readonly<Record<string, Octets>> = {
  'a line of dashes': head() + repeated('-', megabyte),
  'many lines of dashes': head() + repeated('--\n', megabyte),
  'a head of blanks': `Subject: x${repeated(' ', megabyte)}y\nFrom: <a@example.org>\n\n`,
  'a head of folded lines': `From: a@example.org\nSubject: x\n${repeated(' y\n', megabyte)}\n`,
  'many short fields': `${repeated('To: a@example.org\n', megabyte)}\n`,
  'an address of brackets': `From: ${repeated('<', megabyte)}\nTo: x\n\n`,
  'an address of quotes': `From: ${repeated('"\\"', megabyte)}\nTo: x\n\n`,
  'an address of comments': `From: ${repeated('(', megabyte)}\nTo: x\n\n`,
  'groups in groups': `To: ${repeated('a:', megabyte)}\nFrom: x\n\n`,
  'many addresses': `To: ${repeated('a@example.org, ', megabyte)}\nFrom: x\n\n`,
  'encoded words': `Subject: ${repeated('=?utf-8?q?=41?= ', megabyte)}\nFrom: x\n\n`,
  'encoded words never closed': `Subject: ${repeated('=?utf-8?q?', megabyte)}\nFrom: x\n\n`,
  references: `References: ${repeated('<', megabyte)}\nFrom: x\n\n`,
  'a content type of quotes': `${head([`Content-Type: text/plain; x=${repeated('"\\"', megabyte)}`])}x`,
  'a content type of comments': `${head([`Content-Type: ${repeated('(', megabyte)}`])}x`,
  'soft breaks': head(plain('quoted-printable')) + repeated('=\n', megabyte),
  'blanks in quoted-printable': `${head(plain('quoted-printable')) + repeated(' \t', megabyte)}x`,
  'padding in base64': head(plain('base64')) + repeated('=', megabyte),
  'carriage returns': head() + repeated('\r', megabyte),
  'soft lines': head(plain('7bit', '; format=flowed')) + repeated('> \n>> \n', megabyte),
  'quote marks': head(plain('7bit', '; format=flowed')) + repeated('>', megabyte),
  'unclosed tags': head(['Content-Type: text/html']) + repeated('<a', megabyte),
  'unclosed comments': head(['Content-Type: text/html']) + repeated('<!--', megabyte),
  'unclosed styles': head(['Content-Type: text/html']) + repeated('<style>', megabyte),
  'quotations in quotations':
    head(['Content-Type: text/html']) + repeated('<blockquote>x', megabyte),
  'lists in lists': head(['Content-Type: text/html']) + repeated('<ul><li>', megabyte),
  ampersands: head(['Content-Type: text/html']) + repeated('&', megabyte),
  separators: `From a Thu Jan  1 00:00:00 1970\n${repeated('\nFrom a Thu Jan  1 00:00:00 1970\n', megabyte)}`,
  'separators that are none': `From a Thu Jan  1 00:00:00 1970\n${repeated('\nFrom a Thu Jan\n', megabyte)}`,
  'escapes in an mbox': `From a Thu Jan  1 00:00:00 1970\n\n${repeated('>', megabyte)}`,
  parts: head(['Content-Type: multipart/mixed; boundary=b']) + repeated('--b\n\nx\n', megabyte),
  'boundaries that are none':
    head(['Content-Type: multipart/mixed; boundary=b']) + repeated('--bb\n', megabyte),
  'nested parts': nested(20_000),
  'nested parts with one boundary': repeated(
    'Content-Type: multipart/mixed; boundary=b\n\n--b\n',
    megabyte,
  ),
  'nested mails': `From: x\n${repeated('Content-Type: message/rfc822\n\n', megabyte)}`,
  zeros: repeated('\0', megabyte),
  bytes: Array.from({ length: megabyte }, (_, i) => String.fromCharCode((i * 7919) % 256)).join(''),
};

function nested(depth: number): Octets {
  const heads = Array.from(
    { length: depth },
    (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\n\n--b${i}\n`,
  );
  return `From: x@example.org\n${heads.join('')}\nx\n`;
}
