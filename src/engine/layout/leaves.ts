/**
 * The first half of laying out a state: for each variable the tree of stores, its leaves
 * without places yet, and for each leaf the members among the keys that lead to it. How
 * a member is stored, as a number or as one bit of several, is asked of the caller.
 */
import { invariant, unreachable } from '../../base/assertion.ts';
import { describe } from '../../machine/describe.ts';
import { domain, sizeOf } from '../../machine/domain.ts';
import type { Machine } from '../../machine/machine.ts';
import { hasScalarset } from '../../machine/relate.ts';
import type { Scalarset, Type } from '../../machine/types.ts';
import { listOf, numberOf, type Value } from '../../machine/value.ts';
import type { Axis, Cell, Store, Unfit } from './layout.ts';

/** A leaf; its place is filled in later. */
export interface Leaf {
  readonly field: { word: number; shift: number; readonly width: number };
  readonly axes: readonly Axis[];
  /** Alike but for the axes. */
  readonly family: string;
  readonly member: Cell['member'];
}

/** What decides how things are stored. */
export interface Wishes {
  readonly symmetry: boolean;
  /** Members of this scalarset are stored as one bit of several. */
  readonly oneHot: (set: number) => boolean;
}

/** Where a leaf is: its family so far, the axes so far, and whether it may be out of use. */
interface Way {
  readonly family: string;
  readonly axes: readonly Axis[];
  readonly optional: boolean;
}

export const isUnfit = (result: object): result is Unfit =>
  'kind' in result && result.kind === 'unfit';

/** How many bits hold 0 to `most`. */
export const widthOf = (most: number): number =>
  most <= 0 ? 0 : most < 2 ** 31 ? 32 - Math.clz32(most) : Math.floor(Math.log2(most)) + 1;

const mostWidth = 53;

/** Grows while the variables of a machine are gone through. */
export class Leaves {
  readonly all: Leaf[] = [];
  /** The first thing that cannot be stored. */
  unfit: Unfit | null = null;
  private readonly machine: Machine;
  private readonly wishes: Wishes;

  constructor(machine: Machine, wishes: Wishes) {
    this.machine = machine;
    this.wishes = wishes;
  }

  /** The store of a whole variable. */
  ofVariable(variable: number, type: Type): Store {
    return this.store(type, { family: `${variable}`, axes: [], optional: false });
  }

  private leaf(width: number, way: Way, member: Cell['member'] = null): Leaf['field'] {
    if (width > mostWidth)
      this.refuse(`a value of ${width} bits does not fit the ${mostWidth} that an engine takes`);
    const field = { word: 0, shift: 0, width };
    if (width > 0) this.all.push({ field, axes: way.axes, family: way.family, member });
    return field;
  }

  private refuse(reason: string): void {
    this.unfit ??= { kind: 'unfit', reason };
  }

  private store(type: Type, way: Way): Store {
    switch (type.kind) {
      case 'bool':
        return { kind: 'bool', field: this.leaf(1, way) };
      case 'int':
        throw new Error('broken promise: no variable is an integer without bounds');
      case 'range':
        return this.numberStore(Number(type.low), Number(type.high), way);
      case 'enum':
        return this.numberStore(0, type.members.length - 1, way);
      case 'place':
        return this.numberStore(0, type.count - 1, way);
      case 'scalarset':
        return this.memberStore(type, way);
      case 'struct':
        return { kind: 'struct', fields: this.fields(type.fields, way) };
      case 'union':
        return this.unionStore(type, way);
      case 'option':
        return this.optionStore(type.of, way);
      case 'map':
        return this.mapStore(type, way);
      case 'set':
        return this.setStore(type, way);
      case 'seq':
        return this.seqStore(type, way);
      default:
        return unreachable(type);
    }
  }

  private fields(fields: readonly { readonly type: Type }[], way: Way): readonly Store[] {
    return fields.map(({ type }, i) => this.store(type, { ...way, family: `${way.family}.${i}` }));
  }

  private numberStore(low: number, high: number, way: Way, base = 0): Store {
    if (!Number.isSafeInteger(low) || !Number.isSafeInteger(high)) {
      this.refuse(`integers of ${low} .. ${high} do not fit ${mostWidth} bits`);
    }
    return {
      kind: 'number',
      field: this.leaf(widthOf(high - low + base), way),
      low: low - base,
      high,
    };
  }

  private memberStore(set: Scalarset, way: Way): Store {
    const index = this.indexOf(set);
    if (this.wishes.oneHot(index)) {
      const bits = Array.from({ length: set.size }, (_, member) =>
        this.leaf(1, {
          ...way,
          family: `${way.family}*`,
          axes: [...way.axes, { set: index, member }],
        }),
      );
      return { kind: 'oneHot', bits, set };
    }
    const base = way.optional ? 1 : 0;
    return {
      kind: 'member',
      field: this.leaf(widthOf(set.size - 1 + base), way, { set: index, base }),
      set,
      base,
    };
  }

  private indexOf(set: Scalarset): number {
    const index = this.machine.scalarsets.findIndex(({ name }) => name === set.name);
    invariant(index >= 0, 'a scalarset is one of its machine');
    return index;
  }

  // Plain leaves of one width are shared by the cases.
  private unionStore(type: Extract<Type, { kind: 'union' }>, way: Way): Store {
    const tag = this.leaf(widthOf(type.cases.length - 1), { ...way, family: `${way.family}#` });
    const start = this.all.length;
    const shared: Leaf[] = [];
    const cases = type.cases.map((one, i) => {
      const mark = this.all.length;
      const inner = { ...way, optional: true, family: `${way.family}#${i}` };
      const stores = this.fields(one.fields, inner);
      const own = this.all.splice(mark);
      const stands = this.share(own, shared);
      return stores.map(store => replaced(store, stands));
    });
    this.all.splice(start, 0, ...shared);
    return { kind: 'union', tag, cases };
  }

