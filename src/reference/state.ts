/** A state: the value of every variable of a machine, by VariableId. */
import type { List } from 'immutable';
import type { Value } from '../machine/value.ts';

export type State = List<Value>;
