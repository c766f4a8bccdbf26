/** What TLA+, or TLC, cannot say of a machine: refused by its name, never changed in silence. */
import type { Span } from '../../base/source.ts';
import { describe } from '../../machine/describe.ts';
import { sizeOf } from '../../machine/domain.ts';
import type { Machine } from '../../machine/machine.ts';
import type { Type } from '../../machine/types.ts';
import { nodeAt, onCircle, reachable } from './graph.ts';
import { mostListed } from './operators.ts';
import { everyExpr, everyType, typesIn } from './walk.ts';

interface Reason {
  readonly reason: string;
  readonly span: Span | null;
}

const most = 2 ** 31 - 1;

/** The first thing that cannot be said, or null. */
export function unfit(machine: Machine): Reason | null {
  return unfitVariable(machine) ?? unfitExpr(machine) ?? unfitType(machine) ?? unfitLoop(machine);
}

function unfitVariable({ variables }: Machine): Reason | null {
  for (const { type, span } of variables) {
    const reason = tooLarge(typesIn(type));
    if (reason !== null) return { reason, span };
  }
  return null;
}

// Of parameters, whose place no type tells.
function unfitType(machine: Machine): Reason | null {
  const reason = tooLarge(everyType(machine));
  return reason === null ? null : { reason, span: null };
}

function tooLarge(types: Iterable<Type>): string | null {
  for (const type of types) {
    if (type.kind === 'range' && (Number(type.low) < -most || Number(type.high) > most)) {
      return `TLC counts with 32 bits: ${describe(type)} has larger integers`;
    }
  }
  return null;
}

function unfitExpr(machine: Machine): Reason | null {
  for (const expr of everyExpr(machine)) {
    const { span } = expr;
    if (expr.kind === 'constant') {
      const { value } = expr;
      if (
        (typeof value === 'number' || typeof value === 'bigint') &&
        (value > most || value < -most)
      ) {
        return { reason: `TLC counts with 32 bits: ${value} is larger`, span };
      }
      if (namesMember(expr.type))
        return { reason: 'a member of a scalarset has no name in TLA+', span };
    }
    if (expr.kind === 'head' || expr.kind === 'tail' || expr.kind === 'last') {
      const { type } = expr.of;
      if (type.kind === 'set' && type.of.kind !== 'range' && type.of.kind !== 'int') {
        if (sizeOf(type.of) > mostListed) {
          return {
            reason: `the order of the ${sizeOf(type.of)} values of ${describe(type.of)} is too long to list`,
            span,
          };
        }
      }
    }
  }
  return null;
}

const namesMember = (type: Type): boolean => type.kind === 'scalarset';

// Turns of loops over unordered sets, and beginnings of families, are written as values.
function unfitLoop(machine: Machine): Reason | null {
  const bodies = machine.nodes.flatMap(node => (node.kind === 'each' ? [node.body] : []));
  const starts = machine.actors.flatMap(actor =>
    actor.kind === 'thread' && actor.params.length > 0 ? [actor.start] : [],
  );
  for (const from of [...bodies, ...starts]) {
    for (const id of reachable(machine, [from])) {
      const node = nodeAt(machine, id);
      if (node.kind === 'turn' && onCircle(machine, id)) {
        return {
          reason: `a loop within the turns of another, or before the first step of a family, has no form in TLA+ here`,
          span: node.span,
        };
      }
    }
  }
  return null;
}
