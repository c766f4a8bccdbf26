/** Scenarios and expectations as text. */
import { unreachable } from '../../base/assertion.ts';
import type {
  ExpectClaim,
  ExpectDecl,
  ExpectTarget,
  ScenarioDecl,
  ScenarioRow,
  Setting,
} from '../tree.ts';
import { condition, expression, path } from './expressions.ts';
import { isCommented, stacked } from './items.ts';
import { align, group, indent, joined, type Layout, line, newline } from './layout.ts';
import { headed } from './statements.ts';
import { parameters } from './types.ts';

/** ` with K = 1, L = 2`, or nothing. */
export function settings(of: readonly Setting[]): Layout {
  if (of.length === 0) return '';
  return indent(line, 'with ', listOf(of));
}

function listOf(of: readonly Setting[]): Layout {
  const items = of.map(({ name, value }) => [name.text, ' = ', expression(value)]);
  return align(joined(items, [',', line]));
}

/** A scenario; each of its rows stands on a line of its own. */
export function scenario(of: ScenarioDecl): Layout {
  const params = of.params.length === 0 ? '' : ` ${parameters(of.params)}`;
  const head = group('scenario "', of.text, '"', params, settings(of.settings));
  const from = of.from === null ? '' : headed(' from', of.from, 'oneStep');
  const items = of.rows.map(r => ({ of: r, layout: rowLayout(r) }));
  const last = of.gapAtEnd ? [newline, '...'] : [];
  const empty = items.length === 0 && of.comments.inside.length === 0;
  const rows =
    empty && !of.gapAtEnd
      ? '{ }'
      : ['{', indent(newline, stacked(items, of.comments.inside), last), newline, '}'];
  return [head, from, ' ', rows, of.possible ? ' possible;' : ' impossible;'];
}

function rowLayout(of: ScenarioRow): Layout {
  const args = (of.args ?? []).map(arg => (arg === null ? '_' : expression(arg)));
  const list = of.args === null ? '' : ['(', group(align(joined(args, [',', line]))), ')'];
  const then = of.then === null ? '' : indent(line, 'then ', condition(of.then));
  return [of.gap ? ['...', newline] : '', group(path(of.path), list, then)];
}

/** What is expected; claims in braces stay on one line if they fit. */
export function expect(of: ExpectDecl): Layout {
  const head = ['expect ', of.variant.text, ' '];
  if (of.braces) {
    const end = of.settings.length === 0 ? '' : ';';
    const given = of.settings.length === 0 ? '' : [' with ', listOf(of.settings)];
    return group(head, claims(of), given, end);
  }
  const [first] = of.claims;
  if (first?.verdict === 'violated') {
    return group(head, 'violates ', targetOf(first), lengthOf(first), settings(of.settings), ';');
  }
  const named = of.claims.flatMap(claim => (claim.target === null ? [] : [target(claim.target)]));
  const list = named.length === 0 ? '' : [' ', align(joined(named, [',', line]))];
  return group(head, 'holds', list, settings(of.settings), ';');
}

function claims({ claims: of, comments }: ExpectDecl): Layout {
  const items = of.map(claim => ({ of: claim, layout: claimLayout(claim) }));
  if (items.length === 0 && comments.inside.length === 0) return '{ }';
  if (comments.inside.length > 0 || of.some(isCommented)) {
    return ['{', indent(newline, stacked(items, comments.inside)), newline, '}'];
  }
  return [
    '{',
    indent(
      line,
      joined(
        items.map(item => item.layout),
        line,
      ),
    ),
    line,
    '}',
  ];
}

function claimLayout(claim: ExpectClaim): Layout {
  if (claim.verdict === 'holds') return [targetOf(claim), ' holds;'];
  return [targetOf(claim), ' violated', lengthOf(claim), ';'];
}

function targetOf(claim: ExpectClaim): string {
  return claim.target === null ? '' : target(claim.target);
}

function lengthOf({ length }: ExpectClaim): string {
  return length === null ? '' : ` in ${length}`;
}

function target(of: ExpectTarget): string {
  switch (of.kind) {
    case 'named':
      return of.name.text;
    case 'deadlock':
      return 'deadlock';
    case 'assert':
      return `assert ${path(of.path)}`;
    case 'code':
      return of.code;
    default:
      return unreachable(of);
  }
}
