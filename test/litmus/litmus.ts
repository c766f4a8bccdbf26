/**
 * The litmus tests of `spec/litmus`, from their text to whether each scenario comes out as it
 * says, with the text of the IOMMU module as it stands or changed. A machine is made once for
 * all scenarios of one variant and one choice of parameters.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { spanText } from '../../src/base/source.ts';
import { noLimits } from '../../src/check/asked.ts';
import { settingsText } from '../../src/check/expect.ts';
import { makerOf } from '../../src/cli/maker.ts';
import type { Machine, Scenario } from '../../src/machine/machine.ts';
import { scenarioRun } from '../../src/reference/scenario.ts';
import { type Module, moduleOf } from '../../src/semantics/patch/module.ts';
import { soloVariants, type Variant, variantsOf } from '../../src/semantics/patch/variants.ts';
import { parseFile } from '../../src/syntax/parse.ts';
import type { FileTree, PatchDecl, ScenarioDecl } from '../../src/syntax/tree.ts';

/** Files of `spec/litmus` with scenarios, without their ending. */
export const groups = ['walks', 'invalidation', 'ats'] as const;
export type Group = (typeof groups)[number];

const shared = ['litmus/harness', 'iommu', 'memory'] as const;

const textOf = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../../spec/${name}.pspec`, import.meta.url)), 'utf8');

/** The text of the IOMMU module. */
export const iommuText = textOf('iommu');

/** A scenario, ready to run. */
export interface Litmus {
  readonly text: string;
  /** Its parameters and its variant, which tell it from others of this text. */
  readonly where: string;
  readonly possible: boolean;
  /** What is run and looked for, in the words of the text. */
  readonly run: string;
  /** Whether the run exists or not; a scenario that comes to no answer is an error. */
  readonly found: () => boolean;
}

const refuse = (found: unknown): never => {
  throw new Error(JSON.stringify(found, (key, value) => (key === 'source' ? null : value)));
};

/** The scenarios of a group whose text begins with one of `prefixes`, over this text of the IOMMU. */
export function litmusOf(
  group: Group,
  iommu: string,
  prefixes: readonly string[] = [''],
): readonly Litmus[] {
  const files = [`litmus/${group}`, ...shared].map(name =>
    name === 'iommu' ? parsed(name, iommu) : treeOf(name),
  );
  const module = only(moduleOf(files, refuse), prefixes);
  const make = makerOf(module, quiet);
  return scenesOf(module).map(({ decl, variant }) => {
    const where = `${variant.name}${settingsText(decl.settings)}`;
    const machine = make(variant, decl.settings) ?? refuse(`${where} has no machine`);
    const scenario = machine.scenarios.find(s => s.span.start === decl.span.start);
    if (scenario === undefined) throw new Error(`${where} has no scenario "${decl.text}"`);
    return {
      text: decl.text,
      where,
      possible: decl.possible,
      run: runText(decl),
      found: () => exists(machine, scenario),
    };
  });
}

const parsed = (name: string, text: string): FileTree =>
  parseFile({ path: `${name}.pspec`, text }, refuse);

const trees = new Map<string, FileTree>();
function treeOf(name: string): FileTree {
  const tree = trees.get(name) ?? parsed(name, textOf(name));
  trees.set(name, tree);
  return tree;
}

// Without the other scenarios, which would cost time.
function only(module: Module, prefixes: readonly string[]): Module {
  const wanted = (item: PatchDecl['items'][number]): boolean =>
    item.kind !== 'scenario' || prefixes.some(prefix => item.text.startsWith(prefix));
  return {
    ...module,
    decls: module.decls.filter(wanted),
    patches: module.patches
      .map(patch => ({ ...patch, items: patch.items.filter(wanted) }))
      .filter(patch => patch.items.some(({ kind }) => kind === 'scenario')),
  };
}

const quiet = (found: { readonly severity: string }): void => {
  if (found.severity === 'error') refuse(found);
};

// From `from` to the end of the rows.
const runText = ({ span }: ScenarioDecl): string =>
  spanText(span)
    .replace(/\s+/g, ' ')
    .replace(/^.*? from /, '')
    .replace(/ \w+;?$/, '');

interface Scene {
  readonly decl: ScenarioDecl;
  readonly variant: Variant;
}

// Those of the module run in `base`, those of a patch with that patch alone.
function scenesOf(module: Module): readonly Scene[] {
  const variants = variantsOf(module, refuse);
  const [base] = variants;
  if (base === undefined) throw new Error('there is no base');
  const own = module.decls.flatMap(decl =>
    decl.kind === 'scenario' ? [{ decl, variant: base }] : [],
  );
  const patched = soloVariants(module, variants, refuse).flatMap(variant =>
    variant.patches
      .flatMap(patch => patch.items)
      .flatMap(item => (item.kind === 'scenario' ? [{ decl: item, variant }] : [])),
  );
  return [...own, ...patched];
}

function exists(machine: Machine, scenario: Scenario): boolean {
  const run = scenarioRun(machine, scenario, noLimits);
  if (run.kind === 'unknown' || run.kind === 'failed') return refuse(run);
  return run.kind === 'found';
}
