/**
 * `Init`: each variable takes its initial values; those that `init { }` or the silent
 * beginnings of threads change are first held under names. Beginnings of a family do
 * only to their own entries what they do, so all instances are written at once.
 */
import { present } from '../../base/assertion.ts';
import type { VariableId } from '../../machine/expr.ts';
import type { Machine, Thread, Variable } from '../../machine/machine.ts';
import type { Type } from '../../machine/types.ts';
import { type Current, entryOf, isOwn, wholeOf } from './current.ts';
import { allOf, type Doc, under } from './doc.ts';
import { bind, plain, type Scope, type Speech, spoken } from './expr.ts';
import { assigned, reachable } from './graph.ts';
import { type Frame, type Here, headOf, isShort } from './here.ts';
import { settled } from './settle.ts';
import { onFrom } from './step.ts';
import { atLeast, closed, level, type Text } from './text.ts';
import { typeSet } from './types.ts';
import { effectOf } from './values.ts';
import { readsOf } from './walk.ts';
import { freeName } from './words.ts';

type Onward = (here: Here) => readonly Doc[];

/** The formula of the initial states. */
export function initial(speech: Speech, hidden: ReadonlySet<VariableId>): Doc {
  const { machine } = speech;
  const changed = changedInInit(machine);
  const base: Omit<Frame, 'actor' | 'finish'> = {
    speech,
    step: null,
    from: null,
    changed,
    hidden,
    next: name => name,
  };
  const assume = (onStates: boolean, used: Scope['used']): readonly Doc[] =>
    machine.assumes
      .filter(({ test }) => readsOf(machine, test).size > 0 === onStates)
      .map(({ test }) =>
        atLeast(spoken(speech, { ...plain(speech), used }, test), level.junction + 0.1),
      );
  const threads = machine.actors.filter(actor => actor.kind === 'thread');
  const end: Onward = here => [
    ...settled({ ...base, actor: null, finish: null }, here, changed),
    ...assume(true, here.scope.used),
  ];
  const begun = threads.reduceRight<Onward>(
    (rest, thread) => here => started({ ...base, actor: thread, finish: rest }, thread, here, rest),
    end,
  );
  const body: Onward = here =>
    machine.init === null
      ? begun(here)
      : onFrom({ ...base, actor: null, finish: begun }, machine.init, here);
  const all = machine.variables.reduceRight<Onward>(
    (rest, variable, v) => here => {
      if (hidden.has(v) && !changed.has(v)) return rest(here);
      return given(base, variable, v, changed.has(v), here, rest);
    },
    body,
  );
  const start: Here = {
    stepped: true,
    scope: plain(speech),
    values: new Map(),
    until: null,
    settle: new Set(),
    loops: new Map(),
  };
  return allOf([...assume(false, speech.used), ...all(start)]);
}

/** The variables that `init { }` and the beginnings of threads assign. */
export function changedInInit(machine: Machine): ReadonlySet<VariableId> {
  const from = machine.init === null ? [] : [machine.init];
  const found = new Set(assigned(machine, reachable(machine, from)));
  for (const actor of machine.actors) {
    if (actor.kind !== 'thread') continue;
    found.add(actor.place);
    for (const v of assigned(machine, reachable(machine, [actor.start]))) found.add(v);
  }
  return found;
}

function given(
  base: Omit<Frame, 'actor' | 'finish'>,
  variable: Variable,
  v: VariableId,
  changed: boolean,
  here: Here,
  rest: Onward,
): readonly Doc[] {
  const { speech } = base;
  const { scope } = here;
  const name = speech.variables[v] ?? '';
  const reading: Scope = {
    ...scope,
    read: w => wholeOf(speech, scope, null, w, here.values.get(w)),
  };
  const values = first(speech, reading, variable);
  if (!changed) {
    return [
      `${name} ${values.one ? '=' : '\\in'} ${atLeast(values.text, level.compare + 0.1)}`,
      ...rest(here),
    ];
  }
  const keep = (text: Text, at: Scope): readonly Doc[] => {
    const now: Current = { of: 'whole', text, done: false };
    return rest({ ...here, scope: at, values: new Map(here.values).set(v, now) });
  };
  const { role } = variable;
  if (values.one && (role === 'place' || isShort(values.text))) return keep(values.text, scope);
  const held = freeName(`${name}_first`, scope.used);
  const inner = { ...scope, used: new Set(scope.used).add(held) };
  const initial = variable.initial.kind === 'value' ? variable.initial.expr : null;
  const head = values.one
    ? headOf({ ...base, actor: null, finish: null }, held, values.text, initial)
    : `\\E ${held} \\in ${atLeast(values.text, level.set)} :`;
  return [under(head, allOf(keep(closed(held), inner)))];
}

