/**
 * `export`: writes the machine of one variant in the language of another tool, or says by
 * name what that language has no words for; then nothing is written.
 */
import { place } from '../base/source.ts';
import { murphi } from '../view/murphi/murphi.ts';
import { promela } from '../view/promela/promela.ts';
import { complain, warn } from './complain.ts';
import { type ExitStatus, exit } from './exit.ts';
import { write } from './files.ts';
import { misused, unwritable } from './refusal.ts';
import type { ExportRequest } from './request.ts';
import { machinesOf } from './spec.ts';
import type { World } from './world.ts';

const exporters = { murphi, promela } as const;

/** Runs the command. */
export function exported(request: ExportRequest, world: World): ExitStatus {
  const opened = machinesOf(request);
  if (opened.kind === 'refused') return complain(opened.refusal, false, world);
  warn(opened.warnings, world);
  const [machine, ...others] = opened.value.machines;
  if (machine === undefined || others.length > 0)
    return complain(misused(several(opened.value.machines)), false, world);
  const { file, properties, to, output } = request;
  const result = exporters[to](machine, { file, properties });
  if (result.kind === 'unsaid') {
    const lines = result.unsaid.map(({ span, message }) => `${place(span)}: ${message}`);
    const reasons = [...new Set(lines)].join('\n  ');
    return complain(misused(`${to} has no words for\n  ${reasons}`), false, world);
  }
  if (output === null) {
    world.out(result.text);
    return exit.fine;
  }
  const reason = write(output, result.text);
  return reason === undefined ? exit.fine : complain(unwritable(output, reason), false, world);
}

function several(machines: readonly { readonly variant: string }[]): string {
  const names = [...new Set(machines.map(m => m.variant))];
  return names.length > 1
    ? `say which variant with --variant: ${names.join(', ')}`
    : 'one model is written at a time: give each parameter one value';
}
