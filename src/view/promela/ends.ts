/** What stands around the statements of a step: what is asked, what a failure puts back, temporaries at 0 again. */
import { type Column, columnsOf, type Layout } from './layout.ts';
import type { Routine } from './out.ts';
import type { Program } from './scope.ts';

/** What stands around each step. */
export interface Around {
  readonly program: Program;
  readonly temporaries: Map<string, Layout>;
  /** What is asked after each step, or nothing. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** Columns that `before` fills. */
  readonly kept: readonly Column[];
}

/** The lines of a step with all of that. */
export function written(
  around: Around,
  routine: Routine,
  lines: readonly string[],
): readonly string[] {
  const failing = lines.findLastIndex(l => l.includes('failed = true'));
  const names = [...routine.writes];
  const first = lines.findIndex(l => names.some(c => writesTo(l, c)));
  const back: string[] = [];
  const keep: string[] = [];
  const looped = lines.some(l => l.trim() === 'do');
  if (failing >= 0 && first >= 0 && (first < failing || looped))
    for (const column of routine.writes) {
      const size = column.size ?? 1;
      const type = { kind: 'range', low: column.low, high: column.high } as const;
      const copies = Array.from(
        { length: size },
        () => columnsOf(routine.temporary(`old_${column.name}`, type))[0]?.name ?? '',
      );
      for (const [i, copy] of copies.entries()) {
        const at = column.size === null ? column.name : `${column.name}[${i}]`;
        keep.push(`${copy} = ${at};`);
        back.push(`   ${at} = ${copy};`);
      }
    }
  const flagged = [...lines, ...back].some(l => /:: (.*&& )?!?failed/.test(l)) || back.length > 0;
  const text = flagged ? lines : lines.map(l => l.replace('failed = true', 'skip'));
  const restore = back.length === 0 ? [] : ['if', ':: failed ->', ...back, ':: else', 'fi;'];
  const used = routine.used.filter(c => [...text, ...keep].some(l => l.includes(c.name)));
  return [
    ...around.before,
    ...keep,
    ...text,
    ...restore,
    ...around.after,
    ...[...new Set(used)].flatMap(c => cleared(c)),
    ...(flagged && text.some(l => l.includes('failed')) ? ['failed = false;'] : []),
  ];
}

const writesTo = (line: string, column: Column): boolean =>
  line.trimStart().startsWith(`${column.name} =`) || line.trimStart().startsWith(`${column.name}[`);

/** Back to 0. */
export const cleared = (column: Column): readonly string[] =>
  column.size === null
    ? [`${column.name} = 0;`]
    : Array.from({ length: column.size }, (_, i) => `${column.name}[${i}] = 0;`);
