/** Declarations and edits as text; their comments are the business of their list. */
import { unreachable } from '../../base/assertion.ts';
import type {
  ActionDecl,
  Comment,
  Decl,
  DeviceDecl,
  Edit,
  EnumMember,
  PatchDecl,
  PropertyDecl,
  ThreadDecl,
  UnionCase,
  VarDecl,
} from '../tree.ts';
import { expect, scenario, settings } from './claims.ts';
import { assigned, condition, expression, path } from './expressions.ts';
import { type Item, isCommented, stacked } from './items.ts';
import { align, group, indent, joined, type Layout, line, newline } from './layout.ts';
import { braces, headed, statement } from './statements.ts';
import { field, parameters, type } from './types.ts';

/** A declaration or an edit of a patch. */
export function declaration(of: Decl | Edit): Layout {
  switch (of.kind) {
    case 'module':
      return `module ${of.name.text};`;
    case 'import':
      return `import "${of.path}";`;
    case 'symmetric':
      return ['symmetric ', of.name.text, '[', expression(of.size), '];'];
    case 'enum':
      return ['enum ', of.name.text, ' ', names(of.members, of.comments.inside)];
    case 'struct':
      return ['struct ', of.name.text, ' ', fields(of.fields, of.comments.inside)];
    case 'union':
      return ['union ', of.name.text, ' ', cases(of.cases, of.comments.inside)];
    case 'type':
      return `type ${of.name.text} = ${type(of.type)};`;
    case 'config':
    case 'const':
      return constant(of);
    case 'var':
      return variable(of);
    case 'assume':
      return group('assume ', condition(of.test), ';');
    case 'allow':
      return `allow ${of.thread === null ? 'deadlock' : `stuck ${of.thread.text}`};`;
    case 'variant':
      return group(
        'variant ',
        of.name.text,
        ' = ',
        texts(of.parts).join(' + '),
        settings(of.settings),
        ';',
      );
    case 'series':
      return group(
        `series ${of.name.text} = `,
        align(joined(texts(of.patches), [',', line])),
        settings(of.settings),
        ';',
      );
    default:
      return larger(of);
  }
}

type Larger = Extract<
  Decl | Edit,
  {
    readonly kind:
      | 'fun'
      | 'proc'
      | 'init'
      | 'thread'
      | 'device'
      | PropertyDecl['kind']
      | 'scenario'
      | 'expect'
      | 'patch'
      | Edit['kind'];
  }
>;

function larger(of: Larger): Layout {
  switch (of.kind) {
    case 'fun': {
      const head = `fun ${of.name.text}${parameters(of.params)}: ${type(of.result)} =`;
      return group(head, assigned(of.body), ';');
    }
    case 'proc': {
      const result = of.result === null ? '' : `: ${type(of.result)}`;
      return headed(`proc ${of.name.text}${parameters(of.params)}${result}`, of.body, 'steps');
    }
    case 'init':
      return headed('init', of.body, 'oneStep');
    case 'thread':
      return thread(of);
    case 'device':
      return device(of);
    case 'invariant':
    case 'transition':
    case 'cover':
    case 'property':
      return group(of.kind, ' ', of.name.text, title(of.text), ' =', assigned(of.formula), ';');
    case 'scenario':
      return scenario(of);
    case 'expect':
      return expect(of);
    case 'patch':
      return patch(of);
    default:
      return edit(of);
  }
}

function edit(of: Edit): Layout {
  switch (of.kind) {
    case 'editStmts':
      return headed(`${of.where} ${path(of.path)}`, of.body, 'steps');
    case 'editRemove':
      return `remove ${path(of.path)};`;
    case 'editDecl':
      return ['replace ', declaration(of.decl)];
    case 'extendEnum':
      return ['extend enum ', of.name.text, ' ', names(of.members, of.comments.inside)];
    case 'extendStruct':
      return ['extend struct ', of.name.text, ' ', fields(of.fields, of.comments.inside)];
    case 'extendUnion':
      return ['extend union ', of.name.text, ' ', cases(of.cases, of.comments.inside)];
    case 'extendDevice':
      return ['extend device ', of.name.text, ' ', members(of.members, of.comments.inside)];
    case 'extendThread':
      return ['extend thread ', of.name.text, ' ', members(of.locals, of.comments.inside)];
    default:
      return unreachable(of);
  }
}

