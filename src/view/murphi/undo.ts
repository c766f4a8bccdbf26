/** Lines of a rule after the fact: what nobody reads goes, what a failure leaves half done is put back. */
import { failing, Routine } from './routine.ts';
import { type Program } from './scope.ts';
import { isSimple } from './value.ts';
/** Does a line name this variable? */
export const mentions = (line: string, name: string): boolean =>
  new RegExp(`(?<![\\w."])${name}(?!\\w)`).test(line.replaceAll(/"[^"]*"/g, ''));

/** Without assignments to local variables that nothing reads. */
export function withoutUnused(routine: Routine, lines: readonly string[]): readonly string[] {
  let rest = lines;
  for (const name of [...routine.locals.keys()].toReversed()) {
    const writes = new RegExp(`^${name}(\\.\\w+)* := |^undefine ${name}[.;]`);
    const others = rest.filter(l => !writes.test(l));
    if (!others.some(l => mentions(l, name))) rest = others;
  }
  return rest;
}

/** A step that fails puts back what it wrote before. */
export function undo(
  { program, typeOf }: { readonly program: Program; readonly typeOf: (id: number) => string },
  routine: Routine,
  lines: readonly string[],
): { readonly start: readonly string[]; readonly lines: readonly string[] } {
  if (!lines.some(l => l.includes(failing))) return { start: [], lines };
  const loops = loopsIn(lines);
  const failures = lines.flatMap((l, i) => (l.includes(failing) ? [i] : []));
  const lastFailure = failures.at(-1) ?? 0;
  const spoilt = program.variables
    .map((name, id) => ({ name, id, at: lines.flatMap((l, i) => (writesTo(l, name) ? [i] : [])) }))
    .filter(({ at }) =>
      at.some(
        w =>
          w < lastFailure ||
          loops.some(([from, to]) => from < w && w < to && failures.some(f => from < f && f < to)),
      ),
    );
  const start: string[] = [];
  const back: string[] = [];
  for (const { id, name } of spoilt) {
    const copy = routine.local(`before ${name}`, typeOf(id));
    const variable = program.machine.variables[id];
    const type = variable?.type.kind === 'option' ? variable.type.of : null;
    const scalar = program.bare.has(id) && type !== null && isSimple(type);
    start.push(
      scalar ? `if !isundefined(${name}) then ${copy} := ${name}; end;` : `${copy} := ${name};`,
    );
    back.push(
      scalar
        ? `if isundefined(${copy}) then undefine ${name}; else ${name} := ${copy}; end;`
        : `${name} := ${copy};`,
    );
  }
  return {
    start,
    lines: lines.flatMap(line => {
      const at = line.indexOf(failing);
      if (at < 0) return [line];
      const indent = line.slice(0, at);
      return [
        `if !(${line.slice(at + 1)}) then`,
        ...back.map(b => `  ${b}`),
        '  return;',
        'end;',
      ].map(l => `${indent}${l}`);
    }),
  };
}

// Where loops begin and end that stand in no other.
function loopsIn(lines: readonly string[]): readonly (readonly [number, number])[] {
  const begins = lines.flatMap((l, i) => (/^\s*(while|for) /.test(l) ? [i] : []));
  return begins.map(from => {
    const indent = /^\s*/.exec(lines[from] ?? '')?.[0] ?? '';
    const end = lines.findIndex((l, i) => i > from && l === `${indent}end;`);
    return [from, end] as const;
  });
}

const writesTo = (line: string, name: string): boolean =>
  new RegExp(`^\\s*(undefine )?${name}(?![\\w]).*(:=|;)`).test(line);
