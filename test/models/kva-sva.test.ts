/**
 * The seed mail's question. Two claims about the text: a patch touches kernel functions
 * only, which are the declarations with an anchor (`@ file function`) in their doc comment,
 * and adds nothing but kernel code; so hardware, allocator and properties are one text for
 * all variants. And the verdicts, with the lengths of the shortest runs.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { noLimits, questionOf } from '../../src/check/asked.ts';
import { sweepOf } from '../../src/cli/settings.ts';
import { machinesOf } from '../../src/cli/spec.ts';
import type { PropertyRef } from '../../src/machine/search.ts';
import { search } from '../../src/reference/search.ts';
import { patched } from '../../src/semantics/patch/apply.ts';
import { isEdit, nameOf } from '../../src/semantics/patch/decls.ts';
import { moduleOf } from '../../src/semantics/patch/module.ts';
import { variantsOf } from '../../src/semantics/patch/variants.ts';
import { parseFile } from '../../src/syntax/parse.ts';
import type { Decl, Edit } from '../../src/syntax/tree.ts';

const file = fileURLToPath(new URL('../../models/kva-sva/kva-sva.pspec', import.meta.url));
const nothingWrong = (found: unknown): void => expect(found).toBeUndefined();
const module = moduleOf(
  [parseFile({ path: file, text: readFileSync(file, 'utf8') }, nothingWrong)],
  nothingWrong,
);
const variants = variantsOf(module, nothingWrong);

const nameText = (decl: Decl): string => nameOf(decl)?.text ?? decl.kind;
const isKernel = (decl: Decl): boolean =>
  decl.comments.before.some(({ kind, text }) => kind === 'doc' && / @ \w+\/\S+ \w+/.test(text));

// The declaration that an edit changes.
function targetOf(edit: Edit): string {
  if (edit.kind === 'editStmts' || edit.kind === 'editRemove') return edit.path.names[0].text;
  return edit.kind === 'editDecl' ? nameText(edit.decl) : edit.name.text;
}

describe('the text of kva-sva', () => {
  test('the kernel is what has an anchor', () => {
    expect(module.decls.filter(isKernel).map(nameText)).toEqual([
      'PAGE_TABLE_US',
      'table_entry',
      'KERNEL_PAGE',
      'flush_tlb_kernel_range',
      'pte_free_kernel',
      'pmd_free',
      'pmd_free_pte_page',
      'pud_free_pmd_page',
      'cpu0',
    ]);
  });

  test.each(module.patches.map(patch => [patch.name.text, patch] as const))(
    '%s touches kernel functions only, and adds kernel code only',
    (_, patch) => {
      const added = module.patches.flatMap(one => one.items.filter(item => !isEdit(item)));
      const kernel = [...module.decls.filter(isKernel), ...added].map(nameText);
      const edits = patch.items.filter(isEdit).map(targetOf);
      expect(edits.length).toBeGreaterThan(0);
      expect(edits.filter(name => !kernel.includes(name))).toEqual([]);
      const kinds = patch.items.filter(item => !isEdit(item)).map(item => item.kind);
      expect(kinds.filter(kind => !['var', 'proc', 'thread'].includes(kind))).toEqual([]);
    },
  );

  test.each(variants.map(variant => [variant.name, variant] as const))(
    '%s has the same hardware, allocator and properties',
    (_, variant) => {
      const decls = patched(module, variant.patches, nothingWrong) ?? [];
      const rest = module.decls.filter(decl => !isKernel(decl));
      expect(rest.filter(({ kind }) => kind === 'device')).toHaveLength(2);
      expect(rest.filter(decl => !decls.includes(decl)).map(nameText)).toEqual([]);
    },
  );
});

const properties: readonly PropertyRef[] = [
  { kind: 'invariant', name: 'no_stale_cache' },
  { kind: 'transition', name: 'no_stale_read' },
  { kind: 'transition', name: 'no_stale_write' },
  { kind: 'invariant', name: 'no_stale_data' },
];

/** Lengths in the order of `properties`, null where it holds; and how many states say so. */
function verdicts(variant: string, slots: number) {
  const sweep = sweepOf(`SLOTS=${slots}`);
  if (typeof sweep === 'string') throw new Error(sweep);
  const opened = machinesOf({ file, variants: [variant], patches: [], sweeps: [sweep] });
  if (opened.kind === 'refused') throw new Error(JSON.stringify(opened.refusal));
  const [machine] = opened.value.machines;
  if (machine === undefined) throw new Error(`no machine for ${variant}`);
  const manner = { symmetry: true, stop: 'all', limits: noLimits } as const;
  const { found, counts } = search(machine, questionOf(properties, manner));
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
    ['v1', [11, 13, 15, 15]],
    ['v3', [7, 7, 9, 9]],
    ['draft', [9, 9, 11, 11]],
    ['draft_pmd', [12, 12, 14, 14]],
    ['spliced_pte', [9, 9, 11, 11]],
    ['sound_undrained', [10, 10, 12, 12]],
  ] as const)(
    '%s is violated in %j steps',
    (variant, lengths) => {
      expect(verdicts(variant, 2).lengths).toEqual(lengths);
    },
    120_000,
  );

  test('to take the list first and to defer the pmd page too is sound', () => {
    const { lengths, states, fullStates } = verdicts('sound', 2);
    expect(lengths).toEqual([null, null, null, null]);
    expect({ states, fullStates }).toEqual({ states: 10428, fullStates: 59921 });
  }, 120_000);

  test('with U/S cleared the A bit is still written to freed memory, the data is out of reach', () => {
    expect(verdicts('us_cleared', 1).lengths).toEqual([6, 6, 8, null]);
  }, 120_000);

  test('U/S cleared is enough for hardware that checks it at each level before it caches', () => {
    expect(verdicts('us_checked_early', 2).lengths).toEqual([null, null, null, null]);
  });

  test('with one pte page the order matters as well: the pmd page slips in behind it', () => {
    expect(verdicts('draft_pmd', 1).lengths).toEqual([12, 12, 14, 14]);
  });
});
