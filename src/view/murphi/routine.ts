/**
 * One routine of a Murphi text while it is written: its statements, its local variables
 * and the names that are taken. Statements may be written apart first, to see whether an
 * expression needs any.
 */
import { freeName } from './words.ts';

/** A statement that ends the rule as a failing step; what it must undo is known at the end. */
export const failing = '\u0000';

/** Statements in order, indented as they nest. */
export class Statements {
  readonly lines: string[] = [];
  private readonly open: string[] = [];

  get none(): boolean {
    return this.lines.length === 0;
  }

  add(...lines: readonly string[]): void {
    for (const line of lines) this.lines.push(`${'  '.repeat(this.open.length)}${line}`);
  }

  /** What follows stands in a block, which is ended with the block around it. */
  nest(head: string, end: string): void {
    this.add(head);
    this.open.push(end);
  }

  /** Ends the innermost block. */
  end(): void {
    const end = this.open.pop();
    if (end !== undefined) this.add(end);
  }

  /** Ends all that was begun, and gives the lines. */
  closed(): readonly string[] {
    while (this.open.length > 0) this.end();
    return this.lines;
  }

  /** A whole block. */
  block(head: string, body: Statements, end = 'end;'): void {
    this.nest(head, end);
    this.add(...body.closed());
    this.end();
  }
}

/** The names of a routine. */
export class Routine {
  /** Local variables with their types, in order. */
  readonly locals = new Map<string, string>();
  /** What is said before all else. */
  readonly starts: string[] = [];
  private readonly used = new Set<string>();
  private readonly helpers = new Set<string>();

  private readonly isGlobal: (name: string) => boolean;

  constructor(isGlobal: (name: string) => boolean) {
    this.isGlobal = isGlobal;
  }

  /** A name for a binder, none of those around it. */
  binder(name: string, around: ReadonlySet<string>): string {
    const found = freeName(
      name,
      n => this.isGlobal(n) || around.has(n) || this.helpers.has(n) || this.locals.has(n),
    );
    this.used.add(found);
    return found;
  }

  /** These names are taken from outside: the parameters of rulesets. */
  take(names: readonly string[]): void {
    for (const name of names) this.used.add(name);
  }

  /** A name that nothing else in the routine has. */
  helper(name: string): string {
    const found = this.unused(name);
    this.helpers.add(found);
    return found;
  }

  /** The name is free again: what it stood for is written. */
  release(name: string): void {
    this.helpers.delete(name);
  }

  /** A new local variable. */
  local(name: string, type: string): string {
    const found = this.unused(name);
    this.locals.set(found, type);
    return found;
  }

  private unused(name: string): string {
    return freeName(
      name,
      n => this.isGlobal(n) || this.used.has(n) || this.helpers.has(n) || this.locals.has(n),
    );
  }
}
