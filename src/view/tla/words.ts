/**
 * Names in a module of TLA+: what the language of the module and the modules it extends
 * have taken, and names that stay free of it. A bound name must differ from every name
 * around it, for TLA+ has no shadowing.
 */

const reserved =
  'ACTION ASSUME ASSUMPTION AXIOM BY CASE CHOOSE CONSTANT CONSTANTS COROLLARY DEF DEFINE DEFS ' +
  'DOMAIN ELSE ENABLED EXCEPT EXTENDS HAVE HIDE IF IN INSTANCE LAMBDA LEMMA LET LOCAL MODULE NEW ' +
  'OBVIOUS OMITTED ONLY OTHER PICK PROOF PROPOSITION PROVE QED RECURSIVE SF_ STATE STRONG SUBSET ' +
  'SUFFICES TAKE TEMPORAL THEN THEOREM UNCHANGED UNION USE VARIABLE VARIABLES WF_ WITH WITNESS';

/** Of Integers, Sequences, FiniteSets and TLC. */
const extended =
  'BOOLEAN TRUE FALSE STRING Nat Int Seq Len Head Tail Append SubSeq SelectSeq Cardinality ' +
  'IsFiniteSet Assert Print PrintT JavaTime TLCGet TLCSet Permutations SortSeq RandomElement Any ' +
  'TLCEval ToString TLCFP TLCCache';

const taken: ReadonlySet<string> = new Set(`${reserved} ${extended}`.split(' '));

/** A name that TLA+ allows and that is not among those in use. */
export function freeName(wish: string, used: ReadonlySet<string>): string {
  const plain = wish.replaceAll(/[^A-Za-z0-9_]/g, '_');
  const legal = /^(?:WF_|SF_)|^[0-9_]*$/.test(plain) ? `x_${plain}` : plain;
  for (let n = 1; ; n++) {
    const name = n === 1 ? legal : `${legal}_${n}`;
    if (!taken.has(name) && !used.has(name)) return name;
  }
}

/** Gives every wish a name of its own. */
export class Names {
  private readonly given = new Set<string>();

  /** The names given so far. */
  get used(): ReadonlySet<string> {
    return this.given;
  }

  /** A name like the wish that nobody has yet. */
  give(wish: string): string {
    const name = freeName(wish, this.given);
    this.given.add(name);
    return name;
  }
}

/** Text between quotes. TLA+ strings and comments are written in ASCII. */
export const quoted = (text: string): string =>
  `"${ascii(text).replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll(/\s/g, ' ')}"`;

/** The text with a `?` for each character that is not ASCII. */
export const ascii = (text: string): string => text.replaceAll(/[^\x20-\x7e\n]/gu, '?');

/** Lines of a comment, or none. */
export const comment = (text: string | null): readonly string[] =>
  text === null || text === ''
    ? []
    : ascii(text)
        .split('\n')
        .map(line => `\\* ${line}`.trimEnd());
