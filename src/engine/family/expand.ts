/**
 * What actors can do, in the versions that variants have of it: a piece is what a thread can
 * do from one place, or what an action of a device does with one choice of arguments.
 */
import { present } from '../../base/assertion.ts';
import type { Body } from '../ir/code.ts';
import type { World } from '../lower/context.ts';
import { failsNowhere, switchPlaces, type Ways, waysOf } from '../lower/expand.ts';
import { Frame, Sink } from '../lower/sink.ts';
import type { Joint } from './joint.ts';
import { byMask, type Piece, type Version, Versions } from './versions.ts';

/** A version of a piece, and where it belongs. */
interface Part extends Piece {
  /** The joint number of the instance. */
  readonly actor: number;
  readonly place: Ways['place'];
  /** Of its place, among those of the thread. */
  readonly key: number;
}

/** Bodies that emit all transitions of a state, each for the variants whose code it is. */
export function expandVersions(worlds: readonly World[], joint: Joint): readonly Version[] {
  const parts = joint.actors.flatMap((_, actor) => partsOf(worlds, joint, actor));
  return [...byMask(parts)].flatMap(([mask, group]) =>
    bodiesOf(group).map(body => ({ mask, body })),
  );
}

function partsOf(worlds: readonly World[], joint: Joint, actor: number): readonly Part[] {
  const pieces = new Map<string, { place: Ways['place']; key: number; versions: Versions }>();
  for (const [variant, world] of worlds.entries()) {
    const own = present(joint.places[variant], 'a place each').actors.indexOf(actor);
    const instance = present(joint.places[variant], 'a place each').instances[own];
    if (instance === undefined) continue;
    const { place, list } = waysOf(world, own, instance);
    for (const { key, step, code } of list) {
      const name = `${step} ${key}`;
      const piece = pieces.get(name) ?? { place, key, versions: new Versions() };
      pieces.set(name, piece);
      piece.versions.add(variant, code);
    }
  }
  return [...pieces.values()].flatMap(({ place, key, versions }) =>
    versions.all.map(piece => ({ ...piece, actor, place, key })),
  );
}

// Statements after which a function is long enough for the compiler behind.
const longBody = 2500;

// What one instance of a thread does from several places is one switch.
function bodiesOf(parts: readonly Part[]): readonly Body[] {
  const bodies: Body[] = [];
  let frame = new Frame();
  let sink = new Sink(frame, failsNowhere);
  const close = (): void => {
    if (sink.code.length > 0) bodies.push(frame.body(sink.code));
    frame = new Frame();
    sink = new Sink(frame, failsNowhere);
  };
  for (const of of byActor(parts)) {
    const place = of[0]?.place ?? null;
    if (frame.made > longBody) close();
    if (place === null) for (const { code } of of) code(sink);
    else switchPlaces(place, of, sink);
  }
  close();
  return bodies;
}

// Threads whole, actions one by one.
function byActor(parts: readonly Part[]): readonly (readonly Part[])[] {
  const threads = new Map<number, Part[]>();
  const all: Part[][] = [];
  for (const part of parts) {
    const known = part.place === null ? undefined : threads.get(part.actor);
    if (known !== undefined) {
      known.push(part);
      continue;
    }
    const group = [part];
    all.push(group);
    if (part.place !== null) threads.set(part.actor, group);
  }
  return all;
}
