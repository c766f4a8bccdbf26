/** Calls of functions, with arguments of the types that they take. */
import { alike } from '../../../src/machine/relate.ts';
import type { Type } from '../../../src/machine/types.ts';
import type { Scope, Term, World } from './model.ts';
import { atom } from './terms.ts';
import { canWrite, membersAtHand } from './types.ts';

/** A call of a function that gives such a value, if there is one for which arguments are at hand. */
export function calling(w: World, type: Type, scope: Scope, depth: number): Term | undefined {
  const members = membersAtHand(scope);
  const able = scope.funs.filter(
    f => alike(f.result, type) && f.params.every(p => canWrite(p.type, members)),
  );
  if (able.length === 0) return undefined;
  const { name, params, result } = w.dice.of(able);
  const args = params.map(p => w.make.value(w, p.type, scope, depth - 1).text);
  return atom(`${name}(${args.join(', ')})`, result);
}
