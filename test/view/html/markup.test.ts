/** Any text in, no markup out. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { breakable, escaped, html } from '../../../src/view/html/markup.ts';

const names: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
};
const read = (text: string): string =>
  text.replaceAll(/&(?:lt|gt|quot|#39|amp);/g, s => names[s] ?? s);

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('<', '>', '&', '"', "'", 'a', '.', '_', ';', '/', '!', '-') }),
  fc.constantFrom('</script>', '<!--', ']]>', '&lt;', '" onload="x', '<svg/onload=x>'),
);

describe('markup', () => {
  test('holds no sign that opens or closes something but those of templates', () => {
    fc.assert(
      fc.property(hostile, text => {
        expect(escaped(text)).not.toMatch(/[<>"']/);
        expect(read(escaped(text))).toBe(text);
        expect(html`<p title="${text}">${[text, text]}</p>`.markup.match(/[<>"]/g)?.join('')).toBe(
          '<"">' + '<>',
        );
      }),
    );
  });

  test('of text that may be broken is that text and nothing but breaks', () => {
    fc.assert(
      fc.property(hostile, text => {
        expect(read(breakable(text).markup.replaceAll('<wbr>', ''))).toBe(text);
      }),
    );
  });

  test('that is put into a template stands as it is', () => {
    expect(html`<b>${html`<i>${'<'}</i>`}${null}${3}</b>`.markup).toBe('<b><i>&lt;</i>3</b>');
  });
});
