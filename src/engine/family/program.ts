/**
 * The program of a family: as `Program`, but each body has the mask of the variants whose
 * code it is. A state at work has a mask too, of the variants that are new in it; a body
 * is run for those that are in both.
 */
import { present } from '../../base/assertion.ts';
import type { Machine } from '../../machine/machine.ts';
import type { Question } from '../../machine/search.ts';
import type { Body, Site } from '../ir/code.ts';
import type { Layout, Unfit } from '../layout/layout.ts';
import type { World } from '../lower/context.ts';
import { unfinishedBody } from '../lower/expand.ts';
import { judgeProperty } from '../lower/judge.ts';
import { askedProperties, unlessUnable } from '../lower/program.ts';
import { Sites } from '../lower/sites.ts';
import type { ActorInstance, Program } from '../program.ts';
import { expandVersions } from './expand.ts';
import { type Joint, jointOf, numberingOf, type Place } from './joint.ts';
import { jointLayout, viewOf } from './layout.ts';
import { bodyOf, byMask, type Version, Versions } from './versions.ts';

/** One variant with what is asked of it. */
export interface Member {
  readonly machine: Machine;
  readonly question: Question;
}

/** A variant in the family's code. */
export interface Seating {
  readonly place: Place;
  /** The layout as it sees it. */
  readonly layout: Layout;
}

/** Bodies as in `Program`, in versions; numbers of steps, flags and actors are joint ones. */
export interface FamilyProgram {
  readonly layout: Layout;
  readonly expand: readonly Version[];
  readonly judge: readonly Version[];
  readonly judgeStep: readonly Version[];
  readonly unfinished: readonly Version[];
  readonly steps: number;
  readonly actors: readonly ActorInstance[];
  /** Flags 0 .. properties - 1 are properties, by joint number; then one a site, by rank. */
  readonly properties: number;
  readonly sites: readonly Site[];
  /** By bit. */
  readonly seats: readonly Seating[];
}

/** The most variants that one family has. */
export const mostVariants = 64;

/** The program of variants with the same scalarsets, at most 64, or why there is none. */
export function familyProgram(members: readonly Member[]): FamilyProgram | Unfit {
  const joint = jointOf(members.map(({ machine }) => machine));
  const symmetry = members.every(({ question }) => question.symmetry);
  const layout = jointLayout(joint, symmetry);
  return 'kind' in layout ? layout : unlessUnable(() => made(members, joint, layout));
}

function made(members: readonly Member[], joint: Joint, layout: Layout): FamilyProgram {
  const sites = new Sites();
  const seats = joint.places.map(place => ({ place, layout: viewOf(layout, joint, place) }));
  const worlds = seats.map(seat => worldOf(seat, sites));
  const judged = judgeVersions(members, joint, worlds);
  return {
    layout,
    expand: expandVersions(worlds, joint),
    judge: judged.states,
    judgeStep: judged.transitions,
    unfinished: versionsOf(worlds.map(world => unfinishedBody(world))),
    steps: joint.steps,
    actors: joint.actors,
    properties: joint.properties,
    sites: sites.ranked(),
    seats,
  };
}

const worldOf = ({ place, layout }: Seating, sites: Sites): World => ({
  machine: place.machine,
  layout,
  sites,
  funs: new Map(place.machine.funs.map(fun => [fun.name, fun] as const)),
  numbers: numberingOf(place),
});

function judgeVersions(
  members: readonly Member[],
  joint: Joint,
  worlds: readonly World[],
): { readonly states: readonly Version[]; readonly transitions: readonly Version[] } {
  const states = Array.from({ length: joint.properties }, () => new Versions());
  const transitions = states.map(() => new Versions());
  for (const [variant, { machine, question }] of members.entries()) {
    const world = present(worlds[variant], 'a world each');
    for (const index of askedProperties(machine, question)) {
      const flag = present(joint.places[variant]?.properties[index], 'a property has its number');
      const on = machine.properties[index]?.kind === 'transition' ? transitions : states;
      const flagged = { flag, flags: joint.properties };
      on[flag]?.add(variant, sink => judgeProperty(world, index, flagged, sink));
    }
  }
  return { states: together(states), transitions: together(transitions) };
}

// One body for all pieces of the same variants.
const together = (pieces: readonly Versions[]): readonly Version[] =>
  [...byMask(pieces.flatMap(({ all }) => all))].map(([mask, group]) => ({
    mask,
    body: bodyOf(sink => {
      for (const { code } of group) code(sink);
    }),
  }));

function versionsOf(bodies: readonly Body[]): readonly Version[] {
  const known = new Map<string, { mask: bigint; readonly body: Body }>();
  for (const [variant, body] of bodies.entries()) {
    const text = JSON.stringify(body);
    const version = known.get(text) ?? { mask: 0n, body };
    version.mask |= 1n << BigInt(variant);
    known.set(text, version);
  }
  return [...known.values()];
}

/** The program of one variant of the family, with the family's layout and numbers. */
export function programOf(family: FamilyProgram, variant: number): Program {
  const bit = 1n << BigInt(variant);
  const { place, layout } = present(family.seats[variant], 'a variant of the family');
  const own = (versions: readonly Version[]): readonly Body[] =>
    versions.flatMap(({ mask, body }) => ((mask & bit) === 0n ? [] : [body]));
  const judgeStep = own(family.judgeStep);
  return {
    layout,
    expand: own(family.expand),
    judge: own(family.judge),
    judgeStep: judgeStep[0] ?? null,
    unfinished: present(own(family.unfinished)[0], 'every variant may be unfinished'),
    steps: family.steps,
    actors: family.actors.map((actor, number) => ({
      ...actor,
      actor: place.instances[place.actors.indexOf(number)]?.actor ?? -1,
    })),
    properties: Array.from({ length: family.properties }, (_, flag) =>
      place.properties.indexOf(flag),
    ),
    sites: family.sites.map(site => ({
      ...site,
      broken: typeof site.broken === 'number' ? place.asserts.indexOf(site.broken) : site.broken,
    })),
  };
}
