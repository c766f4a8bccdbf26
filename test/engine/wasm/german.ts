/**
 * German's cache protocol with data, by hand. With symmetry the pointer to the node that is
 * served is a bit in the block of each node, without it a number.
 */
import { present as known } from '../../../src/base/assertion.ts';
import type { Body, Bool, Field, Stmt } from '../../../src/engine/ir/code.ts';
import { bit } from '../../../src/engine/ir/fold.ts';
import type { Program } from '../../../src/engine/program.ts';
import { all, any, body, fields, has, is, not, program, put, raise, rule, when } from './toy.ts';

const [I, S, E] = [0, 1, 2];
const [none, reqS, reqE] = [0, 1, 2];
const [empty, inv, gntS, gntE] = [0, 1, 2, 3];

const layout = (nodes: number, symmetric: boolean) => {
  const taken = fields();
  const { take, align } = taken;
  const node = Array.from({ length: nodes }, () => {
    align(symmetric ? 13 : 12);
    return {
      cSt: take(2),
      cDa: take(1),
      ch1: take(2),
      ch2: take(2),
      d2: take(1),
      ch3: take(1),
      d3: take(1),
      invSet: take(1),
      shrSet: take(1),
      served: symmetric ? take(1) : null,
    };
  });
  align(8);
  const home = {
    exGntd: take(1),
    curCmd: take(2),
    curPtr: symmetric ? null : take(3),
    memData: take(1),
    auxData: take(1),
  };
  return { node, home, words: taken.words() };
};

const blockOf = ({ cSt, served }: Node): Field => ({
  word: cSt.word,
  shift: cSt.shift,
  width: served === null ? 12 : 13,
});

/** The pointer to the node of an index: set, and asked. */
const serve = ({ home: { curPtr } }: Parts, { served }: Node, i: number): Stmt =>
  served === null ? put(present(curPtr), i + 1) : put(served, 1);
const isServed = ({ home: { curPtr } }: Parts, { served }: Node, i: number): Bool =>
  served === null ? is(present(curPtr), i + 1) : has(served);
const forget = ({ home: { curPtr }, node }: Parts): readonly Stmt[] =>
  curPtr === null ? node.map(({ served }) => put(present(served), 0)) : [put(curPtr, 0)];

const present = (field: Field | null): Field =>
  known(field ?? undefined, 'it is in one of the two');

type Parts = ReturnType<typeof layout>;
type Node = Parts['node'][number];

const before = (field: Node['cDa']): Bool => bit('before', field);

const requests = (parts: Parts, n: Node, i: number): readonly Body[] => {
  const { node, home } = parts;
  const receive = (step: number, request: number): Body =>
    rule(
      step,
      all(is(home.curCmd, none), is(n.ch1, request)),
      put(home.curCmd, request),
      serve(parts, n, i),
      put(n.ch1, none),
      ...node.map(({ invSet, shrSet }) => put(invSet, before(shrSet))),
    );
  return [
    ...[0, 1].map(d => rule(0, is(n.cSt, E), put(n.cDa, d), put(home.auxData, d))),
    rule(1, all(is(n.ch1, none), is(n.cSt, I)), put(n.ch1, reqS)),
    rule(2, all(is(n.ch1, none), not(is(n.cSt, E))), put(n.ch1, reqE)),
    receive(3, reqS),
    receive(4, reqE),
  ];
};

const invalidations = ({ home }: Parts, n: Node): readonly Body[] => [
  rule(
    5,
    all(
      is(n.ch2, empty),
      has(n.invSet),
      any(is(home.curCmd, reqE), all(is(home.curCmd, reqS), has(home.exGntd))),
    ),
    put(n.ch2, inv),
    put(n.invSet, 0),
  ),
  rule(
    6,
    all(is(n.ch2, inv), not(has(n.ch3))),
    put(n.ch2, empty),
    put(n.ch3, 1),
    when(is(n.cSt, E), [put(n.d3, before(n.cDa))]),
    put(n.cSt, I),
    put(n.cDa, 0),
  ),
  rule(
    7,
    all(has(n.ch3), not(is(home.curCmd, none))),
    put(n.ch3, 0),
    put(n.shrSet, 0),
    when(has(home.exGntd), [put(home.exGntd, 0), put(home.memData, before(n.d3))]),
    put(n.d3, 0),
  ),
];

const grants = (parts: Parts, n: Node, i: number): readonly Body[] => {
  const { node, home } = parts;
  const asked = (request: number): Bool =>
    all(is(home.curCmd, request), isServed(parts, n, i), is(n.ch2, empty), not(has(home.exGntd)));
  const grant = [
    put(n.d2, before(home.memData)),
    put(n.shrSet, 1),
    put(home.curCmd, none),
    ...forget(parts),
  ];
  const receive = (step: number, message: number, state: number): Body =>
    rule(
      step,
      is(n.ch2, message),
      put(n.cSt, state),
      put(n.cDa, before(n.d2)),
      put(n.ch2, empty),
      put(n.d2, 0),
    );
  const unshared = all(...node.map(({ shrSet }) => not(has(shrSet))));
  return [
    rule(8, asked(reqS), put(n.ch2, gntS), ...grant),
    rule(9, all(asked(reqE), unshared), put(n.ch2, gntE), put(home.exGntd, 1), ...grant),
    receive(10, gntS, S),
    receive(11, gntE, E),
  ];
};

const violations = ({ node, home }: Parts): Bool => {
  const pairs = node.flatMap((a, i) =>
    node.flatMap((b, j) => (i === j ? [] : [all(is(a.cSt, E), not(is(b.cSt, I)))])),
  );
  const same = (a: Node['cDa'], b: Node['cDa']): Bool => ({
    kind: 'same',
    left: before(a),
    right: before(b),
  });
  return any(
    ...pairs,
    all(not(has(home.exGntd)), not(same(home.memData, home.auxData))),
    ...node.map(n => all(not(is(n.cSt, I)), not(same(n.cDa, home.auxData)))),
  );
};

/** The protocol, and its initial states as halves of words. */
export const german = (
  nodes: number,
  symmetric = false,
): { readonly program: Program; readonly initial: readonly Uint32Array[] } => {
  const parts = layout(nodes, symmetric);
  const { node, home, words } = parts;
  const initial = [0, 1].map(d => {
    const state = new BigUint64Array(words);
    for (const { word, shift } of [home.memData, home.auxData]) {
      state[word] = (state[word] ?? 0n) | (BigInt(d) << BigInt(shift));
    }
    return new Uint32Array(state.buffer);
  });
  const expand = node.flatMap((n, i) => [
    ...requests(parts, n, i),
    ...invalidations(parts, n),
    ...grants(parts, n, i),
  ]);
  const judge = [body([when(violations(parts), [raise(0)])])];
  const made = program(words, { expand, judge, steps: 12, properties: [0] });
  if (!symmetric) return { program: made, initial };
  const scalarsets = [{ kind: 'scalarset', name: 'Node', size: nodes } as const];
  const symmetry = { sorted: [{ set: 0, blocks: node.map(blockOf) }], joint: [] };
  return { program: { ...made, layout: { ...made.layout, scalarsets, symmetry } }, initial };
};
