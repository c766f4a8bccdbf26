/**
 * Random patches and the variants that have them. Two patches of one variant edit
 * different declarations, unless one requires the other and the first left all labels
 * in their places.
 */
import { declareAction, declareDevice, declareLocal, enterActor, threadBody } from './actors.ts';
import { constantScope, declareVariables, startingAt } from './declarations.ts';
import type { Weighted } from './dice.ts';
import { deeper } from './flows.ts';
import type { Body, Flow, Fun, Label, Root, World } from './model.ts';
import { declareProperty, type Property, propertyScope } from './properties.ts';
import { step } from './simple.ts';
import { canWrite, membersAtHand, typeText } from './types.ts';

/** What patches before have edited: names of declarations, by how. */
type Touched = Map<string, 'beside' | 'whole'>;

interface Patching {
  readonly w: World;
  readonly touched: Touched;
  readonly properties: readonly Property[];
  /** Roots that this patch adds. */
  readonly added: Root[];
  /** Edits that build on what the required patch put beside steps. */
  readonly buildsOn: boolean;
}

type Item = readonly string[] | undefined;

/** Patches and variants as declarations. */
export function declarePatches(w: World, properties: readonly Property[]): readonly string[] {
  const { dice } = w;
  const touched: Touched = new Map();
  const forget = labelsFromHere(w);
  const first = patch(w, { touched, properties, requires: null, excludes: null });
  const text = [first.text];
  const [v, u] = [w.fresh('V'), w.fresh('V')];
  text.push(`variant ${v} = base + ${first.name}${settings(w)};`);
  if (!dice.chance(40)) return text;
  if (dice.chance(20)) {
    forget();
    const wanted = { touched: new Map(), properties, requires: null, excludes: first.name };
    const other = patch(w, wanted);
    return [...text, other.text, `variant ${u} = base + ${other.name}${settings(w)};`];
  }
  const requires = dice.chance(40) ? first.name : null;
  const second = patch(w, { touched, properties, requires, excludes: null });
  text.push(second.text, `variant ${u} = ${v} + ${second.name}${settings(w)};`);
  if (dice.chance(30)) text.push(`series ${w.fresh('s')} = ${first.name}, ${second.name};`);
  return text;
}

// What takes away the labels that are made after this.
function labelsFromHere({ bodies, actors }: World): () => void {
  const known = [...bodies.map(({ owner }) => owner), ...actors].map(({ labels }) => {
    return { labels, count: labels.length };
  });
  return () => {
    for (const { labels, count } of known) labels.splice(count);
  };
}

function settings(w: World): string {
  const chosen = w.dice.some(w.settings, 40);
  if (chosen.length === 0) return '';
  return ` with ${chosen.map(({ name, values }) => `${name} = ${w.dice.of(values)}`).join(', ')}`;
}

interface Wanted {
  readonly touched: Touched;
  readonly properties: readonly Property[];
  readonly requires: string | null;
  readonly excludes: string | null;
}

function patch(
  w: World,
  { touched, properties, requires, excludes }: Wanted,
): { readonly name: string; readonly text: string } {
  const name = w.fresh('P');
  const p: Patching = { w, touched, properties, added: [], buildsOn: requires !== null };
  const items: string[] = [];
  if (w.dice.chance(40)) items.push(...addedVariables(p));
  for (let turn = 0, wanted = w.dice.between(1, 3); turn < 8 && wanted > 0; turn++) {
    const item = w.dice.weighed(makers(p))();
    if (item === undefined) continue;
    items.push(...item);
    wanted--;
  }
  const subject = w.dice.chance(50) ? ' "change what matters"' : '';
  const needs = requires === null ? '' : ` requires ${requires}`;
  const hates = excludes === null ? '' : ` excludes ${excludes}`;
  return { name, text: `patch ${name}${subject}${needs}${hates} { ${items.join(' ')} }` };
}

function makers(p: Patching): readonly Weighted<() => Item>[] {
  const { w } = p;
  const { types } = w;
  return [
    [10, () => editStep(p)],
    [3, () => replaceBody(p)],
    [w.funs.length > 0 ? 8 : 0, () => replaceFun(p)],
    [2, () => replaceProperty(p)],
    [2, () => replaceInitial(p)],
    [w.constants.length > 0 ? 7 : 0, () => replaceConstant(p)],
    [types.open.size > 0 ? 9 : 0, () => extendType(p)],
    [3, () => extendDevice(p)],
    [2, () => extendThread(p)],
    [1, () => addedDevice(p)],
    [2, () => addedProperty(p)],
  ];
}

