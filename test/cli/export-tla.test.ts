/**
 * `export --to tla`: two files of a folder, the same two in one text, and a folder for a
 * cluster; and that nothing is written where something cannot be said or is in the way.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scratch } from '../support/scratch.ts';
import { patchproof } from './patchproof.ts';

const { folder, file } = scratch();
const kva = 'models/kva/kva.pspec';
const draft = ['export', kva, '--to', 'tla', '--variant', 'draft', '-D', 'PAGES=2'];
const inFolder = (name: string): string => join(folder, name);
const textOf = (dir: string, name: string): string => readFileSync(join(dir, name), 'utf8');

describe('a folder', () => {
  test('that is not there is made, and takes NAME.tla and NAME.cfg', async () => {
    const dir = inFolder('deep/in/kva');
    expect(await patchproof(...draft, '-o', dir)).toEqual({ status: 0, out: '', err: '' });
    expect(readdirSync(dir).sort()).toEqual(['kva_draft.cfg', 'kva_draft.tla']);
    expect(textOf(dir, 'kva_draft.tla')).toMatch(/^-+ MODULE kva_draft -+\n/);
  });

  test('takes what is also printed: the module, then its configuration below its end', async () => {
    const dir = inFolder('both');
    await patchproof(...draft, '--output', dir);
    const { out } = await patchproof(...draft);
    const [, module, , config] = /^([\s\S]*?\n={78}\n)(.*\n)([\s\S]*)$/.exec(out) ?? [];
    expect(module).toBe(textOf(dir, 'kva_draft.tla'));
    expect(config).toBe(textOf(dir, 'kva_draft.cfg'));
  });

  test('in whose place a file stands is refused', async () => {
    const path = file('taken', 'mine');
    const { status, err } = await patchproof(...draft, '-o', path);
    expect({ status, err }).toEqual({
      status: 153,
      err: `patchproof: cannot write ${path}: it is a file, not a directory\n`,
    });
    expect(readFileSync(path, 'utf8')).toBe('mine');
  });

  test('that a symbolic link leads out of keeps what is outside', async () => {
    const outside = file('outside', 'mine');
    const dir = inFolder('linked');
    mkdirSync(dir);
    symlinkSync(outside, join(dir, 'kva_draft.tla'));
    const { status, err } = await patchproof(...draft, '-o', dir);
    expect(status).toBe(153);
    expect(err).toContain('it is a symbolic link, which may lead out of the folder');
    expect(readFileSync(outside, 'utf8')).toBe('mine');
  });
});

describe('a folder for a cluster', () => {
  test('holds the module, the configuration, scripts that can be run and a page', async () => {
    const dir = inFolder('cluster');
    const words = ['--distributed', dir, '--machines', '3', '--fingerprint-servers', '2'];
    expect((await patchproof(...draft, ...words)).status).toBe(0);
    const modes = readdirSync(dir).map(name => {
      const mode = (statSync(join(dir, name)).mode & 0o777).toString(8);
      return `${mode} ${name}`;
    });
    expect(modes.sort()).toEqual([
      '644 README.md',
      '644 kva_draft.cfg',
      '644 kva_draft.tla',
      '755 fingerprints.sh',
      '755 server.sh',
      '755 worker.sh',
    ]);
    expect(textOf(dir, 'README.md')).toMatch(/On 2 other machine\(s\)[\s\S]*On 3 machine\(s\)/);
  });
});

describe('symmetry', () => {
  test('is left out of the configuration when nobody wants it', async () => {
    expect((await patchproof(...draft)).out).toMatch(/^SYMMETRY Symmetry$/m);
    expect((await patchproof(...draft, '--no-symmetry')).out).toMatch(/^\\\* SYMMETRY Symmetry$/m);
  });
});

describe('what goes wrong', () => {
  test('what TLA+ cannot say is named with its place, and nothing is written', async () => {
    const spec = file(
      'large.pspec',
      'module large; var x: 0 .. 9 = 0;\nthread t { if x < 4294967296 { x = 1; } }\n',
    );
    const dir = inFolder('none');
    const { status, err } = await patchproof('export', spec, '--to', 'tla', '-o', dir);
    expect({ status, err }).toEqual({
      status: 2,
      err: `patchproof: tla has no words for\n  ${spec}:2:19: TLC counts with 32 bits: 4294967296 is larger\n`,
    });
    expect(existsSync(dir)).toBe(false);
  });

  test.each([
    [['--to', 'murphi', '--distributed', 'x'], '--distributed goes with --to tla'],
    [['--to', 'murphi', '--no-symmetry'], '--no-symmetry goes with --to tla'],
    [['--to', 'tla', '--no-properties'], '--no-properties goes with --to murphi'],
    [['--to', 'tla', '--machines', '2'], '--machines goes with --distributed DIR'],
    [['--to', 'tla', '--distributed', 'x', '-o', 'y'], 'cannot be used with option'],
    [['--to', 'tla', '--distributed', 'x', '--machines', '0'], 'whole number from 1'],
  ])('%j is refused: %s', async (words, message) => {
    const { status, err } = await patchproof('export', kva, ...words);
    expect(status).toBe(2);
    expect(err).toContain(message);
  });
});
