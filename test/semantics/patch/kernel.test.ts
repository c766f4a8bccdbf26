/** The shapes that patches to kernel models take: deferral, order, wrapped calls. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { body, given, written } from './given.ts';

const tables = `
module tables;
symmetric Frame[4];
enum Owner { free, table, limbo }
var owner: Frame -> Owner = free;
var pud: Frame? = none;
var entry: Frame -> Frame? = none;
var cached: set of Frame = {};
proc invalidate_all() { inv: cached = {}; }
proc flush_tlb() { cpu_flush: skip; }
proc pagetable_free(f: Frame) { give: owner[f] = free; }
proc pte_free_kernel(f: Frame) { pagetable_free(f); }
thread vmap {
  forever {
    unlink: atomic {
      wait_until pud is some m;
      wait_until entry[m] is some e;
      which: let t = e;
      owner[t] = limbo;
      entry[m] = none;
    }
    flush_tlb();
    pte_free_kernel(t);
  }
}
device IOMMU { action walk when pud is some m and entry[m] is some t { cached += t; } }

patch job "invalidate later, free at once" {
  var jobs: 0 .. 2 = 0;
  after flush_tlb.cpu_flush { queue_inv(); }
  proc queue_inv() { either { queue: atomic { wait_until jobs < 2; jobs += 1; } } or { enomem: skip; } }
  thread kworker { forever { wait_until jobs > 0; invalidate_all(); done: jobs -= 1; } }
}
patch mark "which frames are kernel tables" { var marked: Frame -> bool = true; }
patch dispatch "deferred freeing" requires mark excludes job {
  var list: set of Frame = {};
  replace pagetable_free { if marked[f] { enqueue: list += f; } else { original; } }
  thread kworker {
    var batch: set of Frame = {};
    forever {
      wait: wait_until list != {};
      splice: atomic { batch = list; list = {}; }
      reap: atomic { for f in batch { owner[f] = free; } batch = {}; }
    }
  }
}
patch inv "invalidate between take and free" requires dispatch { after kworker.splice { invalidate_all(); } }
patch early "the other order" requires inv {
  remove kworker.invalidate_all;
  before kworker.splice { invalidate_all(); }
}
patch wrong_page "the page that holds the entry" requires dispatch { replace vmap.which { let t = m; } }

variant V0 = base;
variant V3 = base + job;
variant V7 = base + mark + dispatch + inv;
variant V6 = V7 + wrong_page;
series posted = mark, dispatch, inv;
`;

test('two patches that exclude each other may both bring a worker', () => {
  const { messages, variants } = given(tables);
  expect(messages).toBe('');
  expect(variants.map(({ name, patches }) => `${name}(${patches.length})`).join(' ')).toBe(
    'base(0) V0(0) V3(1) V7(3) V6(4) posted.0(0) posted.1(1) posted.2(2) posted.3(3)',
  );
});

test('the old way of freeing is kept for what is not marked', () => {
  expect(body(written(tables, 'mark,dispatch'), 'pagetable_free')).toBe(
    `if marked[f]  <dispatch>
  enqueue: list += f;  <dispatch>
  give: owner[f] = free;  <dispatch>
`,
  );
});

test('a call is a target by the name of its procedure', () => {
  expect(body(written(tables, 'mark,dispatch,inv,early'), 'kworker')).toBe(
    `forever  <dispatch>
  wait: wait_until list != {};  <dispatch>
  invalidate_all();  <early>
  splice: atomic  <dispatch>
    batch = list;  <dispatch>
    list = {};  <dispatch>
  reap: atomic  <dispatch>
    for f in batch  <dispatch>
      owner[f] = free;  <dispatch>
    batch = {};  <dispatch>
`,
  );
});

test('a replaced binding keeps its label and its name for those who use it', () => {
  expect(body(written(tables, 'mark,dispatch,wrong_page'), 'vmap')).toContain(
    '    which: let t = m;  <wrong_page>\n    owner[t] = limbo;\n',
  );
});

test('every patch of every model applies, in its variants and alone', () => {
  for (const file of readdirSync('models', { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.pspec')) continue;
    const text = readFileSync(`models/${file}`, 'utf8');
    // Imports are loaded higher up.
    if (!/^import /m.test(text)) expect(given(text).messages, file).toBe('');
  }
});
