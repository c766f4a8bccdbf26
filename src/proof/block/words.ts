/**
 * The words of the block format and what is well-formed in it, as spec/claims.md has
 * them. Writer and reader share these and nothing else, so that each can be held
 * against the page alone.
 */
import type { PropertyKind } from '../claim.ts';

/** The keys of a header in their order; those of a safety claim stand behind `result`. */
export const headerKeys = ['tool', 'spec', 'variant', 'params', 'check', 'result'] as const;
/** The keys that only a safety claim has, in their order; `inv` may be missing. */
export const safetyKeys = ['states', 'depth', 'set', 'inv'] as const;

/** A key that opens a line of a header. */
export type Key = (typeof headerKeys)[number] | (typeof safetyKeys)[number];

/** Words that no value of a header may be or contain between blanks. */
export const reserved: ReadonlySet<string> = new Set([
  ...headerKeys,
  ...safetyKeys,
  'loop',
  'sum',
  'begin',
  'end',
]);

/** All kinds of properties, as a `check` line names them. */
export const propertyKinds: ReadonlySet<string> = new Set<PropertyKind>([
  'invariant',
  'transition',
  'assert',
  'deadlock',
  'runtime',
  'cover',
]);

/** Whether a word is a kind of property. */
export const isPropertyKind = (word: string): word is PropertyKind => propertyKinds.has(word);

/** Columns that a row may fill: two levels of quoting keep it under 78. */
export const rowWidth = 72;
/** Columns that a line of the header may fill: six levels of quoting keep it under 78. */
export const headerWidth = 66;
/** Lines of a block inside a mail. */
export const mostLines = 40;
/** Lines that a reader looks at for one block, and characters. */
export const mostReadLines = 400;
export const mostReadChars = 65_536;
/** Characters of one action; bounds what a bracket that never closes can cost. */
export const longestAction = 1000;

/** The name of a block. */
export const namePattern = /^[A-Za-z][A-Za-z0-9_.-]{0,57}$/;
/** A name that is no claim's: the text between is a specification, see `inline`. */
export const specNamePattern = /^[A-Za-z][A-Za-z0-9_.-]{0,51}\.pspec$/;
/** A whole number without leading zeros that a double holds exactly. */
export const numberPattern = /^(?:0|[1-9]\d{0,14})$/;
/** The sum at the end of a block. */
export const sumPattern = /^[0-9a-f]{4}(?:-[0-9a-f]{4}){3}$/;
/** The digest of a specification. */
export const digestPattern = /^[0-9a-f]{40}$/;
/** The digest of a set of states. */
export const setPattern = /^[0-9a-f]{32}$/;
/** A parameter with the first word of its value, as the writer and reader know it. */
export const paramPattern = /^([A-Za-z_]\w*)=(.*)$/;
