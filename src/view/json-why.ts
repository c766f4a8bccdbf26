/**
 * Why a run breaks its property, as JSON: every line with what it rests on. `evidence` is
 * the path of a run that replays to the same violation, or how much was tried in vain.
 */
import type { Machine } from '../machine/machine.ts';
import type { Json } from '../machine/show.ts';
import type { Trace } from '../trace/trace.ts';
import type { Evidence } from '../trace/why/orders.ts';
import type { Preemptions } from '../trace/why/preemptions.ts';
import type { Why } from '../trace/why/why.ts';
import { rangesOf } from '../trace/why/windows.ts';
import type { Reasons } from './report.ts';
import { spotName } from './spots.ts';

/** What was found of a run; nothing where nobody asked. */
export function reasonJson(
  machine: Machine,
  trace: Trace | null,
  reasons?: Reasons,
): { readonly [name: string]: Json } {
  const reason = trace === null ? undefined : reasons?.get(trace);
  if (reason === undefined) return {};
  const { why, preemptions, shown } = reason;
  return {
    ...(why === null ? {} : { why: whyJson(machine, why) }),
    ...(preemptions === null ? {} : { preemptions: preemptionsJson(preemptions, shown) }),
  };
}

function preemptionsJson({ least, searched, atLeast, limit }: Preemptions, shown: number): Json {
  return {
    least: least === null ? null : least.count,
    path: least === null ? null : least.path,
    atLeast,
    searched,
    shown,
    limit,
  };
}

/** Roles, edges and windows; steps are counted from 1. */
const whyJson = (machine: Machine, { roles, edges, windows }: Why): Json => ({
  roles,
  happensBefore: edges.map(({ before, after, spots, otherway }) => ({
    before,
    after,
    places: spots.map(spot => spotName(machine, spot)),
    otherway: evidenceJson(otherway),
  })),
  windows: windows.map(window => ({
    step: window.step,
    ranges: rangesOf(window).map(({ after, before }) => ({ after, before })),
    gaps: window.gaps.map(({ after, before, own, evidence }) => ({
      after,
      before,
      own,
      evidence: evidenceJson(evidence),
    })),
  })),
});

function evidenceJson(evidence: Evidence): Json {
  switch (evidence.kind) {
    case 'run':
      return { kind: 'run', path: evidence.path };
    case 'none':
      return { kind: 'none', tried: evidence.tried };
    default:
      return { kind: 'unknown' };
  }
}
