/**
 * A parser for the part of TLA+ that exported modules use, strict where TLA+'s own is: ranges of
 * precedence that overlap need brackets, and what stands in a list of conjuncts stands to the
 * right of its bullets. Stricter in one thing: a bullet that opens a line must be one of a list.
 */
import { lex, type Token } from './lex.ts';
import type { Bound, Definition, Module, Tla, Unit } from './tree.ts';

interface Infix {
  readonly low: number;
  readonly high: number;
  /** It may be repeated without brackets. */
  readonly chains: boolean;
}

const infix = (low: number, high: number, chains: boolean): Infix => ({ low, high, chains });
const compare = infix(5, 5, false);

// As in "Specifying Systems", table 6.
const infixes: Readonly<Record<string, Infix>> = {
  '=>': infix(1, 1, false),
  '<=>': infix(2, 2, false),
  '/\\': infix(3, 3, true),
  '\\/': infix(3, 3, true),
  '=': compare,
  '#': compare,
  '<': compare,
  '>': compare,
  '<=': compare,
  '>=': compare,
  '\\in': compare,
  '\\notin': compare,
  '\\subseteq': compare,
  '\\union': infix(8, 8, true),
  '\\intersect': infix(8, 8, true),
  '\\': infix(8, 8, false),
  '..': infix(9, 9, false),
  '+': infix(10, 10, true),
  '-': infix(11, 11, true),
  '%': infix(10, 11, false),
  '*': infix(13, 13, true),
  '\\div': infix(13, 13, false),
  '\\o': infix(13, 13, true),
};

const prefixes: Readonly<Record<string, number>> = {
  '~': 4,
  SUBSET: 8,
  UNION: 8,
  DOMAIN: 9,
  '-': 12,
  UNCHANGED: 15,
};

const words = new Set(
  (
    'MODULE EXTENDS CONSTANT CONSTANTS VARIABLE VARIABLES RECURSIVE LET IN IF THEN ELSE EXCEPT CHOOSE ' +
    'LAMBDA CASE OTHER UNCHANGED SUBSET UNION DOMAIN ENABLED ASSUME THEOREM INSTANCE WITH LOCAL'
  ).split(' '),
);

/** The module of a text; throws with a place where it is none. */
export function parse(text: string): Module {
  return new Parser(lex(text)).module();
}

class Parser {
  private at = 0;
  // Tokens up to this column belong to what is around the list.
  private fence = 0;

  private readonly tokens: readonly Token[];

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  module(): Module {
    this.rule('-');
    this.take('MODULE');
    const name = this.name();
    this.rule('-');
    const extended = this.maybe('EXTENDS') ? this.names() : [];
    const units: Unit[] = [];
    while (!this.peek.text.startsWith('====')) {
      if (this.peek.text.startsWith('----')) this.rule('-');
      else units.push(this.unit());
    }
    this.rule('=');
    if (this.peek.kind !== 'end') this.fail('something stands below the end of the module');
    return { name, extends: extended, units };
  }

  private get peek(): Token {
    const token = this.tokens[this.at] ?? this.last;
    return token.column <= this.fence
      ? { kind: 'end', text: '', line: token.line, column: token.column, first: token.first }
      : token;
  }

  private get last(): Token {
    const token = this.tokens.at(-1);
    if (token === undefined) throw new Error('no tokens');
    return token;
  }

  private fail(what: string): never {
    const { line, column, text } = this.tokens[this.at] ?? this.last;
    throw new Error(`${line}:${column}: ${what}, at ${JSON.stringify(text)}`);
  }

  private next(): Token {
    const token = this.peek;
    this.at++;
    return token;
  }

  private is(text: string): boolean {
    const { kind } = this.peek;
    return kind !== 'string' && this.peek.text === text;
  }

  private maybe(text: string): boolean {
    if (!this.is(text)) return false;
    this.at++;
    return true;
  }

  private take(text: string): void {
    if (!this.maybe(text)) this.fail(`${text} is missing`);
  }

  private rule(sign: string): void {
    if (!this.peek.text.startsWith(sign.repeat(4))) this.fail(`a line of ${sign} is missing`);
    this.at++;
  }

