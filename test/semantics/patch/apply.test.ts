/** Patches written in: what the text is afterwards. */
import { describe, expect, test } from 'vitest';
import { body, given, written } from './given.ts';

const kva = `
module kva;
config PAGES: 1 .. 6 = 3;
symmetric Page[PAGES];
enum Use { linked, queued, free }
var use: Page -> Use = linked;
var cached: set of Page = {};
var list: set of Page = {};
thread kworker {
  forever {
    wait_until list != {};
    flush: cached = {};
    reap: atomic { for p in list { use[p] = free; } list = {}; }
  }
}
thread cpu0 {
  forever {
    unlink: atomic { pick p in Page where use[p] == linked; use[p] = queued; list += p; }
  }
}
device IOMMU { action walk(p: Page) when use[p] == linked { cached += p; } }
invariant no_stale = forall p in cached: use[p] != free;
patch splice "take the list first, then invalidate" {
  var batch: set of Page = {};
  replace kworker.flush { take: atomic { batch = list; list = {}; } flush: cached = {}; }
  replace kworker.reap { reap: atomic { for p in batch { use[p] = free; } batch = {}; } }
}
variant draft = base;
variant spliced = base + splice;
expect draft violates no_stale in 6;
`;

describe('the example of the language page', () => {
  test('the patched worker takes the list, then invalidates', () => {
    expect(body(written(kva, 'splice'), 'kworker')).toBe(
      `forever
  wait_until list != {};
  take: atomic  <splice>
    batch = list;  <splice>
    list = {};  <splice>
  flush: cached = {};  <splice>
  reap: atomic  <splice>
    for p in batch  <splice>
      use[p] = free;  <splice>
    batch = {};  <splice>
`,
    );
  });

  test('what a patch adds stands at the end, and the rest where it was', () => {
    const names = written(kva, 'splice').map(decl =>
      'name' in decl ? decl.name?.text : decl.kind,
    );
    expect(names.join(' ')).toBe(
      'PAGES Page Use use cached list kworker cpu0 IOMMU no_stale batch',
    );
  });

  test('base is the text as it was read', () => {
    const { module } = given(kva);
    expect(written(kva, '')).toEqual(module.decls);
  });
});

const steps = (edits: string): string =>
  body(
    written(
      `var x: 0 .. 9 = 0; var on: bool = false;
       proc bump() { inc: x = 1; }
       thread t { first: x = 2; forever { bump(); atomic { in_it: x = 3; x = 4; } if on { yes: x = 5; } else if x == 1 { no: x = 6; } } last: x = 7; }
       patch p { ${edits} }`,
      'p',
    ),
    't',
  );

describe('an edit of statements', () => {
  test('puts before and after outside the label', () => {
    expect(steps('before t.first { a: x = 0; } after t.last { x = 8; x = 9; }')).toBe(
      `a: x = 0;  <p>
first: x = 2;
forever
  bump();
  atomic
    in_it: x = 3;
    x = 4;
  if on
    yes: x = 5;
    if x == 1
      no: x = 6;
last: x = 7;
x = 8;  <p>
x = 9;  <p>
`,
    );
  });

  test('finds labels in atomic, calls by their procedure and statements by their number before the patch', () => {
    expect(
      steps('replace t.in_it { x = 0; } remove t.bump; after t.8 { skip; } remove t.no;'),
    ).toBe(
      `first: x = 2;
forever
  atomic
    in_it: x = 0;  <p>
    x = 4;
  if on
    yes: x = 5;
    skip;  <p>
    if x == 1
last: x = 7;
`,
    );
  });

  test('replaces, opens and removes a whole body', () => {
    expect(steps('replace t { one: x = 1; }')).toBe('one: x = 1;  <p>\n');
    expect(steps('remove t;')).toBe('');
    expect(steps('before t { x = 0; }').slice(0, 31)).toBe('x = 0;  <p>\nfirst: x = 2;\nforev');
  });

  test('an edited `else if` becomes a block where one `if` is not enough', () => {
    expect(steps('before t.9 { skip; }')).toContain(
      '    yes: x = 5;\n    skip;  <p>\n    if x == 1\n',
    );
  });

  test('reaches the actions of devices, init and procedures', () => {
    const text = `var x: 0 .. 9 = 0;
      init { start: x = 1; }
      proc bump() { inc: x = 2; }
      device d { action a { set: x = 3; } action b { x = 4; } }
      patch p { after d.a.set { x = 5; } replace d.b { x = 6; original; } before init.start { x = 7; } before bump.inc { x = 8; } }`;
    const decls = written(text, 'p');
    expect(body(decls, 'd.a')).toBe('set: x = 3;\nx = 5;  <p>\n');
    expect(body(decls, 'd.b')).toBe('x = 6;  <p>\nx = 4;  <p>\n');
    expect(body(decls, 'init')).toBe('x = 7;  <p>\nstart: x = 1;\n');
    expect(body(decls, 'bump')).toBe('x = 8;  <p>\ninc: x = 2;\n');
  });
});

