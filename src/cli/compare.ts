/** `compare`: every property of every variant judged by itself, as one table. */
import { questionOf, withRuntime } from '../check/asked.ts';
import { compareText } from '../view/compare-text.ts';
import { compareJson } from '../view/json-check.ts';
import type { Report } from '../view/report.ts';
import { askedOf, unknownProperty } from './asking.ts';
import { complain, warn } from './complain.ts';
import { engineOf, explore, mannerOf } from './engine.ts';
import { type ExitStatus, statusOfCompare } from './exit.ts';
import { frameOf } from './frame.ts';
import { misused } from './refusal.ts';
import type { CompareRequest } from './request.ts';
import { digestOf, machinesOf } from './spec.ts';
import type { World } from './world.ts';

/** Runs the command. */
export function compare(request: CompareRequest, world: World): ExitStatus {
  const start = performance.now();
  const { json, properties } = request;
  const opened = machinesOf(request);
  if (opened.kind === 'refused') return complain(opened.refusal, json, world);
  warn(opened.warnings, world);
  const { spec, machines } = opened.value;
  const unknown = unknownProperty(machines, properties, []);
  if (unknown !== undefined) return complain(misused(unknown), json, world);
  const manner = mannerOf(request, 'all');
  const results = machines.map(machine => {
    const asked = askedOf(machine, properties, []);
    return explore(machine, asked, withRuntime(questionOf(asked, manner)), world);
  });
  const status = statusOfCompare(results);
  const report: Report = {
    module: spec.module.name?.text ?? '',
    spec: digestOf(spec),
    results,
    sweep: request.sweeps.some(s => s.values.length > 1),
    frame: frameOf({ engine: engineOf(request), exit: status, start, quiet: request.quiet }),
  };
  world.out(json ? compareJson(report) : compareText(report, request));
  return status;
}
