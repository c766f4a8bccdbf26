/** A specification as text, taken through parse, lowering and search, for tests of meaning. */
import { runtimeCodes } from '../../src/base/codes.ts';
import { gather, render } from '../../src/base/diagnostic.ts';
import type { Machine } from '../../src/machine/machine.ts';
import type { Findings, Question } from '../../src/machine/search.ts';
import { search } from '../../src/reference/search.ts';
import { type LowerOptions, lower } from '../../src/semantics/lower.ts';
import { moduleOf } from '../../src/semantics/patch/module.ts';
import { variantsOf } from '../../src/semantics/patch/variants.ts';
import { parseFile } from '../../src/syntax/parse.ts';

/** The machines of all variants by name, or everything that was reported, rendered. */
export function lowered(
  text: string,
  options: LowerOptions = {},
): ReadonlyMap<string, Machine> | string {
  const source = { path: 'test.pspec', text };
  const { result } = gather(report => {
    const tree = parseFile(source, report);
    const module = moduleOf([tree], report);
    return variantsOf(module, report).flatMap(v => lower(module, v, [], report, options) ?? []);
  });
  if (result.kind === 'failed') return result.diagnostics.map(render).join('\n');
  return new Map(result.value.map(machine => [machine.variant, machine]));
}

/** The machine of a variant; text that does not check is a failure of the test. */
export function machineOf(text: string, variant = 'base', options: LowerOptions = {}): Machine {
  const machines = lowered(text, options);
  if (typeof machines === 'string') throw new Error(machines);
  const machine = machines.get(variant);
  if (machine === undefined) throw new Error(`no variant ${variant}`);
  return machine;
}

/** Everything a machine can be asked, to the end. */
export function everything(machine: Machine, symmetry = true): Question {
  const named = (kind: string) => machine.properties.filter(p => p.kind === kind).map(p => p.name);
  return {
    invariants: named('invariant'),
    transitions: named('transition'),
    covers: named('cover'),
    asserts: machine.asserts.map((_, i) => i),
    deadlock: !machine.deadlockAllowed,
    runtime: runtimeCodes,
    awaited: runtimeCodes,
    symmetry,
    stop: 'all',
    limits: { maxDepth: null, maxStates: 200_000, maxSeconds: null, maxMemoryMb: null },
  };
}

/** What a search of the text's variant finds, everything asked. */
export function findings(text: string, variant = 'base', symmetry = true): Findings {
  const machine = machineOf(text, variant);
  return search(machine, everything(machine, symmetry));
}

/** `states/transitions`, the shortest way to pin a meaning. */
export function counts(text: string, variant = 'base'): string {
  const { states, transitions } = findings(text, variant, false).counts;
  return `${states}/${transitions}`;
}

/** The names of the steps, in order. */
export const steps = (text: string): readonly string[] =>
  machineOf(text).steps.map(s => `${s.actor}.${s.name}`);

/** What was found, as `kind name length`, in order. */
export const found = (text: string, variant = 'base'): readonly string[] =>
  findings(text, variant).found.map(f => `${f.property.kind} ${f.property.name} ${f.length}`);

/** The codes reported for a text. */
export function codes(text: string): readonly string[] {
  const reported = lowered(text);
  if (typeof reported !== 'string') return [];
  return [...reported.matchAll(/\[([a-z-]+\/[a-z-]+)\]/g)].flatMap(m => m[1] ?? []);
}
