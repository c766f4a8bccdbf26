/**
 * Where code is put while it is made: a list of statements, the locals of the body, the
 * labels, and what to do when something fails. An `Unable` is thrown for what an engine
 * cannot do; `program` turns it into an Unfit, so it never leaves this folder.
 */
import type { Body, Bool, Label, LocalId, Num, Site, Stmt } from '../ir/code.ts';
import { all, flag, isFalse, local, not, rank, sameBool } from '../ir/fold.ts';
import { readsAfter, sizeOf } from '../ir/walk.ts';

/** This machine cannot be made into a program, and why. */
export class Unable extends Error {}

/** The code of one way grows beyond what is sensible; another form of it may do. */
export class Sprawl extends Error {}

/** What a frame had at some time. */
export interface Mark {
  readonly locals: number;
  readonly saves: number;
  readonly made: number;
}

/** What all pieces of one body share. */
export class Frame {
  readonly locals: ('num' | 'bool')[] = [];
  saves = 0;
  /** Statements made so far; long ones count for more. */
  made = 0;
  /** Beyond so many it is a sprawl. */
  most = mostStatements;
  private labels = 0;

  label(): Label {
    return this.labels++;
  }

  /** How far it has come. */
  mark(): Mark {
    return { locals: this.locals.length, saves: this.saves, made: this.made };
  }

  /** Forgets what was made since then, when nobody has it. */
  back({ locals, saves, made }: Mark): void {
    this.locals.length = locals;
    this.saves = saves;
    this.made = made;
  }

  body(code: readonly Stmt[]): Body {
    return { code, locals: this.locals, saves: this.saves };
  }
}

/** Ends what is being evaluated, because of a fault of this rank. */
export type Fail = (sink: Sink, rank: Num) => void;

const mostStatements = 60_000;

// Operators and leaves that make a statement long.
const longExpression = 16;

function weightOf(stmt: Stmt): number {
  const code = 'value' in stmt ? stmt.value : 'test' in stmt ? stmt.test : null;
  return code === null ? 1 : 1 + Math.floor(sizeOf(code) / longExpression);
}

/** A list of statements in the making. */
export class Sink {
  readonly frame: Frame;
  readonly code: Stmt[] = [];
  readonly fail: Fail;
  /** What is true wherever this code runs; nothing here reads the successor. */
  readonly facts: readonly Bool[];
  /** It can be left other than at its end. */
  leaves = false;

  constructor(frame: Frame, fail: Fail, facts: readonly Bool[] = []) {
    this.frame = frame;
    this.fail = fail;
    this.facts = facts;
  }

  /** An empty list that goes into this one's frame. */
  inner(fail: Fail = this.fail): Sink {
    return new Sink(this.frame, fail, this.facts);
  }

  /** The same, for code that runs only where this is true. */
  where(test: Bool): Sink {
    const parts = test.kind === 'all' ? test.of : [test];
    const stable = parts.filter(part => part.kind !== 'truth' && !readsAfter(part));
    return new Sink(this.frame, this.fail, [...this.facts, ...stable]);
  }

  put(stmt: Stmt): void {
    this.frame.made += weightOf(stmt);
    if (this.frame.made > this.frame.most) throw new Sprawl();
    this.code.push(stmt);
  }

  /** Takes over what another list says. */
  putAll(other: Sink): void {
    this.code.push(...other.code);
    this.leaves ||= other.leaves;
  }

  leave(label: Label): void {
    this.leaves = true;
    this.put({ kind: 'leave', label });
  }

  /** `if (test) { then } else { otherwise }`, or the part that is always run. */
  when(test: Bool, then: Sink, otherwise: Sink = this.inner()): void {
    if (test.kind === 'truth') {
      this.putAll(test.value ? then : otherwise);
      return;
    }
    this.leaves ||= then.leaves || otherwise.leaves;
    const [only] = then.code;
    if (otherwise.code.length > 0 || then.code.length > 0) {
      const nested =
        otherwise.code.length === 0 &&
        then.code.length === 1 &&
        only?.kind === 'if' &&
        only.otherwise.length === 0;
      if (nested) this.put({ ...only, test: all([test, only.test]) });
      else this.put({ kind: 'if', test, then: then.code, otherwise: otherwise.code });
    }
  }

  /** The code, in a block if it goes to the label. */
  block(label: Label, inner: Sink): void {
    if (inner.leaves) this.put({ kind: 'block', label, body: inner.code });
    else this.code.push(...inner.code);
    this.leaves ||= inner.leaves;
  }

  /** A new local with this value. */
  number(value: Num): Num {
    if (value.kind === 'number' || value.kind === 'local') return value;
    const id = this.numberLocal();
    this.put({ kind: 'set', local: id, value });
    return local(id, value.low, value.high);
  }

  /** A new local with this value. */
  truth(value: Bool): Bool {
    if (value.kind === 'truth' || value.kind === 'flag') return value;
    const id = this.flagLocal();
    this.put({ kind: 'set', local: id, value });
    return flag(id);
  }

  numberLocal(): LocalId {
    return this.frame.locals.push('num') - 1;
  }

  flagLocal(): LocalId {
    return this.frame.locals.push('bool') - 1;
  }

  /** The same value, in a local if it is long and used often. */
  shortNumber(value: Num): Num {
    return sizeOf(value) > longest ? this.number(value) : value;
  }

  shortTruth(value: Bool): Bool {
    return sizeOf(value) > longest ? this.truth(value) : value;
  }

  /** Fails at the site if this is so. */
  failIf(bad: Bool, site: Site): void {
    const good = not(bad);
    if (isFalse(bad) || this.facts.some(fact => sameBool(fact, good))) return;
    const then = this.inner();
    then.fail(then, rank(site));
    this.when(bad, then);
  }
}

const longest = 12;

/** Only sets locals: it may be run whether its result is wanted or not. */
export const isPure = (sink: Sink): boolean => sink.code.every(stmt => stmt.kind === 'set');
