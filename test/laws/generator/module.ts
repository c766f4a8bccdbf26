/**
 * A random module as text: types, constants, variables, functions, procedures, actors,
 * properties, patches and variants, in this order or in another. Well-typed by the way
 * it is made; what the checker refuses all the same is a mistake here or there.
 */
import { declareDevice, declareEnvironment, declareThread, enterActor } from './actors.ts';
import { boolean } from './booleans.ts';
import * as declare from './declarations.ts';
import { type Dice, times } from './dice.ts';
import { integer, within } from './integers.ts';
import type { World } from './model.ts';
import { declarePatches } from './patches.ts';
import { declareProperty, declareRest, type Property } from './properties.ts';
import { block, statements } from './statements.ts';
import { declareTypes } from './types.ts';
import { setOf, value } from './values.ts';

function newWorld(dice: Dice): World {
  let names = 0;
  return {
    dice,
    fresh: stem => `${stem}${++names}`,
    types: {
      enums: [],
      scalarsets: [],
      structs: [],
      unions: [],
      aliases: [],
      defaults: new Set(),
      open: new Set(),
    },
    parameters: [],
    roots: [],
    funs: [],
    procs: [],
    actors: [],
    bodies: [],
    settings: [],
    constants: [],
    make: { value, bool: boolean, integer, within, set: setOf, block, statements },
  };
}

/** The text of a module, one declaration a line. */
export function randomModule(dice: Dice): string {
  const w = newWorld(dice);
  const text = [...declareTypes(w), ...declare.declareConstants(w)];
  text.push(...declare.declareVariables(w, dice.of([64, 128, 256, 512, 1024])));
  text.push(...times(dice.count(3, 5, 3), () => declare.declareFun(w)));
  if (dice.chance(25)) text.push(declare.declareInit(w));
  text.push(...times(dice.count(5, 4, 2), () => declare.declareProc(w)));
  text.push(...actors(w));
  const properties = declareProperties(w);
  text.push(...properties.map(p => p.text), ...declareRest(w));
  const ordered = dice.chance(15) ? [...text].reverse() : text;
  if (dice.chance(60)) ordered.push(...declarePatches(w, properties));
  return [`module ${w.fresh('m')};`, ...ordered, ''].join('\n');
}

// Devices first: all may read their locals.
function actors(w: World): readonly string[] {
  const { dice } = w;
  const threads = dice.count(1, 6, 6, 1);
  const devices = threads === 0 ? dice.between(1, 2) : dice.count(5, 6, 1);
  const [family, most] = [threads === 1 ? 60 : 30, threads > 2 ? 2 : 3];
  const thread = (): string => declareThread(w, enterActor(w, 'thread', family, most));
  const device = (): string => declareDevice(w, enterActor(w, 'device', 35, 3));
  const environment = (): string => declareEnvironment(w, enterActor(w, 'device', 0, 1));
  const first = times(dice.chance(50) ? 1 : 0, environment);
  return [...first, ...times(devices, device), ...times(threads, thread)];
}

function declareProperties(w: World): readonly Property[] {
  const kinds: readonly Property['kind'][] = ['invariant', 'transition', 'cover'];
  return kinds.flatMap(kind => times(w.dice.count(1, 4, 2), () => declareProperty(w, kind)));
}
