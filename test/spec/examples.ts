/**
 * What the blocks of a page claim, in order. The words behind a fence say what is to be
 * done with it (spec/language.md, "How the examples are checked"); blocks that name a
 * file build up the files that later sessions find.
 */
import type { Fence, Page } from './page.ts';

/** The files of a page at some point of it, by name. */
export type Files = ReadonlyMap<string, string>;

/** One claim of a page; `output` is the line of the block that shows what comes out, from 1. */
export type Example = {
  readonly name: string;
  readonly output: number | null;
} /** It has no errors, among these files. */ & (
  | { readonly kind: 'accepted'; readonly text: string; readonly files: Files }
  /** The messages that the text gives, whole; warnings about its first lines only, for the rest is context. */
  | {
      readonly kind: 'wrong';
      readonly text: string;
      readonly messages: string;
      readonly lines: number;
    }
  /** Expressions, one a line, that are true in the initial state. */
  | { readonly kind: 'true'; readonly text: string; readonly context: string }
  /** A command run on the text, and lines that it prints. */
  | {
      readonly kind: 'run';
      readonly text: string;
      readonly words: readonly string[];
      readonly excerpt: string;
    }
  /** Commands with all that they print, among these files. */
  | { readonly kind: 'session'; readonly text: string; readonly files: Files }
);

/** Languages of blocks that claim nothing: what others write, and the grammar. */
const quiet = ['c', 'sh', 'tla', 'murphi', 'promela', 'json', 'grammar', 'words'];

const commands = ['check', 'test', 'compare', 'format'];

interface Progress {
  readonly examples: Example[];
  readonly files: Map<string, string>;
  context: string;
}

/** The claims of a page; throws where a block cannot be understood. */
export function examplesOf(page: Page): readonly Example[] {
  const progress: Progress = { examples: [], files: new Map(), context: '' };
  page.fences.forEach((fence, at) => {
    const next = page.fences[at + 1];
    take(fence, next?.language === 'text' ? next : null, progress);
  });
  return progress.examples;
}

function take(fence: Fence, below: Fence | null, progress: Progress): void {
  const { language, words, text, line } = fence;
  const { examples, files } = progress;
  const [first = ''] = words;
  const name = `${fence.heading} (line ${line})`;
  const output = below === null ? null : below.line;
  if (language === 'text') {
    if (text.startsWith('$ '))
      examples.push({ name, output: line, kind: 'session', text, files: new Map(files) });
  } else if (language === 'diff') {
    files.set(first, edited(files.get(first) ?? '', text));
    examples.push({
      name,
      output: null,
      kind: 'accepted',
      text: files.get(first) ?? '',
      files: new Map(files),
    });
  } else if (language === 'pspec') {
    examples.push({ name, output, ...specOf(fence, below?.text ?? '', progress) });
    if (first.endsWith('.pspec')) files.set(first, text);
    if (first === 'context') progress.context = text;
  } else if (!quiet.includes(language)) {
    throw new Error(`line ${line}: no test knows blocks of \`${language}\``);
  }
}

type Claim = Example extends infer E
  ? E extends Example
    ? Omit<E, 'name' | 'output'>
    : never
  : never;

// Declarations may stand in any order, so the context comes last and moves no line.
function specOf({ words, text, line }: Fence, output: string, { context, files }: Progress): Claim {
  const [first = '', second = ''] = words;
  const inContext = words.includes('part') ? `${text}${context}` : text;
  if (first === 'true') return { kind: 'true', text, context };
  if (first === 'statements')
    return { kind: 'accepted', text: `thread example {\n${text}}\n${context}`, files };
  if (first === 'wrong' || second === 'wrong') {
    return { kind: 'wrong', text: inContext, messages: output, lines: text.split('\n').length - 1 };
  }
  if (commands.includes(first)) return { kind: 'run', text, words, excerpt: output };
  const known = first === '' || first === 'context' || first === 'part' || first.endsWith('.pspec');
  if (!known) throw new Error(`line ${line}: nobody knows what \`${first}\` asks for`);
  return { kind: 'accepted', text: inContext, files: new Map(files) };
}

/** The text with an edit made, as a patch file shows it: lines that stay, go and come. */
export function edited(text: string, diff: string): string {
  const lines = diff.split('\n').slice(0, -1);
  const side = (marks: string): string =>
    lines.flatMap(l => (marks.includes(l[0] ?? ' ') ? `${l.slice(1)}\n` : [])).join('');
  const [before, after] = [side(' -'), side(' +')];
  const places = text.split(before).length - 1;
  if (places !== 1) throw new Error(`the edit fits ${places} places:\n${diff}`);
  return text.replace(before, () => after);
}
