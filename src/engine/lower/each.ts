/**
 * The turns of a loop over elements without order, inside one step: they commute, so they
 * are written out one after the other. Where turns can fail, a turn that fails leaves
 * nothing behind and the rest still run; then the fault is the first in the text of those
 * that a turn alone has, or else of those met on the way.
 */
import type { Node } from '../../machine/machine.ts';
import type { Label, LocalId } from '../ir/code.ts';
import { equal, less, local, number, selectNum } from '../ir/fold.ts';
import { bound } from './context.ts';
import { evaluate } from './expression.ts';
import { fixed } from './hold.ts';
import { common, type Exits, type Path, written } from './path.ts';
import { type Element, elementsOf, noteWorst } from './quantify.ts';
import type { Sink } from './sink.ts';
import { contextAt, type Walk, type WalkFrom } from './walking.ts';

type Each = Extract<Node, { readonly kind: 'each' }>;

/** Where the loop stands. */
export interface Here {
  readonly path: Path;
  readonly sink: Sink;
  readonly exits: Exits;
}

/** Makes the code of all turns; everything that the path knows has been written. */
export function each(walkFrom: WalkFrom, walk: Walk, node: Each, here: Here): Path {
  const { path, sink, exits } = here;
  const turns = { walkFrom, walk, node, exits };
  const domain = evaluate(node.domain, contextAt(walk, path, sink));
  const elements = elementsOf(fixed(domain, sink));
  const plain = sink.inner();
  let fails = false;
  const fault: Exits['fault'] = () => {
    fails = true;
  };
  let end = path;
  for (const element of elements) {
    const code = plain.where(element.here);
    end = turn({ ...turns, exits: { ...exits, fault } }, end, code, element);
    plain.when(element.here, code);
  }
  if (!fails) {
    sink.putAll(plain);
    return end;
  }
  return failing(turns, elements, path, sink);
}

// One turn, down to its `done`; what it binds is forgotten.
function turn(
  { walkFrom, walk, node, exits }: Turns,
  path: Path,
  code: Sink,
  element: Element,
): Path {
  const inner = { ...path, environment: bound(path.environment, node.binder, element.sym) };
  let after = path;
  walkFrom(walk, node.body, inner, code, {
    ...exits,
    inMidst: true,
    until: null,
    end: (reached, there) => {
      const changed = common(path.changed, reached.changed);
      after = { ...written(reached, there), environment: path.environment, changed };
    },
  });
  return after;
}

interface Turns {
  readonly walkFrom: WalkFrom;
  readonly walk: Walk;
  readonly node: Each;
  readonly exits: Exits;
}

function failing(turns: Turns, elements: readonly Element[], path: Path, sink: Sink): Path {
  const { frame } = sink;
  const { exits } = turns;
  const start = frame.saves++;
  sink.put({ kind: 'save', slot: start });
  const worst = freshWorst(sink);
  let end = path;
  for (const element of elements) {
    const label = frame.label();
    const before = frame.saves++;
    const code = sink.where(element.here);
    code.put({ kind: 'save', slot: before });
    const fault = leaving(label, worst, before);
    end = turn({ ...turns, exits: { ...exits, fault } }, end, code, element);
    closed(sink, element, label, code);
  }
  const failed = sink.inner();
  const alone = freshWorst(failed);
  for (const element of elements) {
    const label = frame.label();
    const code = failed.where(element.here);
    code.put({ kind: 'load', slot: start });
    turn(
      { ...turns, exits: { ...exits, way: label, fault: leaving(label, alone, null) } },
      path,
      code,
      element,
    );
    closed(failed, element, label, code);
  }
  const [one, any] = [local(alone, 0, 2 ** 31), local(worst, 0, 2 ** 31)];
  failed.fail(failed, selectNum(equal(one, number(0)), any, one));
  sink.when(less(number(0), local(worst, 0, 2 ** 31)), failed);
  return end;
}

function freshWorst(sink: Sink): LocalId {
  const worst = sink.numberLocal();
  sink.put({ kind: 'set', local: worst, value: number(0) });
  return worst;
}

const leaving =
  (label: Label, worst: LocalId, before: number | null): NonNullable<Exits['fault']> =>
  (failed, rank) => {
    noteWorst(failed, worst, rank);
    if (before !== null) failed.put({ kind: 'load', slot: before });
    failed.leave(label);
  };

function closed(sink: Sink, element: Element, label: Label, code: Sink): void {
  const block = sink.inner();
  block.put({ kind: 'block', label, body: code.code });
  block.leaves ||= code.leaves;
  sink.when(element.here, block);
}
