/** Bindings, scopes, procedures and loops: what lives in a state, and for how long. */
import { describe, expect, test } from 'vitest';
import { codes, counts, found, machineOf } from '../support/spec.ts';

const vars =
  'var x: 0 .. 3 = 0; var y: 0 .. 3 = 0; symmetric P[2]; var m: P -> 0 .. 3 = 0; var s: set of P = {};';

describe('a binding', () => {
  test('is part of the state until its block ends', () => {
    // With v in force at `b` the two picks make two states there; behind the block, one.
    expect(counts(`${vars} thread t { { pick v in 0 .. 1; b: y = 1; } c: y = 2; }`)).toBe('5/5');
  });

  test('is forgotten at the end of a loop turn', () => {
    expect(counts(`${vars} thread t { forever { pick v in 0 .. 1; b: y = 1; } }`)).toBe('6/8');
  });

  test('of `is` holds in the block, on the right of and, and of implies', () => {
    const text = `${vars} var o: P? = none; thread t { if o is some p and m[p] == 0 { x = m[p]; } } invariant i = o is some q implies q in s;`;
    expect(codes(text)).toEqual([]);
    expect(codes(`${vars} var o: P? = none; thread t { if o is some p or m[p] == 0 { } }`)).toEqual(
      ['names/unbound'],
    );
  });

  test('cannot be assigned', () => {
    expect(codes(`${vars} thread t { let v = x; v = 1; }`)).toEqual(['names/not-writable']);
  });

  test('has a name of its own: nothing is shadowed', () => {
    expect(codes(`${vars} thread t { let x = 1; }`)).toEqual(['names/shadow']);
    expect(codes(`${vars} thread t { let v = 1; if x == v { let v = 2; } }`)).toEqual([
      'names/shadow',
    ]);
    expect(codes(`${vars} thread t { { let v = 1; y = v; } { let v = 2; y = v; } }`)).toEqual([]);
  });
});

describe('a procedure', () => {
  test('takes no step itself; its statements are steps of the caller', () => {
    expect(counts(`${vars} proc p() { x = 1; y = 1; } thread t { p(); }`)).toBe('3/2');
  });

  test('reads by-value arguments within its first step', () => {
    expect(counts(`${vars} proc p(n: 0 .. 3) { y = n; } thread t { x = 2; p(x); }`)).toBe('3/2');
  });

  test('writes the place that a var parameter stands for', () => {
    expect(
      found(
        `${vars} proc set(var p: 0 .. 3) { p = 3; } thread t { set(y); } cover c = y == 3 and x == 0;`,
      ),
    ).toEqual(['cover c 1']);
  });

  test('gives a result as a whole right side', () => {
    const text = `${vars} proc get(): 0 .. 3 { take: atomic { let v = x; x = 0; return v; } } var l: 0 .. 3 = 3; thread t { x = 2; l = get(); } cover c = l == 2;`;
    expect(found(text)).toEqual(['cover c 2']);
  });

  test('in an atomic dissolves in it', () => {
    expect(counts(`${vars} proc p() { x = 1; y = 1; } thread t { atomic { p(); } }`)).toBe('2/1');
  });

  test('cannot call itself', () => {
    expect(codes(`${vars} proc p() { p(); } thread t { p(); }`)).toEqual(['names/recursion']);
  });

  test('with a result returns one on every way', () => {
    expect(
      codes(`${vars} proc p(): bool { if x == 0 { return true; } } thread t { let v = p(); }`),
    ).toEqual(['flow/result']);
  });
});

describe('for', () => {
  test('goes over a range in order, each step of the body a step', () => {
    expect(
      found(`${vars} thread t { for i in 1 .. 3 { x = i; } } transition up = next(x) > x;`),
    ).toEqual([]);
    expect(counts(`${vars} thread t { for i in 1 .. 3 { x = i; } }`)).toBe('4/3');
  });

  test('over a set without order takes any element that is left', () => {
    expect(counts(`${vars} thread t { for p in P { m[p] = 1; } }`)).toBe('4/4');
  });

  test('evaluates a shared collection in a step of its own', () => {
    expect(counts(`${vars} thread t { s = P; for p in s { m[p] = 1; } }`)).toBe('6/6');
    expect(counts(`${vars} thread t { for p in s { m[p] = 1; } }`)).toBe('2/1');
  });

  test('in an atomic runs all turns in the step', () => {
    expect(counts(`${vars} thread t { atomic { for p in P { m[p] = 1; } } }`)).toBe('2/1');
  });

  test('leaves by break and goes on by continue', () => {
    expect(counts(`${vars} thread t { for i in 0 .. 2 { if i == 1 { continue; } x = i; } }`)).toBe(
      '3/2',
    );
    expect(
      counts(`${vars} thread t { for i in 1 .. 3 { if i == 2 { break; } x = i; } y = 1; }`),
    ).toBe('3/2');
  });
});

describe('match', () => {
  const union = 'union W { idle, near { p: P }, far { p: P, n: 0 .. 1 } } var w: W = idle;';

  test('takes the case that fits and binds its payload', () => {
    const text = `${vars} ${union} thread t { go: atomic { pick p in P; w = near { p: p }; } match w { case idle { } case near a { m[a.p] = 1; } case far f { m[f.p] = f.n; } } } cover c = exists p in P: m[p] == 1;`;
    expect(found(text)).toEqual(['cover c 3']);
  });

  test('says every case', () => {
    expect(codes(`${vars} ${union} thread t { match w { case idle { } } }`)).toEqual([
      'types/missing-case',
    ]);
    expect(codes(`${vars} ${union} thread t { match w { case idle { } else { } } }`)).toEqual([]);
  });
});

describe('a property', () => {
  const patched = 'patch p { var z: bool = true; } variant v = base + p;';

  test('exists in the variants that have all its names', () => {
    const text = `${vars} ${patched} device d { action a { x = 0; } } invariant i = z;`;
    expect(machineOf(text).properties).toHaveLength(0);
    expect(machineOf(text, 'v').properties).toHaveLength(1);
  });

  test('with a name that no variant has is an error', () => {
    expect(
      codes(`${vars} ${patched} device d { action a { x = 0; } } invariant i = zz;`),
    ).toContain('names/unbound');
  });

  test('alone may look into threads', () => {
    expect(
      codes('var x: bool = true; thread t { var l: bool = true; x = l; } thread u { x = t.l; }'),
    ).toEqual(['names/not-readable']);
    expect(
      codes('var x: bool = true; thread t { var l: bool = true; x = l; } invariant i = t.l;'),
    ).toEqual([]);
  });
});

describe('match over an enum', () => {
  const color = 'enum C { red, green } var c: C in { red, green }; var n: 0 .. 1 = 0;';

  test('is C`s switch without fall-through', () => {
    expect(
      found(
        `${color} thread t { match c { case red { } case green { n = 1; } } } cover k = n == 1;`,
      ),
    ).toEqual(['cover k 2']);
  });

  test('says every member', () => {
    expect(codes(`${color} thread t { match c { case red { } } }`)).toEqual(['types/missing-case']);
  });
});
