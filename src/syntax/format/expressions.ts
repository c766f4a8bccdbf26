/**
 * Expressions as text. Parentheses are those that were written; where a tree made by
 * other hands (a patch put into an expression) needs more to read back as itself,
 * they are added.
 */
import { comparisonLevel, groupsRight, levelOf, looseLevel, tightLevel } from '../precedence.ts';
import type { BinaryOp, Binder, Expr, FieldInit, Path, Pattern } from '../tree.ts';
import { align, flatText, group, indent, joined, type Layout, line } from './layout.ts';

// Of what stands before `.f`, `[i]` and the like; `some x` does not.
const postfixLevel = 15;
const someLevel = 14;

/** An expression that may break after its operators' left sides. */
export function expression(expr: Expr): Layout {
  switch (expr.kind) {
    case 'number':
      return `${expr.value}`;
    case 'truth':
      return `${expr.value}`;
    case 'none':
      return 'none';
    case 'some':
      return ['some ', within(expr.of, someLevel)];
    case 'name':
      return expr.name.text;
    case 'call':
      return [expr.callee.text, '(', list(expr.args), ')'];
    case 'unary':
      return unary(expr, 0);
    case 'binary':
      return chain(expr);
    case 'conditional':
      return conditional(expr);
    case 'quantified':
      return quantified(expr);
    case 'parenthesised':
      return ['(', align(expression(expr.of)), ')'];
    default:
      return compound(expr);
  }
}

type Compound = Exclude<
  Expr,
  {
    kind:
      | 'number'
      | 'truth'
      | 'none'
      | 'some'
      | 'name'
      | 'call'
      | 'unary'
      | 'binary'
      | 'conditional'
      | 'quantified'
      | 'parenthesised';
  }
>;

function compound(expr: Compound): Layout {
  switch (expr.kind) {
    case 'index':
      return [within(expr.of, postfixLevel), '[', align(expression(expr.index)), ']'];
    case 'field':
      return [within(expr.of, postfixLevel), '.', expr.name.text];
    case 'unwrap':
      return [within(expr.of, postfixLevel), '!'];
    case 'is':
      return [within(expr.of, postfixLevel), ' is ', pattern(expr.pattern)];
    case 'at':
      return [within(expr.of, postfixLevel), ' at ', path(expr.path)];
    case 'with':
      return [within(expr.of, postfixLevel), ' with ', record(expr.fields)];
    case 'record':
      return record(expr.fields);
    case 'construct':
      return [expr.tag.text, ' ', record(expr.fields)];
    case 'seqLiteral':
      return ['[', list(expr.items), ']'];
    case 'setLiteral':
      return expr.items.length === 0 ? '{}' : ['{ ', list(expr.items), ' }'];
    case 'mapLiteral':
      return ['[', align(member(expr), ':', line, expression(expr.body)), ']'];
    case 'filter':
      return group('{ ', align(member(expr), ...where(expr.where)), ' }');
    case 'image': {
      const source = ['for ', member(expr)];
      return group('{ ', align(expression(expr.of), line, source, ...where(expr.where)), ' }');
    }
  }
}

function list(items: readonly Expr[]): Layout {
  return group(align(joined(items.map(expression), [',', line])));
}

function member({
  name,
  domain,
}: {
  readonly name: { text: string };
  readonly domain: Expr;
}): Layout {
  return [name.text, ' in ', expression(domain)];
}

function where(test: Expr | null): readonly Layout[] {
  return test === null ? [] : [line, 'where ', align(expression(test))];
}

function record(fields: readonly FieldInit[]): Layout {
  const items = fields.map(({ name, value }) => [name.text, ': ', expression(value)]);
  return group('{ ', align(joined(items, [',', line])), ' }');
}

function conditional(expr: Expr & { readonly kind: 'conditional' }): Layout {
  const test = endsOpen(expr.test) ? wrapped(expr.test) : within(expr.test, 1);
  const then = [line, '? ', align(expression(expr.then))];
  return group(test, indent(then, line, ': ', align(expression(expr.otherwise))));
}

function quantified(expr: Expr & { readonly kind: 'quantified' }): Layout {
  const binders = joined(expr.binders.map(binder), ', ');
  return group(expr.quantifier, ' ', binders, ':', indent(line, expression(expr.body)));
}

