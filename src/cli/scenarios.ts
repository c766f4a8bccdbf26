/**
 * Runs the scenarios of a specification: each in `base` if all its names exist there,
 * else in every declared variant that has them.
 */
import type { Report } from '../base/diagnostic.ts';
import { settingsText } from '../check/expect.ts';
import type { Machine, Scenario } from '../machine/machine.ts';
import { scenarioRun } from '../reference/scenario.ts';
import { soloVariants, type Variant } from '../semantics/patch/variants.ts';
import type { ScenarioDecl, Setting } from '../syntax/tree.ts';
import { replayScenario } from '../trace/replay.ts';
import { limitText } from '../view/phrases.ts';
import type { Tested } from '../view/tested.ts';
import { mannerOf, watchOf } from './engine.ts';
import type { Searching } from './request.ts';
import { declaredVariants, type Spec, settingsFor } from './spec.ts';
import type { World } from './world.ts';

/** A scenario with the machine it runs in. */
export interface Staged {
  readonly decl: ScenarioDecl;
  readonly scenario: Scenario;
  readonly machine: Machine;
}

/**
 * Where the scenarios of a specification run, `row` under each one's own settings. Those of
 * one variant and equal settings share a machine; `from` is carried out when they run.
 */
export function scenariosOf(
  spec: Spec,
  row: readonly Setting[],
  report: Report,
): readonly Staged[] {
  const { decls, patches } = spec.module;
  const all = [...decls, ...patches.flatMap(p => p.items)];
  const scenarios = all.flatMap(item => (item.kind === 'scenario' ? [item] : []));
  // Those of patches that no variant has yet come last, each with what it requires.
  const places: Places = [
    spec.variants.slice(0, 1),
    declaredVariants(spec),
    soloVariants(spec.module, spec.variants, report),
  ];
  return scenarios.flatMap(decl => stagesOf(spec, decl, places, row));
}

/** Where a scenario may run: in all of the first list in which any has its names. */
type Places = readonly (readonly Variant[])[];

function stagesOf(
  { module, make }: Spec,
  decl: ScenarioDecl,
  places: Places,
  row: readonly Setting[],
): readonly Staged[] {
  const inEach = (those: readonly Variant[]): readonly Staged[] =>
    those
      .filter(v => settingsFor(module, v, decl.settings).length === decl.settings.length)
      .flatMap(variant => {
        const settings = [...settingsFor(module, variant, row), ...decl.settings];
        const machine = make(variant, settings);
        const scenario = machine?.scenarios.find(
          s => s.span.start === decl.span.start && s.span.source === decl.span.source,
        );
        return machine === undefined || scenario === undefined ? [] : [{ decl, scenario, machine }];
      });
  for (const those of places) {
    const staged = inEach(those);
    if (staged.length > 0) return staged;
  }
  return [];
}

/** Looks for the run, and says whether it exists as expected. */
export function staged(
  { decl, scenario, machine }: Staged,
  searching: Searching,
  world: World,
): Tested {
  const { limits } = mannerOf(searching, 'all');
  const run = scenarioRun(machine, scenario, limits, watchOf(world));
  const word = scenario.possible ? 'possible' : 'impossible';
  const text = `scenario "${scenario.text}"${settingsText(decl.settings)} ${word} in ${machine.variant}`;
  const line = {
    kind: 'scenario',
    text,
    span: decl.span,
    machine,
    judged: [],
    trace: null,
  } as const;
  switch (run.kind) {
    case 'unknown':
      return { ...line, fate: 'unknown', found: limitText(run.limit) };
    case 'failed':
      return {
        ...line,
        fate: 'unmet',
        found: `\`from\` fails: ${'message' in run.fault ? run.fault.message : 'an assert'}`,
      };
    case 'none':
      return scenario.possible
        ? { ...line, fate: 'unmet', found: 'no such run' }
        : { ...line, fate: 'met', found: '' };
    case 'found': {
      const shown = replayScenario(machine, scenario, run.path);
      if ('kind' in shown)
        throw new Error(`broken promise: the run of a scenario runs: ${shown.reason}`);
      return scenario.possible
        ? { ...line, fate: 'met', found: '' }
        : { ...line, fate: 'unmet', found: 'this run', trace: shown };
    }
  }
}
