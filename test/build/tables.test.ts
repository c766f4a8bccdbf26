/** Blocks of the models' READMEs that a command writes: true, and written as they should be. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Block, blocksOf, bodyOf, filled, ran, readmesIn } from '../../build/blocks.ts';

const readmes = readmesIn('models').map(path => [path, readFileSync(path, 'utf8')] as const);
const blocks = readmes.flatMap(([path, text]) =>
  blocksOf(text).flatMap(block =>
    block.kind === 'block' ? [[block.words.join(' '), path, block] as const] : [],
  ),
);

// Equal commands run once.
const outputs = new Map<string, ReturnType<typeof ran>>();
function once(words: readonly string[]): ReturnType<typeof ran> {
  const key = words.join(' ');
  const output = outputs.get(key) ?? ran(words);
  outputs.set(key, output);
  return output;
}

describe('in the READMEs of the models', () => {
  test.each(blocks)(
    '%s prints what stands in %s',
    async (_, _path, { words, body }) => {
      const got = await once(words);
      expect(got.kind === 'ok' ? bodyOf(words, got.text) : got).toBe(body);
    },
    120_000,
  );

  test('each block ends, and there are some', () => {
    const markers = readmes.flatMap(([, text]) => text.match(/<!--\s+made by:/g) ?? []);
    expect(markers.length).toBeGreaterThan(1);
    expect(blocks).toHaveLength(markers.length);
  });
});

const text = `# A model

<!-- made by: patchproof compare a.pspec -D N=1..2 --markdown -->
old

<!-- end -->

between
<!--  made by: patchproof check a.pspec -q
      --property "assert a.use" -->
<!-- end -->
`;

const whole = (block: Block | undefined): Extract<Block, { kind: 'block' }> => {
  if (block?.kind !== 'block') throw new Error('no block');
  return block;
};

describe('a block', () => {
  test('has the words of its command and what stands between its markers', () => {
    const [first, second] = blocksOf(text).map(whole);
    expect(first?.words).toEqual(['compare', 'a.pspec', '-D', 'N=1..2', '--markdown']);
    expect(first?.body).toBe('old\n\n');
    expect(second?.words).toEqual(['check', 'a.pspec', '-q', '--property', 'assert a.use']);
    expect(second?.body).toBe('');
  });

  test('is filled in, and nothing around it changes', () => {
    const [first, second] = blocksOf(text).map(whole);
    if (first === undefined || second === undefined) throw new Error('no blocks');
    const made = filled(text, [
      [first, bodyOf(first.words, '| a |\n|---|\n')],
      [second, bodyOf(second.words, 'holds\n')],
    ]);
    expect(made).toBe(
      text
        .replace('old\n\n', '\n| a |\n|---|\n\n')
        .replace('a.use" -->\n', 'a.use" -->\n\n```text\nholds\n```\n\n'),
    );
    expect(blocksOf(made).map(block => whole(block).body)).toEqual([
      '\n| a |\n|---|\n\n',
      '\n```text\nholds\n```\n\n',
    ]);
    expect(filled(text, [])).toBe(text);
  });

  test('that never ends is told with its line, also before another one', () => {
    const marker = '<!-- made by: patchproof explain 12 -->\n';
    expect(blocksOf(`x\n${marker}`)).toEqual([{ kind: 'unclosed', line: 2 }]);
    const kinds = blocksOf(`${marker}${marker}<!-- end -->\n`).map(({ kind }) => kind);
    expect(kinds).toEqual(['unclosed', 'block']);
  });
});

describe('a command of a block', () => {
  test('may find violations', async () => {
    const words = ['check', 'models/kva/kva.pspec', '-q', '--variant', 'draft'];
    expect((await ran(words)).kind).toBe('ok');
  });

  test.each([
    ['a wrong word', ['compare'], 'status 2'],
    ['a file that is not there', ['compare', 'no.pspec', '--markdown'], 'status 153'],
  ])('may not have %s', async (_, words, reason) => {
    const got = await ran(words);
    expect(got.kind === 'failed' && got.reason).toContain(reason);
  });
});
