/**
 * The benchmark: reads its command line, runs all rounds, prints the report, and ends
 * with status 1 if counts that must agree do not or a checker failed.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { casesOf, coldCases } from './cases.ts';
import { ours } from './checkers/ours.ts';
import { rumur } from './checkers/rumur.ts';
import { spin } from './checkers/spin.ts';
import { tlc } from './checkers/tlc.ts';
import { machineLines } from './machine.ts';
import { meterOf } from './measure.ts';
import { titleOf } from './model.ts';
import { type Options, optionsOf, usage } from './options.ts';
import { reportOf } from './report.ts';
import { disagreements, type Plan, roundsOf } from './rounds.ts';

const [startMark, endMark] = ['<!-- results -->', '<!-- end of results -->'];

const main = async (options: Options, words: readonly string[]): Promise<number> => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const meter = meterOf(options.limitSeconds);
  const machine = machineLines();
  const one = ours(1, options.engine);
  const wanted = [one, ours(2, options.engine), spin, ...rumur, tlc].filter(
    ({ name }) => !options.skip.some(word => name.toLowerCase().startsWith(word)),
  );
  const isAsked = (title: string): boolean =>
    options.only.length === 0 || options.only.some(word => title.includes(word));
  const plan: Plan = {
    cases: casesOf(options.quick, options.seed, folder).filter(what => isAsked(titleOf(what))),
    checkers: wanted,
    runs: options.runs,
    reader: one,
    folder,
    meter,
    tell: line => process.stderr.write(`${line}\n`),
  };
  const warm = await roundsOf(plan);
  // What starts cold is started as a user does.
  const usual = wanted.map(checker => (checker === one ? ours(1, []) : checker));
  const cold = await roundsOf({ ...plan, cases: coldCases(), checkers: usual, reader: null });
  meter.close();
  rmSync(folder, { recursive: true });
  const rows = [...warm.rows, ...cold.rows];
  const wrong = disagreements(rows);
  const command = `\`npm run bench${words.length === 0 ? '' : ` -- ${words.join(' ')}`}\``;
  const report = reportOf({ machine, command, warm, cold, wrong });
  process.stdout.write(report);
  if (options.write !== null) writeFileSync(options.write, placed(options.write, report));
  const failed = rows.filter(({ outcome }) => outcome.kind === 'missing' && outcome.failed);
  for (const line of wrong) process.stderr.write(`COUNTS DISAGREE: ${line}\n`);
  return wrong.length + failed.length > 0 ? 1 : 0;
};

/** The text of a file with the report between its two marks. */
const placed = (file: string, report: string): string => {
  const text = readFileSync(file, 'utf8');
  const [start, end] = [text.indexOf(startMark), text.indexOf(endMark)];
  if (start < 0 || end < start) throw new Error(`${file} lacks ${startMark} and ${endMark}`);
  return `${text.slice(0, start)}${startMark}\n\n${report}\n${text.slice(end)}`;
};

const words = process.argv.slice(2);
if (words.includes('--help')) process.stdout.write(usage);
else process.exitCode = await main(optionsOf(words), words);
