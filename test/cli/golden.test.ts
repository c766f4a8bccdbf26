/** Whole outputs, in test/golden/cli: read them like code when they change. */
import { expect, test } from 'vitest';
import { patchproof } from './patchproof.ts';

const golden = 'test/golden/cli';

// The words of each run, by the name of the file that holds what it prints.
const runs: Readonly<Record<string, readonly string[]>> = {
  'check-every': ['check', `${golden}/every.pspec`, '-q'],
  'check-every-verbose': ['check', `${golden}/every.pspec`, '-q', '-v', '--variant', 'fine'],
  'check-crowd': ['check', `${golden}/crowd.pspec`, '-q'],
  'check-kva': ['check', 'models/kva/kva.pspec', '-q'],
  'check-why': [
    'check',
    'models/kva/kva.pspec',
    '-q',
    '--variant',
    'draft',
    '--why',
    '--preemptions',
  ],
  'check-why-every': ['check', `${golden}/every.pspec`, '-q', '--why', '--preemptions'],
  'check-vacuous': ['check', `${golden}/vacuous.pspec`, '-q'],
  'check-sweep': ['check', `${golden}/expects.pspec`, '-q', '-D', 'MOST=1..3'],
  'check-cover': ['check', `${golden}/expects.pspec`, '-q', '--cover', 'top', '-D', 'MOST=3'],
  'check-limit': ['check', 'models/kva/kva.pspec', '-q', '--max-depth', '3'],
  'check-drop-dead': ['check', `${golden}/forgetful.pspec`, '-q', '--drop-dead'],
  'check-broken': ['check', `${golden}/broken.pspec`, '-q'],
  'check-no-initial-state': [
    'check',
    `${golden}/every.pspec`,
    '-q',
    '-D',
    'START=3',
    '--variant',
    'fine',
  ],
  'compare-every': ['compare', `${golden}/every.pspec`, '-q'],
  'compare-kva': ['compare', 'models/kva/kva.pspec', '-q'],
  'compare-blocked': [
    'compare',
    'models/kva-sva/kva-sva.pspec',
    'draft_pmd',
    'v3g',
    '-q',
    '--property',
    'no_stale_data',
  ],
  'compare-two-runs': [
    'compare',
    'models/kva-sva/kva-sva.pspec',
    'unfixed',
    'draft',
    '-q',
    '--property',
    'no_stale_cache',
  ],
  'compare-series': ['compare', `${golden}/series.pspec`, '--series', '-q'],
  'compare-series-limit': [
    'compare',
    `${golden}/series.pspec`,
    '--series',
    '-q',
    '--max-states',
    '5',
  ],
  'compare-subsets': [
    'compare',
    `${golden}/series.pspec`,
    '--subsets',
    'prepare,flush,early,late,clash',
    '-q',
  ],
  'compare-markdown-subsets': [
    'compare',
    `${golden}/series.pspec`,
    '--subsets',
    'prepare,flush',
    '--markdown',
  ],
  'compare-fixes': ['compare', `${golden}/series.pspec`, '--fixes', '-q'],
  'compare-markdown-fixes': ['compare', `${golden}/series.pspec`, '--fixes', '--markdown'],
  'help-compare': ['compare', '--help'],
  'compare-same-run': ['compare', `${golden}/expects.pspec`, 'hasty', '-q', '--patch', 'noisy'],
  'compare-markdown': ['compare', `${golden}/every.pspec`, '--markdown'],
  'compare-markdown-sweep': [
    'compare',
    `${golden}/expects.pspec`,
    'hasty',
    '--markdown',
    '-D',
    'MOST=1..3',
  ],
  'compare-limit': ['compare', 'models/kva/kva.pspec', '-q', '--max-states', '20'],
  'export-kva': ['export', 'models/kva/kva.pspec', '--to', 'murphi', '--variant', 'spliced'],
  'export-dekker': [
    'export',
    'models/dekker/dekker.pspec',
    '--to',
    'murphi',
    '--variant',
    'mulish',
    '--no-properties',
  ],
  'export-dekker-promela': [
    'export',
    'models/dekker/dekker.pspec',
    '--to',
    'promela',
    '--variant',
    'polite',
  ],
  'test-expects': ['test', `${golden}/expects.pspec`, '-q'],
  'test-kva': ['test', 'models/kva/kva.pspec', '-q'],
  'test-broken': ['test', `${golden}/broken.pspec`, 'models/kva/kva.pspec', '-q'],
  'replay-path': ['replay', `${golden}/every.pspec`, '0/0/0', '--variant', 'falling', '-q'],
  'replay-text': [
    'replay',
    'models/kva/kva.pspec',
    `${golden}/kva-rows.txt`,
    '--variant',
    'draft',
    '-q',
  ],
  'replay-stuck': [
    'replay',
    'models/kva/kva.pspec',
    `${golden}/kva-rows.txt`,
    '--variant',
    'spliced',
    '-q',
  ],
  'reply-violated': [
    'reply',
    `${golden}/thread.eml`,
    'models/kva/kva.pspec',
    '--variant',
    'draft',
    '--quote',
    'window',
    '--from',
    'John Roe <john.roe@example.org>',
  ],
  'reply-holds': [
    'reply',
    `${golden}/thread.eml`,
    'models/kva/kva.pspec',
    '--patch',
    'splice',
    '--property',
    'no_stale',
    '--quote',
    'window',
  ],
  'reply-unknown': [
    'reply',
    `${golden}/thread.eml`,
    'models/kva/kva.pspec',
    '--variant',
    'spliced',
    '--max-states',
    '5',
  ],
  'format-broken': ['format', `${golden}/broken.pspec`],
  'format-variant': ['format', `${golden}/every.pspec`, '--variant', 'falling'],
  help: ['--help'],
  'help-check': ['check', '--help'],
};

test.each(Object.entries(runs))('%s prints what its golden file holds', async (name, words) => {
  const { status, out, err } = await patchproof(...words);
  const whole = `$ patchproof ${words.join(' ')}\n${out}${err === '' ? '' : `--- standard error\n${err}`}--- status ${status}\n`;
  await expect(whole).toMatchFileSnapshot(`../golden/cli/${name}.txt`);
});

test.each(
  Object.entries(runs).filter(([name]) => !/help|^format|^export|^reply|markdown/.test(name)),
)('%s stays within 72 columns of ASCII', async (_, words) => {
  const { out } = await patchproof(...words);
  const wide = out.split('\n').filter(line => line.length > 72 || /[^ -~]/.test(line));
  expect(wide).toEqual([]);
});
