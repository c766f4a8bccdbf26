/**
 * Makes the claim that a property is violated from a run that was replayed: a row a step,
 * and a row 0 where there are several initial states. What is written is read and checked
 * again before anybody sees it; so is the only way here.
 */
import { present } from '../base/assertion.ts';
import type { Machine } from '../machine/machine.ts';
import type { Path } from '../machine/search.ts';
import { isFault } from '../reference/fault.ts';
import { initialStates } from '../reference/initial.ts';
import type { Trace } from '../trace/trace.ts';
import { actionsIn, beginningsOf } from './action.ts';
import type { Row, Subject, Violation } from './claim.ts';
import { checkRun } from './replay.ts';
import { subjectOf } from './subject.ts';

/** What a claim says besides what the machine knows. */
export type Origin = Pick<Subject, 'name' | 'tool' | 'spec'>;

/** The claim that a trace shows; throws for one that does not show it, which nobody may be sent. */
export function violationOf(machine: Machine, trace: Trace, origin: Origin): Violation {
  const rows = rowsOf(machine, trace.path);
  const claim: Violation = {
    kind: 'violation',
    ...origin,
    ...subjectOf(machine, trace.property),
    length: trace.steps.length,
    rows,
    loop: trace.loop,
  };
  const checked = checkRun(machine, claim);
  if (checked.kind === 'confirmed') return claim;
  throw new Error(`broken promise: a trace is a claim: ${checked.place}: ${checked.reason}`);
}

/** The rows of the run along a path of the machine; none where initialisation itself fails. */
export function rowsOf(machine: Machine, path: Path): readonly Row[] {
  const [first, ...choices] = path;
  if (first === undefined) return [];
  const beginnings = beginningsOf(machine, initialStates(machine).states);
  const beginning = chosenBy(beginnings, first);
  const rows: Row[] = beginnings.length > 1 ? [{ number: 0, action: beginning.text }] : [];
  let state = beginning.chosen;
  for (const [i, choice] of choices.entries()) {
    const { text, chosen } = chosenBy(actionsIn(machine, state), choice);
    rows.push({ number: i + 1, action: text });
    if (!isFault(chosen.outcome)) state = chosen.outcome;
  }
  return rows;
}

const chosenBy = <T extends { readonly choices: readonly number[] }>(
  all: readonly T[],
  choice: number,
): T =>
  present(
    all.find(({ choices }) => choices.includes(choice)),
    'a path counts in what can be chosen',
  );
