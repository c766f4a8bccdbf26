/**
 * Why a run breaks its property, for people: lines below the counterexample that name its
 * rows by number and step. What every line rests on is in the JSON form.
 */
import { present } from '../base/assertion.ts';
import type { Machine } from '../machine/machine.ts';
import type { Trace, TraceStep } from '../trace/trace.ts';
import type { Edge } from '../trace/why/happens-before.ts';
import type { Preemptions } from '../trace/why/preemptions.ts';
import type { Role } from '../trace/why/slice.ts';
import type { Why } from '../trace/why/why.ts';
import { type Gap, type Range, rangesOf, type Window } from '../trace/why/windows.ts';
import { limitText, wayOn } from './phrases.ts';
import type { Reasons } from './report.ts';
import { spotName } from './spots.ts';
import { count, labelled, listed } from './wrap.ts';

/** The lines below a run, at most 72 columns wide; none where nothing was asked of it. */
export function reasonLines(machine: Machine, trace: Trace, reasons?: Reasons): readonly string[] {
  const reason = reasons?.get(trace);
  if (reason === undefined) return [];
  const { why, preemptions, shown } = reason;
  return [
    ...(why === null ? [] : whyLines(machine, trace, why)),
    ...(preemptions === null ? [] : preemptionLines(preemptions, shown)),
  ];
}

function preemptionLines(found: Preemptions, shown: number): readonly string[] {
  const { least, searched, atLeast, limit } = found;
  const above = `the run above has ${shown}`;
  if (least === null) {
    const reason = `${limitText(limit)}; at least ${atLeast}, ${above}`;
    return [
      '',
      ...labelled('  preemptions: ', `not known: ${reason}`),
      ...labelled('  ', wayOn(limit)),
    ];
  }
  const exact = limit === null ? '' : `, perhaps fewer (${limitText(limit)})`;
  const vain = searched.slice(0, least.count);
  return [
    '',
    ...labelled('  preemptions: ', `${least.count} needed${exact}; ${above}`),
    ...vain.flatMap((n, k) =>
      labelled(`    with ${k}: `, `${count(n, 'state')}, in none of them it breaks`),
    ),
    ...labelled(`    with ${least.count}: `, least.path.join('/')),
  ];
}

function whyLines(machine: Machine, trace: Trace, why: Why): readonly string[] {
  return [
    '',
    ...rolesLines(trace, why.roles),
    ...edgesLines(machine, why.edges),
    ...windowsLines(trace, why.windows),
  ];
}

const saysRole: readonly (readonly [Role, string])[] = [
  ['changes', '  change what is false, or what leads there:'],
  ['passes', '  only let their thread go on:'],
  ['aside', '  without effect on it:'],
];

function rolesLines(trace: Trace, roles: readonly Role[]): readonly string[] {
  return saysRole.flatMap(([role, lead]) => {
    const those = trace.steps.filter((_, i) => roles[i] === role);
    return those.length === 0 ? [] : [lead, ...listed('    ', those.map(rowName))];
  });
}

function edgesLines(machine: Machine, edges: readonly Edge[]): readonly string[] {
  if (edges.length === 0) return [];
  return [
    '  first, between actors, and by what both touch:',
    ...edges.flatMap(({ before, after, spots, otherway }) => {
      const names = spots.map(spot => spotName(machine, spot)).join(', ');
      const needed = {
        run: ' (the other order breaks it too)',
        none: '',
        unknown: ' (too many orders to try the other)',
      };
      return labelled(`    ${before} before ${after}: `, `${names}${needed[otherway.kind]}`);
    }),
  ];
}

function windowsLines(trace: Trace, windows: readonly Window[]): readonly string[] {
  if (windows.length === 0) return [];
  return [
    '  where each step may fall, the steps of others in their order:',
    ...windows.flatMap(window => {
      const ranges = rangesOf(window);
      const said = ranges.map(range => rangeText(trace, range)).join('; or ');
      const open = window.gaps.some(isOpen) ? '; elsewhere not tried to the end' : '';
      return labelled(`    ${rowName(rowOf(trace, window.step))}: `, `${said}${open}`);
    }),
  ];
}

const isOpen = (gap: Gap): boolean => gap.evidence.kind === 'unknown';

function rangeText(trace: Trace, { after, before }: Range): string {
  const named = (step: number): string => rowName(rowOf(trace, step));
  if (after === null) return before === null ? 'anywhere' : `before ${named(before)}`;
  return before === null ? `after ${named(after)}` : `between ${named(after)} and ${named(before)}`;
}

const rowOf = (trace: Trace, step: number): TraceStep =>
  present(trace.steps[step - 1], 'a step of the run');

/** `unlink (1)`; of a long way through calls the last part. */
const rowName = ({ actor, step, index }: TraceStep): string => {
  const last = step.split('.').at(-1) ?? step;
  return `${/^\d+$/.test(last) ? `${actor}.${step}` : last} (${index})`;
};
