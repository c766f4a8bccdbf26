/**
 * Pages of `compare --html` in a real browser, opened from disk: nothing is fetched, the keys
 * work, the texts are those of the JSON, nothing sticks out, and paper shows every step.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { patchproof } from '../cli/patchproof.ts';
import { scratch } from '../support/scratch.ts';
import { type Compared, type Run, replayedIn, runOf, stateAfter } from './json.ts';

const executable = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find(existsSync);
const { folder, file } = scratch();

/** A page that was written, and the JSON of the same run. */
interface Written {
  readonly url: string;
  readonly json: Compared;
}

const known = new Map<string, Promise<Written>>();

/** The page of these words; equal words are run once. */
function written(...words: readonly string[]): Promise<Written> {
  const key = words.join(' ');
  const page = known.get(key) ?? write(words, join(folder, `page-${known.size}.html`));
  known.set(key, page);
  return page;
}

async function write(words: readonly string[], path: string): Promise<Written> {
  const ran = await patchproof('compare', ...words, '-q', '--json', '--html', path);
  expect(ran).toMatchObject({ status: 0, err: '' });
  return { url: pathToFileURL(path).href, json: JSON.parse(ran.out) };
}

// The flagship's search takes its time where many tests run at once.
const patience = 240_000;

const shown: readonly (readonly string[])[] = [
  ['models/kva/kva.pspec'],
  ['models/rcu-list/rcu_list.pspec', '--property', 'gp_ok'],
  ['models/kva-sva/kva-sva.pspec', 'v7_hot', 'v7_hot_marked', '--property', 'no_stale_cache'],
];

test.skipIf(executable !== undefined)(
  'chromium is not installed: no page was opened in a browser',
  () => {},
);

