/**
 * Edits of statements: replace, before, after and remove, at a step or a whole body. An
 * edit changes the statement in the text, hence every turn of a loop and every inlined
 * copy. A label stays with its statement; what is put before or after stands outside it.
 */
import type { Block, Edit, Name, Stmt } from '../../syntax/tree.ts';
import { bindingsOf, unboundUses } from './bindings.ts';
import { type Body, withBody } from './bodies.ts';
import { nameOf, writtenBy } from './decls.ts';
import { conflict, lostBinding, type Verb } from './errors.ts';
import { bodyKey, collision, declKey, type Mark, type Marks, marked, stmtKey } from './marks.ts';
import { checkNoOriginalIn, fillStatements, holdsOriginal } from './original.ts';
import { type Rewrite, rewriteBlock, rewriteInside, statementsOf } from './rewrite.ts';
import { type Target, targetOf } from './target.ts';
import { type Context, type Loss, type Text, withGone } from './text.ts';

type PathEdit = Extract<Edit, { readonly kind: 'editStmts' | 'editRemove' }>;

const whereOf = (edit: PathEdit): 'replace' | 'before' | 'after' | 'remove' =>
  edit.kind === 'editRemove' ? 'remove' : edit.where;

const verbs: { readonly [where in ReturnType<typeof whereOf>]: Verb } = {
  replace: 'replace',
  before: 'put before',
  after: 'put after',
  remove: 'remove',
};

/** The text with the edit made; `undefined` when it was reported why not. */
export function edited(text: Text, edit: PathEdit, context: Context): Text | undefined {
  const where = whereOf(edit);
  const target = targetOf(text, edit.path, verbs[where], context);
  if (target === undefined) return undefined;
  const beside = where === 'before' || where === 'after';
  const key = target.stmt === null ? bodyKey(target.body) : stmtKey(target.stmt);
  const other = collision(text.marks, key, beside ? 'beside' : 'replace', context.allowed);
  if (other !== undefined) {
    context.report(conflict(target.span, target.text, context.patch.name.text, other));
    return undefined;
  }
  const block = changed(edit, target, context);
  if (block === undefined) return undefined;
  const patch = context.patch.name.text;
  const mark: Mark = { patch, span: edit.path.span, touch: beside ? 'beside' : 'wrote' };
  const decls = withBody(text.decls, target.body, block);
  return {
    decls,
    marks: withMarks(text.marks, { target, key, block, mark }),
    gone: withGone(text, decls, mark),
    losses: beside ? text.losses : [...text.losses, ...lossesOf(target)],
  };
}

// The body of the target as the edit leaves it.
function changed(edit: PathEdit, target: Target, context: Context): Block | undefined {
  const { block } = target.body;
  const put = statementsFor(edit, target, context);
  if (put === undefined) return undefined;
  const { stmt } = target;
  if (stmt !== null) {
    const rewrite: Rewrite = one => (one === stmt ? put : [rewriteInside(one, rewrite)]);
    return rewriteBlock(block, rewrite);
  }
  const replaces = edit.kind === 'editStmts' && edit.where === 'replace';
  return { ...(replaces ? edit.body : block), statements: put };
}

function statementsFor(
  edit: PathEdit,
  { stmt, body }: Target,
  { patch, report }: Context,
): readonly Stmt[] | undefined {
  const old = stmt === null ? body.block.statements : [stmt];
  if (edit.kind === 'editRemove') return [];
  const written = writtenBy(patch.name.text);
  if (edit.where === 'replace') {
    const block = fillStatements(edit.body, old, report);
    const label = stmt?.label ?? null;
    const keeps = label === null || holdsOriginal(edit.body);
    return block && (keeps ? block.statements : relabelled(block, label)).flatMap(written);
  }
  if (!checkNoOriginalIn(edit.body, report)) return undefined;
  const added = edit.body.statements.flatMap(written);
  return edit.where === 'before' ? [...added, ...old] : [...old, ...added];
}

// The label stays: the first statement takes it, unless it has one of its own, or the
// label stands elsewhere in the replacement.
function relabelled(block: Block, label: Name): readonly Stmt[] {
  const [first, ...rest] = block.statements;
  const taken = statementsOf(block).some(stmt => stmt.label?.text === label.text);
  if (taken || first === undefined || first.label !== null) return block.statements;
  return [{ ...first, label }, ...rest];
}

interface Done {
  readonly target: Target;
  readonly key: string;
  readonly block: Block;
  readonly mark: Mark;
}

function withMarks(marks: Marks, { target, key, block, mark }: Done): Marks {
  const { patch, span, touch } = mark;
  const own = target.stmt === null || touch === 'beside' ? [key] : [];
  const wrote = statementsOf(block).filter(stmt => stmt.from?.includes(patch));
  const outer = [...target.around.map(stmtKey), declKey(target.body.decl)];
  const around = target.stmt === null ? outer : [...outer, bodyKey(target.body)];
  const first = marked(marks, own, mark);
  const second = marked(first, wrote.map(stmtKey), { patch, span, touch: 'wrote' });
  return marked(second, around, { patch, span, touch: 'within' });
}

function lossesOf({ stmt, body, text, span }: Target): readonly Loss[] {
  if (stmt === null) return [];
  return bindingsOf(stmt).map(name => ({ body: body.path, name, target: text, span }));
}

/** Reports the names that this patch took away and that others still use in `bodies`. */
export function checkLosses(text: Text, bodies: readonly Body[], context: Context): void {
  const top = new Set(text.decls.flatMap(decl => nameOf(decl)?.text ?? []));
  const { span: own } = context.patch;
  for (const { body: path, name, target, span } of text.losses) {
    const body = bodies.find(one => one.path === path);
    if (body === undefined || top.has(name) || localsOf(body).includes(name)) continue;
    const use = unboundUses(body.block, name).find(
      ({ span: at }) => at.source !== own.source || at.start < own.start || at.end > own.end,
    );
    if (use !== undefined) context.report(lostBinding(span, target, name, use.span));
  }
}

function localsOf({ decl, action }: Body): readonly string[] {
  const params = 'params' in decl ? decl.params : [];
  const vars = decl.kind === 'thread' ? decl.locals : decl.kind === 'device' ? decl.members : [];
  return [...params, ...vars, ...(action?.params ?? [])].map(one => one.name.text);
}
