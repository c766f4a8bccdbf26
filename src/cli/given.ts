/**
 * The run that `replay` is given: a path, an ITF file, or a text with rows. What an ITF
 * file says of variant and parameters counts where the command line says nothing.
 */
import type { Path } from '../machine/search.ts';
import { nameParts } from '../semantics/patch/without.ts';
import { read, stdin } from './files.ts';
import { misused, type Refusal, unreadable } from './refusal.ts';
import type { ReplayRequest } from './request.ts';
import { type SavedRun, savedRun } from './schedule-itf.ts';
import { sweepOf } from './settings.ts';

/** A run as the user gave it. */
export type Given =
  | { readonly kind: 'path'; readonly path: Path }
  | { readonly kind: 'saved'; readonly run: SavedRun }
  | { readonly kind: 'text'; readonly text: string };

/** Reads it, or says why it cannot be read. */
export function givenBy({ file, run }: ReplayRequest): Given | Refusal {
  if (/^\d+(\/\d+)*$/.test(run)) return { kind: 'path', path: run.split('/').map(Number) };
  if (file === stdin && run === stdin) return misused('only one of the two can be standard input');
  const got = read(run);
  if (got.kind === 'failed') return unreadable(run, got.reason);
  const text = got.bytes.toString('utf8');
  const known = savedRun(text);
  return known === undefined ? { kind: 'text', text } : { kind: 'saved', run: known };
}

/** The request with the variant and the parameters that were recorded. */
export function asRecorded(request: ReplayRequest, run: SavedRun): ReplayRequest {
  const chosen = request.variants.length + request.patches.length > 0;
  const own = new Set(request.sweeps.map(s => s.name));
  const recorded = run.parameters.map(sweepOf).flatMap(s => (typeof s === 'string' ? [] : [s]));
  return {
    ...request,
    ...(chosen || run.variant === null ? {} : variantOf(run.variant)),
    sweeps: [...request.sweeps, ...recorded.filter(s => !own.has(s.name))],
  };
}

// `base + p + q` is what `--patch p,q` is called.
function variantOf(recorded: string): Pick<ReplayRequest, 'variants' | 'patches' | 'without'> {
  const { variant, without } = nameParts(recorded);
  const [first, ...patches] = variant.split(' + ');
  return first === 'base' && patches.length > 0
    ? { variants: [], patches: [patches.join(',')], without }
    : { variants: [variant], patches: [], without };
}
