/**
 * Wrong IOMMUs: the rules of `spec/iommu.pspec`, each with a guard or an update taken away or
 * bent, and the litmus tests that notice. A mutant says where its text begins to be looked for,
 * what is replaced by what, and which group of litmus tests by which beginnings must see it.
 */
import { type Group, iommuText } from './litmus.ts';

export interface Mutant {
  readonly rule: string;
  readonly at: string;
  readonly from: string;
  readonly to: string;
  readonly group: Group;
  readonly by: string;
}

const mutant = (
  rule: string,
  [at, from, to]: readonly [string, string, string],
  [group, by]: readonly [Group, string],
): Mutant => ({ rule, at, from, to, group, by });

/** The text of the IOMMU with the mutation; its place must be there. */
export function mutated({ rule, at, from, to }: Mutant): string {
  const before = placeOf(at).exec(iommuText);
  const start = before?.index ?? iommuText.length;
  const found = placeOf(from).exec(iommuText.slice(start));
  if (found === null) throw new Error(`the mutant of ${rule} finds no place: ${at} ... ${from}`);
  const place = start + found.index;
  return iommuText.slice(0, place) + to + iommuText.slice(place + found[0].length);
}

// The text, however it is wrapped.
const placeOf = (text: string): RegExp =>
  new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+'));

const start = 'action start(';
const pdpe = 'action start_pdpe(';
const pde = 'action start_pde(';
const hit = 'action hit(';
const fill = 'action fill when';
const read = 'action read when';
const denied = 'action denied when';
const flags = 'action set_flags';
const drop = 'proc drop_iotlb';
const over = 'fun is_overtaken';

/** Requests and their privilege. */
const requests: readonly Mutant[] = [
  mutant('F-5', ['fun is_served', 'KERNEL_HALF\n  and', 'true\n  and'], ['walks', 'HL-20']),
  mutant('F-1', ['fun is_served', 'and (r.user or SRE)', 'and true'], ['walks', 'HL-18']),
  mutant(
    'C-12',
    ['fun is_served', '(r.pasid in pasid_table or r.pasid in pasid_cache)', 'true'],
    ['invalidation', 'C-12'],
  ),
  mutant('C-12', ['fun is_served', ' or r.pasid in pasid_cache)', ')'], ['invalidation', 'C-12']),
  mutant('C-12', ['proc take', 'pasid_cache += r.pasid;', 'skip;'], ['invalidation', 'C-12']),
  mutant('C-12', ['match c {', 'pasid_cache -= x.pasid;', 'skip;'], ['invalidation', 'C-12']),
  mutant('C-12', [pdpe, 'and is_served(r)', 'and true'], ['invalidation', 'C-12']),
  mutant('C-12', [pde, 'and is_served(r)', 'and true'], ['invalidation', 'C-12']),
  mutant('C-12', [hit, 'and is_served(r)', 'and true'], ['invalidation', 'C-12']),
  mutant('W-4', ['fun is_allowed', 'us and (r.write', 'true and (r.write'], ['walks', 'HL-1']),
  mutant('W-4', ['fun is_allowed', '(r.write implies rw)', 'true'], ['walks', 'W-4']),
  mutant('W-4', ['fun is_allowed', 'us and (r.write implies rw)', 'us and rw'], ['walks', 'W-4']),
  mutant(
    'W-4',
    ['fun may_pass', 'not r.user or us or US_CHECK != early', 'true'],
    ['walks', 'HL-15'],
  ),
  mutant(
    'W-4',
    ['fun may_pass', 'not r.user or us or US_CHECK != early', 'not r.user or us'],
    ['walks', 'HL-15'],
  ),
  mutant('W-4', ['fun may_stop', 'not is_allowed(r, us, rw)', 'true'], ['walks', 'W-4']),
  mutant('W-4', ['fun may_stop', 'not is_allowed(r, us, rw)', 'false'], ['walks', 'HL-1']),
];

