/**
 * A body of code as a JavaScript function: halves and locals are its variables, so V8
 * keeps them in registers. What its reports do (a transition, a fault, a flag) is text
 * that the caller gives, for the kernel and the tracer want different things.
 */
import { present, unreachable } from '../../base/assertion.ts';
import type { Body, Label, LocalId, Stmt } from '../ir/code.ts';
import { readsAfter } from '../ir/walk.ts';
import { type Sort, Texts } from './expressions.ts';
import { halfName, localName, savedName } from './halves.ts';
import { type Used, usedBy } from './used.ts';
import { Writes } from './writes.ts';

/** Statements for what a body reports. */
export interface Reports {
  /** How the numbers around them are computed. */
  readonly sort: Sort;
  /** `after`: the variables that hold the halves of the successor. */
  readonly emit: (step: number, actor: number, after: readonly string[]) => string;
  readonly fault: (rank: string, step: number, actor: number) => string;
  readonly empty: (step: number) => string;
  readonly raise: (flag: string) => string;
}

/** Reports of what a body never does. */
export const silent: Reports = {
  sort: 'number',
  emit: () => '',
  fault: () => '',
  empty: () => '',
  raise: () => '',
};

/** The function of a state that lies in the array B from p on. */
export function stateFunction(name: string, body: Body, halves: number, reports: Reports): string {
  const used = usedBy(body);
  const all = Array.from({ length: halves }, (_, i) => i);
  const read = used.kinds.has('emit')
    ? all
    : [...new Set([...used.before, ...used.after, ...used.written])];
  const loads = read.map(half => `const ${halfName('before', half)} = B[p + ${half}] | 0;`);
  const own = ownHalves(used);
  const copies = own.map(half => `let ${halfName('after', half)} = ${halfName('before', half)};`);
  const after = all.map(half => halfName(own.includes(half) ? 'after' : 'before', half));
  const code = new Text(body, own, reports, after).text();
  return functionText(name, 'B, p', [...loads, ...copies, ...code]);
}

/** The function of two states, called with the halves that it reads. */
export interface StepFunction {
  readonly text: string;
  /** The call; `after` as in Reports. */
  readonly call: (after: readonly string[]) => string;
}

export function stepFunction(name: string, body: Body, reports: Reports): StepFunction {
  const used = usedBy(body);
  const before = used.before.map(half => halfName('before', half));
  const after = used.after.map(half => halfName('after', half));
  const code = new Text(body, used.after, reports, []).text();
  return {
    text: functionText(name, [...before, ...after].join(', '), code),
    call: names =>
      `${name}(${[...before, ...used.after.map(half => present(names[half], 'a half has a name'))].join(', ')});`,
  };
}

const functionText = (name: string, params: string, lines: readonly string[]): string =>
  `function ${name}(${params}) {\n${lines.join('\n')}\n}`;

// The others are the same before and after.
const ownHalves = (used: Used): readonly number[] => [...new Set([...used.after, ...used.written])];

class Text {
  private readonly body: Body;
  private readonly own: readonly number[];
  private readonly reports: Reports;
  private readonly after: readonly string[];
  private readonly texts: Texts;
  private readonly writes: Writes;

  constructor(body: Body, own: readonly number[], reports: Reports, after: readonly string[]) {
    this.body = body;
    this.own = own;
    this.reports = reports;
    this.after = after;
    this.texts = new Texts(reports.sort);
    this.writes = new Writes(this.texts);
  }

  text(): readonly string[] {
    const locals = this.body.locals.map(
      (sort, id) => `let ${localName(id)} = ${sort === 'num' ? this.texts.zero : 'false'};`,
    );
    const slots = Array.from({ length: this.body.saves }, (_, slot) =>
      this.own.map(half => `let ${savedName(slot, half)} = 0;`),
    );
    const stack = usesStack(this.body) ? ['const stack = [];'] : [];
    return [...locals, ...slots.flat(), ...stack, ...this.block(this.body.code)];
  }