  // Which leaf of earlier cases stands for each of these; those without one are new.
  private share(own: readonly Leaf[], shared: Leaf[]): ReadonlyMap<object, Leaf['field']> {
    const free = [...shared];
    const stands = new Map<object, Leaf['field']>();
    for (const leaf of own) {
      const axes = JSON.stringify(leaf.axes);
      const at = free.findIndex(
        other =>
          other.field.width === leaf.field.width &&
          other.member === null &&
          leaf.member === null &&
          JSON.stringify(other.axes) === axes,
      );
      const other = at < 0 ? undefined : free.splice(at, 1)[0];
      if (other === undefined) shared.push(leaf);
      else stands.set(leaf.field, other.field);
    }
    return stands;
  }

  private optionStore(of: Type, way: Way): Store {
    const inner = { ...way, family: `${way.family}?`, optional: true };
    switch (of.kind) {
      case 'range':
        return {
          kind: 'option',
          some: null,
          of: this.numberStore(Number(of.low), Number(of.high), inner, 1),
        };
      case 'enum':
        return {
          kind: 'option',
          some: null,
          of: this.numberStore(0, of.members.length - 1, inner, 1),
        };
      case 'scalarset':
        return { kind: 'option', some: null, of: this.memberStore(of, inner) };
      default:
        return { kind: 'option', some: this.leaf(1, way), of: this.store(of, inner) };
    }
  }

  private mapStore(type: Extract<Type, { kind: 'map' }>, way: Way): Store {
    const entries = domain(type.key).map(key =>
      this.store(type.value, this.below(way, type.key, key)),
    );
    return { kind: 'map', entries };
  }

  private setStore(type: Extract<Type, { kind: 'set' }>, way: Way): Store {
    const size = sizeOf(type.of);
    const moves = this.wishes.symmetry && hasScalarset(type.of);
    if (type.max !== null && !moves && type.max * widthOf(size) < size) {
      const items = Array.from({ length: type.max }, (_, i) =>
        this.leaf(widthOf(size), { ...way, family: `${way.family}@${i}` }),
      );
      return { kind: 'slots', items, of: type.of };
    }
    if (size > 4096) {
      this.refuse(
        `a set over the ${size} values of ${describe(type.of)} would take a bit for each`,
      );
      return { kind: 'set', bits: [], of: type.of };
    }
    const bits = domain(type.of).map(value => this.leaf(1, this.below(way, type.of, value)));
    return { kind: 'set', bits, of: type.of };
  }

  private seqStore(type: Extract<Type, { kind: 'seq' }>, way: Way): Store {
    const length = this.leaf(widthOf(type.max), { ...way, family: `${way.family}#` });
    const items = Array.from({ length: type.max }, (_, i) =>
      this.store(type.of, { ...way, optional: true, family: `${way.family}@${i}` }),
    );
    return { kind: 'seq', length, items };
  }

  private below(way: Way, type: Type, key: Value): Way {
    const axes: Axis[] = [];
    const text = this.shape(type, key, axes);
    return { ...way, family: `${way.family}[${text}]`, axes: [...way.axes, ...axes] };
  }

  // The key with a star for each member; what stands there is put into `axes`.
  private shape(type: Type, key: Value, axes: Axis[]): string {
    if (!hasScalarset(type)) return String(key);
    switch (type.kind) {
      case 'scalarset':
        if (type.size < 2) return '0';
        axes.push({ set: this.indexOf(type), member: numberOf(key) });
        return '*';
      case 'option':
        return key === null ? '-' : `+${this.shape(type.of, listOf(key).get(0) ?? null, axes)}`;
      case 'struct':
        return type.fields
          .map((field, i) => this.shape(field.type, listOf(key).get(i) ?? null, axes))
          .join();
      case 'union': {
        const tag = numberOf(listOf(key).get(0) ?? null);
        const fields = type.cases[tag]?.fields ?? [];
        const inner = fields.map((f, i) =>
          this.shape(f.type, listOf(key).get(i + 1) ?? null, axes),
        );
        return `${tag}:${inner.join()}`;
      }
      default:
        throw new Error('broken promise: keys have no maps, sets or sequences inside');
    }
  }
}

// The store with other fields for some of its leaves.
function replaced(store: Store, stands: ReadonlyMap<object, Leaf['field']>): Store {
  const field = <F extends object>(f: F): F | Leaf['field'] => stands.get(f) ?? f;
  const each = (stores: readonly Store[]): readonly Store[] => stores.map(s => replaced(s, stands));
  switch (store.kind) {
    case 'bool':
    case 'number':
    case 'member':
      return { ...store, field: field(store.field) };
    case 'oneHot':
    case 'set':
      return { ...store, bits: store.bits.map(field) };
    case 'slots':
      return { ...store, items: store.items.map(field) };
    case 'struct':
      return { ...store, fields: each(store.fields) };
    case 'union':
      return { ...store, tag: field(store.tag), cases: store.cases.map(each) };
    case 'option':
      return { ...store, some: store.some && field(store.some), of: replaced(store.of, stands) };
    case 'map':
      return { ...store, entries: each(store.entries) };
    case 'seq':
      return { ...store, length: field(store.length), items: each(store.items) };
    default:
      return unreachable(store);
  }
}
