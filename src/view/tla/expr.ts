/**
 * Expressions as TLA+. What is bound gets a name of its own in its scope; variables are
 * read by the words that the scope has for them, which within a step may be a primed
 * variable or the name of a value. Operators are in operators.ts.
 */
import { present } from '../../base/assertion.ts';
import { place } from '../../base/source.ts';
import type { BinderRef, Expr, VariableId } from '../../machine/expr.ts';
import type { Machine } from '../../machine/machine.ts';
import { isBinding, mayFail } from './fails.ts';
import { operator } from './operators.ts';
import { atLeast, closed, level, type Text, tight } from './text.ts';
import {
  caseField,
  caseValue,
  fieldName,
  isNested,
  noneOf,
  record,
  someOf,
  typeSet,
  type Vocabulary,
  valueText,
} from './types.ts';
import { funOf, readsOf } from './walk.ts';
import { freeName, quoted } from './words.ts';

/** What a module calls things. */
export interface Speech extends Vocabulary {
  readonly machine: Machine;
  readonly variables: readonly string[];
  readonly funs: ReadonlyMap<string, string>;
}

/** What is bound around an expression, and how it reads variables. */
export interface Scope {
  readonly names: ReadonlyMap<number, Text>;
  readonly used: ReadonlySet<string>;
  readonly read: (variable: VariableId) => Text;
  /** The own entry of a local within a step of its owner, else null. */
  readonly entry: (lookup: Expr) => Text | null;
  /** Of the state after a step, where one is judged. */
  readonly after: ((variable: VariableId) => Text) | null;
}

/** Nothing bound; variables by their names. */
export const plain = (speech: Speech): Scope => ({
  names: new Map(),
  used: speech.used,
  read: v => closed(present(speech.variables[v], 'a variable has a name')),
  entry: () => null,
  after: null,
});

/** The scope with a name for the binder, and that name. */
export function bind(
  scope: Scope,
  binder: BinderRef,
): { readonly scope: Scope; readonly name: string } {
  const name = freeName(binder.name === '_' ? 'k' : binder.name, scope.used);
  return { scope: known(scope, binder, closed(name), name), name };
}

/** The scope in which the binder stands for a text; `name`, if any, is then in use. */
export const known = (scope: Scope, binder: BinderRef, text: Text, name?: string): Scope => ({
  ...scope,
  names: new Map(scope.names).set(binder.id, text),
  used: name === undefined ? scope.used : new Set(scope.used).add(name),
});

/** The expression in a scope. */
export function spoken(speech: Speech, scope: Scope, expr: Expr): Text {
  const say = (e: Expr): Text => spoken(speech, scope, e);
  const words: Vocabulary = { ...speech, used: scope.used };
  switch (expr.kind) {
    case 'constant':
      return valueText(expr.type, expr.value, words);
    case 'binder':
      return present(scope.names.get(expr.binder.id), `${expr.binder.name} is bound here`);
    case 'variable':
      return scope.read(expr.variable);
    case 'domain':
      return typeSet(expr.of, words);
    case 'lookup':
      return scope.entry(expr) ?? closed(`${tight(say(expr.of))}[${say(expr.key).text}]`);
    case 'field':
      return closed(`${tight(say(expr.of))}.${fieldOf(expr)}`);
    case 'payload':
      if (caseOf(expr).fields.length === 0) return closed('<<>>');
      return closed(`${tight(say(expr.of))}.${caseField(caseOf(expr).name)}`);
    case 'isCase':
      return compare(closed(`${tight(say(expr.of))}.tag`), '=', quoted(caseOf(expr).name));
    case 'isSome':
      return compare(say(expr.of), '#', noneOf(expr.of.type, words));
    case 'some':
      return someOf(expr.type, say(expr.of));
    case 'unwrap':
      return unwrapped(speech, expr, say(expr.of));
    case 'struct':
      if (expr.type.kind !== 'struct') throw new Error('broken promise: a struct is of its type');
      return record(
        expr.type.fields,
        expr.fields.map(f => say(f).text),
      );
    case 'case':
      if (expr.type.kind !== 'union') throw new Error('broken promise: a case is of a union');
      return caseValue(
        expr.type,
        expr.tag,
        expr.fields.map(f => say(f).text),
      );
    case 'with':
      return closed(
        `[${say(expr.of).text} EXCEPT ${expr.updates
          .map(u => `!.${fieldIn(expr.type, u.field)} = ${say(u.value).text}`)
          .join(', ')}]`,
      );
    case 'fit':
      speech.need('Fit');
      return closed(
        `Fit(${say(expr.of).text}, ${typeSet(expr.type, words).text}, ${quoted(place(expr.span))})`,
      );
    case 'at':
      return atPlace(speech, expr, say(expr.place));
    case 'let':
      return letIn(speech, scope, expr);
    case 'call':
      return called(speech, scope, expr);
    case 'next': {
      const after = present(scope.after ?? undefined, '`next` stands where a step is judged');
      return spoken(speech, { ...scope, read: after, entry: () => null, after: null }, expr.of);
    }
    case 'forall':
    case 'exists':
    case 'filter':
    case 'image':
    case 'mapOf':
      return binding(speech, scope, expr);
    default:
      return operator(speech, expr, say);
  }
}

type Of<K extends Expr['kind']> = Extract<Expr, { readonly kind: K }>;

const compare = (left: Text, op: string, right: string): Text => ({
  text: `${atLeast(left, level.compare + 0.1)} ${op} ${right}`,
  level: level.compare,
});

