/** `patchproof/test/1`: every expectation of every file with what became of it. */
import { place } from '../base/source.ts';
import type { Json } from '../machine/show.ts';
import {
  endJson,
  engineJson,
  judgedJson,
  leftOutJson,
  page,
  parametersJson,
  specJson,
  toolJson,
} from './json-check.ts';
import { diagnosticJson } from './json-error.ts';
import { traceJson } from './json-trace.ts';
import type { Tested, TestedFile, TestReport } from './tested.ts';

/** The report as JSON. */
export function testJson({ files, frame, leftOut }: TestReport): string {
  const fates = files.flatMap(file => file.lines.map(line => line.fate));
  return page({
    format: 'patchproof/test/1',
    ...toolJson(frame),
    engine: engineJson(frame),
    ...leftOutJson(leftOut),
    files: files.map(fileJson),
    met: fates.filter(f => f === 'met').length,
    unmet: fates.filter(f => f === 'unmet').length,
    unknown: fates.filter(f => f === 'unknown').length,
    ...endJson(frame),
  });
}

const fileJson = ({ path, spec, lines, errors }: TestedFile): Json => ({
  path,
  spec: spec === null ? null : specJson(spec),
  errors:
    errors === null
      ? null
      : {
          message: errors.message,
          diagnostics: errors.diagnostics.map(diagnosticJson),
          exit: errors.exit,
        },
  expectations: lines.map(lineJson),
});

const lineJson = (line: Tested): Json => ({
  kind: line.kind,
  text: line.text,
  location: place(line.span),
  variant: line.machine.variant,
  parameters: Object.fromEntries(parametersJson(line.machine)),
  fate: line.fate,
  found: line.fate === 'met' ? null : line.found,
  properties: line.judged.map(judged => judgedJson(line.machine, judged)),
  trace: line.trace === null ? null : traceJson(line.machine, line.trace),
});
