/** Schedules as people paste them: what they mean, however the mail has treated them. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scratch } from '../support/scratch.ts';
import { patchproof } from './patchproof.ts';

const { folder } = scratch();

// Two CPUs under titles, unnamed statements, a step of one name in both a thread and a device.
const spec = join(folder, 'race.pspec');
writeFileSync(
  spec,
  `module race;
   type Cpu = 0 .. 1;
   var x: 0 .. 4 = 0;
   thread cpu(i: Cpu) "CPU %i" { let old = x; bump: x = old + 1; }
   device noise { action bump(by: Cpu, to: Cpu) when x == 4 { x = 0; } }
   invariant safe = not (finished(cpu[0]) and finished(cpu[1]) and x == 1);
`,
);

async function replayed(
  text: string,
): Promise<{ readonly status: number; readonly path: string; readonly out: string }> {
  const file = join(folder, 'pasted.txt');
  writeFileSync(file, text);
  const { status, out } = await patchproof('replay', spec, file, '--json');
  return { status, path: JSON.parse(out).path, out };
}

async function counterexample(): Promise<{ readonly text: string; readonly path: string }> {
  const { out: text } = await patchproof('check', spec, '-q');
  const { out } = await patchproof('check', spec, '--json');
  const { trace } = JSON.parse(out).results[0];
  expect(trace.steps).toHaveLength(4);
  return { text, path: /path: {3}([\d/]+)/.exec(text)?.[1] ?? '' };
}

describe('a pasted schedule', () => {
  test('is a counterexample as it was printed', async () => {
    const { text, path } = await counterexample();
    expect(text).toContain('CPU 0');
    expect(await replayed(text)).toMatchObject({ status: 0, path });
  });

  test('survives being quoted in a mail', async () => {
    const { text, path } = await counterexample();
    const quoted = text
      .split('\n')
      .map(line => `> > ${line}`)
      .join('\r\n');
    expect(await replayed(quoted)).toMatchObject({ status: 0, path });
  });

  test('says who acts in each row, when columns do not', async () => {
    const rows = 'cpu[0].1\ncpu[1].1\ncpu[0].bump\ncpu[1].bump\n';
    expect(await replayed(rows)).toMatchObject({ status: 0 });
    expect(
      await replayed(
        `# by hand\n\n${rows.replaceAll('cpu[0]', 'CPU 0').replaceAll('CPU 0', 'cpu[0]')}`,
      ),
    ).toMatchObject({ status: 0 });
  });

  test('may leave open what one step alone can be', async () => {
    expect(await replayed('1 1\n2 cpu[1].1\n3 bump\n4 bump')).toMatchObject({ status: 0 });
  });

  test('names the row that cannot be taken, and what could', async () => {
    const { status, out } = await replayed('cpu[0].1\nnoise.bump(by=0, to=1)\n');
    expect(status).toBe(21);
    expect(JSON.parse(out).stopped).toEqual({
      row: 2,
      text: 'noise.bump(by=0, to=1)',
      reason: 'the step cannot be taken there',
      enabled: ['cpu[0].bump', 'cpu[1].1'],
    });
  });

  test('without rows does not run', async () => {
    expect(await replayed('')).toMatchObject({ status: 21 });
  });
});
