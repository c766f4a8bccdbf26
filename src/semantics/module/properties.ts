/**
 * Invariants, transition properties, covers, assumptions and scenarios. A property
 * exists in the variants in which all its names do: where it speaks of what only
 * another variant has, it is left out; a name that no variant has is an error.
 */
import type { Expr } from '../../machine/expr.ts';
import type { ScenarioRow, StepId } from '../../machine/machine.ts';
import { docOf } from '../../syntax/docs.ts';
import type {
  Path,
  PropertyDecl,
  ScenarioRow as RowTree,
  ScenarioDecl,
  Expr as Tree,
} from '../../syntax/tree.ts';
import * as errors from '../errors.ts';
import { mayBeBroken } from '../expressions/access.ts';
import { bool, elaborated } from '../expressions/make.ts';
import { joined, node } from '../flow/graph.ts';
import { statements } from '../flow/statements.ts';
import { type ActorEntity, type Context, inside, type Scope } from '../world.ts';
import { declareParams, startFlow } from './actors.ts';

/** A context that notes when the text speaks of another variant. */
function lenient(
  name: string,
  context: Context,
  mode: Context['mode'],
): { readonly context: Context; readonly missing: () => boolean } {
  let missing = false;
  const absent = (): void => {
    missing = true;
  };
  return {
    context: { ...context, mode, absent: context.world.strict.has(name) ? null : absent },
    missing: () => missing,
  };
}

/** Enters a property; one of another variant is left out in silence. */
export function enterProperty(decl: PropertyDecl, context: Context): void {
  const { world } = context;
  if (decl.kind === 'property') return; // the parser told: it comes with liveness
  const { context: inner } = lenient(
    decl.name.text,
    context,
    decl.kind === 'transition' ? 'transition' : 'property',
  );
  const formula = elaborated(decl.formula, bool, inner);
  if (formula === null) return;
  world.properties.push({
    kind: decl.kind,
    name: decl.name.text,
    text: decl.text,
    formula,
    doc: docOf(decl.comments),
    span: decl.name.span,
  });
}

/** Enters a scenario. */
export function enterScenario(decl: ScenarioDecl, context: Context): void {
  const { world } = context;
  const { context: inner, missing } = lenient(decl.text, context, 'property');
  const scope = inside(world.root);
  const params = declareParams(decl.params, scope, { ...context, absent: inner.absent });
  const rows = decl.rows.flatMap(row => rowOf(row, { ...inner, scope }) ?? []);
  const from = decl.from === null ? null : fromNode(decl, decl.from, scope, inner);
  if (missing() || rows.length < decl.rows.length || params.length < decl.params.length) return;
  world.scenarios.push({
    text: decl.text,
    params,
    from,
    rows,
    possible: decl.possible,
    span: decl.span,
  });
}

// The assignments of `from { }`, made to an initial state as one step.
function fromNode(
  decl: ScenarioDecl,
  body: NonNullable<ScenarioDecl['from']>,
  scope: Scope,
  context: Context,
): number {
  const owner = { name: 'scenario', self: [], keeps: false, rests: [] };
  const done = joined(node(context.world, () => ({ kind: 'done' })));
  const flow = {
    ...startFlow(context, inside(scope), owner, { body }),
    atomic: { step: decl.text },
  };
  return statements(body.statements, flow).make(done).enter();
}

interface StepUse {
  readonly actor: ActorEntity;
  readonly steps: readonly StepId[];
}

function rowOf(row: RowTree, context: Context): ScenarioRow | null {
  const use = stepsAt(row.path, context);
  if (use === null) return null;
  const types = argumentTypes(use, context);
  const given = row.args ?? [];
  if (given.length > types.length && isAction(use)) {
    context.world.report(
      errors.argumentCount(
        row.span,
        row.path.names.map(n => n.text).join('.'),
        types.length,
        given.length,
      ),
    );
    return null;
  }
  const args = given.map((arg, i) => argument(arg, types[i], context));
  if (args.some(a => a === undefined)) return null;
  const sound = args.map(a => a ?? null);
  const then = row.then === null ? null : elaborated(row.then, bool, context);
  if (row.then !== null && then === null) return null;
  const own = use.actor.params.length;
  return {
    gap: row.gap,
    actor: use.actor.decl.name.text,
    steps: use.steps,
    instance: sound.slice(0, own),
    args: sound.slice(own),
    then,
    span: row.span,
  };
}

// null is free; undefined was reported.
function argument(
  tree: Tree | null,
  type: Expr['type'] | undefined,
  context: Context,
): Expr | null | undefined {
  if (tree === null) return null;
  const expr =
    type === undefined
      ? context.world.elaborate(tree, context, null)
      : elaborated(tree, type, context);
  return expr ?? undefined;
}

const isAction = (use: StepUse): boolean => use.actor.decl.kind === 'device';

function argumentTypes(use: StepUse, context: Context): readonly Expr['type'][] {
  const own = use.actor.params.map(p => p.type);
  const { decl } = use.actor;
  const name = context.world.steps[use.steps[0] ?? -1]?.name;
  const action =
    decl.kind === 'device'
      ? decl.members.find(m => m.kind === 'action' && m.name.text === name)
      : undefined;
  const params =
    action?.kind === 'action'
      ? (context.world.actionParams.get(`${decl.name.text}.${action.name.text}`) ?? [])
      : [];
  return [...own, ...params.map(p => p.type)];
}

/** The steps a path names: `actor.step`, all below `actor.call`, or a step whose name is unique. */
function stepsAt(path: Path, context: Context): StepUse | null {
  const { actors, steps, report, known } = context.world;
  const [first, ...rest] = path.names;
  const actor = actors.get(first.text);
  const wanted = (actor === undefined ? path.names : rest).map(n => n.text).join('.');
  const found = steps.flatMap((step, id) => {
    const mine = actor === undefined || step.actor === first.text;
    return mine && (step.name === wanted || step.name.startsWith(`${wanted}.`))
      ? [{ id, actor: step.actor }]
      : [];
  });
  const owners = [...new Set(found.map(f => f.actor))];
  const owner = actors.get(owners[0] ?? '');
  if (owner !== undefined && owners.length === 1)
    return { actor: owner, steps: found.map(f => f.id) };
  const text = path.names.map(n => n.text).join('.');
  if (context.absent !== null && found.length === 0 && path.names.every(n => known.has(n.text)))
    context.absent(text);
  else if (!mayBeBroken(path, context))
    report(
      errors.noStep(
        path.span,
        text,
        steps.map(s =>
          actor === undefined && path.names.length === 1 ? s.name : `${s.actor}.${s.name}`,
        ),
      ),
    );
  return null;
}

/** Enters `assume e;`. */
export function assumption(
  test: Tree,
  context: Context,
): { readonly test: Expr; readonly span: Expr['span'] } | null {
  const expr = elaborated(test, bool, { ...context, mode: 'property' });
  return expr === null ? null : { test: expr, span: test.span };
}
