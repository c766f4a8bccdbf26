/**
 * What can be taken out of a variant, one at a time, to ask whether it is needed: steps and
 * calls, conjuncts of guards, and the edits of its patches. A removal is found by the place at
 * which it was written, and so has a name that people can type again. Law: `without` of a
 * removal that `removalsOf` lists gives another text than the variant has.
 */
import { gather } from '../../base/diagnostic.ts';
import { positionOf, type Span } from '../../base/source.ts';
import type { ActionDecl, Block, Decl, Edit, Expr, PatchDecl, Stmt } from '../../syntax/tree.ts';
import { patched } from './apply.ts';
import { allBodies, type Body, stepNames, stepsNamed } from './bodies.ts';
import { isEdit } from './decls.ts';
import type { Module } from './module.ts';
import type { Removal } from './removal.ts';
import { inside, statementsOf, subexpressions } from './rewrite.ts';
import type { Variant } from './variants.ts';

type Found = Omit<Removal, 'name'>;

/** All that can be taken out of a variant, file by file in the order of the text. */
export function removalsOf(module: Module, variant: Variant): readonly Removal[] {
  const { result } = gather(report => patched(module, variant.patches, report));
  if (result.kind === 'failed') return [];
  const decls = result.value;
  const bounds = parametersOf(decls);
  const bodies = allBodies(decls).filter(body => body.decl.kind !== 'init');
  const found = [
    ...bodies.flatMap(body => inBody(body, decls, bounds)),
    ...variant.patches.flatMap(inPatch),
  ];
  const rank = (span: Span): number => module.sources.indexOf(span.source);
  const inOrder = found.sort((a, b) => rank(a.span) - rank(b.span) || a.span.start - b.span.start);
  return named(module, inOrder);
}

// What a run of the model is given and never changes: a test of such alone says which model it is.
function parametersOf(decls: readonly Decl[]): ReadonlySet<string> {
  return new Set(
    decls.flatMap(decl => {
      if (decl.kind === 'config' || decl.kind === 'const') return [decl.name.text];
      return decl.kind === 'enum' ? decl.members.map(member => member.name.text) : [];
    }),
  );
}

function inBody(body: Body, decls: readonly Decl[], bounds: ReadonlySet<string>): readonly Found[] {
  const { decl, action, block, path } = body;
  const nameIn = namesIn(block, decls);
  const steps = outsideAtomic(block.statements);
  const guards = steps.flatMap(step => {
    const at =
      action === null
        ? { path: `${path}.${nameIn(step)}`, around: step.span, decl }
        : { path, around: action.span, decl };
    return guardsIn(step).flatMap(guard => inTest(guard.test, at, bounds));
  });
  if (action !== null) return [...ofAction(action, body, bounds), ...guards];
  const whole = steps.flatMap((stmt): readonly Found[] => {
    if (!isRemovable(stmt)) return [];
    const kind = stmt.kind === 'call' && stmt.label === null ? 'call' : 'step';
    const around = stmt.span;
    return [{ kind, path: `${path}.${nameIn(stmt)}`, span: stmt.span, around, decl }];
  });
  return [...whole, ...guards];
}

function ofAction(
  { guard, span }: ActionDecl,
  { path, decl }: Body,
  bounds: ReadonlySet<string>,
): readonly Found[] {
  const whole: Found = { kind: 'action', path, span, around: span, decl };
  return [whole, ...(guard === null ? [] : inTest(guard, { path, around: span, decl }, bounds))];
}

/**
 * A statement that is a step or may be one, by its label or for what it does. A lone guard is
 * removed as a guard; a claim is no step; what only binds or jumps is missed by what follows.
 */
function isRemovable(stmt: Stmt): boolean {
  switch (stmt.kind) {
    case 'assert':
    case 'assume':
    case 'when':
    case 'waitUntil':
    case 'original':
      return false;
    case 'assign':
    case 'call':
    case 'atomic':
      return true;
    default:
      return stmt.label !== null;
  }
}

// What is inside an atomic step is part of it.
const outsideAtomic = (statements: readonly Stmt[]): readonly Stmt[] =>
  statements.flatMap(stmt =>
    stmt.kind === 'atomic' ? [stmt] : [stmt, ...outsideAtomic(inside(stmt))],
  );

// Those of the step itself: the guards of an atomic step are inside it.
const guardsIn = (step: Stmt): readonly (Stmt & { kind: 'when' | 'waitUntil' })[] =>
  (step.kind === 'atomic' ? statementsOf(step.body) : [step]).filter(
    stmt => stmt.kind === 'when' || stmt.kind === 'waitUntil',
  );

function inTest(
  test: Expr,
  at: Pick<Found, 'path' | 'around' | 'decl'>,
  bounds: ReadonlySet<string>,
): readonly Found[] {
  return conjuncts(test).flatMap((expr): readonly Found[] =>
    isBound(expr, bounds) ? [] : [{ kind: 'guard', span: expr.span, ...at }],
  );
}

const isBound = (expr: Expr, bounds: ReadonlySet<string>): boolean =>
  subexpressions(expr).every(
    part => part.kind !== 'call' && (part.kind !== 'name' || bounds.has(part.name.text)),
  );

/** The parts of a test that all must hold. */
export function conjuncts(test: Expr): readonly Expr[] {
  if (test.kind === 'parenthesised') return conjuncts(test.of);
  return test.kind === 'binary' && test.op === 'and'
    ? [...conjuncts(test.left), ...conjuncts(test.right)]
    : [test];
}

// By label, by what is called where that names one, else by number: as paths of edits.
function namesIn(block: Block, decls: readonly Decl[]): (stmt: Stmt) => string {
  const known = new Map<Stmt, string>();
  for (const name of stepNames(block, decls)) {
    const [stmt, ...others] = stepsNamed(block, name, decls);
    if (stmt !== undefined && others.length === 0) known.set(stmt, name);
  }
  const numbers = new Map(statementsOf(block).map((stmt, i) => [stmt, `${i + 1}`] as const));
  return stmt => stmt.label?.text ?? known.get(stmt) ?? numbers.get(stmt) ?? '';
}

// An added declaration is missed by the edits that use it; who acts of his own is not.
function inPatch(patch: PatchDecl): readonly Found[] {
  return patch.items.flatMap((item: Edit | Decl): readonly Found[] =>
    isEdit(item) || item.kind === 'thread' || item.kind === 'device'
      ? [{ kind: 'edit', path: patch.name.text, span: item.span, around: item.span, decl: patch }]
      : [],
  );
}

function named(module: Module, found: readonly Found[]): readonly Removal[] {
  const file = fileNames(module);
  const lines = found.map(
    ({ span }) => `${file(span)}:${positionOf(span.source, span.start).line}`,
  );
  return found.map((one, i) => {
    const line = lines[i] ?? '';
    const alone = lines.filter(other => other === line).length === 1;
    const { column } = positionOf(one.span.source, one.span.start);
    return { ...one, name: alone ? line : `${line}:${column}` };
  });
}

const last = (path: string): string => path.replace(/^.*[/\\]/, '');

// The last part of the path, where that says which file.
function fileNames({ sources }: Module): (span: Span) => string {
  return ({ source: { path } }) =>
    sources.filter(other => last(other.path) === last(path)).length === 1 ? last(path) : path;
}
