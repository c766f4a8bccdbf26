/**
 * Statements as text. One rule for blocks: a line holds at most one step. A block
 * stands on one line if it fits, holds no comment and at most one statement, the whole
 * of an `atomic`, an action or `init` counting as one; else each statement has a line.
 */
import { unreachable } from '../../base/assertion.ts';
import type { Block, Comment, Stmt } from '../tree.ts';
import { assigned, condition, expression, pattern } from './expressions.ts';
import { type Item, isCommented, stacked } from './items.ts';
import { group, indent, joined, type Layout, line, newline } from './layout.ts';
import { type } from './types.ts';

/** Where statements stand: each may be a step, or all are part of one. */
export type Place = 'steps' | 'oneStep';

interface Form {
  readonly place: Place;
  /** In a group that may go on one line; else with a line for each statement. */
  readonly compact: boolean;
}

/** A head and its block: of a procedure, an action, an edit. */
export function headed(head: Layout, body: Block, place: Place): Layout {
  const compact = mayBeOneLine([body], place);
  return group(head, ' ', block(body, { place, compact }));
}

/** Items in braces, on lines of their own. */
export function braces(items: readonly Item[], inside: readonly Comment[]): Layout {
  if (items.length === 0 && inside.length === 0) return '{ }';
  return ['{', indent(newline, stacked(items, inside)), newline, '}'];
}

/** One statement with its label; its comments are the list's business. */
export function statement(of: Stmt, place: Place): Layout {
  const inner = of.kind === 'atomic' ? 'oneStep' : place;
  const compact = !innerComments(of) && mayBeOneLine(blocksOf(of), inner);
  const label = of.label === null ? '' : `${of.label.text}: `;
  return group(label, body(of, { place: inner, compact }));
}

function block(of: Block, { place, compact }: Form): Layout {
  const items = of.statements.map(stmt => ({ of: stmt, layout: statement(stmt, place) }));
  return compact && items.length > 0 ? row(items) : braces(items, of.inside);
}

function body(of: Stmt, form: Form): Layout {
  switch (of.kind) {
    case 'if':
      return conditional(of, form);
    case 'while':
      return ['while ', condition(of.test), ' ', block(of.body, form)];
    case 'for':
      return ['for ', of.name.text, ' in ', condition(of.domain), ' ', block(of.body, form)];
    case 'forever':
      return ['forever ', block(of.body, form)];
    case 'either':
      return [
        'either ',
        joined(
          of.branches.map(branch => block(branch, form)),
          ' or ',
        ),
      ];
    case 'match':
      return ['match ', condition(of.of), ' ', arms(of, form)];
    case 'atomic':
      return ['atomic ', block(of.body, form)];
    case 'block':
      return block(of.body, form);
    default:
      return [simple(of), ';'];
  }
}

type Holding = 'if' | 'while' | 'for' | 'forever' | 'either' | 'match' | 'atomic' | 'block';

function simple(of: Exclude<Stmt, { readonly kind: Holding }>): Layout {
  switch (of.kind) {
    case 'assign':
      return [expression(of.target), ' ', of.op, assigned(of.value)];
    case 'let': {
      const declared = of.type === null ? '' : `: ${type(of.type)}`;
      return ['let ', of.name.text, declared, ' =', assigned(of.value)];
    }
    case 'pick': {
      const where = of.where === null ? [] : [line, 'where ', condition(of.where)];
      return ['pick ', of.name.text, ' in ', expression(of.domain), indent(where)];
    }
    case 'break':
    case 'continue':
    case 'skip':
    case 'original':
      return of.kind;
    case 'return':
      return of.value === null ? 'return' : ['return ', condition(of.value)];
    case 'waitUntil':
      return ['wait_until ', condition(of.test)];
    case 'when':
      return ['when ', condition(of.test)];
    case 'assert':
    case 'assume': {
      const why = of.why === null ? [] : [line, `"${of.why}"`];
      return [of.kind, ' ', condition(of.test), indent(why)];
    }
    case 'call':
      return expression({ ...of, span: of.span });
    default:
      return unreachable(of);
  }
}

function conditional(of: Stmt & { readonly kind: 'if' }, form: Form): Layout {
  const head = ['if ', condition(of.test), ' ', block(of.then, form)];
  if (of.otherwise === null) return head;
  if (!('kind' in of.otherwise)) return [head, ' else ', block(of.otherwise, form)];
  return [head, ' else ', body(of.otherwise, form)];
}

function arms(of: Stmt & { readonly kind: 'match' }, form: Form): Layout {
  const items: Item[] = of.arms.map(arm => ({
    of: arm,
    layout: branch(['case ', pattern(arm.pattern)], arm.body, form),
  }));
  if (of.otherwise !== null) {
    const bare = { span: of.otherwise.span, comments: { before: [], after: [], inside: [] } };
    items.push({ of: bare, layout: branch('else', of.otherwise, form) });
  }
  return form.compact ? row(items) : braces(items, of.comments.inside);
}

// A case has its line in every case, so its block is judged alone.
function branch(head: Layout, of: Block, { place, compact }: Form): Layout {
  return compact ? [head, ' ', block(of, { place, compact })] : headed(head, of, place);
}

// Items in braces that stand in a group: on its line, or each on its own.
function row(items: readonly Item[]): Layout {
  const layouts = items.map(item => item.layout);
  return ['{', indent(line, joined(layouts, line)), line, '}'];
}

function mayBeOneLine(blocks: readonly Block[], place: Place): boolean {
  if (blocks.some(hasComments)) return false;
  return place === 'oneStep' || sum(blocks.map(stepsIn)) <= 1;
}

function stepsIn(of: Block): number {
  return sum(of.statements.map(stepsOf));
}

function stepsOf(of: Stmt): number {
  const blocks = blocksOf(of);
  return of.kind === 'atomic' || blocks.length === 0 ? 1 : sum(blocks.map(stepsIn));
}

function hasComments(of: Block): boolean {
  if (of.inside.length > 0) return true;
  return of.statements.some(
    s => isCommented(s) || innerComments(s) || blocksOf(s).some(hasComments),
  );
}

// Comments of a statement's own list, which blocks do not show.
function innerComments(of: Stmt): boolean {
  return of.kind === 'match' && (of.comments.inside.length > 0 || of.arms.some(isCommented));
}

function blocksOf(of: Stmt): readonly Block[] {
  switch (of.kind) {
    case 'if':
      if (of.otherwise === null) return [of.then];
      return [of.then, ...('kind' in of.otherwise ? blocksOf(of.otherwise) : [of.otherwise])];
    case 'match':
      return [...of.arms.map(arm => arm.body), ...(of.otherwise === null ? [] : [of.otherwise])];
    case 'either':
      return of.branches;
    case 'while':
    case 'for':
    case 'forever':
    case 'atomic':
    case 'block':
      return [of.body];
    default:
      return [];
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0);
}
