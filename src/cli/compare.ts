/**
 * `compare`: every property of every variant judged by itself, as one table; what one
 * variant's counterexample does on another; what a family of variants amounts to.
 */
import { present } from '../base/assertion.ts';
import { replayedOnOthers } from '../check/alignments.ts';
import type { Result } from '../check/verdict.ts';
import type { Authors } from '../trace/align/ledger.ts';
import { compareMarkdown } from '../view/compare-markdown.ts';
import type { CompareReport, FamilyReport } from '../view/compare-report.ts';
import { compareText } from '../view/compare-text.ts';
import { compareJson } from '../view/json-check.ts';
import { unknownProperty } from './asking.ts';
import { authorsOf } from './authors.ts';
import { complain, warn } from './complain.ts';
import { type ExitStatus, exit, statusOfCompare } from './exit.ts';
import { explore } from './explore.ts';
import { type Chosen, chosenFamily, variantsIn } from './families.ts';
import { familyReplays, familyReport } from './family-report.ts';
import { write } from './files.ts';
import { frameOf } from './frame.ts';
import { misused } from './refusal.ts';
import type { CompareRequest } from './request.ts';
import { type Choose, digestOf, machinesOf } from './spec.ts';
import type { World } from './world.ts';

/** Runs the command. */
export async function compare(request: CompareRequest, world: World): Promise<ExitStatus> {
  const start = performance.now();
  const { json, properties } = request;
  const families: Chosen[] = [];
  const choose: Choose = (spec, report) => {
    const chosen = chosenFamily(spec, request, report);
    if (chosen === undefined || typeof chosen === 'string') return chosen ?? [];
    families.push(chosen);
    return variantsIn(chosen);
  };
  const opened = machinesOf(request, request.family.kind === 'variants' ? undefined : choose);
  if (opened.kind === 'refused') return complain(opened.refusal, json, world);
  warn(opened.warnings, world);
  const { spec, machines } = opened.value;
  const unknown = unknownProperty(machines, properties, []);
  if (unknown !== undefined) return complain(misused(unknown), json, world);
  const explored = await explore(machines, request, world);
  if ('status' in explored) return complain(explored, json, world);
  const { results, engine } = explored;
  const status = statusOfCompare(results);
  const [chosen] = families;
  const authors = authorsOf(spec.module);
  const family = chosen === undefined ? null : familyReport(chosen, byVariant(results), authors);
  const report: CompareReport = {
    module: spec.module.name?.text ?? '',
    spec: digestOf(spec),
    results,
    sweep: request.sweeps.some(s => s.values.length > 1),
    replayed: replays(request, results, family, authors),
    family,
    frame: frameOf({ engine, exit: status, start, quiet: request.quiet }),
  };
  const saved = request.html === null || (await pageWritten(report, request.html, world));
  const ended = saved ? status : exit.file;
  world.out(printed({ ...report, frame: { ...report.frame, exit: ended } }, request));
  return ended;
}

async function pageWritten(report: CompareReport, path: string, world: World): Promise<boolean> {
  const { comparePage } = await import('../view/html/page.ts');
  const reason = write(path, comparePage(report));
  if (reason !== undefined) world.err(`patchproof: cannot write ${path}: ${reason}\n`);
  return reason === undefined;
}

function byVariant(results: readonly Result[]): (variant: string) => Result {
  const all = new Map(results.map(result => [result.machine.variant, result] as const));
  return variant => present(all.get(variant), 'every variant of a family was searched');
}

function replays(
  { align }: CompareRequest,
  results: readonly Result[],
  family: FamilyReport | null,
  authors: Authors,
): CompareReport['replayed'] {
  if (align || (family === null && results.length === 2)) return replayedOnOthers(results, authors);
  return family === null ? [] : familyReplays(family, authors);
}

function printed(report: CompareReport, request: CompareRequest): string {
  if (request.json) return compareJson(report);
  return request.markdown ? compareMarkdown(report) : compareText(report, request);
}
