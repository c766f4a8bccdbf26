/** Every node of a Tree knows the text that it was read from, and no more than that. */
import { describe, expect, test } from 'vitest';
import { type Span, spanText } from '../../src/base/source.ts';
import { parseFile } from '../../src/syntax/parse.ts';
import { specifications } from './support.ts';

function isSpan(value: object): value is Span {
  return 'source' in value && 'start' in value && 'end' in value;
}

function spansOf(value: unknown): readonly Span[] {
  if (typeof value !== 'object' || value === null) return [];
  if (isSpan(value)) return [value];
  return Object.values(value).flatMap(spansOf);
}

describe('spans', () => {
  test.each(specifications())('of $path begin and end with a token', ({ path, text }) => {
    const tree = parseFile({ path, text }, () => {});
    const spans = spansOf(tree.decls);
    expect(spans.length).toBeGreaterThan(10);
    const loose = spans.map(spanText).filter(covered => covered === '' || /^\s|\s$/.test(covered));
    expect(loose).toEqual([]);
  });

  test('of names are the names', () => {
    const text = 'var  name : /* c */ Type = value ;';
    const [decl] = parseFile({ path: 'm', text }, () => {}).decls;
    expect(
      decl?.kind === 'var' &&
        [decl.name, decl.type, decl.initial?.expr].map(n => n && spanText(n.span)),
    ).toEqual(['name', 'Type', 'value']);
  });
});
