/**
 * Code expressions as JavaScript text. Numbers are exact below 2^53 and stay 32-bit
 * integers wherever their bounds allow it, for V8 computes those in registers; whether
 * all bounds are safe is asked before (safe.ts). Where they are not, a text with BigInts
 * still says what the code means, slowly. Truths are always booleans.
 */
import { present, unreachable } from '../../base/assertion.ts';
import type { Bool, Field, File, Num } from '../ir/code.ts';
import { halfName, localName, ones, slicesOf } from './halves.ts';
import { conjunction, disjunction, type Merged } from './masks.ts';

/** How numbers are computed: as JavaScript's numbers, or as BigInts. */
export type Sort = 'number' | 'bigint';

/** Texts of expressions, for one sort of numbers. */
export class Texts {
  private readonly sort: Sort;

  constructor(sort: Sort) {
    this.sort = sort;
  }

  /** What a local holds before it is set. */
  get zero(): string {
    return this.literal(0);
  }

  /** The text of a number, of this sort. */
  num(num: Num): string {
    switch (num.kind) {
      case 'number':
        return this.literal(num.value);
      case 'read':
        return this.converted(readText(num.file, num.field));
      case 'local':
        return localName(num.local);
      case 'count':
        return this.converted(`(${num.of.map(b => `(${this.bool(b)} ? 1 : 0)`).join(' + ')})`);
      case 'select':
        return `(${this.bool(num.test)} ? ${this.num(num.then)} : ${this.num(num.otherwise)})`;
      case 'rank':
        return this.literal(num.site.rank);
      default:
        return this.arithmetic(num);
    }
  }

  /** The text of a number, as a JavaScript number: for what is known to fit. */
  plain(num: Num): string {
    if (this.sort === 'number') return this.num(num);
    return num.kind === 'number' ? String(num.value) : `Number(${this.num(num)})`;
  }

  /** The text of a truth. */
  bool(bool: Bool): string {
    switch (bool.kind) {
      case 'truth':
        return String(bool.value);
      case 'flag':
        return localName(bool.local);
      case 'less':
        return `(${this.num(bool.left)} < ${this.num(bool.right)})`;
      case 'atMost':
        return `(${this.num(bool.left)} <= ${this.num(bool.right)})`;
      case 'same':
        return `(${this.bool(bool.left)} === ${this.bool(bool.right)})`;
      case 'select':
        return `(${this.bool(bool.test)} ? ${this.bool(bool.then)} : ${this.bool(bool.otherwise)})`;
      case 'all':
        return this.all(bool.of);
      case 'any':
        return this.any(bool.of);
      case 'bit':
      case 'equal':
        return this.all([bool]);
      case 'not':
        return this.not(bool.of);
      default:
        return unreachable(bool);
    }
  }

  private literal(value: number): string {
    const text = this.sort === 'number' ? String(value) : `${BigInt(value)}n`;
    return value < 0 ? `(${text})` : text;
  }

  private converted(text: string): string {
    return this.sort === 'number' ? text : `BigInt(${text})`;
  }

  private arithmetic(num: Num & { readonly kind: keyof typeof operators }): string {
    const [left, right] = [this.num(num.left), this.num(num.right)];
    const text = `${left} ${operators[num.kind]} ${right}`;
    if (this.sort === 'bigint') return bigintText(num.kind, text, right);
    const small = isInt32(num) && isInt32(num.left) && isInt32(num.right);
    if (num.kind === 'mul' && small) return `Math.imul(${left}, ${right})`;
    if (small) return `(${text} | 0)`;
    // The quotient of safe integers, rounded to a double, never reaches the next integer.
    return num.kind === 'div' ? `Math.trunc(${text})` : `(${text})`;
  }

  private not(of: Bool): string {
    if (of.kind === 'all') return this.any(of.of.map(negated));
    if (of.kind === 'any') return this.all(of.of.map(negated));
    if (of.kind === 'bit' || of.kind === 'equal') return this.any([{ kind: 'not', of }]);
    return `!${this.bool(of)}`;
  }

  private all(of: readonly Bool[]): string {
    const merged = conjunction(of);
    return merged === 'never' ? 'false' : this.joined(merged, ' && ', 'true');
  }

  private any(of: readonly Bool[]): string {
    const merged = disjunction(of);
    return merged === 'always' ? 'true' : this.joined(merged, ' || ', 'false');
  }

  private joined({ texts, others }: Merged, operator: string, none: string): string {
    const all = [...texts, ...others.map(other => this.single(other))];
    return all.length > 1 ? `(${all.join(operator)})` : (all[0] ?? none);
  }

  // What did not merge with others: still a mask by itself, or a comparison of numbers.
  private single(bool: Bool): string {
    if (bool.kind === 'equal') {
      const merged = conjunction([bool]);
      if (merged !== 'never' && merged.others.length === 0) return this.joined(merged, ' && ', '');
      return `(${this.num(bool.left)} === ${this.num(bool.right)})`;
    }
    if (bool.kind === 'not' && bool.of.kind === 'equal') {
      const merged = disjunction([bool]);
      if (merged !== 'always' && merged.others.length === 0) return this.joined(merged, ' || ', '');
      return `(${this.num(bool.of.left)} !== ${this.num(bool.of.right)})`;
    }
    return this.bool(bool);
  }
}

const operators = { add: '+', sub: '-', mul: '*', div: '/', rem: '%' } as const;

// Expressions may be evaluated too early: then nothing may be thrown.
const bigintText = (kind: keyof typeof operators, text: string, right: string): string =>
  kind === 'div' || kind === 'rem' ? `(${right} === 0n ? 0n : ${text})` : `(${text})`;

const isInt32 = ({ low, high }: Num): boolean => low >= -(2 ** 31) && high < 2 ** 31;

const negated = (of: Bool): Bool => (of.kind === 'not' ? of.of : { kind: 'not', of });

/** The bits of a field. */
function readText(file: File, field: Field): string {
  const texts = slicesOf(field).map(({ half, shift, width }) => {
    const name = halfName(file, half);
    if (shift + width === 32) return `(${name} >>> ${shift})`;
    return shift === 0 ? `(${name} & ${ones(width)})` : `(${name} >>> ${shift} & ${ones(width)})`;
  });
  const low = present(texts[0], 'a field has a slice');
  const high = texts[1];
  if (high === undefined) return low;
  const by = 32 - (field.shift % 32);
  return field.width < 32 ? `(${low} | ${high} << ${by})` : `(${low} + ${high} * ${2 ** by})`;
}
