/** What taking a part out of a variant says of the part. */
import { describe, expect, test } from 'vitest';
import { present } from '../../src/base/assertion.ts';
import { gather } from '../../src/base/diagnostic.ts';
import { declared, noLimits, questionOf, withRuntime } from '../../src/check/asked.ts';
import { type Fate, lostProperty, partsOf } from '../../src/check/necessary.ts';
import { judge, type Result } from '../../src/check/verdict.ts';
import type { Machine } from '../../src/machine/machine.ts';
import type { Limits } from '../../src/machine/search.ts';
import { search } from '../../src/reference/search.ts';
import { lower } from '../../src/semantics/lower.ts';
import { moduleOf } from '../../src/semantics/patch/module.ts';
import { removalsNamed } from '../../src/semantics/patch/removal.ts';
import { removalsOf } from '../../src/semantics/patch/removals.ts';
import { type Variant, variantsOf } from '../../src/semantics/patch/variants.ts';
import { without } from '../../src/semantics/patch/without.ts';
import { parseFile } from '../../src/syntax/parse.ts';
import { replayed } from '../../src/trace/replay.ts';

function searched(machine: Machine, limits: Limits): Result {
  const asked = declared(machine);
  const question = withRuntime(questionOf(asked, { symmetry: true, stop: 'first', limits }));
  const findings = search(machine, question);
  return judge(machine, asked, findings, (on, { property, path }) => replayed(on, property, path));
}

/** What becomes of `base` without the part of that name. */
function fateOf(text: string, name: string, limits = noLimits): Fate {
  const { result } = gather(report => {
    const module = moduleOf([parseFile({ path: 'm.pspec', text }, report)], report);
    const [base] = variantsOf(module, report);
    const machineOf = (variant: Variant) => lower(module, variant, [], report);
    const whole = base && machineOf(base);
    if (base === undefined || whole === undefined) return undefined;
    const removal = present(removalsNamed(removalsOf(module, base), name)[0], name);
    const left = machineOf(without(base, [removal]));
    if (left === undefined) return undefined;
    const parts = partsOf(searched(whole, noLimits), [
      { removal, without: searched(left, limits) },
    ]);
    return parts[0]?.fate;
  });
  if (result.kind !== 'ok') throw new Error(result.diagnostics.map(d => d.message).join());
  return result.value;
}

const door = `
module door;
allow deadlock;
var open: bool = false;
var inside: 0 .. 2 = 0;
var spins: bool = false;
thread a {
  unlock: open = true;
  enter: atomic { wait_until open; inside += 1; assert inside < 9 "few"; }
  noted: spins = true;
  if inside == 2 { never: inside = 0; }
}
invariant closed = inside > 0 implies open;
cover entered = inside == 1;
`;

describe('a part', () => {
  test('is necessary where a run breaks a property without it', () => {
    expect(fateOf(door, 'm.pspec:9:30').kind).toBe('spare');
    const shut = fateOf(door.replace('  unlock: open = true;\n', ''), 'm.pspec:8:30');
    expect(shut).toMatchObject({
      kind: 'necessary',
      judged: { property: { kind: 'invariant', name: 'closed' }, depth: 1 },
      result: { machine: { variant: 'base without m.pspec:8:30' } },
    });
  });

  test('is spare where nothing breaks, and covers that are lost are named', () => {
    expect(fateOf(door, 'a.unlock')).toMatchObject({
      kind: 'spare',
      lost: [{ kind: 'cover', name: 'entered' }],
      unasked: [],
      idle: false,
    });
    expect(fateOf(door, 'a.noted')).toMatchObject({ kind: 'spare', lost: [], unasked: [] });
  });

  test('takes its asserts with it, which are named', () => {
    expect(fateOf(door, 'a.enter')).toMatchObject({ kind: 'spare', unasked: ['few'] });
  });

  test('is idle where the variant never runs it', () => {
    expect(fateOf(door, 'a.never')).toMatchObject({ kind: 'spare', idle: true, lost: [] });
  });

  test('is not known to be either where a limit was met', () => {
    const limits = { ...noLimits, maxStates: 1 };
    expect(fateOf(door, 'a.noted', limits)).toMatchObject({
      kind: 'unknown',
      result: { limit: 'states' },
    });
  });

  test('cannot be taken out where a loop is left without a step', () => {
    const loop = 'module m; var x: bool = false; thread t { forever { s: x = not x; } }';
    expect(fateOf(loop, 't.s')).toMatchObject({ kind: 'stuck' });
  });
});

test('a property is lost where it speaks of what is gone', () => {
  const { result } = gather(report => {
    const text = `${door}invariant seen = a at noted implies open;`;
    const module = moduleOf([parseFile({ path: 'm.pspec', text }, report)], report);
    const base = present(variantsOf(module, report)[0], 'base');
    const [removal] = removalsNamed(removalsOf(module, base), 'a.noted');
    const whole = lower(module, base, [], report);
    const left = lower(module, without(base, [present(removal, 'noted')]), [], report);
    if (whole === undefined || left === undefined) return undefined;
    const asked = declared(whole);
    return { lost: lostProperty(asked, left), none: lostProperty(asked, whole) ?? null };
  });
  expect(result).toMatchObject({
    kind: 'ok',
    value: { lost: { kind: 'invariant', name: 'seen' }, none: null },
  });
});
