/** States that lie in words in unusual ways mean what the reference says. */
import { describe, expect, it } from 'vitest';
import { agreed, layoutOf } from './agree.ts';

describe('engines agree with the reference where', () => {
  it('a state is one bit', () => {
    const text = 'module m; var x: bool = false; device d { action a { x = not x; } }';
    expect(layoutOf(text)).toMatchObject({ bits: 1, words: 1 });
    expect(agreed(text)).toMatchObject({ states: 2, transitions: 2 });
  }, 60_000);

  it('a state has no bits at all', () => {
    const text =
      'module m; var x: 3 .. 3 = 3; device d { action a when x == 3 { x = x; } } cover once_c = x == 3;';
    expect(layoutOf(text).bits).toBe(0);
    expect(agreed(text)).toMatchObject({ states: 1, transitions: 1 });
  }, 60_000);

  it('a state has more than 1,024 bits', () => {
    const text = `module m;
      var x: 0 .. 299 -> 0 .. 15 = 9; var y: 0 .. 299 = 0;
      device d {
        action a { x[y] = (x[y] + y) % 16; y = (y + 7) % 300; }
        action b { x[299 - y] = 0; y = (y * 2) % 300; }
      }
      invariant always_i = x[299] != 3;`;
    expect(layoutOf(text).bits).toBeGreaterThan(1024);
    expect(agreed(text).states).toBeGreaterThan(200);
  }, 60_000);

  it('a case of a union has a member beside other fields', () => {
    const text = `module m;
      symmetric Actor[2]; symmetric Page[2];
      union Walk { idle, near { page: Page, fresh: bool }, over { page: Page, a: bool, b: bool } }
      var walk: Actor -> Walk = idle; var used: set of Page = {};
      device d(x: Actor) {
        action go(p: Page) when walk[x] is idle { walk[x] = near { page: p, fresh: true }; }
        action on when walk[x] is near w { walk[x] = over { page: w.page, a: w.fresh, b: false }; }
        action end when walk[x] is over w { used += w.page; walk[x] = idle; }
      }
      cover once_c = used == Page;
      cover twice_c = exists x in Actor: walk[x] is over w and w.page in used;`;
    const { cells } = layoutOf(text);
    expect(new Set(cells.map(({ field }) => field)).size).toBe(cells.length);
    expect(agreed(text).states).toBeGreaterThan(10);
  }, 60_000);

  it('sets over large types are stored as slots', () => {
    const text = `module m;
      var s: set of 0 .. 999 max 3 = { 7, 3 }; var n: 0 .. 3 = 0;
      device d {
        action add(k: 0 .. 3) { s += 250 * k + n; }
        action take(k: 0 .. 3) { s -= 250 * k + n; }
        action drop { for i in s { if i > 500 { s -= i; } } }
        action turn { n = (n + 1) % 4; }
      }
      invariant always_i = count(s) < 3 or 753 not in s;
      cover once_c = s == { 0, 501, 752 };
      transition step_t = s subset next(s) or next(s) subset s;`;
    expect(layoutOf(text).stores[0]?.kind).toBe('slots');
    expect(agreed(text).states).toBeGreaterThan(200);
  }, 60_000);

  it('sets over large structs are stored as slots', () => {
    const text = `module m;
      enum E { a, b, c }
      struct P { e: E, n: 0 .. 99, o: bool? }
      var s: set of P max 2 = {}; var n: 0 .. 99 = 98;
      device d {
        action add(e: E, o: bool?) { s += P { e: e, n: n, o: o }; }
        action take when exists p in s: p.o is some q and q { s = { p in s where not (p.o is some q and q) }; }
        action turn { n = 197 - n; }
        action map { s = { p with { e: E.a } for p in s }; }
      }
      invariant always_i = forall p, q in s: p.e == q.e implies p == q;`;
    expect(layoutOf(text).stores[0]?.kind).toBe('slots');
    expect(agreed(text).states).toBeGreaterThan(200);
  }, 60_000);

  it('integers have large ranges', () => {
    const text = `module m;
      var x: -1000000000000 .. 1000000000000 = -7; var y: 0 .. 4294967296 = 4294967295;
      device d {
        action up when x < 900000000000 { x = x * 10 + 1; }
        action down { x = x / 3; }
        action part { y = (y * 3 + 1) % 4294967297; }
        action rest { x = x % 1000003 - 5; }
      }
      invariant always_i = x != 0; invariant always_j = y > 5;`;
    expect(agreed(text).states).toBeGreaterThan(200);
  }, 60_000);

  it('cases of a union share fields', () => {
    const text = `module m;
      union U { none_, one { a: 0 .. 3, b: bool }, two { c: bool, d: 2 .. 5 }, three { e: seq of bool max 2 } }
      var u: U = none_; var v: U = one { a: 3, b: true };
      device d {
        action a { match u { case one o { u = two { c: o.b, d: o.a + 2 }; } case two t { u = one { a: t.d - 2, b: not t.c }; } case three w { u = three { e: w.e == [] ? [true] : [] }; } else { u = three { e: [false] }; } } }
        action b { let w = u; u = v; v = w; }
        action c(n: 0 .. 3) { u = one { a: n, b: n == 2 }; }
        action e { v = three { e: [true, u is one o and o.b] }; }
      }
      invariant always_i = u == v implies u is one _;
      cover once_k = u is two t and t.d == 4 and v is three w and w.e == [true, false];`;
    expect(agreed(text).states).toBeGreaterThan(30);
  }, 60_000);

  it('an option goes to one whose integers begin elsewhere', () => {
    const text = `module m;
      struct P { o: (0 .. 2)? }
      var v: (0 .. 2)? = none; var r: (1 .. 2)? = none; var p: P = P { o: none }; var c: bool = false;
      var o: ((0 .. 2)?)? = none; var q: seq of 0 .. 2 max 2 = []; var w: seq of 1 .. 2 max 2 = [];
      device d {
        action a { v = r; } action b { p = P { o: r }; } action e { p.o = c ? r : p.o; } action f { o = some r; }
        action g { r = r is none ? some 2 : none; c = not c; } action h { q = w; w = w == [] ? [1] : []; }
      }`;
    expect(agreed(text).states).toBeGreaterThan(20);
  }, 60_000);

  it('an option is none in the step that made it so', () => {
    const text = `module m;
      var v: (1 .. 2)? = none; var r: (1 .. 2)? = none; var w: (1 .. 9)? = none; var n: 0 .. 3 = 0;
      device d {
        action a { v = r; if v is none { n = 1; } }
        action b { v = n == 1 ? r : v; if v is none { n = 2; } }
        action c { v = w; if v is none { n = 3; } }
        action e { r = r is none ? some 2 : none; }
        action f { w = w is none ? some 2 : none; n = 0; }
      }`;
    expect(agreed(text).states).toBeGreaterThan(20);
  }, 60_000);

  it('fields have no width', () => {
    const text = `module m;
      enum One { only }
      symmetric S[1];
      struct P { z: 5 .. 5, o: One?, s: S, f: 2 .. 2 -> bool }
      union U { single }
      var p: P in { P { z: 5, o: none, s: z, f: [n in 2 .. 2: false] } for z in S }; var u: U = single; var q: seq of 4 .. 4 max 2 = [];
      var k: S? = none; var e: set of One = {};
      device d {
        action a { p.o = p.o is none ? some One.only : none; }
        action b { p.f[2] = not p.f[p.z - 3]; }
        action c { q += p.z - 1; }
        action f { q = tail(q); }
        action g(s: S) { k = some s; p.s = s; }
        action h { e += One.only; }
        action j when u == single { k = none; e = {}; }
      }
      invariant always_i = q != [4, 4] or p.o is none; cover once_c = k == some p.s;`;
    expect(agreed(text).states).toBeGreaterThan(20);
  }, 60_000);

  it('a scalarset has one member and another has many places', () => {
    const text = `module m;
      symmetric One[1]; symmetric Many[3];
      var o: One -> Many? = none; var w: Many -> set of One = {}; var last: Many? = none;
      device d(m: Many) {
        action a(k: One) when o[k] is none { o[k] = some m; w[m] += k; last = some m; }
        action b(k: One) when o[k] == some m { o[k] = none; w[m] -= k; }
      }
      thread t(k: One) { forever { wait_until o[k] is some m; atomic { last = o[k]; o[k] = none; } } }
      invariant always_i = forall m in Many, k in One: k in w[m] implies o[k] == some m;`;
    expect(agreed(text).states).toBeGreaterThan(3);
  }, 60_000);

  it('maps are keyed by structs, options and unions', () => {
    const text = `module m;
      enum E { a, b }
      struct K { e: E, n: 1 .. 2 }
      union U { p, q { b: bool } }
      var x: K -> 0 .. 2 = 0; var y: E? -> bool = false; var z: U -> E? = none; var o: (1 .. 2)? -> U = p;
      device d {
        action a(k: K) when x[k] < 2 { x[k] += 1; }
        action b(e: E?) { y[e] = not y[e]; }
        action c(u: U) when y[none] { z[u] = some (u is p ? a : b); }
        action f { o[some 2] = z[p] is some e ? q { b: e == a } : p; }
        action g { o[z[q { b: true }] is none ? none : some 1] = o[some 2]; }
      }
      invariant always_i = x[K { e: b, n: 2 }] < 2 or y[some a] or z[q { b: false }] is none;`;
    expect(agreed(text).states).toBeGreaterThan(200);
  }, 60_000);

  it('sequences hold structs, sequences and sets', () => {
    const text = `module m;
      enum E { a, b }
      struct P { e: E, s: set of E }
      var q: seq of P max 2 = []; var w: seq of (seq of bool max 2) max 2 = []; var n: 0 .. 1 = 0;
      device d {
        action a(e: E) when len(q) < 2 { q += P { e: e, s: {} }; }
        action b when q != [] { q = tail(q); }
        action c when n < len(q) { q[n].s += q[n].e; q[n].e = q[len(q) - 1].e; }
        action f when len(w) < 2 { w += [n == 0]; }
        action g when n < len(w) and len(w[n]) < 2 { w[n] += w[0][0]; w[n][0] = false; }
        action h when w != [] { w = [last(w)]; }
        action j { n = 1 - n; }
      }
      invariant always_i = len(q) == 2 and len(w) == 2 implies q[0] != q[1] or w[0] != w[1];`;
    expect(agreed(text).states).toBeGreaterThan(200);
  }, 60_000);
});
