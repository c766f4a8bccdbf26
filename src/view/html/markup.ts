/**
 * Markup and text, kept apart: what a template is written with is markup, what is put into it
 * is text unless it is markup already. Law: any text in, no markup out. Values of attributes
 * stand in double quotes in every template. Where tags go is for others to say.
 */

/** A piece of a page that is well formed by itself. */
export interface Markup {
  readonly markup: string;
}

/** What a template takes; an array stands for its items in a row, null for nothing. */
export type Part = string | number | Markup | null | readonly Part[];

const names: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** The text as a page spells it, between tags or inside quotes. */
export const escaped = (text: string): string =>
  text.replaceAll(/[&<>"']/g, sign => names[sign] ?? sign);

/** The page's form of a template: html`<td>${text}</td>`. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const pieces = strings.map((string, i) => string + (i < parts.length ? spelt(parts[i]) : ''));
  return { markup: pieces.join('') };
}

/** Text that may be broken behind a dot or an underscore, as long names are. */
export const breakable = (text: string): Markup => ({
  markup: text
    .split(/(?<=[._])(?=\w)/)
    .map(escaped)
    .join('<wbr>'),
});

/** Nothing, where a template may have something. */
export const nothing: Markup = { markup: '' };

function spelt(part: Part | undefined): string {
  if (part === null || part === undefined) return '';
  if (typeof part === 'string') return escaped(part);
  if (typeof part === 'number') return String(part);
  return 'markup' in part ? part.markup : part.map(spelt).join('');
}
