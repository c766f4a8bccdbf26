/**
 * Text to Tree. The text is cut into declarations, each parsed alone: one that does
 * not parse is told once, leaves its names in `broken`, and hides nothing in the
 * others. Never throws, whatever the text; costs are linear in its length.
 */
import { type Diagnostic, inOrder, type Report } from '../base/diagnostic.ts';
import type { Source } from '../base/source.ts';
import { expressionOf } from './actions/expressions.ts';
import { partners } from './brackets.ts';
import { bagOf } from './comments.ts';
import { tooDeep } from './depth.ts';
import * as errors from './errors.ts';
import { reasonOf } from './failure.ts';
import { match } from './grammar.ts';
import * as habitErrors from './habit-errors.ts';
import { nullsIn } from './nulls.ts';
import { declarationReader, type File, readPieces } from './pieces.ts';
import { scan } from './scanner.ts';
import type { Expr, FileTree } from './tree.ts';

/** The Tree of a file; what does not parse is reported and left out of it. */
export function parseFile(source: Source, report: Report): FileTree {
  const found: Diagnostic[] = [];
  const file = fileOf(source, d => found.push(d));
  const whole = { start: 0, end: source.text.length };
  const { items, inside } = readPieces(
    { file, from: 0, to: file.tokens.length, where: 'file', whole },
    declarationReader,
  );
  const nulls = nullsIn(file);
  for (const span of nulls) found.push(habitErrors.nullPointer(span));
  for (const diagnostic of inOrder(found)) report(diagnostic);
  return {
    source,
    decls: items,
    broken: [...file.broken, ...(nulls.length > 0 ? ['NULL'] : [])],
    inside,
  };
}

/** An expression alone, as of `-D NAME=VALUE`; `undefined` when it does not parse, which is reported. */
export function parseExpression(source: Source, report: Report): Expr | undefined {
  const { tokens, bag, problems } = fileOf(source, report);
  const deep = tooDeep(tokens, 0, tokens.length);
  const problem = problems.take(0, source.text.length)[0];
  if (problem !== undefined || deep !== undefined) {
    report(problem ?? errors.depth({ source, start: deep?.start ?? 0, end: deep?.end ?? 0 }));
    return undefined;
  }
  const result = match(source.text, 'Expr');
  if (result.kind === 'failed') {
    const { expected } = result;
    report(reasonOf({ source, tokens, from: 0, to: tokens.length }, result.offset, expected()));
    return undefined;
  }
  const found: Diagnostic[] = [];
  const reading = { source, offset: 0, bag, report: (d: Diagnostic) => found.push(d) };
  const expr = expressionOf(reading, result.root);
  for (const diagnostic of found) report(diagnostic);
  return found.length === 0 ? expr : undefined;
}

function fileOf(source: Source, report: Report): File {
  const { tokens, comments, problems, remarks } = scan(source);
  for (const remark of remarks) report(remark);
  const bags = { bag: bagOf(comments), problems: bagOf(problems) };
  return { source, tokens, partner: partners(tokens), ...bags, broken: new Set(), report };
}