function constant(of: Extract<Decl, { readonly kind: 'config' | 'const' }>): Layout {
  const declared = of.type === null ? '' : `: ${type(of.type)}`;
  return group(of.kind, ' ', of.name.text, declared, ' =', assigned(of.value), ';');
}

function variable(of: VarDecl): Layout {
  const head = `var ${of.name.text}: ${type(of.type)}`;
  if (of.initial === null) return `${head};`;
  const { kind, expr } = of.initial;
  return group(head, kind === 'value' ? ' =' : ' in', assigned(expr), ';');
}

function thread(of: ThreadDecl): Layout {
  const fairness = of.fairness === null ? '' : `${of.fairness} `;
  const head = `${fairness}thread ${of.name.text}${optional(of.params)}${title(of.title)} `;
  const locals: Item[] = of.locals.map(local => ({ of: local, layout: variable(local) }));
  const statements = of.body.statements.map(s => ({ of: s, layout: statement(s, 'steps') }));
  return [head, braces([...locals, ...statements], of.body.inside)];
}

function device(of: DeviceDecl): Layout {
  const head = `device ${of.name.text}${optional(of.params)}${title(of.title)} `;
  return [head, members(of.members, of.inside)];
}

function members(of: readonly (VarDecl | ActionDecl)[], inside: readonly Comment[]): Layout {
  const items = of.map(m => ({ of: m, layout: m.kind === 'var' ? variable(m) : action(m) }));
  return braces(items, inside);
}

function action(of: ActionDecl): Layout {
  const fairness = of.fairness === null ? '' : `${of.fairness} `;
  const head = `${fairness}action ${of.name.text}${optional(of.params)}`;
  const guard = of.guard === null ? '' : far(line, 'when ', condition(of.guard));
  return headed(group(head, guard), of.body, 'oneStep');
}

function patch(of: PatchDecl): Layout {
  const needs = of.requires.length === 0 ? [] : [line, `requires ${texts(of.requires).join(', ')}`];
  const bars = of.excludes.length === 0 ? [] : [line, `excludes ${texts(of.excludes).join(', ')}`];
  const head = group('patch ', of.name.text, title(of.subject), far(needs, bars));
  const items = of.items.map(item => ({ of: item, layout: declaration(item) }));
  return [head, ' ', braces(items, of.inside)];
}

// What goes on below a head stands further in than the body that follows it.
function far(...parts: readonly Layout[]): Layout {
  return indent(indent(...parts));
}

function names(of: readonly EnumMember[], inside: readonly Comment[]): Layout {
  return listed(
    of.map(m => ({ of: m, layout: m.name.text })),
    inside,
  );
}

function fields(
  of: Extract<Decl, { readonly kind: 'struct' }>['fields'],
  inside: readonly Comment[],
) {
  return listed(
    of.map(f => ({ of: f, layout: field(f) })),
    inside,
  );
}

function cases(of: readonly UnionCase[], inside: readonly Comment[]): Layout {
  const items = of.map(c => {
    if (c.fields.length === 0) return { of: c, layout: c.name.text };
    return { of: c, layout: [c.name.text, ' ', fields(c.fields, c.comments.inside)] };
  });
  return listed(items, inside);
}

// On one line if it fits, else one item a line, with a comma behind the last too.
function listed(items: readonly Item[], inside: readonly Comment[]): Layout {
  if (inside.length === 0 && !items.some(item => isCommented(item.of))) {
    const last: Layout = { kind: 'line', flat: ' ' };
    const inner = joined(
      items.map(item => item.layout),
      [',', line],
    );
    return group('{', indent(line, inner, { kind: 'broken', text: ',' }), last, '}');
  }
  const ended = items.map(({ of, layout }) => ({ of, layout: [layout, ','] }));
  return ['{', indent(newline, stacked(ended, inside)), newline, '}'];
}

function optional(params: ThreadDecl['params']): string {
  return params.length === 0 ? '' : parameters(params);
}

function title(text: string | null): string {
  return text === null ? '' : ` "${text}"`;
}

function texts(names: readonly { readonly text: string }[]): readonly string[] {
  return names.map(name => name.text);
}
