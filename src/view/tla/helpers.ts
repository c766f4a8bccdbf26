/**
 * Operators that a module defines for itself, where it needs them: what the language has
 * and TLA+ has not, and errors of a run as assertions that TLC reports.
 */

/** A helper; `name` gives each of its parameters a name that is free in the module. */
export interface Helper {
  readonly name: string;
  readonly needs: readonly string[];
  readonly text: (name: (wish: string) => string) => string;
}

/** All of them, each behind those that it needs. */
export const helpers: readonly Helper[] = [
  {
    name: 'SetsOf',
    needs: [],
    text: n => `\\* Sets with room for so many elements.
SetsOf(${n('T')}, ${n('max')}) == {${n('s')} \\in SUBSET ${n('T')} : Cardinality(${n('s')}) <= ${n('max')}}`,
  },
  {
    name: 'SeqsOf',
    needs: [],
    text: n => `\\* Sequences with room for so many items.
SeqsOf(${n('T')}, ${n('max')}) == UNION {[1 .. ${n('len')} -> ${n('T')}] : ${n('len')} \\in 0 .. ${n('max')}}`,
  },
  {
    name: 'OptionsOf',
    needs: [],
    text: n => `\\* A value that may itself be none, or nothing.
OptionsOf(${n('T')}) == {<<>>} \\union {<<${n('v')}>> : ${n('v')} \\in ${n('T')}}`,
  },
  {
    name: 'Unwrap',
    needs: ['none'],
    text: n => `\\* The value of an option; it is an error where there is none.
Unwrap(${n('v')}, ${n('where')}) == IF Assert(${n('v')} # none, "none is unwrapped: " \\o ${n('where')}) THEN ${n('v')} ELSE ${n('v')}`,
  },
  {
    name: 'Fit',
    needs: [],
    text: n => `\\* A value that must be in its type.
Fit(${n('v')}, ${n('T')}, ${n('where')}) ==
  IF Assert(${n('v')} \\in ${n('T')}, <<"does not fit", ${n('v')}, ${n('where')}>>) THEN ${n('v')} ELSE ${n('v')}`,
  },
  {
    name: 'With',
    needs: [],
    text: n => `\\* Of a value that is taken also where it is not needed: it may be an error.
With(${n('v')}, ${n('Do')}(_)) == CHOOSE ${n('r')} \\in {${n('Do')}(${n('w')}) : ${n('w')} \\in {${n('v')}}} : TRUE`,
  },
  {
    name: 'After',
    needs: [],
    text: n => `\\* A value behind assertions.
After(${n('ok')}, ${n('v')}) == IF ${n('ok')} THEN ${n('v')} ELSE ${n('v')}`,
  },
  {
    name: 'Holds',
    needs: [],
    text: n => `\\* A condition, as opposed to a choice: what stands first in it decides.
Holds(${n('test')}) == ${n('test')} = TRUE`,
  },
  {
    name: 'Fold',
    needs: [],
    text: n => `\\* The turns of a loop that commute: once for each element.
Fold(${n('Turn')}(_, _), ${n('start')}, ${n('S')}) ==
  LET ${n('done')}[${n('T')} \\in SUBSET ${n('S')}] ==
        IF ${n('T')} = {} THEN ${n('start')}
        ELSE LET ${n('e')} == CHOOSE ${n('e')} \\in ${n('T')} : TRUE
             IN ${n('Turn')}(${n('done')}[${n('T')} \\ {${n('e')}}], ${n('e')})
  IN ${n('done')}[${n('S')}]`,
  },
  {
    name: 'Least',
    needs: [],
    text: n =>
      `Least(${n('S')}) == CHOOSE ${n('a')} \\in ${n('S')} : \\A ${n('b')} \\in ${n('S')} : ${n('a')} <= ${n('b')}`,
  },
  {
    name: 'Greatest',
    needs: [],
    text: n =>
      `Greatest(${n('S')}) == CHOOSE ${n('a')} \\in ${n('S')} : \\A ${n('b')} \\in ${n('S')} : ${n('a')} >= ${n('b')}`,
  },
  {
    name: 'FirstOf',
    needs: [],
    text: n => `\\* The first element of a set, by a list of all there could be.
FirstOf(${n('S')}, ${n('order')}) ==
  ${n('order')}[CHOOSE ${n('i')} \\in 1 .. Len(${n('order')}) : ${n('order')}[${n('i')}] \\in ${n('S')} /\\ \\A ${n('j')} \\in 1 .. ${n('i')} - 1 : ${n('order')}[${n('j')}] \\notin ${n('S')}]`,
  },
  {
    name: 'LastOf',
    needs: [],
    text: n => `\\* The last element of a set, by a list of all there could be.
LastOf(${n('S')}, ${n('order')}) ==
  ${n('order')}[CHOOSE ${n('i')} \\in 1 .. Len(${n('order')}) : ${n('order')}[${n('i')}] \\in ${n('S')} /\\ \\A ${n('j')} \\in ${n('i')} + 1 .. Len(${n('order')}) : ${n('order')}[${n('j')}] \\notin ${n('S')}]`,
  },
  {
    name: 'Quotient',
    needs: [],
    text: n => `\\* As in C: towards zero.
Quotient(${n('a')}, ${n('b')}) ==
  LET ${n('abs')}(${n('n')}) == IF ${n('n')} < 0 THEN -${n('n')} ELSE ${n('n')}
      ${n('q')} == ${n('abs')}(${n('a')}) \\div ${n('abs')}(${n('b')})
  IN IF (${n('a')} < 0) = (${n('b')} < 0) THEN ${n('q')} ELSE -${n('q')}`,
  },
  {
    name: 'Remainder',
    needs: ['Quotient'],
    text: n => `\\* As in C: with the sign of the left side.
Remainder(${n('a')}, ${n('b')}) == ${n('a')} - Quotient(${n('a')}, ${n('b')}) * ${n('b')}`,
  },
];

/** Names that every module keeps for itself. */
export const fixedNames: readonly string[] = [
  'none',
  ...helpers.map(h => h.name),
  'vars',
  'TypeOK',
  'Init',
  'Next',
  'Spec',
  'Symmetry',
  'Finished',
  'Judged',
];
