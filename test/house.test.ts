/**
 * The house: floors with no import upward or sideways, no circle, short files, a home
 * for each outside package. Type imports count too.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../src');
const floors = [
  'base',
  'syntax machine mail',
  'semantics reference engine',
  'trace',
  'check',
  'proof',
  'view',
  'peer',
  'cli',
];
const floorOf = new Map(
  floors.flatMap((rooms, floor) => rooms.split(' ').map(room => [room, floor] as const)),
);
// The waist: the front end makes machines.
const alsoAllowed = new Set(['semantics>syntax', 'semantics>machine']);
const homes: Readonly<Record<string, readonly string[]>> = {
  'ohm-js': ['syntax'],
  immutable: ['machine', 'reference', 'semantics'],
  commander: ['cli'],
  'postal-mime': ['mail'],
};
const lineLimit = 400;

const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.ts') && name !== join('syntax', 'recipe.ts'))
  .map(name => join(root, name));

function importsOf(file: string): readonly string[] {
  const text = readFileSync(file, 'utf8');
  const named = text.matchAll(/^(?:import|export)\b[^;']*?\bfrom '([^']+)'/gm);
  const lazy = text.matchAll(/\bimport\('([^']+)'\)/g);
  return [...named, ...lazy].flatMap(m => m[1] ?? []);
}

const roomOf = (file: string): string => relative(root, file).split('/')[0] ?? '';
const inner = files.flatMap(file =>
  importsOf(file)
    .filter(name => name.startsWith('.'))
    .map(name => ({ file, target: resolve(dirname(file), name) })),
);

describe('the house', () => {
  test('every folder of src is a room on a floor', () => {
    expect([...new Set(files.map(roomOf))].filter(room => !floorOf.has(room))).toEqual([]);
  });

  test('no import runs up or sideways', () => {
    const wrong = inner.filter(({ file, target }) => {
      const [here, there] = [roomOf(file), roomOf(target)];
      if (here === there || alsoAllowed.has(`${here}>${there}`)) return false;
      return (floorOf.get(there) ?? 99) >= (floorOf.get(here) ?? -1);
    });
    expect(wrong.map(w => `${relative(root, w.file)} > ${relative(root, w.target)}`)).toEqual([]);
  });

  test('no file imports itself through others', () => {
    const next = new Map<string, string[]>();
    for (const { file, target } of inner) next.set(file, [...(next.get(file) ?? []), target]);
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (file: string, way: readonly string[]): void => {
      if (way.includes(file))
        circles.push(
          [...way.slice(way.indexOf(file)), file].map(f => relative(root, f)).join(' > '),
        );
      if (way.includes(file) || done.has(file)) return;
      for (const target of next.get(file) ?? []) visit(target, [...way, file]);
      done.add(file);
    };
    for (const file of files) visit(file, []);
    expect(circles).toEqual([]);
  });

  test('an outside package is imported from its home only', () => {
    const stray = files.flatMap(file =>
      importsOf(file)
        .filter(name => !name.startsWith('.') && !name.startsWith('node:'))
        .filter(name => !(homes[name] ?? []).includes(roomOf(file)))
        .map(name => `${relative(root, file)} imports ${name}`),
    );
    expect(stray).toEqual([]);
  });

  test(`no file is longer than ${lineLimit} lines`, () => {
    const long = files.map(file => ({
      file: relative(root, file),
      lines: readFileSync(file, 'utf8').split('\n').length,
    }));
    expect(long.filter(f => f.lines > lineLimit)).toEqual([]);
  });

  test('every file opens with a paragraph about itself', () => {
    expect(
      files
        .filter(file => !/^(#!.*\n)?\/\*\*/.test(readFileSync(file, 'utf8')))
        .map(f => relative(root, f)),
    ).toEqual([]);
  });
});
