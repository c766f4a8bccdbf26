/**
 * From the entries of a block to the claim they say, or to the reason why they say
 * none. The sum is judged elsewhere: a block whose sum was made for nonsense ends here.
 */
import type { Claim, Row, Safety, Subject, Violation } from '../claim.ts';
import type { Entry } from './tokens.ts';
import {
  digestPattern,
  isPropertyKind,
  namePattern,
  numberPattern,
  paramPattern,
  setPattern,
} from './words.ts';

/** What a block says apart from its sum. */
export interface Parts {
  readonly name: string;
  /** In order, from `tool` on. */
  readonly header: readonly Entry[];
  readonly rows: readonly Row[];
  readonly loop: number | null;
}

/** The claim, or a sentence about what is wrong. */
export function claimOf(parts: Parts): Claim | string {
  const subject = subjectOf(parts);
  if (typeof subject === 'string') return subject;
  const result = textBehind(parts, 'result').split(' ');
  return result[0] === 'holds' ? safetyOf(parts, subject) : violationOf(parts, subject, result);
}

const textBehind = ({ header }: Parts, key: string): string =>
  header.find(entry => entry.word === key)?.text ?? '';

function subjectOf(parts: Parts): Subject | string {
  const [kind = '', ...rest] = textBehind(parts, 'check').split(' ');
  const [digest = '', ...file] = textBehind(parts, 'spec').split(' ').reverse();
  const params = paramsOf(textBehind(parts, 'params'));
  if (!namePattern.test(parts.name)) return `'${parts.name}' is no name of a block`;
  if (!digestPattern.test(digest)) return `'spec' does not end in 40 hex digits`;
  if (!isPropertyKind(kind)) return `'check' names no kind of property`;
  if (params === null) return `'params' is no list of NAME=VALUE`;
  return {
    name: parts.name,
    tool: textBehind(parts, 'tool'),
    spec: { file: file.reverse().join(' '), digest },
    variant: textBehind(parts, 'variant'),
    params,
    check: { kind, name: rest.join(' ') },
  };
}

type Params = Subject['params'];

/** The parameters; a word that opens none outside of brackets belongs to the value before it. */
function paramsOf(text: string): Params | null {
  if (text === 'none') return [];
  const params: { name: string; value: string }[] = [];
  let depth = 0;
  for (const word of text.split(' ')) {
    const opened = depth === 0 ? paramPattern.exec(word) : null;
    const last = params.at(-1);
    if (opened !== null) params.push({ name: opened[1] ?? '', value: opened[2] ?? '' });
    else if (last === undefined) return null;
    else last.value += ` ${word}`;
    depth += balance(word);
  }
  return depth === 0 && params.every(p => p.value !== '') ? params : null;
}

function balance(word: string): number {
  let depth = 0;
  for (const c of word) depth += '([{'.includes(c) ? 1 : ')]}'.includes(c) ? -1 : 0;
  return depth;
}

function violationOf(
  { rows, loop }: Parts,
  subject: Subject,
  [word, count = '']: readonly string[],
): Violation | string {
  if (word !== 'violated' || !numberPattern.test(count)) {
    return `'result' is neither 'holds' nor 'violated N'`;
  }
  const length = Number(count);
  const last = rows.at(-1)?.number ?? 0;
  if (last !== length) return `'violated ${length}', but the last row is ${last}`;
  if (loop !== null && (loop < 1 || loop > length)) return `'loop ${loop}' is the number of no row`;
  return { kind: 'violation', ...subject, length, rows, loop };
}

function safetyOf(parts: Parts, subject: Subject): Safety | string {
  const sym = subject.params.at(-1);
  if (sym?.name !== 'sym' || !/^(on|off)$/.test(sym.value))
    return `'params' lacks 'sym=on' or 'sym=off'`;
  const counts = /^(\d+) transitions=(\d+)$/.exec(textBehind(parts, 'states'));
  const [states, transitions] = [numberIn(counts?.[1]), numberIn(counts?.[2])];
  const depth = numberIn(textBehind(parts, 'depth'));
  const set = textBehind(parts, 'set');
  if (states === null || transitions === null) return `'states' is not 'N transitions=N'`;
  if (depth === null) return `'depth' is no number`;
  if (!setPattern.test(set)) return `'set' is not 32 hex digits`;
  const inductive = inductiveOf(parts);
  if (typeof inductive === 'string') return inductive;
  return {
    kind: 'safety',
    ...subject,
    params: subject.params.slice(0, -1),
    symmetry: sym.value === 'on',
    states,
    transitions,
    depth,
    set,
    inductive,
  };
}

function inductiveOf(parts: Parts): Safety['inductive'] | string {
  const text = textBehind(parts, 'inv');
  if (text === '') return null;
  const found = /^(\S+) typed=(\d+) sat=(\d+)$/.exec(text);
  const [typed, satisfying] = [numberIn(found?.[2]), numberIn(found?.[3])];
  if (typed === null || satisfying === null) return `'inv' is not 'NAME typed=N sat=N'`;
  return { name: found?.[1] ?? '', typed, satisfying };
}

const numberIn = (text: string | undefined): number | null =>
  text !== undefined && numberPattern.test(text) ? Number(text) : null;