function addedVariables({ w, added }: Patching): readonly string[] {
  const before = w.roots.length;
  const text = declareVariables(w, 3).slice(0, 1);
  added.push(...w.roots.splice(before).slice(0, 1));
  return text;
}

const ownerOf = (path: string): string => path.split('.')[0] ?? path;

const withAdded = (flow: Flow, added: readonly Root[]): Flow => ({
  ...flow,
  scope: { ...flow.scope, roots: [...flow.scope.roots, ...added] },
  places: [...flow.places, ...added],
});

function editStep(p: Patching): Item {
  const { w, touched, buildsOn } = p;
  const able = w.bodies
    .flatMap(({ owner }) => owner.labels)
    .filter(({ path, flow }) => {
      const edited = touched.get(ownerOf(path));
      const free = edited === undefined || (buildsOn && edited === 'beside');
      return free && !(flow.atomic && !flow.assigned);
    });
  if (able.length === 0) return undefined;
  const label = w.dice.of(able);
  const text = edit(p, label);
  const beside = text.startsWith('before') || text.startsWith('after');
  touched.set(ownerOf(label.path), beside ? 'beside' : 'whole');
  return [text];
}

function edit({ w, added }: Patching, { path, flow, binds, needed }: Label): string {
  const { dice } = w;
  const at: Flow = deeper(withAdded({ ...flow, assigned: true }, added));
  const statements = (): string => w.make.statements(w, at, dice.between(1, 2)).text;
  const canLose = !needed && binds === null;
  return dice.weighed<() => string>([
    [3, () => `before ${path} { ${statements()} }`],
    [binds === null ? 3 : 0, () => `after ${path} { ${statements()} }`],
    [canLose ? 3 : 0, () => `remove ${path};`],
    [canLose ? 4 : 0, () => `replace ${path} { ${statements()} }`],
    [
      needed && binds === null ? 4 : 0,
      () => `replace ${path} { ${step(w, at).text} ${statements()} }`,
    ],
    [3, () => `replace ${path} { ${statements()} original; }`],
    [rebindable(binds, at) ? 4 : 0, () => `replace ${path} { ${rebound(w, binds, at)} }`],
  ])();
}

const rebindable = (binds: Label['binds'], flow: Flow): boolean =>
  binds !== null &&
  binds !== 'several' &&
  !(binds.type.kind === 'struct' && binds.type.name.includes('.')) &&
  canWrite(binds.type, membersAtHand(flow.scope));

function rebound(w: World, binds: Label['binds'], flow: Flow): string {
  if (binds === null || binds === 'several') return '';
  const { name, type } = binds;
  return `let ${name}: ${typeText(w, type)} = ${w.make.value(w, type, flow.scope, 1).text};`;
}

function replaceBody({ w, touched, added }: Patching): Item {
  const able = w.bodies.filter(({ owner }) => !touched.has(ownerOf(owner.path)));
  if (able.length === 0) return undefined;
  const body = w.dice.of(able);
  touched.set(ownerOf(body.owner.path), 'whole');
  const flow = withAdded({ ...body.flow, owner: { ...body.owner, labels: [] } }, added);
  if (body.owner.kind !== 'proc' && w.dice.chance(30))
    return [`replace ${body.owner.path} { original; }`];
  return [`replace ${body.owner.path} { ${newBody(w, body, flow)} }`];
}

function newBody(w: World, { owner, result }: Body, flow: Flow): string {
  if (owner.kind === 'thread') return threadBody(w, flow, 2);
  const { text, flow: end } = w.make.statements(w, { ...flow, assigned: true }, 2);
  return result === null ? text : `${text} return ${w.make.value(w, result, end.scope, 1).text};`;
}

function replaceFun({ w, touched }: Patching): Item {
  const able = w.funs.filter(fun => !touched.has(fun.name) && fun.result.kind === 'bool');
  if (able.length === 0) return undefined;
  const fun = w.dice.of(able);
  touched.set(fun.name, 'whole');
  const { name, params, result } = fun;
  const list = params.map(q => `${q.name}: ${typeText(w, q.type)}`).join(', ');
  const old = `original(${params.map(q => q.name).join(', ')})`;
  const scope = { ...constantScope(w), roots: paramRoots(fun), funs: [] };
  const body = w.dice.chance(80)
    ? `${old} ${w.dice.of(['and', 'or'])} (${w.make.bool(w, scope, 1).text})`
    : w.make.bool(w, scope, 1).text;
  return [`replace fun ${name}(${list}): ${typeText(w, result)} = ${body};`];
}

