/**
 * `npm run laws`: random machines through the reference and the engines until somebody
 * stops it, or `--minutes` are over. At a difference it shrinks the module, prints what both sides
 * say, and ends with 1.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import type { Machine } from '../../src/machine/machine.ts';
import { lowered } from '../support/spec.ts';
import { compared, type Engine } from './engines/compare.ts';
import { expectedOf } from './engines/questions.ts';
import { modules } from './modules.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: 'Infinity' },
    seed: { type: 'string', default: `${Date.now() % 2 ** 31}` },
    states: { type: 'string', default: '400' },
    engines: { type: 'string', default: 'js/1,wasm/1,wasm/2' },
  },
});

const endsAt = Date.now() + Number(values.minutes) * 60_000;
const most = Number(values.states);
const engines: readonly Engine[] = values.engines.split(',').map(word => {
  const [kind, workers = '1'] = word.split('/');
  if (kind !== 'js' && kind !== 'wasm') throw new Error(`no engine ${kind}`);
  return { kind, workers: Number(workers) };
});

const texts = modules({ accepts: text => typeof lowered(text) !== 'string' });
const refused = new Map<string, number>();
let [comparedSoFar, rejected, shrinking] = [0, 0, 0];
let failing = false;
let turn = 0;
let told = Date.now();

function tell(seed: number): void {
  if (Date.now() - told < 10_000) return;
  told = Date.now();
  const reasons = [...refused].map(([reason, n]) => `${n} x ${reason}`).join('; ');
  const now = failing ? `shrinking, ${shrinking} tried` : `seed ${seed}`;
  console.log(
    `${comparedSoFar} machines compared, ${rejected} modules rejected, refused: ${reasons || 'none'}, ${now}`,
  );
}

const machinesOf = (all: ReadonlyMap<string, Machine>): readonly Machine[] => {
  const list = [...all.values()];
  return [...new Set([...list.slice(0, 1), ...list.slice(-1)])];
};

// If an engine hangs, its module stands there.
const current = new URL('current.pspec', import.meta.url);

function law(text: string, seed: number): void {
  tell(seed);
  writeFileSync(current, text);
  const all = lowered(text);
  if (typeof all === 'string') {
    rejected += 1;
    return;
  }
  for (const machine of machinesOf(all)) {
    const expected = expectedOf(machine, most, failing ? turn : turn++);
    try {
      const unfit = compared(machine, expected, engines);
      if (failing) continue;
      for (const { reason } of unfit) {
        const kind = reason.replaceAll(/\d+/g, 'n');
        refused.set(kind, (refused.get(kind) ?? 0) + 1);
      }
      comparedSoFar += 1;
    } catch (error) {
      if (!failing) {
        turn -= 1;
        console.log(
          `seed ${seed} differs:\n${text}\n${error instanceof Error ? error.stack : error}\n`,
        );
      }
      failing = true;
      throw error;
    } finally {
      if (failing) shrinking += 1;
    }
  }
}

for (let seed = Number(values.seed); Date.now() < endsAt; seed++) {
  failing = false;
  shrinking = 0;
  const details = fc.check(
    fc.property(texts, text => law(text, seed)),
    { seed, numRuns: 20, interruptAfterTimeLimit: 180_000 },
  );
  if (!failing) continue;
  const { counterexample, errorInstance } = details;
  console.log(`seed ${seed}\n${counterexample?.[0]}\n`);
  console.log(errorInstance instanceof Error ? errorInstance.stack : errorInstance);
  process.exit(1);
}
tell(0);
console.log(`${comparedSoFar} machines compared, no difference`);
