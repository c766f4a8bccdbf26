/** What is asked of states and steps: assertions after each step, and an end that is no deadlock. */
import { place } from '../../base/source.ts';
import { domain } from '../../machine/domain.ts';
import type { Expr } from '../../machine/expr.ts';
import type { Property, Thread } from '../../machine/machine.ts';
import { partsOf } from '../../machine/parts.ts';
import { constant } from './constant.ts';
import { cleared } from './ends.ts';
import { formula } from './expr.ts';
import type { Form } from './form.ts';
import { type Column, columnsOf, type Layout, layoutOf, view } from './layout.ts';
import { apart, bound, type Program, type Scope } from './scope.ts';
import { ofVariable, placeSpot } from './spots.ts';
import { all, compared, isYes, type Text } from './text.ts';
import { comment } from './words.ts';

/** The texts that ask, and where they stand. */
export interface Asked {
  readonly inlines: readonly (readonly string[])[];
  /** After the start. */
  readonly first: readonly string[];
  readonly around: {
    readonly before: readonly string[];
    readonly after: readonly string[];
    readonly kept: readonly Column[];
  };
  readonly options: readonly string[];
}

const nothing: Asked = {
  inlines: [],
  first: [],
  around: { before: [], after: [], kept: [] },
  options: [],
};

/** What is asked, where properties are. */
export function asked(program: Program, temporaries: Map<string, Layout>): Asked {
  if (!program.watching) return nothing;
  const { machine } = program;
  const scope: Scope = {
    program,
    env: new Map(),
    read: id => ofVariable(program, id),
    after: null,
    checks: [],
  };
  const invariants = machine.properties.filter(p => p.kind === 'invariant');
  const transitions = machine.properties.filter(p => p.kind === 'transition');
  const inlines: (readonly string[])[] = [];
  const first: string[] = [];
  const before: string[] = [];
  const after: string[] = [];
  if (invariants.length > 0) {
    const lines = invariants.flatMap(p => asserted(scope, p));
    inlines.push(['/* What always holds. */', 'inline hold() {', ...lines, '}']);
    first.push('hold();');
    after.push('hold();');
  }
  if (transitions.length > 0) {
    const { reads, keep, clear } = kept(program, temporaries, transitions);
    const stepwise: Scope = {
      ...scope,
      read: id => reads.get(id) ?? scope.read(id),
      after: scope.read,
    };
    const lines = transitions.flatMap(p => asserted(stepwise, p));
    inlines.push(['inline remember() {', ...keep, '}']);
    inlines.push(['/* What holds of each step. */', 'inline compare() {', ...lines, ...clear, '}']);
    before.push('remember();');
    after.push('compare();');
  }
  const options = ended(program, scope);
  return { inlines, first, around: { before, after, kept: [] }, options };
}

function asserted(scope: Scope, property: Property): readonly string[] {
  const { result, safe } = apart(scope, s => formula(s, property.formula));
  const title = property.text === null ? property.name : `${property.name}: ${property.text}`;
  const lines = [
    ...comment(property.doc),
    `/* ${title.replaceAll(/\*\/|\n/g, ' ')} (${place(property.span)}) */`,
    ...(isYes(safe) ? [] : [`assert(${safe.text});`]),
    `assert(${result.text});`,
  ];
  return lines.map(l => `   ${l}`);
}

// The state before a step, as far as properties look at it.
function kept(
  program: Program,
  temporaries: Map<string, Layout>,
  transitions: readonly Property[],
): {
  readonly reads: ReadonlyMap<number, Form>;
  readonly keep: readonly string[];
  readonly clear: readonly string[];
} {
  const ids = [...new Set(transitions.flatMap(p => [...readBefore(program, p.formula)]))];
  const reads = new Map<number, Form>();
  const keep: string[] = [];
  const clear: string[] = [];
  for (const id of ids) {
    const layout = program.layouts[id];
    const type = program.machine.variables[id]?.type;
    if (layout === undefined || type === undefined) continue;
    const columns = columnsOf(layout);
    const copy = layoutOf(type, `before_${columns[0]?.name ?? ''}`, program.name);
    temporaries.set(`before ${id}`, copy);
    reads.set(id, view(program.names, copy, type, null));
    for (const [i, c] of columnsOf(copy).entries()) {
      const from = columns[i]?.name ?? '';
      if (c.size === null) keep.push(`   ${c.name} = ${from};`);
      else for (let k = 0; k < c.size; k++) keep.push(`   ${c.name}[${k}] = ${from}[${k}];`);
      clear.push(...cleared(c).map(l => `   ${l}`));
    }
  }
  return { reads, keep, clear };
}

function readBefore(program: Program, expr: Expr): ReadonlySet<number> {
  if (expr.kind === 'next') return new Set();
  const found = new Set<number>();
  if (expr.kind === 'variable') found.add(expr.variable);
  const fun = expr.kind === 'call' ? program.funs.get(expr.fun) : undefined;
  for (const part of [...partsOf(expr), ...(fun === undefined ? [] : [fun.body])])
    for (const id of readBefore(program, part)) found.add(id);
  return found;
}

// That all threads have finished is no deadlock.
function ended(program: Program, scope: Scope): readonly string[] {
  const { machine } = program;
  const threads = machine.actors.filter((a): a is Thread => a.kind === 'thread');
  if (machine.deadlockAllowed || threads.length === 0) return [];
  const all_ = threads.flatMap(thread =>
    instances(scope, thread, 0).map((s): Text => {
      const { text, type } = placeSpot(program, thread, s);
      const end = formula(s, {
        kind: 'constant',
        value: thread.finished,
        type,
        span: thread.span,
      });
      return compared(text, '==', end);
    }),
  );
  return [`${all(all_).text} -> skip /* all have finished */`];
}

function instances(scope: Scope, thread: Thread, at: number): readonly Scope[] {
  const p = thread.params[at];
  if (p === undefined) return [scope];
  return domain(p.type).flatMap(v =>
    instances(bound(scope, p, constant(scope.program.names, p.type, v)), thread, at + 1),
  );
}
