/** `original` in declarations that are replaced. */
import { describe, expect, test } from 'vitest';
import type { Decl, Expr } from '../../../src/syntax/tree.ts';
import { body, written } from './given.ts';

const bodyOf = (decls: readonly Decl[], name: string): Expr | undefined =>
  decls.flatMap(decl => (decl.kind === 'fun' && decl.name.text === name ? [decl.body] : []))[0];

const names = (decls: readonly Decl[]): string =>
  decls.map(decl => ('name' in decl ? decl.name?.text : decl.kind)).join(' ');

describe('a function', () => {
  const text = `var on: bool = false;
    fun live(x: bool): bool = x and on;
    fun dead(x: bool): bool = not live(x);
    patch p { replace fun live(x: bool): bool = original(x) or original(not x); }
    patch q requires p { replace fun live(y: bool): bool = original(y) and on; }
    patch r { replace fun live(x: bool): bool = x; }`;

  test('lives on under another name where the new one calls it', () => {
    const decls = written(text, 'p,q');
    expect(names(decls)).toBe('on live_before_p live_before_q live dead');
    expect(bodyOf(decls, 'live')).toMatchObject({ left: { callee: { text: 'live_before_q' } } });
    expect(bodyOf(decls, 'live_before_q')).toMatchObject({
      left: { callee: { text: 'live_before_p' } },
      right: { callee: { text: 'live_before_p' } },
    });
    expect(bodyOf(decls, 'live_before_p')).toMatchObject({ left: { name: { text: 'x' } } });
    expect(bodyOf(decls, 'dead')).toMatchObject({ of: { callee: { text: 'live' } } });
  });

  test('is gone where the new one does not call it', () => {
    expect(names(written(text, 'r'))).toBe('on live dead');
  });

  test('gets a name that stands nowhere in the files', () => {
    const clash = `fun f(x: bool): bool = x; var f_before_p: bool = false;
      patch p { replace fun f(x: bool): bool = original(x) and f_before_p; }`;
    expect(names(written(clash, 'p'))).toBe('f_before_p_2 f f_before_p');
  });
});

describe('a value', () => {
  const text = `const A = 1 + 2; var n: 0 .. 9 = 3; invariant i = n < 4;
    patch p {
      replace const A = original * 2;
      replace var n: 0 .. 9 = original;
      replace invariant i "both" = original and n != A;
    }`;

  test('is the old one, in parentheses where it needs them', () => {
    const decls = written(text, 'p');
    const [a, n, i] = decls;
    expect(a).toMatchObject({
      value: { op: '*', left: { kind: 'parenthesised', of: { op: '+' } }, right: { value: 2n } },
    });
    expect(n).toMatchObject({ initial: { expr: { kind: 'number', value: 3n } } });
    expect(i).toMatchObject({ formula: { op: 'and', left: { kind: 'parenthesised' } } });
  });
});

describe('a body', () => {
  const text = `var x: 0 .. 9 = 0;
    proc get(a: bool) { one: x = 1; two: x = 2; }
    thread t { three: x = 3; }
    device d { action a { x = 4; } }
    patch p {
      replace proc get(a: bool) { if a { original; } }
      replace thread t { var y: 0 .. 1 = 0; old: original; y = 1; }
      replace device d { action a when x == 0 { original; x = 5; } action b { x = 6; } }
    }
    patch q { replace get { all: original; } }`;

  test('is what stood in the procedure, thread or action of that name', () => {
    const decls = written(text, 'p');
    expect(body(decls, 'get')).toBe('if a  <p>\n  one: x = 1;  <p>\n  two: x = 2;  <p>\n');
    expect(body(decls, 't')).toBe('old: x = 3;  <p>\ny = 1;  <p>\n');
    expect(body(decls, 'd.a')).toBe('x = 4;  <p>\nx = 5;  <p>\n');
    expect(body(decls, 'd.b')).toBe('x = 6;  <p>\n');
  });

  test('under a label becomes a block where it has several statements', () => {
    const decls = written(text, 'q');
    expect(decls.flatMap(decl => (decl.kind === 'proc' ? decl.body.statements : []))).toMatchObject(
      [{ kind: 'block', label: { text: 'all' }, body: { statements: [{}, {}] }, from: ['q'] }],
    );
  });
});
