/**
 * Modules of TLA+: two whole ones as a reader has reviewed them, and for every model and
 * construct of the repository what any module must have.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { tlaModule } from '../../../src/view/tla/module.ts';
import { machineOf } from '../../support/spec.ts';
import { problemOf } from '../../support/tla/problem.ts';
import { machinesIn, moduleOf } from './rendered.ts';

const root = new URL('../../../', import.meta.url);
const specs = (folder: string): readonly string[] =>
  readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.pspec'))
    .map(name => `${folder}/${name}`);

describe('the modules of', () => {
  test.each([
    ['peterson', 'models/peterson/peterson.pspec', 'straight', {}],
    ['kva', 'models/kva/kva.pspec', 'spliced', { PAGES: 2 }],
    ['walker', 'test/peers/constructs/walker.pspec', 'base', {}],
  ])('%s are as they were reviewed', async (name, file, variant, parameters) => {
    const [machine] = machinesIn(file, [variant], parameters);
    if (machine === undefined) throw new Error('no machine');
    const { module, config } = moduleOf(machine);
    const text = module.replaceAll(new URL('.', root).pathname, '');
    await expect(text).toMatchFileSnapshot(`golden/${name}.tla`);
    await expect(config).toMatchFileSnapshot(`golden/${name}.cfg`);
  });
});

// The flagship's modules stand in a test of their own.
const files = [...specs('models'), ...specs('test/peers/constructs')].filter(
  file => !file.includes('kva-sva'),
);

describe.each(files)('of %s', file => {
  test('each module is one of TLA+, with its configuration, or the model is refused by name', () => {
    for (const machine of machinesIn(file, [])) {
      const exported = tlaModule(machine, { origin: [], symmetry: true });
      if (exported.kind === 'unfit') expect(exported.reason).not.toBe('');
      else expect(problemOf(exported)).toBeNull();
    }
  });

  test.runIf(file.startsWith('models'))('no variant is refused', () => {
    const kinds = machinesIn(file, []).map(m => tlaModule(m, { origin: [], symmetry: true }).kind);
    expect(new Set(kinds)).toEqual(new Set(['module']));
  });
});

describe('names', () => {
  test('words of TLA+ are given another name', () => {
    const machine = machineOf(`module m; var IF: bool = false; var Nat: 0 .. 1 = 0;
      thread t { forever { IF = not IF; Nat = 1 - Nat; } }`);
    const { module } = moduleOf(machine);
    expect(module).toContain("IF_2' = (~IF_2)");
    expect(module).toContain("Nat_2' = 1 - Nat_2");
  });

  test('a bound name differs from every name around it', () => {
    const machine = machineOf(`module m; symmetric Page[2]; var p: set of Page = {};
      thread t { forever { add: p = { q in Page where forall r in p: r != q }; } }
      invariant few = forall x in p: exists y in p: x == y;`);
    expect(problemOf(moduleOf(machine))).toBeNull();
  });
});

describe('what cannot be said', () => {
  test('integers beyond 32 bits are refused by name', () => {
    const machine = machineOf('module m; var x: 0 .. 4294967296 = 0; thread t { x = 1; }');
    const exported = tlaModule(machine, { origin: [], symmetry: true });
    expect(exported).toMatchObject({
      kind: 'unfit',
      reason: 'TLC counts with 32 bits: 0 .. 4294967296 has larger integers',
    });
  });
});

test('golden files hold no absolute paths', () => {
  const golden = new URL('golden/', import.meta.url);
  for (const name of readdirSync(golden)) {
    expect(readFileSync(new URL(name, golden), 'utf8')).not.toMatch(/"[^"]*\/(?:tmp|work|home)\//);
  }
});
