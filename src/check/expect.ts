/**
 * What a specification expects of its variants, against what a search found. Only the
 * command `test` comes here; no search and no other command ever reads an `expect`.
 */
import { runtimeCodes } from '../base/codes.ts';
import { spanText } from '../base/source.ts';
import { keyOf } from '../machine/asked.ts';
import type { Machine } from '../machine/machine.ts';
import type { PropertyRef } from '../machine/search.ts';
import type { ExpectClaim, ExpectTarget, Setting } from '../syntax/tree.ts';
import { assertsAt, declared, named } from './asked.ts';
import type { Judged, Result } from './verdict.ts';

/** How an expectation fared; `unknown` where a limit was met. */
export type Fate = 'met' | 'unmet' | 'unknown';

/** An expectation with what became of it. */
export interface Fared {
  readonly fate: Fate;
  /** What decided: what was found instead, or what was expected and found. */
  readonly judged: readonly Judged[];
}

/** The properties a claim speaks of; of no target all but the covers, which speak for themselves. */
export function targetsOf(machine: Machine, target: ExpectTarget | null): readonly PropertyRef[] {
  if (target === null) {
    const errors = runtimeCodes.map((name): PropertyRef => ({ kind: 'runtime', name }));
    return [...errors, ...declared(machine).filter(ref => ref.kind !== 'cover')];
  }
  switch (target.kind) {
    case 'named':
      return named(machine, target.name.text);
    case 'deadlock':
      return named(machine, 'deadlock');
    case 'assert':
      return assertsAt(machine, target.path.names.map(n => n.text).join('.'));
    case 'code':
      return named(machine, target.code);
  }
}

/** Whether the result is what the claim says: the verdict, and the length where one is given. */
export function fared(claim: ExpectClaim, result: Result): Fared {
  const keys = new Set(targetsOf(result.machine, claim.target).map(keyOf));
  const judged = result.properties.filter(p => keys.has(keyOf(p.property)));
  const violated = judged.filter(p => p.verdict === 'violated');
  const unknown = judged.filter(p => p.verdict === 'unknown');
  if (claim.verdict === 'holds') {
    if (violated.length > 0) return { fate: 'unmet', judged: violated };
    return unknown.length > 0 ? { fate: 'unknown', judged: unknown } : { fate: 'met', judged };
  }
  return faredViolation(claim, judged, violated);
}

function faredViolation(
  claim: ExpectClaim,
  judged: readonly Judged[],
  violated: readonly Judged[],
): Fared {
  const depths = violated.flatMap(p => p.depth ?? []);
  const least = Math.min(...depths);
  const first = violated.find(p => p.depth === least) ?? violated[0];
  if (first === undefined) {
    return { fate: judged.some(p => p.verdict === 'unknown') ? 'unknown' : 'unmet', judged };
  }
  const shown = [first];
  if (claim.length === null || first.depth === claim.length) return { fate: 'met', judged: shown };
  const maybeShorter = !first.shortest && first.depth !== null && first.depth > claim.length;
  return { fate: maybeShorter ? 'unknown' : 'unmet', judged: shown };
}

/** A claim in the words of the language, on one line. */
export function claimText(
  variant: string,
  claim: ExpectClaim,
  settings: readonly Setting[],
): string {
  const target = claim.target === null ? '' : ` ${targetText(claim.target)}`;
  const verb = claim.verdict === 'holds' ? 'holds' : 'violates';
  const length = claim.length === null ? '' : ` in ${claim.length}`;
  return `expect ${variant} ${verb}${target}${length}${settingsText(settings)}`;
}

/** ` with PAGES = 2`, or nothing. */
export function settingsText(settings: readonly Setting[]): string {
  const list = settings.map(s => `${s.name.text} = ${spanText(s.value.span)}`);
  return list.length === 0 ? '' : ` with ${list.join(', ')}`;
}

function targetText(target: ExpectTarget): string {
  switch (target.kind) {
    case 'named':
      return target.name.text;
    case 'deadlock':
      return 'deadlock';
    case 'assert':
      return `assert ${target.path.names.map(n => n.text).join('.')}`;
    case 'code':
      return target.code;
  }
}