  private block(stmts: readonly Stmt[]): readonly string[] {
    const lines: string[] = [];
    for (const stmt of stmts) {
      if (stmt.kind !== 'write') {
        lines.push(...this.writes.text(), ...this.statement(stmt));
        continue;
      }
      const { field, value } = stmt;
      const alone = readsAfter(value);
      if (alone || this.writes.overlaps(field)) lines.push(...this.writes.text());
      this.writes.add(field, value);
      if (alone) lines.push(...this.writes.text());
    }
    lines.push(...this.writes.text());
    return lines;
  }

  private statement(stmt: Exclude<Stmt, { kind: 'write' }>): readonly string[] {
    switch (stmt.kind) {
      case 'set':
        return [
          `${localName(stmt.local)} = ${'low' in stmt.value ? this.texts.num(stmt.value) : this.texts.bool(stmt.value)};`,
        ];
      case 'if':
        return this.choice(this.texts.bool(stmt.test), stmt.then, stmt.otherwise);
      case 'ifStacked':
        return this.choice('stack.length > 0', stmt.then, stmt.otherwise);
      case 'switch':
        return this.cases(this.texts.plain(stmt.on), stmt.cases);
      case 'block':
        return [`${labelName(stmt.label)}: {`, ...this.block(stmt.body), '}'];
      case 'loop':
        return [`${labelName(stmt.label)}: for (;;) {`, ...this.block(stmt.body), 'break;', '}'];
      case 'leave':
        return [`break ${labelName(stmt.label)};`];
      case 'again':
        return [`continue ${labelName(stmt.label)};`];
      case 'begin':
        return this.own.map(h => `${halfName('after', h)} = ${halfName('before', h)};`);
      case 'save':
        return this.own.map(h => `${savedName(stmt.slot, h)} = ${halfName('after', h)};`);
      case 'load':
        return this.own.map(h => `${halfName('after', h)} = ${savedName(stmt.slot, h)};`);
      case 'push':
        return [`stack.push(${[...this.kept(stmt.locals), '0'].join(', ')});`];
      case 'pop':
        return [
          'stack.pop();',
          ...this.kept(stmt.locals)
            .toReversed()
            .map(n => `${n} = stack.pop();`),
        ];
      default:
        return [this.report(stmt)];
    }
  }

  private report(stmt: Extract<Stmt, { kind: 'emit' | 'fault' | 'empty' | 'raise' }>): string {
    switch (stmt.kind) {
      case 'emit':
        return this.reports.emit(stmt.step, stmt.actor, this.after);
      case 'fault':
        return this.reports.fault(this.texts.plain(stmt.rank), stmt.step, stmt.actor);
      case 'empty':
        return this.reports.empty(stmt.step);
      case 'raise':
        return this.reports.raise(this.texts.plain(stmt.flag));
      default:
        return unreachable(stmt);
    }
  }

  private choice(
    test: string,
    then: readonly Stmt[],
    otherwise: readonly Stmt[],
  ): readonly string[] {
    const first = [`if (${test}) {`, ...this.block(then)];
    return otherwise.length === 0
      ? [...first, '}']
      : [...first, '} else {', ...this.block(otherwise), '}'];
  }

  private cases(on: string, cases: readonly (readonly Stmt[])[]): readonly string[] {
    const texts = cases.flatMap((code, i) =>
      code.length === 0 ? [] : [`case ${i}: {`, ...this.block(code), 'break;', '}'],
    );
    return [`switch (${on}) {`, ...texts, '}'];
  }

  private kept(locals: readonly LocalId[]): readonly string[] {
    return [...this.own.map(half => halfName('after', half)), ...locals.map(localName)];
  }
}

const usesStack = (body: Body): boolean => {
  const { kinds } = usedBy(body);
  return kinds.has('push') || kinds.has('ifStacked');
};

const labelName = (label: Label): string => `L${label}`;
