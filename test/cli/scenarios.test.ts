/** Where scenarios run, and on which machines. */
import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../src/base/diagnostic.ts';
import { load } from '../../src/cli/load.ts';
import { type Staged, scenariosOf } from '../../src/cli/scenarios.ts';
import { rowsOf, sweepOf } from '../../src/cli/settings.ts';
import { specOf } from '../../src/cli/spec.ts';
import { scratch } from '../support/scratch.ts';
import { patchproof } from './patchproof.ts';

const { file } = scratch();

interface Scenes {
  readonly staged: readonly Staged[];
  readonly reported: readonly Diagnostic[];
}

function scenes(path: string, ...sweeps: readonly string[]): Scenes {
  const reported: Diagnostic[] = [];
  const loaded = load(path, d => reported.push(d));
  if ('unreadable' in loaded) throw new Error(loaded.unreadable);
  const spec = specOf(loaded, d => reported.push(d));
  const rows = rowsOf(sweeps.map(sweepOf).flatMap(s => (typeof s === 'string' ? [] : [s])));
  return { staged: rows.flatMap(row => scenariosOf(spec, row, d => reported.push(d))), reported };
}

const many = file(
  'many.pspec',
  `config N: 1 .. 3 = 1;
   config FAST: bool = false;
   var x: 0 .. 9 = 0;
   thread t { a: x = FAST ? x + 2 * N : x + N; }
   scenario "plain" { t.a then x == 1 } possible;
   scenario "from" from { x = 3; } { t.a then x == 4 } possible;
   scenario "two" with N = 2 { t.a then x == 2 } possible;
   scenario "two from" with N = 2 from { x = 3; } { t.a then x == 5 } possible;
   scenario "two, fast" with N = 2, FAST = true { t.a then x == 4 } possible;
   scenario "not two" with N = 2 { t.a then x == 1 } impossible;
   scenario "both" { t.a t.b then x == 1 } possible;
   patch p { after t.a { b: x = 1; } }
   patch q { after t.a { b: x = 1; } }
   variant v = base + p;
   variant w = base + q;\n`,
);

const textOf = ({ scenario }: Staged): string => scenario.text;
const where = ({ scenario: { text }, machine }: Staged): string =>
  [text, machine.variant, ...machine.parameters.map(p => `${p.name}=${p.value}`)].join(' ');

describe('a scenario', () => {
  test('shares its machine with those of its variant that have its parameters', () => {
    const { staged } = scenes(many);
    const machines = [...new Set(staged.map(({ machine }) => machine))];
    const sharing = machines.map(machine => staged.filter(s => s.machine === machine).map(textOf));
    expect(sharing).toEqual([
      ['plain', 'from'],
      ['two', 'two from', 'not two'],
      ['two, fast'],
      ['both'],
      ['both'],
    ]);
  });

  test('runs from its own states, whoever shares the machine', async () => {
    const { status, out } = await patchproof('test', many, '-q');
    expect(out).toContain('8 expectations met\n');
    expect(status).toBe(0);
  });

  test('runs in base alone where base has its names, else in each variant that has them', () => {
    const runs = scenes(many).staged.map(({ scenario, machine }) => [
      scenario.text,
      machine.variant,
    ]);
    expect(runs.filter(([text]) => text === 'plain')).toEqual([['plain', 'base']]);
    expect(runs.filter(([text]) => text === 'both')).toEqual([
      ['both', 'v'],
      ['both', 'w'],
    ]);
  });

  test('has a machine for each row of a sweep', () => {
    const { staged } = scenes(many, 'N=1..2', 'FAST=false,true');
    const plain = staged.filter(({ scenario }) => scenario.text === 'plain').map(where);
    expect(plain).toEqual([
      'plain base N=1 FAST=false',
      'plain base N=1 FAST=true',
      'plain base N=2 FAST=false',
      'plain base N=2 FAST=true',
    ]);
  });

  test('tells of an error once, however many share the machine', () => {
    const wrong = file(
      'wrong.pspec',
      `config N: 1 .. 3 = 1; var x: 0 .. 9 = 0; thread t { a: x = N; }
       scenario "one" with N = 7 { t.a then x == 1 } possible;
       scenario "two" with N = 7 { t.a then x == 2 } possible;\n`,
    );
    const { staged, reported } = scenes(wrong);
    expect(staged).toEqual([]);
    expect(reported.map(d => d.code)).toEqual(['config/value']);
  });
});
