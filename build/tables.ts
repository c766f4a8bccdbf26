/**
 * `npm run tables`: writes what commands print into the READMEs under models/, wherever a
 * block asks for it; with `--check` it only says which blocks are not what their command
 * prints now. Ends with 1 where something was wrong, or would have changed.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { type Block, blocksOf, bodyOf, filled, type Output, ran, readmesIn } from './blocks.ts';

const checks = process.argv.includes('--check');
const outputs = new Map<string, Promise<Output>>();
const complaints: string[] = [];
let written = 0;
let kept = 0;

for (const path of readmesIn('models')) {
  const text = readFileSync(path, 'utf8');
  const bodies: (readonly [Block, string])[] = [];
  for (const block of blocksOf(text)) {
    const body = await newBody(path, block);
    if (body !== undefined) bodies.push([block, body]);
  }
  if (!checks) writeFileSync(path, filled(text, bodies));
}

for (const complaint of complaints) process.stderr.write(`${complaint}\n`);
process.stdout.write(`${kept} blocks as they were, ${written} ${checks ? 'stale' : 'written'}\n`);
process.exitCode = complaints.length > 0 || (checks && written > 0) ? 1 : 0;

// Undefined where the block stays as it is.
async function newBody(path: string, block: Block): Promise<string | undefined> {
  if (block.kind === 'unclosed') {
    complaints.push(`${path}:${block.line}: the block has no <!-- end -->`);
    return undefined;
  }
  const command = block.words.join(' ');
  // Equal commands run once.
  const output = outputs.get(command) ?? ran(block.words);
  outputs.set(command, output);
  const got = await output;
  if (got.kind === 'failed') {
    complaints.push(`${path}: patchproof ${command}: ${got.reason}`);
    return undefined;
  }
  const body = bodyOf(block.words, got.text);
  if (body === block.body) {
    kept += 1;
    return undefined;
  }
  written += 1;
  process.stdout.write(`${path}: patchproof ${command}\n`);
  return body;
}
