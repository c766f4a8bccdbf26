/**
 * Loops inside a step over members without order. Their turns must commute: what is
 * written is written at the member of the turn, or by `+=` or `-=` alone, and nothing
 * that a turn writes is read elsewhere.
 */
import type { Type } from '../../../src/machine/types.ts';
import { setInForce, wholeType } from './domains.ts';
import { label, plain } from './flows.ts';
import { type Flow, type Root, type Scope, type World, type Written, withName } from './model.ts';
import { chosen, pathText, waysInto } from './reads.ts';
import { canWrite, membersAtHand } from './types.ts';

interface Write {
  readonly root: Root;
  readonly kind: 'indexed' | 'count' | 'set';
}

/** `for p in S { m[p] = e; s += p; }`, or nothing where there is nothing to write so. */
export function unorderedLoop(w: World, flow: Flow): Written | undefined {
  const { dice, types } = w;
  if (types.scalarsets.length === 0 || !flow.atomic || flow.owner.kind === 'proc') return undefined;
  const set = dice.of(types.scalarsets);
  const found = dice.chance(40) ? setInForce(w, flow.scope, 0) : undefined;
  const domain = found?.of.kind === 'scalarset' ? found : wholeType(set);
  const able = writesOf(w, flow, domain.of);
  if (able.length === 0) return undefined;
  const first = dice.of(able);
  const others = able.filter(({ root, kind }) => root !== first.root && kind !== 'count');
  const writes = others.length > 0 && dice.chance(30) ? [first, dice.of(others)] : [first];
  const name = w.fresh('p');
  const inner = restricted(flow, writes, name, domain.of);
  const text = writes.map(write => turn(w, { ...flow, scope: inner }, write, name)).join(' ');
  return plain(`${label(w, flow, {})}for ${name} in ${domain.text} { ${text} }`, flow);
}

function writesOf(w: World, flow: Flow, of: Type): readonly Write[] {
  const same = (type: Type): boolean =>
    type.kind === 'scalarset' && of.kind === 'scalarset' && type.name === of.name;
  return flow.places.flatMap((root): readonly Write[] => {
    const { type } = root;
    if (type.kind === 'map' && same(type.key)) return [{ root, kind: 'indexed' }];
    if (type.kind === 'set' && same(type.of) && type.max === null) return [{ root, kind: 'set' }];
    const counts = type.kind === 'range' && flow.owner.kind !== 'init';
    return counts && w.dice.chance(15) ? [{ root, kind: 'count' }] : [];
  });
}

// Of what is written only the entry of the turn can be read.
function restricted(flow: Flow, writes: readonly Write[], name: string, of: Type): Scope {
  const touched = new Set(writes.map(({ root }) => root.variable));
  const kept = flow.scope.roots.filter(root => !touched.has(root.variable));
  const entries = writes.flatMap(({ root, kind }) =>
    kind === 'indexed' && root.type.kind === 'map'
      ? [{ ...root, head: `${root.head}[${name}]`, type: root.type.value }]
      : [],
  );
  const funs = flow.scope.funs.filter(fun => [...fun.reads].every(read => !touched.has(read)));
  return withName({ ...flow.scope, roots: [...kept, ...entries], funs }, name, of);
}

function turn(w: World, flow: Flow, { root, kind }: Write, name: string): string {
  const { dice } = w;
  const sign = dice.chance(70) ? '+=' : '-=';
  const act = (): string => {
    if (kind === 'count') return `${root.head} += 1;`;
    if (kind === 'set') return `${root.head} ${sign} ${name};`;
    return entry(w, flow, root, name);
  };
  if (kind === 'indexed' && dice.chance(50)) {
    const nested = inner(w, flow, root, name);
    if (nested !== undefined) return nested;
  }
  if (dice.chance(8)) return `assert ${w.make.bool(w, flow.scope, 1).text}; ${act()}`;
  if (dice.chance(25)) {
    const copy = w.fresh('x');
    const test = w.make.bool(w, flow.scope, 1).text;
    return `let ${copy}: bool = ${test}; if ${copy} { ${act()} }`;
  }
  if (!dice.chance(50)) return act();
  const otherwise = dice.chance(30) && kind === 'indexed' ? ` else { ${act()} }` : '';
  return `if ${w.make.bool(w, flow.scope, 1).text} { ${act()} }${otherwise}`;
}

// A loop in the loop: `for q in T { m[p][q] = e; }`.
function inner(w: World, flow: Flow, root: Root, name: string): string | undefined {
  if (root.type.kind !== 'map' || root.type.value.kind !== 'map') return undefined;
  const { key, value } = root.type.value;
  if (key.kind !== 'scalarset') return undefined;
  const own = w.fresh('p');
  const row = `${root.head}[${name}]`;
  const roots = flow.scope.roots.flatMap(one =>
    one.head === row ? [{ ...one, head: `${row}[${own}]`, type: value }] : [one],
  );
  const scope = withName({ ...flow.scope, roots }, own, key);
  const place: Root = { ...root, head: row, type: root.type.value };
  return `for ${own} in ${key.name} { ${entry(w, { ...flow, scope }, place, own)} }`;
}

function entry(w: World, flow: Flow, root: Root, name: string): string {
  if (root.type.kind !== 'map') throw new Error('broken promise: what is indexed is a map');
  const own: Root = { ...root, head: `${root.head}[${name}]`, type: root.type.value };
  const members = membersAtHand(flow.scope);
  const able = waysInto([own], members).filter(
    way =>
      canWrite(way.type, members) && way.steps.every(s => s.kind === 'key' || s.kind === 'field'),
  );
  const way = chosen(w, able);
  if (way === undefined) return 'skip;';
  const place = pathText(w, way, flow.scope, 0);
  return `${place} = ${w.make.value(w, way.type, flow.scope, 1).text};`;
}
