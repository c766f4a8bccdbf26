/**
 * Into values and beside them: `m[k]`, `q[i]`, `x!`, calls of functions and of the
 * built-in ones, `next(x)`, `t at step`, `finished(t)`.
 */
import { sizeOf } from '../../machine/domain.ts';
import type { Expr } from '../../machine/expr.ts';
import type { Type } from '../../machine/types.ts';
import type { Path, Expr as Tree } from '../../syntax/tree.ts';
import * as errors from '../errors.ts';
import { type Context, lookup, namesIn } from '../world.ts';
import { bool, elaborated, variable } from './make.ts';
import { type ActorUse, actorOf } from './names.ts';

/** `m[k]` of a map, `q[i]` of a sequence. */
export function index(tree: Tree & { kind: 'index' }, context: Context): Expr | null {
  const of = context.world.elaborate(tree.of, context, null);
  if (of === null) return null;
  if (of.type.kind === 'map') {
    const key = indexValue(tree.index, of.type.key, context);
    return key === null ? null : { kind: 'lookup', of, key, type: of.type.value, span: tree.span };
  }
  if (of.type.kind === 'seq') {
    const at = indexValue(
      tree.index,
      { kind: 'range', low: 0, high: Math.max(0, of.type.max - 1) },
      context,
    );
    return at === null ? null : { kind: 'item', of, index: at, type: of.type.of, span: tree.span };
  }
  const help =
    of.type.kind === 'set'
      ? 'ask `x in s`'
      : of.type.kind === 'option'
        ? 'unwrap it first: `e![i]`'
        : undefined;
  context.world.report(errors.mismatch(tree.of.span, 'a map or a sequence', of.type, help));
  return null;
}

/** A key: of the key's sort; a range that may be left is checked by the lookup itself. */
export function indexValue(tree: Tree, type: Type, context: Context): Expr | null {
  const key = elaborated(tree, type, context);
  return key?.kind === 'fit' ? key.of : key;
}

/** `x!`. */
export function unwrap(
  tree: Tree & { kind: 'unwrap' },
  context: Context,
  expected: Type | null,
): Expr | null {
  const of = context.world.elaborate(
    tree.of,
    context,
    expected === null ? null : { kind: 'option', of: expected },
  );
  if (of === null) return null;
  if (of.type.kind !== 'option') {
    context.world.report(errors.mismatch(tree.of.span, 'an optional value', of.type));
    return null;
  }
  return { kind: 'unwrap', of, type: of.type.of, span: tree.span };
}

type Call = Tree & { kind: 'call' };

const builtins = ['count', 'head', 'tail', 'last', 'len', 'next', 'finished'];

/** `f(x)`: a function of the module, else a built-in one. */
export function call(tree: Call, context: Context, expected: Type | null): Expr | null {
  const { text, span } = tree.callee;
  const found = lookup(context.scope, text)?.entity;
  if (found?.kind === 'fun') return funCall(tree, context);
  if (found?.kind === 'broken') return null;
  if (builtins.includes(text) && found === undefined) return builtin(tree, context, expected);
  if (found?.kind === 'proc') {
    context.world.report(
      errors.notAValue(
        span,
        text,
        'a procedure',
        `call it as a whole statement, or \`let x = ${text}(...);\``,
      ),
    );
  } else if (found !== undefined) {
    context.world.report(errors.notAValue(span, text, 'no function'));
  } else if (context.absent !== null && context.world.known.has(text)) {
    context.absent(text);
  } else if (context.mode === 'constant' && context.world.known.has(text)) {
    context.world.report(errors.notConstant(span, `\`${text}\` is a function and this`));
  } else {
    const funs = namesIn(context.scope).filter(
      n => lookup(context.scope, n)?.entity.kind === 'fun',
    );
    context.world.report(errors.unbound(span, text, [...funs, ...builtins]));
  }
  return null;
}

function funCall(tree: Call, context: Context): Expr | null {
  const found = lookup(context.scope, tree.callee.text)?.entity;
  if (found?.kind !== 'fun') return null;
  const { params, result } = found.fun;
  if (params.length !== tree.args.length) {
    context.world.report(
      errors.argumentCount(tree.span, tree.callee.text, params.length, tree.args.length),
    );
    return null;
  }
  const args = tree.args.flatMap((arg, i) => {
    const type = params[i]?.type;
    return (type === undefined ? null : elaborated(arg, type, context)) ?? [];
  });
  if (args.length < params.length) return null;
  if (!usable(tree, context)) return null;
  return { kind: 'call', fun: tree.callee.text, args, type: result, span: tree.span };
}

function usable(tree: Call, context: Context): boolean {
  const { text, span } = tree.callee;
  const { world, absent, mode } = context;
  switch (world.funUse(text, mode)) {
    case 'ok':
      return true;
    case 'broken':
      return false;
    case 'absent':
      if (absent !== null) absent(text);
      else
        world.report(
          errors.unbound(
            span,
            text,
            [],
            'a name in it is declared by a patch that this variant lacks',
          ),
        );
      return false;
    case 'reads-state':
      world.report(errors.notConstant(span, `\`${text}\` reads variables, and this`));
      return false;
    case 'property-only':
      world.report(
        errors.notReadable(
          tree.span,
          `\`${text}\`, which reads locals of threads,`,
          'only properties may call it',
        ),
      );
      return false;
  }
}

