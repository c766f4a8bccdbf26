/** What laws of the engines throw: where the reference and an engine part. */
import { isDeepStrictEqual } from 'node:util';

/** Two answers to one question. */
export class Different extends Error {
  constructor(what: string, reference: unknown, engine: unknown) {
    super(`${what}\n  reference: ${shown(reference)}\n  engine:    ${shown(engine)}`);
  }
}

const shown = (answer: unknown): string =>
  typeof answer === 'string'
    ? answer
    : JSON.stringify(answer, (_, value: unknown) =>
        typeof value === 'bigint' ? `${value}` : value,
      );

/** Throws where the answers are not equal. */
export function same(what: string, reference: unknown, engine: unknown): void {
  if (!isDeepStrictEqual(reference, engine)) throw new Different(what, reference, engine);
}

/** Throws where lists of texts are not equal as multisets; shows what only one has. */
export function sameTexts(
  what: string,
  reference: readonly string[],
  engine: readonly string[],
): void {
  const counts = new Map<string, number>();
  for (const text of reference) counts.set(text, (counts.get(text) ?? 0) + 1);
  for (const text of engine) counts.set(text, (counts.get(text) ?? 0) - 1);
  const only = (sign: 1 | -1): readonly string[] =>
    [...counts].flatMap(([text, n]) => (sign * n > 0 ? [text] : [])).slice(0, 5);
  const [missing, extra] = [only(1), only(-1)];
  if (missing.length + extra.length > 0)
    throw new Different(what, `only here ${missing.join(' ; ')}`, `only here ${extra.join(' ; ')}`);
}
