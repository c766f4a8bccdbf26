/**
 * `export --to tla`: a module of TLA+ with its configuration for TLC, as two files of a
 * folder, as one text, or with all that TLC's distributed mode needs. In the one text the
 * configuration stands below the line that ends the module, where tools of TLA+ read nothing.
 */
import type { Machine } from '../machine/machine.ts';
import { distributed } from '../view/tla/distributed.ts';
import { type Exported, tlaModule } from '../view/tla/module.ts';
import type { ExportRequest, Target } from './request.ts';
import { digestOf, type Spec } from './spec.ts';
import { unsaid, type Writing } from './writing.ts';

/** What is to be written. */
export function exportTla(
  machine: Machine,
  spec: Spec,
  to: Extract<Target, { readonly kind: 'tla' }>,
  { file, output }: ExportRequest,
): Writing {
  const { digest } = digestOf(spec);
  const origin = [`Written by patchproof export --to tla from ${file}, digest ${digest}.`];
  const exported = tlaModule(machine, { origin, symmetry: to.symmetry });
  if (exported.kind === 'unfit') {
    return unsaid('tla', [{ span: exported.span, message: exported.reason }]);
  }
  if (to.cluster !== null) {
    const { folder } = to.cluster;
    return { kind: 'folder', folder, leaves: distributed(exported, to.cluster) };
  }
  return output === null
    ? { kind: 'text', text: joined(exported), output }
    : { kind: 'folder', folder: output, leaves: pair(exported) };
}

const pair = ({ name, module, config }: Exported) =>
  [
    { path: `${name}.tla`, text: module, mode: 0o644 },
    { path: `${name}.cfg`, text: config, mode: 0o644 },
  ] as const;

const joined = ({ name, module, config }: Exported): string =>
  `${module}\\* The module ends above; below is ${name}.cfg. (--output DIR writes the two files.)\n${config}`;
