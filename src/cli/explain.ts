/**
 * `explain`: prints the page of a diagnostic, of a run-time error or of an exit status.
 * The pages lie in spec/errors, beside src in a clone and beside dist in a package.
 */
import { fileURLToPath } from 'node:url';
import { codes, runtimeCodes } from '../base/codes.ts';
import { nearest } from '../base/suggest.ts';
import { complain } from './complain.ts';
import { type ExitStatus, exit } from './exit.ts';
import { read } from './files.ts';
import { misused, unreadable } from './refusal.ts';
import type { ExplainRequest } from './request.ts';
import type { World } from './world.ts';

const statuses = Object.values(exit).map(String);
const known: readonly string[] = [...codes, ...runtimeCodes, ...statuses];

/** Runs the command. */
export function explain({ code }: ExplainRequest, world: World): ExitStatus {
  const name = code.replace(/^\[(.*)\]$/, '$1').replace(/^exit\//, '');
  if (!known.includes(name)) return complain(misused(unknownCode(name)), false, world);
  const page = /^\d+$/.test(name) ? `exit/${name}` : name;
  const path = fileURLToPath(new URL(`../../spec/errors/${page}.md`, import.meta.url));
  const got = read(path);
  if (got.kind === 'failed') return complain(unreadable(path, got.reason), false, world);
  world.out(got.bytes.toString('utf8'));
  return exit.fine;
}

function unknownCode(name: string): string {
  const near = nearest(name, known) ?? known.find(code => code.split('/')[1] === name);
  const folders = [...new Set(codes.map(c => c.split('/')[0])), 'runtime'].join(', ');
  const hint =
    near === undefined
      ? `codes begin with ${folders}; exit statuses are ${statuses.join(', ')}`
      : `did you mean ${near}?`;
  return `nothing is known of ${name}: ${hint}`;
}
