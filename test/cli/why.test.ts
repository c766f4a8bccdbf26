/**
 * What `check --why --preemptions` prints, whole and line by line: each line names a variant
 * and rests on runs, all of which are replayed here, or on a search that came to its end.
 */
import { describe, expect, test } from 'vitest';
import { patchproof } from './patchproof.ts';

const golden = 'test/golden/cli';

interface Evidence {
  readonly kind: 'run' | 'none' | 'unknown';
  readonly path?: readonly number[];
}

interface Judged {
  readonly kind: string;
  readonly name: string;
  readonly trace: { readonly steps: readonly unknown[] } | null;
  readonly why?: {
    readonly happensBefore: readonly { readonly otherway: Evidence }[];
    readonly windows: readonly { readonly gaps: readonly { readonly evidence: Evidence }[] }[];
  };
  readonly preemptions?: { readonly path: readonly number[] | null; readonly limit: string | null };
}

interface Report {
  readonly results: readonly { readonly variant: string; readonly properties: readonly Judged[] }[];
}

interface Replayed {
  readonly status: number;
  readonly property: { readonly kind: string; readonly name: string } | null;
}

// Every different path that an answer about this property rests on.
function pathsOf({ why, preemptions }: Judged): readonly string[] {
  const evidence = [
    ...(why?.happensBefore ?? []).map(edge => edge.otherway),
    ...(why?.windows ?? []).flatMap(window => window.gaps.map(gap => gap.evidence)),
  ];
  expect(evidence.filter(({ kind }) => kind === 'unknown')).toEqual([]);
  const paths = [...evidence.map(e => e.path ?? null), preemptions?.path ?? null];
  return [...new Set(paths.flatMap(path => (path === null ? [] : [path.join('/')])))];
}

async function replay(file: string, variant: string, path: string): Promise<Replayed> {
  const ran = await patchproof('replay', file, path, '--variant', variant, '--json', '-q');
  return { status: ran.status, property: JSON.parse(ran.out).property };
}

const asked: readonly (readonly [string, readonly string[]])[] = [
  ['models/kva/kva.pspec', ['--why', '--preemptions']],
  [`${golden}/every.pspec`, ['--why', '--preemptions']],
  ['models/seqlock/seqlock.pspec', ['--why', '--preemptions']],
  ['models/workqueue/workqueue.pspec', ['--why', '--preemptions']],
];

describe('every line of --why and --preemptions', () => {
  test.each(asked)('of %s is a run that replays, or a search that ended', async (file, words) => {
    const { out } = await patchproof('check', file, ...words, '--json', '-q');
    const report: Report = JSON.parse(out);
    const violated = report.results.flatMap(({ variant, properties }) =>
      properties.filter(p => p.why !== undefined).map(judged => ({ variant, judged })),
    );
    expect(violated.length).toBeGreaterThan(0);
    for (const { variant, judged } of violated) {
      expect(judged.preemptions?.limit).toBeNull();
      for (const path of pathsOf(judged)) {
        const { kind, name } = judged;
        expect({ path, ...(await replay(file, variant, path)) }).toMatchObject({
          path,
          status: 0,
          property: { kind, name },
        });
      }
    }
  });
});

describe('the race windows of kva-sva', () => {
  test.each(['draft_cpa', 'draft_pmd'])(
    'of %s are what the golden file holds',
    async variant => {
      const words = [
        'check',
        'models/kva-sva/kva-sva.pspec',
        '--variant',
        variant,
        '--property',
        'no_stale_cache',
        '--why',
        '-q',
      ];
      const { out, status } = await patchproof(...words);
      const lines = out.split('\n');
      // The run above is the business of other tests.
      const from = lines.findIndex(line => line.startsWith('  change what is false'));
      const whole = `$ patchproof ${words.join(' ')} | sed -n '/change what/,$p'\n${lines.slice(from).join('\n')}--- status ${status}\n`;
      await expect(whole).toMatchFileSnapshot(`../golden/cli/check-why-${variant}.txt`);
      expect(lines.filter(line => line.length > 72)).toEqual([]);
    },
    240_000,
  );
});
