/**
 * HTML as text, the last resort when a mail has nothing else: blocks on lines of their own,
 * quotations marked by `> `, `<pre>` as it stands, everything else filled to one blank.
 * One pass over the tags, linear. What scripts and styles say is left out.
 */
import { readEntities } from './entities.ts';

const blocks = new Set(
  'address article aside blockquote body center dd div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table td th tr ul'.split(
    ' ',
  ),
);
const spaced = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'dl', 'table']);
const silent = new Set(['script', 'style', 'title', 'template']);
const deepestQuote = 20;

/** The text of an HTML document, or of a piece of one. */
export function textOfHtml(html: string): string {
  const page = new Page();
  let at = 0;
  while (at < html.length) {
    const open = nextTag(html, at);
    page.write(readEntities(html.slice(at, open)));
    if (open === html.length) break;
    if (html.startsWith('<!--', open)) {
      at = after(html, '-->', open + 4);
      continue;
    }
    at = after(html, '>', open + 1);
    const tag = /^<(\/?)([A-Za-z][A-Za-z0-9]*)/.exec(html.slice(open, open + 40));
    if (tag === null) continue;
    const name = (tag[2] ?? '').toLowerCase();
    if (tag[1] === '/') page.close(name);
    else if (silent.has(name)) at = afterSilent(html, name, at);
    else page.open(name);
  }
  return page.text();
}

// A `<` that begins no tag is text, as in "a < b".
function nextTag(html: string, from: number): number {
  for (let at = html.indexOf('<', from); at >= 0; at = html.indexOf('<', at + 1))
    if (/[A-Za-z/!?]/.test(html[at + 1] ?? '')) return at;
  return html.length;
}

function after(html: string, mark: string, from: number): number {
  const at = html.indexOf(mark, from);
  return at < 0 ? html.length : at + mark.length;
}

// What is never closed hides all the rest, as browsers do it.
function afterSilent(html: string, name: string, from: number): number {
  const end = new RegExp(`</${name}`, 'gi');
  end.lastIndex = from;
  const found = end.exec(html);
  return found === null ? html.length : after(html, '>', found.index);
}

/** The lines as they grow. */
class Page {
  private readonly lines: string[] = [];
  private line: string[] = [];
  private empty = true;
  private blankBefore = false;
  private depth = 0;
  private pre = 0;

  write(text: string): void {
    if (this.pre > 0) {
      const [first, ...rest] = text.replace(/\r\n?/g, '\n').split('\n');
      this.add(first ?? '');
      for (const line of rest) {
        this.end();
        this.add(line);
      }
      return;
    }
    // Blanks fill; those of the text itself (NBSP) stay.
    const filled = text.replace(/[ \t\r\n\f]+/g, ' ');
    this.add(this.empty || this.endsInBlank() ? filled.replace(/^ /, '') : filled);
  }

  open(name: string): void {
    if (name === 'br') this.end();
    else if (blocks.has(name)) this.block(spaced.has(name));
    if (name === 'blockquote') this.depth++;
    if (name === 'pre') this.pre++;
    if (name === 'li') this.add('* ');
  }

  close(name: string): void {
    if (blocks.has(name)) this.block(spaced.has(name));
    if (name === 'blockquote') this.depth = Math.max(0, this.depth - 1);
    if (name === 'pre') this.pre = Math.max(0, this.pre - 1);
  }

  text(): string {
    this.block(false);
    return this.lines.join('\n');
  }

  private add(text: string): void {
    if (text === '') return;
    this.line.push(text);
    this.empty = false;
  }

  private endsInBlank(): boolean {
    return this.line.at(-1)?.endsWith(' ') ?? false;
  }

  private end(): void {
    const text = this.line.join('');
    const marks = Math.min(this.depth, deepestQuote);
    if (this.blankBefore && this.lines.length > 0) this.lines.push('>'.repeat(marks));
    this.blankBefore = false;
    const shown = this.pre > 0 ? text : text.trimEnd();
    const mark = marks > 0 && shown !== '' ? ' ' : '';
    this.lines.push('>'.repeat(marks) + mark + shown);
    this.line = [];
    this.empty = true;
  }

  // Between two blocks there is at most one blank line.
  private block(blank: boolean): void {
    if (!this.empty) this.end();
    if (blank) this.blankBefore = true;
  }
}