/** Where walks begin. */
const starts: readonly Mutant[] = [
  mutant('W-1', [pdpe, 'walk[w] is idle', 'false'], ['invalidation', 'HL-14']),
  mutant('W-1', [pde, 'walk[w] is idle', 'false'], ['invalidation', 'HL-7']),
  mutant('W-1', [hit, 'walk[w] is idle', 'false'], ['walks', 'C-1']),
  mutant('W-3', [start, 'present: when e.present;', 'present: skip;'], ['walks', 'W-3']),
  mutant('W-4', [start, 'pass: when may_pass(r, pud, e, e.us, e.rw);', ''], ['walks', 'HL-15']),
  mutant('W-4', [start, 'us: e.us, rw', 'us: true, rw'], ['walks', 'W-4']),
  mutant('W-4', [start, 'rw: e.rw };', 'rw: true };'], ['walks', 'W-4']),
  mutant('C-5', [start, 'fresh: true', 'fresh: false'], ['walks', 'HL-1']),
  mutant('C-5', [pdpe, 'us: c.us', 'us: true'], ['walks', 'W-4']),
  mutant('C-5', [pdpe, 'rw: c.rw', 'rw: true'], ['walks', 'W-4']),
  mutant('C-5', [pde, 'us: c.us', 'us: true'], ['walks', 'W-4']),
  mutant('C-5', [pde, 'rw: c.rw', 'rw: true'], ['walks', 'W-4']),
  mutant('C-3', [hit, 'check: when is_allowed(r, l.us, l.rw);', 'check: skip;'], ['walks', 'HL-1']),
  mutant('C-1', [hit, 'dirty: when r.write implies l.d;', 'dirty: skip;'], ['walks', 'C-1']),
  mutant('C-13', ['action translated(', 'walk[w] is idle', 'false'], ['ats', 'HL-22']),
  mutant(
    'C-13',
    ['action translated(', 'check: when is_allowed(r, l.us, l.rw);', ''],
    ['ats', 'C-13'],
  ),
];

