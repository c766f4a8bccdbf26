/** What a command line may say, and what becomes of one that is wrong. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scratch } from '../support/scratch.ts';
import { patchproof, patchproofIn } from './patchproof.ts';

const kva = 'models/kva/kva.pspec';
const every = 'test/golden/cli/every.pspec';
const { folder, file } = scratch();

describe('a wrong command line ends with status 2 and a way out', () => {
  test.each([
    ['a misspelt command', ['chek', kva], 'Did you mean check?'],
    [
      'a command that is none',
      ['prove', 'mail'],
      'The commands are check, test, compare, replay, format, anchors, export, claim, reply, verify, explain',
    ],
    ['no command', [], 'Usage: patchproof'],
    ['a misspelt option', ['check', kva, '--no-symetry'], 'Did you mean --no-symmetry?'],
    ['a missing file', ['check'], "missing required argument 'file'"],
    ['a file too many', ['check', kva, kva], 'too many arguments'],
    ['no number', ['check', kva, '--max-states', 'many'], 'whole number from 1 on'],
    ['a number out of bounds', ['check', kva, '--workers', '0'], 'whole number from 1 on'],
    ['a fraction of a state', ['check', kva, '--max-states', '1.5'], 'whole number from 1 on'],
    [
      'an engine that never was',
      ['check', kva, '--engine', 'steam'],
      'It is auto, reference, js, wasm or rumur.',
    ],
    [
      'a colour that is none',
      ['check', kva, '--color', 'red'],
      'Allowed choices are auto, always, never',
    ],
    ['-D without a value', ['check', kva, '-D', 'PAGES'], 'write -D NAME=VALUE'],
    ['-D with no value of the language', ['check', kva, '-D', 'PAGES=2+1'], '`2+1` is no value'],
    ['an empty sweep', ['check', kva, '-D', 'PAGES=3..1'], 'write the lower bound first'],
    ['a sweep without end', ['check', kva, '-D', 'PAGES=1..100000'], 'more than 1000 values'],
    ['a parameter twice', ['check', kva, '-D', 'PAGES=1', '-D', 'PAGES=2'], 'PAGES is given twice'],
    ['an unknown parameter', ['check', kva, '-D', 'PAGE=1'], 'did you mean `PAGES`?'],
    ['a value out of range', ['check', kva, '-D', 'PAGES=9'], '[config/value]'],
    ['an unknown variant', ['check', kva, '--variant', 'drafts'], 'did you mean draft?'],
    ['an unknown variant of compare', ['compare', kva, 'nobody'], 'there are base, draft, spliced'],
    ['an unknown patch', ['check', kva, '--patch', 'splise'], 'splice'],
    ['an unknown property', ['check', kva, '--property', 'no_stail'], 'did you mean no_stale?'],
    ['a cover that is none', ['check', kva, '--cover', 'no_stale'], 'no cover is called no_stale'],
    ['an unknown code', ['explain', 'types/rang'], 'did you mean types/range?'],
    [
      'a replay of several variants',
      ['replay', kva, '0'],
      'say which variant with --variant: draft, spliced',
    ],
    [
      'format that writes to its input',
      ['format', '--write', '-'],
      'standard input cannot be rewritten',
    ],
    [
      'a table in two forms',
      ['compare', kva, '--markdown', '--json'],
      "'--markdown' cannot be used with option '--json'",
    ],
    ['format that checks and writes', ['format', kva, '--check', '--write'], 'cannot be used with'],
  ])('%s', async (_, words, said) => {
    const { status, out, err } = await patchproof(...words);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toContain(said);
  });
});

describe('what a command line may say', () => {
  test('--help and --version end with 0', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(await patchproof('--version')).toEqual({ status: 0, out: `${version}\n`, err: '' });
    for (const name of ['check', 'test', 'compare', 'replay', 'format', 'anchors', 'explain']) {
      const { status, out } = await patchproof(name, '--help');
      expect(status).toBe(0);
      expect(out).toContain(`Example:\n  $ patchproof ${name} `);
    }
  });

  test('a series stands for its prefixes, and a prefix for itself', async () => {
    const spec = file(
      'series.pspec',
      `module m; var x: 0 .. 3 = 0; thread t { a: x = 1; z: x = 0; }
       patch p { after t.a { b: x = 2; } } patch q { after t.z { c: x = 3; } }
       series s = p, q; variant only = base + q;`,
    );
    const names = async (...words: readonly string[]): Promise<readonly string[]> => {
      const { out } = await patchproof('check', spec, '--json', ...words);
      return JSON.parse(out).results.map((r: { readonly variant: string }) => r.variant);
    };
    expect(await names('--variant', 's')).toEqual(['s.0', 's.1', 's.2']);
    expect(await names('--variant', 's.1')).toEqual(['s.1']);
    expect(await names('--variant', 'all')).toEqual(['s.0', 's.1', 's.2', 'only']);
    expect(await names()).toEqual(['s.0', 's.1', 's.2', 'only']);
    expect(await names('--variant', 'base')).toEqual(['base']);
    expect(await names('--patch', 'p,q', '--patch', 'q')).toEqual(['base + p + q', 'base + q']);
  });

  test('compare takes variants with their word and without', async () => {
    const names = async (...words: readonly string[]): Promise<readonly string[]> => {
      const { out } = await patchproof('compare', kva, '--json', ...words);
      return JSON.parse(out).results.map((r: { readonly variant: string }) => r.variant);
    };
    expect(await names('--variant', 'spliced')).toEqual(['spliced']);
    expect(await names('spliced', '--variant', 'draft')).toEqual(['spliced', 'draft']);
  });

  test('a property is named by itself, as deadlock, assert or error code', async () => {
    const kinds = async (word: string): Promise<unknown> => {
      const { out } = await patchproof(
        'check',
        every,
        '--variant',
        'claiming',
        '--json',
        '--property',
        word,
      );
      return JSON.parse(out).results[0].properties.map((p: { readonly kind: string }) => p.kind);
    };
    expect(await kinds('small')).toEqual(['invariant']);
    expect(await kinds('deadlock')).toEqual(['deadlock']);
    expect(await kinds('assert count.sure')).toEqual(['assert']);
    expect(await kinds('x is still zero')).toEqual(['assert']);
    expect(await kinds('runtime/range')).toEqual(['runtime']);
  });

  test('a run-time error is reported whatever was asked', async () => {
    const { status } = await patchproof(
      'check',
      every,
      '--variant',
      'overflown',
      '--property',
      'small',
    );
    expect(status).toBe(12);
  });

  test('a sweep has a row for each combination', async () => {
    const { out } = await patchproof(
      'check',
      kva,
      '-q',
      '-D',
      'PAGES=1..2',
      '--variant',
      'spliced',
      '--json',
    );
    const rows = JSON.parse(out).results.map((r: { readonly parameters: unknown }) => r.parameters);
    expect(rows).toEqual([{ PAGES: 1 }, { PAGES: 2 }]);
  });

  test('a parameter that one variant has is not asked of the others', async () => {
    const spec = file(
      'own.pspec',
      `module m; var x: bool = false; thread t { a: x = true; } cover end = x;
       patch p { config FAST: bool = false; } variant one = base; variant two = base + p;`,
    );
    const { status, err } = await patchproof('check', spec, '-D', 'FAST=true');
    expect({ status, err }).toEqual({ status: 0, err: '' });
  });
});

describe('files', () => {
  test('a file that is not there ends with 153', async () => {
    const { status, err } = await patchproof('check', join(folder, 'none.pspec'));
    expect({ status, err }).toEqual({
      status: 153,
      err: `patchproof: cannot read ${join(folder, 'none.pspec')}: there is no such file\n`,
    });
  });

  test('a folder is no file', async () => {
    expect((await patchproof('format', folder)).status).toBe(153);
  });

  test('a trace that cannot be written ends with 153', async () => {
    const { status, err } = await patchproof(
      'check',
      kva,
      '--trace',
      join(folder, 'no', 'such', 'folder'),
    );
    expect(status).toBe(153);
    expect(err).toContain('there is no such file');
  });

  test('imports are read once each, from the folder of the file that imports', async () => {
    file('types.pspec', 'enum E { a, b }');
    file('left.pspec', 'import "types.pspec"; var l: E = a;');
    file('right.pspec', 'import "./types.pspec"; var r: E = b;');
    const root = file(
      'root.pspec',
      'module m; import "left.pspec"; import "right.pspec"; thread t { s: l = r; }',
    );
    const { status, out } = await patchproof('check', root, '--json');
    expect(status).toBe(0);
    const paths = JSON.parse(out).spec.files.map((f: { readonly path: string }) => f.path);
    expect(paths).toEqual(
      ['root.pspec', 'left.pspec', 'types.pspec', 'right.pspec'].map(name => join(folder, name)),
    );
  });

  test('an import that is not there ends with 153, one in a circle with 120', async () => {
    const lost = await patchproof('check', file('lost.pspec', 'module m; import "gone.pspec";'));
    expect(lost.status).toBe(153);
    expect(lost.err).toContain('[import/missing]');
    file('snake.pspec', 'import "tail.pspec";');
    const circle = await patchproof('check', file('tail.pspec', 'module m; import "snake.pspec";'));
    expect(circle.status).toBe(120);
    expect(circle.err).toContain('snake.pspec:1:8: error: ');
    expect(circle.err).toContain('[import/circle]');
  });

  test('errors in a variant nobody asked for are told all the same', async () => {
    const spec = file(
      'other.pspec',
      'module m; var x: bool = false; thread t { a: x = true; } patch p { after t.a { b: x = 3; } }',
    );
    const { status, err } = await patchproof('check', spec);
    expect(status).toBe(120);
    expect(err).toContain('[types/mismatch]');
  });

  test('the digest knows tokens, and neither blanks nor comments', async () => {
    const digest = async (path: string): Promise<string> =>
      JSON.parse((await patchproof('check', path, '--json')).out).spec.digest;
    const one = await digest(
      file('one.pspec', 'module m; var x: bool = false; thread t { a: x = true; }'),
    );
    const two = await digest(
      file('two.pspec', '// new\nmodule m;\nvar x : bool=false;\n\nthread t{a:x=true;}\n'),
    );
    const three = await digest(
      file('three.pspec', 'module m; var x: bool = false; thread t { a: x = false; }'),
    );
    expect(two).toBe(one);
    expect(three).not.toBe(one);
  });
});

describe('format', () => {
  const ragged = 'module m;\nvar x :bool= false; thread t{a:x=true;}\n';

  test('--check names the files that would change and ends with 20', async () => {
    const path = file('ragged.pspec', ragged);
    expect(await patchproof('format', '--check', path)).toEqual({
      status: 20,
      out: `${path}\n`,
      err: '',
    });
    expect(readFileSync(path, 'utf8')).toBe(ragged);
  });

  test('--write rewrites them, and then --check is content', async () => {
    const path = file('ragged.pspec', ragged);
    expect(await patchproof('format', '--write', path)).toEqual({
      status: 0,
      out: `${path}\n`,
      err: '',
    });
    expect(await patchproof('format', '--check', path)).toEqual({ status: 0, out: '', err: '' });
    expect((await patchproof('format', path)).out).toBe(readFileSync(path, 'utf8'));
  });

  test('--variant prints a module that is checked alike', async () => {
    const { out } = await patchproof('format', kva, '--variant', 'spliced');
    const counts = async (...words: readonly string[]): Promise<unknown> => {
      const { states, transitions, depth } = JSON.parse(
        (await patchproof('check', ...words, '--json')).out,
      ).results[0];
      return { states, transitions, depth };
    };
    expect(await counts(file('spliced.pspec', out))).toEqual(
      await counts(kva, '--variant', 'spliced'),
    );
  });

  test('--variant writes the parameters of the variant into the defaults', async () => {
    const spec = file(
      'with.pspec',
      'module m; config N: 1 .. 3 = 1; var x: 0 .. 3 = 0; thread t { a: x = N; } variant v = base with N = 3;',
    );
    expect((await patchproof('format', spec, '--variant', 'v')).out).toContain(
      'config N: 1 .. 3 = 3;',
    );
  });
});

describe('explain', () => {
  test.each([
    ['types/range', 'types/range'],
    ['[types/range]', 'types/range'],
    ['runtime/none', 'runtime/none'],
    ['12', 'exit/12'],
    ['exit/255', 'exit/255'],
  ])('%s prints its page', async (code, page) => {
    const text = readFileSync(`spec/errors/${page}.md`, 'utf8');
    expect(await patchproof('explain', code)).toEqual({ status: 0, out: text, err: '' });
  });
});

describe('the terminal', () => {
  test('colours verdicts when it can show them', async () => {
    const { out } = await patchproofIn({ colour: true }, 'check', kva, '-q');
    expect(out).toContain('draft: \u001b[31minvariant no_stale violated in 6 steps\u001b[0m');
    expect(out).toContain('spliced: \u001b[32mholds\u001b[0m');
  });

  test('shows no colour in JSON', async () => {
    const { out } = await patchproofIn({ colour: true }, 'check', kva, '-q', '--json');
    expect(out).not.toContain('\u001b');
  });

  test('an interrupt gives an unknown verdict and status 30', async () => {
    const { status, out } = await patchproofIn({ interrupted: () => true }, 'check', kva, '--json');
    expect(status).toBe(30);
    expect(JSON.parse(out).results[0]).toMatchObject({ verdict: 'unknown', limit: 'interrupted' });
  });
});

test('a scenario that only a patch of no variant can run is run with that patch', async () => {
  const path = join(folder, 'undeclared.pspec');
  const thread = 'var x: 0 .. 3 = 0; thread t { a: x = 1; }';
  const scenario = 'scenario "both" { t.a t.b then x == 2 } possible;';
  writeFileSync(path, `${thread} ${scenario} patch p { after t.a { b: x = 2; } }\n`);
  const { status, out } = await patchproof('test', path, '-q');
  expect(out).toContain('scenario "both" possible in base + p');
  expect(status).toBe(0);
});

test('an engine asked for by name that cannot run a model says why', async () => {
  const wide = file(
    'wide.pspec',
    `module wide;

var x: 0 .. 18446744073709551615 = 0;
invariant natural = x >= 0;

device d {
  action grow { x = 18446744073709551615; }
}

allow deadlock;
`,
  );
  for (const engine of ['js', 'wasm']) {
    const { status, out, err } = await patchproof('check', wide, '--engine', engine);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toContain(`base: the ${engine} engine cannot run it: `);
  }
  const { status, out, err } = await patchproof('check', wide);
  expect({ status, err }).toEqual({ status: 0, err: '' });
  expect(out).toContain('reference engine');
}, 60_000);
