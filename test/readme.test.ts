/** README.md, held to what is: its session runs as shown, its model is quoted, its links lead somewhere. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { patchproof } from './cli/patchproof.ts';

const readme = readFileSync('README.md', 'utf8');
const blocks = [...readme.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, fence, text]) => ({
  fence: fence ?? '',
  text: text ?? '',
}));

test('the README shows what the program prints', async () => {
  const [session] = blocks.filter(block => block.fence === 'text');
  const [command = '', ...shown] = session?.text.split('\n') ?? [];
  const { out } = await patchproof(...command.replace('$ patchproof ', '').split(' '));
  expect(out).toBe(shown.join('\n'));
});

test('the README quotes the model as it is', () => {
  const model = readFileSync('models/kva/kva.pspec', 'utf8');
  const quoted = blocks.find(block => block.text.includes('thread kworker'))?.text ?? '';
  const missing = quoted.split('\n').filter(line => !model.includes(line));
  expect(missing).toEqual([]);
  expect(quoted).toContain('variant spliced');
});

test('every link of the README leads to a file', () => {
  const links = [...readme.matchAll(/\]\(([^)#]+)/g)].flatMap(([, target]) => target ?? []);
  expect(links.filter(link => !existsSync(link))).toEqual([]);
  expect(links.length).toBeGreaterThan(5);
});
