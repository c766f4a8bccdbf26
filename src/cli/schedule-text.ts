/**
 * Reads a schedule as people paste it: rows `actor.step(args)`, one a line, or the rows
 * of a counterexample as view/board.ts printed them, where the column says who acts.
 * Quote marks of mail, changes beside the rows and everything that is no row are passed
 * over. Arguments may be named, or not, or left out; what is left out is free.
 */
import type { Row } from '../check/schedule.ts';
import type { Machine } from '../machine/machine.ts';
import { show } from '../machine/show.ts';
import { meaningOf } from '../proof/short.ts';
import type { State } from '../reference/state.ts';
import type { TraceStep } from '../trace/trace.ts';
import { actorName, headOf, instancesOf } from '../view/actors.ts';
import { assignments } from '../view/states.ts';

/** A row with the text it was read from. */
export interface WrittenRow {
  readonly text: string;
  readonly fits: Row;
}

interface Line {
  readonly text: string;
  /** Where the call starts, from 0. */
  readonly column: number;
}

/** A schedule as it was written. */
export interface Written {
  /** Whether a run may begin there, from what stands after `initially:`; null where that is not said. */
  readonly begins: ((initial: State) => boolean) | null;
  /** In order; none where the text has none. */
  readonly rows: readonly WrittenRow[];
}

/** Reads a text; of several runs the first. */
export function writtenIn(text: string, machine: Machine): Written {
  const lines = text.split(/\r?\n/).map(line => line.replace(/^(\s*>)+ ?/, '').trimEnd());
  const first = firstRow(lines, 0);
  if (first < 0) {
    return {
      begins: beginsAs(lines, machine),
      rows: lines.flatMap(line => plainRow(line, machine)),
    };
  }
  const before = lines.slice(0, first);
  const again = firstRow(lines, first + 1);
  const own = lines.slice(first, again < 0 ? lines.length : again);
  return { begins: beginsAs(before, machine), rows: rowsUnder(before, own, machine) };
}

// The first row with number 1, from a line on. In what stands after `initially:`, up to an empty line, a
// line that begins with `1:` is an entry of a map.
function firstRow(lines: readonly string[], from: number): number {
  let begins = false;
  return lines.findIndex((line, i) => {
    if (line.trimStart().startsWith(initially)) begins = true;
    else if (line.trim() === '') begins = false;
    return i >= from && !begins && numbered(line, 1) !== undefined;
  });
}

function rowsUnder(
  before: readonly string[],
  lines: readonly string[],
  machine: Machine,
): readonly WrittenRow[] {
  const heads = headsIn(before, machine);
  return joined(lines).flatMap(line => {
    const call = callIn(line.text);
    if (call === undefined) return [];
    return [{ text: call.text, fits: rowOf(call, machine, heads.get(line.column) ?? null) }];
  });
}

// The last of several: what stands before it belongs to other runs.
function beginsAs(lines: readonly string[], machine: Machine): Written['begins'] {
  const start = lines.findLastIndex(line => line.trimStart().startsWith(initially));
  if (start < 0) return null;
  const rest = lines.slice(start);
  const end = rest.findIndex(line => line.trim() === '');
  const said = compact((end < 0 ? rest : rest.slice(0, end)).join('')).slice(initially.length);
  if (said === 'asabove') return null;
  return state => compact(assignments(machine, state).join(',')) === said;
}

const initially = 'initially:';

function plainRow(line: string, machine: Machine): readonly WrittenRow[] {
  const call = line.trim().startsWith('#') ? undefined : callIn(line.trim());
  return call === undefined ? [] : [{ text: call.text, fits: rowOf(call, machine, null) }];
}

function numbered(line: string, index: number): Line | undefined {
  const found = /^(\s*(\d+)[.:)]?\s+[|\s]*)(\S.*)$/.exec(line);
  if (found?.[2] !== `${index}`) return undefined;
  return { text: found[3] ?? '', column: (found[1] ?? '').length };
}

