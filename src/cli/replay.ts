/**
 * `replay`: runs a saved trace, a pasted schedule or a path again, and says where it
 * does not run, or what is broken at its end.
 */
import { itfText } from '../view/itf.ts';
import { replayJson } from '../view/json-replay.ts';
import { replayText } from '../view/replay-text.ts';
import type { ReplayReport } from '../view/replayed.ts';
import { complain, warn } from './complain.ts';
import { type ExitStatus, exit } from './exit.ts';
import { write } from './files.ts';
import { asRecorded, givenBy } from './given.ts';
import { replayed } from './outcome.ts';
import { misused } from './refusal.ts';
import type { ReplayRequest } from './request.ts';
import { digestOf, machinesOf } from './spec.ts';
import { version } from './version.ts';
import type { World } from './world.ts';

/** Runs the command. */
export function replay(request: ReplayRequest, world: World): ExitStatus {
  const start = performance.now();
  const given = givenBy(request);
  if ('status' in given) return complain(given, request.json, world);
  const opened = machinesOf(given.kind === 'saved' ? asRecorded(request, given.run) : request);
  if (opened.kind === 'refused') return complain(opened.refusal, request.json, world);
  warn(opened.warnings, world);
  const { spec, machines } = opened.value;
  const [machine, ...others] = machines;
  if (machine === undefined || others.length > 0) {
    const names = machines.map(m => m.variant).join(', ');
    return complain(misused(`say which variant with --variant: ${names}`), request.json, world);
  }
  const digest = digestOf(spec);
  if (given.kind === 'saved' && given.run.digest !== null && given.run.digest !== digest.digest) {
    world.err('patchproof: the specification is not the one that the trace was made with\n');
  }
  const outcome = replayed(machine, given);
  const status = outcome.stopped === null ? exit.fine : exit.refuted;
  const elapsedMs = request.quiet ? null : performance.now() - start;
  const report: ReplayReport = {
    version,
    spec: digest,
    machine,
    ...outcome,
    exit: status,
    elapsedMs,
  };
  world.out(request.json ? replayJson(report) : replayText(report, request));
  return saved(report, request, world) ? status : exit.file;
}

function saved(
  { machine, trace, spec }: ReplayReport,
  { trace: path }: ReplayRequest,
  world: World,
): boolean {
  if (path === null || trace === null) return true;
  const reason = write(path, itfText(machine, trace, spec.digest));
  if (reason !== undefined) world.err(`patchproof: cannot write ${path}: ${reason}\n`);
  return reason === undefined;
}