describe.skipIf(executable === undefined)('a page in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executable ?? '' });
  });
  afterAll(() => browser.close());

  /** Opens a page; whatever it says on the console, and asks for, is in `heard`. */
  async function opened(url: string): Promise<{ page: Page; heard: string[] }> {
    const page = await browser.newPage({ viewport: { width: 1000, height: 900 } });
    const heard: string[] = [];
    page.on('console', said => heard.push(said.text()));
    page.on('pageerror', error => heard.push(error.message));
    page.on('request', request => {
      if (request.url().split('#')[0] !== url) heard.push(request.url());
    });
    await page.goto(url);
    return { page, heard };
  }

  test.each(shown)(
    'opens from disk, asks for nothing and fits 1,000 pixels: %s',
    async (...words) => {
      const { page, heard } = await opened((await written(...words)).url);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(1000);
      await page.keyboard.press('End');
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(1000);
      expect(heard).toEqual([]);
      await page.close();
    },
    patience,
  );

  test('goes through the steps by keys, by slider and by number', async () => {
    const { page } = await opened((await written('models/kva/kva.pspec')).url);
    const place = async (): Promise<string> => {
      const [shown, ...others] = await page.locator('.moment:visible').all();
      expect(others).toEqual([]);
      const rows = page.locator('.lanes [aria-current=step] .number');
      const said = await page.locator('output:visible').textContent();
      const number = (await rows.textContent())?.trim() ?? '';
      expect(said?.startsWith(`${number} of 7: `)).toBe(true);
      expect(await page.locator('input:visible').inputValue()).toBe(number);
      expect(await shown?.getAttribute('data-moment')).toBe(number);
      return number;
    };
    const press = async (key: string): Promise<string> => {
      await page.keyboard.press(key);
      return place();
    };
    expect(await place()).toBe('0');
    expect(await press('ArrowLeft')).toBe('0');
    expect(await press('ArrowRight')).toBe('1');
    expect(await press('ArrowRight')).toBe('2');
    expect(await press('ArrowLeft')).toBe('1');
    expect(await press('End')).toBe('7');
    expect(await press('ArrowRight')).toBe('7');
    expect(await press('Home')).toBe('0');
    await page.locator('input:visible').fill('4');
    expect(await place()).toBe('4');
    await page.getByRole('button', { name: '3', exact: true }).click();
    expect(await place()).toBe('3');
    // With the slider in focus a key is one step, not two.
    await page.locator('input:visible').focus();
    expect(await press('ArrowRight')).toBe('4');
    expect(new URL(page.url()).hash).toBe('#pair-1.4');
    await page.reload();
    expect(await place()).toBe('4');
    await page.close();
  });

  test('is reached by the tab key: links, slider, lanes, numbers', async () => {
    const { page } = await opened((await written('models/kva/kva.pspec')).url);
    const reached = new Set<string>();
    for (let i = 0; i < 30; i++) {
      await page.keyboard.press('Tab');
      reached.add(String(await page.evaluate('document.activeElement.localName')));
    }
    expect([...reached]).toEqual(
      expect.arrayContaining(['a', 'input', 'button', 'summary', 'div']),
    );
    expect(await page.getByRole('slider', { name: 'Step' }).count()).toBe(1);
    expect(await page.getByRole('img', { name: /^draft: / }).count()).toBe(1);
    await page.close();
  });

  test.each(shown)(
    'has the verdicts, steps and values of the JSON: %s',
    async (...words) => {
      const { url, json } = await written(...words);
      const { page } = await opened(url);
      await verdictsAgree(page, json);
      for (const section of await page.locator('section.pair').all())
        await sidesAgree(section, json);
      await page.close();
    },
    patience,
  );

  test('shows every step on paper, and without its script', async () => {
    const { url } = await written('models/kva/kva.pspec');
    const { page } = await opened(url);
    expect(await page.locator('.moment:visible').count()).toBe(1);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.moment:visible').count()).toBe(8);
    expect(await page.locator('svg.drawing:visible').count()).toBe(16);
    expect(await page.locator('.controls:visible').count()).toBe(0);
    await page.close();
    const context = await browser.newContext({ javaScriptEnabled: false });
    const plain = await context.newPage();
    await plain.goto(url);
    expect(await plain.locator('.moment:visible').count()).toBe(8);
    await context.close();
  });

  test('is as legible in the dark: text stands out from what is behind it', async () => {
    const { url } = await written('models/kva/kva.pspec');
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await browser.newPage({ colorScheme });
      await page.goto(url);
      await page.keyboard.press('End');
      const least = await page.evaluate(contrastScript);
      expect(Number(least)).toBeGreaterThan(4.5);
      await page.close();
    }
  });

  test('takes any text of a specification as text', async () => {
    const path = file(
      'hostile.pspec',
      `module hostile;
var x: 0 .. 2 = 0;
thread t "<img src=x onerror=alert(1)>" { a: x = 1; b: x = 2; }
invariant low "</script><script>alert(2)</script> & 'so' --> on" = x < 2;
patch p { replace t.b { c: skip; } }
variant one = base;
variant two = base + p;
`,
    );
    const { page, heard } = await opened((await written(path)).url);
    const text = await page.locator('body').innerText();
    expect(text).toContain('<img src=x onerror=alert(1)>');
    expect(text).toContain(`</script><script>alert(2)</script> & 'so' --> on`);
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.locator('script').count()).toBe(1);
    expect(heard).toEqual([]);
    await page.close();
  });
});

test('a page without a run says that nothing breaks', async () => {
  const path = join(folder, 'quiet.html');
  await patchproof('compare', 'models/kva/kva.pspec', 'spliced', '-q', '--html', path);
  expect(readFileSync(path, 'utf8')).toContain('No run breaks anything that was asked.');
});

test('a page that cannot be written is told, and the report is printed all the same', async () => {
  const ran = await patchproof('compare', 'models/kva/kva.pspec', '-q', '--html', folder);
  expect(ran.status).toBe(153);
  expect(ran.err).toBe(`patchproof: cannot write ${folder}: it is a directory\n`);
  expect(ran.out).toContain('draft: invariant no_stale violated in 6 steps');
});

async function verdictsAgree(page: Page, json: Compared): Promise<void> {
  const table = page.locator('table.verdicts');
  const cells = await table
    .locator('tbody tr')
    .evaluateAll(rows => rows.map(row => [...row.children].map(cell => cell.textContent ?? '')));
  const heads = await table.locator('thead th').allTextContents();
  const across = heads[0] === 'property';
  for (const { variant, properties } of json.results) {
    for (const { kind, name, verdict, depth } of properties.filter(p => p.kind !== 'cover')) {
      const title = kind === 'assert' ? `assert "${name}"` : name;
      const [row, column] = across ? [title, variant] : [variant, title];
      const cell = cells.find(([head]) => head === row)?.[heads.indexOf(column)] ?? '';
      expect(cell).toMatch(verdict === 'violated' ? `violated in ${depth}` : verdict);
    }
  }
}

