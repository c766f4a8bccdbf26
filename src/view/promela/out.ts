/** Lines of a step: statements, blocks that stay open to the end, temporaries, what is known to hold. */
import type { Span } from '../../base/source.ts';
import { place } from '../../base/source.ts';
import type { BinderRef } from '../../machine/expr.ts';
import type { Type } from '../../machine/types.ts';
import { type Column, columnsOf, type Layout, layoutOf } from './layout.ts';
import type { Program } from './scope.ts';
import { isNo, not, type Text } from './text.ts';

/** Lines, each indented as deep as its block. */
export class Out {
  readonly lines: string[] = [];
  private readonly closers: string[] = [];

  add(...lines: readonly string[]): void {
    const indent = '   '.repeat(this.closers.length);
    this.lines.push(...lines.map(l => `${indent}${l}`));
  }

  /** What follows stands in a block that `closer` ends. */
  nest(heads: readonly string[], closer: string): void {
    this.add(...heads);
    this.closers.push(closer);
  }

  /** The lines, with every block ended. */
  closed(): readonly string[] {
    const ends: string[] = [];
    for (let depth = this.closers.length - 1; depth >= 0; depth--)
      ends.push(`${'   '.repeat(depth)}${this.closers[depth]}`);
    return [...this.lines, ...ends];
  }
}

/** What one step needs beside its lines. */
export class Routine {
  /** Columns in use, which are 0 again when the step ends. */
  readonly used: Column[] = [];
  /** Some way fails. */
  fails = false;
  /** The columns of variables that it writes. */
  readonly writes = new Set<Column>();
  private readonly counts = new Map<string, number>();
  private readonly binders = new Map<number, Layout>();
  private readonly program: Program;
  private readonly shared: Map<string, Layout>;

  constructor(program: Program, shared: Map<string, Layout>) {
    this.program = program;
    this.shared = shared;
  }

  /** A temporary of a type, the same variable in all steps that need one so called. */
  temporary(wanted: string, type: Type): Layout {
    const count = (this.counts.get(wanted) ?? 0) + 1;
    this.counts.set(wanted, count);
    const shape = JSON.stringify(type, (_, v) => (typeof v === 'bigint' ? String(v) : v));
    const key = `${wanted} ${count} ${shape}`;
    const layout = this.shared.get(key) ?? layoutOf(type, wanted, this.program.name);
    this.shared.set(key, layout);
    this.used.push(...columnsOf(layout));
    return layout;
  }

  /** The temporary that a binder is. */
  ofBinder(binder: BinderRef, type: Type): Layout {
    const layout = this.binders.get(binder.id) ?? this.temporary(`its_${binder.name}`, type);
    this.binders.set(binder.id, layout);
    return layout;
  }
}

/** A test that the rest of the block depends on. */
export function checked(
  program: Program,
  routine: Routine,
  to: Out,
  facts: Set<string>,
  test: { readonly ok: Text; readonly what: string; readonly span: Span },
): void {
  const { ok, what, span } = test;
  const open = (ok.parts ?? [ok]).filter(p => !facts.has(p.text));
  if (open.length === 0) return;
  if (program.watching) {
    to.add(`/* ${place(span)}: ${what.replaceAll(/\*\/|\n/g, ' ')} */`, `assert(${ok.text});`);
  } else {
    routine.fails = true;
    const bad = not(ok);
    if (isNo(ok)) to.nest(['failed = true;', 'if', ':: failed -> skip;', ':: else ->'], 'fi;');
    else to.nest(['if', `:: ${bad.text} -> failed = true;`, ':: else ->'], 'fi;');
  }
  learn(facts, ok);
}

/** From here on this holds. */
export function learn(facts: Set<string>, test: Text): void {
  for (const part of test.parts ?? [test]) facts.add(part.text);
}

/** What spoke of this variable may hold no more. */
export function forget(facts: Set<string>, name: string): void {
  for (const fact of facts) if (mentions(fact, name)) facts.delete(fact);
}

/** The text names this variable. */
export const mentions = (text: string, name: string): boolean =>
  new RegExp(`(?<!\\w)${name}(?!\\w)`).test(text);
