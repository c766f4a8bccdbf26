/**
 * One run tells all that is wrong, and nothing twice: independent errors each give one
 * message, and what depends on something broken gives none.
 */
import { describe, expect, test } from 'vitest';
import { render } from '../../src/base/diagnostic.ts';
import { machinesOf } from '../../src/cli/spec.ts';
import { exampleFile, inFolder } from '../spec/run.ts';

/** All that is said about a text. */
const messagesOf = (text: string): Promise<string> =>
  inFolder(new Map([[exampleFile, text]]), () => {
    const opened = machinesOf({ file: exampleFile, variants: [], patches: [], sweeps: [] });
    const found = opened.kind === 'ok' ? opened.warnings : opened.refusal.diagnostics;
    return found.map(render).join('\n');
  });

/** `line:column code` of each message about a text, in order. */
async function told(text: string): Promise<readonly string[]> {
  const rendered = await messagesOf(text);
  return [...rendered.matchAll(/^\S+?:(\d+:\d+): (?:error|warning): .* \[(.*)\]$/gm)].map(
    m => `${m[1]} ${m[2]}`,
  );
}

test('four errors of four sorts in four declarations give four messages', async () => {
  const text = `symmetric Page[2];
var use: Page -> bool = false;
var list: set of Page = {}
var n: 0 .. 3 = 0;
fun busy(p: Page): bool = use[q];
thread cpu { set: n = true; }
patch defer { remove cpu.sett; }
`;
  expect(
    await messagesOf(text),
  ).toBe(`example.pspec:3:27: error: expected \`;\` after \`}\` [syntax/unexpected]
  3 | var list: set of Page = {}
    |                           ^
  help: put \`;\` there

example.pspec:5:31: error: nothing is called \`q\` here [names/unbound]
  5 | fun busy(p: Page): bool = use[q];
    |                               ^
  help: did you mean \`p\`?

example.pspec:6:23: error: expected an integer (0 .. 3), not \`bool\` [types/mismatch]
  6 | thread cpu { set: n = true; }
    |                       ^^^^

example.pspec:7:22: error: there is no \`cpu.sett\` to remove [patch/no-target]
  7 | patch defer { remove cpu.sett; }
    |                      ^^^^^^^^
  help: did you mean \`cpu.set\`?
`);
});

interface Case {
  readonly what: string;
  readonly text: string;
  readonly messages: readonly string[];
}

