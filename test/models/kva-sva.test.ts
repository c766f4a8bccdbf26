/**
 * The flagship. Claims about its text: a patch touches the kernel only, which is spec/kernel.pspec and
 * spec/workqueue.pspec, and adds nothing but kernel code and covers of it; so memory, IOMMU, allocator and what must
 * be true are one text for all variants. And what the tables of its README do not say: counts
 * without symmetry, the lengths that its expectations state, and reductions compared with what they reduce.
 */
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { noLimits, questionOf } from '../../src/check/asked.ts';
import { load } from '../../src/cli/load.ts';
import { rowsOf, sweepOf } from '../../src/cli/settings.ts';
import { settingsFor, specOf } from '../../src/cli/spec.ts';
import type { PropertyRef } from '../../src/machine/search.ts';
import { patched } from '../../src/semantics/patch/apply.ts';
import { isEdit, nameOf } from '../../src/semantics/patch/decls.ts';
import type { Decl, Edit } from '../../src/syntax/tree.ts';
import { engineSearch } from '../../src/trace/engine-search.ts';

const file = 'models/kva-sva/kva-sva.pspec';
const nothingWrong = (found: unknown): void => expect(found).toBeUndefined();
const loaded = load(file, nothingWrong);
if ('unreadable' in loaded) throw new Error(loaded.unreadable);
const spec = specOf(loaded, nothingWrong);
const { module, variants } = spec;

const nameText = (decl: Decl): string => nameOf(decl)?.text ?? decl.kind;
const isKernel = ({ span }: Decl): boolean =>
  ['kernel.pspec', 'workqueue.pspec'].includes(basename(span.source.path));

// The declaration that an edit changes.
function targetOf(edit: Edit): string {
  if (edit.kind === 'editStmts' || edit.kind === 'editRemove') return edit.path.names[0].text;
  return edit.kind === 'editDecl' ? nameText(edit.decl) : edit.name.text;
}

describe('the text of kva-sva', () => {
  test.each(module.patches.map(patch => [patch.name.text, patch] as const))(
    '%s touches the kernel only, and adds kernel code and covers of it only',
    (_, patch) => {
      const added = module.patches.flatMap(one => one.items.filter(item => !isEdit(item)));
      const code = added.filter(({ kind }) => kind !== 'cover');
      const kernel = [...module.decls.filter(isKernel), ...code].map(nameText);
      const edits = patch.items.filter(isEdit).map(targetOf);
      expect(edits.length).toBeGreaterThan(0);
      expect(edits.filter(name => !kernel.includes(name))).toEqual([]);
      const kinds = patch.items.filter(item => !isEdit(item)).map(item => item.kind);
      expect(kinds.filter(kind => !['var', 'proc', 'fun', 'cover'].includes(kind))).toEqual([]);
    },
  );

  test.each(variants.map(variant => [variant.name, variant] as const))(
    '%s has the same memory, IOMMU, allocator and properties',
    (_, variant) => {
      const decls = patched(module, variant.patches, nothingWrong) ?? [];
      const rest = module.decls.filter(decl => !isKernel(decl));
      expect(rest.length).toBeGreaterThan(100);
      expect(rest.filter(decl => !decls.includes(decl)).map(nameText)).toEqual([]);
    },
  );

  test('every row of the notes has a variant that is expected to be as it is', () => {
    const named = new Set(module.expects.map(({ variant }) => variant.text));
    const missing = variants.filter(({ name }) => name !== 'base' && !named.has(name));
    expect(missing.map(({ name }) => name)).toEqual([]);
  });
});

const properties: readonly PropertyRef[] = [
  { kind: 'invariant', name: 'no_stale_cache' },
  { kind: 'transition', name: 'no_stale_read' },
  { kind: 'transition', name: 'no_stale_write' },
  { kind: 'invariant', name: 'no_stale_data' },
  { kind: 'transition', name: 'unlink_first' },
];

/** Lengths in the order of `properties`, null where it holds; and how many states say so. */
function verdicts(variant: string, setting: string, symmetry = true) {
  const sweeps = setting
    .split(' ')
    .filter(one => one !== '')
    .map(one => {
      const sweep = sweepOf(one);
      if (typeof sweep === 'string') throw new Error(sweep);
      return sweep;
    });
  const named = variants.find(({ name }) => name === variant);
  if (named === undefined) throw new Error(`no variant ${variant}`);
  const machine = spec.make(named, settingsFor(module, named, rowsOf(sweeps)[0] ?? []));
  if (machine === undefined) throw new Error(`no machine for ${variant}`);
  const manner = { symmetry, stop: 'all', limits: noLimits } as const;
  const answer = engineSearch(
    machine,
    questionOf(properties, manner),
    {},
    { kind: 'wasm', workers: 1 },
  );
  if (answer.kind === 'unfit') throw new Error(answer.reason);
  const { found, counts } = answer.findings;
  const lengthOf = (name: string): number | null =>
    found.find(({ property }) => property.name === name)?.length ?? null;
  return {
    lengths: properties.map(({ name }) => lengthOf(name)),
    states: counts.states,
    fullStates: counts.fullStates,
  };
}

describe('the verdicts of kva-sva', () => {
  test.each([
    ['unfixed', [6, 6, 8, 8]],
    ['v1', [12, 12, 14, 14]],
    ['v3', [8, 8, 10, 10]],
    ['draft', [9, 9, 11, 11]],
    ['draft_pmd', [14, 14, 16, 16]],
    ['ideal_undrained', [11, 11, 13, 13]],
  ] as const)(
    '%s is violated in %j steps, and S5 holds',
    (variant, lengths) => {
      expect(verdicts(variant, '').lengths).toEqual([...lengths, null]);
    },
    120_000,
  );

  test('the merged version is sound where vmap frees, counted with and without symmetry', () => {
    const reduced = verdicts('v7', '');
    expect(reduced).toMatchObject({ lengths: [null, null, null, null, null], states: 18009 });
    const plain = verdicts('v7', '', false);
    expect(plain.states).toBe(reduced.fullStates);
  }, 120_000);

  test.each([
    ['ALL_WORDS=true', 'any word may stand in a reused frame'],
    ['WRITES=true', 'devices write, too'],
    ['IOTLB=true', 'translations are cached, too'],
  ])(
    '%s changes no verdict: %s',
    setting => {
      expect(verdicts('draft', `${setting} SLOTS=1 FRAMES=2`).lengths).toEqual(
        verdicts('draft', 'SLOTS=1 FRAMES=2').lengths,
      );
      expect(verdicts('v7', `${setting} SLOTS=1 FRAMES=2`).lengths).toEqual([
        null,
        null,
        null,
        null,
        null,
      ]);
    },
    120_000,
  );
});