  private name(): string {
    const { kind, text } = this.peek;
    if (kind !== 'name' || words.has(text)) this.fail('a name is missing');
    this.at++;
    return text;
  }

  private names(): readonly string[] {
    return this.separated(() => this.name());
  }

  private separated<T>(one: () => T): readonly T[] {
    const all = [one()];
    while (this.maybe(',')) all.push(one());
    return all;
  }

  private until<T>(close: string, one: () => T): readonly T[] {
    if (this.maybe(close)) return [];
    const all = this.separated(one);
    this.take(close);
    return all;
  }

  private unit(): Unit {
    const { line } = this.peek;
    for (const what of ['CONSTANT', 'VARIABLE'] as const) {
      if (this.maybe(`${what}S`) || this.maybe(what)) {
        return { kind: 'declare', what, names: this.names(), line };
      }
    }
    if (this.maybe('RECURSIVE')) {
      const name = this.name();
      const arity = this.maybe('(') ? this.until(')', () => this.take('_')).length : 0;
      return { kind: 'recursive', name, arity, line };
    }
    return { kind: 'define', definition: this.definition(line) };
  }

  private definition(line: number): Definition {
    const name = this.name();
    let params: Definition['params'] = [];
    let bounds: readonly Bound[] | null = null;
    if (this.maybe('(')) params = this.until(')', () => this.param());
    else if (this.maybe('[')) {
      bounds = this.bounds();
      this.take(']');
    }
    this.take('==');
    return { name, line, params, bounds, body: this.expr(0) };
  }

  private param(): Definition['params'][number] {
    const name = this.name();
    const arity = this.maybe('(') ? this.until(')', () => this.take('_')).length : 0;
    return { name, arity };
  }

  private bounds(): readonly Bound[] {
    return this.separated(() => this.bound());
  }

  private bound(): Bound {
    const name = this.name();
    this.take('\\in');
    return { name, set: this.expr(0) };
  }

  /** Takes operators that bind closer than `above`. */
  private expr(above: number): Tla {
    let left = this.postfix();
    let before: { readonly op: string; readonly infix: Infix } | null = null;
    for (;;) {
      const { text: op, kind, first } = this.peek;
      const found = kind === 'symbol' ? infixes[op] : undefined;
      if (found === undefined || found.low <= above) return left;
      if (first && (op === '/\\' || op === '\\/')) this.fail('a bullet outside of its list');
      if (before !== null && found.high >= before.infix.low) {
        if (!(before.op === op && found.chains)) this.fail(`${before.op} and ${op} need brackets`);
      }
      this.at++;
      left = { kind: 'infix', op, left, right: this.expr(found.high) };
      before = { op, infix: found };
    }
  }

  private postfix(): Tla {
    let of = this.primary();
    for (;;) {
      if (this.maybe("'")) of = { kind: 'prime', of };
      else if (this.maybe('['))
        of = { kind: 'apply', of, args: this.until(']', () => this.expr(0)) };
      else if (this.maybe('.')) of = { kind: 'field', of, name: this.name() };
      else return of;
    }
  }

  private primary(): Tla {
    const { kind, text, line } = this.peek;
    if (kind === 'end') this.fail('an expression is missing');
    if (kind === 'number') return { kind: 'literal', value: Number(this.next().text) };
    if (kind === 'string') {
      const value = this.next().text.slice(1, -1).replaceAll(/\\(.)/g, '$1');
      return { kind: 'literal', value };
    }
    const prefix = prefixes[text];
    if (prefix !== undefined) {
      this.at++;
      return { kind: 'prefix', op: text, of: this.expr(prefix - 0.5) };
    }
    if (text === '/\\' || text === '\\/') return this.list(text);
    const special = this.special(text, line);
    if (special !== null) return special;
    if (text === 'TRUE' || text === 'FALSE') {
      this.at++;
      return { kind: 'literal', value: text === 'TRUE' };
    }
    const name = this.name();
    const args = this.maybe('(') ? this.until(')', () => this.expr(0)) : [];
    return { kind: 'name', name, line, args };
  }

