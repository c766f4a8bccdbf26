/**
 * The texts of a MIME mail (RFC 2046): its tree walked within limits, one text of each
 * multipart/alternative taken for the body (plain before HTML, unless the plain one is
 * empty) and the others kept aside, attached and forwarded texts kept by name. A part
 * that is no text is told, not read.
 */
import { decodeText } from './charset.ts';
import { unflow } from './flowed.ts';
import { fieldValue, type Headed, splitHead, structured, textOf } from './head.ts';
import { textOfHtml } from './html.ts';
import type { Octets } from './octets.ts';
import type { Remark } from './remark.ts';
import { decodeTransfer } from './transfer.ts';

/** A text of a mail, line ends `\n`; `body` texts are what a reader of the mail sees first. */
export interface Text {
  readonly kind: 'body' | 'alternative' | 'attachment' | 'forwarded';
  /** The file name of an attachment; empty for all others. */
  readonly name: string;
  readonly text: string;
}

/** How deep parts may be nested and how many leaves are read of a mail. */
export const limits = { nesting: 16, parts: 200 } as const;

/** What kind of part, by its head. */
interface Part {
  readonly type: string;
  readonly params: ReadonlyMap<string, string>;
  readonly encoding: string;
  readonly attached: boolean;
  readonly name: string;
  readonly body: Octets;
}

const readable = /^(?:text\/|application\/(?:x-patch|x-diff|mbox|json|x-sh)$)/;
const readableName = /\.(?:txt|patch|diff|log|pspec|md|eml|mbox|trace|claim)$/i;

/** A text with what was done to it; remarks on texts that are not read are not told. */
interface Found {
  readonly text: Text;
  readonly remarks: readonly Remark[];
}

/** The texts of a mail in the order of its parts, and what is to be said of them. */
export function textsOf(mail: Headed): {
  readonly texts: readonly Text[];
  readonly remarks: readonly Remark[];
} {
  const walk = new Walk();
  const found = walk.texts(partOf(mail, 'text/plain'), 0);
  const told = found.filter(f => f.text.kind !== 'alternative').flatMap(f => f.remarks);
  return { texts: found.map(f => f.text), remarks: [...told, ...walk.left] };
}

class Walk {
  /** What was left out. */
  readonly left: Remark[] = [];
  private leaves = 0;

  texts(part: Part, depth: number): readonly Found[] {
    const boundary = part.params.get('boundary') ?? '';
    const many = part.type.startsWith('multipart/') && boundary !== '';
    if (!many && part.type !== 'message/rfc822') return this.leaf(part);
    if (depth >= limits.nesting) return this.limit('nesting');
    return many ? this.several(part, boundary, depth) : this.forwarded(part, depth);
  }

  private several(part: Part, boundary: string, depth: number): readonly Found[] {
    // One more than is read, so that the limit is told.
    const bodies = splitParts(part.body, boundary, limits.parts + 1);
    const plain = part.type === 'multipart/digest' ? 'message/rfc822' : 'text/plain';
    // A boundary that never comes: what stands there is read as one text.
    if (bodies.length === 0) return this.leaf({ ...part, type: 'text/plain' });
    const found = bodies.map(body => this.texts(partOf(splitHead(body), plain), depth + 1));
    return part.type === 'multipart/alternative' ? chosen(found) : found.flat();
  }

  private forwarded(part: Part, depth: number): readonly Found[] {
    const inner = splitHead(decodeTransfer(part.body, part.encoding));
    return this.texts(partOf(inner, 'text/plain'), depth + 1).map(f =>
      retag(f, f.text.kind === 'body' ? 'forwarded' : f.text.kind),
    );
  }

  private leaf(part: Part): readonly Found[] {
    if (this.leaves >= limits.parts) return this.limit('parts');
    this.leaves++;
    if (isText(part)) return [leafText(part)];
    if (part.type !== 'application/pgp-signature')
      this.left.push({ kind: 'unread', type: part.type, name: part.name });
    return [];
  }

