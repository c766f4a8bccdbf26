/**
 * Variables that are read, but only by what nobody sees: to change themselves, or others
 * like them. That is a matter of machines, not of the text; a variable is reported when
 * this is so in every variant that has it, so that the lint does not depend on the variant.
 * Of a module that claims nothing yet nothing is said: all of it would be dead.
 */
import type { Report } from '../base/diagnostic.ts';
import { place } from '../base/source.ts';
import { unreadIn } from '../machine/dead/unread.ts';
import type { Machine, Variable } from '../machine/machine.ts';
import * as errors from './errors.ts';
import { lint } from './lints.ts';
import type { Module } from './patch/module.ts';

/** Reports them, but for those that the text alone shows; the machines are all there are. */
export function checkDead(
  { decls, patches }: Module,
  machines: readonly Machine[],
  report: Report,
) {
  if (machines.every(m => m.properties.length + m.asserts.length === 0)) return;
  const told = new Set<string>();
  lint(decls, patches, d => told.add(place(d.span)));
  const seen = new Map<string, { readonly variable: Variable; readonly dead: boolean }>();
  for (const machine of machines) {
    const { variables: unread } = unreadIn(machine);
    for (const [id, variable] of machine.variables.entries()) {
      if (variable.role !== 'shared' && variable.role !== 'local') continue;
      const key = place(variable.span);
      seen.set(key, { variable, dead: unread.has(id) && (seen.get(key)?.dead ?? true) });
    }
  }
  for (const [key, { variable, dead }] of seen)
    if (dead && !told.has(key)) report(errors.feedsNothing(variable.span, variable.name));
}
