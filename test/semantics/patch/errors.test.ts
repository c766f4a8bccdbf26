/** What does not fit together, in the words in which people read it. */
import { expect, test } from 'vitest';
import { given } from './given.ts';

const messages = (...texts: readonly string[]): string => given(...texts).messages;

test('a name that is declared twice is shown at both places, across files too', () => {
  expect(
    messages(
      `var x: bool = false;
enum x { a }
`,
      `fun x(): bool = true;
`,
    ),
  ).toMatchInlineSnapshot(`
    "m.pspec:2:6: error: \`x\` is declared twice [names/twice]
      2 | enum x { a }
        |      ^
    m.pspec:1:5: note: \`x\` is declared here first
      1 | var x: bool = false;
        |     ^
    m2.pspec:1:5: error: \`x\` is declared twice [names/twice]
      1 | fun x(): bool = true;
        |     ^
    m.pspec:1:5: note: \`x\` is declared here first
      1 | var x: bool = false;
        |     ^
    "
  `);
});

test('patches, variants and series share a name space, and base is taken', () => {
  expect(
    messages(
      `patch p { }
variant p = base;
series base = p;
`,
    ),
  ).toMatchInlineSnapshot(`
    "m.pspec:2:9: error: \`p\` is declared twice [names/twice]
      2 | variant p = base;
        |         ^
    m.pspec:1:7: note: \`p\` is declared here first
      1 | patch p { }
        |       ^
    m.pspec:3:8: error: \`base\` is the module without patches, and nothing else can be called that [names/twice]
      3 | series base = p;
        |        ^^^^
      help: choose another name
    "
  `);
});

test('a patch cannot add what the module has', () => {
  expect(
    messages(
      `fun live(): bool = true;
patch p { fun live(): bool = false; }
`,
    ),
  ).toMatchInlineSnapshot(`
    "m.pspec:2:15: error: patch \`p\` adds \`live\`, which the module has already [names/twice]
      2 | patch p { fun live(): bool = false; }
        |               ^^^^
      help: to change it, write \`replace fun live ...\`
    m.pspec:1:5: note: \`live\` is declared here
      1 | fun live(): bool = true;
        |     ^^^^
    "
  `);
});

test('two patches may add one name only if they exclude each other, be it by what they require', () => {
  expect(
    messages(
      `patch p { var list: bool = false; }
patch q requires p { var list: bool = true; }
patch r { var batch: bool = true; }
patch s excludes r { }
patch t requires s { var batch: bool = true; }
`,
    ),
  ).toMatchInlineSnapshot(`
    "m.pspec:2:26: error: \`list\` is added by \`p\` and by \`q\`, which do not exclude each other [patch/declared-twice]
      2 | patch q requires p { var list: bool = true; }
        |                          ^^^^
      help: to change it, write \`replace var list ...\`
    m.pspec:1:15: note: \`p\` adds \`list\` here
      1 | patch p { var list: bool = false; }
        |               ^^^^
    "
  `);
});

test('a patch holds no variants', () => {
  expect(
    messages(
      `patch p { variant v = base; }
`,
    ),
  ).toMatchInlineSnapshot(`
    "m.pspec:1:11: error: \`variant\` cannot stand in a patch [syntax/unexpected]
      1 | patch p { variant v = base; }
        |           ^^^^^^^^^^^^^^^^^
    "
  `);
});

