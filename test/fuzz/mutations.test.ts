/**
 * Ten thousand damaged specifications through parser and checker: never a throw, never
 * two seconds of the processor, and whatever gives no machine gives a message that can be shown.
 */
import { describe, expect, test } from 'vitest';
import { type Diagnostic, render } from '../../src/base/diagnostic.ts';
import { lower } from '../../src/semantics/lower.ts';
import { checkOrphans } from '../../src/semantics/orphans.ts';
import { moduleOf } from '../../src/semantics/patch/module.ts';
import { soloVariants, variantsOf } from '../../src/semantics/patch/variants.ts';
import { parseFile } from '../../src/syntax/parse.ts';
import { diceOf } from '../support/dice.ts';
import { damaged } from './mutate.ts';

const rounds = 20;
const perRound = 500;
const mostMs = 2000;

interface Outcome {
  readonly found: readonly Diagnostic[];
  /** Something is missing in what came out. */
  readonly failed: boolean;
}

/** Everything that `check` does before it searches, for every variant. */
function checked(text: string): Outcome {
  const found: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic): void => {
    found.push(diagnostic);
  };
  const tree = parseFile({ path: 'damaged.pspec', text }, report);
  const module = moduleOf([tree], report);
  const declared = variantsOf(module, report);
  const variants = [...declared, ...soloVariants(module, declared, report)];
  const machines = variants.flatMap(variant => lower(module, variant, [], report) ?? []);
  const failed = tree.broken.length > 0 || machines.length < variants.length;
  if (!failed) checkOrphans(module, variants, machines, report);
  return { found, failed };
}

// A message as it should not be: without a sentence, or with what slipped through from inside.
const isOdd = (shown: string): boolean =>
  /: (error|warning): {2}|\bundefined\b|\[object|\bNaN\b/.test(shown.split('\n')[0] ?? '');

function complaint(text: string): string | null {
  // Of the processor, so that a busy machine makes no difference.
  const began = process.cpuUsage();
  const { found, failed } = checked(text);
  const tookMs = process.cpuUsage(began).user / 1000;
  if (tookMs > mostMs) return `took ${Math.round(tookMs)} ms`;
  if (failed && !found.some(d => d.severity === 'error')) return 'failed without a message';
  return found.map(render).find(isOdd) ?? null;
}

describe('a damaged specification is judged, whatever it is', () => {
  test.each(Array.from({ length: rounds }, (_, round) => round))(
    `${perRound} of them, round %i`,
    round => {
      const dice = diceOf(round);
      for (let i = 0; i < perRound; i++) {
        const text = damaged(dice);
        try {
          expect(complaint(text)).toBeNull();
        } catch (fault) {
          // A fault of ours: show the text that brings it about.
          throw new Error(`${text}\n${String(fault)}`, { cause: fault });
        }
      }
    },
    120_000,
  );
});
