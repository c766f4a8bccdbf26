/**
 * The words of the language: which ones open a declaration, how such a declaration
 * ends, and which are reserved. grammar.ohm says the same in its own way; a test
 * holds the two together.
 */

/**
 * How the text of a declaration ends: at `;`, at the brace that closes its first
 * block, or in one of the two ways of its own.
 */
export type Ending = 'semicolon' | 'brace' | 'scenario' | 'expect';

/** A word that opens a piece of text: how that ends, and the rule of the grammar for it. */
export interface Opening {
  readonly ending: Ending;
  readonly rule: string;
}

/** The words that open a declaration at the top or in a patch. */
export const declarationWords: ReadonlyMap<string, Opening> = new Map<string, Opening>([
  ['module', { ending: 'semicolon', rule: 'Module' }],
  ['import', { ending: 'semicolon', rule: 'Import' }],
  ['symmetric', { ending: 'semicolon', rule: 'Symmetric' }],
  ['enum', { ending: 'brace', rule: 'Enum' }],
  ['struct', { ending: 'brace', rule: 'Struct' }],
  ['union', { ending: 'brace', rule: 'Union' }],
  ['type', { ending: 'semicolon', rule: 'TypeDef' }],
  ['config', { ending: 'semicolon', rule: 'Config' }],
  ['const', { ending: 'semicolon', rule: 'Const' }],
  ['var', { ending: 'semicolon', rule: 'Var' }],
  ['fun', { ending: 'semicolon', rule: 'Fun' }],
  ['proc', { ending: 'brace', rule: 'Proc' }],
  ['init', { ending: 'brace', rule: 'Init' }],
  ['thread', { ending: 'brace', rule: 'Thread' }],
  ['fair', { ending: 'brace', rule: 'Thread' }],
  ['strong', { ending: 'brace', rule: 'Thread' }],
  ['unfair', { ending: 'brace', rule: 'Thread' }],
  ['device', { ending: 'brace', rule: 'Device' }],
  ['invariant', { ending: 'semicolon', rule: 'Property' }],
  ['transition', { ending: 'semicolon', rule: 'Property' }],
  ['cover', { ending: 'semicolon', rule: 'Property' }],
  ['property', { ending: 'semicolon', rule: 'Property' }],
  ['scenario', { ending: 'scenario', rule: 'Scenario' }],
  ['patch', { ending: 'brace', rule: 'Patch' }],
  ['variant', { ending: 'semicolon', rule: 'Variant' }],
  ['series', { ending: 'semicolon', rule: 'Series' }],
  ['expect', { ending: 'expect', rule: 'Expect' }],
  ['allow', { ending: 'semicolon', rule: 'Allow' }],
  ['assume', { ending: 'semicolon', rule: 'Assume' }],
]);

/** The words that open an edit; they stand in patches only. */
export const editWords: ReadonlyMap<string, Opening> = new Map<string, Opening>([
  ['replace', { ending: 'brace', rule: 'EditStmts' }],
  ['before', { ending: 'brace', rule: 'EditStmts' }],
  ['after', { ending: 'brace', rule: 'EditStmts' }],
  ['remove', { ending: 'semicolon', rule: 'EditRemove' }],
  ['extend', { ending: 'brace', rule: 'Extend' }],
]);

/** What no declaration may be called: words of statements and operators. */
export const reservedWords: ReadonlySet<string> = new Set(
  `always and assert assume at atomic bool break case continue either else eventually exists
  false for forall forever if implies in intersect is let match minus none not or original pick
  return skip some subset true union until var wait_until when where while with`.split(/\s+/),
);

/** Words that open a statement; `var` is none of them, it opens a thread. */
export const statementWords: readonly string[] =
  `assert assume atomic break continue either for forever if let match original pick return
  skip wait_until when while`.split(/\s+/);