test('unknown patches and variants come with a suggestion', () => {
  expect(
    messages(
      `patch splice requires defr { }
patch defer excludes gone { }
variant a = base + splce;
variant b = bas + defer;
variant c = defer;
variant d = base + a;
series s = defer, base;
`,
    ),
  ).toMatchInlineSnapshot(`
    "m.pspec:1:23: error: there is no patch \`defr\` [patch/unknown]
      1 | patch splice requires defr { }
        |                       ^^^^
      help: did you mean \`defer\`?
    m.pspec:2:22: error: there is no patch \`gone\` [patch/unknown]
      2 | patch defer excludes gone { }
        |                      ^^^^
    m.pspec:3:20: error: there is no patch \`splce\` [patch/unknown]
      3 | variant a = base + splce;
        |                    ^^^^^
      help: did you mean \`splice\`?
    m.pspec:4:13: error: there is no variant \`bas\` [patch/unknown]
      4 | variant b = bas + defer;
        |             ^^^
      help: did you mean \`base\`?
    m.pspec:5:13: error: there is no variant \`defer\` [patch/unknown]
      5 | variant c = defer;
        |             ^^^^^
      help: \`defer\` is a patch: write \`base + defer\`
    m.pspec:6:20: error: \`a\` is a variant, not a patch [patch/unknown]
      6 | variant d = base + a;
        |                    ^
      help: a variant to extend stands first: \`a + ...\`
    m.pspec:7:19: error: \`base\` is a variant, not a patch [patch/unknown]
      7 | series s = defer, base;
        |                   ^^^^
      help: a variant to extend stands first: \`base + ...\`
    "
  `);
});

test('what a patch requires stands before it in the variant', () => {
  expect(
    messages(
      `patch p { }
patch q requires p { }
variant a = base + q;
variant b = base + q + p;
variant c = b + q;
series s = q;
`,
    ),
  ).toMatchInlineSnapshot(`
    "m.pspec:3:20: error: \`q\` requires \`p\`, which \`a\` does not have [patch/requires]
      3 | variant a = base + q;
        |                    ^
      help: write \`... + p + q\`
    m.pspec:2:18: note: \`q\` requires it here
      2 | patch q requires p { }
        |                  ^
    m.pspec:4:20: error: \`q\` requires \`p\` before it, and \`b\` has it after [patch/requires]
      4 | variant b = base + q + p;
        |                    ^
      help: write \`... + p + q\`
    m.pspec:2:18: note: \`q\` requires it here
      2 | patch q requires p { }
        |                  ^
    m.pspec:6:12: error: \`q\` requires \`p\`, which \`s\` does not have [patch/requires]
      6 | series s = q;
        |            ^
      help: write \`... + p + q\`
    m.pspec:2:18: note: \`q\` requires it here
      2 | patch q requires p { }
        |                  ^
    "
  `);
});

test('patches that exclude each other do not meet', () => {
  expect(
    messages(
      `patch p { }
patch q excludes p { }
variant a = base + p;
variant b = a + q;
variant c = base + q + p;
`,
    ),
  ).toMatchInlineSnapshot(`
    "m.pspec:4:17: error: \`q\` and \`p\` exclude each other [patch/excludes]
      4 | variant b = a + q;
        |                 ^
    m.pspec:2:18: note: \`p\` is excluded here
      2 | patch q excludes p { }
        |                  ^
    m.pspec:5:24: error: \`p\` and \`q\` exclude each other [patch/excludes]
      5 | variant c = base + q + p;
        |                        ^
    m.pspec:2:18: note: \`p\` is excluded here
      2 | patch q excludes p { }
        |                  ^
    "
  `);
});

test('no patch requires itself, and no variant extends itself', () => {
  expect(
    messages(
      `patch p requires q { }
patch q requires p { }
patch r requires r { }
variant a = b;
variant b = a + q;
variant c = c;
`,
    ),
  ).toMatchInlineSnapshot(`
    "m.pspec:1:7: error: \`p\`, \`q\` require each other, so none can come first [patch/requires]
      1 | patch p requires q { }
        |       ^
    m.pspec:3:7: error: \`r\` requires itself [patch/requires]
      3 | patch r requires r { }
        |       ^
    m.pspec:4:9: error: variant \`a\` extends itself, by way of \`b\` [names/recursion]
      4 | variant a = b;
        |         ^
    m.pspec:6:9: error: variant \`c\` extends itself [names/recursion]
      6 | variant c = c;
        |         ^
    "
  `);
});

