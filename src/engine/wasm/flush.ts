/**
 * The batch meets the table, in passes, so that the waits for memory overlap:
 *
 *   1. canonical form and hash of each successor; those met a moment ago are dropped;
 *   2. the first slot of each is touched;
 *   3. each looks for an empty slot, or one with its tag;
 *   4. what is the state there drops out: whole states are compared;
 *   5. the rest is compared with what stands behind, and goes to the store and into its slot.
 *
 * With several workers a slot is taken by compare-and-swap, once the state is stored.
 */
import { callInto, i32, local, param, when } from './asm.ts';
import type { Core } from './effects.ts';
import { control } from './memory.ts';
import { lookOf, prepareOf, touchSlotsOf } from './passes.ts';
import { confirmOf, settleOf } from './settle.ts';
import { handedOut } from './store.ts';
import type { CanonicalCode } from './symmetry.ts';
import type { Func } from './tree.ts';

/** What a flush calls; `take` takes indices. */
export interface FlushParts {
  readonly symmetry: CanonicalCode | null;
  readonly grow: Func;
  readonly take: Func;
}

/** Defines the function (area, end of the batch) that takes the batch into the table. */
export const defineFlush = (of: Func, kit: Core, { symmetry, grow, take }: FlushParts): void => {
  const { plan } = kit;
  const [area, end] = [param('i32', 0), param('i32', 1)];
  const left = local(of, 'i32');
  const needed = i32.gtU(
    i32.add(handedOut(plan), i32.of(plan.batchRoom)),
    i32.load(i32.of(0), control.growAt),
  );
  of.body = [
    ...(plan.shared ? [] : [when(needed, [callInto(grow, [area])])]),
    callInto(prepareOf(kit, symmetry), [area, end], [left]),
    callInto(touchSlotsOf(kit), [area, left]),
    callInto(lookOf(kit), [area, left]),
    callInto(confirmOf(kit), [area, left], [left]),
    callInto(settleOf(kit, take), [area, left]),
  ];
};