// Each side whose run is in the JSON: its steps, and behind each step all that it ever changes.
async function sidesAgree(section: Locator, json: Compared): Promise<void> {
  const { title, heads, lines, moments } = await section.evaluate(readSection);
  const runs = heads.map(name => runOf(json, name, title));
  expect(runs.some(run => run !== null)).toBe(true);
  expect(moments.length).toBe(lines.length + 1);
  const replayed = replayedIn(json, heads, title);
  const right = lines.flatMap(([, cell]) => (typeof cell?.step === 'string' ? [cell] : []));
  if (replayed !== null) expect(replayed).toMatchObject(right);
  const at = [0, 0];
  for (const [line, rows] of moments.entries()) {
    for (const [i, run] of runs.entries()) {
      const cell = line === 0 ? undefined : lines[line - 1]?.[i];
      const steps = typeof cell?.step === 'string';
      if (steps) at[i] = (at[i] ?? 0) + 1;
      if (run === null) continue;
      if (steps) expect(run.steps[(at[i] ?? 0) - 1]).toMatchObject(cell);
      agree(rows, i, run, at[i] ?? 0);
    }
  }
  for (const [i, run] of runs.entries()) if (run !== null) expect(at[i]).toBe(run.steps.length);
}

// As much of an element as is read here; the tests know no types of browsers.
interface Tag {
  readonly nodeName: string;
  readonly textContent: string | null;
  readonly childNodes: Iterable<Tag>;
  readonly children: Iterable<Tag>;
  querySelector(selector: string): Tag | null;
  querySelectorAll(selector: string): Iterable<Tag>;
  getAttribute(name: string): string | null;
}

// Runs in the browser: the words of a section, without what a value was before.
function readSection(section: Tag) {
  const text = (of: Tag | null): string => of?.textContent ?? '';
  const value = (cell: Tag): string =>
    [...cell.childNodes]
      .filter(node => /^(#text|B|WBR)$/.test(node.nodeName))
      .map(node => node.textContent ?? '')
      .join('')
      .trim();
  const rowsIn = (moment: Tag): string[][] =>
    [...moment.querySelectorAll('.state tbody tr')].map(row => [...row.children].map(value));
  return {
    title: text(section.querySelector('h2')),
    heads: [...section.querySelectorAll('.lanes thead b.side')].map(text),
    lines: [...section.querySelectorAll('.lanes tbody tr[data-line]')].slice(1).map(row =>
      [...row.querySelectorAll('td')].map(cell => ({
        actor: cell.getAttribute('data-actor'),
        step: cell.getAttribute('data-step'),
      })),
    ),
    moments: [...section.querySelectorAll('.moment')].map(rowsIn),
  };
}

function agree(rows: readonly (readonly string[])[], side: number, run: Run, index: number): void {
  for (const [place, value] of stateAfter(run, index)) {
    const row = rows.find(([head]) => head === place);
    expect({ place, value: row?.[side + 1] }).toEqual({ place, value });
  }
}

// The least contrast of text that is seen, as WCAG 2 counts it; what is drawn is left out.
const contrastScript = `(() => {
  const channel = c => { const v = c / 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
  const numbers = text => (text.match(/[\\d.]+/g) ?? []).map(Number);
  const light = text => { const [r, g, b] = numbers(text); return 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b); };
  const behind = element => {
    for (let e = element; e !== null; e = e.parentElement) {
      const color = getComputedStyle(e).backgroundColor;
      if ((numbers(color)[3] ?? 1) !== 0) return color;
    }
    return 'rgb(255, 255, 255)';
  };
  const seen = [...document.querySelectorAll('body *')].filter(e =>
    e.closest('svg') === null && e.checkVisibility() && [...e.childNodes].some(n => n.nodeName === '#text' && n.textContent.trim() !== ''));
  return Math.min(...seen.map(e => {
    const [a, b] = [light(getComputedStyle(e).color), light(behind(e))];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }));
})()`;
