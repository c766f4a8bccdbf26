/**
 * The names of a patched module: types first, in any order of the text, then
 * constants and parameters, variables, functions, procedures, actors. Each name is
 * entered once; what depends on it is resolved when it is asked for, so that the
 * order of declarations does not matter.
 */
import type { Span } from '../../base/source.ts';
import type { Expr } from '../../machine/expr.ts';
import type { Machine } from '../../machine/machine.ts';
import { alike } from '../../machine/relate.ts';
import type { Case, Field, Type } from '../../machine/types.ts';
import { equal, type Value } from '../../machine/value.ts';
import type { Decl, FieldDecl, Name, Setting, Expr as Tree } from '../../syntax/tree.ts';
import { fold } from '../constant.ts';
import * as errors from '../errors.ts';
import { fitted, literal } from '../expressions/make.ts';
import { mostParts, partsIn, resolve, size } from '../types.ts';
import type { Context, Entity } from '../world.ts';

type Named = Extract<Decl, { readonly name: Name }>;

/** Declarations that give names to values and types, by name; resolved on demand. */
export class Names {
  readonly #context: Context;
  readonly #pending = new Map<string, Named>();
  /** Being resolved, each because the one before uses it. */
  readonly #open: Name[] = [];
  readonly #settings: ReadonlyMap<string, Setting>;
  /** The values of parameters, in order of declaration. */
  readonly parameters: Machine['parameters'][number][] = [];

  constructor(context: Context, settings: readonly Setting[]) {
    this.#context = context;
    this.#settings = new Map(settings.map(s => [s.name.text, s]));
  }

  /** Enters types, constants and parameters of the module, then resolves them all. */
  enter(decls: readonly Decl[]): void {
    const { root } = this.#context.world;
    for (const decl of decls) {
      if (!isEarly(decl)) continue;
      if (root.names.has(decl.name.text)) continue; // `moduleOf` reported it
      this.#pending.set(decl.name.text, decl);
      root.names.set(decl.name.text, { entity: { kind: 'broken' }, span: decl.name.span });
    }
    for (const decl of [...this.#pending.values()]) this.#resolve(decl);
    this.#checkSettings(decls);
    const order = decls.flatMap(d => (d.kind === 'config' ? [d.name.text] : []));
    this.parameters.sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  }

  #checkSettings(decls: readonly Decl[]): void {
    const known = decls.flatMap(d => (d.kind === 'config' ? [d.name.text] : []));
    for (const [name, setting] of this.#settings) {
      if (!known.includes(name))
        this.#context.world.report(errors.unknownParameter(setting.name.span, name, known));
    }
  }

  // A declaration that is being resolved is not pending: a circle finds it broken.
  #resolve(decl: Named): void {
    if (!this.#pending.delete(decl.name.text)) return;
    this.#open.push(decl.name);
    for (const name of this.#needs(decl)) {
      const used = this.#pending.get(name);
      if (used !== undefined) this.#resolve(used);
      else this.#checkCircle(name);
    }
    this.#open.pop();
    const entity = this.#entity(decl);
    this.#context.world.root.names.set(decl.name.text, {
      entity: entity ?? { kind: 'broken' },
      span: decl.name.span,
    });
  }

  // A parameter that is set is what its setting says, not its default.
  #needs(decl: Named): ReadonlySet<string> {
    const setting = decl.kind === 'config' ? this.#settings.get(decl.name.text) : undefined;
    return decl.kind === 'config' && setting !== undefined
      ? namesUsed({ ...decl, value: setting.value })
      : namesUsed(decl);
  }

  #checkCircle(name: string): void {
    const [first, ...others] = this.#open.slice(this.#open.findIndex(open => open.text === name));
    if (first?.text === name)
      this.#context.world.report(
        errors.circle(
          first.span,
          name,
          others.map(o => o.text),
        ),
      );
  }

  #entity(decl: Named): Entity | null {
    const context = this.#context;
    switch (decl.kind) {
      case 'symmetric': {
        const count = size(decl.size, context);
        return count === undefined
          ? null
          : typed({ kind: 'scalarset', name: decl.name.text, size: count });
      }
      case 'enum':
        uniqueNames(
          decl.members.map(m => m.name),
          context,
        );
        return typed({
          kind: 'enum',
          name: decl.name.text,
          members: decl.members.map(m => m.name.text),
        });
      case 'struct': {
        const fields = this.#fields(decl.name.text, decl.fields);
        return fields === null
          ? null
          : this.#whole(decl.name, { kind: 'struct', name: decl.name.text, fields });
      }
      case 'union':
        return this.#union(decl);
      case 'type': {
        const type = resolve(decl.type, context);
        return type === null ? null : typed(type);
      }
      case 'config':
        return this.#config(decl);
      case 'const':
        return this.#const(decl);
      default:
        return null;
    }
  }

  // A type of types of types doubles with each of them, and is gone through as a whole.
  #whole(name: Name, type: Type): Entity | null {
    const parts = partsIn(type);
    if (parts <= mostParts) return typed(type);
    this.#context.world.report(
      errors.tooLarge(
        name.span,
        `\`${name.text}\``,
        `${parts} parts`,
        `a type has at most ${mostParts}`,
      ),
    );
    return null;
  }

  #union(decl: Named & { kind: 'union' }): Entity | null {
    uniqueNames(
      decl.cases.map(c => c.name),
      this.#context,
    );
    const cases = decl.cases.flatMap<Case>(c => {
      const fields = this.#fields(`${decl.name.text}.${c.name.text}`, c.fields);
      return fields === null ? [] : [{ name: c.name.text, fields }];
    });
    return cases.length < decl.cases.length
      ? null
      : this.#whole(decl.name, { kind: 'union', name: decl.name.text, cases });
  }

  #fields(owner: string, decls: readonly FieldDecl[]): readonly Field[] | null {
    uniqueNames(
      decls.map(f => f.name),
      this.#context,
    );
    const fields = decls.flatMap<Field>(f => {
      const type = resolve(f.type, this.#context);
      if (type === null) return [];
      const value = f.value === null ? null : this.#value(f.value, type);
      if (value !== null) this.#context.world.defaults.set(`${owner}.${f.name.text}`, value);
      return [{ name: f.name.text, type }];
    });
    return fields.length < decls.length ? null : fields;
  }

  #value(tree: Tree, type: Type): Expr | null {
    const expr = this.#context.world.elaborate(tree, { ...this.#context, mode: 'constant' }, type);
    return expr === null ? null : fitted(expr, type, this.#context);
  }

  #config(decl: Named & { kind: 'config' }): Entity | null {
    const context = this.#context;
    const type = resolve(decl.type, context);
    const setting = this.#settings.get(decl.name.text);
    const tree = setting?.value ?? decl.value;
    if (type === null) return null;
    const expr = context.world.elaborate(tree, { ...context, mode: 'constant' }, type);
    if (expr === null) return null;
    if (!alike(expr.type, type)) {
      context.world.report(errors.mismatch(tree.span, type, expr.type));
      return null;
    }
    const value = fold(expr);
    if (value === undefined) {
      context.world.report(errors.notConstant(tree.span, 'this'));
      return null;
    }
    const fits = fitted(literal(value, exact(value, type), tree.span), type, {
      ...context,
      world: { ...context.world, report: () => {} },
    });
    if (fits === null || fits.kind === 'fit') {
      context.world.report(errors.parameterValue(tree.span, decl.name.text, type));
      return null;
    }
    const usual = setting === undefined || this.#isUsual(decl, type, value);
    this.parameters.push({ name: decl.name.text, type, value, usual });
    return { kind: 'value', expr: literal(value, exact(value, type), decl.name.span) };
  }

  #isUsual({ value: tree }: Named & { kind: 'config' }, type: Type, value: Value): boolean {
    const world = { ...this.#context.world, report: () => {} };
    const expr = world.elaborate(tree, { ...this.#context, world, mode: 'constant' }, type);
    const usual = expr === null ? undefined : fold(expr);
    return usual !== undefined && equal(usual, value);
  }

  #const(decl: Named & { kind: 'const' }): Entity | null {
    const context = this.#context;
    const type = decl.type === null ? null : resolve(decl.type, context);
    if (decl.type !== null && type === null) return null;
    const expr = context.world.elaborate(decl.value, { ...context, mode: 'constant' }, type);
    const fit = expr === null || type === null ? expr : fitted(expr, type, context);
    if (fit === null) return null;
    const value = fold(fit);
    return {
      kind: 'value',
      expr: value === undefined ? fit : literal(value, exact(value, fit.type), decl.name.span),
    };
  }
}

