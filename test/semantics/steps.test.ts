/** What is a step, what is silent, and what a step is called. */
import { describe, expect, test } from 'vitest';
import { codes, counts, found, steps } from '../support/spec.ts';

const vars = 'var x: 0 .. 3 = 0; var y: 0 .. 3 = 0; var on: bool = false;';

describe('a step', () => {
  test('is one assignment of shared state', () => {
    expect(counts(`${vars} thread t { x = 1; y = 1; }`)).toBe('3/2');
  });

  test('reads and writes at once: x = x + 1 cannot be torn', () => {
    expect(
      found(
        `${vars} thread a { x = x + 1; } thread b { x = x + 1; } invariant two = finished(a) and finished(b) implies x == 2;`,
      ),
    ).toEqual([]);
  });

  test('is two when a let stands between: an update is lost', () => {
    const inc = 'let old = x; x = old + 1;';
    const text = `${vars} thread a { ${inc} } thread b { let old = x; x = old + 1; } invariant two = finished(a) and finished(b) implies x == 2;`;
    expect(found(text)).toEqual(['invariant two 4']);
  });

  test('is one test of shared state, before the branch: check-then-act races are seen', () => {
    const text = `${vars} thread a { if not on { on = true; x = x + 1; } } thread b { if not on { on = true; x = x + 1; } } invariant once = x <= 1;`;
    expect(found(text)).toEqual(['invariant once 6']);
  });

  test('is one whole atomic', () => {
    expect(counts(`${vars} thread t { atomic { x = 1; y = 1; on = true; } }`)).toBe('2/1');
  });

  test('ends with the thread in it: a finished thread is finished', () => {
    expect(found(`${vars} thread t { x = 1; } cover end = finished(t) and x == 1;`)).toEqual([
      'cover end 1',
    ]);
  });

  test('is every test of a while', () => {
    expect(counts(`${vars} thread t { while x < 2 { x = x + 1; } }`)).toBe('6/5');
  });

  test('is a lone wait_until, even of locals, since it can block', () => {
    expect(counts(`thread t { var l: 0 .. 1 = 0; wait_until l == 0; }`)).toBe('2/1');
  });

  test('is a pick outside atomic', () => {
    expect(counts(`${vars} thread t { pick v in 0 .. 2; x = v; }`)).toBe('7/6');
  });

  test('is a labelled skip, and no other skip', () => {
    expect(counts('thread t { skip; here: skip; skip; }')).toBe('2/1');
  });

  test('is a labelled statement, even of locals', () => {
    expect(counts('thread t { var l: 0 .. 3 = 0; l = 1; done: l = 2; l = 3; }')).toBe('2/1');
  });
});

describe('a silent statement', () => {
  test('runs with the step before it', () => {
    expect(counts(`${vars} thread t { var l: 0 .. 3 = 0; x = 1; l = 2; l = 3; y = l; }`)).toBe(
      '3/2',
    );
  });

  test('runs in the initial state where no step stands before it', () => {
    expect(
      found(`${vars} thread t { var l: 0 .. 3 = 0; l = 2; x = l; } cover now = x == 2;`),
    ).toEqual(['cover now 1']);
  });

  test('is none when a property looks at what it touches', () => {
    const body = 'thread t { var l: 0 .. 3 = 0; l = 1; l = 2; x = l; }';
    expect(counts(`${vars} ${body}`)).toBe('2/1');
    expect(counts(`${vars} ${body} invariant i = t.l < 3;`)).toBe('4/3');
  });

  test('may branch on locals without a step', () => {
    expect(counts(`${vars} thread t { let v = x; if v == 0 { y = 1; } else { y = 2; } }`)).toBe(
      '3/2',
    );
  });

  test('may loop; a loop that never ends is a run-time error', () => {
    expect(
      counts(`${vars} thread t { var l: 0 .. 3 = 0; x = 1; while l < 3 { l += 1; } y = l; }`),
    ).toBe('3/2');
    expect(found(`${vars} thread t { x = 1; forever { } }`)).toEqual(['runtime runtime/loop 1']);
  });
});

describe('either', () => {
  test('belongs to the first step of its branch', () => {
    expect(counts(`${vars} thread t { either { x = 1; } or { x = 2; } }`)).toBe('3/2');
  });

  test('cannot choose a branch whose first step is blocked', () => {
    expect(
      found(
        `${vars} thread t { either { wait_until on; x = 1; } or { x = 2; } } invariant i = x != 1;`,
      ),
    ).toEqual([]);
  });

  test('offers what follows for an empty branch', () => {
    expect(steps(`${vars} thread t { either { a: x = 1; } or { } b: y = 1; }`)).toEqual([
      't.a',
      't.b',
    ]);
    expect(counts(`${vars} thread t { either { a: x = 1; } or { } b: y = 1; }`)).toBe('4/3');
  });

  test('at the end of a thread has a step of its own for an empty branch', () => {
    expect(counts(`${vars} thread t { either { x = 1; } or { } }`)).toBe('3/2');
  });

  test('that could turn for ever without a step is refused', () => {
    expect(codes(`${vars} thread t { forever { either { x = 1; } or { } } }`)).toEqual([
      'flow/idle',
    ]);
  });

  test('runs silent statements of a branch within its first step', () => {
    expect(
      counts(
        `${vars} thread t { var l: 0 .. 3 = 0; either { l = 1; x = l; } or { l = 2; y = l; } }`,
      ),
    ).toBe('3/2');
  });
});

describe('names of steps', () => {
  test('are labels, procedures called once, or numbers in the order of the text', () => {
    const text = `${vars} proc p() { one: x = 1; y = 1; } thread t { a: x = 0; p(); forever { wait_until on; x = 2; } }`;
    expect(steps(text)).toEqual(['t.a', 't.p.one', 't.p.2', 't.4', 't.5']);
  });

  test('of a procedure called twice take the number of the call, or its label', () => {
    const text = `${vars} proc p() { one: x = 1; } thread t { p(); again: p(); p(); }`;
    expect(steps(text)).toEqual(['t.1.one', 't.again.one', 't.3.one']);
  });

  test('of actions are theirs', () => {
    expect(steps(`${vars} device d { action a { x = 1; } action b when on { y = 1; } }`)).toEqual([
      'd.a',
      'd.b',
    ]);
  });
});

describe('an atomic', () => {
  test('whose guard is false after an assignment does not happen at all', () => {
    expect(counts(`${vars} thread t { atomic { x = 1; when on; y = 1; } }`)).toBe('1/0');
  });

  test('fails where the assert stands before the false guard', () => {
    expect(found(`${vars} thread t { atomic { assert on "off"; when on; } }`)).toContain(
      'assert off 1',
    );
    expect(found(`${vars} thread t { atomic { when on; assert on "off"; } }`)).toEqual([
      'deadlock deadlock 0',
    ]);
  });

  test('refuses a wait_until behind an assignment', () => {
    expect(codes(`${vars} thread t { atomic { x = 1; wait_until on; } }`)).toEqual([
      'flow/wait-late',
    ]);
  });

  test('is no scope: what it binds can be read behind it', () => {
    expect(counts(`${vars} thread t { a: atomic { pick v in 0 .. 1; y = v; } b: x = v; }`)).toBe(
      '5/4',
    );
  });

  test('lets break, continue and return go where they go', () => {
    expect(
      counts(`${vars} thread t { forever { atomic { x = x + 1; if x == 2 { break; } } } y = 1; }`),
    ).toBe('4/3');
    expect(
      counts(`${vars} thread t { forever { atomic { x = x + 1; if x == 2 { return; } } } }`),
    ).toBe('3/2');
  });
});