function builtin(tree: Call, context: Context, expected: Type | null): Expr | null {
  const [arg, extra] = tree.args;
  const { text } = tree.callee;
  if (arg === undefined || extra !== undefined) {
    context.world.report(errors.argumentCount(tree.span, text, 1, tree.args.length));
    return null;
  }
  if (text === 'next') return next(tree, arg, context, expected);
  if (text === 'finished') return finished(tree, arg, context);
  const of = context.world.elaborate(arg, context, null);
  if (of === null) return null;
  if (of.type.kind === 'set' && text === 'count') {
    return {
      kind: 'count',
      of,
      type: { kind: 'range', low: 0, high: setBound(of.type) },
      span: tree.span,
    };
  }
  if (of.type.kind !== 'seq') {
    context.world.report(
      errors.mismatch(arg.span, text === 'count' ? 'a set or a type' : 'a sequence', of.type),
    );
    return null;
  }
  if (text === 'len' || text === 'count') {
    return {
      kind: 'count',
      of,
      type: { kind: 'range', low: 0, high: of.type.max },
      span: tree.span,
    };
  }
  const type = text === 'tail' ? of.type : of.type.of;
  return {
    kind: text === 'head' ? 'head' : text === 'tail' ? 'tail' : 'last',
    of,
    type,
    span: tree.span,
  };
}

// Sets of a large type have at most as many elements as it has values.
const setBound = (type: Type & { kind: 'set' }): number =>
  type.max ?? Math.min(sizeOf(type.of), Number.MAX_SAFE_INTEGER);

function next(tree: Call, arg: Tree, context: Context, expected: Type | null): Expr | null {
  if (context.mode !== 'transition') {
    context.world.report(errors.nextOutside(tree.span));
    return null;
  }
  const of = context.world.elaborate(arg, { ...context, mode: 'property' }, expected);
  return of === null ? null : { kind: 'next', of, type: of.type, span: tree.span };
}

/** The place of a thread instance, or null when it was reported. */
function placeOf(
  tree: Tree,
  context: Context,
): { readonly use: ActorUse; readonly place: Expr } | null {
  const use = actorOf(tree, context);
  if (use === null) {
    if (
      tree.kind === 'name' &&
      context.absent !== null &&
      context.world.known.has(tree.name.text)
    ) {
      context.absent(tree.name.text);
      return null;
    }
    const threads = [...context.world.actors]
      .filter(([, a]) => a.decl.kind === 'thread')
      .map(([n]) => n);
    context.world.report(
      errors.notAnActor(tree.span, tree.kind === 'name' ? tree.name.text : 'this', threads),
    );
    return null;
  }
  if (use.actor.place === null) {
    context.world.report(errors.notAnActor(tree.span, use.actor.decl.name.text, []));
    return null;
  }
  if (use.instance.length < use.actor.params.length) return null;
  if (context.mode === 'code') {
    context.world.report(
      errors.notReadable(
        tree.span,
        'where a thread is',
        'only properties may; share a variable instead',
      ),
    );
    return null;
  }
  return { use, place: variable(context.world, use.actor.place, use.instance, tree.span) };
}

function finished(tree: Call, arg: Tree, context: Context): Expr | null {
  const found = placeOf(arg, context);
  if (found === null) return null;
  const { use, place } = found;
  const last = context.world.places.get(use.actor.decl.name.text)?.finished;
  return {
    kind: 'at',
    place,
    locations: last === undefined ? [] : [last],
    type: bool,
    span: tree.span,
  };
}

/** `t at path`: the next step of t is one whose name is the path, or begins with it. */
export function at(tree: Tree & { kind: 'at' }, context: Context): Expr | null {
  const found = placeOf(tree.of, context);
  if (found === null) return null;
  const { use, place } = found;
  const locations = locationsAt(use.actor.decl.name.text, tree.path, context);
  return locations === null ? null : { kind: 'at', place, locations, type: bool, span: tree.span };
}

/** Whether a step may be missing because its statement, or what holds it, has an error. */
export function mayBeBroken(path: Path, { world }: Context): boolean {
  if (
    world.bodies.sound &&
    path.names.every(n => world.root.names.get(n.text)?.entity.kind !== 'broken')
  )
    return false;
  return path.names.every(n => world.known.has(n.text) || /^\d+$/.test(n.text));
}

function locationsAt(thread: string, path: Path, context: Context): readonly number[] | null {
  const { steps, places, report, known } = context.world;
  const wanted = path.names.map(n => n.text).join('.');
  const named = (id: number): boolean => {
    const name = steps[id]?.name ?? '';
    return name === wanted || name.startsWith(`${wanted}.`);
  };
  const all = places.get(thread)?.locations ?? [];
  const locations = all.flatMap((location, i) => (location.steps.some(named) ? [i] : []));
  if (locations.length > 0) return locations;
  if (context.absent !== null && path.names.every(n => known.has(n.text))) context.absent(wanted);
  else if (!mayBeBroken(path, context))
    report(
      errors.noStep(
        path.span,
        wanted,
        steps.filter(s => s.actor === thread).map(s => s.name),
      ),
    );
  return null;
}
