/**
 * The notation of the chapter on grammar, turned into a grammar that ohm runs: words get
 * their ends, `X,*` becomes a list, and the lexical rules are added.
 */

const inOhm: Readonly<Record<string, string>> = {
  '=': 'eq',
  '-': 'minus',
  '!': 'bang',
  _: 'underscore',
};

const wordRule = (word: string): string => `word_${word}`;

function term(literal: string): string {
  const known = inOhm[literal];
  if (known !== undefined) return known;
  return /^\w+$/.test(literal) ? wordRule(literal) : `"${literal}"`;
}

function body(text: string): string {
  return text
    .replaceAll(/"([^"]+)"/g, (_, literal: string) => term(literal))
    .replaceAll(/(\w+),([*+])/g, (_, item: string, many: string) =>
      many === '*' ? `ListOf<${item}, ",">` : `NonemptyListOf<${item}, ",">`,
    );
}

// Every alternative gets a name, for ohm wants those of one rule to be of one size.
function rule(text: string): string {
  const [name = '', ...rest] = text.split('=');
  const alternatives = rest.join('=').split('|');
  const named = alternatives.map((one, i) => `${body(one.trim())} -- a${i}`);
  return `  ${name.trim()} = ${alternatives.length === 1 ? body(alternatives.join('')) : named.join('\n    | ')}`;
}

const lexical = (reserved: readonly string[]): string => `
  name = ~(reserved ~part) anyName
  anyName = start part*
  start = "a".."z" | "A".."Z" | underStart
  underStart = "_" &part
  binding = name ~(space* ("." | "("))
  number = ("0".."9")+ ~part
  string = "\\"" (~"\\"" any)* "\\""
  errorCode = ("a".."z")+ "/" ("a".."z")+ ("-" ("a".."z")+)*
  reserved = ${reserved.map(word => `"${word}" ~part`).join(' | ')}
  part = "a".."z" | "A".."Z" | "0".."9" | "_"
  eq = "=" ~"="
  bang = "!" ~"="
  minus = "-" ~(">" | "=")
  underscore = "_" ~part
  arithmetic = "+" ~"=" | minus | "*" ~"=" | "/" ~"=" | "%" ~"="
  prefix = word_not | bang | minus | word_always | word_eventually
  binary = "==" | "!=" | "<=" | ">=" | "<" ~"<" | ">" ~">" | "&&" | "||" | ".." ~"." | arithmetic
    | word_and | word_or | word_implies | word_in | notIn | word_subset | word_union
    | word_intersect | word_minus | word_until | leadsTo
  notIn = word_not space+ word_in
  leadsTo = word_leads space+ word_to
  space += "//" (~"\\n" any)* -- line
    | "/*" (~"*/" any)* "*/" -- block
`;

/** The source of an ohm grammar that takes what the chapter says. */
export function grammarFrom(chapter: string, reserved: readonly string[]): string {
  const rules = chapter
    .split(/\n(?=\w+ *= )/)
    .map(text => rule(text.replaceAll(/\s+/g, ' ').trim()));
  const text = `${rules.join('\n')}\n${lexical(reserved)}`;
  const words = new Set([...text.matchAll(/\bword_(\w+)/g)].map(found => found[1] ?? ''));
  const ends = [...words].map(word => `  ${wordRule(word)} = "${word}" ~part`);
  return `Chapter {\n${text}\n${ends.join('\n')}\n}\n`;
}
