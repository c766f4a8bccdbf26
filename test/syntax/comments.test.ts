/** Which thing a comment goes with, and what doc comments say. */
import { describe, expect, test } from 'vitest';
import { docOf } from '../../src/syntax/docs.ts';
import type { Comment, Comments, Decl, Stmt } from '../../src/syntax/tree.ts';
import { treeOf } from './support.ts';

const shown = (comments: readonly Comment[]): string => comments.map(c => c.text).join(' ');
const all = ({ before, after, inside }: Comments): string =>
  `${shown(before)}|${shown(after)}|${shown(inside)}`;

function first(text: string): Decl {
  const [decl] = treeOf(text).decls;
  if (decl === undefined) throw new Error('a declaration');
  return decl;
}

function statements(text: string): readonly Stmt[] {
  const decl = first(`proc p() { ${text} }`);
  if (decl.kind !== 'proc') throw new Error('a procedure');
  return decl.body.statements;
}

describe('comments of declarations', () => {
  test('on lines before it go before it', () => {
    expect(all(first('// a\n/* b */\n\n// c\nvar x: T = e;').comments)).toBe('// a /* b */ // c||');
  });

  test('behind it on its last line go after it', () => {
    expect(all(first('var x: T =\n  e; // a\n// b').comments)).toBe('|// a|');
  });

  test('in its middle go before it', () => {
    expect(all(first('// a\nvar x: /* b */ T = // c\n e;').comments)).toBe('// a /* b */ // c||');
  });

  test('behind the last of a file stay in the file', () => {
    const tree = treeOf('var x: T = e;\n// a\n// b\n');
    expect(shown(tree.inside)).toBe('// a // b');
  });

  test('before a closing brace stay inside', () => {
    expect(all(first('enum E { a, b // b\n // end\n }').comments)).toBe('||// end');
  });
});

describe('comments of statements', () => {
  test('go with the statement that they stand at', () => {
    const [one, two] = statements('// a\nx = 1; // b\n// c\ny = 2; /* d */ // e\n');
    expect([one, two].map(s => s && all(s.comments))).toEqual(['// a|// b|', '// c|/* d */ // e|']);
  });

  test('behind an opening brace go before the first statement', () => {
    const [loop] = statements('forever { // a\n x = 1; }');
    if (loop?.kind !== 'forever') throw new Error('a loop');
    expect(loop.body.statements.map(s => all(s.comments))).toEqual(['// a||']);
  });

  test('of an empty block stay in it', () => {
    const [loop] = statements('forever { // a\n }');
    if (loop?.kind !== 'forever') throw new Error('a loop');
    expect(shown(loop.body.inside)).toBe('// a');
  });

  test('between two branches go before the whole', () => {
    const [choice] = statements('if a { x = 1; } // a\n else /* b */ if b { } /* c */ else { }');
    expect(choice && all(choice.comments)).toBe('// a /* b */ /* c */||');
  });

  test('before `else` of a match open its block', () => {
    const [match] = statements('match w { case a { }\n // b\n else { x = 1; } }');
    if (match?.kind !== 'match') throw new Error('a match');
    expect(match.otherwise?.statements.map(s => all(s.comments))).toEqual(['// b||']);
  });
});

describe('the text of a block comment', () => {
  test('keeps its shape when the code moves', () => {
    const [one] = statements('\n    /* a\n     * b\n     */\n    x = 1;');
    expect(one && shown(one.comments.before)).toBe('/* a\n * b\n */');
  });
});

describe('doc comments', () => {
  test('are joined by lines', () => {
    expect(docOf(first('/// One,\n// not this,\n/// two.\nvar x: T = e;').comments)).toBe(
      'One,\ntwo.',
    );
  });

  test('are missing where none stand', () => {
    expect(docOf(first('//// a rule\n// a\nvar x: T = e;').comments)).toBeNull();
  });
});
