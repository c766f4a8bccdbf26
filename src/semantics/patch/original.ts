/**
 * `original` stands for what a `replace` takes away: as a statement, for the statements
 * that stood there; as `original(x)`, for the old function, which lives on under a name
 * made here; as a bare value, for the old value of a constant or the old formula of a
 * property. As a statement it stands once, for its labels and bindings would clash.
 */
import type { Report } from '../../base/diagnostic.ts';
import type { Source, Span } from '../../base/source.ts';
import type { Block, Comments, Decl, Expr, FunDecl, Name, Stmt } from '../../syntax/tree.ts';
import { bodiesOf, valuesOf, withBodies } from './decls.ts';
import { originalForm, originalOutside, originalTwice } from './errors.ts';
import {
  expressionsOf,
  rewriteBlock,
  rewriteExpr,
  rewriteInside,
  statementsOf,
  subexpressions,
} from './rewrite.ts';

const isBare = (expr: Expr): boolean => expr.kind === 'name' && expr.name.text === 'original';
const isCall = (expr: Expr): boolean => expr.kind === 'call' && expr.callee.text === 'original';

const statementForm = 'here it is a statement: `original;`';

function placesIn(values: readonly Expr[], ofForm: (expr: Expr) => boolean): readonly Span[] {
  return values.flatMap(subexpressions).flatMap(expr => (ofForm(expr) ? [expr.span] : []));
}

const anyIn = (values: readonly Expr[]): readonly Span[] =>
  placesIn(values, expr => isBare(expr) || isCall(expr));

const valuesIn = (block: Block): readonly Span[] =>
  anyIn(statementsOf(block).flatMap(expressionsOf));

const statementsIn = (block: Block): readonly Span[] =>
  statementsOf(block).flatMap(stmt => (stmt.kind === 'original' ? [stmt.span] : []));

/** Whether `original;` stands in a block. */
export function holdsOriginal(block: Block): boolean {
  return statementsIn(block).length > 0;
}

/** Reports each `original` in statements that replace nothing. */
export function checkNoOriginalIn(block: Block, report: Report): boolean {
  const spans = [...statementsIn(block), ...valuesIn(block)];
  for (const span of spans) report(originalOutside(span));
  return spans.length === 0;
}

/** Reports each `original` in a declaration that replaces nothing. */
export function checkNoOriginal(decl: Decl, report: Report): boolean {
  const spans = anyIn(valuesOf(decl));
  for (const span of spans) report(originalOutside(span));
  const clean = bodiesOf(decl).map(body => checkNoOriginalIn(body, report));
  return spans.length === 0 && clean.every(Boolean);
}

/**
 * The statements that replace `old`, with `original;` filled in; `undefined` when reported.
 * One statement keeps its label, unless the replacement gives that label to another
 * statement, or `original` has one of its own; several with a label become a block.
 */
export function fillStatements(
  block: Block,
  old: readonly Stmt[],
  report: Report,
): Block | undefined {
  const [first, second] = statementsIn(block);
  for (const span of valuesIn(block)) report(originalForm(span, statementForm));
  if (first !== undefined && second !== undefined) report(originalTwice(second, first));
  if (second !== undefined || valuesIn(block).length > 0) return undefined;
  const labels = new Set(statementsOf(block).flatMap(stmt => stmt.label?.text ?? []));
  const fill = (stmt: Stmt): readonly Stmt[] =>
    stmt.kind === 'original' ? filled(stmt, old, labels) : [rewriteInside(stmt, fill)];
  return rewriteBlock(block, fill);
}

function filled(stmt: Stmt, old: readonly Stmt[], labels: ReadonlySet<string>): readonly Stmt[] {
  const [only, ...more] = old;
  if (only !== undefined && more.length === 0) {
    const kept = only.label !== null && labels.has(only.label.text) ? null : only.label;
    const comments = together(stmt.comments, only.comments);
    return [{ ...only, label: stmt.label ?? kept, comments }];
  }
  if (stmt.label === null) return old;
  const body: Block = { statements: old, span: stmt.span, inside: [] };
  return [{ kind: 'block', body, label: stmt.label, span: stmt.span, comments: stmt.comments }];
}

const together = (outer: Comments, inner: Comments): Comments => ({
  before: [...outer.before, ...inner.before],
  after: [...inner.after, ...outer.after],
  inside: [...inner.inside, ...outer.inside],
});

/** What `fillDecl` needs to make a name that stands nowhere. */
export interface Naming {
  readonly patch: string;
  readonly sources: readonly Source[];
  readonly decls: readonly Decl[];
}

/**
 * The declaration that replaces `old`, of the same kind, with `original` filled in; before it
 * the old function under another name where it is still called. `undefined` when reported.
 */
