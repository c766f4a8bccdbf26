/**
 * `npm run mangle -- --chains N --seed S`: chains of damages over random claims. At a block that
 * is read as another it prints the text and ends with 1; else it prints what survived.
 */
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { write } from '../../../src/proof/block/write.ts';
import { drawnClaims } from '../block/claims.ts';
import { noSurvival, survivalLines, survive } from './survival.ts';

const { values } = parseArgs({
  options: {
    chains: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: `${Date.now() % 2 ** 31}` },
  },
});

const chains = Number(values.chains);
const seed = Number(values.seed);
const perClaim = 50;
const total = noSurvival();
let done = 0;

for (let round = 0; done < chains; round++) {
  for (const { claim, picture } of fc.sample(drawnClaims, { seed: seed + round, numRuns: 200 })) {
    const block = write(claim, picture);
    if (block.kind === 'refused') continue;
    for (let i = 0; i < perClaim && done < chains; i++, done++) {
      const misread = survive(claim, block.lines, seed + done, total);
      if (misread === null) continue;
      console.log(`seed ${seed + done}: ${misread.chain.join(' + ')}\n\n${misread.text}`);
      process.exit(1);
    }
  }
}
console.log(`${done} chains, seed ${seed}: none read as another claim`);
console.log(survivalLines(total).join('\n'));
const worst = [...total.lost].sort((a, b) => b[1] - a[1]).slice(0, 20);
for (const [chain, n] of worst) console.log(`${`${n}`.padStart(6)}  ${chain}`);
