/**
 * A machine as a Murphi model for Rumur: the same states and the same transitions, with
 * names and comments kept. Scalarsets are scalarsets. Bindings out of scope are undefined.
 * What Murphi cannot say is refused by name; nothing is changed in silence.
 */
import type { Expr, VariableId } from '../../machine/expr.ts';
import type { Fun, Machine, Property } from '../../machine/machine.ts';
import { partsOf } from '../../machine/parts.ts';
import { show } from '../../machine/show.ts';
import type { Type } from '../../machine/types.ts';
import type { Value } from '../../machine/value.ts';
import { nodeAt, onward } from '../export/flow.ts';
import type { Wish as Asked, Unsaid } from '../export/wish.ts';
import { variablesOf } from './assign.ts';
import { form, formula } from './expr.ts';
import { at, textOf } from './forms.ts';
import { Routine, Statements } from './routine.ts';
import { instanceNames, placeText, placeType, type Rules, rulesOf, type Watch } from './rules.ts';
import { bound, named, type Program, scopeOf } from './scope.ts';
import { type Components, componentsOf } from './shown.ts';
import { startStates } from './start.ts';
import { Types } from './types.ts';
import { mentions, withoutUnused } from './undo.ts';
import { all, atom, compared, isSimple, quantified, type Text } from './value.ts';
import { comment, freeName, quoted } from './words.ts';

/** What is asked for beside the machine. */
export interface Wish extends Asked {
  /** The start states alone. */
  readonly startOnly?: boolean;
}

/** The text, or all that it cannot say. */
export type Exported =
  | {
      readonly kind: 'text';
      readonly text: string;
      /** A state, by the values of the machine's variables, as Rumur prints it. */
      readonly components: (state: readonly Value[]) => Components;
    }
  | { readonly kind: 'unsaid'; readonly unsaid: readonly Unsaid[] };

/** The machine in Murphi. */
export function murphi(machine: Machine, wish: Wish): Exported {
  const program = programOf(machine, wish);
  const typeOf = (id: number): string => program.types.text(ofVariable(program, id));
  const variables = machine.variables.flatMap((v, id) => [
    ...comment(v.doc).map(l => `  ${l}`),
    `  ${program.variables[id]} : ${typeOf(id)};`,
  ]);
  const funs = functions(program);
  const watches = wish.properties ? watchesOf(program, typeOf) : { lines: [], watches: [] };
  const rules: Rules = { program, watches: watches.watches, typeOf };
  const parts = [
    startStates(program),
    ...(wish.startOnly === true
      ? [['rule "nothing" false ==>', 'end;']]
      : machine.actors.map(actor => rulesOf(rules, actor))),
    ...(wish.properties ? [ending(program), ...properties(program)] : []),
  ];
  const helpers = [...program.helpers.values()];
  for (const message of program.types.refused) {
    const span = machine.variables[0]?.span ?? machine.actors[0]?.span;
    if (span !== undefined) program.unsaid.push({ span, message });
  }
  if (program.unsaid.length > 0) return { kind: 'unsaid', unsaid: program.unsaid };
  const types = program.types.declarations;
  const sections = [
    header(program, wish),
    types.length === 0 ? [] : ['type', ...types.map(t => `  ${t}`)],
    ['var', ...variables],
    ...helpers,
    ...funs,
    ...watches.lines,
    ...parts,
  ];
  return {
    kind: 'text',
    text: `${sections
      .filter(s => s.length > 0)
      .map(s => s.join('\n'))
      .join('\n\n')}\n`,
    components: state => componentsOf(program, state),
  };
}

function programOf(machine: Machine, wish: Wish): Program {
  const taken = new Set<string>();
  const name = (wanted: string): string => {
    const found = freeName(wanted, n => taken.has(n));
    taken.add(found);
    return found;
  };
  // Variables first: theirs are the names that people look for.
  const variables = machine.variables.map(v =>
    name(v.role === 'place' ? `${v.actor}_at` : v.actor === null ? v.name : `${v.actor}_${v.name}`),
  );
  const types = new Types(name);
  for (const s of machine.scalarsets) types.text(s);
  const funs = new Map(
    machine.funs.map(
      fun => [fun.name, { name: name(fun.name), fun, fails: mayFail(machine, fun.body) }] as const,
    ),
  );
  const program: Program = {
    machine,
    types,
    isGlobal: n => taken.has(n),
    variables,
    bare: bareOf(machine),
    funs,
    helpers: new Map(),
    unsaid: [],
    watching: wish.properties,
  };
  for (const actor of machine.actors) {
    if (actor.kind !== 'thread') continue;
    const type = placeType(machine.variables[actor.place]?.type);
    if (type === null) continue;
    types.locations(
      type,
      actor.locations.map((l, i) => {
        if (i === actor.finished) return `${actor.name}_finished`;
        const steps = l.steps.map(s => machine.steps[s]?.name ?? 'step');
        return `${actor.name}_${steps.length === 0 ? 'nowhere' : steps.length > 2 ? `${steps[0]}_or` : steps.join('_or_')}`;
      }),
    );
  }
  return program;
}