  private special(text: string, line: number): Tla | null {
    switch (text) {
      case '(': {
        this.at++;
        const inner = this.expr(0);
        this.take(')');
        return inner;
      }
      case '<<':
        this.at++;
        return { kind: 'tuple', items: this.until('>>', () => this.expr(0)) };
      case '{':
        this.at++;
        return this.braces(line);
      case '[':
        this.at++;
        return this.square(line);
      case 'IF':
        return this.choice();
      case 'LET':
        return this.let();
      case '\\A':
      case '\\E': {
        this.at++;
        const bounds = this.bounds();
        this.take(':');
        return { kind: 'quantifier', op: text, bounds, body: this.expr(0), line };
      }
      case 'CHOOSE': {
        this.at++;
        const bound = this.bound();
        this.take(':');
        return { kind: 'choose', bound, body: this.expr(0), line };
      }
      case 'LAMBDA': {
        this.at++;
        const params = this.names();
        this.take(':');
        return { kind: 'lambda', params, body: this.expr(0), line };
      }
      default:
        return null;
    }
  }

  private list(op: '/\\' | '\\/'): Tla {
    const { column } = this.peek;
    const items: Tla[] = [];
    const around = this.fence;
    while (this.is(op) && this.peek.column === column) {
      this.at++;
      this.fence = column;
      items.push(this.expr(0));
      this.fence = around;
    }
    return { kind: 'list', op, items };
  }

  private choice(): Tla {
    this.take('IF');
    const test = this.expr(0);
    this.take('THEN');
    const then = this.expr(0);
    this.take('ELSE');
    return { kind: 'if', test, then, otherwise: this.expr(0) };
  }

  private let(): Tla {
    this.take('LET');
    const units: Unit[] = [];
    do units.push(this.unit());
    while (!this.is('IN'));
    this.take('IN');
    return { kind: 'let', units, body: this.expr(0) };
  }

  private braces(line: number): Tla {
    if (this.maybe('}')) return { kind: 'set', items: [] };
    const first = this.expr(0);
    if (this.maybe(':')) {
      const inside: Tla =
        first.kind === 'infix' && first.op === '\\in' && first.left.kind === 'name'
          ? {
              kind: 'filter',
              bound: { name: first.left.name, set: first.right },
              test: this.expr(0),
              line,
            }
          : { kind: 'image', body: first, bounds: this.bounds(), line };
      this.take('}');
      return inside;
    }
    const rest = this.maybe(',') ? this.separated(() => this.expr(0)) : [];
    this.take('}');
    return { kind: 'set', items: [first, ...rest] };
  }

  private square(line: number): Tla {
    if (this.maybe(']')) return this.box();
    const [one, two] = [this.tokens[this.at], this.tokens[this.at + 1]?.text];
    if (one?.kind === 'name' && (two === '|->' || two === ':')) {
      const fields = this.until(']', () => {
        const name = this.name();
        this.take(two);
        return [name, this.expr(0)] as const;
      });
      return { kind: two === ':' ? 'records' : 'record', fields };
    }
    if (one?.kind === 'name' && two === '\\in') {
      const bounds = this.bounds();
      this.take('|->');
      const body = this.expr(0);
      this.take(']');
      return { kind: 'function', bounds, body, line };
    }
    const of = this.expr(0);
    if (this.maybe('->')) {
      const to = this.expr(0);
      this.take(']');
      return { kind: 'functions', from: of, to };
    }
    this.take('EXCEPT');
    return { kind: 'except', of, changes: this.until(']', () => this.change()) };
  }

  private change(): { readonly path: readonly Tla[]; readonly value: Tla } {
    this.take('!');
    const path: Tla[] = [];
    while (!this.is('=')) {
      if (this.maybe('.')) path.push({ kind: 'literal', value: this.name() });
      else {
        this.take('[');
        path.push(this.expr(0));
        this.take(']');
      }
    }
    this.take('=');
    return { path, value: this.expr(0) };
  }

  // `[][action]_vars`: the lexer sees the name `_vars`.
  private box(): Tla {
    this.take('[');
    const action = this.expr(0);
    this.take(']');
    const { line } = this.peek;
    const sub = this.name();
    if (!sub.startsWith('_')) this.fail('_vars is missing');
    return { kind: 'box', action, vars: { kind: 'name', name: sub.slice(1), line, args: [] } };
  }
}
