/**
 * Opens a specification for a command: loads it, joins and checks its parts, and makes
 * the machines that were asked for. Where no variant is named, every variant and every patch
 * is looked at, so that one run tells all that is wrong; else those alone that are named.
 */
import { createHash } from 'node:crypto';
import { type Diagnostic, inOrder, type Report } from '../base/diagnostic.ts';
import { place } from '../base/source.ts';
import { didYouMean } from '../base/suggest.ts';
import type { Machine } from '../machine/machine.ts';
import { checkDead } from '../semantics/dead.ts';
import { checkOrphans } from '../semantics/orphans.ts';
import { type Module, moduleOf } from '../semantics/patch/module.ts';
import {
  soloVariants,
  unnamedVariant,
  type Variant,
  variantsOf,
} from '../semantics/patch/variants.ts';
import { formatFile } from '../syntax/format.ts';
import { tokensOf } from '../syntax/tokens.ts';
import type { Setting } from '../syntax/tree.ts';
import type { SpecDigest } from '../view/report.ts';
import { exit, statusOfErrors } from './exit.ts';
import { type Loaded, load } from './load.ts';
import { type Maker, makerOf } from './maker.ts';
import { misused, type Refusal, unreadable } from './refusal.ts';
import { allWithout } from './removed.ts';
import type { Selection } from './request.ts';
import { optionPath, rowsOf } from './settings.ts';

/** A specification, joined and with its variants. */
export interface Spec {
  readonly loaded: Loaded;
  readonly module: Module;
  /** `base` first. */
  readonly variants: readonly Variant[];
  /** Each machine once, for all who want it. */
  readonly make: Maker;
}

/** What was opened, with its warnings; or why not. */
export type Opened<T> =
  | { readonly kind: 'ok'; readonly value: T; readonly warnings: readonly Diagnostic[] }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** A specification with the machines that were asked for: for each row of settings, each variant. */
export interface Machines {
  readonly spec: Spec;
  /** Those of the machines, each once. */
  readonly variants: readonly Variant[];
  readonly machines: readonly Machine[];
}

/** Which variants of a specification are meant; a text where the words mean none. */
export type Choose = (spec: Spec, report: Report) => readonly Variant[] | string;

/** Opens the file and makes its machines: of the variants that are chosen, or else named. */
export function machinesOf(
  selection: Selection,
  choose: Choose = (spec, report) => chosenVariants(spec, selection, report),
): Opened<Machines> {
  const found: Diagnostic[] = [];
  const report: Report = diagnostic => found.push(diagnostic);
  const loaded = load(selection.file, report);
  if ('unreadable' in loaded) return refused(unreadable(selection.file, loaded.unreadable));
  const spec = specOf(loaded, report);
  const chosen = choose(spec, report);
  const wanted = typeof chosen === 'string' ? [] : chosen;
  const named = selection.variants.length + selection.patches.length > 0;
  const others = named && !selection.variants.includes('all') ? 'alone' : 'others too';
  const machines = lowered(spec, wanted, { rows: rowsOf(selection.sweeps), others }, report);
  return concluded(
    found,
    typeof chosen === 'string' ? chosen : { spec, variants: wanted, machines },
  );
}

const refused = (refusal: Refusal): Opened<never> => ({ kind: 'refused', refusal });

/** The value, if nothing found is an error; a text instead of a value is a misuse. */
export function concluded<T>(found: readonly Diagnostic[], value: T | string): Opened<T> {
  const all = inOrder([...new Map(found.map(d => [keyOf(d), d] as const)).values()]);
  const errors = all.filter(d => d.severity === 'error');
  if (errors.length > 0) {
    const status = errors.every(isOfOptions) ? exit.usage : statusOfErrors(errors);
    return refused({ status, message: null, diagnostics: errors });
  }
  return typeof value === 'string' ? refused(misused(value)) : { kind: 'ok', value, warnings: all };
}

const keyOf = (d: Diagnostic): string => `${place(d.span)} ${d.code} ${d.message}`;

const isOfOptions = ({ span }: Diagnostic): boolean =>
  [optionPath, '--patch', '--subsets'].includes(span.source.path);

/** Joins the files and finds the variants. */
export function specOf(loaded: Loaded, report: Report): Spec {
  const module = moduleOf(loaded.trees, report);
  const variants = variantsOf(module, report);
  return { loaded, module, variants, make: makerOf(module, report) };
}

