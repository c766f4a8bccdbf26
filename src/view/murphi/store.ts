/** Stores forms: the statements that make what stands at a path the value of a form. */
import type { Type } from '../../machine/types.ts';
import {
  entryOf,
  fieldOf,
  hasElement,
  innerOf,
  isCase,
  isSome,
  itemOf,
  lengthOf,
  type Making,
  overall,
  payloadOf,
  type Spot,
  spotsOf,
  textOf,
} from './forms.ts';
import { Statements } from './routine.ts';
import { type Kind, payload } from './types.ts';
import { atom, compared, type Form, isNo, isSimple, isYes, type Text } from './value.ts';

/** A value with its type, which may differ in bounds from where it is stored. */
export interface Typed {
  readonly form: Form;
  readonly type: Type;
}

/** Writes `path := value`. The value must not read what is written, except entry by entry. */
export function store(
  making: Making,
  to: Statements,
  path: string,
  type: Type,
  value: Typed,
): void {
  const { form } = value;
  if (isSimple(type)) {
    const { text } = textOf(form);
    if (text !== path) to.add(`${path} := ${text};`);
  } else if (form.kind === 'stored' && making.types.same(type, value.type)) {
    if (form.path !== path) to.add(`${path} := ${form.path};`);
  } else if (form.kind === 'cond') {
    storeEither(making, to, path, type, value, form);
  } else {
    storeParts(making, to, path, type, value);
  }
}

function storeEither(
  making: Making,
  to: Statements,
  path: string,
  type: Type,
  value: Typed,
  { test, then, otherwise }: Form & { readonly kind: 'cond' },
): void {
  const part = (form: Form): Statements => {
    const body = new Statements();
    store(making, body, path, type, { ...value, form });
    return body;
  };
  branch(to, test, part(then), part(otherwise));
}

/** `if`, without what is empty. */
export function branch(to: Statements, test: Text, then: Statements, otherwise: Statements): void {
  const [a, b] = [then.closed(), otherwise.closed()];
  if (isYes(test) || (a.length === 0 && b.length === 0)) {
    to.add(...a);
    return;
  }
  if (isNo(test)) {
    to.add(...b);
    return;
  }
  if (a.length === 0) {
    to.nest(`if !(${test.text}) then`, 'end;');
    to.add(...b);
    to.end();
    return;
  }
  to.nest(`if ${test.text} then`, b.length === 0 ? 'end;' : '');
  to.add(...a);
  if (b.length === 0) {
    to.end();
    return;
  }
  to.end();
  to.lines.pop();
  const [first = ''] = b;
  const chained = first.startsWith('if ') && b.at(-1) === 'end;' && isOneBlock(b);
  if (chained) {
    to.add(`els${first}`, ...b.slice(1));
    return;
  }
  to.nest('else', 'end;');
  to.add(...b);
  to.end();
}

// The first line's block ends with the last line.
const isOneBlock = (lines: readonly string[]): boolean =>
  lines
    .slice(1, -1)
    .every(line => line.startsWith('  ') || line === 'else' || line.startsWith('elsif '));

function storeParts(making: Making, to: Statements, path: string, type: Type, value: Typed): void {
  switch (type.kind) {
    case 'struct':
      storeStruct(making, to, path, type, value);
      return;
    case 'option':
      storeOption(making, to, path, type, value);
      return;
    case 'union':
      storeUnion(making, to, path, type, value);
      return;
    case 'set':
      storeSet(making, to, path, type, value.form, typeBelow(value.type, type.of));
      return;
    case 'map':
      storeMap(making, to, path, type, value);
      return;
    case 'seq':
      storeSequence(making, to, path, type, value);
      return;
    default:
      throw new Error(`broken promise: a ${type.kind} is simple`);
  }
}

const typeBelow = (type: Type, otherwise: Type): Type => {
  switch (type.kind) {
    case 'option':
    case 'set':
    case 'seq':
      return type.of;
    case 'map':
      return type.value;
    default:
      return otherwise;
  }
};

function storeStruct(
  making: Making,
  to: Statements,
  path: string,
  type: Kind<'struct'>,
  value: Typed,
): void {
  const from = value.type.kind === 'struct' ? value.type : type;
  for (const [i, f] of type.fields.entries()) {
    const form = fieldOf(making, value.form, from, i);
    const name = making.types.fieldsOf(type)[i];
    store(making, to, `${path}.${name}`, f.type, { form, type: from.fields[i]?.type ?? f.type });
  }
}

