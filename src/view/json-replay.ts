/** `patchproof/replay/1`: whether a schedule runs, and how it ends. */

import { rowText } from './counterexample.ts';
import { page, parametersJson, specJson, toolJson } from './json-check.ts';
import { traceJson } from './json-trace.ts';
import type { ReplayReport } from './replayed.ts';

/** The report as JSON. */
export function replayJson(report: ReplayReport): string {
  const { machine, stopped, property, trace, exit, elapsedMs } = report;
  return page({
    format: 'patchproof/replay/1',
    ...toolJson(report),
    spec: specJson(report.spec),
    variant: machine.variant,
    patches: machine.patches,
    parameters: Object.fromEntries(parametersJson(machine)),
    engine: { kind: 'reference', workers: 1, symmetry: false },
    runs: stopped === null,
    rows: report.rows,
    stopped:
      stopped === null
        ? null
        : {
            row: stopped.row,
            text: stopped.text,
            reason: stopped.reason,
            enabled: stopped.enabled.map(rowText),
          },
    property: property === null ? null : { kind: property.kind, name: property.name },
    path: trace === null ? null : trace.path.join('/'),
    trace: trace === null ? null : traceJson(machine, trace),
    exit,
    ...(elapsedMs === null ? {} : { elapsedMs: Math.round(elapsedMs) }),
  });
}
