/** Claims for tests: two as people would send them, and any that fast-check can think of. */
import fc from 'fast-check';
import type { Picture } from '../../../src/proof/block/picture.ts';
import type { Claim, PropertyKind, Safety, Subject, Violation } from '../../../src/proof/claim.ts';

const subject: Subject = {
  name: 'sva-draft-0807.trace',
  tool: 'patchproof 0.3 proof/1',
  spec: { file: 'iommu-sva.pspec', digest: '6ef1de1a7debe068ff50afa00f6f6cfeefdcce24' },
  variant: 'draft-0807',
  params: [
    { name: 'cpus', value: '1' },
    { name: 'vas', value: '{B, C}' },
    { name: 'pmds', value: 'none' },
  ],
  check: { kind: 'invariant', name: 'no_stale_walk' },
};

const race: readonly (readonly [string, string, string])[] = [
  ['cpu0', 'cpu0.unlink(p=B)', ''],
  ['cpu0', 'cpu0.queue(p=B)', ''],
  ['kworker', 'kworker.flush_iotlb()', ''],
  ['iommu', 'iommu.walk(p=C)', 'PTE page C cached'],
  ['cpu0', 'cpu0.unlink(p=C)', ''],
  ['cpu0', 'cpu0.queue(p=C)', 'joins the list late'],
  ['kworker', 'kworker.free({B, C})', 'frees both'],
  ['cpu0', 'cpu0.reuse(p=C)', 'has a new owner'],
  ['iommu', 'iommu.cached(p=C)', '<-- stale walk'],
];

/** A race of nine rows among three actors. */
export const violation: Violation = {
  kind: 'violation',
  ...subject,
  length: race.length,
  rows: race.map(([, action], i) => ({ number: i + 1, action })),
  loop: null,
};

/** The picture of `violation`. */
export const racePicture: Picture = race.map(([actor, , note]) => ({ actor, note }));

/** A claim with an inductive invariant. */
export const safety: Safety = {
  kind: 'safety',
  ...subject,
  name: 'sva-splice-first.claim',
  variant: 'splice-first',
  symmetry: false,
  states: 1101,
  transitions: 2543,
  depth: 13,
  set: '2ffa8092fbc8c9d25d5c0d328d17f01f',
  inductive: { name: 'stale_safe', typed: 41472, satisfying: 3930 },
};

/** A claim with what people see of it. */
export interface Drawn {
  readonly claim: Claim;
  readonly picture: Picture;
}

const oneOf = (...words: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...words);
const hex = (length: number): fc.Arbitrary<string> =>
  fc.string({ unit: oneOf(...'0123456789abcdef'), minLength: length, maxLength: length });
const small = fc.oneof(fc.nat(30), fc.nat(999_999_999));
const names = oneOf(
  'p',
  'page',
  'a',
  'slot',
  'was',
  'B',
  'C',
  'Cpu0',
  'Cpu1',
  'walking',
  'x2',
  'or',
);

const values: fc.Arbitrary<string> = fc.letrec<{ value: string; list: string[] }>(tie => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    oneOf('true', 'false', 'none', 'B', 'C', 'Page0', '-1', '0', '12', '{}', '[]', '4'),
    tie('value').map(v => `some ${v}`),
    tie('list').map(list => `{${list.join(', ')}}`),
    tie('list').map(list => `[${list.join(', ')}]`),
    tie('list').map(list => `Tag(${list.join(', ')})`),
    fc.tuple(names, tie('value')).map(([f, v]) => `{ ${f}: ${v} }`),
    fc.tuple(names, tie('value')).map(([f, v]) => `walking { at: ${v}, ${f}: B }`),
    fc.tuple(tie('value'), tie('value')).map(([a, b]) => `[Cpu0: ${a}, Cpu1: ${b}]`),
  ),
  list: fc.array(tie('value'), { maxLength: 3 }),
})).value;

const actors = oneOf('cpu0', 'cpu[Cpu1]', 'iommu', 'kworker', 'reader[some B]');
const steps = oneOf('unlink', 'walk', 'put.free_page', 'queue', '3', 'flush_iotlb');
const args = fc
  .array(fc.tuple(names, values), { maxLength: 3 })
  .map(all => all.map(([name, value]) => `${name}=${value}`).join(', '));

const notes = fc.oneof(
  { weight: 3, arbitrary: fc.constant('') },
  {
    weight: 1,
    arbitrary: oneOf('<-- stale walk', 'frees B and C', 'PTE page cached', 'sum of it'),
  },
);

const rows = fc.array(fc.tuple(actors, steps, args, notes), { maxLength: 9 });

const kinds: readonly PropertyKind[] = ['invariant', 'transition', 'assert', 'deadlock', 'cover'];

const subjects: fc.Arbitrary<Subject> = fc.record({
  name: oneOf('sva-draft-0807.trace', 'a', 'race_2.trace', 'x-y-z'),
  tool: oneOf('patchproof 0.3 proof/1', 'other 1.0.0-rc.1 proof/1'),
  spec: fc.record({
    file: oneOf('iommu-sva.pspec', 'a.pspec', 'two words.pspec'),
    digest: hex(40),
  }),
  variant: oneOf('draft-0807', 'v6', 'base', 'splice-first'),
  params: fc
    .uniqueArray(fc.tuple(oneOf('cpus', 'vas', 'pmds', 'MOST', 'sym'), values), {
      selector: ([name]) => name,
      maxLength: 3,
    })
    .map(all => all.map(([name, value]) => ({ name, value }))),
  check: fc.record({
    kind: fc.constantFrom(...kinds),
    name: oneOf('no_stale_walk', 'deadlock', 'count[p] >= 0 and free == {}', 'use(p) => p != none'),
  }),
});

const violations: fc.Arbitrary<Drawn> = fc
  .tuple(subjects, rows, fc.boolean(), fc.nat(8), fc.boolean())
  .map(([from, drawn, lasso, loop, zero]) => {
    const own = drawn.map(([actor, step, given], i) => ({
      number: i + 1,
      action: `${actor}.${step}(${given})`,
    }));
    const first = zero ? [{ number: 0, action: 'init(cpu0.pmd={B}, use=2)' }] : [];
    return {
      claim: {
        kind: 'violation',
        ...from,
        length: own.length,
        rows: [...first, ...own],
        loop: lasso && own.length > 0 ? 1 + (loop % own.length) : null,
      },
      picture: [
        ...first.map(() => ({ actor: '', note: '' })),
        ...drawn.map(([actor, , , note]) => ({ actor, note })),
      ],
    };
  });

const safeties: fc.Arbitrary<Drawn> = fc
  .record({
    from: subjects,
    symmetry: fc.boolean(),
    states: small,
    transitions: small,
    depth: small,
    set: hex(32),
    inductive: fc.option(
      fc.record({ name: oneOf('stale_safe', 'typed_well'), typed: small, satisfying: small }),
    ),
  })
  .map(({ from, ...rest }) => ({ claim: { kind: 'safety', ...from, ...rest }, picture: [] }));

/** Any claim with a picture; some are too wide to be written. */
export const drawnClaims: fc.Arbitrary<Drawn> = fc.oneof(
  { weight: 3, arbitrary: violations },
  { weight: 1, arbitrary: safeties },
);
