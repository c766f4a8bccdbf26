/**
 * Reading names in force, and what lies in their values: `v1`, `v2[k].f3`, `d1[p].v4`,
 * `v5!`. Ways that may fail at run time are taken now and then only.
 */
import { alike, fits } from '../../../src/machine/relate.ts';
import type { Type } from '../../../src/machine/types.ts';
import { comparisonLevel, looseLevel } from '../../../src/syntax/precedence.ts';
import type { Root, Scope, Term, World } from './model.ts';
import { atom, bool } from './terms.ts';
import { canWrite, membersAtHand } from './types.ts';

type Step =
  | { readonly kind: 'key'; readonly key: Type }
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'item'; readonly max: number }
  | { readonly kind: 'unwrap' };

/** From a root to something in its value. */
export interface Way {
  readonly root: Root;
  readonly steps: readonly Step[];
  readonly type: Type;
}

const mostSteps = 4;

/** All ways into the values of the roots, the roots themselves among them. */
export function waysInto(roots: readonly Root[], members: ReadonlySet<string>): readonly Way[] {
  const ways: Way[] = [];
  const walk = (way: Way): void => {
    const { type, root, steps } = way;
    if (steps.length >= root.depth) ways.push(way);
    if (steps.length === mostSteps + root.depth) return;
    const on = (step: Step, of: Type): void => walk({ root, steps: [...steps, step], type: of });
    if (type.kind === 'map' && canWrite(type.key, members)) {
      on({ kind: 'key', key: type.key }, type.value);
    } else if (type.kind === 'struct') {
      for (const f of type.fields) on({ kind: 'field', name: f.name }, f.type);
    } else if (type.kind === 'option') {
      on({ kind: 'unwrap' }, type.of);
    } else if (type.kind === 'seq') {
      on({ kind: 'item', max: type.max }, type.of);
    }
  };
  for (const root of roots) walk({ root, steps: [], type: root.type });
  return ways;
}

const isSafe = ({ steps }: Way): boolean =>
  steps.every(step => step.kind === 'key' || step.kind === 'field');

/** One of the ways, seldom one that may fail. */
export function chosen(w: World, ways: readonly Way[], risk = 1): Way | undefined {
  const safe = ways.filter(isSafe);
  const from = w.dice.chance(safe.length > 0 ? risk : 10) ? ways : safe;
  return from.length === 0 ? undefined : w.dice.of(from);
}

/** A read of a value of the type, if a name in force leads to one. */
export function read(w: World, type: Type, scope: Scope, depth: number): Term | undefined {
  const careful = !w.dice.chance(3);
  return readAny(w, scope, depth, other => alike(other, type) && (!careful || fits(other, type)));
}

/** A read of anything that passes the test. */
export function readAny(
  w: World,
  scope: Scope,
  depth: number,
  test: (type: Type) => boolean,
): Term | undefined {
  const ways = waysInto(scope.roots, membersAtHand(keyScope(scope))).filter(way => test(way.type));
  const able = depth < -1 ? ways.filter(({ steps }) => steps.length === 0) : ways;
  const way = chosen(w, able, scope.risk);
  return way === undefined ? undefined : readAlong(w, way, scope, depth);
}

// Behind `next` nothing says `next` again.
function keyScope(scope: Scope): Scope {
  if (scope.mode !== 'transition') return scope;
  return {
    ...scope,
    mode: 'property',
    roots: scope.roots.filter(({ head }) => !head.includes('next(')),
  };
}

function readAlong(w: World, way: Way, scope: Scope, depth: number): Term {
  const text = pathText(w, way, keyScope(scope), depth);
  const later = scope.mode === 'transition' && way.root.variable !== '' && w.dice.chance(50);
  return atom(later ? `next(${text})` : text, way.type);
}

/** The text of a way; also a place that can be assigned. */
export function pathText(w: World, { root, steps }: Way, scope: Scope, depth: number): string {
  let text = root.head;
  steps.forEach((step, i) => {
    if (i === root.depth) text += root.tail;
    text += stepText(w, step, scope, depth);
  });
  return steps.length <= root.depth ? text + root.tail : text;
}

function stepText(w: World, step: Step, scope: Scope, depth: number): string {
  switch (step.kind) {
    case 'key':
      return `[${w.make.value(w, step.key, scope, depth - 1).text}]`;
    case 'field':
      return `.${step.name}`;
    case 'unwrap':
      return '!';
    case 'item': {
      const range = { kind: 'range', low: 0, high: Math.max(0, step.max - 1) } as const;
      return `[${w.make.within(w, range, scope, 0).text}]`;
    }
  }
}

/** A test, and what can be read where it holds: `len(q) > 0` and `head(q)`, `q[0]`; `x != none` and `x!`. */
export interface Peek {
  readonly test: Term;
  readonly roots: readonly Root[];
}

/** A look into an option or a sequence in force that cannot fail. */
export function peek(w: World, scope: Scope, depth: number): Peek | undefined {
  const { dice } = w;
  const of = readAny(
    w,
    scope,
    depth,
    type => type.kind === 'option' || (type.kind === 'seq' && type.max > 0),
  );
  if (of === undefined) return undefined;
  const { text, type } = of;
  const root = (head: string, inner: Type): Root => ({
    head,
    depth: 0,
    tail: '',
    type: inner,
    variable: '',
  });
  const test = (words: string): Term => ({ text: words, level: comparisonLevel, type: bool });
  if (type.kind === 'option') {
    const words = dice.of([`${text} != none`, `not (${text} is none)`, `(${text} is some _)`]);
    return { test: { ...test(words), level: looseLevel }, roots: [root(`${text}!`, type.of)] };
  }
  if (type.kind !== 'seq') return undefined;
  const ends = [`head(${text})`, `last(${text})`, `${text}[0]`];
  return {
    test: test(dice.of([`len(${text}) > 0`, `${text} != []`])),
    roots: [...ends.map(head => root(head, type.of)), root(`tail(${text})`, type)],
  };
}
