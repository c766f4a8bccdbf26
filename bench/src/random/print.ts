/**
 * A random model as text in the language of each checker, and as JavaScript for the
 * count of our own. A language is a record of how it writes the few things a model is
 * made of; terms and tests are printed by one fold over that record.
 */
import type { Action, Place, RandomModel, Sort, Term, Test, Variable } from './model.ts';

/** How a language writes a term; the parameter may be a name or a number put in its place. */
interface Words {
  readonly value: (sort: Sort, value: number) => string;
  readonly parameter: string;
  readonly place: (variable: Variable, index: string | null) => string;
  readonly relation: Readonly<Record<Test['relation'], string>>;
  readonly and: string;
}

const member = (sort: Sort, value: number): string => `E${sort.index}_${value}`;
const cName = ({ name }: Variable, index: string | null): string =>
  index === null ? name : `${name}[${index}]`;
const cWords = { place: cName, relation: { equal: '==', unequal: '!=', less: '<' } } as const;

const words = {
  pspec: {
    ...cWords,
    value: (sort, value) => (sort.kind === 'enum' ? member(sort, value) : String(value)),
    parameter: 'p',
    and: ' and ',
  },
  murphi: {
    value: (sort, value) => (sort.kind === 'enum' ? member(sort, value) : String(value)),
    parameter: 'p',
    place: cName,
    relation: { equal: '=', unequal: '!=', less: '<' },
    and: ' & ',
  },
  tla: {
    value: (sort, value) => (sort.kind === 'enum' ? `"${member(sort, value)}"` : String(value)),
    parameter: 'p',
    place: cName,
    relation: { equal: '=', unequal: '#', less: '<' },
    and: ' /\\ ',
  },
} as const satisfies Readonly<Record<string, Words>>;

/** Numbers for members, and the parameter written out. */
const numeric = (parameter: number, place: Words['place'] = cName): Words => ({
  ...cWords,
  place,
  value: (_, value) => String(value),
  parameter: String(parameter),
  and: ' && ',
});

const term = (w: Words, t: Term): string => {
  switch (t.kind) {
    case 'value':
      return w.value(t.sort, t.value);
    case 'parameter':
      return w.parameter;
    case 'read':
      return place(w, t.place);
    case 'sum':
      return `((${term(w, t.left)} + ${term(w, t.right)}) % ${t.modulus})`;
  }
};
const place = (w: Words, { variable, index }: Place): string =>
  w.place(variable, index === undefined ? null : term(w, index));
const test = (w: Words, { relation, left, right }: Test): string =>
  `(${term(w, left)} ${w.relation[relation]} ${term(w, right)})`;
const tests = (w: Words, all: readonly Test[]): string => all.map(t => test(w, t)).join(w.and);
const choicesOf = ({ choices }: Action): readonly number[] => [...Array(choices ?? 1).keys()];
const members = (sort: Sort): readonly string[] =>
  [...Array(sort.size).keys()].map(value => member(sort, value));
const lines = (...parts: readonly (string | readonly string[])[]): string =>
  `${parts.flat().join('\n')}\n`;

/** In our language. */
export const pspec = (model: RandomModel): string => {
  const w = words.pspec;
  const sort = (s: Sort): string => (s.kind === 'enum' ? `Kind${s.index}` : `0 .. ${s.size - 1}`);
  const action = (a: Action): string =>
    `  action ${a.name}${a.choices === undefined ? '' : `(p: 0 .. ${a.choices - 1})`} when ${tests(w, a.guard)} { ${a.assignments
      .map(({ place: at, value }) => `${place(w, at)} = ${term(w, value)};`)
      .join(' ')} }`;
  return lines(
    `module ${model.name};`,
    model.enums.map(s => `enum Kind${s.index} { ${members(s).join(', ')} }`),
    model.variables.map(
      v =>
        `var ${v.name}: ${v.length === undefined ? '' : `0 .. ${v.length - 1} -> `}${sort(v.sort)} = ${w.value(v.sort, v.initial)};`,
    ),
    'device d {',
    model.actions.map(action),
    '}',
    model.never.map((row, i) => `invariant never${i} = not (${tests(w, row)});`),
    'allow deadlock;',
  );
};

/** For Rumur. */
export const murphi = (model: RandomModel): string => {
  const w = words.murphi;
  const sort = (s: Sort): string => (s.kind === 'enum' ? `Kind${s.index}` : `0..${s.size - 1}`);
  const start = (v: Variable): string =>
    v.length === undefined
      ? `  ${v.name} := ${w.value(v.sort, v.initial)};`
      : `  for i : 0..${v.length - 1} do ${v.name}[i] := ${w.value(v.sort, v.initial)}; end;`;
  const action = (a: Action): string => {
    const body = a.assignments.map(
      ({ place: at, value }) => `${place(w, at)} := ${term(w, value)};`,
    );
    const rule = `rule "${a.name}" ${tests(w, a.guard)} ==> ${body.join(' ')} end;`;
    return a.choices === undefined ? rule : `ruleset p : 0..${a.choices - 1} do ${rule} end;`;
  };
  return lines(
    'type',
    model.enums.map(s => `  Kind${s.index} : enum {${members(s).join(', ')}};`),
    'var',
    model.variables.map(
      v =>
        `  ${v.name} : ${v.length === undefined ? '' : `array [0..${v.length - 1}] of `}${sort(v.sort)};`,
    ),
    'startstate',
    model.variables.map(start),
    'end;',
    model.actions.map(action),
    model.never.map((row, i) => `invariant "never${i}" !(${tests(w, row)});`),
  );
};

