/** The folder for a cluster: all that it takes, and scripts that a shell can read. */
import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { distributed, type ExportedFile } from '../../../src/view/tla/distributed.ts';
import { machinesIn, moduleOf } from './rendered.ts';

const [machine] = machinesIn('models/kva/kva.pspec', ['spliced']);
if (machine === undefined) throw new Error('no machine');
const exported = moduleOf(machine);
const filesFor = (fingerprintServers: number): readonly ExportedFile[] =>
  distributed(exported, { workers: 3, fingerprintServers });
const textOf = (files: readonly ExportedFile[], path: string): string =>
  files.find(file => file.path === path)?.text ?? '';

describe('a folder for a cluster', () => {
  test('holds the module, its configuration, scripts for each part and a page', () => {
    expect(filesFor(2).map(({ path, mode }) => `${mode.toString(8)} ${path}`)).toEqual([
      '644 kva_spliced.tla',
      '644 kva_spliced.cfg',
      '755 server.sh',
      '755 worker.sh',
      '755 fingerprints.sh',
      '644 README.md',
    ]);
  });

  test.each(['server.sh', 'worker.sh', 'fingerprints.sh'])('%s is a script that sh reads', path => {
    const { status, stderr } = spawnSync('sh', ['-n'], { input: textOf(filesFor(2), path) });
    expect({ status, stderr: String(stderr) }).toEqual({ status: 0, stderr: '' });
  });

  test('the server waits for as many servers of fingerprints as the page starts', () => {
    const files = filesFor(2);
    expect(textOf(files, 'server.sh')).toMatch(/expectedFPSetCount=\$\{FPSETS:-2\}/);
    expect(textOf(files, 'README.md')).toContain(
      'On 2 other machine(s): `HOST=f1 ./fingerprints.sh s1`',
    );
    expect(textOf(filesFor(0), 'README.md')).not.toContain('./fingerprints.sh');
  });

  test('the page is one page', () => {
    expect(textOf(filesFor(2), 'README.md').split('\n').length).toBeLessThan(66);
  });
});
