/** German's cache protocol with two data values, by hand; counts are known from other checkers. */

import type { Expr } from '../../src/machine/expr.ts';
import type { Machine } from '../../src/machine/machine.ts';
import {
  all,
  and,
  Builder,
  binder,
  bool,
  cond,
  constant,
  enumOf,
  eq,
  everywhere,
  forall,
  forEach,
  get,
  implies,
  mapType,
  member,
  ne,
  not,
  option,
  or,
  pick,
  range,
  ref,
  type Stmt,
  scalarset,
  set,
  some,
  truth,
  when,
} from './machines.ts';

/** The protocol for this many nodes. */
export function german(nodes: number): Machine {
  const Node = scalarset('Node', nodes);
  const Data = range(0, 1);
  const Cache = enumOf('Cache', 'I', 'S', 'E');
  const M1 = enumOf('M1', 'E1', 'ReqS', 'ReqE');
  const M2 = enumOf('M2', 'E2', 'Inv', 'GntS', 'GntE');
  const b = new Builder(Node);
  const zero = constant(Data, 0);
  const none = constant(option(Node), null);
  const [I, S, E] = [member(Cache, 'I'), member(Cache, 'S'), member(Cache, 'E')];
  const [E1, ReqS, ReqE] = [member(M1, 'E1'), member(M1, 'ReqS'), member(M1, 'ReqE')];
  const [E2, Inv, GntS, GntE] = [
    member(M2, 'E2'),
    member(M2, 'Inv'),
    member(M2, 'GntS'),
    member(M2, 'GntE'),
  ];
  const perNode = (name: string, type: typeof Data, initial: Expr): Expr =>
    b.shared(name, mapType(Node, type), everywhere(Node, initial));
  const cst = perNode('CSt', Cache, I);
  const cda = perNode('CDa', Data, zero);
  const ch1 = perNode('Ch1', M1, E1);
  const ch2 = perNode('Ch2', M2, E2);
  const d2 = perNode('D2', Data, zero);
  const ch3 = perNode('Ch3', bool, truth(false));
  const d3 = perNode('D3', Data, zero);
  const inv = perNode('InvSet', bool, truth(false));
  const shr = perNode('ShrSet', bool, truth(false));
  const exGntd = b.shared('ExGntd', bool, truth(false));
  const curCmd = b.shared('CurCmd', M1, E1);
  const curPtr = b.shared('CurPtr', option(Node), none);
  const mem = b.shared('MemData', Data, zero);
  const aux = b.shared('AuxData', Data, zero);
  const start = binder('d', Data);
  b.begin(pick(start, all(Data)), set(mem, ref(start)), set(aux, ref(start)));

  const rule = (body: (i: Expr) => Stmt[]) => {
    const i = binder('i', Node);
    return { params: [i], body: body(ref(i)) };
  };
  const storeNode = binder('i', Node);
  const storeData = binder('d', Data);
  const receive =
    (request: Expr) =>
    (i: Expr): Stmt[] => {
      const j = binder('j', Node);
      return [
        when(and(eq(curCmd, E1), eq(get(ch1, i), request))),
        set(curCmd, request),
        set(curPtr, some(i)),
        set(get(ch1, i), E1),
        forEach(j, all(Node), [set(get(inv, ref(j)), get(shr, ref(j)))]),
      ];
    };
  b.device('protocol', [], {
    Store: {
      params: [storeNode, storeData],
      body: [
        when(eq(get(cst, ref(storeNode)), E)),
        set(get(cda, ref(storeNode)), ref(storeData)),
        set(aux, ref(storeData)),
      ],
    },
    SendReqS: rule(i => [
      when(and(eq(get(ch1, i), E1), eq(get(cst, i), I))),
      set(get(ch1, i), ReqS),
    ]),
    SendReqE: rule(i => [
      when(and(eq(get(ch1, i), E1), ne(get(cst, i), E))),
      set(get(ch1, i), ReqE),
    ]),
    RecvReqS: rule(receive(ReqS)),
    RecvReqE: rule(receive(ReqE)),
    SendInv: rule(i => [
      when(
        and(eq(get(ch2, i), E2), get(inv, i), or(eq(curCmd, ReqE), and(eq(curCmd, ReqS), exGntd))),
      ),
      set(get(ch2, i), Inv),
      set(get(inv, i), truth(false)),
    ]),
    SendInvAck: rule(i => [
      when(and(eq(get(ch2, i), Inv), not(get(ch3, i)))),
      set(get(ch2, i), E2),
      set(get(ch3, i), truth(true)),
      cond(eq(get(cst, i), E), [set(get(d3, i), get(cda, i))]),
      set(get(cst, i), I),
      set(get(cda, i), zero),
    ]),
    RecvInvAck: rule(i => [
      when(and(get(ch3, i), ne(curCmd, E1))),
      set(get(ch3, i), truth(false)),
      set(get(shr, i), truth(false)),
      cond(exGntd, [set(exGntd, truth(false)), set(mem, get(d3, i))]),
      set(get(d3, i), zero),
    ]),
    SendGntS: rule(i => [
      when(and(eq(curCmd, ReqS), eq(curPtr, some(i)), eq(get(ch2, i), E2), not(exGntd))),
      set(get(ch2, i), GntS),
      set(get(d2, i), mem),
      set(get(shr, i), truth(true)),
      set(curCmd, E1),
      set(curPtr, none),
    ]),
    SendGntE: rule(i => [
      when(
        and(
          eq(curCmd, ReqE),
          eq(curPtr, some(i)),
          eq(get(ch2, i), E2),
          not(exGntd),
          forall('j', Node, j => not(get(shr, j))),
        ),
      ),
      set(get(ch2, i), GntE),
      set(get(d2, i), mem),
      set(get(shr, i), truth(true)),
      set(exGntd, truth(true)),
      set(curCmd, E1),
      set(curPtr, none),
    ]),
    RecvGntS: rule(i => [
      when(eq(get(ch2, i), GntS)),
      set(get(cst, i), S),
      set(get(cda, i), get(d2, i)),
      set(get(ch2, i), E2),
      set(get(d2, i), zero),
    ]),
    RecvGntE: rule(i => [
      when(eq(get(ch2, i), GntE)),
      set(get(cst, i), E),
      set(get(cda, i), get(d2, i)),
      set(get(ch2, i), E2),
      set(get(d2, i), zero),
    ]),
  });
  b.property(
    'invariant',
    'Ctrl',
    forall('i', Node, i =>
      forall('j', Node, j =>
        implies(
          ne(i, j),
          and(
            implies(eq(get(cst, i), E), eq(get(cst, j), I)),
            implies(eq(get(cst, i), S), ne(get(cst, j), E)),
          ),
        ),
      ),
    ),
  );
  b.property(
    'invariant',
    'Data',
    and(
      implies(not(exGntd), eq(mem, aux)),
      forall('i', Node, i => implies(ne(get(cst, i), I), eq(get(cda, i), aux))),
    ),
  );
  return b.machine();
}