/** What runs when nobody says what: all that is declared, or `base`. */
export function declaredVariants({ variants }: Spec): readonly Variant[] {
  const [base, ...declared] = variants;
  return declared.length > 0 || base === undefined ? declared : [base];
}

function chosenVariants(
  spec: Spec,
  selection: Selection,
  report: Report,
): readonly Variant[] | string {
  const whole = wholeVariants(spec, selection, report);
  const { without = [] } = selection;
  return typeof whole === 'string' ? whole : allWithout(spec.module, whole, without);
}

function wholeVariants(
  spec: Spec,
  { variants, patches }: Selection,
  report: Report,
): readonly Variant[] | string {
  const chosen: Variant[] = [];
  for (const name of variants) {
    const some = variantsNamed(spec, name);
    if (some.length === 0) return noVariant(spec, name);
    chosen.push(...some);
  }
  const unnamed = patches.flatMap(p => unnamedVariant(spec.module, p, report) ?? []);
  if (variants.length === 0 && patches.length === 0) return declaredVariants(spec);
  return [...new Set([...chosen, ...unnamed])];
}

/** The variants that a word of the command line stands for; none where it has no meaning. */
export function variantsNamed(spec: Spec, name: string): readonly Variant[] {
  if (name === 'all') return declaredVariants(spec);
  if (spec.module.series.some(series => series.name.text === name)) {
    return spec.variants.filter(v => v.name.replace(/\.\d+$/, '') === name && v.name !== name);
  }
  return spec.variants.filter(v => v.name === name);
}

/** That there is no such variant, and which there are. */
export function noVariant(spec: Spec, name: string): string {
  const names = [...spec.module.series.map(s => s.name.text), ...spec.variants.map(v => v.name)];
  const hint = didYouMean(name, names) ?? `there are ${names.join(', ')}`;
  return `no variant is called ${name}: ${hint.replaceAll('`', '')}`;
}

/**
 * The machines of these variants, row by row. `others` are lowered too, for their errors, and
 * then what no variant has is told; `alone` leaves them out, for many variants take seconds.
 */
export function lowered(
  spec: Spec,
  wanted: readonly Variant[],
  { rows, others }: { readonly rows: Rows; readonly others: 'others too' | 'alone' },
  report: Report,
): readonly Machine[] {
  const { module, make } = spec;
  const machines = rows.flatMap(row =>
    wanted.flatMap(variant => make(variant, settingsFor(module, variant, row)) ?? []),
  );
  // What nothing depends on here, another variant may need.
  if (others === 'alone') return machines;
  const declared = declaredVariants(spec);
  const more = [...declared, ...soloVariants(module, declared, report)].filter(
    v => !wanted.includes(v),
  );
  const rest = more.flatMap(
    variant => make(variant, settingsFor(module, variant, rows[0] ?? [])) ?? [],
  );
  if (machines.length === wanted.length * rows.length && rest.length === more.length) {
    const tried = [...spec.variants.slice(0, 1), ...wanted, ...more];
    checkOrphans(module, tried, [...machines, ...rest], report);
    checkDead(module, [...machines, ...rest], report);
  }
  return machines;
}

type Rows = readonly (readonly Setting[])[];

/** Without the parameters that only other variants have; those that none has are kept, to be reported. */
export function settingsFor(
  module: Module,
  variant: Variant,
  settings: readonly Setting[],
): readonly Setting[] {
  const named = (patches: Module['patches']): ReadonlySet<string> => {
    const items = [...module.decls, ...patches.flatMap(p => p.items)];
    return new Set(items.flatMap(item => (item.kind === 'config' ? [item.name.text] : [])));
  };
  const own = named(variant.patches);
  const all = named(module.patches);
  return settings.filter(({ name }) => own.has(name.text) || !all.has(name.text));
}

/** What claims call the specification by: its files, and the digest over its canonical tokens. */
export function digestOf({ loaded }: Pick<Spec, 'loaded'>): SpecDigest {
  const hash = createHash('sha256');
  for (const tree of loaded.trees) hash.update(`${tokensOf(formatFile(tree)).join('\n')}\n`);
  return { files: loaded.files, digest: hash.digest('hex').slice(0, 40) };
}