function storeOption(
  making: Making,
  to: Statements,
  path: string,
  type: Kind<'option'>,
  value: Typed,
): void {
  const of = typeBelow(value.type, type.of);
  const nothing = new Statements();
  nothing.add(`undefine ${path};`, `${path}.some := false;`);
  const something = new Statements();
  if (value.form.kind !== 'none') {
    something.add(`${path}.some := true;`);
    store(making, something, `${path}.value`, type.of, { form: innerOf(value.form, of), type: of });
  }
  branch(to, isSome(value.form), something, nothing);
}

function storeUnion(
  making: Making,
  to: Statements,
  path: string,
  type: Kind<'union'>,
  value: Typed,
): void {
  const from = value.type.kind === 'union' ? value.type : type;
  const ofCase = (tag: number): Statements => {
    const body = new Statements();
    body.add(`undefine ${path};`, `${path}.tag := ${making.types.membersOf(type)[tag]};`);
    const of = payload(type, tag);
    if (of.fields.length === 0) return body;
    const form = payloadOf(making, value.form, from, tag);
    storeStruct(making, body, `${path}.${making.types.fieldsOf(type)[tag]}`, of, {
      form,
      type: payload(from, tag),
    });
    return body;
  };
  const from_ = (tag: number): Statements => {
    const rest = new Statements();
    if (tag === type.cases.length - 1) return ofCase(tag);
    branch(rest, isCase(making, value.form, from, tag), ofCase(tag), from_(tag + 1));
    return rest;
  };
  if (value.form.kind === 'case') to.add(...ofCase(value.form.tag).closed());
  else to.add(...from_(0).closed());
}

function storeSet(
  making: Making,
  to: Statements,
  path: string,
  type: Kind<'set'>,
  form: Form,
  of: Type,
): void {
  for (const { names, key } of overall(making, type.of)) {
    const item = only(spotsOf(making, path, key, type.of));
    const whole = form.kind === 'set' && form.whole === making.types.text(type.of);
    const text = whole ? 'true' : hasElement(making, form, of, key).text;
    if (text === item) continue;
    everywhere(making, to, names, [`${item} := ${text};`]);
  }
}

// The entry of a key whose case is known.
const only = (spots: readonly Spot[]): string => spots[0]?.path ?? '';

/** A loop over all of these names. */
export function everywhere(
  making: Making,
  to: Statements,
  names: readonly (readonly [string, string])[],
  lines: readonly string[],
): void {
  for (const [name, type] of names) to.nest(`for ${name} : ${type} do`, 'end;');
  to.add(...lines);
  for (const [name] of names) {
    to.end();
    making.routine.release(name);
  }
}

function storeMap(
  making: Making,
  to: Statements,
  path: string,
  type: Kind<'map'>,
  value: Typed,
): void {
  const from = value.type.kind === 'map' ? value.type : type;
  for (const { names, key } of overall(making, type.key)) {
    const body = new Statements();
    const item = only(spotsOf(making, path, key, type.key));
    store(making, body, item, type.value, {
      form: entryOf(making, value.form, from, key),
      type: from.value,
    });
    everywhere(making, to, names, body.closed());
  }
}

function storeSequence(
  making: Making,
  to: Statements,
  path: string,
  type: Kind<'seq'>,
  value: Typed,
): void {
  const of = typeBelow(value.type, type.of);
  const length = lengthOf(value.form);
  if (/^\d+$/.test(length.text)) {
    to.add(`undefine ${path};`, `${path}.length := ${length.text};`);
    for (let i = 0; i < Math.min(Number(length.text), type.max); i++)
      store(making, to, `${path}.items[${i}]`, type.of, {
        form: itemOf(value.form, of, atom(String(i))),
        type: of,
      });
    return;
  }
  if (type.max > 0) {
    const i = making.routine.helper('i');
    const kept = new Statements();
    store(making, kept, `${path}.items[${i}]`, type.of, {
      form: itemOf(value.form, of, atom(i)),
      type: of,
    });
    const gone = new Statements();
    gone.add(`undefine ${path}.items[${i}];`);
    const body = new Statements();
    branch(body, compared(atom(i), '<', length), kept, gone);
    everywhere(making, to, [[i, `0..${type.max - 1}`]], body.closed());
  }
  to.add(`${path}.length := ${length.text};`);
}

/** Writes `path := value` into a scope. */
export const inPlace = (
  scope: Making & { readonly to: Statements },
  path: string,
  type: Type,
  value: Typed,
): void => store(scope, scope.to, path, type, value);
