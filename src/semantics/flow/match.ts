/** `match e { case p { } else { } }`: the first pattern that fits; every case must be said. */
import type { Expr } from '../../machine/expr.ts';
import type { Type } from '../../machine/types.ts';
import type { MatchArm, Stmt } from '../../syntax/tree.ts';
import * as errors from '../errors.ts';
import { match } from '../expressions/tests.ts';
import type { CompileBlock } from './calls.ts';
import {
  begin,
  binding,
  type Compiled,
  dropped,
  type Flow,
  opened,
  visible,
  worldOf,
} from './flow.ts';
import { type Make, node, type Pair, sequence, silentBranch, through } from './graph.ts';
import { readsShared } from './reads.ts';

interface Arm {
  readonly test: Expr;
  readonly run: Make;
  readonly assigned: boolean;
}

type Match = Stmt & { readonly kind: 'match' };

/** A `match`: a step where what it looks at is shared. */
export function matching(stmt: Match, flow: Flow, body: CompileBlock): Compiled {
  const { world } = flow.context;
  const of = world.elaborate(stmt.of, flow.context, null);
  const shared =
    flow.atomic === null &&
    of !== null &&
    (stmt.label !== null || readsShared(of, flow.owner.name, world));
  const begun = shared ? begin(flow, stmt) : null;
  const arms = stmt.arms.flatMap(arm => compileArm(arm, of, flow, body) ?? []);
  const otherwise = stmt.otherwise === null ? null : body(stmt.otherwise, flow);
  if (of === null || arms.length < stmt.arms.length) return { make: through, flow };
  checkCases(stmt, of.type, flow);
  const assigned =
    flow.assigned || arms.some(a => a.assigned) || (otherwise?.flow.assigned ?? false);
  const rest: Make = otherwise?.make ?? through;
  const make: Make = shared
    ? visible(flow, begun, (_, after) => tests(arms, rest, after))
    : next =>
        arms.reduceRight<Pair>(
          (below, arm) => silentBranch(world, arm.test, arm.run(next), below),
          rest(next),
        );
  return { make, flow: { ...flow, assigned } };

  function tests(all: readonly Arm[], last: Make, next: Pair): () => number {
    return all.reduceRight<() => number>(
      (below, arm) =>
        node(world, () => ({
          kind: 'branch',
          test: arm.test,
          then: arm.run(next).arrive(),
          otherwise: below(),
        })),
      last(next).arrive,
    );
  }
}

function compileArm(arm: MatchArm, of: Expr | null, flow: Flow, body: CompileBlock): Arm | null {
  const start = opened(flow);
  const matched = of === null ? null : match(of, arm.pattern, start.context);
  const name = 'binding' in arm.pattern ? arm.pattern.binding : null;
  if (matched === null) {
    if (name !== null)
      start.context.scope.names.set(name.text, { entity: { kind: 'broken' }, span: name.span });
    body(arm.body, start);
    return null;
  }
  const { binding: bound, payload, expr } = matched;
  const made = bound === null || payload === null ? null : binding(start, bound, payload.type);
  const inner = made?.flow ?? start;
  const compiled = body(arm.body, inner);
  const set = made === null || payload === null ? through : made.set(payload);
  const run = sequence([set, compiled.make, dropped(inner, flow.slots.length, arm.span)]);
  return { test: expr, run, assigned: compiled.flow.assigned };
}

function checkCases(stmt: Match, type: Type, flow: Flow): void {
  const { report } = worldOf(flow);
  const seen = new Set<string>();
  for (const { pattern } of stmt.arms) {
    const tag =
      pattern.kind === 'casePattern'
        ? pattern.tag.text
        : pattern.kind === 'somePattern'
          ? 'some'
          : 'none';
    if (seen.has(tag)) report(errors.caseTwice(pattern.span, tag));
    seen.add(tag);
  }
  const all = casesOf(type);
  const missing = all.filter(tag => !seen.has(tag));
  if (missing.length > 0 && stmt.otherwise === null)
    report(errors.missingCases(stmt.of.span, missing));
}

function casesOf(type: Type): readonly string[] {
  if (type.kind === 'union') return type.cases.map(c => c.name);
  return type.kind === 'enum' ? type.members : ['none', 'some'];
}
