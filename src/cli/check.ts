/**
 * `check`: explores the variants asked for, and says of each what holds and what does
 * not, with the run that breaks it.
 */
import { questionOf, withRuntime, witnessQuestion } from '../check/asked.ts';
import type { Result } from '../check/verdict.ts';
import type { Machine } from '../machine/machine.ts';
import type { PropertyRef, Question } from '../machine/search.ts';
import { type CheckView, checkText } from '../view/check-text.ts';
import { ansi, plain } from '../view/colour.ts';
import { itfText } from '../view/itf.ts';
import { checkJson } from '../view/json-check.ts';
import type { Report } from '../view/report.ts';
import { askedOf, unknownProperty } from './asking.ts';
import { complain, warn } from './complain.ts';
import { mannerOf, Searches } from './engine.ts';
import { type ExitStatus, exit, statusOfCheck } from './exit.ts';
import { write } from './files.ts';
import { frameOf } from './frame.ts';
import type { Job } from './job.ts';
import { necessaryParts } from './necessary.ts';
import { reasonsOf } from './reasons.ts';
import { misused } from './refusal.ts';
import type { CheckRequest } from './request.ts';
import { digestOf, machinesOf } from './spec.ts';
import type { World } from './world.ts';

/** Runs the command. */
export async function check(request: CheckRequest, world: World): Promise<ExitStatus> {
  const start = performance.now();
  const { json, properties, covers } = request;
  const sweeps = request.sweeps.some(s => s.values.length > 1);
  if (sweeps && request.necessary !== null) {
    const why = '--necessary takes one value of each parameter; give -D one value';
    return complain(misused(why), json, world);
  }
  const opened = machinesOf(request);
  if (opened.kind === 'refused') return complain(opened.refusal, json, world);
  warn(opened.warnings, world);
  const { spec, machines } = opened.value;
  const unknown = unknownProperty(machines, properties, covers);
  if (unknown !== undefined) return complain(misused(unknown), json, world);
  if (request.secondOpinion) {
    const { secondOpinion } = await import('./second-opinion.ts');
    return secondOpinion(opened.value, request, world);
  }
  const searches = new Searches(request, world);
  const results = await searches.exploreAll(machines.flatMap(m => jobFor(m, request) ?? []));
  if ('status' in results) return complain(results, json, world);
  const jobOf = (machine: Machine): Job | null => jobFor(machine, request);
  const parts = await necessaryParts(opened.value, results, request, { world, jobFor: jobOf });
  if ('status' in parts) return complain(parts, json, world);
  const digest = digestOf(spec);
  const saved = request.trace === null || save(results, request.trace, digest.digest, world);
  const status = saved ? statusOfCheck(results) : exit.file;
  const report: Report = {
    module: spec.module.name?.text ?? '',
    spec: digest,
    results,
    sweep: sweeps,
    reasons: reasonsOf(results, request, world),
    parts,
    frame: frameOf({ engine: searches.engine, exit: status, start, quiet: request.quiet }),
  };
  world.out(json ? checkJson(report) : checkText(report, viewOf(request, world)));
  return status;
}

// A variant that has nothing of what was asked by name is left out.
function jobFor(machine: Machine, request: CheckRequest): Job | null {
  const { properties, covers } = request;
  const asked = askedOf(machine, properties, covers);
  const byName = properties.length + covers.length > 0;
  if (byName && asked.length === 0) return null;
  return { machine, asked, question: questionFor(asked, request) };
}

function questionFor(asked: readonly PropertyRef[], request: CheckRequest): Question {
  const manner = mannerOf(request, 'first');
  const witness = request.covers.length > 0 && request.properties.length === 0;
  return witness ? witnessQuestion(asked, manner) : withRuntime(questionOf(asked, manner));
}

const viewOf = (request: CheckRequest, world: World): CheckView => ({
  witnesses: request.covers.length > 0,
  quiet: request.quiet,
  verbose: request.verbose,
  paint: world.colour ? ansi : plain,
});

// The first run that breaks something; where covers were asked for, else the first witness.
function save(results: readonly Result[], path: string, digest: string, world: World): boolean {
  const runs = results.flatMap(({ machine, properties }) =>
    properties.flatMap(({ verdict, trace }) =>
      trace === null ? [] : [{ machine, verdict, trace }],
    ),
  );
  const run = runs.find(r => r.verdict === 'violated') ?? runs[0];
  if (run === undefined) {
    world.err(`patchproof: there is no run to write to ${path}\n`);
    return true;
  }
  const reason = write(path, itfText(run.machine, run.trace, digest));
  if (reason !== undefined) world.err(`patchproof: cannot write ${path}: ${reason}\n`);
  return reason === undefined;
}
