/**
 * The messages of syntax/c-habit, one function a habit: what is written here instead
 * of what people bring along from C.
 */
import type { Diagnostic } from '../base/diagnostic.ts';
import type { Span } from '../base/source.ts';

function habit(span: Span, message: string, help: string): Diagnostic {
  return { severity: 'error', code: 'syntax/c-habit', span, message, help };
}

/** `x++`, `x--`. */
export function increment(span: Span, operator: string, target: string): Diagnostic {
  const sign = operator.slice(0, 1);
  return habit(span, `there is no \`${operator}\``, `write \`${target} ${sign}= 1;\``);
}

/** `x *= e` and its like. */
export function compoundAssignment(span: Span, operator: string, target: string): Diagnostic {
  const sign = operator.slice(0, -1);
  return habit(
    span,
    `there is no \`${operator}\`, only \`=\`, \`+=\` and \`-=\``,
    `write \`${target} = ${target} ${sign} ...;\``,
  );
}

/** `p->f`. */
export function arrow(span: Span): Diagnostic {
  return habit(
    span,
    'there are no pointers to follow by `->`',
    'write `p.f`, or `p!.f` where p may be `none`; what a node holds is a map: `next[p]`',
  );
}

/** `=` where a value is asked for. */
export function assignmentAsValue(span: Span): Diagnostic {
  return habit(span, '`=` stores and is no comparison', 'write `==`');
}

/** `x == 1;` as a statement. */
export function comparisonAsStatement(span: Span): Diagnostic {
  return habit(span, '`==` compares and stores nothing', 'write `=`');
}

/** `a = b = c;`. */
export function chainedAssignment(span: Span): Diagnostic {
  return habit(
    span,
    'an assignment has no value',
    'write two statements, in an `atomic { }` if they are one step',
  );
}

/** `&`, `|`, `^`, `~`, `<<`, `>>`. */
export function bits(span: Span, operator: string): Diagnostic {
  const help: Readonly<Record<string, string>> = {
    '&': 'write `and` for truth values, `intersect` for sets; flags are fields of type bool',
    '|': 'write `or` for truth values, `union` for sets; flags are fields of type bool',
    '^': 'write `!=` for truth values; flags are fields of type bool',
    '~': 'write `not` for truth values; flags are fields of type bool',
  };
  return habit(
    span,
    `there is no \`${operator}\`: integers have no bits`,
    help[operator] ?? 'write `*` or `/` by a power of two',
  );
}

/** `&x`, `*x`. */
export function pointer(span: Span, operator: string): Diagnostic {
  const what = operator === '&' ? 'no addresses' : 'no pointers';
  return habit(
    span,
    `there are ${what}`,
    'a `var` parameter stands for the place passed; a reference is an index: `mem[p]`',
  );
}

/** `if (x) y = 1;`; `head` is what stands before the body, as it should be written. */
export function bodyWithoutBraces(span: Span, word: string, head: string): Diagnostic {
  return habit(span, `the body of \`${word}\` stands in braces`, `write \`${head} { ... }\``);
}

/** `while (x);`. */
export function emptyLoop(span: Span): Diagnostic {
  return habit(span, 'a loop that does nothing waits', 'write `wait_until not e;`');
}

/** `for (i = 0; ...)`. */
export function countingFor(span: Span): Diagnostic {
  return habit(
    span,
    '`for` goes through a set, a range or a sequence',
    'write `for i in 0 .. N - 1 { ... }`',
  );
}

/** `elif`. */
export function elseIf(span: Span, word: string): Diagnostic {
  return habit(span, `there is no \`${word}\``, 'write `else if`');
}

/** `do { } while (e);`. */
export function doWhile(span: Span): Diagnostic {
  return habit(span, 'there is no `do`', 'write `forever { ... if not e { break; } }`');
}

/** `switch (e) { }`. */
export function switchStatement(span: Span): Diagnostic {
  return habit(
    span,
    'there is no `switch`',
    'write `match e { case a { } case b { } else { } }`, or `if` and `else if`',
  );
}

/** `case a:`, `default:`. */
export function caseColon(span: Span): Diagnostic {
  return habit(
    span,
    'a case holds its statements in braces',
    'write `case a { ... }`, and `else { ... }` for the rest',
  );
}

/** `goto out;`. */
export function gotoStatement(span: Span): Diagnostic {
  return habit(
    span,
    'there is no `goto`',
    'write `return`, `break` or `continue`; a patch can change the flow',
  );
}

/** `NULL`. */
export function nullPointer(span: Span): Diagnostic {
  return habit(span, 'there is no `NULL`', 'write `none`, of a type with `?`');
}

/** `int x;`. */
export function declarator(span: Span, type: string, name: string): Diagnostic {
  const asType = type === 'bool' ? 'bool' : '0 .. 7';
  const value = type === 'bool' ? 'false' : '0';
  return habit(
    span,
    'a declaration puts the name first and the type behind',
    `write \`var ${name}: ${asType} = ${value};\`, or \`let ${name} = e;\` for a value that does not change`,
  );
}

/** `struct S { int x; }`. */
export function fieldOfC(span: Span, name: string): Diagnostic {
  return habit(
    span,
    'a field puts its name first and its type behind',
    `write \`${name}: 0 .. 7\`, with commas between the fields`,
  );
}

/** `void f(int x) { }`. */
export function functionDeclaration(span: Span, name: string): Diagnostic {
  return habit(span, 'a procedure opens with `proc`', `write \`proc ${name}(x: T): R { ... }\``);
}

/** `#define`, `#include`. */
export function preprocessor(span: Span, directive: string): Diagnostic {
  const help: Readonly<Record<string, string>> = {
    define: 'write `const N = 3;`, or `config N: 1 .. 4 = 3;` for a parameter',
    include: 'write `import "file.pspec";`',
  };
  return habit(
    span,
    'there is no preprocessor',
    help[directive] ?? 'versions of a model are patches and variants',
  );
}

/** `x ? : y`. */
export function shortConditional(span: Span): Diagnostic {
  return habit(span, '`? :` needs both values', 'write `c ? a : b`');
}

/** `};`. */
export function semicolonAfterBlock(span: Span): Diagnostic {
  return habit(span, 'no `;` stands behind a block', 'take it out');
}

/** `;` alone. */
export function emptyStatement(span: Span): Diagnostic {
  return habit(span, 'there is no empty statement', 'write `skip;`, or take the `;` out');
}

/** `=>`, `<=>`, `:=`, `~=`, and `<>`. */
export function foreignOperator(span: Span, operator: string, word: string): Diagnostic {
  return habit(span, `there is no \`${operator}\``, `write \`${word}\``);
}