/** The type of a variable in Murphi: of a binding, what it binds. */
function ofVariable(program: Program, id: number): Type {
  const variable = program.machine.variables[id];
  if (variable === undefined) throw new Error('broken promise: the variable is in the machine');
  const below = (type: Type, depth: number): Type => {
    if (depth > 0 && type.kind === 'map') return { ...type, value: below(type.value, depth - 1) };
    return type.kind === 'option' && program.bare.has(id) ? type.of : type;
  };
  return below(variable.type, variable.depth);
}

// Bindings that are only set, forgotten, and read where they are set.
function bareOf(machine: Machine): ReadonlySet<VariableId> {
  const bare = new Set<VariableId>(
    machine.variables.flatMap((v, id) => (v.role === 'binding' ? [id] : [])),
  );
  const look = (expr: Expr, opened: boolean): void => {
    if (expr.kind === 'variable' && !opened) bare.delete(expr.variable);
    const inner = expr.kind === 'unwrap' || (opened && expr.kind === 'lookup');
    for (const [i, part] of partsOf(expr).entries()) look(part, inner && i === 0);
  };
  const exprs = (node: Machine['nodes'][number]): readonly Expr[] => {
    switch (node.kind) {
      case 'assign': {
        const { value, place } = node;
        const simple = value.kind === 'some' || (value.kind === 'constant' && value.value === null);
        if (place.type.kind === 'option' && !simple) bare.delete(place.variable);
        return [
          value,
          ...place.steps.flatMap(s =>
            s.kind === 'key' ? [s.key] : s.kind === 'item' ? [s.index] : [],
          ),
        ];
      }
      case 'bind':
        return [node.value];
      case 'guard':
      case 'branch':
      case 'assert':
        return [node.test];
      case 'pick':
        return [node.domain, ...(node.where === null ? [] : [node.where])];
      case 'each':
        return [node.domain];
      default:
        return [];
    }
  };
  const all_ = [
    ...machine.nodes.flatMap(exprs),
    ...machine.funs.map(f => f.body),
    ...machine.properties.map(p => p.formula),
    ...machine.assumes.map(a => a.test),
  ];
  for (const expr of all_) look(expr, false);
  return bare;
}

function mayFail(machine: Machine, expr: Expr): boolean {
  const own =
    ['lookup', 'item', 'unwrap', 'head', 'tail', 'last', 'fit'].includes(expr.kind) ||
    (expr.kind === 'arithmetic' && (expr.op === '/' || expr.op === '%'));
  if (expr.kind === 'lookup') {
    const { of, key } = expr;
    const map = of.type.kind === 'map' ? of.type.key : of.type;
    const safe =
      map.kind !== 'range' ||
      (key.type.kind === 'range' && key.type.low >= map.low && key.type.high <= map.high);
    if (!safe) return true;
  } else if (own) return true;
  if (expr.kind === 'call') {
    const fun = machine.funs.find(f => f.name === expr.fun);
    if (fun !== undefined && mayFail(machine, fun.body)) return true;
  }
  return partsOf(expr).some(p => mayFail(machine, p));
}

function functions(program: Program): readonly (readonly string[])[] {
  return program.machine.funs.flatMap(({ name, body: { type } }) => {
    const known = program.funs.get(name);
    if (known === undefined || (known.fails && !program.watching) || !isSimple(type)) return [];
    return [oneFunction(program, known.name, known.fun)];
  });
}

function oneFunction(program: Program, name: string, fun: Fun): readonly string[] {
  const routine = new Routine(program.isGlobal);
  let scope = scopeOf(program, routine, new Statements(), 'native');
  const params = fun.params.map(p => {
    const next = named(scope, p);
    scope = bound(next.scope, p, at(next.name, p.type));
    return `${next.name} : ${program.types.text(p.type)}`;
  });
  const result = textOf(form(scope, fun.body)).text;
  return routineText(
    `function ${name}(${params.join('; ')}) : ${program.types.text(fun.body.type)};`,
    routine,
    scope.to,
    result,
    fun.doc,
  );
}

function routineText(
  head: string,
  routine: Routine,
  to: Statements,
  result: string,
  doc: string | null,
): readonly string[] {
  const lines = withoutUnused(routine, [...routine.starts, ...to.closed(), `return ${result};`]);
  const locals = [...routine.locals].filter(([n]) => lines.some(l => mentions(l, n)));
  const vars = locals.length === 0 ? [] : ['var', ...locals.map(([n, t]) => `  ${n} : ${t};`)];
  return [...comment(doc), head, ...vars, 'begin', ...lines.map(l => `  ${l}`), 'end;'];
}

