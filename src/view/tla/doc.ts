/**
 * Formulas with their layout: lists of conjuncts and disjuncts under each other, what
 * stands under a head (`LET`, `\E`), and choices by `IF`. In TLA+ the column of a bullet
 * has a meaning, so nothing but `lines` here ever breaks a line.
 */

export type Doc =
  | string
  | { readonly kind: 'list'; readonly op: '/\\' | '\\/'; readonly items: readonly Doc[] }
  /** A head on its line, the body indented below it. */
  | { readonly kind: 'under'; readonly head: string; readonly body: Doc }
  /** An operator that is defined here and called below. */
  | {
      readonly kind: 'let';
      readonly lines: readonly string[];
      readonly head: string;
      readonly body: Doc;
      readonly call: string;
    }
  | {
      readonly kind: 'if';
      readonly test: string;
      readonly then: Doc;
      readonly otherwise: Doc;
    };

const isTrue = (doc: Doc): boolean => doc === 'TRUE';

/** All of these; lists within the list are joined with it. */
export function allOf(items: readonly Doc[]): Doc {
  const flat = items.flatMap(item =>
    typeof item === 'object' && item.kind === 'list' && item.op === '/\\' ? item.items : [item],
  );
  const left = flat.filter(item => !isTrue(item));
  const [only = 'TRUE', ...more] = left;
  return more.length === 0 ? only : { kind: 'list', op: '/\\', items: left };
}

/** One of these. */
export function oneOf(items: readonly Doc[]): Doc {
  const [only = 'FALSE', ...more] = items;
  return more.length === 0 ? only : { kind: 'list', op: '\\/', items };
}

/** A body below its head. */
export const under = (head: string, body: Doc): Doc => ({ kind: 'under', head, body });

/** The lines of a formula; the first is to be put behind `indent` columns of other text. */
export function lines(doc: Doc, indent: number): readonly string[] {
  if (typeof doc === 'string') return [doc];
  const pad = ' '.repeat(indent);
  switch (doc.kind) {
    case 'list':
      return doc.items.flatMap((item, i) => {
        const [first = '', ...rest] = lines(item, indent + 3);
        return [`${i === 0 ? '' : pad}${doc.op} ${first}`, ...rest];
      });
    case 'under':
      return [doc.head, ...hung(doc.body, indent + 2, '')];
    case 'let':
      return [
        ...doc.lines,
        `${pad}    ${doc.head}`,
        ...hung(doc.body, indent + 6, ''),
        `${pad}${doc.call}`,
      ];
    case 'if':
      return [
        `IF ${doc.test}`,
        ...hung(doc.then, indent + 2, 'THEN '),
        ...hung(doc.otherwise, indent + 2, 'ELSE '),
      ];
    default:
      return doc satisfies never;
  }
}

function hung(doc: Doc, indent: number, word: string): readonly string[] {
  const [first = '', ...rest] = lines(doc, indent + word.length);
  return [`${' '.repeat(indent)}${word}${first}`, ...rest];
}

/** `name == formula`, on one line where it is one. */
export function definition(head: string, doc: Doc): string {
  if (typeof doc === 'string' && head.length + doc.length < 94) return `${head} == ${doc}`;
  return [`${head} ==`, ...hung(doc, 2, '')].join('\n');
}