const alone: readonly Case[] = [
  {
    what: 'a function with an error is told once, however often it is called',
    text: `var n: 0 .. 3 = 0;
fun f(x: bool): bool = y;
fun g(x: bool): bool = f(x) and f(not x);
thread t { a: when f(true); n = 1; }
invariant i = g(n == 1);`,
    messages: ['2:24 names/unbound'],
  },
  {
    what: 'a function of an unknown type is told once',
    text: `fun f(x: Foo): bool = x == none;
fun g(x: bool): bool = f(x);
thread t { a: when f(true) and g(false); }`,
    messages: ['1:10 names/unbound'],
  },
  {
    what: 'members of an enum that does not parse are not missed',
    text: `enum E { a, b c }
var e: E = a;
thread t { x: e = b; if e == E.c { y: e = a; } }
invariant i = e != c;
patch p { extend enum E { d } }`,
    messages: ['1:15 syntax/unexpected'],
  },
  {
    what: 'a struct with an unknown field type is told once',
    text: `enum E { a, b }
struct S { f: Foo, g: bool }
var s: S = { f: a, g: true };
union U { c { s: S }, d }
var u: U = d;
thread t { x: s.f = a; y: s = s with { g: false }; match u { case c w { u = d; } case d { } } }`,
    messages: ['2:15 names/unbound'],
  },
  {
    what: 'a variable of an unknown type is told once',
    text: `var n: Foo = 0;
thread t { a: n = 1; n += 1; let x = n; for k in n { b: n = k; } when x == n; }
invariant i = n == n;`,
    messages: ['1:8 names/unbound'],
  },
  {
    what: 'a parameter of an unknown type is told once',
    text: `var n: 0 .. 3 = 0;
thread t(i: Foo) { a: n = i; }
device d(j: Foo) { action b(k: Bar) when k == j { n = k; } }`,
    messages: ['2:13 names/unbound', '3:13 names/unbound', '3:32 names/unbound'],
  },
  {
    what: 'a procedure with an error is told once, however often it is called',
    text: `var n: 0 .. 3 = 0;
proc p(var x: 0 .. 3): bool { q: x = y; return x; }
thread t { let a = p(n); let b = p(n); n = 1; if a == b { r: n = 2; } }
thread u { p(n); }`,
    messages: ['2:38 names/unbound', '2:48 types/mismatch'],
  },
  {
    what: 'procedures that call each other are told once',
    text: 'proc p() { q(); } proc q() { p(); } thread u { p(); q(); s: skip; }',
    messages: ['1:30 names/recursion'],
  },
  {
    what: 'types and constants that need each other are told once',
    text: `const a = b;
const b = a;
struct S { t: T? }
struct T { s: S? }
var s: S? = none;
var n: 0 .. a = b;
thread t { x: n = a; s = none; }
invariant i = n == 0 and s == none;`,
    messages: ['1:7 names/recursion', '3:8 names/recursion'],
  },
  {
    what: 'a parameter with a wrong value is told once',
    text: `config N: 0 .. 3 = 7;
config M: 0 .. N = 1;
symmetric P[N + M];
var x: P -> 0 .. N = 0;
thread t { forever { atomic { pick p in P; x[p] = 1; } } }
invariant i = forall p in P: x[p] == 0;`,
    messages: ['1:20 config/value'],
  },
  {
    what: 'a name that is declared twice is told once',
    text: `var n: 0 .. 3 = 0;
var n: bool = false;
thread t { a: n = 1; b: n = true; }
invariant i = n and n == 3;`,
    messages: ['2:5 names/twice'],
  },
  {
    what: 'a thread that does not parse hides no steps from patches, properties and scenarios',
    text: `var n: 0 .. 3 = 0;
thread t { var own: bool = false; a: n = 1 b: n = 2; }
patch p { replace t.a { n = 2; } before t.b { s: skip; } }
invariant i = t at a or t.own;
cover c = finished(t);
variant v = base + p;
scenario "s" { t.a t.b } possible;`,
    messages: ['2:44 syntax/unexpected'],
  },
  {
    what: 'a statement with an error is still a step',
    text: `var n: 0 .. 3 = 0;
thread t { a: n = nope; b: n = 1; }
invariant i = t at a implies n == 0;
scenario "s" { t.a then n == 2 t.b } possible;
patch p { replace t.a { c: n = 1; } }`,
    messages: ['2:19 names/unbound'],
  },
  {
    what: 'an edit that does not parse hides no steps from later patches',
    text: `var n: 0 .. 3 = 0;
thread t { a: n = 1; b: n = 2; }
patch p { replace t.a { x: n = 2 } }
patch q requires p { remove t.x; }
invariant i = t at x implies n == 0;`,
    messages: ['3:34 syntax/unexpected'],
  },
  {
    what: 'an error of the base is told once for all variants',
    text: `var n: 0 .. 3 = 0;
thread t { a: n = false; b: n = 2; }
patch p { after t.b { c: n = 3; } }
patch q { after t.b { d: n = 3; } }
variant v = base + p;
variant w = base + q;
series s = p;`,
    messages: ['2:19 types/mismatch'],
  },
  {
    what: 'an error of a patch is told once for all variants',
    text: `var n: 0 .. 3 = 0;
thread t { a: n = 1; }
patch p { replace t.a { a: n = false; } }
patch q requires p { after t.a { b: n = 2; } }
variant v = base + p;
variant w = v + q;
series s = p, q;`,
    messages: ['3:32 types/mismatch'],
  },
  {
    what: 'a patch that does not apply is told once, and its variants are not judged',
    text: `var n: 0 .. 3 = 0;
thread t { a: n = 1; }
patch p { remove t.b; var k: bool = false; }
patch q requires p { after t.a { b: k = n; } }
variant v = base + p;
variant w = v + q;
invariant i = n == 0 or k;`,
    messages: ['3:18 patch/no-target'],
  },
  {
    what: 'what a test with an error would have bound is not missed',
    text: `symmetric P[2];
var u: P -> bool = false;
thread t {
  if foo is some a { u[a] = true; }
  wait_until bar is some b; u[b] = false;
  while qux is some c and u[c] { u[c] = true; }
}
invariant i = baz is some p implies u[p];`,
    messages: [
      '4:6 names/unbound',
      '5:14 names/unbound',
      '6:9 names/unbound',
      '8:15 names/unbound',
    ],
  },
  {
    what: 'what a binding with an error would have held is not missed',
    text: `var n: 0 .. 3 = 0;
thread t { let x = nope; n = x; pick z in x; n = z; for k in nowhere { n = k; } let f = g(1); n = f; }`,
    messages: ['2:20 names/unbound', '2:62 names/unbound', '2:89 names/unbound'],
  },
  {
    what: 'what a loop without order may not do is told without what follows from it',
    text: `symmetric P[2];
var s: set of P = {};
device d { action a { for p in P { pick q in P; s += q; } } }
invariant i = s == {} or s != {};`,
    messages: ['3:36 symmetry/loop'],
  },
];

describe('one error gives one message', () => {
  test.each(alone)('$what', async ({ text, messages }) => {
    expect(await told(text)).toEqual(messages);
  });
});

const together: readonly Case[] = [
  {
    what: 'both sides of an operator are looked at',
    text: 'var n: 0 .. 3 = 0; thread t { a: n = left + right; }',
    messages: ['1:38 names/unbound', '1:45 names/unbound'],
  },
  {
    what: 'all declarations that do not parse are told',
    text: `var a: 0 .. 3 = 0
var b: = 1;
thread t { n++; }
enum E { x, }
invariant i = a < b < 3;`,
    messages: [
      '1:18 syntax/unexpected',
      '2:8 syntax/unexpected',
      '3:13 syntax/c-habit',
      '5:21 syntax/chained-comparison',
    ],
  },
  {
    what: 'a property that no variant has is told, one that some variant has is not',
    text: `var n: 0 .. 3 = 0;
device d { var copy: bool = false; action a { copy = not copy; } }
patch p { var k: bool = true; after d.a { n = 1; } }
patch q { var l: bool = true; }
invariant known = n == 0 or k;
invariant none_has = copy;
invariant both = k and l;`,
    messages: ['6:22 names/unbound', '7:18 names/unbound', '7:24 names/unbound'],
  },
];

describe('independent errors are all told', () => {
  test.each(together)('$what', async ({ text, messages }) => {
    expect(await told(text)).toEqual(messages);
  });
});
