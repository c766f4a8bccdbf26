import { describe, expect, it } from 'vitest';
import { show } from '../../src/machine/show.ts';
import { search } from '../../src/reference/search.ts';
import { replayed } from '../../src/trace/replay.ts';
import { everything, machineOf } from '../support/spec.ts';

/** The part that fails, then the witnesses, of the first thing that is violated. */
function failure(text: string): readonly string[] {
  const machine = machineOf(`module m; ${text}`);
  const [found] = search(machine, { ...everything(machine), deadlock: false, stop: 'first' }).found;
  if (found === undefined) throw new Error('nothing is violated');
  const { failure: why } = replayed(machine, found.property, found.path);
  const witnesses = why?.witnesses ?? [];
  return [why?.text ?? '', ...witnesses.map(w => `${w.name} = ${show(w.type, w.value)}`)];
}

const pages = `symmetric Page[2]; enum Use { linked, free }
  var use: Page -> Use = linked; var cached: set of Page = {}; var last: Page? = none;
  device d { action go(p: Page) { cached += p; use[p] = free; last = some p; } }`;

describe('what is false', () => {
  it('is the conjunct that fails, for the elements for which it does', () => {
    expect(
      failure(
        `${pages} invariant i = true and forall p in cached: (last != none and use[p] != free);`,
      ),
    ).toEqual(['use[p] != free', 'p = Page0', 'use[p] = free']);
  });

  it('is the right side of an implication whose left holds', () => {
    expect(
      failure(`${pages} invariant i = forall p, q in Page: p in cached implies use[p] == use[q];`),
    ).toEqual(['use[p] == use[q]', 'p = Page0', 'q = Page1', 'use[p] = free', 'use[q] = linked']);
  });

  it('is looked for inside functions', () => {
    expect(
      failure(`${pages} fun fine(x: Page): bool = use[x] == linked and true;
        invariant i = forall p in Page: fine(p);`),
    ).toEqual(['use[x] == linked', 'p = Page0', 'x = Page0', 'use[x] = free']);
  });

  it('has the values that patterns bind', () => {
    expect(failure(`${pages} invariant i = last is some p implies use[p] == linked;`)).toEqual([
      'use[p] == linked',
      'p = Page0',
      'use[p] = free',
    ]);
  });

  it('is not said twice where it is a single name', () => {
    expect(
      failure(
        `var bad: bool = false; device d { action go { bad = true; } } invariant i = not bad;`,
      ),
    ).toEqual(['not bad']);
  });

  it('of an assert knows the choices of its step', () => {
    expect(
      failure(
        `${pages} device e { action check { pick q in Page where q in cached; assert use[q] == linked "ok"; } }`,
      ),
    ).toEqual(['use[q] == linked', 'q = Page0', 'use[q] = free']);
  });

  it('of a transition is judged on both states', () => {
    expect(
      failure(
        `var x: 0 .. 2 = 0; device d { action go { x = 2; } } transition t = next(x) <= x + 1;`,
      ),
    ).toEqual(['next(x) <= x + 1', 'next(x) = 2', 'x = 0']);
  });

  it('of an error is its place, with the names in it', () => {
    expect(failure(`var x: 0 .. 2 = 0; device d { action go(k: 1 .. 2) { x = x + k; } }`)).toEqual([
      'x + k (3 is outside 0 .. 2)',
      'k = 2',
    ]);
    expect(failure(`${pages} invariant i = forall p in Page: use[last!] == use[p];`)).toEqual([
      'last! (last is none)',
    ]);
  });
});
