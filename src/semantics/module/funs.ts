/**
 * Functions: pure, written once, called by name in the machine. A body is read at its
 * first use, so that functions may stand in any order; one that is being read and is
 * used again is recursive.
 */
import type { VariableId } from '../../machine/expr.ts';
import type { Fun } from '../../machine/machine.ts';
import { docOf } from '../../syntax/docs.ts';
import type { FunDecl, Name } from '../../syntax/tree.ts';
import * as errors from '../errors.ts';
import { elaborated, read } from '../expressions/make.ts';
import { eachRead } from '../flow/reads.ts';
import { resolve } from '../types.ts';
import { binder, type Context, type FunUse, inside, lookup, type World } from '../world.ts';

/** Enters a function's name and signature. */
export function enterFun(decl: FunDecl, context: Context): void {
  const { world } = context;
  const result = resolve(decl.result, context);
  const params = decl.params.flatMap(p => {
    const type = resolve(p.type, context);
    return type === null ? [] : [binder(world, p.name.text, type)];
  });
  const sound = result !== null && params.length === decl.params.length;
  world.root.names.set(decl.name.text, {
    entity: sound ? { kind: 'fun', fun: { decl, params, result } } : { kind: 'broken' },
    span: decl.name.span,
  });
}

type Known =
  | { readonly kind: 'reading' }
  | { readonly kind: 'read'; readonly absent: boolean; readonly broken: boolean };

/** Reads bodies on demand and says from where a function can be called. */
export function funReader(worldOf: () => World): (name: string, mode: Context['mode']) => FunUse {
  const known = new Map<string, Known>();
  return (name, mode) => {
    const world = worldOf();
    const state = known.get(name);
    if (state?.kind === 'reading') return recursive(name, world);
    if (mode !== 'property' && mode !== 'transition' && asksPlaces(name, world, new Set())) {
      return mode === 'constant' ? 'reads-state' : 'property-only';
    }
    if (state === undefined) {
      known.set(name, { kind: 'reading' });
      known.set(name, { kind: 'read', ...readBody(name, world) });
    }
    const now = known.get(name);
    if (now?.kind !== 'read' || now.broken) return 'broken';
    return now.absent ? 'absent' : reach(name, mode, world);
  };
}

// Where threads are: known once their bodies are built, and to be asked by properties only.
function asksPlaces(name: string, world: World, seen: Set<string>): boolean {
  const found = lookup(world.root, name)?.entity;
  if (found?.kind !== 'fun' || seen.has(name)) return false;
  seen.add(name);
  const walk = (value: unknown): boolean => {
    if (Array.isArray(value)) return value.some(walk);
    if (typeof value !== 'object' || value === null || ('path' in value && 'text' in value))
      return false;
    if ('kind' in value && value.kind === 'at') return true;
    if ('callee' in value && isNamed(value.callee)) {
      const { text } = value.callee;
      const known = lookup(world.root, text) !== undefined;
      if (known ? asksPlaces(text, world, seen) : text === 'finished') return true;
    }
    return Object.values(value).some(walk);
  };
  return walk(found.fun.decl.body);
}

const isNamed = (value: unknown): value is Name =>
  typeof value === 'object' && value !== null && 'text' in value && typeof value.text === 'string';

function recursive(name: string, world: World): FunUse {
  const found = lookup(world.root, name);
  if (found !== undefined) world.report(errors.recursion(found.span, name));
  return 'broken';
}

function readBody(
  name: string,
  world: World,
): { readonly absent: boolean; readonly broken: boolean } {
  const found = lookup(world.root, name)?.entity;
  if (found?.kind !== 'fun') return { absent: false, broken: true };
  const { decl, params, result } = found.fun;
  const scope = inside(world.root);
  decl.params.forEach((p, i) => {
    const outer = lookup(scope, p.name.text);
    if (outer !== undefined && outer.entity.kind !== 'broken')
      world.report(errors.shadow(p.name.span, p.name.text, outer.span));
    const ref = params[i];
    if (ref !== undefined)
      scope.names.set(p.name.text, {
        entity: { kind: 'value', expr: read(ref, p.name.span) },
        span: p.name.span,
      });
  });
  let absent = false;
  const note = (): void => {
    absent = true;
  };
  const body = elaborated(decl.body, result, { world, scope, mode: 'property', absent: note });
  if (body === null) return { absent, broken: !absent };
  const fun: Fun = { name, params, body, doc: docOf(decl.comments), span: decl.name.span };
  world.funs.set(name, fun);
  return { absent: false, broken: false };
}

function reach(name: string, mode: Context['mode'], world: World): FunUse {
  const body = world.funs.get(name)?.body;
  if (body === undefined || mode === 'property' || mode === 'transition') return 'ok';
  const variables = new Set<VariableId>();
  eachRead(body, world, id => variables.add(id));
  if (mode === 'constant') return variables.size > 0 ? 'reads-state' : 'ok';
  const hidden = [...variables].some(id => {
    const variable = world.variables[id];
    return (
      variable?.role === 'place' ||
      (variable?.actor !== null && world.actors.get(variable?.actor ?? '')?.place !== null)
    );
  });
  return hidden ? 'property-only' : 'ok';
}
