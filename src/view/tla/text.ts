/**
 * Pieces of TLA+ with the strength of their outermost operator, so that parentheses
 * stand where the language asks for them, and where a reader would.
 */

export interface Text {
  readonly text: string;
  /** As in the table of operators of "Specifying Systems"; 0 is open to the right, 20 is closed. */
  readonly level: number;
}

export const level = {
  open: 0,
  implies: 1,
  junction: 3,
  not: 4,
  compare: 5,
  set: 8,
  interval: 9,
  remainder: 9.5,
  plus: 10,
  minus: 11,
  negative: 12,
  times: 13,
  closed: 20,
} as const;

/** A piece that needs no parentheses anywhere. */
export const closed = (text: string): Text => ({ text, level: level.closed });

/** The text, in parentheses unless it is at least this strong. */
export const atLeast = ({ text, level: own }: Text, least: number): string =>
  own >= least ? text : `(${text})`;

/** The text where only a closed piece may stand. */
export const tight = (piece: Text): string => atLeast(piece, level.closed);

/** `left op right`, where neither side may be of the same strength. */
export const infix = (op: string, own: number, left: Text, right: Text): Text => ({
  text: `${atLeast(left, own + 0.1)} ${op} ${atLeast(right, own + 0.1)}`,
  level: own,
});

/** `left op right` of an operator that may be repeated: `a \union b \union c`. */
export function chain(op: string, own: number, left: Text, right: Text): Text {
  const again = left.level === own && endsOf(left.text, op);
  const first = again ? left.text : atLeast(left, own + 0.1);
  return { text: `${first} ${op} ${atLeast(right, own + 0.1)}`, level: own };
}

// The operators outside all brackets are this one alone.
function endsOf(text: string, op: string): boolean {
  let depth = 0;
  let outside = '';
  for (const c of text) {
    if ('([{'.includes(c)) depth += 1;
    if (depth === 0) outside += c;
    if (')]}'.includes(c)) depth -= 1;
  }
  const others = [
    ' /\\ ',
    ' \\/ ',
    ' + ',
    ' - ',
    ' * ',
    ' \\div ',
    ' \\union ',
    ' \\intersect ',
    ' \\ ',
  ];
  return others.every(other => other.trim() === op || !outside.includes(other));
}
