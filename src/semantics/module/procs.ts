/**
 * Procedures read for their own sake: each body is checked once as written, called or
 * not, and then thrown away. What a call makes of it is the caller's.
 */
import type { ProcDecl } from '../../syntax/tree.ts';
import * as errors from '../errors.ts';
import { literal, read } from '../expressions/make.ts';
import type { Flow } from '../flow/flow.ts';
import { joined, through } from '../flow/graph.ts';
import { alwaysReturns } from '../flow/scan.ts';
import { block } from '../flow/statements.ts';
import { resolve } from '../types.ts';
import { binder, type Context, inside, lookup } from '../world.ts';
import { startFlow } from './actors.ts';

/** Reports what is wrong in a procedure's body; calls of one with errors are not judged. */
export function checkProc(decl: ProcDecl, context: Context): void {
  const { world } = context;
  const before = world.errors();
  const sizes = [
    world.nodes.length,
    world.steps.length,
    world.asserts.length,
    world.variables.length,
  ];
  const result = decl.result === null ? null : resolve(decl.result, context);
  if (decl.result !== null && !alwaysReturns(decl.body.statements)) {
    world.report(
      errors.noResult(decl.name.span, decl.name.text, 'end every way through it in `return e;`'),
    );
  }
  const owner = { name: `proc ${decl.name.text}`, self: [], keeps: true, rests: [] };
  const give = result === null ? null : () => ({ make: through, shared: false });
  const flow: Flow = {
    ...startFlow(context, inside(world.root), owner, decl),
    returnTo: { pair: joined(() => 0), depth: 0, give, type: result },
    calls: [decl.name.text],
  };
  for (const param of decl.params) declareParam(param, flow);
  block(decl.body, flow);
  [world.nodes.length, world.steps.length, world.asserts.length, world.variables.length] = [
    sizes[0] ?? 0,
    sizes[1] ?? 0,
    sizes[2] ?? 0,
    sizes[3] ?? 0,
  ];
  if (world.errors() > before)
    world.root.names.set(decl.name.text, { entity: { kind: 'broken' }, span: decl.name.span });
}

function declareParam(param: ProcDecl['params'][number], flow: Flow): void {
  const { world } = flow.context;
  const type = resolve(param.type, { ...flow.context, scope: world.root });
  const outer = lookup(flow.context.scope, param.name.text);
  if (outer !== undefined && outer.entity.kind !== 'broken')
    world.report(errors.shadow(param.name.span, param.name.text, outer.span));
  const { names } = flow.context.scope;
  if (type === null) {
    names.set(param.name.text, { entity: { kind: 'broken' }, span: param.name.span });
  } else if (param.isVar) {
    // A place of the type: any variable stands for it.
    const id = world.variables.length;
    world.variables.push({
      name: param.name.text,
      type,
      role: 'shared',
      actor: null,
      depth: 0,
      params: [],
      initial: { kind: 'value', expr: literal(null, type, param.span) },
      doc: null,
      span: param.span,
    });
    names.set(param.name.text, { entity: { kind: 'variable', id }, span: param.name.span });
  } else {
    const ref = binder(world, param.name.text, type);
    names.set(param.name.text, {
      entity: { kind: 'value', expr: read(ref, param.name.span) },
      span: param.name.span,
    });
  }
}