/** One entry after the other, and what is kept of it. */
const steps: readonly Mutant[] = [
  mutant(
    'C-10',
    [fill, 'walk[w] is reading h and', 'walk[w] is reading h and false and'],
    ['walks', 'HL-1'],
  ),
  mutant('I-8b', [fill, ' and may_fill(h.over)', ''], ['invalidation', 'HL-21']),
  mutant(
    'C-7',
    [fill, 'supervisor: when h.here.us or not r.user or CACHE_SUPERVISOR;', ''],
    ['walks', 'HL-15'],
  ),
  mutant(
    'C-7',
    [fill, 'supervisor: when h.here.us or not r.user or CACHE_SUPERVISOR;', 'when h.here.us;'],
    ['walks', 'HL-15'],
  ),
  mutant('C-5', [fill, 'us: h.here.us', 'us: true'], ['walks', 'HL-15']),
  mutant('C-5', [fill, 'rw: h.here.rw', 'rw: true'], ['walks', 'W-4']),
  mutant('C-5', [fill, 'when PDPE_CACHE;', ''], ['invalidation', 'HL-14']),
  mutant('C-5', [fill, 'when PDE_CACHE;', ''], ['walks', 'HL-2']),
  mutant(
    'C-6',
    [fill, 'pde_cache[r.pasid][r.va] = some c;', 'pde_cache[r.pasid] = [v in Va: some c];'],
    ['walks', 'C-6'],
  ),
  mutant(
    'C-6',
    [fill, 'pde_cache[r.pasid][r.va] = some c;', 'for q in Pasid { pde_cache[q][r.va] = some c; }'],
    ['invalidation', 'HL-12'],
  ),
  mutant(
    'C-6',
    [pde, 'and pde_cache[r.pasid]', 'and not r.user and pde_cache[r.pasid]'],
    ['walks', 'C-6'],
  ),
  mutant(
    'C-6',
    [pdpe, 'and pdpe_cache[r.pasid]', 'and r.va.slot == 0 and pdpe_cache[r.pasid]'],
    ['walks', 'C-6'],
  ),
  mutant('W-3', [read, 'present: when e.present;', 'present: skip;'], ['walks', 'HL-4']),
  mutant('W-3', [denied, 'present: when e.present;', 'present: skip;'], ['walks', 'HL-4']),
  mutant('W-3', ['action not_present', 'when not mem', 'when true or not mem'], ['walks', 'HL-1']),
  mutant(
    'W-3',
    ['action not_present', 'when not mem', 'when false and not mem'],
    ['invalidation', 'HL-7'],
  ),
  mutant('W-4', [read, 'pass: when may_pass(r, h.here.level, e, us, rw);', ''], ['walks', 'HL-1']),
  mutant('W-4', [read, 'h.here.us and e.us', 'e.us'], ['walks', 'W-4']),
  mutant('W-4', [read, 'h.here.us and e.us', 'h.here.us'], ['walks', 'W-4']),
  mutant('W-4', [read, 'h.here.rw and e.rw', 'e.rw'], ['walks', 'W-4']),
  mutant('W-4', [read, 'h.here.rw and e.rw', 'h.here.rw'], ['walks', 'W-4']),
  mutant('W-4', [denied, 'h.here.us and e.us', 'e.us'], ['walks', 'W-4']),
  mutant('W-4', [denied, 'stop: when may_stop(r, h.here.level, e, us, rw);', ''], ['walks', 'W-4']),
  mutant('C-2', [denied, 'when CACHE_FAULTED_LEAF and', 'when'], ['walks', 'HL-1']),
  mutant('C-2', ['action fill_iotlb', 'IOTLB and', 'false and'], ['walks', 'HL-2']),
  mutant(
    'C-5',
    ['proc go_on', 'if maps_page(here.level, e)', 'if e.next is none'],
    ['walks', 'C-5'],
  ),
  mutant('C-5', ['proc go_on', 'if maps_page(here.level, e)', 'if e.leaf'], ['walks', 'C-5']),
  mutant('C-9', ['proc go_on', 'fresh: true', 'fresh: false'], ['invalidation', 'HL-19']),
  mutant(
    'W-4',
    ['proc go_on', 'leaf: { us: here.us, rw: here.rw', 'leaf: { us: here.us, rw: true'],
    ['walks', 'W-4'],
  ),
  mutant('C-1', ['proc go_on', 'd: e.d or here.request.write', 'd: true'], ['walks', 'C-1']),
  mutant('I-8b', ['action fill_iotlb', ' and may_fill(d.over)', ''], ['invalidation', 'I-7']),
  mutant('C-13', ['action reply', 'if may_fill(d.over)', 'if true'], ['ats', 'HL-13']),
  mutant('C-13', ['action reply', 'if may_fill(d.over)', 'if false'], ['ats', 'C-13']),
];