/** For SPIN: an option for each choice of each action, a d_step each. */
export const promela = (model: RandomModel): string => {
  const checks = model.never.map(row => `assert(!(${tests(numeric(0), row)}))`).join('; ');
  const option = (a: Action, parameter: number): string => {
    const w = numeric(parameter);
    const body = a.assignments.map(
      ({ place: at, value }) => `${place(w, at)} = ${term(w, value)};`,
    );
    return `  :: d_step { ${tests(w, a.guard)} -> ${body.join(' ')} check() }`;
  };
  return lines(
    model.variables.map(
      v => `byte ${v.name}${v.length === undefined ? '' : `[${v.length}]`} = ${v.initial};`,
    ),
    `inline check() { ${checks === '' ? 'skip' : checks} }`,
    'active proctype actions() {',
    '  do',
    model.actions.flatMap(a => choicesOf(a).map(parameter => option(a, parameter))),
    '  od',
    '}',
  );
};

/** For TLC: the module and its configuration. */
export const tla = (
  model: RandomModel,
  name: string,
): { readonly module: string; readonly configuration: string } => {
  const w = words.tla;
  const names = model.variables.map(v => v.name);
  const action = (a: Action): string => {
    const changed = a.assignments.map(({ place: { variable, index }, value }) =>
      index === undefined
        ? `${variable.name}' = ${term(w, value)}`
        : `${variable.name}' = [${variable.name} EXCEPT ![${term(w, index)}] = ${term(w, value)}]`,
    );
    const rest = names.filter(n => !a.assignments.some(({ place: at }) => at.variable.name === n));
    const kept = rest.length === 0 ? [] : [`UNCHANGED <<${rest.join(', ')}>>`];
    const all = [tests(w, a.guard), ...changed, ...kept].join(' /\\ ');
    return `${a.name}${a.choices === undefined ? '' : '(p)'} == ${all}`;
  };
  const call = (a: Action): string =>
    a.choices === undefined ? a.name : `(\\E p \\in 0 .. ${a.choices - 1} : ${a.name}(p))`;
  const start = (v: Variable): string => {
    const value = w.value(v.sort, v.initial);
    const whole = v.length === undefined ? value : `[i \\in 0 .. ${v.length - 1} |-> ${value}]`;
    return `${v.name} = ${whole}`;
  };
  return {
    module: lines(
      `---- MODULE ${name} ----`,
      'EXTENDS Naturals',
      `VARIABLES ${names.join(', ')}`,
      `Init == ${model.variables.map(start).join(' /\\ ')}`,
      model.actions.map(action),
      `Next == ${model.actions.map(call).join(' \\/ ')}`,
      `Spec == Init /\\ [][Next]_<<${names.join(', ')}>>`,
      model.never.map((row, i) => `Never${i} == ~(${tests(w, row)})`),
      '====',
    ),
    configuration: lines(
      'SPECIFICATION Spec',
      model.never.map((_, i) => `INVARIANT Never${i}`),
      'CHECK_DEADLOCK FALSE',
    ),
  };
};

/** Bodies of functions over the cells `c` of a state, with states as sums of weighted cells. */
export const javascript = (
  model: RandomModel,
  weights: readonly number[],
): { readonly successors: string; readonly meets: string } => {
  const cell = (v: Variable, index: string | null): string =>
    index === null ? `c[${v.cell}]` : `c[${v.cell} + ${index}]`;
  const change = (w: Words, { variable, index }: Place, value: string): string => {
    const at = index === undefined ? '0' : term(w, index);
    const first = weights[variable.cell];
    const weight = `${first} * ${variable.sort.size} ** (${at})`;
    return `(${value} - c[${variable.cell} + ${at}]) * ${weight}`;
  };
  const option = (a: Action, number: number, parameter: number): string => {
    const w = numeric(parameter, cell);
    const sum = a.assignments.map(({ place: at, value }) => change(w, at, term(w, value)));
    return `if (${tests(w, a.guard)}) { fired[${number}] = 1; out[n++] = from + ${sum.join(' + ')}; }`;
  };
  return {
    successors: lines(
      'let n = 0;',
      model.actions.flatMap((a, i) => choicesOf(a).map(parameter => option(a, i, parameter))),
      'return n;',
    ),
    meets: lines(
      model.never.map((row, i) => `if (${tests(numeric(0, cell), row)}) met[${i}] = 1;`),
    ),
  };
};
