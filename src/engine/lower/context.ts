/** What an expression is made into code in. */
import { present } from '../../base/assertion.ts';
import type { BinderRef } from '../../machine/expr.ts';
import type { Fun, Machine } from '../../machine/machine.ts';
import type { Layout } from '../layout/layout.ts';
import type { Reading } from './load.ts';
import type { Numbering } from './numbering.ts';
import type { Sink } from './sink.ts';
import type { Sites } from './sites.ts';
import type { Sym } from './sym.ts';

/** What all code of a machine has in common. */
export interface World {
  readonly machine: Machine;
  readonly layout: Layout;
  readonly sites: Sites;
  readonly funs: ReadonlyMap<string, Fun>;
  readonly numbers: Numbering;
}

/** The values of names, innermost first. */
export type Environment = {
  readonly binder: number;
  readonly sym: Sym;
  readonly outer: Environment;
} | null;

export interface Context {
  readonly world: World;
  readonly sink: Sink;
  readonly environment: Environment;
  /** Where variables are read. */
  readonly reading: Reading;
  /** Where they are read under `next`; null where no step is judged. */
  readonly next: Reading | null;
}

/** With one more name. */
export const bound = (environment: Environment, binder: BinderRef, sym: Sym): Environment => ({
  binder: binder.id,
  sym,
  outer: environment,
});

/** The same context with one more name. */
export const withName = (context: Context, binder: BinderRef, sym: Sym): Context => ({
  ...context,
  environment: bound(context.environment, binder, sym),
});

/** The same context, but code goes there. */
export const into = (context: Context, sink: Sink): Context => ({ ...context, sink });

/** The value of a name. */
export function symOf(environment: Environment, binder: BinderRef): Sym {
  for (let here = environment; here !== null; here = here.outer) {
    if (here.binder === binder.id) return here.sym;
  }
  throw new Error(`broken promise: the name ${binder.name} is bound where it is read`);
}

/** The function of a name. */
export const funOf = (world: World, name: string): Fun =>
  present(world.funs.get(name), `the function ${name} is in the machine`);
