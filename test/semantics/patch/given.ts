/**
 * What the tests of this folder share: a module from a text, what was reported, and the
 * patched bodies as lines that show labels, statements and the patches that wrote them.
 */

import { present } from '../../../src/base/assertion.ts';
import { gather, render } from '../../../src/base/diagnostic.ts';
import { spanText } from '../../../src/base/source.ts';
import { patched } from '../../../src/semantics/patch/apply.ts';
import { allBodies } from '../../../src/semantics/patch/bodies.ts';
import { type Module, moduleOf } from '../../../src/semantics/patch/module.ts';
import { inside } from '../../../src/semantics/patch/rewrite.ts';
import {
  soloVariants,
  unnamedVariant,
  type Variant,
  variantsOf,
} from '../../../src/semantics/patch/variants.ts';
import { parseFile } from '../../../src/syntax/parse.ts';
import type { Decl, Stmt } from '../../../src/syntax/tree.ts';

/** Texts as files `m.pspec`, `m2.pspec`, ...: their module, and all that is wrong with it. */
export function given(...texts: readonly string[]): {
  readonly module: Module;
  readonly variants: readonly Variant[];
  readonly messages: string;
} {
  let module: Module | undefined;
  let variants: readonly Variant[] = [];
  const { result } = gather(report => {
    const files = texts.map((text, at) =>
      parseFile({ path: at === 0 ? 'm.pspec' : `m${at + 1}.pspec`, text }, report),
    );
    module = moduleOf(files, report);
    variants = variantsOf(module, report);
    const solo = soloVariants(module, variants, report);
    for (const variant of [...variants, ...solo]) patched(module, variant.patches, report);
    return [];
  });
  const messages = result.kind === 'ok' ? '' : result.diagnostics.map(render).join('');
  return { module: present(module, 'the pass ran'), variants, messages };
}

/** The declarations of the variant of `--patch` in a text without faults. */
export function written(text: string, option: string): readonly Decl[] {
  const { module, messages } = given(text);
  if (messages !== '') throw new Error(messages);
  const { result } = gather(report => {
    const variant = unnamedVariant(module, option, report);
    return variant && patched(module, variant.patches, report);
  });
  if (result.kind !== 'ok') throw new Error(result.diagnostics.map(render).join(''));
  return result.value;
}

/** A body of a text, line by line. */
export function body(decls: readonly Decl[], path: string): string {
  const found = present(
    allBodies(decls).find(one => one.path === path),
    path,
  );
  return found.block.statements.map(stmt => lines(stmt, '')).join('');
}

function lines(stmt: Stmt, indent: string): string {
  const label = stmt.label === null ? '' : `${stmt.label.text}: `;
  const from =
    stmt.from === undefined || stmt.from.length === 0 ? '' : `  <${stmt.from.join(' ')}>`;
  const inner = inside(stmt);
  const text = spanText(stmt.span)
    .replace(/^\w+:\s*/, '')
    .replace(/\s+/g, ' ');
  const holds = inner.length > 0 || ['if', 'atomic', 'forever'].includes(stmt.kind);
  const head = holds ? text.slice(0, text.indexOf('{')).trim() : text;
  return `${indent}${label}${head}${from}\n${inner.map(one => lines(one, `${indent}  `)).join('')}`;
}