/** Accessed and Dirty. */
const bits: readonly Mutant[] = [
  mutant('W-5', ['fun needs_flags', 'not e.a or', 'false or'], ['walks', 'HL-3']),
  mutant(
    'W-5',
    ['fun needs_flags', '(r.write and maps_page(level, e) and not e.d)', 'false'],
    ['walks', 'C-1'],
  ),
  mutant(
    'C-7',
    ['fun needs_flags', 'not e.a or', 'maps_page(level, e) and not e.a or'],
    ['invalidation', 'HL-19'],
  ),
  mutant('W-7', [denied, 'when SET_A_ON_FAULT != must or e.a;', ''], ['walks', 'HL-3']),
  mutant('W-7', [denied, 'SET_A_ON_FAULT != never and not e.a', 'not e.a'], ['walks', 'HL-3']),
  mutant('W-7', [denied, 'SET_A_ON_FAULT != never and not e.a', 'false'], ['walks', 'HL-3']),
  mutant(
    'W-7',
    [denied, 'SET_A_ON_FAULT != never and not e.a', 'SET_A_ON_FAULT != never'],
    ['walks', 'HL-1'],
  ),
  mutant('W-7', [denied, 'fault: true', 'fault: false'], ['walks', 'HL-3']),
  mutant('W-7', [flags, '(not f.fault or D_SPECULATIVE)', 'true'], ['walks', 'HL-3']),
  mutant(
    'W-8',
    [flags, 'now.present or not AD_RECHECK or not AD_ATOMIC', 'true'],
    ['walks', 'HL-16'],
  ),
  mutant(
    'W-8',
    [flags, 'now.present or not AD_RECHECK or not AD_ATOMIC', 'false'],
    ['walks', 'HL-3'],
  ),
  mutant('W-5', [flags, 'AD_ATOMIC ? now : f.word', 'now with { us: false }'], ['walks', 'HL-3']),
  mutant('W-5', [flags, 'AD_ATOMIC ? now : f.word', 'f.word'], ['walks', 'HL-16']),
  mutant(
    'W-5',
    [flags, 'let dirty =\n        r.write and', 'let dirty = true and'],
    ['walks', 'HL-3'],
  ),
  mutant('W-5', [flags, 'maps_page(f.here.level, f.word) and', ''], ['invalidation', 'HL-19']),
  mutant('W-5', [flags, 'a: true, d:', 'd:'], ['walks', 'HL-3']),
  mutant('W-5', [flags, ', d: word.d or dirty', ''], ['walks', 'HL-3']),
];

