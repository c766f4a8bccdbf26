/** `anchors`, on a small tree of code that is written here. */
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Progress } from '../../src/cli/world.ts';
import { scratch } from '../support/scratch.ts';
import { patchproof, patchproofIn } from './patchproof.ts';
import { problems } from './schema.ts';

const { folder, file } = scratch();

const tree = join(folder, 'tree');
const code: Readonly<Record<string, string>> = {
  'mm/vmalloc.c': '#include <x.h>\n\nint vunmap(int a)\n{\n\treturn flush(a);\n}\n',
  'mm/pgtable.c': 'void flush(int a)\n{\n}\n\nvoid pmd_free(int a)\n{\n}\n',
  'arch/arm/mm/pgtable.c': 'void pmd_free(int a)\n{\n}\n',
  'arch/x86/mm/tlb.c': '/* flush() is in mm/ now */\n',
  'arch/x86/mm/init.S': 'SYM_FUNC_START(start)\n\tcall only_called\n',
  'include/x.h': 'int vunmap(int a);\nint flush(int a);\n',
  'tools/mm/pgtable.c': 'void pmd_free(int a)\n{\n}\n',
  '.git/old.c': 'void forgotten(void)\n{\n}\n',
  'Documentation/mm.rst': 'forgotten\n',
  'rust/page.rs': 'pub fn page() {\n}\n',
};
for (const [name, text] of Object.entries(code)) file(`tree/${name}`, text);
symlinkSync(tree, join(tree, 'mm', 'again'));
file('outside.c', 'void outside(void)\n{\n}\n');

