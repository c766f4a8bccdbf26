/**
 * Names in a Murphi text: each thing of the machine keeps its own name where it can.
 * What Murphi reserves, what is taken and what is no identifier is changed as little as
 * possible: other signs become `_`, and the second of one name gets a number.
 */

const reserved = new Set(
  (
    'alias array assert assume begin boolean by case clear const cover do else elsif end endalias endexists ' +
    'endfor endforall endfunction endif endprocedure endrecord endrule endruleset endstartstate endswitch ' +
    'endwhile enum error exists false for forall function if import in interleaved invariant isundefined ' +
    'ismember liveness log of or printrule procedure process program put record return rule ruleset scalarset ' +
    'sort startstate switch then to true type undefine union until var while real multiset and not xor main'
  ).split(' '),
);

const identifier = (name: string): string => {
  const plain = name.replaceAll(/[^A-Za-z0-9_]/g, '_');
  return /^[A-Za-z]/.test(plain) ? plain : `n${plain}`;
};

/** The first of `name`, `name_2`, ... that is allowed and for which `isTaken` is false. */
export function freeName(name: string, isTaken: (candidate: string) => boolean): string {
  const base = identifier(name);
  const allowed = (text: string): boolean => !reserved.has(text.toLowerCase()) && !isTaken(text);
  if (allowed(base)) return base;
  for (let n = 2; ; n++) if (allowed(`${base}_${n}`)) return `${base}_${n}`;
}

/** Text of a Murphi string: quotes cannot be written in one. */
export const quoted = (text: string): string => `"${text.replaceAll(/["\\\n]/g, "'")}"`;

/** Comment lines. */
export const comment = (text: string | null): readonly string[] =>
  text === null ? [] : text.split('\n').map(line => `-- ${line}`.trimEnd());
