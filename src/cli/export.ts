/**
 * `export`: writes the machine of one variant in the language of another tool, or says by
 * name what that language has no words for; then nothing is written.
 */
import { unreachable } from '../base/assertion.ts';
import type { Machine } from '../machine/machine.ts';
import { murphi } from '../view/murphi/murphi.ts';
import { promela } from '../view/promela/promela.ts';
import { complain, warn } from './complain.ts';
import { type ExitStatus, exit } from './exit.ts';
import { exportDot } from './export-dot.ts';
import { exportTla } from './export-tla.ts';
import { misused } from './refusal.ts';
import type { ExportRequest } from './request.ts';
import { machinesOf, type Spec } from './spec.ts';
import type { World } from './world.ts';
import { handOver, unsaid, type Writing } from './writing.ts';

/** Runs the command. */
export async function exported(request: ExportRequest, world: World): Promise<ExitStatus> {
  const opened = machinesOf(request);
  if (opened.kind === 'refused') return complain(opened.refusal, false, world);
  warn(opened.warnings, world);
  const { machines, spec } = opened.value;
  const [machine, ...others] = machines;
  if (machine === undefined || others.length > 0)
    return complain(misused(several(machines)), false, world);
  const refusal = handOver(await writingOf(request, spec, machine, world), world);
  return refusal === null ? exit.fine : complain(refusal, false, world);
}

function several(machines: readonly { readonly variant: string }[]): string {
  const names = [...new Set(machines.map(m => m.variant))];
  return names.length > 1
    ? `say which variant with --variant: ${names.join(', ')}`
    : 'one model is written at a time: give each parameter one value';
}

async function writingOf(
  request: ExportRequest,
  spec: Spec,
  machine: Machine,
  world: World,
): Promise<Writing> {
  const { file, to, output } = request;
  switch (to.kind) {
    case 'murphi':
    case 'promela': {
      const write = { murphi, promela }[to.kind];
      const result = write(machine, { file, properties: to.properties });
      if (result.kind === 'unsaid') return unsaid(to.kind, result.unsaid);
      return { kind: 'text', text: result.text, output };
    }
    case 'tla':
      return exportTla(machine, spec, to, request);
    case 'dot':
      return exportDot(machine, to, output, world);
    default:
      return unreachable(to);
  }
}
