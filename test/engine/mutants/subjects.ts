/**
 * Small machines whose code is mutated: between them they use every part of a module. All
 * properties are judged, so that what a mutant does to a flag is seen.
 */

import { pack } from '../../../src/engine/layout/pack.ts';
import { program } from '../../../src/engine/lower/program.ts';
import type { Program } from '../../../src/engine/program.ts';
import type { Machine } from '../../../src/machine/machine.ts';
import { initialStates } from '../../../src/reference/initial.ts';
import { everything, machineOf } from '../../support/spec.ts';

/** A program, its initial states in words, and how small the table is at first. */
export interface Subject {
  readonly name: string;
  readonly machine: Machine;
  readonly program: Program;
  readonly initial: readonly Uint32Array[];
  readonly slots: number;
  /**
   * Which functions are mutated. With symmetry many instances of a step are never taken from a
   * canonical state, so their code is mutated without.
   */
  readonly mutable: (of: string) => boolean;
}

const texts: Readonly<Record<string, string>> = {
  'values of all types': `module m;
    enum E { a, b, c }
    union U { idle, busy { e: E, n: 0 .. 5 }, both { x: bool, y: bool } }
    struct P { e: E, o: (0 .. 6)? }
    var u: U = idle; var p: P = { e: a, o: none }; var s: set of 0 .. 5 max 2 = {};
    var q: seq of E max 1 = []; var k: -3 .. 3 -> bool = false; var n: -3 .. 3 = -3;
    device d {
      action take(e: E) when u is idle { u = busy { e: e, n: n + 3 > 5 ? 5 : n + 3 }; }
      action give when u is busy r and r.n > 2 { p = { e: r.e, o: some r.n }; u = both { x: k[n], y: r.e == b }; }
      action rest { match u { case both t { assert t.x or n < 3 "x"; u = idle; } else { u = idle; } } }
      action count when p.o is some i { s += (i * 5 + 1) % 6; p.o = none; }
      action drop when s != {} { s = { z in s where z % 2 == 0 }; when len(q) < 1; q += p.e; }
      action turn { n = n == 3 ? -3 : n + 2 > 3 ? n + 1 : n + 2; k[n] = n > 0 and not k[-n]; }
      action shift when len(q) > 0 { p.e = q[0]; q = tail(q); }
    }
    invariant few = count(s) < 2 or 4 not in s;
    invariant part = n == 0 or 6 / n != 3 or len(q) < 1;
    transition grows = s subset next(s) or p.o is none;
    cover far = u is both t and t.x and t.y and p.e == c;`,
  'members without pointers': `module m;
    symmetric Cpu[4];
    enum S { idle, want, own }
    var at_: Cpu -> S = idle; var n: Cpu -> 0 .. 3 = 0; var holder: Cpu? = none; var free: bool = true;
    device cpu(c: Cpu) {
      action want when at_[c] == idle { at_[c] = S.want; }
      action take when at_[c] == S.want and free { at_[c] = own; holder = some c; free = false; n[c] = (n[c] + 1) % 4; }
      action give when holder == some c { at_[c] = idle; free = true; holder = none; }
    }
    invariant one = forall c, d in Cpu: at_[c] == own and at_[d] == own implies c == d;
    cover all = forall c in Cpu: n[c] == 3;`,
  'three members that point': `module m;
    symmetric S[3]; symmetric T[2];
    var next_: S -> S? = none; var owner: S -> T? = none; var head_: S? = none; var last: T -> set of S = {};
    device d(t: T) {
      action link(x: S, y: S) when x != y and owner[y] != some t { next_[x] = some y; owner[y] = some t; }
      action top(x: S) when owner[x] is some o { head_ = some x; last[o] += x; }
      action cut(x: S) when head_ == some x { head_ = next_[x]; next_[x] = none; last[t] -= x; }
    }
    invariant loop = forall x, y in S: next_[x] == some y and next_[y] == some x implies owner[x] != owner[y];
    transition kept = forall x in S: owner[x] is some _ implies next(owner[x]) is some _;`,
  'many members that point': `module m;
    symmetric S[5];
    var next_: S -> S? = none; var head_: S? = none; var n: 0 .. 4 = 0;
    device d {
      action push(x: S) when n < 4 and next_[x] is none { next_[x] = head_; head_ = some x; n += 1; }
      action swap(x: S, y: S) when x != y and head_ == some x { next_[x] = some y; head_ = some y; }
      action cut(x: S) when head_ == some x and n > 1 { next_[x] = none; }
    }
    invariant self = forall x in S: next_[x] != some x;`,
  'loops and choices in a step': `module m;
    var q: seq of 0 .. 3 max 2 = []; var x: 0 .. 3 = 0; var n: 0 .. 3 = 1; var done_: bool = false;
    thread t {
      forever { atomic {
        for i in q { either { x = i; } or { when i > 0 and x < 3; x += 1; } or { break; } }
        while n < x { n += 1; if n == 2 { either { skip; } or { x = 2; } } }
        pick k in 0 .. 3 where k > n;
        n = k; assert x != 3 or k != 2 "both";
      } }
    }
    device d { action push(k: 0 .. 3) { q += k; n = 0; } action clear { q = []; x = 0; } }
    invariant i_ = x != 3 or n != 3;`,
  'more states than the first table holds': `module m;
    var a: 0 .. 7 = 0; var b: 0 .. 7 = 0; var c: 0 .. 7 -> bool = false; var e: 0 .. 3 = 0;
    device d {
      action up when a < 7 { a += 1; }
      action right when b < 7 { b += 1; }
      action mark when a == b { c[a] = true; }
      action turn when a > b { e = (e + 1) % 4; }
    }
    cover end_ = c[7] and c[0];`,
};

// Little more than a handful of indices (memory.ts), so that most of the tables grow.
const smallSlots = 2048;

const isBody = (of: string): boolean => /^(expand|judge|unfinished)/.test(of);

/** All of them. */
export const subjects = (): readonly Subject[] =>
  Object.entries(texts).flatMap(([name, text]) => {
    const machine = machineOf(text);
    const subject = subjectOf(name, machine, true);
    if (machine.scalarsets.length === 0) return [subject];
    return [{ ...subject, mutable: (of: string) => !isBody(of) }];
  });

function subjectOf(name: string, machine: Machine, symmetry: boolean): Subject {
  const made = program(machine, everything(machine, symmetry));
  if ('kind' in made) throw new Error(made.reason);
  const initial = initialStates(machine).states.map(s => pack(made.layout, s.toArray()));
  return { name, machine, program: made, initial, slots: smallSlots, mutable: () => true };
}
