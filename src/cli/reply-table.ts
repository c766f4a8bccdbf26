/**
 * The table of a reply: the variants that were named by the properties that were asked, or by the
 * one that is violated. It says `unknown` where a search was cut, as `compare` does.
 */
import { compared } from '../check/table.ts';
import type { Machine } from '../machine/machine.ts';
import { gridOf, nameOf } from '../view/compare-grid.ts';
import type { Context } from '../view/reply-text.ts';
import { tableLines } from '../view/table.ts';
import { explore } from './explore.ts';
import type { Refusal } from './refusal.ts';
import type { Claimed } from './reply-claims.ts';
import { inShellLines, quoted } from './reply-commands.ts';
import type { ReplyRequest } from './request.ts';
import type { World } from './world.ts';

/** Searches all of them, each property judged by itself. */
export async function tableFor(
  claimed: Claimed,
  machines: readonly Machine[],
  request: ReplyRequest,
  world: World,
): Promise<NonNullable<Context['table']> | Refusal> {
  const claims = claimed.kind === 'run' ? [claimed.claim] : claimed.claims;
  const properties =
    request.properties.length > 0
      ? request.properties
      : [...new Set(claims.map(({ check }) => check.name))];
  const explored = await explore(machines, { ...request, properties }, world);
  if ('status' in explored) return explored;
  const { results } = explored;
  // A run-time error that nobody asked for has no column.
  const asked = results.map(result => ({
    ...result,
    properties: result.properties.filter(({ property }) => property.kind !== 'runtime'),
  }));
  const { heads, rows } = gridOf(compared(asked), result => nameOf(result, asked));
  return {
    lines: tableLines({ heads, keys: 1, rows }),
    command: inShellLines([
      `patchproof compare ${quoted(claimed.context.spec.file)}`,
      ...request.variants.map(name => `--variant ${quoted(name)}`),
      ...request.patches.map(names => `--patch ${quoted(names)}`),
      ...properties.map(name => `--property ${quoted(name)}`),
    ]),
  };
}
