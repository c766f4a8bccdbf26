/**
 * A block between the programs that kernel people run on mail: `git mailinfo` (which `git am` is made
 * of) takes it for text, and b4 takes no trailer from it. Skipped where a program is not installed.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scratch } from '../../support/scratch.ts';
import { block } from './cases.ts';

const { folder } = scratch();
const has = (program: string, flag: string): boolean =>
  spawnSync(program, [flag], { stdio: 'ignore' }).status === 0;
const hasGit = has('git', '--version');
// Debian's package; elsewhere its modules stand where we would have to guess.
const hasB4 = spawnSync('/usr/bin/python3', ['-c', 'import b4']).status === 0;

const blocks = [
  block,
  readFileSync('proofs/window.eml', 'utf8').replace(/^[\s\S]*?\n\n/, ''),
  readFileSync('proofs/kva-sva/v7.txt', 'utf8'),
];

const diff = `---
 a.c | 2 +-
 1 file changed, 1 insertion(+), 1 deletion(-)

diff --git a/a.c b/a.c
index 257cc56..5716ca5 100644
--- a/a.c
+++ b/a.c
@@ -1 +1 @@
-foo
+bar
--
2.39.5
`;

const mail = (subject: string, body: string): string =>
  [
    'From: Ann Author <ann.author@example.org>',
    'Date: Mon, 18 Aug 2025 10:15:00 +0000',
    `Subject: ${subject}`,
    'Message-ID: <1@example.org>',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    body,
    '',
  ].join('\n');

describe.skipIf(!hasGit)('git mailinfo', () => {
  test.each(blocks.map((text, i) => [i, text] as const))(
    'takes block %i for text: the patch starts at its diff',
    (i, text) => {
      const [message, patch] = [join(folder, `msg${i}`), join(folder, `patch${i}`)];
      const input = mail('[PATCH] mm: free later', `Text.\n\n${text}\n\n${diff}`);
      execFileSync('git', ['mailinfo', message, patch], {
        input,
        stdio: ['pipe', 'pipe', 'pipe'],
      });
      const kept = readFileSync(message, 'utf8');
      for (const line of text.split('\n')) expect(kept).toContain(line.trimEnd());
      expect(readFileSync(patch, 'utf8').startsWith('---\n a.c | 2 +-')).toBe(true);
    },
  );
});

// As `b4 am` reads the replies to a patch; its own functions, for it works on whole threads only.
const reading = `
import sys, b4
trailers, others = b4.LoreMessage.find_trailers(sys.stdin.read(), followup=True)
print('\\n'.join(one.as_string() for one in trailers))
`;

const trailersIn = (input: string): string =>
  execFileSync('/usr/bin/python3', ['-c', reading], { input, encoding: 'utf8' }).trim();

describe.skipIf(!hasB4)('b4', { timeout: 120_000 }, () => {
  const person = 'Reviewed-by: Rae Reviewer <rae@example.org>';

  test.each(blocks.map((text, i) => [i, text] as const))(
    'takes from a reply with block %i what a person says, and nothing else',
    (_, text) => {
      expect(trailersIn(`${text}\n\n${person}\n`)).toBe(person);
    },
  );

  test('would take lines that look like trailers', () => {
    expect(trailersIn('  base-commit: 0123456789ab\n')).toContain('base-commit');
  });
});

test.skipIf(hasGit && hasB4)('git or b4 is not installed: not every tool was tried', () => {});
