/**
 * Properties: an invariant is a predicate; a transition property the action in
 * `[][...]_vars`; a cover a predicate, whose negation TLC can be asked to refute. TLA+
 * does not look at steps that change nothing, we do: a property that such a step could
 * break is asserted of them beside.
 */
import type { Expr } from '../../machine/expr.ts';
import type { Machine, Property } from '../../machine/machine.ts';
import { partsOf } from '../../machine/parts.ts';
import { type Doc, definition } from './doc.ts';
import { plain, type Scope, type Speech, spoken } from './expr.ts';
import { liveLocations } from './graph.ts';
import type { Named } from './naming.ts';
import { atLeast, closed, level } from './text.ts';
import { typeSet } from './types.ts';
import { freeName, quoted } from './words.ts';

const judging = (speech: Speech): Scope => {
  const scope = plain(speech);
  return { ...scope, after: v => closed(`${scope.read(v).text}'`) };
};

/** The definitions of a property. */
export function propertyDoc(
  speech: Speech,
  names: Named,
  { kind, name, formula }: Property,
  head: string,
): readonly string[] {
  if (kind === 'transition') {
    return [definition(head, `[][${spoken(speech, judging(speech), formula).text}]_vars`)];
  }
  const lines = [definition(head, formulaDoc(speech, formula))];
  const never = names.never.get(name);
  return never === undefined ? lines : [...lines, `${never} == ~${head}`];
}

/** A conjunction as a list, where it would be long. */
function formulaDoc(speech: Speech, formula: Expr): Doc {
  const { text } = spoken(speech, plain(speech), formula);
  if (text.length < 76 || (formula.kind !== 'and' && formula.kind !== 'or')) return text;
  return {
    kind: 'list',
    op: formula.kind === 'and' ? '/\\' : '\\/',
    items: juncts(speech, formula, formula.kind),
  };
}

function juncts(speech: Speech, formula: Expr, kind: 'and' | 'or'): readonly string[] {
  if (formula.kind === kind) {
    return [...juncts(speech, formula.left, kind), ...juncts(speech, formula.right, kind)];
  }
  return [atLeast(spoken(speech, plain(speech), formula), level.junction + 0.1)];
}

/** What steps that change nothing must obey too; null where they obey by their form. */
export function judgedText(
  speech: Speech,
  machine: Machine,
  names: Named,
): readonly string[] | null {
  const open = machine.properties.filter(p => p.kind === 'transition' && !idleHolds(p.formula));
  if (open.length === 0) return null;
  const items = open.map(({ name, formula }) => {
    const text = spoken(speech, judging(speech), formula).text;
    return `Assert(${text}, ${quoted(`the step changes nothing and breaks ${names.properties.get(name) ?? name}`)})`;
  });
  return [
    '\\* A step that changes nothing must obey the transition properties too; [][...]_vars',
    '\\* passes over it.',
    definition('Judged', {
      kind: 'if',
      test: "vars' = vars",
      then: { kind: 'list', op: '/\\', items },
      otherwise: 'TRUE',
    }),
  ];
}

/** True of a step from a state to itself, as far as the form tells. */
function idleHolds(formula: Expr): boolean {
  switch (formula.kind) {
    case 'implies':
      return idleHolds(formula.right) || implied(formula.left, formula.right);
    case 'and':
      return idleHolds(formula.left) && idleHolds(formula.right);
    case 'or':
      return idleHolds(formula.left) || idleHolds(formula.right);
    case 'forall':
      return idleHolds(formula.body);
    case 'equal':
    case 'subset':
      return sameIdle(formula.left, formula.right);
    case 'order':
      return formula.op.includes('=') && sameIdle(formula.left, formula.right);
    default:
      return false;
  }
}

// One of the conjuncts on the left is what stands on the right.
function implied(left: Expr, right: Expr): boolean {
  if (sameIdle(left, right)) return true;
  return left.kind === 'and' && (implied(left.left, right) || implied(left.right, right));
}

// The same but for `next`.
function sameIdle(a: Expr, b: Expr): boolean {
  if (a.kind === 'next') return sameIdle(a.of, b);
  if (b.kind === 'next') return sameIdle(a, b.of);
  if (a.kind !== b.kind || ownText(a) !== ownText(b)) return false;
  const [left, right] = [partsOf(a), partsOf(b)];
  return (
    left.length === right.length &&
    left.every((part, i) => {
      const other = right[i];
      return other !== undefined && sameIdle(part, other);
    })
  );
}

// Everything of an expression but its parts.
function ownText(expr: Expr): string {
  const parts = new Set<unknown>(partsOf(expr));
  return JSON.stringify(expr, (key, value: unknown) => {
    if (key === 'span' || key === 'type' || key === 'updates') return undefined;
    return parts.has(value) ? null : typeof value === 'bigint' ? String(value) : value;
  });
}

/** All threads have ended, where each of them can. Without threads there is no such end. */
export function finishedTest(speech: Speech, machine: Machine): Doc | null {
  const threads = machine.actors.filter(actor => actor.kind === 'thread');
  if (machine.deadlockAllowed || threads.length === 0) return null;
  const items: string[] = [];
  for (const thread of threads) {
    const { params, place } = thread;
    if (!liveLocations(machine, thread).has(thread.finished)) return null;
    const variable = speech.variables[place] ?? '';
    const type = machine.variables[place]?.type;
    if (type === undefined) continue;
    let text = `"finished"`;
    for (const [i, param] of [...params.entries()].toReversed()) {
      const key = freeName(`${param.name}${i === 0 ? '' : `_${i + 1}`}`, speech.used);
      text = `[${key} \\in ${typeSet(param.type, speech).text} |-> ${text}]`;
    }
    items.push(`${variable} = ${text}`);
  }
  return { kind: 'list', op: '/\\', items: [...items, 'UNCHANGED vars'] };
}
