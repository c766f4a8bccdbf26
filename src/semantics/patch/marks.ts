/**
 * Who edited what: marks that patches leave on statements, bodies and declarations, so
 * that a later patch which edits the same thing without requiring the earlier one is
 * a conflict. A statement is known by its place in the files, which no edit changes.
 */
import type { Decl, Stmt } from '../../syntax/tree.ts';
import { allBodies, type Body } from './bodies.ts';
import { nameOf } from './decls.ts';
import type { OtherEdit } from './errors.ts';
import { statementsOf } from './rewrite.ts';

/**
 * `wrote`: it is the patch's own text, or was moved by it. `beside`: something was put before
 * or after it. `within`: something in it was edited. `extended`: a declaration got members.
 */
export type Touch = 'wrote' | 'beside' | 'within' | 'extended';

/** One mark; `span` is the edit that left it. */
export interface Mark extends OtherEdit {
  readonly touch: Touch;
}

/** Marks by what they stand on. */
export type Marks = ReadonlyMap<string, readonly Mark[]>;

/** The key of a statement: where it stands in the files. */
export function stmtKey({ span }: Stmt): string {
  return `${span.source.path}:${span.start}:${span.end}`;
}

/** The key of a declaration. */
export function declKey(decl: Decl): string {
  return `.${nameOf(decl)?.text ?? decl.kind}`;
}

/** The key of a whole body: of a procedure, a thread, an action. */
export function bodyKey({ path }: Body): string {
  return `.${path}{}`;
}

/** The keys of a declaration and of all that can be edited in it. */
export function keysOf(decl: Decl): readonly string[] {
  const bodies = allBodies([decl]);
  return [
    declKey(decl),
    ...bodies.map(bodyKey),
    ...bodies.flatMap(body => statementsOf(body.block).map(stmtKey)),
  ];
}

/** The marks with one more on each of `keys`. */
export function marked(marks: Marks, keys: Iterable<string>, mark: Mark): Marks {
  const next = new Map(marks);
  for (const key of new Set(keys)) next.set(key, [...(next.get(key) ?? []), mark]);
  return next;
}

/** What an edit does to its target, for the question which earlier marks it meets. */
export type Deed = 'beside' | 'replace' | 'redeclare' | 'extend';

const meets: { readonly [deed in Deed]: readonly Touch[] } = {
  // Two patches that put something at one place would depend on their order.
  beside: ['wrote', 'beside'],
  replace: ['wrote', 'beside', 'within'],
  redeclare: ['wrote', 'beside', 'within', 'extended'],
  // Members that two patches add do not meet.
  extend: ['wrote'],
};

/** The edit of a patch outside `allowed` that a deed on `key` meets. */
export function collision(
  marks: Marks,
  key: string,
  deed: Deed,
  allowed: ReadonlySet<string>,
): Mark | undefined {
  const { [deed]: touches } = meets;
  return marks.get(key)?.find(mark => touches.includes(mark.touch) && !allowed.has(mark.patch));
}
