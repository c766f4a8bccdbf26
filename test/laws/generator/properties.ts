/** Invariants, transition properties, covers, and what may stand beside them. */
import { seen } from './actors.ts';
import { rare } from './booleans.ts';
import type { Scope, Term, World } from './model.ts';
import { negated } from './terms.ts';

/** What a property may say: also the locals of threads, and where they are. */
export function propertyScope(w: World, mode: 'property' | 'transition'): Scope {
  const locals = w.actors.flatMap(actor => actor.locals.map(l => seen(actor, l.head, l.type)));
  return { mode, roots: [...w.roots, ...locals], funs: w.funs };
}

/** A property as declared, and its name. */
export interface Property {
  readonly name: string;
  readonly kind: 'invariant' | 'transition' | 'cover';
  readonly text: string;
}

/** One property of a kind. */
export function declareProperty(w: World, kind: Property['kind']): Property {
  const { dice } = w;
  const name = w.fresh(kind === 'cover' ? 'c' : kind === 'transition' ? 'n' : 'i');
  const scope = propertyScope(w, kind === 'transition' ? 'transition' : 'property');
  const says = dice.chance(30) ? ` "what ${name} says"` : '';
  const formula = dice.chance(60)
    ? seldom(w, kind, scope)
    : w.make.bool(w, scope, dice.between(1, 3));
  const text = `${kind} ${name}${says} = ${formula.text};`;
  return { name, kind, text };
}

// Reached or broken late, if at all.
function seldom(w: World, kind: Property['kind'], scope: Scope): Term {
  const all = rare(w, scope, w.dice.between(2, 4));
  return kind === 'cover' ? all : negated(w.dice, all);
}

/** `assume`, `allow deadlock`, a scenario. */
export function declareRest(w: World): readonly string[] {
  const { dice } = w;
  // Variants may lack a step, and an assumption must hold in all.
  const scope: Scope = { ...propertyScope(w, 'property'), mode: 'code' };
  const test = (): string => `(${w.make.bool(w, scope, 1).text})`;
  return [
    ...(dice.chance(7) ? [`assume ${test()} or ${test()} or ${test()};`] : []),
    ...(dice.chance(20) ? ['allow deadlock;'] : []),
    ...(dice.chance(15) ? scenario(w) : []),
  ];
}

function scenario(w: World): readonly string[] {
  const { dice } = w;
  const labels = w.actors.flatMap(a => (a.kind === 'thread' ? a.labels.filter(l => l.isStep) : []));
  if (labels.length === 0) return [];
  const rows = Array.from({ length: dice.between(1, 3) }, () => {
    const then = dice.chance(30)
      ? ` then ${w.make.bool(w, propertyScope(w, 'property'), 0).text}`
      : '';
    return `${dice.chance(50) ? '... ' : ''}${dice.of(labels).path}${then}`;
  });
  return [`scenario "a run" { ${rows.join(' ')} } ${dice.of(['possible', 'impossible'])};`];
}
