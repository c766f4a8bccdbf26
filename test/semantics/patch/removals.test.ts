/** What can be taken out of a variant, how it is named, and what the text is without it. */
import { describe, expect, test } from 'vitest';
import { present } from '../../../src/base/assertion.ts';
import { gather } from '../../../src/base/diagnostic.ts';
import { moduleOf } from '../../../src/semantics/patch/module.ts';
import { type Removal, removalsNamed } from '../../../src/semantics/patch/removal.ts';
import { removalsOf } from '../../../src/semantics/patch/removals.ts';
import { ofCode } from '../../../src/semantics/patch/scope.ts';
import { type Variant, variantsOf } from '../../../src/semantics/patch/variants.ts';
import { nameParts, textOf, without } from '../../../src/semantics/patch/without.ts';
import { formatFile } from '../../../src/syntax/format.ts';
import { parseFile } from '../../../src/syntax/parse.ts';
import { given } from './given.ts';

const lock = `
module lock;
config FAST: bool = false;
var locked: bool = false;
var n: 0 .. 9 = 0;
proc take() { take: atomic { wait_until not locked and FAST; locked = true; } }
thread t {
  forever {
    take();
    add: if n < 9 { n += 1; }
    atomic { when (locked and n > 0) and n < 5; n -= 1; locked = false; }
    claim: assert n < 9;
  }
}
device d { action reset when n == 3 and locked { when n < 9; n = 0; } }
patch p {
  before t.add { first: skip; }
}
patch late requires p { after t.first { second: skip; } }
patch moved { replace t.add { if FAST { original; } } }
variant v = base;
variant w = base + p + late;
`;

const { module, variants, messages } = given(lock);
const named = (name: string): Variant =>
  present(
    variants.find(v => v.name === name),
    name,
  );
const kinds = (all: readonly Removal[]): readonly string[] =>
  all.map(({ kind, path, name }) => `${name} ${kind} ${path}`);

function textWithout(variant: Variant, ...names: readonly string[]): string {
  const all = removalsOf(module, variant);
  const gone = names.map(name => present(removalsNamed(all, name)[0], name));
  const { result } = gather(report => textOf(module, without(variant, gone), report));
  if (result.kind !== 'ok') throw new Error(result.diagnostics.map(d => d.message).join());
  const source = present(module.sources[0], 'a root');
  return formatFile({ source, decls: result.value, broken: [], inside: [] });
}

test('the text of these tests has no faults', () => {
  expect(messages).toBe('');
});

describe('what can be taken out', () => {
  test('is steps, calls, actions and conjuncts of guards, in the order of the text', () => {
    expect(kinds(removalsOf(module, named('v')))).toEqual([
      'm.pspec:6:15 step take.take',
      'm.pspec:6:41 guard take.take',
      'm.pspec:9 call t.take',
      'm.pspec:10:5 step t.add',
      'm.pspec:10:21 step t.4',
      'm.pspec:11:5 step t.5',
      'm.pspec:11:20 guard t.5',
      'm.pspec:11:31 guard t.5',
      'm.pspec:11:42 guard t.5',
      'm.pspec:15:12 action d.reset',
      'm.pspec:15:30 guard d.reset',
      'm.pspec:15:41 guard d.reset',
      'm.pspec:15:55 guard d.reset',
    ]);
  });

  test('is what the patches of the variant wrote, and their edits', () => {
    const own = removalsOf(module, named('w')).filter(
      one => one.span.start > lock.indexOf('patch'),
    );
    expect(kinds(own)).toEqual([
      'm.pspec:17:3 edit p',
      'm.pspec:17:18 step t.first',
      'm.pspec:19:25 edit late',
      'm.pspec:19:41 step t.second',
    ]);
  });

  test('has the place at which it was written where a patch moved it', () => {
    const files = given(lock.replace('base + p + late', 'base + moved'));
    const all = removalsOf(files.module, present(files.variants[2], 'w'));
    expect(kinds(all).filter(one => /step/.test(one) && one.includes('pspec:10'))).toEqual([
      'm.pspec:10:5 step t.add',
      'm.pspec:10:21 step t.5',
    ]);
  });
});

describe('the names', () => {
  const all = removalsOf(module, named('w'));

  test('each mean what bears them', () => {
    expect(all.map(one => removalsNamed(all, one.name))).toEqual(all.map(one => [one]));
  });

  test('may be places with all of the path, or paths of steps', () => {
    expect(removalsNamed(all, 'm.pspec:9:5').map(one => one.path)).toEqual(['t.take']);
    expect(removalsNamed(all, 't.first').map(one => one.kind)).toEqual(['step']);
    expect(removalsNamed(all, 'm.pspec:11')).toHaveLength(4);
    expect(removalsNamed(all, 'm.pspec:2')).toEqual([]);
  });

  test('stand in the name of the variant, and are found there again', () => {
    const [a, b] = all.slice(0, 2);
    const less = without(without(named('w'), [present(a, 'one')]), [present(b, 'two')]);
    expect(nameParts(less.name)).toEqual({ variant: 'w', without: [a?.name, b?.name] });
    expect(nameParts('base + p')).toEqual({ variant: 'base + p', without: [] });
  });
});

describe('the text without', () => {
  const whole = textWithout(named('w'));

  test.each(removalsOf(module, named('v')).map(one => one.name))('%s is another one', name => {
    expect(textWithout(named('v'), name)).not.toBe(textWithout(named('v')));
  });

  test('a step goes on with what follows it', () => {
    expect(textWithout(named('w'), 't.first')).toBe(whole.replace(/ *first: skip;\n/, ''));
  });

  test('a conjunct has true in its place, and the others stand', () => {
    expect(textWithout(named('v'), 'm.pspec:11:31')).toContain('when (locked and true) and n < 5;');
    expect(textWithout(named('v'), 'm.pspec:15:30')).toContain('when true and locked {');
  });

  test('an edit that another one builds on is missed by it', () => {
    expect(() => textWithout(named('w'), 'm.pspec:17:3')).toThrow('no `t.first`');
    expect(textWithout(named('w'), 'm.pspec:19:25')).toBe(whole.replace(/ *second: skip;\n/, ''));
  });
});

test('code is what stands beside the root and what an anchor of an import names, but no device', () => {
  const root = 'module m; var a: bool = false; thread t { s: a = true; } device e { action i { } }';
  const imported = `
/// @ mm/vmalloc.c vunmap
proc unmap() { u: a = false; }
proc world() { w: a = false; }
/// @ mm/vmalloc.c vunmap
device hw { action h when a { a = false; } }
`;
  const { result } = gather(report => {
    const files = [
      parseFile({ path: 'models/m.pspec', text: root }, report),
      parseFile({ path: 'spec/hw.pspec', text: imported }, report),
    ];
    const whole = moduleOf(files, report);
    return variantsOf(whole, report).map(one => ofCode(whole, removalsOf(whole, one)));
  });
  if (result.kind !== 'ok') throw new Error(result.diagnostics.map(d => d.message).join());
  expect(result.value.flat().map(one => one.path)).toEqual(['t.s', 'e.i', 'unmap.u']);
});
