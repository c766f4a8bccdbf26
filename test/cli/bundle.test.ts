/** What is installed, from dist (`npm run build` comes first): whole without other packages. */
import { accessSync, constants, existsSync, readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const dir = 'dist/cli';
const scripts = readdirSync(dir).filter(name => name.endsWith('.js'));

/** The files and modules that a file of the bundle names, at once or later. */
function named(script: string): readonly string[] {
  const text = readFileSync(join(dir, script), 'utf8');
  const imports = text.matchAll(/^(?:import|export)\b[^;'"]*?["']([^"']+)["'];$/gm);
  const later = text.matchAll(/\bimport\(["']([^"']+)["']\)/g);
  const threads = text.matchAll(/new URL\(["'](\.\/[^"']+)["'], import\.meta\.url\)/g);
  return [...imports, ...later, ...threads].flatMap(m => m[1] ?? []);
}

describe('what is installed', () => {
  test('has every file that its files name, and wants node alone', () => {
    const all = scripts.flatMap(script => named(script));
    expect(all).toEqual(expect.arrayContaining(['./worker.js', './thread.js', './check.js']));
    const missing = all.filter(name => !isBuiltin(name) && !existsSync(join(dir, name)));
    expect(missing).toEqual([]);
  });

  // npx runs it, and npm sets the mode only when it installs.
  test('has a program that can be run after every build', () => {
    expect(() => accessSync(join(dir, 'main.js'), constants.X_OK)).not.toThrow();
  });

  test('carries the licences of the packages in it', () => {
    const licences = readFileSync(join(dir, 'LICENSES'), 'utf8');
    expect(licences.match(/^(commander|immutable|ohm-js)$/gm)).toEqual([
      'commander',
      'immutable',
      'ohm-js',
    ]);
  });
});