describe('the label', () => {
  test('stays on the first statement of a replacement that has none', () => {
    expect(steps('replace t.first { x = 0; b: x = 1; }')).toContain(
      'first: x = 0;  <p>\nb: x = 1;  <p>\n',
    );
  });

  test('goes where the replacement puts it', () => {
    expect(steps('replace t.first { a: x = 0; x = 1; }')).toContain(
      'a: x = 0;  <p>\nx = 1;  <p>\n',
    );
    expect(steps('replace t.first { x = 0; first: x = 1; }')).toContain(
      'x = 0;  <p>\nfirst: x = 1;  <p>\n',
    );
  });

  test('stays with `original`', () => {
    expect(steps('replace t.first { if on { original; } }')).toContain(
      'if on  <p>\n  first: x = 2;  <p>\n',
    );
  });

  test('of `original` gives way to the same label around it and to one of its own', () => {
    expect(steps('replace t.first { first: atomic { original; x = 1; } }')).toContain(
      'first: atomic  <p>\n  x = 2;  <p>\n  x = 1;  <p>\n',
    );
    expect(steps('replace t.first { skip; other: original; }')).toContain(
      'skip;  <p>\nother: x = 2;  <p>\n',
    );
  });
});

describe('patches one after the other', () => {
  const text = `var x: 0 .. 9 = 0;
    thread t { a: x = 1; b: x = 2; }
    patch p { replace t.a { a: x = 3; c: x = 4; } }
    patch q requires p { before t.c { x = 5; } replace t.a { original; x = 6; } }
    patch r { after t.b { x = 7; } }`;

  test('each edits the text that the one before left', () => {
    expect(body(written(text, 'p,q,r'), 't')).toBe(
      'a: x = 3;  <p q>\nx = 6;  <q>\nx = 5;  <q>\nc: x = 4;  <p>\nb: x = 2;\nx = 7;  <r>\n',
    );
  });

  test('patches that touch different statements need not know of each other', () => {
    expect(body(written(text, 'r,p'), 't')).toBe(
      'a: x = 3;  <p>\nc: x = 4;  <p>\nb: x = 2;\nx = 7;  <r>\n',
    );
  });
});

describe('extending', () => {
  const text = `enum E { a } struct S { f: bool } union U { idle, busy { at: E } }
    var e: E = a; var s: S = { f: true };
    thread t { var n: 0 .. 1 = 0; e = a; }
    device d { action act { e = a; } }
    patch p { extend enum E { b } extend struct S { g: bool = false } extend union U { done }
      extend thread t { var m: 0 .. 1 = 1; } extend device d { var k: bool = true; action more { set: k = false; } } }
    patch q { extend enum E { c } }
    variant v = base + p + q;`;

  test('puts members behind those that are there, and two patches may do so', () => {
    const members = written(text, 'q,p').flatMap(decl => {
      if (decl.kind === 'enum' || decl.kind === 'device') return decl.members.map(m => m.name.text);
      if (decl.kind === 'struct') return decl.fields.map(f => f.name.text);
      if (decl.kind === 'union') return decl.cases.map(c => c.name.text);
      return decl.kind === 'thread' ? decl.locals.map(l => l.name.text) : [];
    });
    expect(members.join(' ')).toBe('a c b f g idle busy done n m act k more');
    expect(body(written(text, 'p'), 'd.more')).toBe('set: k = false;  <p>\n');
  });
});
