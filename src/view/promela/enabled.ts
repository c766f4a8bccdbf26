/**
 * Whether a step can be taken, said before it begins: its guards in the words of the state
 * before, with what it assigns meanwhile put in. A step that fails first can be taken too.
 */
import type { Machine, NodeId } from '../../machine/machine.ts';
import { ahead, nodeAt } from '../export/flow.ts';
import { form, formula } from './expr.ts';
import { the } from './form.ts';
import { changed, wayOf } from './place.ts';
import { apart, bound, refuse, type Scope } from './scope.ts';
import { all, any, either, not, type Text, yes } from './text.ts';

/** What is known while a step is gone through: its scope with new values of variables. */
export function assigned(
  scope: Scope,
  place: Parameters<typeof wayOf>[1],
  value: Parameters<typeof form>[1],
): Scope {
  const way = wayOf(scope, place);
  const type = scope.program.machine.variables[place.variable]?.type ?? place.type;
  const now = changed(type, scope.read(place.variable), way, form(scope, value));
  return { ...scope, read: id => (id === place.variable ? now : scope.read(id)) };
}

/** There is a guard from here on. */
const hasGuard = (machine: Machine, from: NodeId): boolean =>
  [from, ...ahead(machine, from)].some(id => {
    const node = nodeAt(machine, id);
    return node.kind === 'guard' || (node.kind === 'each' && hasGuard(machine, node.body));
  });

const mostNodes = 4000;

const plainEnd = (): Text => yes;

/** A run from a node on reaches an end, or fails. */
export function enabled(scope: Scope, from: NodeId): Text {
  const { machine } = scope.program;
  let budget = mostNodes;
  return go(scope, from, plainEnd);

  function go(here: Scope, id: NodeId, ended: (end: Scope) => Text): Text {
    const node = nodeAt(machine, id);
    if (node.kind === 'stop' || node.kind === 'done') return ended(here);
    if (ended === plainEnd && !hasGuard(machine, id)) return yes;
    budget -= 1;
    if (budget < 0) {
      if (budget === -1) {
        const message =
          'a guard behind a loop of one step: whether a d_step can begin is decided before it does';
        const span = 'span' in node ? node.span : machine.variables[0]?.span;
        if (span !== undefined) refuse(scope, span, message);
      }
      return yes;
    }
    switch (node.kind) {
      case 'step':
      case 'turn':
        return go(here, node.next, ended);
      case 'assign': {
        const { result, safe } = apart(here, s => assigned(s, node.place, node.value));
        return any([not(safe), go({ ...result, checks: here.checks }, node.next, ended)]);
      }
      case 'bind': {
        const { result, safe } = apart(here, s => form(s, node.value));
        return any([not(safe), go(bound(here, node.binder, result), node.next, ended)]);
      }
      case 'guard': {
        const { result, safe } = apart(here, s => formula(s, node.test));
        return any([not(safe), all([result, go(here, node.next, ended)])]);
      }
      case 'assert': {
        const { result, safe } = apart(here, s => formula(s, node.test));
        return any([not(safe), not(result), go(here, node.next, ended)]);
      }
      case 'branch': {
        const { result, safe } = apart(here, s => formula(s, node.test));
        if (result.value !== undefined)
          return any([not(safe), go(here, result.value ? node.then : node.otherwise, ended)]);
        const [then, otherwise] = [go(here, node.then, ended), go(here, node.otherwise, ended)];
        return any([not(safe), either(result, then, otherwise)]);
      }
      case 'each': {
        const { result, safe } = apart(here, s => the(form(s, node.domain), 'set').elements());
        const turn = (s: Scope, i: number): Text => {
          const element = result[i];
          if (element === undefined) return go(s, node.next, ended);
          const inner = bound(s, node.binder, element.value);
          const taken = go(inner, node.body, end => turn({ ...end, env: s.env }, i + 1));
          return either(element.member, taken, turn(s, i + 1));
        };
        return any([not(safe), turn(here, 0)]);
      }
      default:
        refuse(scope, node.span, 'a choice inside a loop of one step');
        return yes;
    }
  }
}
