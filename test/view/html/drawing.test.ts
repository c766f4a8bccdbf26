/** What drawings say, from the types and the invariants of a specification alone. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { patchproof } from '../../cli/patchproof.ts';
import { scratch } from '../../support/scratch.ts';

const { file, folder } = scratch();

let pages = 0;

async function labels(text: string, ...words: readonly string[]): Promise<readonly string[]> {
  pages += 1;
  const page = join(folder, `page-${pages}.html`);
  const path = file(`spec-${pages}.pspec`, text);
  const ran = await patchproof('compare', path, ...words, '-q', '--html', page);
  expect(ran.status).toBe(0);
  return labelsOf(readFileSync(page, 'utf8'));
}

const labelsOf = (page: string): readonly string[] =>
  [...page.matchAll(/class="drawing" role="img" viewBox="[^"]*" aria-label="([^"]*)"/g)].map(
    ([, label = '']) => label,
  );

const list = `
module list;
symmetric Node[2];
enum Use { unused, used, freed }
var use: Node -> Use = unused;
var head: Node? = none;
var next: Node -> Node? = none;
thread writer {
  add: atomic { pick n in Node; use[n] = used; head = some n; }
  more: atomic { pick m in Node where use[m] == unused; use[m] = used; next[m] = head; head = some m; }
  cut: atomic { let gone = head!; head = next[gone]; }
  put: use[gone] = freed;
  end: skip;
}
device reader {
  var spot: Node? = none;
  action look when head is some n and spot == none { spot = some n; }
}
invariant live "nobody stands on what was freed" =
  reader.spot is some f implies use[f] != freed;
`;

describe('a drawing', () => {
  test('tells what is linked, what is not any more, and what breaks an invariant', async () => {
    const said = await labels(list);
    expect(said).toEqual([
      'base: nothing is held. unlinked: Node0, Node1',
      'base: head holds Node0; writer.n holds Node0. unlinked: Node1',
      'base: head holds Node1; writer.n holds Node0; writer.m holds Node1; next[Node1] holds Node0',
      'base: head holds Node1; reader.spot holds Node1; writer.n holds Node0; writer.m holds Node1; next[Node1] holds Node0',
      'base: head holds Node0; reader.spot holds Node1; writer.n holds Node0; writer.m holds Node1; writer.gone holds Node1; next[Node1] holds Node0. unlinked: Node1',
      'base: head holds Node0; reader.spot holds Node1, which breaks live; writer.n holds Node0; writer.m holds Node1; writer.gone holds Node1; next[Node1] holds Node0. unlinked: Node1',
    ]);
  });

  test('of a type with one member is none, for to hold that says nothing', async () => {
    const one = list.replace('Node[2]', 'Node[1]').replace(/ {2}more: .*\n/, '');
    expect(await labels(one)).toEqual([]);
  });

  test('is of enums only where they are indexes', async () => {
    const text = (declared: string): string => `
module turns;
enum Who { left, right }
var turn: Who = left;
${declared}
thread t { give: turn = right; }
invariant never = turn == left;
`;
    expect(await labels(text('var goes: bool = false;'))).toEqual([]);
    expect(await labels(text('var wants: Who -> bool = false;'))).toEqual([
      'base: turn holds left',
      'base: turn holds right, which breaks never',
    ]);
  });
});
