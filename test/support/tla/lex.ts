/** Tokens of TLA+ with their columns, for in a list of conjuncts the column has a meaning. */

export interface Token {
  readonly kind: 'name' | 'number' | 'string' | 'symbol' | 'end';
  readonly text: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** Nothing but blanks stands before it on its line. */
  readonly first: boolean;
}

const shape =
  /(?<blank>\s+|\\\*[^\n]*)|(?<rule>-{4,}|={4,})|(?<string>"(?:[^"\\\n]|\\.)*")|(?<number>\d+(?!\w))|(?<name>\w+)|(?<symbol>\|->|->|<=>|=>|==|<=|>=|<<|>>|\.\.|\/\\|\\\/|\\[A-Za-z]+|[\\'!.,:~#=<>+\-*%(){}[\]])/y;

/** The tokens; throws at the first character that begins none. */
export function lex(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const starts = [0];
  for (let i = 0; i < text.length; i++) if (text[i] === '\n') starts.push(i + 1);
  let line = 0;
  shape.lastIndex = 0;
  while (shape.lastIndex < text.length) {
    const at = shape.lastIndex;
    while ((starts[line + 1] ?? Number.POSITIVE_INFINITY) <= at) line++;
    const start = starts[line] ?? 0;
    const place = {
      line: line + 1,
      column: at - start + 1,
      first: (tokens.at(-1)?.line ?? 0) < line + 1,
    };
    const found = shape.exec(text);
    if (found === null)
      throw new Error(`${place.line}:${place.column}: no token: ${text.slice(at, at + 20)}`);
    const { blank, string, number, name } = found.groups ?? {};
    if (blank !== undefined) continue;
    const kind =
      string !== undefined
        ? 'string'
        : number !== undefined
          ? 'number'
          : name !== undefined
            ? 'name'
            : 'symbol';
    tokens.push({ kind, text: found[0], ...place });
  }
  return [...tokens, { kind: 'end', text: '', line: starts.length + 1, column: 0, first: true }];
}
