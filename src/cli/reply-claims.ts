/**
 * What a reply may claim of a machine: the shortest run to what is violated, or that what was
 * asked holds in the whole space. Each claim is checked as a reader checks it before it is
 * handed on; what stays unknown is never claimed.
 */
import { basename } from 'node:path';
import { declared, questionOf, withRuntime } from '../check/asked.ts';
import { type Doubt, doubts } from '../check/vacuity.ts';
import { firstViolated, type Judged, type Result } from '../check/verdict.ts';
import { keyOf } from '../machine/asked.ts';
import type { Machine } from '../machine/machine.ts';
import type { PropertyRef } from '../machine/search.ts';
import type { Claim, Safety, Violation } from '../proof/claim.ts';
import { type Origin, violationOf } from '../proof/rows.ts';
import { type StateSearch, sharedSpace } from '../proof/space.ts';
import { subjectOf } from '../proof/subject.ts';
import { type Space, verified } from '../proof/verify.ts';
import type { Trace } from '../trace/trace.ts';
import { doubtText, limitText, propertyText } from '../view/phrases.ts';
import { meaningsOf } from '../view/reply-map.ts';
import { type Context, firstOf } from '../view/reply-text.ts';
import { askedOf, unknownProperty } from './asking.ts';
import { mannerOf, Searches } from './engine.ts';
import { exit } from './exit.ts';
import { misused, type Refusal } from './refusal.ts';
import { commandsFor } from './reply-commands.ts';
import type { Claiming } from './request.ts';
import { digestOf, type Spec } from './spec.ts';
import { version } from './version.ts';
import type { World } from './world.ts';

/** Claims that were confirmed, with what is to be said around them. */
export type Claimed =
  | {
      readonly kind: 'run';
      readonly claim: Violation;
      readonly trace: Trace;
      readonly shortest: boolean;
      readonly context: Context;
    }
  | { readonly kind: 'held'; readonly claims: readonly Safety[]; readonly context: Context };

/** Searches, claims and confirms. */
export async function claimsOf(
  spec: Spec,
  given: Machine,
  request: Claiming,
  world: World,
): Promise<Claimed | Refusal> {
  const machine = { ...given, variant: variantWord(given.variant) };
  const unknown = unknownProperty([machine], request.properties, []);
  if (unknown !== undefined) return misused(unknown);
  const named = askedOf(machine, request.properties, []);
  const asked = named.filter(({ kind }) => kind !== 'cover');
  if (asked.length === 0 || (request.properties.length > 0 && asked.length < named.length)) {
    return misused('a reply claims no covers: name other properties with --property');
  }
  const searches = new Searches(request, world);
  const question = withRuntime(questionOf(asked, mannerOf(request, 'first')));
  const result = await searches.explore({ machine, asked, question });
  if ('status' in result) return result;
  const broken = firstViolated(result);
  const made = { spec, machine, request, searches, result };
  if (broken !== null) return runClaim(made, broken);
  return result.verdict === 'unknown' ? unclaimed(whyUnknown(result)) : heldClaims(made, asked);
}

// A claim names its variant in one word: `base + p` of a `--patch` is `base+p` there.
const variantWord = (variant: string): string => variant.replaceAll(' + ', '+');

interface Made {
  readonly spec: Spec;
  readonly machine: Machine;
  readonly request: Claiming;
  readonly searches: Searches;
  readonly result: Result;
}

const unclaimed = (reason: string): Refusal => ({
  status: exit.inconclusive,
  message: `nothing is claimed: ${reason}`,
  diagnostics: [],
});

const whyUnknown = ({ noInitialState, limit }: Result): string =>
  noInitialState
    ? 'no initial state satisfies the assumptions'
    : `the search came to no verdict (${limitText(limit)})`;

async function runClaim(made: Made, { trace, shortest }: Judged): Promise<Claimed | Refusal> {
  const { machine, result } = made;
  if (trace === null) throw new Error('broken promise: what is violated has a run');
  const claim = violationOf(machine, trace, originOf(made, 'trace'));
  const wrong = await unconfirmed(claim, made, sharedSpace(searchOf(made)));
  if (wrong !== null) return unclaimed(wrong);
  const taken = trace.steps.flatMap(
    step => machine.steps.find(s => s.actor === step.actor && s.name === step.step) ?? [],
  );
  const others = result.properties.filter(p => p.verdict === 'unknown').map(nameOf);
  const also = result.properties.filter(p => p.verdict === 'violated' && p.trace !== trace);
  const open = others.length === 0 ? [] : [inVariant(others)];
  return {
    kind: 'run',
    claim,
    trace,
    shortest,
    context: { ...contextOf(made, [claim], taken, open), also: also.map(nameOf) },
  };
}