test('a variant has a patch once and sets a config once, one that it has', () => {
  expect(
    messages(
      `config DRAIN: bool = true;
patch p { config MORE: bool = true; }
variant a = base + p + p;
variant b = base with DRAIN = true, DRAIN = false;
variant c = base + p with MORE = true;
variant d = base with MORE = true, DRIAN = false;
`,
    ),
  ).toMatchInlineSnapshot(`
    "m.pspec:3:24: error: \`a\` has patch \`p\` twice [names/twice]
      3 | variant a = base + p + p;
        |                        ^
    m.pspec:4:37: error: \`DRAIN\` is set twice [names/twice]
      4 | variant b = base with DRAIN = true, DRAIN = false;
        |                                     ^^^^^
    m.pspec:4:23: note: it is set here first
      4 | variant b = base with DRAIN = true, DRAIN = false;
        |                       ^^^^^
    m.pspec:6:23: error: \`d\` has no config \`MORE\` [names/unbound]
      6 | variant d = base with MORE = true, DRIAN = false;
        |                       ^^^^
    m.pspec:6:36: error: \`d\` has no config \`DRIAN\` [names/unbound]
      6 | variant d = base with MORE = true, DRIAN = false;
        |                                    ^^^^^
      help: did you mean \`DRAIN\`?
    "
  `);
});

test('a target that is not there', () => {
  expect(
    messages(
      `var x: 0 .. 9 = 0;
fun live(): bool = true;
proc get() { inc: x = 1; }
thread kworker { flush: x = 1; get(); x = 2; }
device IOMMU { action walk { set: x = 3; } }
patch p {
  replace kworker.flsh { skip; }
  before kwroker.flush { skip; }
  after kworker.drain { skip; }
  remove IOMMU.wlk.set;
  replace IOMMU { skip; }
  replace live { skip; }
  replace kworker.get.inc { skip; }
  remove init.x;
  replace fun lve(): bool = true;
  replace fun x(): bool = true;
  replace allow deadlock;
  replace init { }
}
`,
    ),
  ).toMatchInlineSnapshot(`
    "m.pspec:7:11: error: there is no \`kworker.flsh\` to replace [patch/no-target]
      7 |   replace kworker.flsh { skip; }
        |           ^^^^^^^^^^^^
      help: did you mean \`kworker.flush\`?
    m.pspec:8:10: error: there is no \`kwroker.flush\` to put anything before [patch/no-target]
      8 |   before kwroker.flush { skip; }
        |          ^^^^^^^^^^^^^
      help: did you mean \`kworker.flush\`?
    m.pspec:9:9: error: there is no \`kworker.drain\` to put anything after [patch/no-target]
      9 |   after kworker.drain { skip; }
        |         ^^^^^^^^^^^^^
      help: \`kworker\` has \`flush\`, \`get\`
    m.pspec:10:10: error: there is no \`IOMMU.wlk.set\` to remove [patch/no-target]
      10 |   remove IOMMU.wlk.set;
         |          ^^^^^^^^^^^^^
      help: did you mean \`IOMMU.walk.set\`?
    m.pspec:11:11: error: \`IOMMU\` is a device, neither a step nor a body [patch/no-target]
      11 |   replace IOMMU { skip; }
         |           ^^^^^
      help: repeat its declaration: \`replace device IOMMU ...\`
    m.pspec:12:11: error: \`live\` is a fun, neither a step nor a body [patch/no-target]
      12 |   replace live { skip; }
         |           ^^^^
      help: repeat its declaration: \`replace fun live ...\`
    m.pspec:13:11: error: there is no \`kworker.get.inc\` to replace [patch/no-target]
      13 |   replace kworker.get.inc { skip; }
         |           ^^^^^^^^^^^^^^^
      help: a step of a procedure is edited there, for all who call it: \`get.inc\`
    m.pspec:14:10: error: there is no \`init.x\` to remove [patch/no-target]
      14 |   remove init.x;
         |          ^^^^^^
    m.pspec:15:15: error: there is no \`lve\` to replace [patch/no-target]
      15 |   replace fun lve(): bool = true;
         |               ^^^
      help: did you mean \`live\`?
    m.pspec:16:15: error: \`x\` is a var, and a fun cannot replace it [patch/no-target]
      16 |   replace fun x(): bool = true;
         |               ^
    m.pspec:17:11: error: \`allow\` has no name by which it could be replaced [patch/no-target]
      17 |   replace allow deadlock;
         |           ^^^^^^^^^^^^^^^
    m.pspec:18:11: error: there is no \`init\` to replace [patch/no-target]
      18 |   replace init { }
         |           ^^^^^^^^
    "
  `);
});

