/**
 * Which locals of threads somebody looks at: `thread.local` in properties, covers,
 * scenarios and the functions they call. Steps that touch these are never silent.
 * Asked of the text, since bodies are built before properties.
 */
import type { Decl, Expr as Tree } from '../../syntax/tree.ts';

/** `thread.local` for every dotted use in the declarations. */
export function watchedLocals(decls: readonly Decl[]): ReadonlySet<string> {
  const watched = new Set<string>();
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk);
    else if (typeof value === 'object' && value !== null) {
      if (isField(value)) {
        const head = headOf(value.of);
        if (head !== null) watched.add(`${head}.${value.name.text}`);
      }
      for (const [key, inner] of Object.entries(value))
        if (key !== 'span' && key !== 'comments') walk(inner);
    }
  };
  for (const decl of decls) {
    if (
      ['invariant', 'transition', 'cover', 'property', 'scenario', 'fun', 'assume'].includes(
        decl.kind,
      )
    )
      walk(decl);
  }
  return watched;
}

function isField(value: object): value is Tree & { kind: 'field' } {
  return 'kind' in value && value.kind === 'field';
}

function headOf(tree: Tree): string | null {
  if (tree.kind === 'name') return tree.name.text;
  return tree.kind === 'index' ? headOf(tree.of) : null;
}
