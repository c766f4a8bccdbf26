/** Variants explored together answer as each alone does: verdicts, counts, depths and runs. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Machine } from '../../src/machine/machine.ts';
import type { Findings, Question } from '../../src/machine/search.ts';
import { engineSearch } from '../../src/trace/engine-search.ts';
import { familySearch } from '../../src/trace/family-search.ts';
import { everything, lowered } from '../support/spec.ts';

const none = { maxDepth: null, maxStates: null, maxSeconds: null, maxMemoryMb: null };

const asked = (machine: Machine, manner: Partial<Question> = {}): Question => ({
  ...everything(machine),
  limits: none,
  ...manner,
});

function alone(machine: Machine, question: Question): Findings {
  const answer = engineSearch(machine, question, {}, { kind: 'js', workers: 1 });
  if (answer.kind === 'unfit') throw new Error(answer.reason);
  return answer.findings;
}

function together(
  machines: readonly Machine[],
  manner: Partial<Question> = {},
): readonly Findings[] {
  const members = machines.map(machine => ({ machine, question: asked(machine, manner) }));
  const answers = familySearch(members, { ...none, ...manner.limits }, {});
  if ('kind' in answers) throw new Error(answers.reason);
  return answers.map(({ findings }) => findings);
}

function machinesOf(path: string): readonly Machine[] {
  const all = lowered(readFileSync(new URL(`../../models/${path}`, import.meta.url), 'utf8'));
  if (typeof all === 'string') throw new Error(all);
  return [...all.values()];
}

const models = [
  'kva/kva',
  'german/german',
  'peterson/peterson',
  'dekker/dekker',
  'seqlock/seqlock',
];

describe('variants explored together', () => {
  for (const model of models) {
    for (const [name, manner] of [
      ['to the end', {}],
      ['to the first violation', { stop: 'first' as const }],
      ['without symmetry', { symmetry: false }],
      ['to a depth', { limits: { ...none, maxDepth: 4 } }],
    ] as const) {
      test(`answer as each alone: ${model}, ${name}`, () => {
        const machines = machinesOf(`${model}.pspec`);
        const expected = machines.map(machine => alone(machine, asked(machine, manner)));
        expect(together(machines, manner)).toEqual(expected);
      });
    }
  }
});
