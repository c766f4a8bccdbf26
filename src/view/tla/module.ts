/**
 * A machine as a module of TLA+ with a configuration for TLC: one variable for each of
 * the machine, one action for each step, `TypeOK`, invariants, action properties, covers
 * as invariants to be taken in. TLC finds as many distinct states as our own search,
 * with `SYMMETRY` as many as there are orbits; errors of a run and asserts are
 * assertions, which end its search with a trace.
 */
import type { Span } from '../../base/source.ts';
import type { VariableId } from '../../machine/expr.ts';
import type { Machine, Property } from '../../machine/machine.ts';
import { actionsOf, type Said } from './actions.ts';
import { configText } from './config.ts';
import { type Doc, definition, oneOf } from './doc.ts';
import { bind, plain, type Scope, type Speech, spoken } from './expr.ts';
import { neverInForce } from './graph.ts';
import { headerText } from './header.ts';
import { helpers } from './helpers.ts';
import type { How } from './how.ts';
import { initial } from './initial.ts';
import { type Named, named } from './naming.ts';
import { finishedTest, judgedText, propertyDoc } from './properties.ts';
import { typeBody, typeSet } from './types.ts';
import { unfit } from './unfit.ts';
import { everyType, inOrder } from './walk.ts';
import { comment, freeName } from './words.ts';

/** A module and its configuration. */
export interface Exported {
  readonly kind: 'module';
  readonly name: string;
  /** The text of `name.tla`. */
  readonly module: string;
  /** The text of `name.cfg`. */
  readonly config: string;
}

/** What TLA+ or TLC cannot say, and where it stands. */
export interface Unfit {
  readonly kind: 'unfit';
  readonly reason: string;
  readonly span: Span | null;
}

/** The machine for TLC, or what keeps it from being said. */
export function tlaModule(machine: Machine, how: How): Exported | Unfit {
  const refused = unfit(machine);
  if (refused !== null) return { kind: 'unfit', ...refused };
  const needed = new Set<string>();
  const wish = how.name ?? `${machine.module}_${machine.variant}`.replaceAll(/\W/g, '_');
  const names = named(machine, wish, name => needed.add(name));
  const body = bodyText(machine, names);
  const laterText = [
    ...helperLines(names, needed),
    ...typeLines(machine, names, needed),
    body,
    '='.repeat(78),
    '',
  ].join('\n');
  // A hidden binding needs the word, but the module may not.
  if (/\bnone\b/.test(laterText)) needed.add('none');
  else needed.delete('none');
  const module = [
    `${dashes(names.module)} MODULE ${names.module} ${dashes(names.module)}`,
    ...headerText(machine, names, how),
    '',
    'EXTENDS Integers, Sequences, FiniteSets, TLC',
    '',
    ...constantLines(machine, names, needed),
    laterText,
  ].join('\n');
  const config = configText(machine, names, how, needed);
  return { kind: 'module', name: names.module, module, config };
}

const dashes = (name: string): string =>
  '-'.repeat(Math.max(4, Math.floor((68 - name.length) / 2)));

function bodyText(machine: Machine, names: Named): string {
  const { speech } = names;
  const hidden = neverInForce(machine);
  const shown = machine.variables.flatMap((_, v) => (hidden.has(v) ? [] : [v]));
  const parts = machine.actors.map(actor => ({
    actor,
    ...actionsOf(speech, actor, names.steps, hidden),
  }));
  const spokenNext = parts.flatMap(({ next }) => (next === null ? [] : [next]));
  const finished = finishedTest(speech, machine);
  const judged = judgedText(speech, machine, names);
  const nextDoc: Doc = oneOf([...spokenNext, ...(finished === null ? [] : ['Finished'])]);
  const blocks: readonly (readonly string[])[] = [
    variableLines(machine, names, shown),
    ...inOrder(machine).map(fun => funLines(speech, fun)),
    [definition('TypeOK', typeOk(machine, names, shown))],
    [definition('Init', initial(speech, hidden))],
    ...parts.flatMap(({ actor, actions }) => [
      [...rule(actor.name), ...comment(actor.doc)],
      ...actions.map(action => actionLines(machine, action)),
    ]),
    ...(finished === null
      ? []
      : [['\\* All threads are finished: no deadlock.', definition('Finished', finished)]]),
    ...(judged === null ? [] : [judged]),
    [
      definition(
        'Next',
        judged === null ? nextDoc : { kind: 'list', op: '/\\', items: [nextDoc, 'Judged'] },
      ),
    ],
    ['Spec == Init /\\ [][Next]_vars'],
    ...machine.properties.map(property => propertyLines(speech, names, property)),
  ];
  return blocks.map(block => `${block.join('\n')}\n`).join('\n');
}

