/**
 * What the steps of a run stand for in the code: the anchors (`@ file name`) of a step's own
 * doc comment, else of the declaration around it, else of its actor; where there is no anchor,
 * the first sentence that was written about it. Says what the author wrote and judges nothing.
 */
import type { Span } from '../base/source.ts';
import type { Machine, Step } from '../machine/machine.ts';
import { anchorsOf } from '../syntax/anchors.ts';
import { docOf } from '../syntax/docs.ts';
import type { Comments, FileTree } from '../syntax/tree.ts';
import { shortName } from './counterexample.ts';
import { oneLine, wrap } from './wrap.ts';

/** Steps that stand for the same, by the ends of their names as far as there is room; `means` is a line of words. */
export interface Meaning {
  readonly steps: readonly string[];
  /** Null where nobody wrote what they stand for. */
  readonly means: string | null;
}

const widestNames = 30;

/** The meanings of these steps, in the order in which they come. */
export function meaningsOf(
  machine: Machine,
  steps: readonly Step[],
  trees: readonly FileTree[],
): readonly Meaning[] {
  const all = new Map<string | null, string[]>();
  for (const step of new Set(steps)) {
    const means = meaningOf(machine, step, trees);
    const name = `${step.actor}.${shortName(step.name, widestNames - step.actor.length - 2)}`;
    all.set(means, [...new Set([...(all.get(means) ?? []), name])]);
  }
  return [...all].map(([means, names]) => ({ steps: names, means }));
}

function meaningOf(machine: Machine, step: Step, trees: readonly FileTree[]): string | null {
  const actor = machine.actors.find(({ name }) => name === step.actor)?.doc ?? null;
  const docs = [step.doc, ...docsAround(step.span, trees), actor].filter(doc => doc !== null);
  const anchored = docs.map(anchorText).find(text => text !== '');
  return anchored ?? docs.map(firstSentence).find(text => text !== '') ?? null;
}

interface Written {
  readonly span: Span;
  readonly comments: Comments;
}

// The innermost declaration first.
function docsAround({ source, start, end }: Span, trees: readonly FileTree[]): readonly string[] {
  const decls = trees
    .filter(tree => tree.source === source)
    .flatMap(tree => tree.decls)
    .flatMap((decl): readonly Written[] => (decl.kind === 'patch' ? decl.items : [decl]));
  return decls
    .filter(({ span }) => span.start <= start && end <= span.end)
    .sort((a, b) => b.span.start - a.span.start)
    .flatMap(({ comments }) => docOf(comments) ?? []);
}

/** `kernel_pgtable_work_func() in mm/pgtable-generic.c`; empty where the text has no anchor. */
export function anchorText(doc: string): string {
  const text = doc
    .split('\n')
    .map(line => `/// ${line}`)
    .join('\n');
  const named = anchorsOf({ path: 'doc', text }).flatMap(({ file, name }) =>
    name === null ? [] : [`${name} in ${file}`],
  );
  return [...new Set(named)].join(', ');
}

function firstSentence(doc: string): string {
  const line = oneLine(doc);
  const end = /[.:;](?= |$)/.exec(line);
  return end === null ? line : line.slice(0, end.index);
}

/**
 * The meanings as lines of two columns, of at most `width`. Of more than `most` lines the first
 * meanings are shown, and it is said how many are not.
 */
export function meaningLines(
  all: readonly Meaning[],
  width: number,
  most: number,
): readonly string[] {
  const blocks = all.map(({ steps, means }) => ({
    names: wrap(steps.join(', '), widestNames),
    words: means ?? 'nothing that the specification names',
  }));
  const room = Math.max(0, ...blocks.flatMap(({ names }) => names.map(n => n.length)));
  const shown: string[] = [];
  for (const [at, { names, words }] of blocks.entries()) {
    const means = wrap(words, width - room - 4);
    const height = Math.max(names.length, means.length);
    if (shown.length + height > most)
      return [...shown, `  and ${all.length - at} more, which the specification names`];
    for (let i = 0; i < height; i++)
      shown.push(`  ${(names[i] ?? '').padEnd(room)}  ${means[i] ?? ''}`.trimEnd());
  }
  return shown;
}
