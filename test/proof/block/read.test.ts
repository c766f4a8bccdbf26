/** What a reader finds: the damages seen in mail one by one, forgeries, and very long texts. */
import { describe, expect, test } from 'vitest';
import { type Found, read } from '../../../src/proof/block/read.ts';
import { entriesOf, sumOfText, textOf } from '../../../src/proof/block/tokens.ts';
import { block, cases, five } from './cases.ts';

const visible = (text: string): string =>
  text.replace(/[^ -~\n]/gu, c => `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`);

const told = (found: Found): string =>
  found.kind === 'intact'
    ? `intact: ${found.claim.name}, line ${found.line}, depth ${found.depth}, copies ${found.copies}${found.flags.map(f => `, ${f}`).join('')}`
    : `damaged: ${found.name}, line ${found.line}, depth ${found.depth}: ${found.reason}`;

describe('damages seen in mail', () => {
  test.each(cases)('$name: $outcome', async ({ name, text, outcome }) => {
    const found = read(text);
    const outcomes = found.map(f => (f.kind === 'intact' ? 'exact' : 'damaged'));
    expect(new Set(outcomes.length === 0 ? ['none'] : outcomes)).toEqual(new Set([outcome]));
    for (const f of found) if (f.kind === 'intact') expect(f.claim).toEqual(five);
    await expect(`${visible(text)}\n\n=> ${found.map(told).join('\n=> ')}\n`).toMatchFileSnapshot(
      `../../golden/block/${name.replaceAll(' ', '-').replaceAll(',', '')}.txt`,
    );
  });
});

// The block with other words and a sum that fits them.
function forged(change: (tokens: string) => string, shown: (text: string) => string): string {
  const sum = sumOfText(change(textOf(entriesOf(five))));
  return shown(block).replace(/(sum +)[0-9a-f-]{19}/, `$1${sum}`);
}

const reasonsOf = (text: string): readonly (string | null)[] =>
  read(text).map(found => (found.kind === 'damaged' ? found.reason : null));

describe('a forged block', () => {
  const both = (from: string, to: string): string =>
    forged(
      t => t.replace(from, to),
      t => t.replace(from, to),
    );

  test('with more rows than its result says is refused', () => {
    const fewer = forged(
      t => t.replace('violated 5', 'violated 4').replace(/^5 .*\n/m, ''),
      t => t.replace('violated 5', 'violated 4'),
    );
    expect(reasonsOf(fewer)).toEqual(["'violated 4', but a row 5 follows"]);
  });

  test('with fewer rows than its result says is refused', () => {
    expect(reasonsOf(both('violated 5', 'violated 6'))).toEqual(['rows 1-5 read, row 6 missing']);
  });

  test('with a row left out is refused', () => {
    const gap = forged(
      t => t.replace(/^3 .*\n/m, ''),
      t => t.replace(/^ {2}3 .*\n/m, ''),
    );
    expect(reasonsOf(gap)).toEqual(['rows 1-2 read, row 3 missing']);
  });

  test('with a kind that nobody knows is refused', () => {
    expect(reasonsOf(both('invariant', 'theorem'))).toEqual(["the header lacks 'check'"]);
  });

  test('with a value that is none is refused', () => {
    expect(reasonsOf(both('cpus=1 ', '1=cpus '))).toEqual(["'params' is no list of NAME=VALUE"]);
  });

  test('with a loop to no row is refused', () => {
    const loop = forged(
      t => `${t}loop 7\n`,
      t => t.replace(/^sum/m, 'loop    7\nsum'),
    );
    expect(reasonsOf(loop)).toEqual(["'loop 7' is the number of no row"]);
  });
});

describe('a text of a megabyte', () => {
  const size = 1_000_000;
  const head = block.split('\n').slice(0, 8).join('\n');
  const many = (part: string): string => part.repeat(Math.ceil(size / part.length));

  test.each([
    ['dashes', many('-')],
    ['marks of quoting', `${many('>')} begin`],
    ['blanks', `begin${many(' ')}x`],
    ['signs of equality', `${many('=')} begin`],
    ['long dashes', `${many('\u2014')}x begin`],
    ['carriage returns', `${many('\r')}begin`],
    ['brackets', `begin ${many('[ ')}`],
  ])('%s: has no block', (_, text) => {
    expect(read(text)).toEqual([]);
  });

  test.each([
    ['a begin and dashes', `----- begin x ${many('-')}`, "the header lacks 'tool'"],
    ['rows that never close', `${head}${many(' 1 a(')}`, 'the header read, row 1 missing'],
    ['first rows', `${head}${many(' 1 a()')} sum 0000-0000-0000-0000`, 'row 1 read, row 2 missing'],
    [
      'a hundred thousand digits',
      block.replace('violated 5', `violated ${'9'.repeat(1e5)}`),
      "the header lacks 'result'",
    ],
    [
      'keys',
      `${head.slice(0, head.indexOf('params'))}${many('params ')}`,
      "the header lacks 'check'",
    ],
  ])('%s: has a damaged block', (_, text, reason) => {
    expect(reasonsOf(text)).toEqual([reason]);
  });

  test('begins without end are as many damaged blocks', () => {
    expect(read('----- begin x -----\n'.repeat(10_000))).toHaveLength(10_000);
  });

  test('prose around a block hides nothing', () => {
    const prose = many('We begin where you end, as the sum of 3 walks(1) shows.\n');
    expect(read(`${prose}${block}\n${prose}`)).toMatchObject([{ kind: 'intact', claim: five }]);
  });
});
