/** Loops, branches and faults inside one step mean what the reference says. */
import { describe, expect, it } from 'vitest';
import { agreed, agreedFaults, programOf } from './agree.ts';

const codeOf = (text: string): string =>
  JSON.stringify(programOf(text).expand, (key, value) => (key === 'site' ? 0 : value));

describe('engines agree with the reference where', () => {
  it('a loop in one step ends when the state says so', () => {
    const text = `module m;
      var x: 0 .. 90 = 0; var n: 0 .. 90 = 40;
      device d {
        action a { while x < n { x += 1; if x % 7 == 3 { break; } } }
        action b { n = (n * 3 + 1) % 91; }
        action c { x = 0; }
      }
      invariant always_i = x != 38;`;
    expect(codeOf(text)).toContain('ifStacked');
    expect(agreed(text).states).toBeGreaterThan(20);
  }, 60_000);

  it('a loop in one step chooses in each of its turns', () => {
    const text = `module m;
      var q: seq of 0 .. 2 max 3 = [];
      var x: 0 .. 2 = 0;
      thread t {
        forever { atomic {
          for i in q { either { x = i; } or { when i > 0; x = i - 1; } or { break; } }
          pick k in 0 .. 2 where k != x;
          x = k;
        } }
      }
      device d { action push(k: 0 .. 2) when len(q) < 3 { q += k; } action pop { q = tail(q); } }`;
    expect(codeOf(text)).toContain('ifStacked');
    expect(agreed(text)).toMatchObject({ states: 40 * 3 });
  }, 60_000);

  it('a loop in one step never ends', () => {
    const text = `module m;
      var x: 0 .. 3 = 0;
      device d { action a { while x < 3 { x = 0; } } action b { x = 3; } action c { x = 1; } }`;
    expect(agreedFaults(text)).toContain('runtime/loop 1');
  }, 60_000);

  it('nested loops choose so often that their ways cannot be written out', () => {
    const text = `module m;
      var s: set of 0 .. 2 max 1 = { 0 }; var k: 0 .. 3 = 0;
      device d {
        action a {
          for i in s { for j in 0 .. 2 { s -= s; pick n in 0 .. 1; k = n; pick l in 0 .. 1; k = (k + l) % 4; } }
          when k != 3; pick n in 0 .. 2; s += n;
        }
        action b { s = { k % 3 }; }
      }`;
    expect(codeOf(text)).toContain('ifStacked');
    expect(codeOf(text).length).toBeLessThan(100_000);
    agreed(text);
  }, 60_000);

  it('a loop over elements without order fails in some of its turns', () => {
    const text = `module m;
      symmetric S[3];
      var x: S -> 0 .. 2 = 0; var y: S -> 0 .. 2 = 0; var s: set of S = {};
      device d {
        action a { for i in S { if i in s { x[i] += 1; } else { assert y[i] < 1 "y"; y[i] += 1; } } }
        action b(i: S) { s += i; }
        action c(i: S) { s -= i; x[i] = 0; y[i] = 0; }
      }`;
    expect(agreedFaults(text)).toEqual(expect.arrayContaining(['y 2', 'runtime/range 6']));
  }, 60_000);

  it('a division stands behind the test that it is none by zero', () => {
    const text = `module m;
      var x: 0 .. 9 = 0; var y: 0 .. 3 = 0;
      fun part(a: 0 .. 9, b: 0 .. 3): 0 .. 9 = b != 0 ? a / b : 0;
      device d {
        action a { y = (y + 1) % 4; }
        action b when y != 0 and 6 / y > 2 { x = part(9, y); }
        action c when y == 0 or x % y == 0 { x = y == 0 ? 9 : x / y; }
        action e { x = part(x, y); }
      }
      invariant always_i = y == 0 or x / y != 7;
      invariant always_j = y != 0 implies 7 % y < 3;
      invariant always_k = forall n in 0 .. 3: n != 0 implies x / n <= 9;
      transition step_t = next(y) != 0 implies x / next(y) <= 9;`;
    expect(agreedFaults(text)).toEqual([]);
  }, 60_000);

  it('a division by zero fails', () => {
    const text = `module m;
      var x: 0 .. 9 = 4; var y: 0 .. 3 = 1;
      device d { action a { y = (y + 1) % 4; } action b { x = x / y; } action c { x = 9 % (y - 3); } }
      invariant always_i = x / (x - 9) <= 0 or y > 0;`;
    expect(agreedFaults(text)).toEqual(expect.arrayContaining(['runtime/division 3']));
  }, 60_000);

  it('quotients and remainders of negative numbers round toward zero', () => {
    const text = `module m;
      var x: -20 .. 20 = -20; var y: -3 .. 3 = -3; var q: -20 .. 20 = 0; var r: -20 .. 20 = 0;
      device d {
        action a { x = x == 20 ? -20 : x + 1; }
        action b { y = y == 3 ? -3 : (y == -1 ? 1 : y + 1); }
        action c { q = x / y; r = x % y; }
      }
      invariant always_i = q * y + r == x or q == 0 or true;
      cover once_k = q == -6 and r == 2;`;
    expect(agreed(text).states).toBeGreaterThan(200);
  }, 60_000);

  it('what is assigned reads what was assigned before in the same step', () => {
    const text = `module m;
      var a: 0 .. 3 = 0; var b: 0 .. 3 = 1; var m: 0 .. 3 -> 0 .. 3 = [i in 0 .. 3: 3 - i];
      device d {
        action swap { let t = a; a = b; b = t; m[a] = b; m[m[a]] = a; }
        action turn { a = m[a]; m[a] = m[m[a]]; b = m[b]; if a == b { b = (b + 1) % 4; } m[b] = a; }
        action up { b = (b + 1) % 4; m[b] = m[a]; a = m[b]; }
      }
      invariant always_i = m[a] != m[b] or a <= b;`;
    expect(agreed(text).states).toBeGreaterThan(20);
  }, 60_000);

  it('branches that meet again have bound, chosen and failed on the way', () => {
    const text = `module m;
      var a: 0 .. 5 = 0; var o: (0 .. 5)? = none; var w: bool = false;
      proc p(var x: 0 .. 5, n: 0 .. 5): bool { if n > 4 { return false; } x = n; return x > 2; }
      thread t {
        forever { atomic {
          if o is some k { a = k; w = p(a, k + 1); } else { let k = a; either { a = k; } or { when k < 3; a = k + 1; } w = p(a, k); }
          if w { when a != 3; o = some a; } else { assert a < 5 "five"; o = none; }
          match o { case some k { a = 5 - k; } case none { w = not w; } }
        } }
      }
      device d { action a { o = some a; } action b when not w { a = (a + 1) % 6; } }`;
    expect(agreed(text).states).toBeGreaterThan(20);
  }, 60_000);

  it('integers without bounds are computed on the way', () => {
    const text = `module m;
      var a: 0 .. 9 = 9; var s: set of 0 .. 9 = {};
      fun square(n: -99 .. 99): 0 .. 9801 = n * n;
      device d {
        action a { let x = a * 1000 - 500; let y = square(a) - x; a = (y * y) % 10; }
        action b { let big = { i * 7 for i in 0 .. 9 where i > a }; s = { i in 0 .. 9 where i in big }; }
        action c { for i in a - 2 .. a + 2 { if i in 0 .. 9 { s += i; } } }
        action e { a = count(s); }
      }
      invariant always_i = 7 not in s or a < 8;`;
    expect(agreed(text).states).toBeGreaterThan(20);
  }, 60_000);
});