const nameOf = ({ property }: Judged): string => propertyText(property);

async function heldClaims(made: Made, asked: readonly PropertyRef[]): Promise<Claimed | Refusal> {
  const { machine, request, result } = made;
  const claims: Safety[] = [];
  // Two searches, for who confirms a claim believes no search but his own.
  const [space, other] = [sharedSpace(searchOf(made)), sharedSpace(searchOf(made))];
  // Asserts with one text are one claim.
  const each = [...new Map(asked.map(ref => [`${ref.kind} ${ref.name}`, ref])).values()];
  for (const property of each) {
    const { check, ...subject } = subjectOf(machine, property);
    const symmetry = request.symmetry;
    const now = await space(machine, { check, symmetry });
    if (typeof now === 'string') return unclaimed(now);
    if (now.kind === 'broken')
      return unclaimed(`two searches disagree on ${propertyText(property)}; please report it`);
    const { states, transitions, depth, set } = now;
    const counts = { states, transitions, depth, set, symmetry, inductive: null };
    const name = each.length === 1 ? 'claim' : `${briefly(property.name)}.claim`;
    const origin = originOf(made, name, claims);
    const claim: Safety = { kind: 'safety', ...origin, ...subject, check, ...counts };
    const wrong = await unconfirmed(claim, made, other);
    if (wrong !== null) return unclaimed(wrong);
    claims.push(claim);
  }
  const steps = machine.steps.filter((s, id) => (result.counts.fired[id] ?? 0) > 0 && !s.implied);
  return {
    kind: 'held',
    claims,
    context: contextOf(made, claims, steps, []),
  };
}

const mostNames = 6;

const shortDoubt = (doubt: Doubt): string =>
  doubtText({ ...doubt, names: firstOf(doubt.names, mostNames) });

// As a reader would check it.
async function unconfirmed(claim: Claim, made: Made, space: Space): Promise<string | null> {
  const means = { machine: () => made.machine, space, grade: 're-run' } as const;
  const outcome = await verified(claim, means);
  if (outcome.kind === 'confirmed') return null;
  const place = outcome.kind === 'refuted' ? `${outcome.place}: ` : '';
  return `the claim about ${claim.check.name} could not be confirmed: ${place}${outcome.reason}`;
}

const searchOf =
  ({ searches, request }: Made): StateSearch =>
  async (machine, question, stored) => {
    const { limits } = mannerOf(request, question.stop);
    const found = await searches.findings(machine, { ...question, limits }, stored);
    return 'status' in found ? (found.message ?? 'the engine cannot run it') : found;
  };

// `S6` of `S6: a page is queued that is no page table`.
const briefly = (name: string): string => name.replace(/^(\w+):.*$/s, '$1').slice(0, 20);

// The begin line of a block has room for so many characters.
const longestName = 50;

function originOf(
  { spec, machine, request }: Made,
  what: string,
  others: readonly Claim[] = [],
): Origin {
  const module = spec.module.name?.text ?? 'model';
  const word = `${module}-${machine.variant}`.replace(/[^\w.-]+/g, '-');
  const end = `.${what.replace(/[^\w.-]+/g, '-')}`;
  const front = (/^[A-Za-z]/.test(word) ? word : `m-${word}`).slice(0, longestName - end.length);
  const taken = new Set(others.map(({ name }) => name));
  const names = Array.from({ length: others.length + 1 }, (_, i) =>
    i === 0 ? `${front}${end}` : `${front}-${i + 1}${end}`,
  );
  return {
    name: names.find(name => !taken.has(name)) ?? `${front}${end}`,
    tool: `patchproof ${version} proof/1`,
    spec: { file: basename(request.file), digest: digestOf(spec).digest },
  };
}

const inVariant = (names: readonly string[]): string =>
  `in this variant ${firstOf([...new Set(names)], mostNames).join(', ')}`;

function unaskedOf(machine: Machine, { properties }: Result): readonly string[] {
  const asked = new Set(properties.map(({ property }) => keyOf(property)));
  const others = declared(machine).filter(ref => ref.kind !== 'cover' && !asked.has(keyOf(ref)));
  return others.length === 0 ? [] : [inVariant(others.map(propertyText))];
}

function contextOf(
  { spec, machine, result }: Made,
  claims: readonly [Claim] | readonly Claim[],
  steps: Machine['steps'],
  open: readonly string[],
): Context {
  const [first] = claims;
  if (first === undefined) throw new Error('broken promise: a reply has a claim');
  return {
    machine,
    also: [],
    meanings: meaningsOf(machine, steps, spec.loaded.trees),
    doubts: doubts(result).map(shortDoubt),
    open: [...open, ...unaskedOf(machine, result)],
    commands: commandsFor(first),
    table: null,
    spec: first.spec,
  };
}
