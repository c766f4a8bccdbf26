/** How operators group: each text beside itself with all parentheses. */
import { describe, expect, test } from 'vitest';
import { parseExpression } from '../../src/syntax/parse.ts';
import type { Expr } from '../../src/syntax/tree.ts';

function grouped(expr: Expr): string {
  switch (expr.kind) {
    case 'name':
      return expr.name.text;
    case 'number':
      return `${expr.value}`;
    case 'parenthesised':
      return grouped(expr.of);
    case 'unary':
      return `(${expr.op} ${grouped(expr.of)})`;
    case 'binary':
      return `(${grouped(expr.left)} ${expr.op} ${grouped(expr.right)})`;
    case 'conditional':
      return `(${grouped(expr.test)} ? ${grouped(expr.then)} : ${grouped(expr.otherwise)})`;
    case 'some':
      return `(some ${grouped(expr.of)})`;
    case 'unwrap':
      return `(${grouped(expr.of)}!)`;
    case 'field':
      return `(${grouped(expr.of)}.${expr.name.text})`;
    case 'is':
      return `(${grouped(expr.of)} is ...)`;
    case 'quantified':
      return `(${expr.quantifier} ...: ${grouped(expr.body)})`;
    default:
      return expr.kind;
  }
}

function read(text: string): string {
  const expr = parseExpression({ path: 'e', text }, d => {
    if (d.code !== 'language/later') throw new Error(d.message);
  });
  return expr === undefined ? 'refused' : grouped(expr);
}

describe('operators group', () => {
  test.each([
    ['a + b * c - d', '((a + (b * c)) - d)'],
    ['a - b - c', '((a - b) - c)'],
    ['a / b * c % d', '(((a / b) * c) % d)'],
    ['a implies b implies c', '(a implies (b implies c))'],
    ['a or b and c', '(a or (b and c))'],
    ['a || b && c', '(a or (b and c))'],
    ['not a and b', '((not a) and b)'],
    ['not a == b', '(not (a == b))'],
    ['!a == b', '((not a) == b)'],
    ['a == not b and c', '((a == (not b)) and c)'],
    ['not not a in s', '(not (not (a in s)))'],
    ['- a * b', '((- a) * b)'],
    ['a - -b', '(a - (- b))'],
    ['a not in s union t', '(a not in (s union t))'],
    ['s union t intersect u minus v', '((s union (t intersect u)) minus v)'],
    ['a .. b + 1', '(a .. (b + 1))'],
    ['x in a .. b', '(x in (a .. b))'],
    ['a ? b : c ? d : e', '(a ? b : (c ? d : e))'],
    ['a and b ? c : d', '((a and b) ? c : d)'],
    ['some a.b', '(some (a.b))'],
    ['!a!', '(not (a!))'],
    ['a! != b', '((a!) != b)'],
    ['x is some p and b', '((x is ...) and b)'],
    ['not x is none', '(not (x is ...))'],
    ['a and forall x in s: b or c', '(a and (forall ...: (b or c)))'],
    ['a < b == (c < d)', 'refused'],
  ])('%s as %s', (text, groups) => {
    const told = text === 'a < b == (c < d)';
    expect(told ? refusal(text) : read(text)).toBe(groups);
  });
});

function refusal(text: string): string {
  const expr = parseExpression({ path: 'e', text }, () => {});
  return expr === undefined ? 'refused' : grouped(expr);
}

describe('an expression alone', () => {
  test('is told when something follows it', () => {
    const told: string[] = [];
    expect(parseExpression({ path: '-D', text: '3 4' }, d => told.push(d.code))).toBeUndefined();
    expect(told).toEqual(['syntax/unexpected']);
  });

  test('is told when nothing stands there', () => {
    const told: string[] = [];
    parseExpression({ path: '-D', text: '' }, d => told.push(d.message));
    expect(told).toEqual(['expected an expression before the end of the text']);
  });

  test('may be a set of members', () => {
    expect(read('{ a, b }')).toBe('setLiteral');
  });
});
