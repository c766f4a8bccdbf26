/** Properties into bodies that raise flags: of states, and of transitions. */
import { present } from '../../base/assertion.ts';
import type { Body, Num } from '../ir/code.ts';
import { add, not, number } from '../ir/fold.ts';
import type { Context, World } from './context.ts';
import { truthOf } from './expression.ts';
import type { Reading } from './load.ts';
import { Frame, Sink } from './sink.ts';

const before: Reading = () => 'before';
const after: Reading = () => 'after';

// Bodies are functions; a few thousand statements are a good size for one.
const mostStatements = 3000;

/** Judges states; `asked` are indexes into the machine's properties, in the order of flags. */
export function judgeBodies(world: World, asked: readonly number[]): readonly Body[] {
  const bodies: Body[] = [];
  let frame = new Frame();
  let code = new Sink(frame, () => {});
  for (const [flag, index] of asked.entries()) {
    const property = present(world.machine.properties[index], 'a property by its number');
    if (property.kind === 'transition') continue;
    judged(world, index, { flag, flags: asked.length }, code, null);
    if (frame.made < mostStatements) continue;
    bodies.push(frame.body(code.code));
    frame = new Frame();
    code = new Sink(frame, () => {});
  }
  return code.code.length > 0 ? [...bodies, frame.body(code.code)] : bodies;
}

/** Judges transitions; null where no transition property is asked for. */
export function judgeStepBody(world: World, asked: readonly number[]): Body | null {
  const frame = new Frame();
  const code = new Sink(frame, () => {});
  let some = false;
  for (const [flag, index] of asked.entries()) {
    if (world.machine.properties[index]?.kind !== 'transition') continue;
    some = true;
    judged(world, index, { flag, flags: asked.length }, code, after);
  }
  return some ? frame.body(code.code) : null;
}

/** Which flag a property raises. */
export interface Flagged {
  readonly flag: number;
  /** The number of the first flag of a site. */
  readonly flags: number;
}

/** Puts code there that judges a state by one property, or, with a transition property, a transition. */
export function judgeProperty(world: World, index: number, flagged: Flagged, sink: Sink): void {
  const { kind } = present(world.machine.properties[index], 'a property by its number');
  judged(world, index, flagged, sink, kind === 'transition' ? after : null);
}

function judged(
  world: World,
  index: number,
  { flag, flags }: Flagged,
  sink: Sink,
  next: Reading | null,
): void {
  const { kind, formula } = present(world.machine.properties[index], 'a property by its number');
  const label = sink.frame.label();
  const code = sink.inner((failed: Sink, rank: Num) => {
    failed.put({ kind: 'raise', flag: add(rank, number(flags - 1)) });
    failed.leave(label);
  });
  const context: Context = { world, sink: code, environment: null, reading: before, next };
  const holds = truthOf(formula, context);
  const raise = code.inner();
  raise.put({ kind: 'raise', flag: number(flag) });
  code.when(kind === 'cover' ? holds : not(holds), raise);
  sink.block(label, code);
}