  private limit(what: 'nesting' | 'parts'): readonly Found[] {
    if (!this.left.some(r => r.kind === 'limit' && r.what === what))
      this.left.push({ kind: 'limit', what, limit: limits[what] });
    return [];
  }
}

function partOf(headed: Headed, otherwise: string): Part {
  const { fields, body } = headed;
  const type = structured(fieldValue(fields, 'content-type'));
  const disposition = structured(fieldValue(fields, 'content-disposition'));
  const name = disposition.params.get('filename') ?? type.params.get('name') ?? '';
  return {
    type: type.value.includes('/') ? type.value : otherwise,
    params: type.params,
    encoding: structured(fieldValue(fields, 'content-transfer-encoding')).value,
    attached: disposition.value === 'attachment',
    name: textOf(name),
    body,
  };
}

const isText = (part: Part): boolean =>
  readable.test(part.type) || part.type.startsWith('multipart/') || readableName.test(part.name);

function leafText(part: Part): Found {
  const said = part.params.get('charset')?.trim() ?? '';
  const read = decodeText(decodeTransfer(part.body, part.encoding), said);
  const remarks: Remark[] = [];
  if (!read.asSaid) remarks.push({ kind: 'charset', said, used: read.charset });
  const kind = part.attached ? 'attachment' : 'body';
  const text = formatted(part, plainLines(read.text), remark => remarks.push(remark));
  return { text: { kind, name: part.name, text }, remarks };
}

function formatted(part: Part, text: string, remark: (remark: Remark) => void): string {
  const param = (name: string) => part.params.get(name)?.trim().toLowerCase();
  if (part.type === 'text/html') {
    remark({ kind: 'html' });
    return plainLines(textOfHtml(text));
  }
  if (part.type !== 'text/plain' || param('format') !== 'flowed') return text;
  remark({ kind: 'flowed' });
  return unflow(text, param('delsp') === 'yes');
}

/** Line ends as `\n`, no-break spaces as blanks. */
export const plainLines = (text: string): string =>
  (text.includes('\r') ? text.replace(/\r{1,2}\n|\r/g, '\n') : text).replaceAll('\u00a0', ' ');

// The plain one, unless it is empty; the best of those that are not plain is the last (RFC 2046).
function chosen(parts: readonly (readonly Found[])[]): readonly Found[] {
  const says = (f: Found) => f.text.kind === 'body' && f.text.text.trim() !== '';
  const full = parts.filter(found => found.some(says));
  const plain = full.find(found => !found.some(f => f.remarks.some(r => r.kind === 'html')));
  const best = plain ?? full.at(-1);
  return parts.flatMap(found =>
    found === best || best === undefined
      ? found
      : found.map(f => (f.text.kind === 'body' ? retag(f, 'alternative') : f)),
  );
}

const retag = (found: Found, kind: Text['kind']): Found => ({
  ...found,
  text: { ...found.text, kind },
});

/**
 * The first bodies, `most` at most, between the lines `--boundary`, up to `--boundary--` or the end. The line end
 * before such a line belongs to it.
 */
function splitParts(body: Octets, boundary: string, most: number): readonly Octets[] {
  const mark = `--${boundary}`;
  const parts: Octets[] = [];
  let begin = -1;
  let at = body.startsWith(mark) ? 0 : next(body, mark, 0);
  while (at < body.length && parts.length < most) {
    const newline = body.indexOf('\n', at);
    const end = newline < 0 ? body.length : newline;
    const rest = body.slice(at + mark.length, end).trimEnd();
    if (rest === '' || rest === '--') {
      if (begin >= 0) parts.push(withoutLineEnd(body.slice(begin, at)));
      if (rest === '--') return parts;
      begin = Math.min(end + 1, body.length);
    }
    at = next(body, mark, end);
  }
  if (begin >= 0 && parts.length < most) parts.push(body.slice(begin));
  return parts;
}

// Where the next line that begins with the mark begins, from a line end on.
function next(body: Octets, mark: string, from: number): number {
  const found = body.indexOf(`\n${mark}`, from);
  return found < 0 ? body.length : found + 1;
}

const withoutLineEnd = (text: Octets): Octets => text.replace(/\r?\n$/, '');
