/** `compare`: every property of every variant judged by itself, as one table. */
import { questionOf, withRuntime } from '../check/asked.ts';
import { compareMarkdown } from '../view/compare-markdown.ts';
import { compareText } from '../view/compare-text.ts';
import { compareJson } from '../view/json-check.ts';
import type { Report } from '../view/report.ts';
import { askedOf, unknownProperty } from './asking.ts';
import { complain, warn } from './complain.ts';
import { mannerOf, Searches } from './engine.ts';
import { type ExitStatus, statusOfCompare } from './exit.ts';
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
  const manner = mannerOf(request, 'all');
  const searches = new Searches(request, world);
  const results = await searches.exploreAll(
    machines.map(machine => {
      const asked = askedOf(machine, properties, []);
      return { machine, asked, question: withRuntime(questionOf(asked, manner)) };
    }),
  );
  if ('status' in results) return complain(results, json, world);
  const status = statusOfCompare(results);
  const report: Report = {
    module: spec.module.name?.text ?? '',
    spec: digestOf(spec),
    results,
    sweep: request.sweeps.some(s => s.values.length > 1),
    frame: frameOf({ engine: searches.engine, exit: status, start, quiet: request.quiet }),
  };
  world.out(printed(report, request));
  return status;
}

function printed(report: Report, request: CompareRequest): string {
  if (request.json) return compareJson(report);
  return request.markdown ? compareMarkdown(report.results) : compareText(report, request);
}
