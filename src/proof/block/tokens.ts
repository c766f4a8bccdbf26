/**
 * The token text of a claim: each key or number with its words, single blanks between
 * them, one a line. The sum is over this text and not over bytes of a mail, so blanks,
 * line ends, columns and commentary can be damaged without harm. The sum finds damage;
 * it says nothing about who wrote a claim.
 */
import { createHash } from 'node:crypto';
import type { Claim } from '../claim.ts';

/** A key, or the number of a row, and what stands behind it. */
export interface Entry {
  readonly word: string;
  readonly text: string;
}

/** The entries of a claim in the order of the format, without the sum. */
export function entriesOf(claim: Claim): readonly Entry[] {
  return [{ word: 'begin', text: claim.name }, ...headerOf(claim), ...bodyOf(claim)];
}

/** The lines of the header, from `tool` to `result` or to what a safety claim says. */
export function headerOf(claim: Claim): readonly Entry[] {
  const { tool, spec, variant, check } = claim;
  return [
    { word: 'tool', text: tool },
    { word: 'spec', text: `${spec.file} ${spec.digest}` },
    { word: 'variant', text: variant },
    { word: 'params', text: paramsText(claim) },
    { word: 'check', text: `${check.kind} ${check.name}` },
    ...resultOf(claim),
  ];
}

function resultOf(claim: Claim): readonly Entry[] {
  if (claim.kind === 'violation') return [{ word: 'result', text: `violated ${claim.length}` }];
  const { states, transitions, depth, set, inductive } = claim;
  return [
    { word: 'result', text: 'holds' },
    { word: 'states', text: `${states} transitions=${transitions}` },
    { word: 'depth', text: `${depth}` },
    { word: 'set', text: set },
    ...(inductive === null
      ? []
      : [
          {
            word: 'inv',
            text: `${inductive.name} typed=${inductive.typed} sat=${inductive.satisfying}`,
          },
        ]),
  ];
}

function bodyOf(claim: Claim): readonly Entry[] {
  if (claim.kind === 'safety') return [];
  return [
    ...claim.rows.map(row => ({ word: `${row.number}`, text: row.action })),
    ...(claim.loop === null ? [] : [{ word: 'loop', text: `${claim.loop}` }]),
  ];
}

// A parameter of the specification may be called `sym` too: the last one is the format's.
function paramsText(claim: Claim): string {
  const own = claim.params.map(({ name, value }) => `${name}=${value}`);
  const all = claim.kind === 'violation' ? own : [...own, `sym=${claim.symmetry ? 'on' : 'off'}`];
  return all.length === 0 ? 'none' : all.join(' ');
}

/** What is hashed of entries. */
export const textOf = (entries: readonly Entry[]): string =>
  entries.map(({ word, text }) => `${word} ${text}\n`).join('');

/** The first 64 bits of SHA-256 of a token text, as `0123-4567-89ab-cdef`. */
export function sumOfText(text: string): string {
  const hex = createHash('sha256').update(text, 'utf8').digest('hex');
  return [0, 4, 8, 12].map(at => hex.slice(at, at + 4)).join('-');
}

/** The sum of a claim, as it stands at its end. */
export const sumOf = (claim: Claim): string => sumOfText(textOf(entriesOf(claim)));