const model = (...docs: readonly string[]): string =>
  file('model.pspec', `${docs.map(doc => `/// ${doc}\n`).join('')}var x: bool = false;\n`);

async function asked(...docs: readonly string[]) {
  const ran = await patchproof('anchors', '--tree', tree, model(...docs), '--json', '-q');
  expect(problems('anchors', ran.out)).toEqual([]);
  const json = JSON.parse(ran.out);
  expect(json.exit).toBe(ran.status);
  return { ...json, err: ran.err };
}

const found = (one: {
  readonly found: readonly { readonly file: string; readonly line: number; readonly as: string }[];
}) => one.found.map(({ file, line, as }) => `${as} ${file}:${line}`);

describe('a name', () => {
  test('stands where it is defined, declared or mentioned', async () => {
    const { anchors, searchedFiles, exit } = await asked(
      '@ mm/vmalloc.c vunmap',
      '@ include/x.h vunmap',
      '@ arch/x86/mm/tlb.c flush',
      '@ arch/x86/mm/init.S start',
      '@ rust/page.rs page',
    );
    expect({ exit, searchedFiles }).toEqual({ exit: 0, searchedFiles: null });
    expect(anchors.flatMap(found)).toEqual([
      'definition mm/vmalloc.c:3',
      'declaration include/x.h:1',
      'mention arch/x86/mm/tlb.c:1',
      'definition arch/x86/mm/init.S:1',
      'definition rust/page.rs:1',
    ]);
  });

  test('is moved where other files have it: to where it is defined', async () => {
    const { anchors, exit } = await asked('@ mm/gone.c flush', '@ mm/pgtable.c vunmap');
    expect(exit).toBe(20);
    expect(anchors).toMatchObject([
      { fate: 'moved', missing: 'file' },
      { fate: 'moved', missing: 'name' },
    ]);
    expect(anchors.map(found)).toEqual([
      ['definition mm/pgtable.c:1'],
      ['definition mm/vmalloc.c:3'],
    ]);
  });

  test('is moved to where it is mentioned, if nothing more is left of it', async () => {
    const { anchors } = await asked('@ mm/pgtable.c only_called');
    expect(anchors[0]).toMatchObject({ fate: 'moved', missing: 'name' });
    expect(found(anchors[0])).toEqual(['mention arch/x86/mm/init.S:2']);
  });

  test('of several files moved to the nearest, other architectures and tools last', async () => {
    const { anchors } = await asked(
      '@ arch/x86/mm/pgtable.c pmd_free',
      '@ arch/arm/mm/x.c pmd_free',
    );
    expect(anchors.map(found)).toEqual([
      ['mm/pgtable.c:5', 'arch/arm/mm/pgtable.c:1', 'tools/mm/pgtable.c:1'].map(
        at => `definition ${at}`,
      ),
      ['arch/arm/mm/pgtable.c:1', 'mm/pgtable.c:5', 'tools/mm/pgtable.c:1'].map(
        at => `definition ${at}`,
      ),
    ]);
  });

  test('is gone where no source file has it: hidden files and texts are none', async () => {
    const { anchors, searchedFiles, exit } = await asked('@ mm/old.c forgotten');
    expect(exit).toBe(20);
    expect(anchors).toMatchObject([{ fate: 'gone', missing: 'file', found: [], more: 0 }]);
    // Once each, whatever the links; neither .git nor Documentation.
    expect(searchedFiles).toBe(8);
  });

  test('is a whole word', async () => {
    const { anchors } = await asked('@ mm/vmalloc.c unmap');
    expect(anchors[0].fate).toBe('gone');
  });

  test('that several places give is one anchor', async () => {
    const { anchors } = await asked('@ mm/vmalloc.c vunmap', 'Again: @ mm/vmalloc.c vunmap');
    expect(anchors).toHaveLength(1);
    const { places } = anchors[0];
    expect(places.map((p: string) => p.split(':').slice(1).join(':'))).toEqual(['1:5', '2:12']);
  });

  test('that is missing is malformed', async () => {
    const { anchors, malformed, exit } = await asked('@ mm/vmalloc.c');
    expect({ malformed, exit, name: anchors[0].name }).toEqual({
      malformed: 1,
      exit: 20,
      name: null,
    });
  });
});

describe('the tree', () => {
  test.each(['../outside.c', '/etc/../outside.c', 'mm/../../outside.c'])(
    'is not left by %s',
    async path => {
      const { anchors } = await asked(`@ ${path} outside`);
      expect(anchors).toMatchObject([{ fate: 'gone', missing: 'file' }]);
    },
  );

  test('that is none ends with 153, and so does a file', async () => {
    const gone = await patchproof('anchors', '--tree', join(folder, 'no'), model('x'));
    expect(gone).toMatchObject({ status: 153, out: '' });
    expect(gone.err).toContain(`cannot read ${join(folder, 'no')}: there is no such file`);
    const { status } = await patchproof(
      'anchors',
      '--tree',
      join(tree, 'mm/vmalloc.c'),
      model('x'),
    );
    expect(status).toBe(153);
  });

  test('must be given', async () => {
    const { status, err } = await patchproof('anchors', model('x'));
    expect(status).toBe(2);
    expect(err).toContain('--tree');
  });
});

describe('the model', () => {
  test('is asked with its imports and patches', async () => {
    file('part.pspec', '/// @ mm/vmalloc.c vunmap\nvar y: bool = false;\n');
    const root = file(
      'root.pspec',
      'import "part.pspec";\nvar x: bool = false;\npatch p {\n  /// @ mm/pgtable.c flush\n  var z: bool = false;\n}\n',
    );
    const { out } = await patchproof('anchors', '--tree', tree, root, '--json');
    const { anchors } = JSON.parse(out);
    expect(anchors.map((a: { readonly name: string }) => a.name)).toEqual(['flush', 'vunmap']);
  });

  test('that does not parse is told, with status 150', async () => {
    const { status, err } = await patchproof('anchors', '--tree', tree, file('no.pspec', 'var ;'));
    expect(status).toBe(150);
    expect(err).toContain('no.pspec:1:');
  });

  test('that only parses is asked all the same', async () => {
    const path = file('wrong.pspec', '/// @ mm/vmalloc.c vunmap\nvar x: nothing = 7;\n');
    expect((await patchproof('anchors', '--tree', tree, path)).status).toBe(0);
  });
});

test('an interrupt leaves unknown what was not found yet, with status 30', async () => {
  const words = ['anchors', '--tree', tree, model('@ mm/vmalloc.c vunmap', '@ mm/old.c flush')];
  const { status, out } = await patchproofIn({ interrupted: () => true }, ...words, '--json');
  expect(problems('anchors', out)).toEqual([]);
  const fates = JSON.parse(out).anchors.map((a: { readonly fate: string }) => a.fate);
  expect({ status, fates }).toEqual({ status: 30, fates: ['stands', 'unknown'] });
});

test('progress is told while the tree is walked through, and only then', async () => {
  const told: Progress[] = [];
  const progress = (now: Progress): void => {
    told.push(now);
  };
  await patchproofIn({ progress }, 'anchors', '--tree', tree, model('@ mm/vmalloc.c vunmap'));
  expect(told).toEqual([]);
  await patchproofIn({ progress }, 'anchors', '--tree', tree, model('@ mm/vmalloc.c nobody'));
  const bytes = Object.entries(code).flatMap(([name, text]) =>
    /^[^.].*\.([chS]|rs)$/.test(name) ? [text.length] : [],
  );
  expect(told).toHaveLength(bytes.length);
  expect(told.at(-1)).toEqual({
    kind: 'files',
    files: bytes.length,
    bytes: bytes.reduce((sum, n) => sum + n, 0),
  });
});

test('the text says the same as the JSON', async () => {
  const path = model('@ mm/vmalloc.c vunmap', '@ mm/vmalloc.c flush_all', '@ mm/x.c pmd_free');
  const { out, status } = await patchproof('anchors', '--tree', tree, path, '-q');
  expect(status).toBe(20);
  expect(out).toContain('  stands     mm/vmalloc.c vunmap\n');
  expect(out).toContain('  gone       mm/vmalloc.c flush_all\n');
  expect(out).toContain('  moved      mm/x.c pmd_free\n');
  expect(out).toContain('\n1 anchor stands, 1 moved, 1 gone\n');
});

test('a model that names no code is told so', async () => {
  const { out, status } = await patchproof('anchors', '--tree', tree, model('nothing'), '-q');
  expect(out).toContain('names no code: write `/// @ file name`');
  expect(status).toBe(0);
});
