/**
 * Does with an example what its page says: the whole pipeline and the commands, in this
 * process, in a folder that holds the example's files.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Diagnostic, render } from '../../src/base/diagnostic.ts';
import { positionOf } from '../../src/base/source.ts';
import { noLimits, questionOf } from '../../src/check/asked.ts';
import { perform } from '../../src/cli/perform.ts';
import { said } from '../../src/cli/program.ts';
import { machinesOf } from '../../src/cli/spec.ts';
import { search } from '../../src/reference/search.ts';
import { lower } from '../../src/semantics/lower.ts';
import { moduleOf } from '../../src/semantics/patch/module.ts';
import { variantsOf } from '../../src/semantics/patch/variants.ts';
import { parseFile } from '../../src/syntax/parse.ts';
import type { Files } from './examples.ts';

/** What the examples are called that have no file of their own. */
export const exampleFile = 'example.pspec';

/** Runs `body` in a new folder that holds these files. */
export async function inFolder<T>(files: Files, body: () => Promise<T> | T): Promise<T> {
  const back = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), 'patchproof-'));
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
  try {
    process.chdir(folder);
    return await body();
  } finally {
    process.chdir(back);
    rmSync(folder, { recursive: true });
  }
}

/** The messages about a specification as people see them: errors, and warnings about its first lines. */
export const messagesOf = (
  text: string,
  lines: number,
  files: Files = new Map(),
): Promise<string> =>
  inFolder(new Map([...files, [exampleFile, text]]), () => {
    const opened = machinesOf({ file: exampleFile, variants: [], patches: [], sweeps: [] });
    const found = opened.kind === 'ok' ? opened.warnings : opened.refusal.diagnostics;
    const told = found.filter(
      ({ severity, span }) =>
        severity === 'error' || positionOf(span.source, span.start).line <= lines,
    );
    return told.map(render).join('\n');
  });

/** What a command gave. */
export interface Ran {
  /** Standard output and standard error as they came. */
  readonly printed: string;
  readonly status: number;
}

/** Runs a command line, without the program's name. */
export async function ran(words: readonly string[]): Promise<Ran> {
  let printed = '';
  const write = (text: string): void => {
    printed += text;
  };
  const command = said(words, { out: write, err: write });
  if (command.kind === 'ended') return { printed, status: command.status };
  const world = {
    out: write,
    err: write,
    progress: () => {},
    interrupted: () => false,
    colour: false,
  };
  const status = await perform(command.request, world);
  return { printed: printed.replaceAll(/^\d+\.\d\d s, /gm, '0.00 s, '), status };
}

/** The words of a line as a shell takes them; quotes hold blanks together. */
export const wordsOf = (line: string): readonly string[] =>
  [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, a, b, c]) => a ?? b ?? c ?? '');

/** A session as it comes out when its commands are run: `$ patchproof ...`, `$ echo $?`. */
export async function replayed(session: string): Promise<string> {
  let printed = '';
  let status = 0;
  for (const line of session.split('\n').filter(l => l.startsWith('$ '))) {
    const [program, ...words] = wordsOf(line.slice(2));
    printed += `${line}\n`;
    if (program === 'echo') printed += `${status}\n`;
    else if (program === 'patchproof') {
      const result = await ran(words);
      status = result.status;
      printed += result.printed;
    } else throw new Error(`no test can run \`${line}\``);
  }
  return printed;
}

/** The lines of `text` that are not true in an initial state of `context`, or fail there. */
export function untrue(text: string, context: string): readonly string[] {
  const lines = text.split('\n').filter(line => line.trim() !== '' && !/^\s*\/\//.test(line));
  const claims = lines.map((line, i) => `invariant line_${i} = ${line.replace(/\/\/.*$/, '')};\n`);
  const found: Diagnostic[] = [];
  const tree = parseFile({ path: exampleFile, text: `${claims.join('')}${context}` }, d =>
    found.push(d),
  );
  const module = moduleOf([tree], d => found.push(d));
  const [base] = variantsOf(module, d => found.push(d));
  const machine = base && lower(module, base, [], d => found.push(d));
  if (machine === undefined) return found.map(render);
  const names = lines.map((_, i) => `line_${i}`);
  return lines.filter((_, i) => {
    const asked = machine.properties
      .filter(p => p.name === names[i])
      .map(({ kind, name }) => ({ kind, name }));
    const question = questionOf(asked, {
      symmetry: false,
      stop: 'all',
      limits: { ...noLimits, maxDepth: 0 },
    });
    const { found: broken } = search(machine, {
      ...question,
      runtime: ['runtime/none', 'runtime/range'],
    });
    return broken.length > 0;
  });
}
