/**
 * What a module has of the language and what of it was executed: the generator's own
 * account of how much of the language the laws see.
 */

import { bodiesOf, valuesOf } from '../../../src/semantics/patch/decls.ts';
import { subexpressions } from '../../../src/semantics/patch/rewrite.ts';
import { parseFile } from '../../../src/syntax/parse.ts';
import type { Block, Decl, PatchDecl } from '../../../src/syntax/tree.ts';
import { expressionConstructs, expressionNames } from './expressions.ts';
import type { Fired } from './fired.ts';
import { type Around, expressionsIn, statementConstructs, statementNames } from './statements.ts';
import { typeConstructs, typeNames } from './types.ts';

type Edit = PatchDecl['items'][number];

/** The constructs of a text that were executed. */
export function constructsOf(text: string, fired: Fired): ReadonlySet<string> {
  const { decls } = parseFile({ path: 'test.pspec', text }, () => {});
  const patches = decls.filter(decl => decl.kind === 'patch');
  const items = patches.flatMap(patch => patch.items);
  const all = [
    ...decls,
    ...items.flatMap(item => (isDecl(item) ? [item] : item.kind === 'editDecl' ? [item.decl] : [])),
  ];
  const procs = new Set(all.flatMap(decl => (decl.kind === 'proc' ? [decl.name.text] : [])));
  return new Set([
    ...fired.types.flatMap(typeConstructs),
    ...all.flatMap(decl => declConstructs(decl, procs, fired)),
    ...items.flatMap(item => editConstructs(item, procs, fired)),
    ...decls.flatMap(decl => variantConstructs(decl)),
    ...patches.flatMap(patch => patchConstructs(patch, fired)),
  ]);
}

const isDecl = (item: Edit): item is Decl & Edit =>
  !item.kind.startsWith('edit') && !item.kind.startsWith('extend');

function blockConstructs(block: Block, around: Around, fired: Fired): readonly string[] {
  const exprs = block.statements.flatMap(expressionsIn);
  return [
    ...block.statements.flatMap(stmt => statementConstructs(stmt, around, fired)),
    ...exprs
      .flatMap(subexpressions)
      .flatMap(expr => (hasFired(expr, fired) ? expressionConstructs(expr) : [])),
  ];
}

type Expr = ReturnType<typeof subexpressions>[number];

// Parentheses leave no trace, and locals of actors stand at their names.
function hasFired(expr: Expr, fired: Fired): boolean {
  if (expr.kind === 'parenthesised') return hasFired(expr.of, fired);
  return fired.is(expr.span) || (expr.kind === 'field' && fired.is(expr.name.span));
}

function declConstructs(decl: Decl, procs: ReadonlySet<string>, fired: Fired): readonly string[] {
  const atomic = decl.kind === 'device' || decl.kind === 'init';
  const bodies = bodiesOf(decl).flatMap(block => blockConstructs(block, { atomic, procs }, fired));
  const values = valuesOf(decl).flatMap(subexpressions);
  const exprs = values.flatMap(expr => (hasFired(expr, fired) ? expressionConstructs(expr) : []));
  const live = fired.within(decl.span) || decl.kind === 'var';
  return [...bodies, ...exprs, ...(live ? declName(decl, fired) : [])];
}

function declName(decl: Decl, fired: Fired): readonly string[] {
  switch (decl.kind) {
    case 'var':
      return decl.initial === null ? [] : [decl.initial.kind === 'value' ? 'var' : 'var in a set'];
    case 'thread':
      return [
        decl.params.length > 0 ? 'thread family' : 'thread',
        ...(decl.locals.length > 0 ? ['local of a thread'] : []),
      ];
    case 'device':
      return [
        decl.params.length > 0 ? 'device family' : 'device',
        ...decl.members.flatMap(member => {
          if (member.kind === 'var') return ['local of a device'];
          if (!fired.within(member.span)) return [];
          return [
            ...(member.params.length > 0 ? ['action with parameters'] : []),
            ...(member.guard === null ? ['action'] : ['action with a guard']),
          ];
        }),
      ];
    case 'proc':
      return [
        'proc',
        ...decl.params.map(p => (p.isVar ? 'proc with a var parameter' : 'proc with a parameter')),
        ...(decl.result === null ? [] : ['proc with a result']),
      ];
    case 'fun':
      return [decl.params.length > 0 ? 'fun with parameters' : 'fun'];
    case 'init':
    case 'invariant':
    case 'transition':
    case 'cover':
      return [decl.kind];
    default:
      return [];
  }
}

function editConstructs(edit: Edit, procs: ReadonlySet<string>, fired: Fired): readonly string[] {
  switch (edit.kind) {
    case 'editStmts': {
      const inner = blockConstructs(edit.body, { atomic: false, procs }, fired);
      const original = edit.body.statements.some(stmt => stmt.kind === 'original')
        ? ['original']
        : [];
      const what = edit.path.names.at(-1)?.text.startsWith('l') ? 'a step' : 'a body';
      return fired.within(edit.span) ? [`${edit.where} ${what}`, ...original, ...inner] : inner;
    }
    case 'editRemove':
      return ['remove a step'];
    case 'editDecl':
      return fired.within(edit.span) || edit.decl.kind === 'const'
        ? [`replace ${edit.decl.kind}`]
        : [];
    case 'extendEnum':
    case 'extendStruct':
    case 'extendUnion':
      return [edit.kind];
    case 'extendDevice':
    case 'extendThread':
      return fired.within(edit.span) ? [edit.kind] : [];
    default:
      return edit.kind === 'var' || fired.within(edit.span) ? [`added ${edit.kind}`] : [];
  }
}

const variantConstructs = (decl: Decl): readonly string[] => {
  if (decl.kind === 'variant')
    return decl.settings.length > 0 ? ['variant', 'variant with settings'] : ['variant'];
  return ['series', 'config', 'const', 'type', 'assume', 'allow'].includes(decl.kind)
    ? [`declared ${decl.kind}`]
    : [];
};

const patchConstructs = (patch: PatchDecl, fired: Fired): readonly string[] =>
  fired.within(patch.span)
    ? [
        'patch',
        ...(patch.requires.length > 0 ? ['patch that requires'] : []),
        ...(patch.excludes.length > 0 ? ['patch that excludes'] : []),
      ]
    : [];

const listed = (words: string): readonly string[] => words.trim().split(/\s*,\s*/);

const declNames = listed(`
  var, var in a set, thread, thread family, local of a thread, device, device family,
  local of a device, action, action with parameters, action with a guard, proc,
  proc with a parameter, proc with a var parameter, proc with a result, fun,
  fun with parameters, init, invariant, transition, cover, declared config, declared const,
  declared type, declared assume, declared allow`);

const patchNames = listed(`
  patch, patch that requires, patch that excludes, variant, variant with settings,
  declared series, original, before a step, after a step, replace a step, remove a step,
  replace a body, replace fun, replace invariant, replace var, replace const, extendEnum,
  extendStruct, extendUnion, extendDevice, extendThread, added var, added device,
  added invariant`);

/** Everything that the generator must make fire. */
export const allConstructs: readonly string[] = [
  ...typeNames,
  ...expressionNames,
  ...statementNames,
  ...declNames,
  ...patchNames,
];
