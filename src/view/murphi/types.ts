/**
 * The types of a machine as Murphi has them: options, sequences, structs and unions are
 * records with names, maps and sets arrays over their keys (over a struct: over its
 * fields, nested). What is not there (the value of `none`, items behind the end, other
 * cases of a union) is undefined, so that equal values are equal states.
 */
import { present, unreachable } from '../../base/assertion.ts';
import type { Type } from '../../machine/types.ts';
import { isSimple } from './value.ts';
import { freeName } from './words.ts';

export type Kind<K extends Type['kind']> = Extract<Type, { readonly kind: K }>;

/** What types are called, filled as they are met. */
export class Types {
  readonly declarations: string[] = [];
  /** Where something has no Murphi type. */
  readonly refused: string[] = [];
  private readonly names = new Map<string, string>();
  private readonly members = new Map<string, readonly string[]>();
  private readonly fields = new Map<string, readonly string[]>();

  private readonly named: (name: string) => string;

  constructor(named: (name: string) => string) {
    this.named = named;
  }

  /** The type where it is used. */
  text(type: Type): string {
    switch (type.kind) {
      case 'bool':
        return 'boolean';
      case 'int':
        return '-4611686018427387904 .. 4611686018427387903';
      case 'range':
        return this.range(type);
      case 'map':
        return this.over(type.key, { text: this.text(type.value), label: this.label(type.value) });
      case 'set':
        return this.over(type.of, { text: 'boolean', label: 'boolean' });
      default:
        return this.declared(type);
    }
  }

  private range(type: Kind<'range'>): string {
    if (BigInt(type.low) < -(2n ** 62n) || BigInt(type.high) >= 2n ** 62n)
      this.refused.push(`the range ${type.low} .. ${type.high}: Rumur computes with 64 bits`);
    if (type.low > type.high) this.refused.push(`the empty range ${type.low} .. ${type.high}`);
    return `${type.low}..${type.high}`;
  }

  // Over an option or a union: a record with what stands over each case.
  private over(key: Type, entry: { readonly text: string; readonly label: string }): string {
    if (isSimple(key)) return `array [${this.text(key)}] of ${entry.text}`;
    if (key.kind === 'struct') return this.overFields(key.fields, entry);
    const label = `${this.label(key)}_to_${entry.label}`;
    const known = this.names.get(label);
    if (known !== undefined) return known;
    const body = this.overCases(key, entry);
    const name = this.named(label);
    this.names.set(label, name);
    this.declarations.push(`${name} : ${record(body)};`);
    return name;
  }

  private overFields(
    fields: readonly { readonly type: Type }[],
    entry: { readonly text: string; readonly label: string },
  ): string {
    return fields.reduceRight((text, f) => {
      const label = `${this.label(f.type)}_to_${entry.label}`;
      return this.over(f.type, { text, label });
    }, entry.text);
  }

  private overCases(
    key: Type,
    entry: { readonly text: string; readonly label: string },
  ): readonly string[] {
    if (key.kind === 'option')
      return [`none : ${entry.text};`, `some : ${this.over(key.of, entry)};`];
    if (key.kind === 'union') {
      const names = this.fieldsOf(key);
      return key.cases.map((c, i) => `${names[i]} : ${this.overFields(c.fields, entry)};`);
    }
    this.refused.push(
      `a map or set over ${this.label(key)}: arrays of Murphi are over members and numbers`,
    );
    return [];
  }

  /** The names of an enum's members, of a place's locations or of a union's cases. */
  membersOf(type: Kind<'enum' | 'place' | 'union'>): readonly string[] {
    this.declared(type);
    return present(this.members.get(this.label(type)), 'a type that is declared has its members');
  }

  /** The names of the fields of a struct, or of the cases of a union in its record. */
  fieldsOf(type: Kind<'struct' | 'union'>): readonly string[] {
    this.declared(type);
    return present(this.fields.get(this.label(type)), 'a record that is declared has its fields');
  }

