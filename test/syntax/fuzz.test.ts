/**
 * Broken texts: two thousand mutants of a module, the same in each run, and texts that
 * are nothing but trouble. Parsing tells, and neither throws nor hangs; what parses
 * keeps the laws of `format`.
 */
import { describe, expect, test } from 'vitest';
import { render } from '../../src/base/diagnostic.ts';
import { formatFile } from '../../src/syntax/format.ts';
import { type Parsed, parsed, spanless } from './support.ts';

const hangMs = 10_000;
const patience = { timeout: 120_000 };

const module_ = `/// Frees pages late.
module late; // short
config PAGES: 1 .. 6 = 3;
symmetric Page[PAGES];
enum Use { linked, queued, free }
struct Entry { next: Page?, user: bool }
union Walk { idle, walking { at: Page } }
var use: Page -> Use = linked;
var list: set of Page = {};
var work: Entry = { next: none, user: true };
fun live(p: Page): bool = use[p] in { linked, queued } and not (p in list);
proc flush(var l: set of Page) { l = {}; }
thread kworker "worker" {
  var batch: set of Page = {};
  forever {
    wait_until list != {};
    either { take: atomic { batch = list; list = {}; } } or { flush(list); }
    if work.next is some p { use[p] = free; } else { skip; }
  }
}
device IOMMU {
  var walk: Walk = idle;
  action step(p: Page) when use[p] == linked { walk = walking { at: p }; }
}
invariant safe "no stale page" = forall p in list: use[p] != free implies live(p);
patch splice "take first" {
  var more: bool = false;
  replace kworker.take { take: batch = { p in list where live(p) }; }
  remove IOMMU.step;
}
variant spliced = base + splice;
scenario "freed" (p: Page) { IOMMU.step(p) ... kworker.take } possible;
expect spliced { safe holds; deadlock violated in 3; }
`;

// Small, fast, and the same everywhere: Park and Miller's generator.
function random(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
}

type Mutation = (text: string, pick: (below: number) => number) => string;

const lines = (change: (lines: string[], at: number, other: number) => void): Mutation => {
  return (text, pick) => {
    const all = text.split('\n');
    change(all, pick(all.length), pick(all.length));
    return all.join('\n');
  };
};

const chars = ' \n;:,.(){}[]=<>!?+-*/%&|"\'#@\\0aZ_~\u00e9';

const mutations: readonly Mutation[] = [
  (text, pick) => {
    const at = pick(text.length);
    return text.slice(0, at) + (chars[pick(chars.length)] ?? '') + text.slice(at + 1);
  },
  (text, pick) => {
    const at = pick(text.length);
    return text.slice(0, at) + (chars[pick(chars.length)] ?? '') + text.slice(at);
  },
  (text, pick) => {
    const at = pick(text.length);
    return text.slice(0, at) + text.slice(at + 1 + pick(3));
  },
  (text, pick) => text.slice(0, pick(text.length)),
  lines((all, at) => all.splice(at, 1)),
  lines((all, at) => all.splice(at, 0, all[at] ?? '')),
  lines((all, at, other) => {
    [all[at], all[other]] = [all[other] ?? '', all[at] ?? ''];
  }),
  (text, pick) => {
    const words = text.split(/\b/);
    const [at, other] = [pick(words.length), pick(words.length)];
    [words[at], words[other]] = [words[other] ?? '', words[at] ?? ''];
    return words.join('');
  },
];

function mutant(seed: number): string {
  const pick = random(seed * 7919 + 1);
  let text = module_;
  for (let n = 1 + pick(3); n > 0; n--) {
    text = (mutations[pick(mutations.length)] ?? mutations[0])?.(text, pick) ?? text;
  }
  return text;
}

function soon(text: string): Parsed {
  const start = performance.now();
  const result = parsed(text);
  expect(performance.now() - start).toBeLessThan(hangMs);
  return result;
}