function binder({ names, domain, where: test }: Binder): Layout {
  const head = [names.map(name => name.text).join(', '), ' in ', expression(domain)];
  return test === null ? head : [head, ' where ', expression(test)];
}

// Operators of one level stand below each other, as far as no parentheses are needed.
function chain(expr: Expr & { readonly kind: 'binary' }): Layout {
  const own = levelOf(expr.op);
  return groupsRight(expr.op) ? rightChain(expr, own) : leftChain(expr, own);
}

function leftChain(expr: Expr & { readonly kind: 'binary' }, own: number): Layout {
  const tails: Layout[] = [];
  let first: Expr = expr;
  while (first.kind === 'binary' && levelOf(first.op) === own) {
    if (tails.length > 0 && (endsOpen(first) || own === comparisonLevel)) break;
    tails.push(tail(first.op, within(first.right, own + 1)));
    first = first.left;
  }
  const level = own === comparisonLevel ? own + 1 : own;
  return group(endsOpen(first) ? wrapped(first) : within(first, level), ...tails.reverse());
}

function rightChain(expr: Expr & { readonly kind: 'binary' }, own: number): Layout {
  const parts: Layout[] = [];
  let last: Expr = expr;
  let op: BinaryOp | null = null;
  while (last.kind === 'binary' && levelOf(last.op) === own) {
    const left = endsOpen(last.left) ? wrapped(last.left) : within(last.left, own + 1);
    parts.push(op === null ? left : tail(op, left));
    op = last.op;
    last = last.right;
  }
  return group(...parts, op === null ? '' : tail(op, within(last, own)));
}

function tail(op: BinaryOp, operand: Layout): Layout {
  return [op === '..' ? ' ' : line, op, ' ', align(operand)];
}

// `not` is written `!` where the word would take in too much.
function unary(expr: Expr & { readonly kind: 'unary' }, level: number): Layout {
  if (expr.op === '-') {
    const of = within(expr.of, tightLevel);
    return flatText(of).startsWith('-') ? ['- ', of] : ['-', of];
  }
  if (level <= looseLevel) return [expr.op, ' ', within(expr.of, looseLevel)];
  return [expr.op === 'not' ? '!' : `${expr.op} `, within(expr.of, tightLevel)];
}

// An operand of something that takes `level` and tighter.
function within(expr: Expr, level: number): Layout {
  if (expr.kind === 'unary') {
    const postfixed = level > tightLevel;
    return postfixed ? wrapped(expr) : unary(expr, level);
  }
  return tightness(expr) < level ? wrapped(expr) : expression(expr);
}

function wrapped(expr: Expr): Layout {
  return ['(', align(expression(expr)), ')'];
}

function tightness(expr: Expr): number {
  if (expr.kind === 'binary') return levelOf(expr.op);
  if (expr.kind === 'conditional') return 0;
  return expr.kind === 'some' || expr.kind === 'quantified' ? someLevel : postfixLevel;
}

// Whether the text of an expression ends with one that takes in all that follows.
function endsOpen(expr: Expr): boolean {
  if (expr.kind === 'quantified' || expr.kind === 'conditional') return true;
  if (expr.kind === 'unary') return endsOpen(expr.of);
  return expr.kind === 'binary' && endsOpen(expr.right);
}

/** What stands behind `=`, or below it where the line is too short. */
export function assigned(value: Expr): Layout {
  return group(indent(line, expression(value)));
}

/** What stands behind a word: its further lines begin below its first. */
export function condition(test: Expr): Layout {
  return align(expression(test));
}

/** `none`, `some p`, `walking w`; `_` where nothing is bound. */
export function pattern(of: Pattern): string {
  switch (of.kind) {
    case 'nonePattern':
      return 'none';
    case 'somePattern':
      return `some ${of.binding?.text ?? '_'}`;
    case 'casePattern':
      return of.binding === null ? of.tag.text : `${of.tag.text} ${of.binding.text}`;
  }
}

/** Names with dots between. */
export function path(of: Path): string {
  return of.names.map(name => name.text).join('.');
}
