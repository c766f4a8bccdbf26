/**
 * `patchproof/check/1` and `patchproof/compare/1`: one object, the same for every
 * engine and worker count but for `engine` and `elapsedMs`. What it may hold is in
 * spec/json, against which the tests check it.
 */
import { fullName } from '../check/vacuity.ts';
import { firstViolated, type Judged, type LeftOut, type Result } from '../check/verdict.ts';
import { isUntold } from '../machine/asked.ts';
import type { Machine } from '../machine/machine.ts';
import type { Counts } from '../machine/search.ts';
import { type Json, toJson } from '../machine/show.ts';
import { assumptions } from './assumptions.ts';
import type { CompareReport } from './compare-report.ts';
import { replayedJson } from './json-align.ts';
import { familyJson } from './json-family.ts';
import { partsJson } from './json-necessary.ts';
import { traceJson } from './json-trace.ts';
import { reasonJson } from './json-why.ts';
import type { Frame, Reasons, Report, SpecDigest } from './report.ts';

/** The report of `check`. */
export const checkJson = (report: Report): string => whole('patchproof/check/1', report);

/** The report of `compare`: as of `check`, each property judged by itself. */
export const compareJson = (report: CompareReport): string =>
  whole('patchproof/compare/1', report, {
    replays: report.replayed.map(one => replayedJson(one, of => report.results.indexOf(of))),
    ...(report.family === null ? {} : familyJson(report.family)),
  });

function whole(
  format: string,
  report: Report,
  more: { readonly [name: string]: Json } = {},
): string {
  const machines = report.results.map(r => r.machine);
  const shared = sharedValues(machines);
  return page({
    format,
    ...toolJson(report.frame),
    spec: specJson(report.spec),
    parameters: Object.fromEntries(shared),
    assumptions: assumptions(machines),
    engine: engineJson(report.frame),
    results: report.results.map(result => resultJson(result, shared, report)),
    ...more,
    ...endJson(report.frame),
  });
}

/** JSON as it is printed. */
export const page = (json: Json): string => `${JSON.stringify(json, null, 2)}\n`;

/** Who speaks. */
export const toolJson = (frame: { readonly version: string }) => ({
  tool: { name: 'patchproof', version: frame.version },
});

/** What was read. */
export const specJson = ({ files, digest }: SpecDigest): Json => ({
  files: files.map(({ path, sha256 }) => ({ path, sha256 })),
  digest,
});

/** What ran. */
export const engineJson = ({ engine: { kind, version, workers, symmetry } }: Frame): Json => ({
  kind,
  ...(version === undefined ? {} : { version }),
  workers,
  symmetry,
});

/** What stands last in every report. */
export const endJson = ({ exit, elapsedMs }: Pick<Frame, 'exit' | 'elapsedMs'>) => ({
  exit,
  ...(elapsedMs === null ? {} : { elapsedMs: Math.round(elapsedMs) }),
});

/** The parameters of a machine, by name. */
export const parametersJson = (machine: Machine): readonly (readonly [string, Json])[] =>
  machine.parameters.map(({ name, type, value }) => [name, toJson(type, value)] as const);

// Parameters that have one value in all results; a sweep or a `with` sets others apart.
function sharedValues(machines: readonly Machine[]): readonly (readonly [string, Json])[] {
  const [first, ...rest] = machines.map(parametersJson);
  return (first ?? []).filter(([name, value]) =>
    rest.every(other => other.some(([n, v]) => n === name && v === value)),
  );
}

function resultJson(
  result: Result,
  shared: readonly (readonly [string, Json])[],
  { reasons, parts }: Pick<Report, 'reasons' | 'parts'>,
): Json {
  const { machine, counts } = result;
  const first = firstViolated(result);
  const own = parametersJson(machine).filter(([name]) => shared.every(([n]) => n !== name));
  return {
    variant: machine.variant,
    patches: machine.patches,
    ...(own.length === 0 ? {} : { parameters: Object.fromEntries(own) }),
    verdict: result.verdict,
    ...countsJson(counts),
    property: first === null ? null : { kind: first.property.kind, name: first.property.name },
    properties: result.properties.map(judged => judgedJson(machine, judged, reasons)),
    trace: first?.trace ? traceJson(machine, first.trace) : null,
    coverage: isUntold(counts, 'fired')
      ? []
      : machine.steps.map((step, i) => ({ step: fullName(step), fired: counts.fired[i] ?? 0 })),
    limit: result.limit,
    shortest: result.shortest,
    ...leftOutJson(result.leftOut === null ? [] : [result.leftOut]),
    ...partsJson(parts?.get(result)),
  };
}

// What another checker did not tell is null.
function countsJson(counts: Counts): { readonly [name: string]: Json } {
  const told = (what: NonNullable<Counts['untold']>[number], number: number): Json =>
    isUntold(counts, what) ? null : number;
  return {
    states: counts.states,
    fullStates: told('orbits', counts.fullStates),
    transitions: told('transitions', counts.transitions),
    fullTransitions: isUntold(counts, 'transitions')
      ? null
      : told('orbits', counts.fullTransitions),
    depth: told('depth', counts.depth),
  };
}

/** What `--drop-dead` left out; nothing where it was not given. */
export const leftOutJson = (all: readonly LeftOut[]): { readonly [name: string]: Json } =>
  all.length === 0
    ? {}
    : {
        dropped: [...new Set(all.flatMap(one => one.unread))],
        reset: [...new Set(all.flatMap(one => one.reset))],
      };

/** One property with its verdict; `limit` says why one is unknown. */
export const judgedJson = (machine: Machine, judged: Judged, reasons?: Reasons): Json => ({
  kind: judged.property.kind,
  name: judged.property.name,
  verdict: judged.verdict,
  ...(judged.verdict === 'unknown' ? { limit: judged.limit } : {}),
  depth: judged.depth,
  trace: judged.trace === null ? null : traceJson(machine, judged.trace),
  ...reasonJson(machine, judged.trace, reasons),
});