  /** Says how the locations of a thread are called before its place is met. */
  locations(type: Kind<'place'>, names: readonly string[]): void {
    const known = this.named(`${type.thread}_place`);
    this.names.set(this.label(type), known);
    const members = names.map(n => this.named(n));
    this.members.set(this.label(type), members);
    this.declarations.push(`${known} : enum { ${members.join(', ')} };`);
  }

  private declared(type: Type): string {
    const label = this.label(type);
    const known = this.names.get(label);
    if (known !== undefined) return known;
    const body = this.body(type);
    const name = this.named(label);
    this.names.set(label, name);
    this.declarations.push(`${name} : ${body};`);
    return name;
  }

  private body(type: Type): string {
    switch (type.kind) {
      case 'enum':
        return this.enumeration(type, type.members);
      case 'scalarset':
        return `scalarset(${type.size})`;
      case 'struct': {
        const names = this.fieldNames(
          type,
          type.fields.map(f => f.name),
        );
        return record(type.fields.map((f, i) => `${names[i]} : ${this.text(f.type)};`));
      }
      case 'union': {
        const tags = this.named(`${type.name}_case`);
        const members = this.enumeration(
          type,
          type.cases.map(c => `is_${c.name}`),
        );
        this.declarations.push(`${tags} : ${members};`);
        const names = this.fieldNames(
          type,
          type.cases.map(c => `${c.name}_`),
        );
        const cases = type.cases.flatMap((c, tag) =>
          c.fields.length === 0 ? [] : [`${names[tag]} : ${this.text(payload(type, tag))};`],
        );
        return record([`tag : ${tags};`, ...cases]);
      }
      case 'option':
        return record(['some : boolean;', `value : ${this.text(type.of)};`]);
      case 'seq': {
        const items =
          type.max === 0 ? [] : [`items : array [0..${type.max - 1}] of ${this.text(type.of)};`];
        return record([`length : 0..${type.max};`, ...items]);
      }
      default:
        return this.text(type);
    }
  }

  private enumeration(type: Kind<'enum' | 'union'>, names: readonly string[]): string {
    const members = names.map(n => this.named(n));
    this.members.set(this.label(type), members);
    return `enum { ${members.join(', ')} }`;
  }

  private fieldNames(type: Kind<'struct' | 'union'>, names: readonly string[]): readonly string[] {
    const fields = names.map(n => freeName(n, () => false));
    this.fields.set(this.label(type), fields);
    return fields;
  }

  /** What tells types apart; where a type has no name of its own, also its name. */
  label(type: Type): string {
    switch (type.kind) {
      case 'bool':
        return 'boolean';
      case 'int':
        return 'int';
      case 'range':
        return `${type.low}_to_${type.high}`.replaceAll('-', 'minus_');
      case 'enum':
      case 'scalarset':
      case 'union':
      case 'struct':
        return type.name;
      case 'option':
        return `maybe_${this.label(type.of)}`;
      case 'map':
        return `${this.label(type.key)}_to_${this.label(type.value)}`;
      case 'set':
        return `set_of_${this.label(type.of)}`;
      case 'seq':
        return `up_to_${type.max}_${this.label(type.of)}`;
      case 'place':
        return `place_of_${type.thread}`;
      default:
        return unreachable(type);
    }
  }

  /** The type has the same layout. */
  same(a: Type, b: Type): boolean {
    return this.text(a) === this.text(b);
  }
}

const record = (fields: readonly string[]): string =>
  `record\n${fields.map(f => `    ${f}\n`).join('')}  end`;

/** The struct that a case carries. */
export function payload(type: Kind<'union'>, tag: number): Kind<'struct'> {
  const found = present(type.cases[tag], 'a case is in its union');
  return { kind: 'struct', name: `${type.name}.${found.name}`, fields: found.fields };
}
