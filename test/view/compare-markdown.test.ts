/** The table of `compare` as Markdown. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { patchproof } from '../cli/patchproof.ts';
import { scratch } from '../support/scratch.ts';

const { folder } = scratch();

async function table(text: string, ...words: readonly string[]): Promise<string> {
  const path = join(folder, 'm.pspec');
  writeFileSync(path, text);
  return (await patchproof('compare', path, '--markdown', ...words)).out;
}

const counting = `
config N: 1 .. 3 = 1;
config FAST: bool = false;
var x: 0 .. 9 = 0;
thread t { a: x = FAST ? 2 * N : N; }
invariant small = x < 4;
`;

test('rows are told apart by what they set otherwise than most', async () => {
  const variants = `
    variant odd = base with N = 2;
    variant plain = base;
    variant other = base;
    variant third = base with N = 1;
    variant both = base with N = 2, FAST = true;`;
  expect(await table(counting + variants, '--property', 'small')).toBe(`| variant | small |
|---|---|
| odd, N = 2 | holds (2 states) |
| plain | holds (2 states) |
| other | holds (2 states) |
| third | holds (2 states) |
| both, N = 2, FAST = true | violated in 1 |
`);
});

test('rows of a sweep are told apart by what is swept', async () => {
  const out = await table(counting, '--property', 'small', '-D', 'N=1..2', '-D', 'FAST=false,true');
  expect(out).toBe(`| variant | small |
|---|---|
| base, N = 1, FAST = false | holds (2 states) |
| base, N = 1, FAST = true | holds (2 states) |
| base, N = 2, FAST = false | holds (2 states) |
| base, N = 2, FAST = true | violated in 1 |
`);
});

test('covers have columns only where nothing else was asked, else a line where one is missed', async () => {
  const covers = 'cover four = x == 4; cover one = x == 1;';
  expect(await table(counting + covers, '--property', 'four', '--property', 'one')).toBe(
    `| variant | cover four | cover one |
|---|---|---|
| base | not reached (2 states) | reached in 1 |
`,
  );
  expect(await table(counting + covers)).toBe(`| variant | deadlock | small |
|---|---|---|
| base | holds (2 states) | holds (2 states) |

* Not reached by base: four
`);
  expect(await table(counting + covers, '--max-depth', '0')).toBe(`| variant | deadlock | small |
|---|---|---|
| base | unknown (depth) | unknown (depth) |

* Unknown in base: four, one
`);
});

test('what would be read as Markdown is escaped, words with underscores are not', async () => {
  const out = await table(`
    var x_y: bool = false;
    thread t { a: x_y = true; b: assert not x_y "a|b <i> *c* __init"; }
    invariant no_stale_ = true;`);
  expect(out.split('\n')[0]).toBe(
    String.raw`| variant | deadlock | no_stale\_ | assert "a\|b \<i\> \*c\* \_\_init" |`,
  );
});
