/** Lists of statements: which ones, and what they leave for those behind them. */
import * as blocks from './blocks.ts';
import type { Weighted } from './dice.ts';
import { bound, label, mayWait, plain, stepwise } from './flows.ts';
import type { Flow, Proc, World, Written } from './model.ts';
import { chosen, pathText, waysInto } from './reads.ts';
import * as simple from './simple.ts';
import { canWrite, membersAtHand } from './types.ts';
import { unorderedLoop } from './unordered.ts';

/** `{ ... }` with about so many statements. */
export const block = (w: World, flow: Flow, size: number): string =>
  `{ ${statements(w, flow, size).text} }`;

/** Statements one behind the other. */
export function statements(w: World, flow: Flow, size: number): Written {
  let at = flow;
  const texts: string[] = [];
  for (let i = 0; i < size; i++) {
    const { text, flow: after } = statement(w, at);
    texts.push(text);
    at = after;
  }
  return { text: texts.join(' '), flow: at };
}

function statement(w: World, flow: Flow): Written {
  const makers =
    flow.depth > 0 ? [...simpleOnes(w, flow), ...compound(w, flow)] : simpleOnes(w, flow);
  for (let turn = 0; turn < 5; turn++) {
    const written = w.dice.weighed(makers)();
    if (written !== undefined) return written;
  }
  return simple.step(w, flow);
}

type Makers = readonly Weighted<() => Written | undefined>[];

function simpleOnes(w: World, flow: Flow): Makers {
  const init = flow.owner.kind === 'init';
  return [
    [16, () => simple.assign(w, flow)],
    [8, () => simple.accumulate(w, flow)],
    [2, () => simple.assignInside(w, flow)],
    [3, () => simple.letName(w, flow)],
    [flow.inTurns ? 0 : 4, () => simple.pick(w, flow)],
    [init || flow.inTurns ? 0 : 4, () => simple.scramble(w, flow)],
    [init ? 0 : 2, () => simple.guard(w, flow)],
    [init ? 0 : 2, () => simple.check(w, flow)],
    [init ? 0 : 2, () => simple.rest(w, flow)],
    [init || flow.procs.length === 0 ? 0 : 5, () => call(w, flow)],
  ];
}

function compound(w: World, flow: Flow): Makers {
  const { atomic } = flow;
  return [
    [8, () => blocks.branch(w, flow)],
    [4, () => blocks.jump(w, flow)],
    [3, () => blocks.whileLoop(w, flow)],
    [1, () => blocks.foreverLoop(w, flow)],
    [atomic ? 8 : 5, () => blocks.forLoop(w, flow)],
    [atomic ? 6 : 0, () => unorderedLoop(w, flow)],
    [flow.inTurns ? 0 : 4, () => blocks.choice(w, flow)],
    [5, () => blocks.match(w, flow)],
    [atomic ? 1 : 10, () => blocks.atomic(w, flow)],
    [1, () => blocks.inner(w, flow)],
  ];
}

/** `p(e, place);`, `let x = p();`, `place = p();` */
function call(w: World, flow: Flow): Written | undefined {
  const { dice } = w;
  const proc = dice.of(flow.procs);
  const { name, result } = proc;
  if (proc.owner.stepwise && (flow.atomic || !mayWait(flow))) return undefined;
  if (proc.owner.stepwise) stepwise(flow);
  const args = argumentsOf(w, flow, proc);
  if (args === undefined) return undefined;
  const words = `${name}(${args.join(', ')});`;
  if (result === null || dice.chance(15))
    return plain(`${label(w, flow, { isStep: false })}${words}`, flow);
  const ways = waysInto(flow.places, membersAtHand(flow.scope));
  const target = chosen(
    w,
    ways.filter(way => simple.sameType(way.type, result)),
  );
  if (target !== undefined && dice.chance(75)) {
    const place = pathText(w, target, flow.scope, 0);
    return plain(`${label(w, flow, { isStep: false })}${place} = ${words}`, flow);
  }
  const own = w.fresh('x');
  const at = label(w, flow, { isStep: false, binds: { name: own, type: result } });
  return {
    ...plain(`${at}let ${own} = ${words}`, flow),
    flow: bound({ ...flow, assigned: true }, own, result),
  };
}

function argumentsOf(w: World, flow: Flow, { params }: Proc): readonly string[] | undefined {
  const members = membersAtHand(flow.scope);
  const ways = waysInto(flow.places, members);
  const args: string[] = [];
  for (const { isVar, type } of params) {
    const place = isVar
      ? chosen(
          w,
          ways.filter(way => simple.sameType(way.type, type)),
        )
      : undefined;
    if (isVar ? place === undefined : !canWrite(type, members)) return undefined;
    args.push(
      place === undefined
        ? w.make.value(w, type, flow.scope, 1).text
        : pathText(w, place, flow.scope, 0),
    );
  }
  return args;
}
