/**
 * The grammar at work: matches one declaration against its rule. The recipe (made
 * from grammar.ohm by build/recipe.js) is unpacked at the first match, which takes
 * milliseconds where reading the grammar itself would take 200.
 */
import * as ohm from 'ohm-js';
import { recipe } from './recipe.ts';

declare module 'ohm-js' {
  /** Unpacks what `Grammar.toRecipe` gave; ohm's own declarations leave it out. */
  export function makeRecipe(recipe: string): Grammar;
}

/** A node of what matched; its children are those of the rule in grammar.ohm. */
export type Node = ohm.Node;

/** What matched, or how far it got and what ohm would have taken there. */
export type Match =
  | { readonly kind: 'matched'; readonly root: Node }
  | { readonly kind: 'failed'; readonly offset: number; readonly expected: () => string };

interface Loaded {
  readonly grammar: ohm.Grammar;
  /** Without operations, for to add one costs milliseconds. */
  readonly semantics: ohm.Semantics;
}

let loaded: Loaded | undefined;

function load(): Loaded {
  const grammar = ohm.makeRecipe(recipe);
  return { grammar, semantics: grammar.createSemantics() };
}

/** Matches a whole text against a rule. Offsets count from the beginning of that text. */
export function match(text: string, rule: string): Match {
  loaded ??= load();
  const { grammar, semantics } = loaded;
  const result = grammar.match(text, rule);
  // By the declarations it has operations alone, but it is the node itself.
  if (!result.failed()) return { kind: 'matched', root: semantics(result) as Node };
  const offset = result.getInterval().startIdx;
  return { kind: 'failed', offset, expected: () => result.shortMessage };
}