/** The initial value of a variable, or the set of its initial values. */
function first(
  speech: Speech,
  scope: Scope,
  variable: Variable,
): { readonly one: boolean; readonly text: Text } {
  const { initial } = variable;
  const nest = (level_: number, type: Type, at: Scope): Text => {
    const param = variable.params[level_];
    if (level_ < variable.depth && param !== undefined && type.kind === 'map') {
      const { scope: inner, name } = bind(at, param);
      const keys = typeSet(type.key, speech).text;
      return closed(`[${name} \\in ${keys} |-> ${nest(level_ + 1, type.value, inner).text}]`);
    }
    return initial.kind === 'value' ? spoken(speech, at, initial.expr) : closed('');
  };
  if (initial.kind === 'value') return { one: true, text: nest(0, variable.type, scope) };
  return { one: false, text: choices(speech, scope, variable, 0, variable.type) };
}

// Independent choices for all entries: functions; of a set that differs from instance to
// instance those among them that fit.
function choices(
  speech: Speech,
  scope: Scope,
  variable: Variable,
  depth: number,
  type: Type,
): Text {
  const { initial } = variable;
  if (initial.kind !== 'each') throw new Error('broken promise: there is a set to choose from');
  const param = depth < variable.depth ? variable.params[depth] : undefined;
  if (type.kind !== 'map') return spoken(speech, scope, initial.set);
  const keys = typeSet(type.key, speech).text;
  if (param === undefined) {
    return closed(`[${keys} -> ${choices(speech, scope, variable, depth + 1, type.value).text}]`);
  }
  const { scope: inner, name } = bind(scope, param);
  const each = choices(speech, inner, variable, depth + 1, type.value).text;
  if (!new RegExp(`\\b${name}\\b`).test(each)) return closed(`[${keys} -> ${each}]`);
  const all = `[${keys} -> UNION {${each} : ${name} \\in ${keys}}]`;
  const map = freeName('map', inner.used);
  return closed(`{${map} \\in ${all} : \\A ${name} \\in ${keys} : ${map}[${name}] \\in ${each}}`);
}

function started(frame: Frame, thread: Thread, here: Here, rest: Onward): readonly Doc[] {
  if (thread.params.length === 0) return onFrom(frame, thread.start, here);
  const { speech } = frame;
  let scope = here.scope;
  const heads: string[] = [];
  for (const param of thread.params) {
    const next = bind(scope, param);
    heads.push(`${next.name} \\in ${typeSet(param.type, speech).text}`);
    scope = next.scope;
  }
  const effect = effectOf(frame, thread.start, null, { ...here, scope });
  if (effect === null) throw new Error('broken promise: beginnings of families are assignments');
  const values = new Map(here.values);
  for (const [v, now] of effect.here.values) {
    if (now === here.values.get(v)) continue;
    const own = isOwn(speech, thread, v);
    const { text } = own
      ? entryOf(speech, effect.here.scope, thread, v, now)
      : present(now, 'a value').text;
    const whole = own ? heads.reduceRight((inner, head) => `[${head} |-> ${inner}]`, text) : text;
    values.set(v, { of: 'whole', text: closed(whole), done: false });
  }
  const checks = effect.checks.map(check => heads.reduceRight((b, h) => `\\A ${h} : ${b}`, check));
  return [...checks, ...rest({ ...here, values })];
}
