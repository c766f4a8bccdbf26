/** Tests of statements: the names they bind become bindings of the flow. */
import type { Expr } from '../../machine/expr.ts';
import type { Expr as Tree } from '../../syntax/tree.ts';
import { within } from '../expressions/make.ts';
import { namesBound, test } from '../expressions/tests.ts';
import { binding, type Flow } from './flow.ts';
import { type Make, sequence } from './graph.ts';

export interface FlowTest {
  readonly expr: Expr;
  /** Sets what the test binds, where it held. */
  readonly bind: Make;
  /** With those names in force. */
  readonly flow: Flow;
}

/** The test of an `if`, `while`, `when` or `wait_until`; null when reported: what it binds is then broken. */
export function tested(tree: Tree, flow: Flow): FlowTest | null {
  const found = test(tree, flow.context);
  if (found === null) {
    const { names } = flow.context.scope;
    for (const name of namesBound(tree))
      names.set(name.text, { entity: { kind: 'broken' }, span: name.span });
    return null;
  }
  let at = flow;
  const sets: Make[] = [];
  found.binds.forEach((bind, i) => {
    const name = { text: bind.binder.name, span: bind.nameSpan };
    const made = binding(at, name, bind.binder.type);
    // Each value may speak of the names bound before it.
    sets.push(made.set(within(found.binds.slice(0, i), bind.value)));
    at = made.flow;
  });
  return { expr: found.expr, bind: sequence(sets), flow: at };
}
