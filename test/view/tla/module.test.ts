/**
 * Modules of TLA+: two whole ones as a reader has reviewed them, and for every model and
 * construct of the repository what any module must have.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { tlaModule } from '../../../src/view/tla/module.ts';
import { machineOf } from '../../support/spec.ts';
import { machinesIn, moduleOf } from './rendered.ts';

const root = new URL('../../../', import.meta.url);
const specs = (folder: string): readonly string[] =>
  readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.pspec'))
    .map(name => `${folder}/${name}`);

const words = new Set(
  (
    'MODULE EXTENDS Integers Sequences FiniteSets TLC CONSTANTS VARIABLES RECURSIVE LET IN IF THEN ELSE ' +
    'EXCEPT UNCHANGED SUBSET UNION CHOOSE LAMBDA TRUE FALSE BOOLEAN Int Seq Len Head Tail Append ' +
    'Cardinality Assert Permutations div union intersect in notin subseteq A E o DOMAIN'
  ).split(' '),
);

/** The text without strings and comments, which may hold anything. */
const bare = (text: string): string =>
  text
    .replaceAll(/"(?:[^"\\]|\\.)*"/g, '""')
    .replaceAll(/\\\*.*/g, '')
    .replaceAll(']_vars', '] vars');

/** Names that are used and neither defined, declared nor bound; fields are not looked at. */
function undefinedNames(text: string): readonly string[] {
  const code = bare(text);
  const bound = [
    ...code.matchAll(/(?:\\[AE] |[[{(] ?|: )(\w+) \\in /g),
    ...code.matchAll(/(\w+)(?:\([^()]*(?:\([^()]*\)[^()]*)?\))? ==/g),
    ...code.matchAll(/(\w+)\[\w+ \\in SUBSET/g),
    ...code.matchAll(/(?:CHOOSE|LAMBDA) (\w+)/g),
    ...code.matchAll(/LAMBDA \w+, (\w+)/g),
    ...code.matchAll(/^ {2}(\w+),? *$/gm),
    ...code.matchAll(/MODULE (\w+)/g),
  ].map(([, name]) => name ?? '');
  const params = [...code.matchAll(/\w+(\((?:[\w, ]|\([_, ]*\))*\)) ==/g)].flatMap(
    ([, list]) => list?.match(/\w+/g) ?? [],
  );
  const fields = [...code.matchAll(/(\w+) (?:\|->|:) /g)].map(([, name]) => name ?? '');
  const known = new Set([...bound, ...params, ...fields, ...words]);
  const used = code.replaceAll(/[.!]\.?[A-Za-z]\w*/g, '').match(/\b[A-Za-z_]\w*/g) ?? [];
  return [...new Set(used)].filter(name => !known.has(name) && name !== '_' && !/^\d/.test(name));
}

/** How deep brackets are open at the end; NaN where one closes that was not open. */
function balance(text: string): number {
  let open: string[] = [];
  for (const c of bare(text).replaceAll('<<', '<').replaceAll('>>', '>')) {
    if ('([{'.includes(c)) open = [...open, c];
    const pair = ')]}'.indexOf(c);
    if (pair >= 0 && open.pop() !== '([{'[pair]) return Number.NaN;
  }
  return open.length;
}

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

const files = [...specs('models'), ...specs('test/peers/constructs')].filter(
  file => !file.includes('kva-sva'),
);

describe.each(files)('of %s', file => {
  const modules = machinesIn(file, []).flatMap(machine => {
    const exported = tlaModule(machine, { origin: [], symmetry: true });
    return exported.kind === 'unfit' ? [] : [exported];
  });

  test('every name in a module is defined', () => {
    for (const { module } of modules) expect(undefinedNames(module)).toEqual([]);
  });

  test('every bracket is closed', () => {
    for (const { module } of modules) expect(balance(module)).toBe(0);
  });

  test('what the configuration names is in the module', () => {
    for (const { module, config } of modules) {
      const names = bare(config).match(/^(?:SYMMETRY|SPECIFICATION| ) *(\w+)/gm) ?? [];
      for (const name of names.map(line => line.trim().split(/\s+/).at(-1) ?? '')) {
        expect(module).toMatch(new RegExp(`^ *${name}\\b`, 'm'));
      }
    }
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
    expect(undefinedNames(moduleOf(machine).module)).toEqual([]);
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