test('a target that another patch adds or takes away', () => {
  expect(
    messages(
      `var x: 0 .. 9 = 0;
thread t { a: x = 1; b: x = 2; }
patch p { thread w { c: x = 3; } replace t.a { d: x = 4; } }
patch q { after w.c { skip; } }
patch r requires p { after t.a { skip; } }
patch s { after t.a { skip; } }
variant v = base + p + s;
`,
    ),
  ).toMatchInlineSnapshot(`
    "m.pspec:4:17: error: there is no \`w.c\` to put anything after [patch/no-target]
      4 | patch q { after w.c { skip; } }
        |                 ^^^
      help: patch \`p\` adds \`w\`: write \`patch q requires p\`
    m.pspec:5:28: error: there is no \`t.a\` to put anything after [patch/no-target]
      5 | patch r requires p { after t.a { skip; } }
        |                            ^^^
      help: did you mean \`t.d\`?
    m.pspec:3:42: note: \`p\` takes it away here
      3 | patch p { thread w { c: x = 3; } replace t.a { d: x = 4; } }
        |                                          ^^^
    m.pspec:6:17: error: \`s\` edits \`t.a\`, and so does \`p\`, which it does not require [patch/conflict]
      6 | patch s { after t.a { skip; } }
        |                 ^^^
      help: if it builds on the other, write \`patch s requires p\`
    m.pspec:3:42: note: \`p\` edits it here
      3 | patch p { thread w { c: x = 3; } replace t.a { d: x = 4; } }
        |                                          ^^^
    "
  `);
});

test('a target that could be more than one statement', () => {
  expect(
    messages(
      `var x: 0 .. 9 = 0;
proc lock() { x = 1; }
thread t { lock(); forever { lock(); } }
patch p { after t.lock { skip; } }
`,
    ),
  ).toMatchInlineSnapshot(`
    "m.pspec:4:17: error: \`t.lock\` could be any of 2 statements [names/ambiguous]
      4 | patch p { after t.lock { skip; } }
        |                 ^^^^^^
      help: give the one you mean a label of its own
    m.pspec:3:12: note: this is one
      3 | thread t { lock(); forever { lock(); } }
        |            ^^^^^^^
    m.pspec:3:30: note: this is one
      3 | thread t { lock(); forever { lock(); } }
        |                              ^^^^^^^
    "
  `);
});

test('two patches that edit one statement need to know of each other', () => {
  expect(
    messages(
      `var x: 0 .. 9 = 0;
thread t { a: x = 1; }
patch p { replace t.a { a: x = 3; } }
patch q { before t.a { skip; } }
variant v = base + p + q;
`,
    ),
  ).toMatchInlineSnapshot(`
    "m.pspec:4:18: error: \`q\` edits \`t.a\`, and so does \`p\`, which it does not require [patch/conflict]
      4 | patch q { before t.a { skip; } }
        |                  ^^^
      help: if it builds on the other, write \`patch q requires p\`
    m.pspec:3:19: note: \`p\` edits it here
      3 | patch p { replace t.a { a: x = 3; } }
        |                   ^^^
    "
  `);
});

test('two patches that put something before one statement would depend on their order', () => {
  expect(
    messages(
      `var x: 0 .. 9 = 0;
thread t { a: x = 1; }
patch p { before t.a { skip; } }
patch q { before t.a { skip; } }
patch r requires p { before t.a { skip; } }
variant v = base + p + r;
variant w = base + p + q;
`,
    ),
  ).toMatchInlineSnapshot(`
    "m.pspec:4:18: error: \`q\` edits \`t.a\`, and so does \`p\`, which it does not require [patch/conflict]
      4 | patch q { before t.a { skip; } }
        |                  ^^^
      help: if it builds on the other, write \`patch q requires p\`
    m.pspec:3:18: note: \`p\` edits it here
      3 | patch p { before t.a { skip; } }
        |                  ^^^
    "
  `);
});

