/**
 * What `proofs/` claims is so, by `verify` alone: the replies and each variant's claims, as they
 * stand, quoted three deep, and through what mail programs do worst. `PROOFS=all` also searches
 * again the spaces that take long.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { load } from '../src/cli/load.ts';
import { digestOf, specOf } from '../src/cli/spec.ts';
import { read } from '../src/proof/block/read.ts';
import { patchproof } from './cli/patchproof.ts';
import { manglers } from './proof/manglers/all.ts';
import { diceOf } from './support/dice.ts';
import { scratch } from './support/scratch.ts';

const { folder } = scratch();
const claims = 'proofs/kva-sva';
const replies = ['window.eml', 'us-bits.eml', 'hot-remove.eml'];
const files = readdirSync(claims).filter(name => name.endsWith('.txt'));
const all = process.env.PROOFS === 'all';
const timeout = all ? 3_600_000 : 240_000;

const textOf = (path: string): string => readFileSync(path, 'utf8');

const verified = async (text: string) => {
  const path = join(folder, 'mail.eml');
  writeFileSync(path, text);
  return patchproof('verify', path, '--spec', 'models/kva-sva/kva-sva.pspec', '-q');
};

const quoted = (text: string): string => text.replace(/^/gm, '> > > ');

/** Those after which most prototypes of readers were lost, on the list of damages. */
const worst = [
  'wrapped at 60, not quoted',
  'filled to 50',
  'all on one line',
  'quoted-printable, not decoded',
  'smart dashes',
];

const claimsIn = (text: string) =>
  read(text).flatMap(found => (found.kind === 'intact' ? [found.claim] : []));

describe('the replies', { timeout }, () => {
  test.each(replies)('%s is confirmed, also quoted three deep', async name => {
    const text = textOf(join('proofs', name));
    expect(text.split('\n').length).toBeLessThan(110);
    for (const mail of [text, quoted(text)]) {
      const { status, out } = await verified(mail);
      expect([status, out]).toEqual([0, expect.stringContaining('1 confirmed')]);
    }
  });

  test.each(worst)('are confirmed after: %s', async name => {
    const mangler = manglers.find(one => one.name === name);
    if (mangler === undefined) throw new Error(`no mangler ${name}`);
    for (const reply of replies) {
      const body = textOf(join('proofs', reply)).replace(/^.*?\n\n/s, '');
      const { status, out } = await verified(mangler.mangle(body, diceOf(7)));
      expect([reply, status, out]).toEqual([reply, 0, expect.stringContaining('1 confirmed')]);
    }
  });
});

describe('the claims', { timeout }, () => {
  const loaded = load('models/kva-sva/kva-sva.pspec', () => {});
  if ('unreadable' in loaded) throw new Error(loaded.unreadable);
  const spec = specOf(loaded, () => {});
  const { digest } = digestOf(spec);

  test('are there for every variant, about the specification as it is', () => {
    const [, ...declared] = spec.variants;
    expect(files.map(name => name.replace(/\.txt$/, '')).sort()).toEqual(
      declared.map(({ name }) => name).sort(),
    );
    for (const file of files) {
      const claimed = claimsIn(textOf(join(claims, file)));
      expect(claimed.length).toBeGreaterThan(0);
      for (const claim of claimed) {
        expect([file, claim.spec.digest]).toEqual([file, digest]);
        expect(claim.variant).toBe(file.replace(/\.txt$/, ''));
      }
    }
  });

  // Every run is replayed; of the spaces those that take a second or two.
  const checked = files.filter(name => {
    const [first] = claimsIn(textOf(join(claims, name)));
    return all || first?.kind === 'violation' || (first?.kind === 'safety' && first.states < 2000);
  });
  test('are confirmed', async () => {
    const mail = checked.map(name => textOf(join(claims, name))).join('\n');
    const { status, out } = await verified(mail);
    expect([status, out.match(/^(refuted|damaged|not checked).*/gm)]).toEqual([0, null]);
    expect(out).toContain('confirmed (replayed)');
    expect(out).toContain('confirmed (re-run)');
  });
});
