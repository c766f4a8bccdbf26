/**
 * `test`: runs what files expect of themselves, and shows what was found instead where
 * an expectation is not met.
 */
import type { Diagnostic, Report } from '../base/diagnostic.ts';
import { ansi, plain } from '../view/colour.ts';
import { testJson } from '../view/json-test.ts';
import { testText } from '../view/test-text.ts';
import type { Tested, TestedFile } from '../view/tested.ts';
import { complain, warn } from './complain.ts';
import { Searches } from './engine.ts';
import { type ExitStatus, exit } from './exit.ts';
import { type Trial, trialsOf, tried } from './expectations.ts';
import { frameOf } from './frame.ts';
import { load } from './load.ts';
import { type Refusal, unreadable } from './refusal.ts';
import type { TestRequest } from './request.ts';
import { type Staged, scenariosOf, staged } from './scenarios.ts';
import { rowsOf } from './settings.ts';
import { concluded, digestOf, lowered, type Opened, type Spec, specOf } from './spec.ts';
import { version } from './version.ts';
import type { World } from './world.ts';

/** Runs the command. */
export async function test(request: TestRequest, world: World): Promise<ExitStatus> {
  const start = performance.now();
  const searches = new Searches(request, world);
  const files: TestedFile[] = [];
  for (const file of request.files) files.push(await tested(file, request, searches, world));
  const status = statusOf(files);
  const { engine } = searches;
  const frame = frameOf({ engine, exit: status, start, quiet: request.quiet });
  const view = { quiet: request.quiet, paint: world.colour ? ansi : plain };
  const report = { files, frame, leftOut: searches.leftOut };
  world.out(request.json ? testJson(report) : testText(report, view));
  return status;
}

interface Plan {
  readonly spec: Spec;
  readonly trials: readonly Trial[];
  readonly scenes: readonly Staged[];
}

function planOf(file: string, request: TestRequest): Opened<Plan> {
  const found: Diagnostic[] = [];
  const report: Report = diagnostic => found.push(diagnostic);
  const loaded = load(file, report);
  if ('unreadable' in loaded)
    return { kind: 'refused', refusal: unreadable(file, loaded.unreadable) };
  const spec = specOf(loaded, report);
  const rows = rowsOf(request.sweeps);
  lowered(spec, [], { rows: rows.slice(0, 1), others: 'others too' }, report);
  const trials = rows.flatMap(row => trialsOf(spec, row, report));
  const scenes = rows.flatMap(row => scenariosOf(spec, row, report));
  return concluded<Plan>(found, { spec, trials, scenes });
}

async function tested(
  path: string,
  request: TestRequest,
  searches: Searches,
  world: World,
): Promise<TestedFile> {
  const plan = planOf(path, request);
  if (plan.kind === 'refused') return broken(path, plan.refusal, request.json, world);
  warn(plan.warnings, world);
  const { spec, trials, scenes } = plan.value;
  const lines: Tested[] = [];
  for (const trial of trials) {
    const more = await tried(trial, request, searches);
    if ('status' in more) return broken(path, more, request.json, world);
    lines.push(...more);
  }
  lines.push(...scenes.map(scene => staged(scene, request, world)));
  return { path, spec: digestOf(spec), lines: inOrder(lines), errors: null };
}

// By the place in the text; a cover of several variants keeps their order.
const inOrder = (lines: readonly Tested[]): readonly Tested[] =>
  [...lines].sort((a, b) => (a.span.source === b.span.source ? a.span.start - b.span.start : 0));

function broken(path: string, refusal: Refusal, json: boolean, world: World): TestedFile {
  if (!json) complain(refusal, false, world);
  const { message, diagnostics, status } = refusal;
  return { path, spec: null, lines: [], errors: { version, message, diagnostics, exit: status } };
}

// A file with errors weighs more than an expectation that is not met.
function statusOf(files: readonly TestedFile[]): ExitStatus {
  const errors = files.flatMap(({ errors }) => errors?.exit ?? []);
  const worst = Object.values(exit).find(status => status === Math.max(...errors));
  if (worst !== undefined) return worst;
  const fates = new Set(files.flatMap(file => file.lines.map(line => line.fate)));
  if (fates.has('unmet')) return exit.unmet;
  return fates.has('unknown') ? exit.inconclusive : exit.fine;
}