function watchesOf(
  program: Program,
  typeOf: (id: number) => string,
): { readonly lines: readonly (readonly string[])[]; readonly watches: readonly Watch[] } {
  const found = program.machine.properties.filter(p => p.kind === 'transition');
  const lines: (readonly string[])[] = [];
  const watches = found.map((property): Watch => {
    const reads = [...variablesOf(program, property.formula)];
    const routine = new Routine(program.isGlobal);
    const names = new Map(
      reads.map(id => [id, routine.helper(`before ${program.variables[id]}`)] as const),
    );
    const base = scopeOf(program, routine, new Statements(), 'native');
    const scope = { ...base, read: (id: VariableId) => names.get(id) ?? '', after: base.read };
    const name = freeName(property.name, program.isGlobal);
    const holds = formula(scope, property.formula);
    const params = reads.map(id => `${names.get(id)} : ${typeOf(id)}`);
    lines.push(
      routineText(
        `function ${name}(${params.join('; ')}) : boolean;`,
        routine,
        scope.to,
        holds.text,
        property.doc,
      ),
    );
    return { name, text: titleOf(property), reads };
  });
  return { lines, watches };
}

/** How a property is called in the text, where Rumur repeats it; not yet `quoted`. */
export const titleOf = (p: Property): string => (p.text === null ? p.name : `${p.name}: ${p.text}`);

// Rumur takes the end of all threads for a deadlock, unless something goes on.
function ending(program: Program): readonly string[] {
  const { machine } = program;
  const threads = machine.actors.filter(a => a.kind === 'thread');
  if (machine.deadlockAllowed || threads.length === 0) return [];
  const ends = threads.map(t => {
    const names = instanceNames(program, t);
    const type = placeType(machine.variables[t.place]?.type);
    const member = type === null ? '' : (program.types.membersOf(type)[t.finished] ?? '');
    return quantified(
      'forall',
      names,
      compared(atom(placeText(program, t, names)), '=', atom(member)),
    );
  });
  const reached = threads.every(t =>
    machine.nodes.some(
      (n, id) => n.kind === 'stop' && n.location === t.finished && belongs(machine, t, id),
    ),
  );
  if (!reached) return [];
  return [
    '-- When all threads have finished, that is no deadlock.',
    `rule "finished" ${all(ends).text} ==>`,
    'end;',
  ];
}

function belongs(
  machine: Machine,
  thread: Extract<Machine['actors'][number], { kind: 'thread' }>,
  id: number,
): boolean {
  const seen = new Set<number>();
  const pending = [
    thread.start,
    ...thread.locations.flatMap((l, i) => (i === thread.finished ? [] : [l.enter])),
  ];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next === id) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    pending.push(...onward(nodeAt(machine, next)));
  }
  return false;
}

function properties(program: Program): readonly (readonly string[])[] {
  return program.machine.properties.flatMap(p => {
    if (p.kind === 'transition') return [];
    const routine = new Routine(program.isGlobal);
    const scope = scopeOf(program, routine, new Statements(), 'native');
    const holds: Text = formula(scope, p.formula);
    const word = p.kind === 'cover' ? 'cover' : 'invariant';
    if (scope.to.none)
      return [[...comment(p.doc), `${word} ${quoted(titleOf(p))}`, `  ${holds.text};`]];
    const name = freeName(p.name, program.isGlobal);
    return [
      routineText(`function ${name}() : boolean;`, routine, scope.to, holds.text, p.doc),
      [`${word} ${quoted(titleOf(p))}`, `  ${name}();`],
    ];
  });
}

function header({ machine }: Program, wish: Wish): readonly string[] {
  const settings = machine.parameters.map(p => `${p.name} = ${show(p.type, p.value)}`);
  const of = settings.length === 0 ? '' : ` with ${settings.join(', ')}`;
  const deadlocks = machine.deadlockAllowed || !wish.properties ? 'off' : 'stuck';
  return [
    `-- ${machine.module}, variant ${machine.variant}${of}`,
    `-- Written by patchproof from ${wish.file}${wish.properties ? '' : ', without properties: a step that fails changes nothing'}.`,
    '--',
    `--   rumur --value-type int32_t --symmetry-reduction exhaustive --deadlock-detection ${deadlocks} --output model.c model.m`,
    '--   cc -O2 -mcx16 -o model model.c -lpthread && ./model',
    '--',
    '-- A thread is where its ..._at says: before that step. Each rule is one step. What a thread has bound and',
    '-- needs later is a variable, undefined elsewhere. `assume` in a rule: else there is no such step.',
  ];
}