/** The queue and what its descriptors do. */
const invalidations: readonly Mutant[] = [
  mutant(
    'I-8',
    [
      'fun holds_targeted',
      'covers_region(s, here.request.va.region)',
      'covers(s, here.request.va)',
    ],
    ['invalidation', 'HL-9'],
  ),
  mutant(
    'I-8',
    ['fun holds_targeted', ': covers(s, here.request.va)', ': false'],
    ['invalidation', 'HL-10'],
  ),
  mutant(
    'I-1',
    [drop, 'covers(s, v) ? none : iotlb', 'false ? none : iotlb'],
    ['invalidation', 'I-7'],
  ),
  mutant('I-1', [drop, 'if not hint', 'if true'], ['invalidation', 'HL-8']),
  mutant('I-1', [drop, 'if not hint', 'if false'], ['invalidation', 'HL-5']),
  mutant(
    'I-1',
    [drop, 'covers_region(s, r) or not INV_EXACT ? none : pdpe', 'false ? none : pdpe'],
    ['invalidation', 'HL-14'],
  ),
  mutant(
    'I-1',
    [drop, 'covers(s, v) or not INV_EXACT ? none : pde', 'false ? none : pde'],
    ['invalidation', 'HL-5'],
  ),
  mutant('I-1', ['fun covers(', 's is whole or', 'false or'], ['invalidation', 'HL-5']),
  mutant(
    'I-3',
    ['fun covers(', 's is whole or (s is range q and va in q.pages)', 'true'],
    ['invalidation', 'HL-9'],
  ),
  mutant(
    'I-3',
    ['fun covers_region', 'exists va in Va where va.region == r: covers(s, va)', 's is whole'],
    ['invalidation', 'HL-9'],
  ),
  mutant(
    'I-2',
    [drop, 'covers(s, v) or not INV_EXACT ?', 'covers(s, v) ?'],
    ['invalidation', 'HL-9'],
  ),
  mutant(
    'I-13',
    [
      drop,
      'pde_cache[p] = [v in Va: covers(s, v) or not INV_EXACT ? none : pde_cache[p][v]];',
      'pde_cache = [o in Pasid: [v in Va: covers(s, v) ? none : pde_cache[o][v]]];',
    ],
    ['invalidation', 'HL-11'],
  ),
  mutant('I-8', [drop, 'drain: walk =', 'drain: skip; let other ='], ['invalidation', 'HL-10']),
  mutant(
    'I-8',
    [over, 'x is reading h and', 'x is reading h and false and'],
    ['invalidation', 'HL-10'],
  ),
  mutant(
    'I-8',
    [over, 'x is flagging f and', 'x is flagging f and false and'],
    ['invalidation', 'HL-10'],
  ),
  mutant('I-8', [over, ' or maps_page(f.here.level, f.word)', ''], ['invalidation', 'I-8']),
  mutant('I-8', [over, 'and DRAIN_WALKS and not hint', 'and not hint'], ['invalidation', 'HL-10']),
  mutant('I-7', [over, 'x is done d and', 'x is done d and false and'], ['invalidation', 'I-7']),
  mutant(
    'I-8',
    ['fun holds_wait', 'x is reading h and h.over', 'false'],
    ['invalidation', 'HL-10'],
  ),
  mutant(
    'I-8',
    ['fun holds_wait', 'x is flagging f and f.over', 'false'],
    ['invalidation', 'HL-10'],
  ),
  mutant(
    'I-7',
    ['fun holds_wait', 'x is done d and d.over and DRAIN_DMA', 'false'],
    ['invalidation', 'I-7'],
  ),
  mutant('I-7', ['fun holds_wait', 'd.over and DRAIN_DMA', 'd.over'], ['invalidation', 'I-7']),
  mutant(
    'I-8b',
    ['fun may_fill', 'not over or not DRAIN_WALKS', 'true'],
    ['invalidation', 'HL-21'],
  ),
  mutant(
    'I-8b',
    ['fun may_fill', 'not over or not DRAIN_WALKS', 'not over and DRAIN_WALKS'],
    ['invalidation', 'HL-21'],
  ),
  mutant('I-6', ['fun must_follow', 'b == wait', 'false'], ['invalidation', 'HL-5']),
  mutant('I-6', ['fun must_follow', 'b is iotlb_inv and', 'false and'], ['invalidation', 'C-12']),
  mutant('I-6', ['fun must_follow', 'b is devtlb_inv and', 'false and'], ['ats', 'HL-13']),
  mutant('I-6', ['order: when', 'not must_follow(queue[j].command, c)', 'false'], ['ats', 'HL-13']),
  mutant(
    'I-8',
    ['case wait {', 'drained: when forall v in Walker: not holds_wait(walk[v]);', ''],
    ['invalidation', 'HL-10'],
  ),
  mutant(
    'I-10',
    ['case devtlb_inv', 'if x.pasid is some p { drop_devtlb(p, x.scope); }', 'skip;'],
    ['ats', 'HL-22'],
  ),
  mutant(
    'I-10',
    [
      'case devtlb_inv',
      'if x.pasid is some p { drop_devtlb(p, x.scope); }',
      'devtlb = [q in Pasid: [v in Va: none]];',
    ],
    ['ats', 'HL-22'],
  ),
  mutant(
    'I-7',
    [
      'proc drop_devtlb',
      'drain: walk = [w in Walker: is_recalled(walk[w], p, s) ? marked(walk[w]) : walk[w]];',
      'skip;',
    ],
    ['ats', 'I-7'],
  ),
  mutant('I-7', [over, 'and not d.by_device', ''], ['ats', 'I-7']),
  mutant('F-4', ['proc page_request', 'if PRI_INV {', 'if false {'], ['invalidation', 'HL-17']),
  mutant(
    'F-4',
    ['proc page_request', 'range { pages: { va } }', 'whole'],
    ['invalidation', 'HL-17'],
  ),
  mutant('F-4', ['proc page_request', 'false);', 'true);'], ['invalidation', 'HL-17']),
];

/** All of them, in the order of the module. */
export const mutants: readonly Mutant[] = [
  ...requests,
  ...starts,
  ...steps,
  ...bits,
  ...invalidations,
];
