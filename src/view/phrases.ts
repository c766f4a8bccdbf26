/**
 * The short words for verdicts, limits and doubts, said in one way everywhere.
 */
import { unreachable } from '../base/assertion.ts';
import type { Doubt } from '../check/vacuity.ts';
import type { Judged, Result } from '../check/verdict.ts';
import { firstViolated } from '../check/verdict.ts';
import type { Limit, PropertyRef } from '../machine/search.ts';
import { count } from './wrap.ts';

/** `invariant no_stale`, `deadlock`, `assert "use after free"`, `runtime/range`. */
export function propertyText({ kind, name }: Pick<PropertyRef, 'kind' | 'name'>): string {
  switch (kind) {
    case 'deadlock':
    case 'runtime':
      return name;
    case 'assert':
      return `assert "${name}"`;
    case 'invariant':
    case 'transition':
    case 'cover':
      return `${kind} ${name}`;
    default:
      return unreachable(kind);
  }
}

/** Why there is no verdict. */
export function limitText(limit: Limit | null): string {
  switch (limit) {
    case null:
      return 'no initial state';
    case 'violation':
      return 'the search ended at a violation';
    case 'depth':
      return 'limit on depth';
    case 'states':
      return 'limit on states';
    case 'seconds':
      return 'limit on seconds';
    case 'memory':
      return 'limit on memory';
    case 'worker':
      return 'a worker died';
    case 'interrupted':
      return 'interrupted';
    default:
      return unreachable(limit);
  }
}

/** How to get further than a limit let the search; empty where there is nothing to say. */
export function wayOn(limit: Limit | null): string {
  switch (limit) {
    case null:
    case 'violation':
      return '';
    case 'depth':
      return 'to go on: a larger --max-depth';
    case 'states':
      return 'to go on: a larger --max-states, fewer members of the types, or --drop-dead';
    case 'seconds':
      return 'to go on: a larger --max-seconds, fewer members of the types, or --drop-dead';
    case 'memory':
      return (
        'to go on: a larger --max-memory where the machine has it, fewer members of the types, ' +
        '--drop-dead, or --engine js, whose tables may be larger than 4 GiB'
      );
    case 'worker':
      return 'to go on: --workers 1, or another --engine';
    case 'interrupted':
      return 'to go on: run it again; nothing is kept';
    default:
      return unreachable(limit);
  }
}

/** `violated in 6 steps`, `holds`, `not reached`. */
export function judgedText(judged: Judged): string {
  const cover = judged.property.kind === 'cover';
  switch (judged.verdict) {
    case 'violated':
      return cover ? 'not reached' : `violated ${steps(judged)}`;
    case 'holds':
      if (!cover) return 'holds';
      return judged.depth === null ? 'reached' : `reached ${steps(judged)}`;
    case 'unknown':
      return `unknown: ${limitText(judged.limit)}`;
    default:
      return unreachable(judged.verdict);
  }
}

function steps(judged: Judged): string {
  if (judged.depth === 0) return 'in the initial state';
  const shown = count(judged.depth ?? 0, 'step');
  return judged.shortest ? `in ${shown}` : `in ${shown} (there may be a shorter run)`;
}

/** The verdict of a variant in a few words. */
export function verdictText(result: Result): string {
  const first = firstViolated(result);
  if (first !== null) return violatedText(first, result);
  if (result.noInitialState) return 'unknown: no initial state satisfies the assumptions';
  if (result.verdict === 'unknown') return `unknown: ${limitText(result.limit)}`;
  return onlyCovers(result) ? result.properties.map(witnessText).join('; ') : 'holds';
}

// All that was violated at that length, by name: `no_stale, no_leak violated in 6 steps`.
function violatedText(first: Judged, { properties }: Result): string {
  const alike = properties.filter(p => p.verdict === 'violated' && p.depth === first.depth);
  const names = alike.map(p => p.property.name).join(', ');
  return `${alike.length > 1 ? names : propertyText(first.property)} ${judgedText(first)}`;
}

const onlyCovers = ({ properties }: Result): boolean =>
  properties.length > 0 && properties.every(p => p.property.kind === 'cover');

const witnessText = (judged: Judged): string =>
  `${propertyText(judged.property)} ${judgedText(judged)}`;

/** `violated in 6: no_stale`, for the cells of a table. */
export function cellText(result: Result): string {
  const first = firstViolated(result);
  if (first === null)
    return result.verdict === 'unknown' ? `unknown (${result.limit ?? 'nothing'})` : 'holds';
  const how = first.property.kind === 'cover' ? 'not reached' : `violated in ${first.depth ?? 0}`;
  return `${how}: ${first.property.name}`;
}

/** A reason to doubt, as a sentence. */
export function doubtText({ kind, names }: Doubt): string {
  const list = names.join(', ');
  switch (kind) {
    case 'neverFired':
      return `never fired: ${list}`;
    case 'emptyPick':
      return `never fired, for a pick was always empty: ${list}`;
    case 'idlePatch':
      return `changes no reachable step: ${names.length === 1 ? 'patch' : 'patches'} ${list}`;
    case 'deviceAlways':
      return 'the deadlock check can find nothing: a device can always act';
    default:
      return unreachable(kind);
  }
}
