/** Which patch a part of a specification's text belongs to. */
import type { Module } from '../semantics/patch/module.ts';
import type { Authors } from '../trace/align/ledger.ts';

/** By where the declarations of the patches stand. */
export const authorsOf =
  ({ patches }: Module): Authors =>
  span =>
    patches.find(
      patch =>
        patch.span.source === span.source &&
        patch.span.start <= span.start &&
        span.end <= patch.span.end,
    )?.name.text ?? null;