function fieldIn(type: Expr['type'], field: number): string {
  if (type.kind !== 'struct') throw new Error('broken promise: fields are in a struct');
  return fieldName(present(type.fields[field], 'a struct has its fields').name);
}

const fieldOf = (expr: Of<'field'>): string => fieldIn(expr.of.type, expr.field);

function caseOf({ of, tag }: Of<'payload' | 'isCase'>) {
  if (of.type.kind !== 'union') throw new Error('broken promise: a case is of a union');
  return present(of.type.cases[tag], 'a union has its cases');
}

function unwrapped(speech: Speech, expr: Of<'unwrap'>, of: Text): Text {
  const sure = isBinding(speech.machine, expr.of);
  if (isNested(expr.of.type)) return closed(`${tight(of)}[1]`);
  if (sure) return of;
  speech.need('Unwrap');
  return closed(`Unwrap(${of.text}, ${quoted(place(expr.span))})`);
}

function atPlace(speech: Speech, expr: Of<'at'>, of: Text): Text {
  if (expr.place.type.kind !== 'place') throw new Error('broken promise: a place is of a thread');
  const names = present(speech.places.get(expr.place.type.thread), 'a thread has places');
  const [only, ...more] = expr.locations.map(l => quoted(names[l] ?? ''));
  if (only === undefined) return closed('FALSE');
  if (more.length === 0) return compare(of, '=', only);
  return compare(of, '\\in', `{${[only, ...more].join(', ')}}`);
}

function letIn(speech: Speech, scope: Scope, expr: Of<'let'>): Text {
  const value = spoken(speech, scope, expr.value);
  if (isName(value.text) && !mayFail(speech.machine, expr.value)) {
    return spoken(speech, known(scope, expr.binder, value), expr.body);
  }
  const inner = bind(scope, expr.binder);
  const body = spoken(speech, inner.scope, expr.body).text;
  if (mayFail(speech.machine, expr.value)) {
    speech.need('With');
    return closed(`With(${value.text}, LAMBDA ${inner.name} : ${body})`);
  }
  return { text: `LET ${inner.name} == ${value.text} IN ${body}`, level: level.open };
}

// A function that reads a variable which has another name here is written out.
function called(speech: Speech, scope: Scope, expr: Of<'call'>): Text {
  const fun = funOf(speech.machine, expr.fun);
  const names = plain(speech);
  const written = [...readsOf(speech.machine, fun.body)].some(
    v => scope.read(v).text !== names.read(v).text,
  );
  const name = present(speech.funs.get(fun.name), 'a function has a name');
  let inner: Scope = { ...scope, names: new Map() };
  const args: { name: string; value: Text; fails: boolean }[] = [];
  for (const [i, param] of fun.params.entries()) {
    const arg = present(expr.args[i], 'a call has all arguments');
    const value = spoken(speech, scope, arg);
    const fails = mayFail(speech.machine, arg);
    if (!fails && (!written || isName(value.text))) {
      args.push({ name: '', value, fails });
      inner = known(inner, param, value);
    } else {
      const given = bind(inner, param);
      args.push({ name: given.name, value, fails });
      inner = given.scope;
    }
  }
  const body = written
    ? spoken(speech, inner, fun.body)
    : application(
        name,
        args.map(a => (a.name === '' ? a.value.text : a.name)),
      );
  return args.reduceRight((rest, arg) => around(speech, arg, rest), body);
}

// A name, or a way into what it names: `w.level.e`, `walk[i].tag`.
const isName = (text: string): boolean => /^\w+(?:\.\w+|\[\w+\])*$/.test(text);

const application = (name: string, args: readonly string[]): Text =>
  closed(args.length === 0 ? name : `${name}(${args.join(', ')})`);

function around(
  speech: Speech,
  arg: { readonly name: string; readonly value: Text; readonly fails: boolean },
  body: Text,
): Text {
  if (arg.name === '') return body;
  if (!arg.fails) {
    return { text: `LET ${arg.name} == ${arg.value.text} IN ${body.text}`, level: level.open };
  }
  speech.need('With');
  return closed(`With(${arg.value.text}, LAMBDA ${arg.name} : ${body.text})`);
}

function binding(
  speech: Speech,
  scope: Scope,
  expr: Of<'forall' | 'exists' | 'filter' | 'image' | 'mapOf'>,
): Text {
  const { scope: inner, name } = bind(scope, expr.binder);
  const body = (e: Expr): Text => spoken(speech, inner, e);
  if (expr.kind === 'mapOf') {
    const keys = typeSet(expr.binder.type, speech).text;
    return closed(`[${name} \\in ${keys} |-> ${body(expr.body).text}]`);
  }
  const domain = atLeast(spoken(speech, scope, expr.domain), level.set);
  switch (expr.kind) {
    case 'forall':
      return { text: `\\A ${name} \\in ${domain} : ${body(expr.body).text}`, level: level.open };
    case 'exists':
      return { text: `\\E ${name} \\in ${domain} : ${body(expr.body).text}`, level: level.open };
    case 'filter':
      return closed(`{${name} \\in ${domain} : ${body(expr.where).text}}`);
    case 'image': {
      const from =
        expr.where === null ? domain : `{${name} \\in ${domain} : ${body(expr.where).text}}`;
      return closed(`{${body(expr.body).text} : ${name} \\in ${from}}`);
    }
    default:
      return expr satisfies never;
  }
}
