/** What `verify` says of mails: claims confirmed by a check made now, and nothing else believed. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { read } from '../../src/proof/block/read.ts';
import { entriesOf, sumOfText, textOf } from '../../src/proof/block/tokens.ts';
import { write } from '../../src/proof/block/write.ts';
import type { Claim, Safety, Violation } from '../../src/proof/claim.ts';
import { scratch } from '../support/scratch.ts';
import { patchproof } from './patchproof.ts';
import { problems } from './schema.ts';

const thread = 'test/golden/cli/thread.eml';
const model = 'models/kva/kva.pspec';
const { folder } = scratch();

const stored = (name: string, text: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

const drafted = async (variant: string, ...more: readonly string[]): Promise<string> => {
  const path = join(folder, `${variant}.eml`);
  const words = ['reply', thread, model, '--variant', variant, ...more, '--output', path];
  const { status, err } = await patchproof(...words);
  if (status !== 0) throw new Error(err);
  return readFileSync(path, 'utf8');
};

const draft = await drafted('draft');
const spliced = await drafted('spliced');

const claimIn = (mail: string): Claim => {
  const [found] = read(mail);
  if (found?.kind !== 'intact') throw new Error('no claim');
  return found.claim;
};
const violation = claimIn(draft) as Violation;
const safety = claimIn(spliced) as Safety;

const verified = async (text: string, ...words: readonly string[]) => {
  const path = stored('mail.eml', text);
  const spec = words.includes('--spec') ? [] : ['--spec', model];
  return patchproof('verify', path, ...spec, ...words, '-q');
};

const blockOf = (claim: Claim): string => {
  const block = write(
    claim,
    claim.kind === 'violation' ? claim.rows.map(() => ({ actor: '', note: '' })) : [],
  );
  if (block.kind === 'refused') throw new Error(block.reason);
  return block.lines.join('\n');
};

describe('a mail with claims', () => {
  test('is confirmed, a line a claim with the grade of its check', async () => {
    const { status, out, err } = await verified(draft + spliced);
    expect([status, err]).toEqual([0, '']);
    await expect(out).toMatchFileSnapshot('../golden/cli/verify-confirmed.txt');
  });

  test('is confirmed at quote depth 3, by a folder that has the specification', async () => {
    const quoted = draft.replace(/^/gm, '> > > ');
    const { status, out } = await verified(quoted, '--spec', 'models');
    expect([status, out]).toEqual([0, expect.stringContaining('confirmed (replayed)')]);
  });

  test('tells each claim once, whatever how often the mbox quotes it', async () => {
    const from = 'From a@example.org Mon Aug 18 10:00:00 2025\n';
    const mbox = `${from}${draft}\n${from}${draft.replace(/^/gm, '> ')}`;
    const { status, out } = await verified(mbox);
    expect([status, out]).toEqual([0, expect.stringContaining('found 2 times')]);
  });

  test('is no proof without its specification', async () => {
    const { status, out } = await verified(draft, '--spec', 'models/peterson');
    expect([status, out]).toEqual([30, expect.stringMatching(/name kva\.pspec, or\s+its folder/)]);
  });

  test('may carry the specification itself', async () => {
    const { status: formatted, out: spec } = await patchproof('format', model);
    expect(formatted).toBe(0);
    const text = `----- begin kva.pspec -----\n${spec}----- end kva.pspec -----\n`;
    const mail = `${draft}\n${text}`.replace(/^/gm, '> ');
    const { status, out } = await verified(mail, '--spec', 'models/peterson');
    expect([status, out]).toEqual([0, expect.stringContaining('the specification in the mail')]);
  });

  test('cannot make the reader open files by a specification with imports', async () => {
    const other = stored('secret.pspec', 'module secret; const N = 1;\n');
    const text = `module asking; import "${other}"; var x: bool = false;\n`;
    const mail = `${draft}\n----- begin kva.pspec -----\n${text}----- end kva.pspec -----\n`;
    const { status } = await verified(mail, '--spec', 'models/peterson');
    expect(status).toBe(30);
  });
});

describe('a forged block', () => {
  const forged = async (claim: Claim) => verified(blockOf(claim));

  test('whose schedule does not run is refuted at its row', async () => {
    const rows = violation.rows.map(row => ({
      ...row,
      action: row.action.replace('reap', 'flush'),
    }));
    const { status, out } = await forged({ ...violation, rows });
    expect([status, out]).toEqual([21, expect.stringMatching(/refuted \(replayed\)[\s\S]*row 6:/)]);
  });

  test('that runs and breaks nothing is refuted', async () => {
    const rows = violation.rows.slice(0, 4);
    const { status, out } = await forged({ ...violation, rows, length: 4 });
    expect([status, out]).toEqual([21, expect.stringContaining('refuted (replayed)')]);
  });

  test.each(['states', 'transitions', 'depth'] as const)(
    'with %s off by one is refuted',
    async what => {
      const { status, out } = await forged({ ...safety, [what]: safety[what] + 1 });
      expect([status, out]).toEqual([21, expect.stringContaining(`${what}: `)]);
    },
  );

  test('with another set of states is refuted', async () => {
    const set = `${safety.set.slice(0, -1)}${safety.set.endsWith('0') ? '1' : '0'}`;
    const { status, out } = await forged({ ...safety, set });
    expect([status, out]).toEqual([21, expect.stringContaining('set: ')]);
  });

  test('about another specification is not checked', async () => {
    const spec = { ...safety.spec, digest: '0'.repeat(40) };
    const { status, out } = await forged({ ...safety, spec });
    expect([status, out]).toEqual([30, expect.stringContaining('no specification')]);
  });

  test('about a variant, a parameter or a property that is not there is not believed', async () => {
    const variant = await forged({ ...safety, variant: 'nobody' });
    expect([variant.status, variant.out]).toEqual([
      30,
      expect.stringContaining('no variant nobody'),
    ]);
    const params = await forged({ ...safety, params: [{ name: 'PAGES', value: '4..9' }] });
    expect([params.status, params.out]).toEqual([30, expect.stringContaining('PAGES')]);
    const check = await forged({ ...safety, check: { kind: 'invariant', name: 'nothing' } });
    expect([check.status, check.out]).toEqual([
      21,
      expect.stringContaining('no invariant nothing'),
    ]);
  });

  test('that says a violated property holds is refuted with the length of the run', async () => {
    const { status, out } = await forged({ ...safety, variant: 'draft', check: violation.check });
    expect([status, out]).toEqual([21, expect.stringContaining('violated in 6 steps')]);
  });

  test('with fewer rows than its result says is damaged, whatever its sum', async () => {
    const tokens = textOf(entriesOf(violation)).replace(/^6 .*\n/m, '');
    const text = blockOf(violation)
      .replace(/^ *6 .*\n/m, '')
      .replace(/(sum +)\S+/, `$1${sumOfText(tokens)}`);
    const { status, out } = await verified(text);
    expect([status, out]).toEqual([21, expect.stringContaining('row 6 missing')]);
  });

  test('interleaved with another is never half believed', async () => {
    const other = blockOf({ ...violation, name: 'other.trace' }).split('\n');
    const lines = blockOf(violation).split('\n');
    const { status, out } = await verified(
      lines.flatMap((line, i) => [line, other[i] ?? '']).join('\n'),
    );
    expect([status, out]).toEqual([21, expect.stringContaining('damaged')]);
  });

  test('of a megabyte of dashes is none', async () => {
    const { status, out } = await verified(`${'-'.repeat(2 ** 20)} begin x -----\n`);
    expect([status, out]).toEqual([21, expect.stringMatching(/no claim|damaged/)]);
  });

  test('with control characters shows none of them', async () => {
    const { out } = await verified('----- begin x\u001b[31m -----\n----- begin y -----\n\u001b[2J');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the question is whether one is there
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });
});

describe('what stays open', () => {
  test('a claim beyond the time is not checked', async () => {
    const { status, out } = await verified(spliced, '--max-seconds', '0');
    expect([status, out]).toEqual([30, expect.stringContaining('stopped early')]);
  });

  test('a claim that names no invariant is not proved by one', async () => {
    const { status } = await verified(spliced, '--inductive');
    expect(status).toBe(30);
  });

  test('no claim is 21, no file 153, and both on standard input 2', async () => {
    expect((await verified('Just text.\n')).status).toBe(21);
    expect((await patchproof('verify', join(folder, 'none.eml'))).status).toBe(153);
    expect((await patchproof('verify', thread, '--spec', 'none.pspec')).status).toBe(153);
    expect((await patchproof('verify', '-', '--spec', '-')).status).toBe(2);
  });
});

test('what it says as JSON fits the schema', async () => {
  mkdirSync(join(folder, 'empty'), { recursive: true });
  const damaged = blockOf(violation).replace('PAGES=3', 'PAGES=2');
  for (const [text, status] of [
    [draft + spliced, 0],
    [`${damaged}\n${blockOf({ ...safety, depth: 99 })}`, 21],
    ['', 21],
  ] as const) {
    const ran = await verified(text, '--json');
    expect(problems('verify', ran.out)).toEqual([]);
    expect([ran.status, JSON.parse(ran.out).exit]).toEqual([status, status]);
  }
  const open = await verified(draft, '--json', '--spec', join(folder, 'empty'));
  expect(problems('verify', open.out)).toEqual([]);
  expect(open.status).toBe(30);
});
