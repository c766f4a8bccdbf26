/**
 * Every code of a diagnostic, by the pass that gives it. A code is a name that
 * people quote and `explain` looks up; each has a page in spec/errors with an
 * example that runs as a test, and a test compares this list with those pages.
 */
export const codes = [
  // text to Tree
  'syntax/token',
  'syntax/unexpected',
  'syntax/unclosed',
  'syntax/c-habit',
  'syntax/chained-comparison',
  'syntax/depth',
  // what comes with a later version
  'language/later',
  // files
  'import/missing',
  'import/circle',
  // names
  'names/unbound',
  'names/twice',
  'names/shadow',
  'names/not-readable',
  'names/not-writable',
  'names/recursion',
  'names/ambiguous',
  // types
  'types/mismatch',
  'types/range',
  'types/size',
  'types/place',
  'types/key',
  'types/infer',
  'types/missing-case',
  'types/arguments',
  'types/constant',
  'types/next',
  // what would break a symmetry
  'symmetry/order',
  'symmetry/member',
  'symmetry/loop',
  'symmetry/sequence',
  // statements
  'flow/wait-late',
  'flow/outside',
  'flow/result',
  'flow/unreachable',
  'flow/idle',
  // patches, variants, expectations
  'patch/no-target',
  'patch/conflict',
  'patch/requires',
  'patch/excludes',
  'patch/original',
  'patch/declared-twice',
  'patch/extend',
  'patch/binding',
  'patch/unknown',
  'expect/target',
  'scenario/step',
  // parameters from outside
  'config/unknown',
  'config/value',
  // lints
  'lint/stale-pick',
  'lint/never-read',
] as const;

/** The name of a kind of diagnostic: `names/unbound`. */
export type Code = (typeof codes)[number];

/** Errors that happen while a model runs; they are verdicts, not diagnostics. */
export const runtimeCodes = [
  'runtime/range',
  'runtime/none',
  'runtime/overflow',
  'runtime/underflow',
  'runtime/index',
  'runtime/division',
  'runtime/loop',
] as const;

/** The name of a kind of run-time error. */
export type RuntimeCode = (typeof runtimeCodes)[number];