test('who replaces the whole meets who edits a part, and the other way round', () => {
  expect(
    messages(
      `var x: 0 .. 9 = 0;
thread t { b: atomic { a: x = 1; } }
device d { action act { c: x = 1; } }
patch p { after t.a { skip; } }
patch q { replace t.b { skip; } }
patch r { replace device d { action act { c: x = 2; } } }
patch s { before d.act.c { skip; } }
variant v = base + p + q;
variant w = base + r + s;
variant x = base + s + r;
`,
    ),
  ).toMatchInlineSnapshot(`
    "m.pspec:5:19: error: \`q\` edits \`t.b\`, and so does \`p\`, which it does not require [patch/conflict]
      5 | patch q { replace t.b { skip; } }
        |                   ^^^
      help: if it builds on the other, write \`patch q requires p\`
    m.pspec:4:17: note: \`p\` edits it here
      4 | patch p { after t.a { skip; } }
        |                 ^^^
    m.pspec:6:26: error: \`r\` edits \`d\`, and so does \`s\`, which it does not require [patch/conflict]
      6 | patch r { replace device d { action act { c: x = 2; } } }
        |                          ^
      help: if it builds on the other, write \`patch r requires s\`
    m.pspec:7:18: note: \`s\` edits it here
      7 | patch s { before d.act.c { skip; } }
        |                  ^^^^^^^
    m.pspec:7:18: error: \`s\` edits \`d.act.c\`, and so does \`r\`, which it does not require [patch/conflict]
      7 | patch s { before d.act.c { skip; } }
        |                  ^^^^^^^
      help: if it builds on the other, write \`patch s requires r\`
    m.pspec:6:26: note: \`r\` edits it here
      6 | patch r { replace device d { action act { c: x = 2; } } }
        |                          ^
    "
  `);
});

test('two patches that replace one declaration', () => {
  expect(
    messages(
      `fun live(): bool = true;
enum E { a }
patch p { replace fun live(): bool = false; replace enum E { b } }
patch q { replace fun live(): bool = not original(); }
patch r { extend enum E { c } }
variant v = base + p + q;
variant w = base + p + r;
variant u = base + r + p;
`,
    ),
  ).toMatchInlineSnapshot(`
    "m.pspec:3:58: error: \`p\` edits \`E\`, and so does \`r\`, which it does not require [patch/conflict]
      3 | patch p { replace fun live(): bool = false; replace enum E { b } }
        |                                                          ^
      help: if it builds on the other, write \`patch p requires r\`
    m.pspec:5:23: note: \`r\` edits it here
      5 | patch r { extend enum E { c } }
        |                       ^
    m.pspec:4:23: error: \`q\` edits \`live\`, and so does \`p\`, which it does not require [patch/conflict]
      4 | patch q { replace fun live(): bool = not original(); }
        |                       ^^^^
      help: if it builds on the other, write \`patch q requires p\`
    m.pspec:3:23: note: \`p\` edits it here
      3 | patch p { replace fun live(): bool = false; replace enum E { b } }
        |                       ^^^^
    m.pspec:5:23: error: \`r\` edits \`E\`, and so does \`p\`, which it does not require [patch/conflict]
      5 | patch r { extend enum E { c } }
        |                       ^
      help: if it builds on the other, write \`patch r requires p\`
    m.pspec:3:58: note: \`p\` edits it here
      3 | patch p { replace fun live(): bool = false; replace enum E { b } }
        |                                                          ^
    "
  `);
});

