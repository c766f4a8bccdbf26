/** `npm run mutants -- --seed S --count N`: mutants of the WebAssembly, and those that survive. */
import { parseArgs } from 'node:util';
import { forgiving, hunt, killRate, type Tried } from './hunt.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '200' },
  },
});
const tried = await hunt(Number(values.seed), Number(values.count), one => {
  if (one.end === 'survives') console.log(`survives: ${one.subject}, ${one.where}, ${one.what}`);
});

const percent = (some: readonly Tried[]): string => `${Math.round(100 * killRate(some))} %`;
const count = (end: Tried['end']): number => tried.filter(one => one.end === end).length;
for (const where of [...new Set(tried.map(one => one.where))].sort()) {
  const own = tried.filter(one => one.where === where);
  console.log(
    `${where.padEnd(14)} ${String(own.length).padStart(5)} tried, noticed ${percent(own)}`,
  );
}
const strict = tried.filter(({ where }) => !forgiving.has(where));
console.log(
  `seed ${values.seed}: ${tried.length} tried, noticed ${percent(tried)} ` +
    `(${percent(strict)} outside the functions that forgive): ` +
    `${count('wrong answer')} wrong answers, ${count('trap')} traps, ${count('endless')} endless`,
);
