/**
 * TLC with one worker, from the jar that TLA2TOOLS_JAR names. Its search includes the
 * start of Java, which warms up while it searches.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Checker, inTurn, measuredOf, numbersIn } from './checker.ts';

const jar = process.env.TLA2TOOLS_JAR ?? '';

export const tlc: Checker = {
  name: 'TLC',
  absent: jar === '' ? 'TLA2TOOLS_JAR names no jar' : null,
  applies: () => true,
  canonical: true,
  run: ({ model, symmetry }, folder, meter) => {
    const { name, text, configuration } = model.tla;
    const asked = symmetry ? `${configuration}SYMMETRY Symmetric\n` : configuration;
    writeFileSync(join(folder, `${name}.tla`), text);
    writeFileSync(join(folder, `${name}.cfg`), asked);
    const words: readonly [string, ...string[]] = [
      'java',
      ...['-XX:+UseParallelGC', '-cp', jar, 'tlc2.TLC', '-workers', '1'],
      ...['-metadir', join(folder, 'states'), '-config', `${name}.cfg`, name],
    ];
    const all = inTurn(meter, folder, [words]);
    const pattern = /^([\d,]+) states generated, ([\d,]+) distinct states found, 0 states left/m;
    const [generated, states] = numbersIn(all.at(-1)?.output ?? '', pattern);
    const transitions = generated - model.initialStates;
    return measuredOf({ states, transitions }, all, [words]);
  },
};