// Rows count from 1; a call whose brackets are open goes on in the next line.
function joined(lines: readonly string[]): readonly Line[] {
  const rows: Line[] = [];
  for (const line of lines) {
    const row = numbered(line, rows.length + 1);
    const last = rows.at(-1);
    if (row !== undefined) rows.push(row);
    else if (last !== undefined && depthOf(last.text) > 0) {
      rows[rows.length - 1] = { ...last, text: `${last.text} ${line.replace(/^[|\s]+/, '')}` };
    }
  }
  return rows;
}

const depthOf = (text: string): number =>
  [...text].reduce((depth, c) => depth + ('([{'.includes(c) ? 1 : ')]}'.includes(c) ? -1 : 0), 0);

/** Columns of heads that name actors, to the actor's name. */
function headsIn(lines: readonly string[], machine: Machine): ReadonlyMap<number, string> {
  const names = new Map(
    machine.actors.flatMap(instancesOf).flatMap(who => {
      const name = actorName(who);
      return [
        [headOf(machine, who), name],
        [name, name],
      ] as const;
    }),
  );
  const heads = new Map<number, string>();
  for (const line of lines) {
    for (const found of line.matchAll(/[^\s|]+(?: [^\s|]+)*/g)) {
      const name = names.get(found[0]);
      if (name !== undefined) heads.set(found.index, name);
    }
  }
  return heads;
}

interface Call {
  readonly text: string;
  /** `unlink`, `cpu0.unlink`, `reader[Cpu0].step`. */
  readonly name: string;
  readonly args: readonly { readonly name: string | null; readonly value: string }[];
}

const place = /^(line \d+|\S+:\d+)$/;

/** The call that a text begins with. */
function callIn(text: string): Call | undefined {
  const end = endOfWord(text);
  const name = text.slice(0, end);
  if (!/^[\w.]/.test(name)) return undefined;
  if (text[end] !== '(') return { text: name, name, args: [] };
  const close = closing(text, end);
  const inside = text.slice(end + 1, close);
  const args = place.test(inside) ? [] : split(inside).map(argumentOf);
  return { text: text.slice(0, close + 1), name, args };
}

// A blank or an opening parenthesis ends the name, but not within brackets.
function endOfWord(text: string): number {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    if (depth === 0 && (c === '(' || /\s/.test(c))) return i;
    depth += depthOf(c);
  }
  return text.length;
}

function closing(text: string, open: number): number {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    depth += depthOf(text.charAt(i));
    if (depth === 0) return i;
  }
  return text.length;
}

/** The parts between the commas that stand in no bracket. */
function split(text: string): readonly string[] {
  const parts = [''];
  let depth = 0;
  for (const c of text) {
    depth += depthOf(c);
    if (c === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += c;
  }
  return parts.map(part => part.trim()).filter(part => part !== '');
}

function argumentOf(text: string): Call['args'][number] {
  const found = /^([A-Za-z_]\w*)\s*[=:]\s*(.+)$/s.exec(text);
  return found === null
    ? { name: null, value: text }
    : { name: found[1] ?? null, value: found[2] ?? '' };
}

function rowOf(call: Call, machine: Machine, actor: string | null): Row {
  return step => {
    if (!agrees(step, call)) return false;
    if (endsWith(step.step, call.name)) return actor === null || actor === actorName(step);
    const names = [actorName(step), headOf(machine, step), step.actor];
    return names.some(
      name =>
        call.name.startsWith(`${name}.`) && endsWith(step.step, call.name.slice(name.length + 1)),
    );
  };
}

// A step may be called by the end of the way to it, `free_page.free`, or with `..` for a part of
// that way, as claims call it: `unmap..free`.
const endsWith = (step: string, name: string): boolean =>
  /^\w+(?:\.{1,2}\w+)*\.\.\w+/.test(name)
    ? meaningOf(name).test(step)
    : `.${step}`.endsWith(`.${name}`);

// `_` is free, as in scenarios.
const agrees = (step: TraceStep, call: Call): boolean =>
  call.args.every(({ name, value }, i) => {
    const arg = name === null ? step.args[i] : step.args.find(a => a.name === name);
    return (
      value === '_' || (arg !== undefined && compact(show(arg.type, arg.value)) === compact(value))
    );
  });

const compact = (text: string): string => text.replaceAll(/\s/g, '');
