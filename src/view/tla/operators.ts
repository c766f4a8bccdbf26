/**
 * Operators of the language as operators of TLA+: logic, arithmetic, sets, sequences.
 * Division is that of C, which differs from TLA+'s where something is negative;
 * sequences are counted from 1.
 */
import { unreachable } from '../../base/assertion.ts';
import { domain, sizeOf } from '../../machine/domain.ts';
import type { Expr } from '../../machine/expr.ts';
import type { Type } from '../../machine/types.ts';
import { bounds } from './fails.ts';
import { atLeast, chain, closed, infix, level, type Text, tight } from './text.ts';
import { noneOf, type Vocabulary, valueText } from './types.ts';

type Operator = Extract<
  Expr,
  {
    readonly kind:
      | 'and'
      | 'or'
      | 'implies'
      | 'if'
      | 'not'
      | 'negative'
      | 'arithmetic'
      | 'order'
      | 'equal'
      | 'interval'
      | 'set'
      | 'seq'
      | 'in'
      | 'subset'
      | 'union'
      | 'intersect'
      | 'minus'
      | 'count'
      | 'head'
      | 'tail'
      | 'last'
      | 'item'
      | 'append';
  }
>;

type Say = (expr: Expr) => Text;

/** An operator applied to its parts. */
export function operator(words: Vocabulary, expr: Operator, say: Say): Text {
  switch (expr.kind) {
    case 'and':
      return chain('/\\', level.junction, say(expr.left), say(expr.right));
    case 'or':
      return chain('\\/', level.junction, say(expr.left), say(expr.right));
    case 'implies':
      return infix('=>', level.implies, say(expr.left), say(expr.right));
    case 'if':
      return {
        text: `IF ${say(expr.test).text} THEN ${say(expr.then).text} ELSE ${say(expr.otherwise).text}`,
        level: level.open,
      };
    case 'not':
      return negation(words, expr.of, say);
    case 'negative':
      return { text: `-${tight(say(expr.of))}`, level: level.negative };
    case 'arithmetic':
      return arithmetic(words, expr, say);
    case 'order':
      return infix(expr.op, level.compare, say(expr.left), say(expr.right));
    case 'equal':
      return infix('=', level.compare, say(expr.left), say(expr.right));
    default:
      return collection(words, expr, say);
  }
}

function negation(words: Vocabulary, of: Expr, say: Say): Text {
  switch (of.kind) {
    case 'equal':
      return infix('#', level.compare, say(of.left), say(of.right));
    case 'in':
      return infix('\\notin', level.compare, say(of.item), say(of.set));
    case 'isSome':
      return infix('=', level.compare, say(of.of), closed(noneOf(of.of.type, words)));
    default:
      return { text: `~${atLeast(say(of), level.closed)}`, level: level.not };
  }
}

function arithmetic(
  words: Vocabulary,
  expr: Extract<Operator, { kind: 'arithmetic' }>,
  say: Say,
): Text {
  const [left, right] = [say(expr.left), say(expr.right)];
  switch (expr.op) {
    case '+':
      return chain('+', level.plus, left, right);
    case '-':
      return infix('-', level.minus, left, right);
    case '*':
      return chain('*', level.times, left, right);
    case '/':
    case '%': {
      const natural = bounds(expr.left)[0] >= 0 && bounds(expr.right)[0] > 0;
      if (natural && expr.op === '/') return infix('\\div', level.times, left, right);
      if (natural) {
        const text = `${atLeast(left, level.minus + 0.1)} % ${atLeast(right, level.minus + 0.1)}`;
        return { text, level: level.remainder };
      }
      words.need('Quotient');
      if (expr.op === '/') return closed(`Quotient(${left.text}, ${right.text})`);
      words.need('Remainder');
      return closed(`Remainder(${left.text}, ${right.text})`);
    }
    default:
      return unreachable(expr.op);
  }
}

type Collection = Exclude<
  Operator,
  {
    readonly kind:
      | 'and'
      | 'or'
      | 'implies'
      | 'if'
      | 'not'
      | 'negative'
      | 'arithmetic'
      | 'order'
      | 'equal';
  }
>;

function collection(words: Vocabulary, expr: Collection, say: Say): Text {
  const list = (items: readonly Expr[]): string => items.map(e => say(e).text).join(', ');
  switch (expr.kind) {
    case 'interval':
      return infix('..', level.interval, say(expr.low), say(expr.high));
    case 'set':
      return closed(`{${list(expr.items)}}`);
    case 'seq':
      return closed(`<<${list(expr.items)}>>`);
    case 'in':
      return infix('\\in', level.compare, say(expr.item), say(expr.set));
    case 'subset':
      return infix('\\subseteq', level.compare, say(expr.left), say(expr.right));
    case 'union':
      return chain('\\union', level.set, say(expr.left), say(expr.right));
    case 'intersect':
      return chain('\\intersect', level.set, say(expr.left), say(expr.right));
    case 'minus':
      return infix('\\', level.set, say(expr.left), say(expr.right));
    case 'count':
      return closed(`${expr.of.type.kind === 'seq' ? 'Len' : 'Cardinality'}(${say(expr.of).text})`);
    case 'append':
      return closed(`Append(${say(expr.of).text}, ${say(expr.item).text})`);
    case 'item':
      return closed(`${tight(say(expr.of))}[${position(expr.index, say)}]`);
    case 'head':
    case 'tail':
    case 'last':
      return end(words, expr, say(expr.of));
    default:
      return unreachable(expr);
  }
}

/** Where TLA+ counts the item at an index from 0. */
export function position(index: Expr, say: Say): string {
  if (index.kind === 'constant' && typeof index.value === 'number') return String(index.value + 1);
  return chain('+', level.plus, say(index), closed('1')).text;
}

function end(
  words: Vocabulary,
  expr: Extract<Operator, { kind: 'head' | 'tail' | 'last' }>,
  of: Text,
): Text {
  const { type } = expr.of;
  if (type.kind === 'set') return endOfSet(words, expr.kind, type.of, of);
  if (expr.kind === 'head') return closed(`Head(${of.text})`);
  if (expr.kind === 'tail') return closed(`Tail(${of.text})`);
  return closed(`${tight(of)}[Len(${of.text})]`);
}

// Of sets the first is the least; what has no order of its own has that of its values.
function endOfSet(words: Vocabulary, kind: 'head' | 'tail' | 'last', of: Type, set: Text): Text {
  const integers = of.kind === 'range' || of.kind === 'int';
  const order = integers ? '' : `, ${orderOf(words, of)}`;
  const [least, greatest] = integers ? ['Least', 'Greatest'] : ['FirstOf', 'LastOf'];
  if (kind === 'last') {
    words.need(greatest);
    return closed(`${greatest}(${set.text}${order})`);
  }
  words.need(least);
  const first = `${least}(${set.text}${order})`;
  if (kind === 'head') return closed(first);
  return infix('\\', level.set, set, closed(`{${first}}`));
}

/** Most values of a type without an order of its own that can be listed. */
export const mostListed = 256;

const orderOf = (words: Vocabulary, type: Type): string =>
  sizeOf(type) > mostListed
    ? '<<>>'
    : `<<${domain(type)
        .map(v => valueText(type, v, words).text)
        .join(', ')}>>`;
