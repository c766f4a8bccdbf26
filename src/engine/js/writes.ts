/**
 * Writes to `after` as JavaScript text. Writes that follow each other and do not look at
 * `after` become one assignment for each half: constants in one mask, and fields that
 * are moved by the same distance from one half in one shift.
 */
import type { Bool, Field, Num } from '../ir/code.ts';
import type { Texts } from './expressions.ts';
import { bitsOf, cut, halfName, type Slice, slicesOf } from './halves.ts';

/** What one half becomes. */
interface Change {
  cleared: number;
  constant: number;
  /** By source and distance, the bits that move. */
  readonly moves: Map<string, Move>;
  readonly terms: string[];
}

interface Move {
  readonly source: string;
  readonly by: number;
  bits: number;
}

const isNum = (value: Num | Bool): value is Num => 'low' in value;

/** Gathers writes; `text` gives them as statements and starts anew. */
export class Writes {
  private readonly changes = new Map<number, Change>();
  private before: string[] = [];
  private fresh = 0;
  private readonly texts: Texts;

  constructor(texts: Texts) {
    this.texts = texts;
  }

  /** Two writes to the same bits must not be gathered together. */
  overlaps(field: Field): boolean {
    return slicesOf(field).some(
      slice => ((this.changes.get(slice.half)?.cleared ?? 0) & bitsOf(slice)) !== 0,
    );
  }

  /** The value must not read what was gathered. */
  add(field: Field, value: Num | Bool): void {
    const slices = slicesOf(field);
    for (const slice of slices) this.at(slice.half).cleared |= bitsOf(slice);
    if (isNum(value)) this.addNum(slices, value);
    else for (const slice of slices) this.addBool(slice, value);
  }

  text(): readonly string[] {
    const assignments = [...this.changes].map(([half, change]) => assignment(half, change));
    const lines = [...this.before, ...assignments];
    this.changes.clear();
    this.before = [];
    return lines;
  }

  private at(half: number): Change {
    const known = this.changes.get(half) ?? {
      cleared: 0,
      constant: 0,
      moves: new Map<string, Move>(),
      terms: [],
    };
    this.changes.set(half, known);
    return known;
  }

  private addBool(slice: Slice, value: Bool): void {
    const change = this.at(slice.half);
    const bit = bitsOf(slice);
    if (value.kind === 'truth') change.constant |= value.value ? bit : 0;
    else if (value.kind === 'bit') moved(change, slice, value.file, value.field);
    else change.terms.push(`(${this.texts.bool(value)} ? ${bit} : 0)`);
  }

  private addNum(slices: readonly Slice[], value: Num): void {
    const [low, high] = slices;
    if (low === undefined) return;
    if (value.kind === 'number') {
      for (const slice of slices)
        this.at(slice.half).constant |= cut(value.value, slice) << slice.shift;
      return;
    }
    const change = this.at(low.half);
    if (high === undefined) {
      if (value.kind === 'read' && value.field.width <= low.width && isWhole(value.field))
        moved(change, low, value.file, value.field);
      else change.terms.push(`(${this.texts.plain(value)} << ${low.shift})`);
      return;
    }
    const name = `t${this.fresh++}`;
    this.before.push(`const ${name} = ${this.texts.plain(value)};`);
    change.terms.push(`(${name} << ${low.shift})`);
    const upper = value.high < 2 ** 32 ? `${name} >>> ${high.from}` : `${name} / ${2 ** high.from}`;
    this.at(high.half).terms.push(`(${upper} | 0)`);
  }
}

const isWhole = (field: Field): boolean => slicesOf(field).length === 1;

function moved(change: Change, to: Slice, file: 'before' | 'after', field: Field): void {
  for (const from of slicesOf(field)) {
    const source = halfName(file, from.half);
    const by = to.shift - from.shift;
    const move = change.moves.get(`${source} ${by}`) ?? { source, by, bits: 0 };
    move.bits |= bitsOf(from);
    change.moves.set(`${source} ${by}`, move);
  }
}

function assignment(half: number, { cleared, constant, moves, terms }: Change): string {
  const name = halfName('after', half);
  const kept = cleared === -1 ? [] : [`${name} & ${~cleared}`];
  const constants = constant === 0 ? [] : [String(constant)];
  const all = [...kept, ...constants, ...[...moves.values()].map(moveText), ...terms];
  return `${name} = ${all.length === 0 ? '0' : all.join(' | ')};`;
}

function moveText({ source, by, bits }: Move): string {
  if (by === 0) return `${source} & ${bits}`;
  return by > 0 ? `(${source} & ${bits}) << ${by}` : `(${source} & ${bits}) >>> ${-by}`;
}
