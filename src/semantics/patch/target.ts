/**
 * From the path of an edit to the statement or the body that it means, in the text as the
 * patches before left it; or the message that says why there is none.
 */
import type { Span } from '../../base/source.ts';
import { nearest } from '../../base/suggest.ts';
import type { Decl, Path, Stmt } from '../../syntax/tree.ts';
import { allBodies, allPaths, type Body, stepNames, stepNumbered, stepsNamed } from './bodies.ts';
import { bodiesOf, nameOf } from './decls.ts';
import { ambiguousTarget, conflict, noTarget, notABody, type Verb } from './errors.ts';
import { stmtKey } from './marks.ts';
import { inside, statementsOf } from './rewrite.ts';
import type { Context, Text } from './text.ts';
import { additionsOf } from './twice.ts';

/** What a path means: a statement of a body, with the statements around it, or all of it. */
export interface Target {
  /** As the patch wrote it. */
  readonly text: string;
  readonly span: Span;
  readonly body: Body;
  readonly stmt: Stmt | null;
  /** From the outside in; without `stmt`. */
  readonly around: readonly Stmt[];
}

/** A path as it was written. */
export const pathText = (path: Path): string => path.names.map(name => name.text).join('.');

/** The target of an edit, or `undefined` when it was reported why there is none. */
export function targetOf(text: Text, path: Path, verb: Verb, context: Context): Target | undefined {
  const words = path.names.map(name => name.text);
  // A device alone has no body, so at most one of the two lengths fits.
  const body = allBodies(text.decls).find(({ path: known }) =>
    [1, 2].some(length => known === words.slice(0, length).join('.')),
  );
  const rest = words.slice(body?.path.split('.').length ?? 0);
  const target = { text: pathText(path), span: path.span };
  if (body !== undefined && rest.length === 0) return { ...target, body, stmt: null, around: [] };
  const steps = body === undefined ? [] : stepsMeant(text, body, rest, context);
  const [stmt, ...others] = steps;
  if (body === undefined || stmt === undefined) {
    missing(text, path, verb, context);
  } else if (others.length > 0) {
    const places = steps.map(one => one.span);
    context.report(ambiguousTarget(path, target.text, places));
  } else {
    return { ...target, body, stmt, around: around(body.block.statements, stmt) ?? [] };
  }
  return undefined;
}

// A number counts in the text before the patch, so that no edit of the patch moves it.
function stepsMeant(
  text: Text,
  body: Body,
  [step, ...more]: readonly string[],
  context: Context,
): readonly Stmt[] {
  if (step === undefined || more.length > 0) return [];
  const before = allBodies(context.before).find(one => one.path === body.path);
  const numbered = before && stepNumbered(before.block, step);
  if (numbered === undefined) return stepsNamed(body.block, step, text.decls);
  return statementsOf(body.block).filter(stmt => stmtKey(stmt) === stmtKey(numbered));
}

// The statements that hold `stmt`, from the outside in.
function around(statements: readonly Stmt[], stmt: Stmt): readonly Stmt[] | undefined {
  for (const one of statements) {
    if (one === stmt) return [];
    const inner = around(inside(one), stmt);
    if (inner !== undefined) return [one, ...inner];
  }
  return undefined;
}

function missing(text: Text, path: Path, verb: Verb, context: Context): void {
  const { module, patch, allowed, report } = context;
  const target = pathText(path);
  const [first] = path.names;
  if (path.names.some(name => module.broken.has(name.text))) return;
  const decl = text.decls.find(one => nameOf(one)?.text === first.text);
  const isBody = decl !== undefined && bodiesOf(decl).length > 0;
  const gone = text.gone.get(target);
  if (gone !== undefined && !allowed.has(gone.patch)) {
    report(conflict(path.span, target, patch.name.text, gone));
  } else if (decl !== undefined && (!isBody || path.names.length === 1)) {
    report(notABody(path, first.text, decl.kind));
  } else {
    const help = decl === undefined ? elsewhere(first.text, context) : calledStep(text, path);
    const way =
      help ??
      nearTarget(
        text.decls,
        path.names.map(name => name.text),
      );
    const taken = gone && { span: gone.span, text: `\`${gone.patch}\` takes it away here` };
    report(noTarget({ span: path.span, target, verb, help: way, note: taken }));
  }
}

// The owner comes with a patch that is not required.
function elsewhere(owner: string, { module, patch, allowed }: Context): string | undefined {
  const adding = module.patches.find(
    other =>
      !allowed.has(other.name.text) &&
      additionsOf(other).some(decl => nameOf(decl)?.text === owner),
  );
  if (adding === undefined) return undefined;
  const [own, from] = [patch.name.text, adding.name.text];
  return `patch \`${from}\` adds \`${owner}\`: write \`patch ${own} requires ${from}\``;
}

// The full name of a step, by way of the call that leads to it.
function calledStep(text: Text, path: Path): string | undefined {
  const [, call, step] = path.names;
  if (call === undefined || step === undefined) return undefined;
  const called = allBodies(text.decls).find(body => body.path === call.text);
  if (called === undefined || called.decl.kind !== 'proc') return undefined;
  if (!stepNames(called.block, text.decls).includes(step.text)) return undefined;
  return `a step of a procedure is edited there, for all who call it: \`${call.text}.${step.text}\``;
}

// Word by word from the left: the first that is wrong is put right, or what is there is listed.
function nearTarget(decls: readonly Decl[], words: readonly string[]): string | undefined {
  const paths = [...allPaths(decls)].map(path => path.split('.'));
  const right = words.findIndex(
    (_, at) => !paths.some(path => startsWith(path, words.slice(0, at + 1))),
  );
  const [wrong, before] = [words[right], words.slice(0, right)];
  if (wrong === undefined) return undefined;
  const known = paths.flatMap(path => (startsWith(path, before) ? (path[right] ?? []) : []));
  const near = /^\d/.test(wrong) ? undefined : nearest(wrong, known);
  if (near !== undefined)
    return `did you mean \`${[...before, near, ...words.slice(right + 1)].join('.')}\`?`;
  if (before.length === 0) return undefined;
  const listed = [...new Set(known)]
    .slice(0, 8)
    .map(name => `\`${name}\``)
    .join(', ');
  const owner = before.join('.');
  return listed === '' ? `\`${owner}\` has no step with a name` : `\`${owner}\` has ${listed}`;
}

const startsWith = (path: readonly string[], words: readonly string[]): boolean =>
  words.every((word, at) => path[at] === word);
