/**
 * Nobody but `test` and `compare` reads an `expect`: each one of the repository, turned
 * round and alone in its file, ends with status 20, and shows what was found instead. Models that
 * import others are left out: theirs are many, and the same words judge them.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { claimText } from '../../src/check/expect.ts';
import { parseFile } from '../../src/syntax/parse.ts';
import type { Decl, ExpectClaim, ExpectDecl } from '../../src/syntax/tree.ts';
import { scratch } from '../support/scratch.ts';
import { patchproof } from './patchproof.ts';

const { folder } = scratch();

const models = readdirSync('models', { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.pspec'))
  .map(name => join('models', name))
  .filter(path => !/^import /m.test(readFileSync(path, 'utf8')))
  .sort();

// What speaks for itself is left out, but for the cover that the claim is about.
const speaksIn = (decl: Decl, { target }: ExpectClaim): boolean =>
  decl.kind === 'cover'
    ? target?.kind === 'named' && target.name.text === decl.name.text
    : decl.kind !== 'expect' && decl.kind !== 'scenario';

// "Everything holds" has no opposite in the language; a deadlock stands for it.
function turned(claim: ExpectClaim): ExpectClaim {
  if (claim.verdict === 'violated') return { ...claim, verdict: 'holds', length: null };
  const target = claim.target ?? { kind: 'deadlock', span: claim.span };
  return { ...claim, target, verdict: 'violated' };
}

interface Turned {
  readonly model: string;
  readonly claim: string;
  readonly text: string;
}

function turnedClaims(path: string): readonly Turned[] {
  const source = { path, text: readFileSync(path, 'utf8') };
  const { decls } = parseFile(source, diagnostic => expect(diagnostic).toBeUndefined());
  const rest = (claim: ExpectClaim): string =>
    decls
      .filter(decl => speaksIn(decl, claim))
      .map(({ span }) => source.text.slice(span.start, span.end))
      .join('\n');
  return decls.flatMap(decl =>
    decl.kind === 'expect' ? decl.claims.flatMap(claim => both(decl, claim)) : [],
  );

  function both({ variant, settings }: ExpectDecl, claim: ExpectClaim): readonly Turned[] {
    const longer = claim.length === null ? [] : [{ ...claim, length: claim.length + 1 }];
    return [turned(claim), ...longer].map(wrong => {
      const text = claimText(variant.text, wrong, settings);
      return { model: basename(path), claim: text, text: `${rest(claim)}\n${text};\n` };
    });
  }
}

test.each(models.flatMap(turnedClaims))(
  '$model: $claim is not met',
  async ({ text }) => {
    const file = join(folder, 'turned.pspec');
    writeFileSync(file, text);
    const { status, out, err } = await patchproof('test', file, '-q');
    // Without the properties that stood around it, lints may have something to say.
    expect(err).not.toContain(': error: ');
    expect(status).toBe(20);
    expect(out).toContain('found: ');
    expect(out).toContain('1 not met');
  },
  120_000,
);
