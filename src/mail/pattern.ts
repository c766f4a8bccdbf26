/**
 * Whether a user's regular expression may be let loose on a stranger's lines. One that
 * repeats a group in which something repeats, is optional or is chosen can take exponential
 * time, and each further unbounded repetition takes one more power of the line's length.
 * Caution, not proof: harmless expressions are refused too, and are easily said otherwise.
 */

const mostEndless = 3;
const mostVarying = 12;
// Lines are searched two at a time, see `quote`.
const mostTimes = 400;

/** What stands in a group so far; `varies` when it can match in more than one way. */
interface Group {
  readonly start: number;
  varies: boolean;
}

/** The expression that a user typed, of Unicode; null when it is none. */
export function patternOf(text: string): RegExp | null {
  try {
    return new RegExp(text, 'u');
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Why the expression is not used, as a sentence with a place in its source; null when it may be. */
export function riskOf(pattern: RegExp): string | null {
  const { source } = pattern;
  const groups: Group[] = [{ start: 0, varies: false }];
  let endless = 0;
  let varying = 0;
  for (let at = 0; at < source.length; ) {
    const atom = atomAt(source, at);
    const closed = source[at] === ')' ? groups.pop() : undefined;
    const group = groups.at(-1);
    if (group === undefined) throw new Error('a regular expression closes more than it opens');
    const times = source[at] === '(' ? once : timesAt(source, at + atom);
    if (closed?.varies && times.most > 1)
      return `the group at column ${closed.start + 1} is repeated and varies within, which can take for ever`;
    if (Number.isFinite(times.most) && times.most > mostTimes)
      return `it counts to ${times.most} at column ${at + 1}, at most ${mostTimes} are allowed`;
    if (source[at] === '|' || closed?.varies || times.width > 0) group.varies = true;
    if (source[at] === '(') groups.push({ start: at, varies: false });
    if (times.most === Number.POSITIVE_INFINITY) endless++;
    else if (times.width > 0) varying++;
    at += atom + times.width;
  }
  if (endless > mostEndless)
    return `it has ${endless} unbounded repetitions, at most ${mostEndless} are allowed`;
  return varying > mostVarying
    ? `it has ${varying} bounded repetitions, at most ${mostVarying} are allowed`
    : null;
}

/** A repetition: how long it is written, and how often it repeats at most. */
interface Times {
  readonly width: number;
  readonly most: number;
}

const once: Times = { width: 0, most: 1 };

// The length of an escape, of a class, of the opening of a group, or of a character.
function atomAt(source: string, at: number): number {
  if (source[at] === '\\') return 2;
  if (source[at] === '(')
    return /^\((?:\?(?:[:=!]|<[=!]|<\w+>)?)?/.exec(source.slice(at, at + 80))?.[0].length ?? 1;
  if (source[at] !== '[') return 1;
  let end = at + 1;
  while (end < source.length && source[end] !== ']') end += source[end] === '\\' ? 2 : 1;
  return end + 1 - at;
}

function timesAt(source: string, at: number): Times {
  const found = /^(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/.exec(source.slice(at, at + 40));
  if (found === null) return once;
  const [whole, sign, least, comma, most] = found;
  const width = whole.length;
  if (sign !== undefined) return { width, most: sign === '?' ? 1 : Number.POSITIVE_INFINITY };
  if (comma === '') return { width, most: Number(least) };
  return { width, most: most === '' ? Number.POSITIVE_INFINITY : Number(most) };
}
