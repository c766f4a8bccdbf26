/** `compare`: every property of every variant judged by itself, as one table. */
import { replayedOnOthers } from '../check/alignments.ts';
import { compareMarkdown } from '../view/compare-markdown.ts';
import type { CompareReport } from '../view/compare-report.ts';
import { compareText } from '../view/compare-text.ts';
import { compareJson } from '../view/json-check.ts';
import { unknownProperty } from './asking.ts';
import { authorsOf } from './authors.ts';
import { complain, warn } from './complain.ts';
import { type ExitStatus, statusOfCompare } from './exit.ts';
import { explore } from './explore.ts';
import { frameOf } from './frame.ts';
import { misused } from './refusal.ts';
import type { CompareRequest } from './request.ts';
import { digestOf, machinesOf } from './spec.ts';
import type { World } from './world.ts';

/** Runs the command. */
export async function compare(request: CompareRequest, world: World): Promise<ExitStatus> {
  const start = performance.now();
  const { json, properties } = request;
  const opened = machinesOf(request);
  if (opened.kind === 'refused') return complain(opened.refusal, json, world);
  warn(opened.warnings, world);
  const { spec, machines } = opened.value;
  const unknown = unknownProperty(machines, properties, []);
  if (unknown !== undefined) return complain(misused(unknown), json, world);
  const explored = await explore(machines, request, world);
  if ('status' in explored) return complain(explored, json, world);
  const { results, engine } = explored;
  const status = statusOfCompare(results);
  const report: CompareReport = {
    module: spec.module.name?.text ?? '',
    spec: digestOf(spec),
    results,
    sweep: request.sweeps.some(s => s.values.length > 1),
    replayed:
      request.align || results.length === 2
        ? replayedOnOthers(results, authorsOf(spec.module))
        : [],
    frame: frameOf({ engine, exit: status, start, quiet: request.quiet }),
  };
  world.out(printed(report, request));
  return status;
}

function printed(report: CompareReport, request: CompareRequest): string {
  if (request.json) return compareJson(report);
  return request.markdown ? compareMarkdown(report.results) : compareText(report, request);
}
