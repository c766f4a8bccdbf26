/**
 * TLC on the modules, where TLA2TOOLS_JAR names its jar and there is a Java: as many
 * distinct states and as great a depth as other checkers counted of the hand-written
 * peers (test/peers), with symmetry as many as there are orbits; and a violation where
 * they found one. TLA_ROWS is the greatest number of states of the rows that are run.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { constructs, type Row, rows, titleOf } from '../../peers/rows.ts';
import { machinesIn, moduleOf } from './rendered.ts';

const jar = process.env.TLA2TOOLS_JAR ?? '';
const most = Number(process.env.TLA_ROWS ?? 200);
const timeoutMs = 300_000;
const few = [...rows, ...constructs].filter(row => row.states <= most);

interface Counted {
  readonly distinct: number;
  readonly depth: number;
  /** States of the trace, 0 without one. */
  readonly trace: number;
}

/** What TLC counts; `judged` keeps the properties in the configuration. */
function tlc(row: Row, symmetry: boolean, judged: boolean): Counted {
  const [machine] = machinesIn(row.file, [row.variant], row.parameters);
  if (machine === undefined) throw new Error(`no machine for ${titleOf(row)}`);
  const { name, module, config } = moduleOf(machine, symmetry);
  const folder = mkdtempSync(join(tmpdir(), 'tlc-'));
  try {
    writeFileSync(join(folder, `${name}.tla`), module);
    writeFileSync(join(folder, `${name}.cfg`), judged ? config : unjudged(config));
    const flags = ['-XX:+UseSerialGC', '-cp', jar, 'tlc2.TLC', '-nowarning', '-workers', '1'];
    const { stdout } = spawnSync('java', [...flags, '-config', `${name}.cfg`, `${name}.tla`], {
      cwd: folder,
      encoding: 'utf8',
    });
    const [, distinct] =
      /(\d+) distinct states found, \d+ states left on queue\.\n(?!.*Progress)/.exec(stdout) ?? [];
    const [, depth] = /state graph search is (\d+)/.exec(stdout) ?? [];
    if (distinct === undefined) throw new Error(stdout);
    const trace = stdout.match(/^State \d+:/gm)?.length ?? 0;
    return { distinct: Number(distinct), depth: Number(depth) - 1, trace };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Only the types are judged: nothing but an assertion ends the search. */
const unjudged = (config: string): string =>
  config
    .replace(/^PROPERTIES\n(?: .*\n)+/m, '')
    .replace(/^INVARIANTS\n(?: .*\n)+/m, 'INVARIANT TypeOK\n')
    .replace('CHECK_DEADLOCK TRUE', 'CHECK_DEADLOCK FALSE');

const fails = ({ violations }: Row): boolean =>
  violations.some(({ kind }) => kind === 'assert' || kind === 'runtime');

describe.skipIf(jar === '').each(few)('TLC on $file $variant $parameters', row => {
  test.skipIf(fails(row))(
    'finds as many distinct states, at the same depth',
    () => {
      const { distinct, depth } = tlc(row, false, false);
      expect({ distinct, depth }).toEqual({ distinct: row.states, depth: row.depth });
    },
    timeoutMs,
  );

  test.skipIf(fails(row) || row.symmetricStates === undefined)(
    'finds a state for each orbit with SYMMETRY',
    () => expect(tlc(row, true, false).distinct).toBe(row.symmetricStates),
    timeoutMs,
  );

  test(
    'finds a violation in as few steps',
    () => {
      const lengths = row.violations.filter(v => v.kind !== 'cover').map(v => v.length);
      const { trace } = tlc(row, true, true);
      if (lengths.length === 0) expect(trace).toBe(0);
      else expect([0, 1]).toContain(Math.min(...lengths) + 1 - trace);
    },
    timeoutMs,
  );
});
