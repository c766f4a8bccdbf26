/**
 * What `check --necessary` prints, whole and line by line: each line names a variant that the
 * program takes again, and rests on a run, replayed here, or on a search, made here by the
 * reference engine.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scratch } from '../support/scratch.ts';
import { patchproof } from './patchproof.ts';
import { problems } from './schema.ts';

const { folder } = scratch();

interface Part {
  readonly without: string;
  readonly fate: 'necessary' | 'spare' | 'unknown' | 'stuck';
  readonly variant?: string;
  readonly property?: { readonly kind: string; readonly name: string };
  readonly depth?: number;
  readonly run?: readonly number[];
  readonly states?: number;
}

async function partsOf(file: string, variant: string, ...words: readonly string[]) {
  const all = ['check', file, '--variant', variant, '--necessary', '--json', '-q', ...words];
  const { out, status } = await patchproof(...all);
  expect(problems('check', out)).toEqual([]);
  const parts: readonly Part[] = JSON.parse(out).results[0].parts;
  return { status, parts };
}

// The runs are replayed, the searches are made again, each from the printed name alone.
async function seenAgain(file: string, variant: string, parts: readonly Part[]): Promise<void> {
  for (const part of parts) {
    const one = [file, '--variant', variant, '--without', part.without, '--json', '-q'];
    if (part.fate === 'necessary') {
      const path = (part.run ?? []).join('/');
      const [first = '', ...rest] = one;
      const ran = await patchproof('replay', first, path, ...rest);
      expect({ of: part.without, ...JSON.parse(ran.out) }).toMatchObject({
        of: part.without,
        variant: part.variant,
        property: part.property,
        exit: 0,
      });
      expect(part.run).toHaveLength((part.depth ?? 0) + 1);
    } else if (part.fate === 'spare') {
      const ran = await patchproof('check', ...one, '--engine', 'reference');
      const [result] = JSON.parse(ran.out).results;
      expect({ of: part.without, broken: brokenIn(result), states: result.states }).toEqual({
        of: part.without,
        broken: [],
        states: part.states,
      });
    }
  }
}

interface Result {
  readonly properties: readonly { readonly kind: string; readonly verdict: string }[];
}

const brokenIn = ({ properties }: Result) =>
  properties.filter(one => one.kind !== 'cover' && one.verdict !== 'holds');

const models: readonly (readonly [string, string, number])[] = [
  ['models/kva/kva.pspec', 'spliced', 6],
  ['models/readers-writer/readers_writer.pspec', 'good', 15],
  ['models/peterson/peterson.pspec', 'straight', 3],
  ['models/rcu-list/rcu_list.pspec', 'ok', 4],
];

describe('each line of --necessary', () => {
  test.each(models)(
    'of %s, %s, is a run that replays or a search that ended',
    async (file, variant, needed) => {
      const { status, parts } = await partsOf(file, variant);
      expect(status).toBe(0);
      expect(parts.filter(part => part.fate === 'necessary')).toHaveLength(needed);
      expect(parts.filter(part => part.fate === 'unknown')).toEqual([]);
      await seenAgain(file, variant, parts);
    },
    240_000,
  );

  test('of some parts of the worker of kva-sva is one too', async () => {
    const file = 'models/kva-sva/kva-sva.pspec';
    const words = ['--only', '^(work|queue_table|list_splice)\\.', '--property', 'no_stale_cache'];
    const { parts } = await partsOf(file, 'v7', ...words);
    const fates = parts.map(part => `${part.without} ${part.fate} ${part.depth ?? '-'}`);
    expect(fates).toMatchInlineSnapshot(`
      [
        "kva-sva.pspec:97 necessary 10",
        "kva-sva.pspec:140:28 spare -",
        "kva-sva.pspec:141:27 spare -",
        "workqueue.pspec:37 spare -",
        "workqueue.pspec:47 spare -",
      ]
    `);
    const needed = parts.find(part => part.fate === 'necessary');
    await seenAgain(file, 'v7', needed === undefined ? [] : [needed]);
  }, 240_000);
});

describe('--necessary', () => {
  test('prints what its golden file holds, within 72 columns', async () => {
    for (const [file, variant] of [models[0], models[3]].flatMap(one => (one ? [one] : []))) {
      const words = ['check', file, '--variant', variant, '--necessary', '-q'];
      const { out, status } = await patchproof(...words);
      const whole = `$ patchproof ${words.join(' ')}\n${out}--- status ${status}\n`;
      await expect(whole).toMatchFileSnapshot(`../golden/cli/check-necessary-${variant}.txt`);
      expect(out.split('\n').filter(line => line.length > 72)).toEqual([]);
    }
  });

  test('asks nothing of a variant that is violated, and changes nothing of its report', async () => {
    const words = ['check', 'models/kva/kva.pspec', '--variant', 'draft', '-q'];
    expect(await patchproof(...words, '--necessary')).toEqual(await patchproof(...words));
  });

  test('says unknown where a limit is met', async () => {
    const { parts } = await partsOf('models/kva/kva.pspec', 'spliced', '--max-states', '150');
    expect(parts.filter(part => part.fate === 'unknown').map(part => part.without)).toEqual([
      'kva.pspec:15',
      'kva.pspec:35:30',
    ]);
  });

  test('takes one value of each parameter', async () => {
    const words = ['check', 'models/kva/kva.pspec', '--necessary', '-D', 'PAGES=1..2'];
    const { status, err } = await patchproof(...words);
    expect({ status, err }).toEqual({
      status: 2,
      err: 'patchproof: --necessary takes one value of each parameter; give -D one value\n',
    });
  });

  test('is implied by --only, which must be a regular expression', async () => {
    const words = ['check', 'models/kva/kva.pspec', '--variant', 'spliced', '-q'];
    const { out } = await patchproof(...words, '--only', '^kworker');
    expect(out).toContain('2 of 4 parts necessary');
    expect((await patchproof(...words, '--only', '(')).status).toBe(2);
    expect((await patchproof(...words, '--only', 'nothing')).out).toContain(
      'there is no part to take out',
    );
  });
});

describe('--without', () => {
  const file = 'models/kva/kva.pspec';

  test('may be repeated, and the name of the variant says so', async () => {
    const words = ['--variant', 'spliced', '--without', 'kworker.flush', '--without'];
    const { out } = await patchproof('check', file, ...words, 'kva.pspec:15', '-q');
    expect(out).toContain('spliced without kva.pspec:43:69, kva.pspec:15: invariant no_stale');
  });

  test('is recorded in a trace, and replay takes it from there', async () => {
    const trace = join(folder, 'run.itf.json');
    const words = ['--variant', 'spliced', '--without', 'kworker.flush', '--trace', trace];
    await patchproof('check', file, ...words, '-q');
    const { out, status } = await patchproof('replay', file, trace, '-q');
    expect(status).toBe(0);
    expect(out).toContain('spliced without kva.pspec:43:69');
  });

  test('shows the text that is left with format', async () => {
    const text = await patchproof('format', file, '--variant', 'spliced');
    const named = ['--without', 'kworker.flush'];
    const { out } = await patchproof('format', file, '--variant', 'spliced', ...named);
    expect(out).toBe(text.out.replace(/ *flush: cached = \{\};\n/, ''));
    const again = join(folder, 'less.pspec');
    writeFileSync(again, out);
    expect((await patchproof('check', again, '-q')).out).toContain('no_stale violated in 5 steps');
  });

  test.each([
    ['kva.pspec:41', 'has no step, guard or edit at kva.pspec:41 to take out'],
    ['kworker.flsh', 'did you mean kworker.flush?'],
    ['kva.pspec:30', 'means several things: write kva.pspec:30:3 (action walk(p: Page)'],
  ])('%s is refused where it is no name of one thing', async (word, why) => {
    const words = ['check', file, '--variant', 'spliced', '--without', word];
    const { status, err } = await patchproof(...words);
    expect(status).toBe(2);
    expect(err).toContain(why);
  });

  test('of what others need is an error of the text, with its place', async () => {
    const words = ['models/refcount/refcount.pspec', '--variant', 'safe', '--without', 'get.load'];
    const { status, err } = await patchproof('check', ...words);
    expect(status).toBe(120);
    expect(err).toContain('nothing is called `old` here');
  });
});