const paramRoots = ({ params }: Fun): readonly Root[] =>
  params.map(({ name, type }) => ({ head: name, depth: 0, tail: '', type, variable: '' }));

function replaceProperty({ w, touched, properties }: Patching): Item {
  const able = properties.filter(({ name, kind }) => kind !== 'transition' && !touched.has(name));
  if (able.length === 0) return undefined;
  const { name, kind } = w.dice.of(able);
  touched.set(name, 'whole');
  // A label of the text before may be gone by now, so the new part speaks of none.
  const scope = { ...propertyScope(w, 'property'), mode: 'code' as const };
  return [`replace ${kind} ${name} = original or (${w.make.bool(w, scope, 1).text});`];
}

function replaceInitial({ w, touched }: Patching): Item {
  const able = w.roots.filter(root => root.variable !== '' && !touched.has(root.head));
  if (able.length === 0) return undefined;
  const { head, type } = w.dice.of(able);
  touched.set(head, 'whole');
  return [`replace var ${head}${startingAt(w, type, constantScope(w))}`];
}

function replaceConstant({ w, touched }: Patching): Item {
  const able = w.constants.filter(name => !touched.has(name));
  if (able.length === 0) return undefined;
  const name = w.dice.of(able);
  touched.set(name, 'whole');
  return [`replace const ${name}: bool = ${w.dice.of(['true', 'not original', 'original'])};`];
}

function extendType({ w, touched }: Patching): Item {
  const { types } = w;
  const able = [...types.open].filter(name => !touched.has(name));
  if (able.length === 0) return undefined;
  const name = w.dice.of(able);
  touched.set(name, 'whole');
  if (types.enums.some(e => e.name === name)) return [`extend enum ${name} { ${w.fresh('m')} }`];
  if (types.unions.some(u => u.name === name)) {
    return [`extend union ${name} { ${w.fresh('c')}, ${w.fresh('c')} { ${w.fresh('f')}: bool } }`];
  }
  return [`extend struct ${name} { ${w.fresh('f')}: bool = ${w.dice.chance(50)} }`];
}

function extendDevice({ w, touched, added }: Patching): Item {
  const able = w.actors.filter(a => a.kind === 'device' && touched.get(a.name) !== 'whole');
  if (able.length === 0) return undefined;
  const device = w.dice.of(able);
  const own = { ...device, locals: [...device.locals, ...added], labels: [] };
  const bodies = w.bodies.length;
  const local = w.dice.chance(30) ? [declareLocal(w, { ...own, locals: [] }, 2)] : [];
  const action = declareAction(w, own);
  w.bodies.splice(bodies);
  return [`extend device ${device.name} { ${[...local, action].join(' ')} }`];
}

function extendThread({ w, touched, added }: Patching): Item {
  const able = w.actors.filter(
    a => a.kind === 'thread' && !touched.has(a.name) && a.labels.length > 0,
  );
  if (able.length === 0) return undefined;
  const thread = w.dice.of(able);
  const label = w.dice.of(thread.labels);
  if (label.flow.atomic && !label.flow.assigned) return undefined;
  touched.set(thread.name, 'beside');
  const own = { ...thread, locals: [] as Root[] };
  const text = declareLocal(w, own, 3);
  const flow = deeper(withAdded({ ...label.flow, assigned: true }, [...added, ...own.locals]));
  const put = w.make.statements(
    w,
    { ...flow, places: [...own.locals, ...w.dice.some(flow.places, 30)] },
    2,
  );
  return [`extend thread ${thread.name} { ${text} }`, `before ${label.path} { ${put.text} }`];
}

function addedDevice({ w, added }: Patching): Item {
  const [actors, bodies, roots] = [w.actors.length, w.bodies.length, w.roots.length];
  w.roots.push(...added);
  const text = declareDevice(w, enterActor(w, 'device', 20, 2));
  w.actors.splice(actors);
  w.bodies.splice(bodies);
  w.roots.splice(roots);
  return [text];
}

function addedProperty({ w, added }: Patching): Item {
  const roots = w.roots.length;
  w.roots.push(...added);
  const { text } = declareProperty(w, w.dice.of(['invariant', 'invariant', 'cover', 'transition']));
  w.roots.splice(roots);
  return [text];
}