// The range of one number, so that misfits show before the run.
function exact(value: Value, type: Type): Type {
  return typeof value === 'number' || typeof value === 'bigint'
    ? type.kind === 'range'
      ? { kind: 'range', low: value, high: value }
      : type
    : type;
}

const typed = (type: Type): Entity => ({ kind: 'type', type });

type Early = Named & {
  readonly kind: 'symmetric' | 'enum' | 'struct' | 'union' | 'type' | 'config' | 'const';
};

function isEarly(decl: Decl): decl is Early {
  return ['symmetric', 'enum', 'struct', 'union', 'type', 'config', 'const'].includes(decl.kind);
}

/** Reports a name that stands twice in one list. */
export function uniqueNames(names: readonly Name[], context: Context): void {
  const first = new Map<string, Span>();
  for (const name of names) {
    const span = first.get(name.text);
    if (span !== undefined) context.world.report(errors.twice(name.span, name.text, span));
    else first.set(name.text, name.span);
  }
}

/** The names of types and values that a declaration uses: what it may depend on. */
function namesUsed(decl: Decl): ReadonlySet<string> {
  const names = new Set<string>();
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk);
    else if (typeof value === 'object' && value !== null && !('text' in value && 'path' in value)) {
      if (
        'kind' in value &&
        (value.kind === 'name' || value.kind === 'namedType') &&
        'name' in value &&
        isName(value.name)
      ) {
        names.add(value.name.text);
      }
      if ('tag' in value && isName(value.tag)) names.add(value.tag.text);
      Object.values(value).forEach(walk);
    }
  };
  walk(decl);
  return names;
}

function isName(value: unknown): value is Name {
  return (
    typeof value === 'object' &&
    value !== null &&
    'text' in value &&
    'span' in value &&
    typeof value.text === 'string'
  );
}