describe('mutants of a module', patience, () => {
  test.each(Array.from({ length: 20 }, (_, part) => part))('are told or read, part %i', part => {
    for (let n = 0; n < 100; n++) {
      const text = mutant(part * 100 + n + 1);
      const { tree, told } = soon(text);
      for (const { span } of told) {
        expect(span.start).toBeGreaterThanOrEqual(0);
        expect(span.start).toBeLessThanOrEqual(text.length);
        expect(span.end).toBeGreaterThanOrEqual(span.start);
      }
      if (told.length > 0) continue;
      const formatted = formatFile(tree);
      const again = parsed(formatted);
      expect(again.told.map(render)).toEqual([]);
      expect(spanless(again.tree)).toBe(spanless(tree));
      expect(formatFile(again.tree)).toBe(formatted);
    }
  });
});

const size = 65_536;
const filled = (part: string): string => part.repeat(Math.ceil(size / part.length)).slice(0, size);
const nested = (open: string, middle: string, close: string): string =>
  open.repeat(size / 16) + middle + close.repeat(size / 16);

describe('64 KB of trouble', patience, () => {
  test.each([
    ['open parentheses', filled('(')],
    ['open braces', filled('{')],
    ['closing braces', filled('}')],
    ['threads without end', filled('thread t {\n')],
    ['patches without end', filled('patch p { replace a.b { x = 1; }\n')],
    ['pairs of parentheses', `const A = ${nested('(', 'x', ')')};`],
    ['sums', `const A = ${filled('1 + ')} 1;`],
    ['negations', `const A = ${filled('not ')} x;`],
    ['conditionals', `const A = ${filled('a ? b : ')} x;`],
    ['indices', `const A = x${filled('[0]')};`],
    ['quantifiers', `const A = ${filled('forall x in S: ')} x;`],
    ['maps of maps', `type A = ${filled('A -> ')} B;`],
    ['else without end', `thread t { ${filled('if a { } else ')} { } }`],
    ['quotes', filled('"')],
    ['quotes on lines of their own', filled('"a;\n')],
    ['comments in comments', filled('/* ')],
    ['characters beyond ASCII', filled('\u20ac ')],
    ['semicolons', filled(';')],
    ['names', filled('a ')],
    ['colons', filled('a:')],
    ['declarations of C', filled('int x;\n')],
  ])('%s', (_, text) => {
    const { told } = soon(text);
    expect(told.map(render).join('').length).toBeGreaterThan(0);
  });
});

describe('what is as deep as it may be', patience, () => {
  test.each([
    ['parentheses', `const A = ${'('.repeat(40)}x${')'.repeat(40)};`],
    ['sets', `const A = ${'{ '.repeat(40)}x${' }'.repeat(40)};`],
    ['calls', `const A = ${'f('.repeat(40)}x${')'.repeat(40)};`],
    ['records', `const A = ${'{ a: '.repeat(40)}x${' }'.repeat(40)};`],
    ['blocks', `thread t ${'{ '.repeat(40)} x = 1; ${' }'.repeat(40)}`],
    ['branches', `thread t { ${'if a { '.repeat(39)} x = 1; ${' }'.repeat(39)} }`],
    ['cases', `thread t { ${'match a { case b { '.repeat(19)} x = 1; ${' } }'.repeat(19)} }`],
    ['quantifiers', `const A = ${'(forall x in S: '.repeat(26)}x${')'.repeat(26)};`],
    ['conditions', `const A = ${'forall x in S where '.repeat(80)}x${': y'.repeat(80)};`],
    ['chains', `const A = ${'a and '.repeat(990)} x;`],
    ['implications', `const A = ${'a implies '.repeat(990)} x;`],
    ['indices', `const A = x${'[0].f'.repeat(300)};`],
    ['else if', `thread t { ${'if a { x = 1; } else '.repeat(76)} { } }`],
    ['maps', `type A = ${'(A -> '.repeat(26)} B ${')'.repeat(26)};`],
  ])('%s read, and keep the laws of format', (_, text) => {
    const { tree, told } = soon(text);
    expect(told.map(render)).toEqual([]);
    const formatted = formatFile(tree);
    const again = parsed(formatted);
    expect(again.told.map(render)).toEqual([]);
    expect(formatFile(again.tree)).toBe(formatted);
  });
});
