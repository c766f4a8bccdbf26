/** Matched types to `TypeExpr`: one small reader a rule, found by the rule's name. */
import { present } from '../../base/assertion.ts';
import type { Node } from '../grammar.ts';
import type { TypeExpr } from '../tree.ts';
import { expressionOf } from './expressions.ts';
import { nameOf, type Reader, type Reading, spanOf } from './reading.ts';

/** Reads any type. */
export function typeOf(reading: Reading, node: Node): TypeExpr {
  const reader = readers[node.ctorName];
  if (reader !== undefined) return reader(reading, node);
  return typeOf(reading, present(node.children[0], `a reader for ${node.ctorName}`));
}

const readers: Readonly<Record<string, Reader<TypeExpr>>> = {
  // Type = Option arrow Type
  Type_map: (r, n) => ({
    kind: 'mapType',
    key: typeOf(r, n.child(0)),
    value: typeOf(r, n.child(2)),
    span: spanOf(r, n),
  }),
  // Option = TypeAtom "?"
  Option_option: (r, n) => ({ kind: 'optionType', of: typeOf(r, n.child(0)), span: spanOf(r, n) }),
  // TypeAtom = setK ofK Option maxK Bound
  TypeAtom_boundedSet: (r, n) => ({
    kind: 'setType',
    of: typeOf(r, n.child(2)),
    max: expressionOf(r, n.child(4)),
    span: spanOf(r, n),
  }),
  // TypeAtom = setK ofK Option
  TypeAtom_set: (r, n) => ({
    kind: 'setType',
    of: typeOf(r, n.child(2)),
    max: null,
    span: spanOf(r, n),
  }),
  // TypeAtom = seqK ofK Option maxK Bound
  TypeAtom_seq: (r, n) => ({
    kind: 'seqType',
    of: typeOf(r, n.child(2)),
    max: expressionOf(r, n.child(4)),
    span: spanOf(r, n),
  }),
  // TypeAtom = boolK
  TypeAtom_bool: (r, n) => ({ kind: 'boolType', span: spanOf(r, n) }),
  // TypeAtom = Bound ".." Bound
  TypeAtom_range: (r, n) => ({
    kind: 'rangeType',
    low: expressionOf(r, n.child(0)),
    high: expressionOf(r, n.child(2)),
    span: spanOf(r, n),
  }),
  // TypeAtom = "(" Type ")"
  TypeAtom_parenthesised: (r, n) => typeOf(r, n.child(1)),
  // TypeAtom = name
  TypeAtom_named: (r, n) => ({
    kind: 'namedType',
    name: nameOf(r, n.child(0)),
    span: spanOf(r, n),
  }),
};
