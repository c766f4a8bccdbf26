/** Which parts of a variant are necessary, as JSON: each with the run or the search it rests on. */
import type { Fate, Part } from '../check/necessary.ts';
import type { Json } from '../machine/show.ts';
import { removedText } from '../semantics/patch/removal.ts';

/** The member of a result that tells of its parts; nothing where nobody asked. */
export const partsJson = (parts: readonly Part[] | undefined): { readonly [name: string]: Json } =>
  parts === undefined ? {} : { parts: parts.map(partJson) };

const partJson = ({ removal, fate }: Part): Json => ({
  without: removal.name,
  kind: removal.kind,
  path: removal.path,
  text: removedText(removal),
  ...fateJson(fate),
});

function fateJson(fate: Fate): { readonly [name: string]: Json } {
  if (fate.kind === 'stuck') return { fate: fate.kind, reason: fate.reason };
  const { machine, counts } = fate.result;
  const common = { fate: fate.kind, variant: machine.variant, states: counts.states };
  switch (fate.kind) {
    case 'necessary': {
      const { property, depth, trace, shortest } = fate.judged;
      const { kind, name } = property;
      return {
        ...common,
        property: { kind, name },
        depth,
        shortest,
        run: trace === null ? null : trace.path,
      };
    }
    case 'spare':
      return {
        ...common,
        lostCovers: fate.lost.map(cover => cover.name),
        unasked: fate.unasked,
        idle: fate.idle,
      };
    default:
      return { ...common, limit: fate.result.limit };
  }
}