export function fillDecl(
  next: Decl,
  old: Decl,
  naming: Naming,
  report: Report,
): readonly Decl[] | undefined {
  switch (next.kind) {
    case 'proc':
    case 'thread':
    case 'init':
    case 'device':
      return fillBodies(next, old, report);
    case 'fun':
      return old.kind === 'fun' ? fillFun(next, old, naming, report) : [next];
    case 'symmetric':
    case 'config':
    case 'const':
    case 'var':
    case 'invariant':
    case 'transition':
    case 'cover':
    case 'property':
      return fillValue(next, old, report);
    default:
      return [next];
  }
}

function fillBodies(next: Decl, old: Decl, report: Report): readonly Decl[] | undefined {
  const stray = anyIn(valuesOf(next));
  for (const span of stray) report(originalForm(span, statementForm));
  let whole = stray.length === 0;
  const decl = withBodies(next, (block, action) => {
    const before = oldBody(old, action?.name.text);
    if (before === undefined) {
      whole = checkNoOriginalIn(block, report) && whole;
      return block;
    }
    const filledBlock = fillStatements(block, before.statements, report);
    whole = filledBlock !== undefined && whole;
    return filledBlock ?? block;
  });
  return whole ? [decl] : undefined;
}

function oldBody(old: Decl, action: string | undefined): Block | undefined {
  if (old.kind !== 'device') return bodiesOf(old)[0];
  const bodies = old.members.flatMap(member =>
    member.kind === 'action' && member.name.text === action ? [member.body] : [],
  );
  return bodies[0];
}

function fillValue(next: Decl, old: Decl, report: Report): readonly Decl[] | undefined {
  const calls = placesIn(valuesOf(next), isCall);
  for (const span of calls) report(originalForm(span, 'here it is a value: `original`'));
  const bare = placesIn(valuesOf(next), isBare);
  const value = valueFor(next, old);
  if (value === undefined) for (const span of bare) report(originalOutside(span));
  if (calls.length > 0 || (value === undefined && bare.length > 0)) return undefined;
  return [value === undefined ? next : withValue(next, expr => substituted(expr, value))];
}

// A set of initial values is not a value, and the other way round.
function valueFor(next: Decl, old: Decl): Expr | undefined {
  const sets = (decl: Decl): boolean => decl.kind === 'var' && decl.initial?.kind === 'oneOf';
  return sets(next) === sets(old) ? valuesOf(old)[0] : undefined;
}

function withValue(decl: Decl, rewrite: (expr: Expr) => Expr): Decl {
  switch (decl.kind) {
    case 'symmetric':
      return { ...decl, size: rewrite(decl.size) };
    case 'config':
    case 'const':
      return { ...decl, value: rewrite(decl.value) };
    case 'var': {
      const { initial } = decl;
      return initial === null
        ? decl
        : { ...decl, initial: { ...initial, expr: rewrite(initial.expr) } };
    }
    case 'invariant':
    case 'transition':
    case 'cover':
    case 'property':
      return { ...decl, formula: rewrite(decl.formula) };
    default:
      return decl;
  }
}

const loose = ['some', 'is', 'at', 'unary', 'binary', 'conditional', 'quantified', 'with'];

function substituted(expr: Expr, value: Expr): Expr {
  if (isBare(expr)) {
    return loose.includes(value.kind)
      ? { kind: 'parenthesised', of: value, span: value.span }
      : value;
  }
  return rewriteExpr(expr, inner => substituted(inner, value));
}

function fillFun(
  next: FunDecl,
  old: FunDecl,
  naming: Naming,
  report: Report,
): readonly Decl[] | undefined {
  const bare = placesIn([next.body], isBare);
  const form = `here it is a function: \`original(${next.params.map(p => p.name.text).join(', ')})\``;
  for (const span of bare) report(originalForm(span, form));
  if (bare.length > 0) return undefined;
  if (placesIn([next.body], isCall).length === 0) return [next];
  const text = freshName(`${old.name.text}_before_${naming.patch}`, naming);
  const kept: FunDecl = { ...old, name: { ...old.name, text } };
  return [kept, { ...next, body: redirected(next.body, text) }];
}

function redirected(expr: Expr, text: string): Expr {
  const callee = (name: Name): Name => ({ ...name, text });
  const inner = rewriteExpr(expr, part => redirected(part, text));
  return inner.kind === 'call' && isCall(inner)
    ? { ...inner, callee: callee(inner.callee) }
    : inner;
}

// A word that stands in no file, as a name or otherwise, can clash with nothing.
function freshName(stem: string, { sources, decls }: Naming): string {
  const words = new Set(sources.flatMap(source => source.text.match(/\w+/g) ?? []));
  for (const decl of decls) if (decl.kind === 'fun') words.add(decl.name.text);
  let name = stem;
  for (let turn = 2; words.has(name); turn++) name = `${stem}_${turn}`;
  return name;
}
