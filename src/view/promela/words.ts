/**
 * Names and comments in a Promela text. What Promela, the C preprocessor and the C of the
 * verifier reserve is changed as little as possible: the second of one name gets a number.
 */

const reserved = new Set(
  (
    'active assert atomic bit bool break byte c_code c_decl c_expr c_state c_track chan cond d_proctype d_step ' +
    'do else empty enabled eval false fi for full get_priority goto hidden if in init inline int len local ltl ' +
    'mtype nempty never nfull notrace np_ od of pc_value pid printf printm priority proctype provided ' +
    'return run select set_priority short show skip timeout trace true true typedef unless unsigned xr xs ' +
    'always eventually until weakuntil release implies equivalent next U V W X S D ' +
    'linux unix i386 now auto case char const continue default double enum extern float long register ' +
    'signed sizeof static struct switch union void volatile while asm typeof main State Trail memory uchar ushort ' +
    'uint P0 Q0 Maxbody VERI SYNC ASYNC NULL stdin stdout stderr EOF errno assert min max'
  ).split(' '),
);

const identifier = (name: string): string => {
  const plain = name.replaceAll(/[^A-Za-z0-9_]/g, '_');
  return /^[A-Za-z]/.test(plain) ? plain : `n${plain}`;
};

/** The first of `name`, `name_2`, ... that is allowed and for which `isTaken` is false. */
export function freeName(name: string, isTaken: (candidate: string) => boolean): string {
  const base = identifier(name);
  const allowed = (text: string): boolean => !reserved.has(text) && !isTaken(text);
  if (allowed(base)) return base;
  for (let n = 2; ; n++) if (allowed(`${base}_${n}`)) return `${base}_${n}`;
}

/** Comment lines. */
export const comment = (text: string | null): readonly string[] =>
  text === null
    ? []
    : text.split('\n').map(line => `/* ${line.trim().replaceAll(/\*\/|\/\*/g, '* ')} */`);

const width = 110;

/**
 * Lines broken behind their outermost operators where they are too long (SPIN takes the end
 * of a line that could end a statement for its end); `tail` ends each broken line.
 */
export function wrapped(line: string, tail = ''): readonly string[] {
  if (line.length <= width || /^\s*\/\*/.test(line)) return [line];
  const start = /^\s*(:: )?/.exec(line)?.[0] ?? '';
  const cuts: (readonly [at: number, depth: number])[] = [];
  let depth = 0;
  for (let i = 0; i < line.length; i++) {
    const c = line[i];
    if (c === '(' || c === '[') depth += 1;
    if (c === ')' || c === ']') depth -= 1;
    const word = /^ (&&|\|\||:|->|\||=) /.exec(line.slice(i, i + 4))?.[1];
    if (word !== undefined && i > start.length + 8) cuts.push([i + 1 + word.length, depth]);
  }
  const fits = cuts.filter(([at]) => at <= width - tail.length);
  const least = Math.min(...fits.map(([, d]) => d));
  const cut = fits.filter(([, d]) => d === least).at(-1)?.[0] ?? cuts[0]?.[0];
  if (cut === undefined) return [line];
  const indent = start.replaceAll(':', ' ').slice(0, 40);
  const deeper = `${indent}   `;
  return [`${line.slice(0, cut)}${tail}`, ...wrapped(`${deeper}${line.slice(cut + 1)}`, tail)];
}
