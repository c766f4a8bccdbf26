/**
 * Gathers what a specification expects, one Trial for each variant and choice of
 * parameters, and runs each with one search. Covers are expected of every variant,
 * unless an `expect` says something of them.
 */
import type { Diagnostic, Report } from '../base/diagnostic.ts';
import { type Span, spanText } from '../base/source.ts';
import { didYouMean } from '../base/suggest.ts';
import { named, names, questionOf } from '../check/asked.ts';
import { claimText, type Fared, fared, targetsOf } from '../check/expect.ts';
import type { Result } from '../check/verdict.ts';
import { keyOf } from '../machine/asked.ts';
import type { Machine } from '../machine/machine.ts';
import type { PropertyRef } from '../machine/search.ts';
import type { Variant } from '../semantics/patch/variants.ts';
import type { ExpectClaim, ExpectDecl, Setting } from '../syntax/tree.ts';
import { foundText } from '../view/test-text.ts';
import type { Tested } from '../view/tested.ts';
import { mannerOf, type Searches } from './engine.ts';
import { machineKey } from './maker.ts';
import type { Refusal } from './refusal.ts';
import type { Searching } from './request.ts';
import { declaredVariants, type Spec, settingsFor, variantsNamed } from './spec.ts';

/** What is expected of one machine. */
export interface Trial {
  readonly machine: Machine;
  readonly claims: readonly { readonly claim: ExpectClaim; readonly decl: ExpectDecl }[];
  readonly covers: readonly PropertyRef[];
}

interface Draft {
  readonly variant: Variant;
  readonly settings: readonly Setting[];
  readonly claims: { readonly claim: ExpectClaim; readonly decl: ExpectDecl }[];
}

/** The trials of a specification, `row` under each expectation's own settings. */
export function trialsOf(spec: Spec, row: readonly Setting[], report: Report): readonly Trial[] {
  const drafts = new Map<string, Draft>();
  const draft = (variant: Variant, own: readonly Setting[]): Draft => {
    const key = machineKey(variant, own);
    const known = drafts.get(key) ?? {
      variant,
      settings: [...settingsFor(spec.module, variant, row), ...own],
      claims: [],
    };
    drafts.set(key, known);
    return known;
  };
  for (const variant of declaredVariants(spec)) draft(variant, []);
  for (const decl of spec.module.expects) {
    const variants = variantsNamed(spec, decl.variant.text);
    if (variants.length === 0) report(noSuchVariant(spec, decl));
    for (const variant of variants) {
      for (const claim of decl.claims) draft(variant, decl.settings).claims.push({ claim, decl });
    }
  }
  return [...drafts.values()].flatMap(one => trialOf(spec, one, report) ?? []);
}

function trialOf(spec: Spec, draft: Draft, report: Report): Trial | undefined {
  const { variant, settings, claims } = draft;
  const machine = spec.make(variant, settings);
  if (machine === undefined) return undefined;
  for (const { claim } of claims) {
    if (targetsOf(machine, claim.target).length === 0) report(noSuchTarget(machine, claim));
  }
  const plain = claims.every(({ decl }) => decl.settings.length === 0);
  const spoken = new Set(
    spec.module.expects.flatMap(d => coversSpokenOf(spec, d, { variant, machine })),
  );
  const covers = machine.properties
    .filter(p => p.kind === 'cover' && plain && !spoken.has(p.name))
    .map((p): PropertyRef => ({ kind: 'cover', name: p.name }));
  return { machine, claims, covers };
}

function coversSpokenOf(
  spec: Spec,
  decl: ExpectDecl,
  { variant, machine }: { readonly variant: Variant; readonly machine: Machine },
): readonly string[] {
  if (!variantsNamed(spec, decl.variant.text).includes(variant)) return [];
  return decl.claims.flatMap(({ target }) =>
    target?.kind === 'named' ? named(machine, target.name.text).map(ref => ref.name) : [],
  );
}

const error = (span: Span, message: string, help: string): Diagnostic => ({
  severity: 'error',
  code: 'expect/target',
  span,
  message,
  help,
});

function noSuchVariant(spec: Spec, { variant }: ExpectDecl): Diagnostic {
  const known = spec.variants.map(v => v.name);
  const help = didYouMean(variant.text, known) ?? `there are ${known.join(', ')}`;
  return error(variant.span, `no variant is called \`${variant.text}\``, help);
}

function noSuchTarget(machine: Machine, claim: ExpectClaim): Diagnostic {
  const text = claim.target === null ? '' : spanText(claim.target.span);
  const known = names(machine);
  const near = didYouMean(text.replace(/^assert\s+/, ''), known);
  const message = `variant \`${machine.variant}\` has nothing that \`${text}\` could mean`;
  return error(
    claim.target?.span ?? claim.span,
    message,
    near ?? `it has ${known.slice(0, 8).join(', ')}`,
  );
}

/** Runs a trial: a line for each claim and each cover. */
export async function tried(
  trial: Trial,
  searching: Searching,
  searches: Searches,
): Promise<readonly Tested[] | Refusal> {
  const { machine, claims, covers } = trial;
  const refs = [...claims.flatMap(({ claim }) => targetsOf(machine, claim.target)), ...covers];
  if (refs.length === 0) return [];
  const asked = [...new Map(refs.map(ref => [keyOf(ref), ref] as const)).values()];
  const question = questionOf(asked, mannerOf(searching, 'all'));
  const result = await searches.explore({ machine, asked, question });
  if ('status' in result) return result;
  return [
    ...claims.map(({ claim, decl }) => claimLine(machine, claim, decl, fared(claim, result))),
    ...covers.map(cover => coverLine(result, cover)),
  ];
}

function claimLine(
  machine: Machine,
  claim: ExpectClaim,
  decl: ExpectDecl,
  { fate, judged }: Fared,
): Tested {
  const text = claimText(machine.variant, claim, decl.settings);
  const violated = judged.find(j => j.verdict === 'violated');
  const trace = fate === 'met' ? null : (violated?.trace ?? null);
  const found = fate === 'met' ? '' : foundText(judged);
  return { kind: 'expect', text, span: claim.span, machine, fate, judged, found, trace };
}

function coverLine({ machine, properties }: Result, cover: PropertyRef): Tested {
  const judged = properties.filter(p => keyOf(p.property) === keyOf(cover));
  const verdict = judged[0]?.verdict ?? 'unknown';
  const fate = verdict === 'holds' ? 'met' : verdict === 'violated' ? 'unmet' : 'unknown';
  const span = machine.properties.find(p => p.kind === 'cover' && p.name === cover.name)?.span;
  if (span === undefined) throw new Error('broken promise: a cover that is asked is declared');
  const found = fate === 'met' ? '' : foundText(judged);
  const text = `cover ${cover.name} in ${machine.variant}`;
  return { kind: 'cover', text, span, machine, fate, judged, found, trace: null };
}
