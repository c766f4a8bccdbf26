/**
 * Puts values into locals: what reads the successor in the making must not change with
 * it afterwards, and what is long is computed once.
 */
import { unreachable } from '../../base/assertion.ts';
import type { Bool, Num } from '../ir/code.ts';
import { readsAfter } from '../ir/walk.ts';
import type { Sink } from './sink.ts';
import type { Sym } from './sym.ts';

/** What is done with each leaf. */
export interface Hold {
  readonly number: (value: Num) => Num;
  readonly truth: (value: Bool) => Bool;
}

/** The same shape with other leaves. */
export function mapLeaves(sym: Sym, hold: Hold): Sym {
  const each = (syms: readonly Sym[]): readonly Sym[] => syms.map(s => mapLeaves(s, hold));
  switch (sym.kind) {
    case 'bool':
      return { kind: 'bool', value: hold.truth(sym.value) };
    case 'num':
      return { kind: 'num', value: hold.number(sym.value) };
    case 'member':
      return {
        ...sym,
        index: sym.index && hold.number(sym.index),
        bits: sym.bits?.map(hold.truth) ?? null,
      };
    case 'struct':
      return { kind: 'struct', fields: each(sym.fields) };
    case 'union':
      return { ...sym, tag: hold.number(sym.tag), cases: sym.cases.map(each) };
    case 'option':
      return { ...sym, some: hold.truth(sym.some), of: sym.of && mapLeaves(sym.of, hold) };
    case 'map':
      return { kind: 'map', entries: each(sym.entries) };
    case 'set':
      return { ...sym, bits: sym.bits.map(hold.truth) };
    case 'few': {
      const items = sym.items.map(({ index, here }) => ({
        index: hold.number(index),
        here: hold.truth(here),
      }));
      return { ...sym, items };
    }
    case 'seq':
      return { ...sym, length: hold.number(sym.length), items: each(sym.items) };
    default:
      return unreachable(sym);
  }
}

/** The value as it is now, whatever is written afterwards. */
export const fixed = (sym: Sym, sink: Sink): Sym =>
  mapLeaves(sym, {
    number: value => (readsAfter(value) ? sink.number(value) : sink.shortNumber(value)),
    truth: value => (readsAfter(value) ? sink.truth(value) : sink.shortTruth(value)),
  });

/** The value in short code, for what is read more than once. */
export const short = (sym: Sym, sink: Sink): Sym =>
  mapLeaves(sym, {
    number: value => sink.shortNumber(value),
    truth: value => sink.shortTruth(value),
  });
