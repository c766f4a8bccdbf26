/** The tracer, which runs the bodies of a program one state at a time, against the reference. */
import { tracerOf } from '../../../src/engine/js/tracer.ts';
import { pack, unpack } from '../../../src/engine/layout/pack.ts';
import { encode, listFrom } from '../../../src/machine/value.ts';
import { isFault } from '../../../src/reference/fault.ts';
import { isDeadlock } from '../../../src/reference/successors.ts';
import { same, sameTexts } from './different.ts';
import { flagTexts, listed, type Made, raisedByState, raisedByStep } from './raised.ts';
import type { Seen } from './states.ts';

/** Packing loses nothing, and every state has the same transitions and breaks the same. */
export function traced(made: Made, states: Iterable<Seen>): void {
  const { machine, program } = made;
  const { layout } = program;
  const tracer = tracerOf(program);
  const texts = flagTexts(program);
  const raised = (): string => listed(tracer.raised.map(flag => texts[flag] ?? `${flag}`));
  for (const { state, expansion } of states) {
    const words = pack(layout, state.toArray());
    const where = encode(state);
    same('a state after packing', where, encode(listFrom(unpack(layout, words))));
    tracer.judge(words, 0);
    same(`what ${where} raises`, listed(raisedByState(made, state)), raised());
    const found: string[] = [];
    tracer.expand(words, 0, (actor, fails) => {
      const one = program.actors[actor];
      const who = `${one?.actor}(${one?.instance.map(encode)})`;
      found.push(`${who} ${fails ? 'fails' : successor()} raises ${raised()}`);
    });
    const expected = expansion.transitions.map(transition => {
      const { actor, instance, outcome } = transition;
      const after = isFault(outcome) ? 'fails' : encode(outcome);
      return `${actor}(${instance.map(encode)}) ${after} raises ${listed(raisedByStep(made, state, transition))}`;
    });
    sameTexts(`the transitions out of ${where}`, expected, found);
    const stuck = found.length === 0 && tracer.unfinished(words, 0);
    same(
      `whether ${where} is a deadlock`,
      isDeadlock(machine, state, expansion.transitions),
      stuck,
    );
  }

  // Equal states have equal words: what is not in use is 0.
  function successor(): string {
    const values = unpack(layout, tracer.after);
    const after = encode(listFrom(values));
    same(`the words of ${after}`, pack(layout, values).join(), tracer.after.join());
    return after;
  }
}
