/** What HTML says is read in lines as people see them; what it hides is not. */
import { expect, test } from 'vitest';
import { textOfHtml } from '../../src/mail/html.ts';

test.each([
  ['text', 'a\n b', 'a b'],
  ['paragraphs have a blank line between', '<p>a</p><p>b</p>\n<p>c', 'a\n\nb\n\nc'],
  ['divisions have none', '<div>a</div><div>b<br>c</div>', 'a\nb\nc'],
  [
    'quotations are marked',
    'x<blockquote>a<blockquote>b</blockquote></blockquote>c',
    'x\n> a\n>> b\nc',
  ],
  ['preformatted text stays', '<pre>a\n  b\n\n<b>c</b></pre>', 'a\n  b\n\nc'],
  [
    'characters are read, once',
    'a &lt;b&gt; &amp;lt; &#8211; &#x2013; &nbsp;&unknown; &#0;',
    'a <b> &lt; – – \u00a0&unknown; &#0;',
  ],
  ['a sign that begins no tag is text', 'a < b and c <- d', 'a < b and c <- d'],
  [
    'scripts, styles, titles and comments are silent',
    '<title>t</title><style>s</style>a<script>x<b>y</script><!-- c > --->b',
    'ab',
  ],
  ['lists have stars', '<ul><li>a<li>b</ul>', '* a\n* b'],
  ['rows are lines', '<table><tr><td>a</td></tr><tr><td>b</td></tr></table>', 'a\nb'],
  ['what is not closed is closed by the end', '<p>a<blockquote>b', 'a\n> b'],
  ['nothing', '', ''],
])('%s', (_, html, expected) => {
  expect(textOfHtml(html)).toBe(expected);
});