const rule = (name: string): readonly string[] => [`${'-'.repeat(78)}`, `\\* ${name}`];

function constantLines(
  machine: Machine,
  names: Named,
  needed: ReadonlySet<string>,
): readonly string[] {
  const sets = machine.scalarsets.map(s => names.speech.types.get(s.name) ?? s.name);
  const all = [
    ...sets.map(s => [s, 'interchangeable members']),
    ...(needed.has('none') ? [['none', 'no value']] : []),
  ];
  if (all.length === 0) return [];
  return [
    'CONSTANTS',
    ...all.map(
      ([name = '', what], i) =>
        `  ${`${name}${i < all.length - 1 ? ',' : ''}`.padEnd(12)} \\* ${what}`,
    ),
    '',
    ...(sets.length === 0
      ? []
      : [definition('Symmetry', sets.map(s => `Permutations(${s})`).join(' \\union ')), '']),
  ];
}

function helperLines({ speech }: Named, needed: Set<string>): readonly string[] {
  for (const { name, needs } of helpers.toReversed()) {
    if (needed.has(name)) for (const other of needs) needed.add(other);
  }
  const give = (wish: string): string => freeName(wish, speech.used);
  return helpers.flatMap(({ name, text }) => (needed.has(name) ? [text(give), ''] : []));
}

function typeLines(machine: Machine, { speech }: Named, needed: Set<string>): readonly string[] {
  const all = new Map(
    [...everyType(machine)].map(type => ['name' in type ? type.name : '', type] as const),
  );
  const texts = [...all].flatMap(([name, type]) => {
    const given = speech.types.get(name);
    const body = typeBody(type, speech);
    return given === undefined || body === null ? [] : [{ given, body }];
  });
  const lines = texts
    .filter(({ given }) => needed.has(given))
    .map(({ given, body }) => `${given} == ${body}`);
  return lines.length === 0 ? [] : [...lines, ''];
}

function variableLines(
  machine: Machine,
  names: Named,
  shown: readonly VariableId[],
): readonly string[] {
  const list = shown.map(v => names.speech.variables[v] ?? '');
  const width = Math.max(...list.map(name => name.length)) + 1;
  return [
    'VARIABLES',
    ...shown.flatMap((v, i) => {
      const variable = machine.variables[v];
      const name = `${list[i]}${i < shown.length - 1 ? ',' : ''}`;
      const doc = comment(variable?.doc ?? null).map(line => `  ${line}`);
      const role = roleText(variable?.role ?? 'shared', variable?.actor ?? '');
      return [...doc, role === '' ? `  ${name}` : `  ${name.padEnd(width)} \\* ${role}`];
    }),
    '',
    definition('vars', `<<${list.join(', ')}>>`),
  ];
}

function roleText(role: string, actor: string): string {
  if (role === 'place') return `where ${actor} is`;
  if (role === 'local') return `local of ${actor}`;
  return role === 'binding' ? `bound in ${actor}, else none` : '';
}

function typeOk(machine: Machine, { speech }: Named, shown: readonly VariableId[]): Doc {
  const items = shown.flatMap(v => {
    const type = machine.variables[v]?.type;
    return type === undefined ? [] : [`${speech.variables[v]} \\in ${typeSet(type, speech).text}`];
  });
  return { kind: 'list', op: '/\\', items };
}

function funLines(speech: Speech, fun: Machine['funs'][number]): readonly string[] {
  let scope: Scope = plain(speech);
  const params: string[] = [];
  for (const param of fun.params) {
    const next = bind(scope, param);
    scope = next.scope;
    params.push(next.name);
  }
  const name = speech.funs.get(fun.name) ?? fun.name;
  const head = params.length === 0 ? name : `${name}(${params.join(', ')})`;
  return [...comment(fun.doc), definition(head, spoken(speech, scope, fun.body).text)];
}

function actionLines(machine: Machine, { step, head, body }: Said): readonly string[] {
  const { doc, patches } = machine.steps[step] ?? { doc: null, patches: [] };
  const from = patches.length === 0 ? null : `From ${patches.join(', ')}.`;
  return [...comment(doc), ...comment(from), definition(head, body)];
}

function propertyLines(speech: Speech, names: Named, property: Property): readonly string[] {
  const { doc, text, kind, name } = property;
  const head = names.properties.get(name) ?? name;
  const docs = [...comment(doc), ...comment(text)];
  if (docs.length === 0) docs.push(`\\* ${kind}`);
  return [...docs, ...propertyDoc(speech, names, property, head)];
}