test('original where nothing is replaced, twice, or in another form', () => {
  expect(
    messages(
      `var x: 0 .. 9 = 0;
const A = 1;
fun live(f: bool): bool = original(f);
thread t { a: x = 1; original; b: x = 2; }
device d { }
patch p {
  before t.a { original; }
  after t.a { x = original; }
  replace t.b { original; original; }
  replace t.a { x = original; }
  replace const A = original();
  replace fun live(f: bool): bool = original and f;
  replace device d { action a { original; } }
  extend device d { action b { original; } }
  thread u { original; }
}
`,
    ),
  ).toMatchInlineSnapshot(`
    "m.pspec:3:27: error: \`original\` stands for what a \`replace\` takes away, and nothing is replaced here [patch/original]
      3 | fun live(f: bool): bool = original(f);
        |                           ^^^^^^^^^^^
    m.pspec:4:22: error: \`original\` stands for what a \`replace\` takes away, and nothing is replaced here [patch/original]
      4 | thread t { a: x = 1; original; b: x = 2; }
        |                      ^^^^^^^^^
    m.pspec:7:16: error: \`original\` stands for what a \`replace\` takes away, and nothing is replaced here [patch/original]
      7 |   before t.a { original; }
        |                ^^^^^^^^^
    m.pspec:8:19: error: \`original\` stands for what a \`replace\` takes away, and nothing is replaced here [patch/original]
      8 |   after t.a { x = original; }
        |                   ^^^^^^^^
    m.pspec:9:27: error: \`original\` stands twice in one replacement, so its labels and bindings would clash [patch/original]
      9 |   replace t.b { original; original; }
        |                           ^^^^^^^^^
    m.pspec:9:17: note: it stands here first
      9 |   replace t.b { original; original; }
        |                 ^^^^^^^^^
    m.pspec:10:21: error: \`original\` has another form here [patch/original]
      10 |   replace t.a { x = original; }
         |                     ^^^^^^^^
      help: here it is a statement: \`original;\`
    m.pspec:11:21: error: \`original\` has another form here [patch/original]
      11 |   replace const A = original();
         |                     ^^^^^^^^^^
      help: here it is a value: \`original\`
    m.pspec:12:37: error: \`original\` has another form here [patch/original]
      12 |   replace fun live(f: bool): bool = original and f;
         |                                     ^^^^^^^^
      help: here it is a function: \`original(f)\`
    m.pspec:13:33: error: \`original\` stands for what a \`replace\` takes away, and nothing is replaced here [patch/original]
      13 |   replace device d { action a { original; } }
         |                                 ^^^^^^^^^
    m.pspec:14:32: error: \`original\` stands for what a \`replace\` takes away, and nothing is replaced here [patch/original]
      14 |   extend device d { action b { original; } }
         |                                ^^^^^^^^^
    m.pspec:15:14: error: \`original\` stands for what a \`replace\` takes away, and nothing is replaced here [patch/original]
      15 |   thread u { original; }
         |              ^^^^^^^^^
    "
  `);
});

test('members that are there, and declarations that are something else', () => {
  expect(
    messages(
      `enum E { a, b }
struct S { f: bool }
var e: E = a;
thread t(i: E) { var x: bool = true; e = a; }
patch p {
  extend enum E { b, c, c }
  extend struct S { g: bool }
  extend enum S { b }
  extend enum F { b }
  extend thread t { var i: bool = true; var x: bool = true; }
}
`,
    ),
  ).toMatchInlineSnapshot(`
    "m.pspec:6:19: error: \`E\` has \`b\` already [patch/extend]
      6 |   extend enum E { b, c, c }
        |                   ^
    m.pspec:1:13: note: it is declared here
      1 | enum E { a, b }
        |             ^
    m.pspec:6:25: error: \`E\` has \`c\` already [patch/extend]
      6 |   extend enum E { b, c, c }
        |                         ^
    m.pspec:6:22: note: it is declared here
      6 |   extend enum E { b, c, c }
        |                      ^
    m.pspec:7:21: error: the new field \`g\` needs a value for every \`S\` that is written without it [patch/extend]
      7 |   extend struct S { g: bool }
        |                     ^
      help: write \`g: T = v\`
    m.pspec:8:15: error: \`S\` is a struct, not an enum [patch/extend]
      8 |   extend enum S { b }
        |               ^
    m.pspec:9:15: error: there is no \`F\` to extend [patch/no-target]
      9 |   extend enum F { b }
        |               ^
      help: did you mean \`E\`?
    m.pspec:10:25: error: \`t\` has \`i\` already [patch/extend]
      10 |   extend thread t { var i: bool = true; var x: bool = true; }
         |                         ^
    m.pspec:4:10: note: it is declared here
      4 | thread t(i: E) { var x: bool = true; e = a; }
        |          ^
    m.pspec:10:45: error: \`t\` has \`x\` already [patch/extend]
      10 |   extend thread t { var i: bool = true; var x: bool = true; }
         |                                             ^
    m.pspec:4:22: note: it is declared here
      4 | thread t(i: E) { var x: bool = true; e = a; }
        |                      ^
    "
  `);
});

test('a replacement binds what later statements use', () => {
  expect(
    messages(
      `symmetric P[2];
var x: P? = none;
proc use(p: P) { x = some p; }
thread t {
  a: atomic { wait_until x is some old; pick p in P where some p != x; let kept = p; }
  b: use(p);
  if x != some old { use(kept); }
}
patch p { replace t.a { pick p in P; } }
patch q { remove t.a; }
patch r { replace t.a { pick p in P; let kept = p; } replace t.6 { skip; } replace t.3 { skip; } }
patch s { replace t.a { original; } }
patch u { extend thread t { var old: P? = none; } replace t.a { let p = old!; let kept = p; } }
`,
    ),
  ).toMatchInlineSnapshot(`
    "m.pspec:9:19: error: \`t.a\` no longer binds \`old\`, which later statements use [patch/binding]
      9 | patch p { replace t.a { pick p in P; } }
        |                   ^^^
      help: bind \`old\` in the replacement, with the same type
    m.pspec:7:16: note: \`old\` is used here
      7 |   if x != some old { use(kept); }
        |                ^^^
    m.pspec:9:19: error: \`t.a\` no longer binds \`kept\`, which later statements use [patch/binding]
      9 | patch p { replace t.a { pick p in P; } }
        |                   ^^^
      help: bind \`kept\` in the replacement, with the same type
    m.pspec:7:26: note: \`kept\` is used here
      7 |   if x != some old { use(kept); }
        |                          ^^^^
    m.pspec:10:18: error: \`t.a\` no longer binds \`old\`, which later statements use [patch/binding]
      10 | patch q { remove t.a; }
         |                  ^^^
      help: bind \`old\` in the replacement, with the same type
    m.pspec:7:16: note: \`old\` is used here
      7 |   if x != some old { use(kept); }
        |                ^^^
    m.pspec:10:18: error: \`t.a\` no longer binds \`p\`, which later statements use [patch/binding]
      10 | patch q { remove t.a; }
         |                  ^^^
      help: bind \`p\` in the replacement, with the same type
    m.pspec:6:10: note: \`p\` is used here
      6 |   b: use(p);
        |          ^
    m.pspec:10:18: error: \`t.a\` no longer binds \`kept\`, which later statements use [patch/binding]
      10 | patch q { remove t.a; }
         |                  ^^^
      help: bind \`kept\` in the replacement, with the same type
    m.pspec:7:26: note: \`kept\` is used here
      7 |   if x != some old { use(kept); }
        |                          ^^^^
    m.pspec:11:84: error: there is no \`t.3\` to replace [patch/no-target]
      11 | patch r { replace t.a { pick p in P; let kept = p; } replace t.6 { skip; } replace t.3 { skip; } }
         |                                                                                    ^^^
      help: \`t\` has \`a\`, \`b\`
    "
  `);
});

test('who means a declaration that did not parse is not told a second time', () => {
  const text = `var x: 0 .. 9 = 0;
proc get() { inc: x = = 1; }
fun live(): bool = ;
patch p { replace get.inc { skip; } replace fun live(): bool = true; }
patch q requires r excludes r { }
patch r { x }
patch s requires { }
variant v = base + p + s with K = 1;
variant w = v + s;
config K: 0 .. 9 == 0;`;
  const codes = messages(text).match(/\[[a-z]+\/[a-z-]+\]/g);
  expect(codes?.every(code => code.startsWith('[syntax/') || code === '[patch/excludes]')).toBe(
    true,
  );
});
