/**
 * A machine as a Promela model for SPIN: the same states and the same transitions, with
 * names and comments kept. One process takes one step at a time, each a `d_step`. What
 * Promela cannot say is refused by name; nothing is changed in silence.
 */
import type { Machine } from '../../machine/machine.ts';
import { show } from '../../machine/show.ts';
import type { Exported, Wish } from '../export/wish.ts';
import type { Around } from './ends.ts';
import type { Names } from './form.ts';
import { type Column, columnsOf, type Layout, layoutOf } from './layout.ts';
import { mentions } from './out.ts';
import { asked } from './properties.ts';
import type { Program } from './scope.ts';
import { beginnings } from './start.ts';
import { stepsOf } from './steps.ts';
import { named } from './text.ts';
import { comment, freeName, wrapped } from './words.ts';

/** The machine in Promela. */
export function promela(machine: Machine, wish: Wish): Exported {
  const defines: string[] = [];
  const program = programOf(machine, wish, defines);
  const temporaries = new Map<string, Layout>();
  const properties = asked(program, temporaries);
  const around: Around = { program, temporaries, ...properties.around };
  const steps = machine.actors.map(actor => ({ actor, ...stepsOf(around, actor) }));
  const starts = beginnings(program, properties.first);
  tooLarge(program);
  if (program.unsaid.length > 0) return { kind: 'unsaid', unsaid: program.unsaid };
  const variables = machine.variables.flatMap((v, id) => {
    const layout = program.layouts[id];
    return [...comment(v.doc), ...(layout === undefined ? [] : columnsOf(layout).map(declared))];
  });
  const own = [...temporaries.values()].flatMap(columnsOf);
  const inner = [...own.map(declared), 'bool failed;'].filter(
    l =>
      !l.includes(' failed;') || steps.some(s => s.inlines.flat().some(t => t.includes('failed'))),
  );
  const sections: readonly (readonly string[])[] = [
    header(machine, wish, starts.length, [...program.layouts.flatMap(columnsOf), ...own]),
    defines,
    variables,
    inner.length === 0 ? [] : ['/* In use within a step alone; 0 between steps. */', ...inner],
    ...properties.inlines,
    ...steps.flatMap(({ actor, inlines }) =>
      inlines.map((lines, i) => (i === 0 ? [...comment(actor.doc), ...lines] : lines)),
    ),
    [
      'active proctype model() {',
      '   if',
      ...starts.flatMap(lines => ['   :: d_step {', ...lines.map(l => `         ${l}`), '      }']),
      '   fi;',
      ...(machine.deadlockAllowed || !wish.properties ? ['end:'] : []),
      '   do',
      ...steps.flatMap(s => s.options.map(o => `   :: d_step { ${o} }`)),
      ...properties.options.map(o => `   :: d_step { ${o} }`),
      '   od',
      '}',
    ],
  ];
  const unused = (line: string): boolean => {
    const name = /^#define (\w+) 255$/.exec(line)?.[1];
    return (
      name !== undefined &&
      !sections
        .slice(2)
        .flat()
        .some(l => mentions(l, name))
    );
  };
  const used = sections.map(section => section.filter(l => !unused(l)));
  const lines = used.filter(s => s.length > 0).map(s => s.flatMap(l => broken(l)).join('\n'));
  return { kind: 'text', text: `${lines.join('\n\n')}\n` };
}

// Integers of a verifier have 32 bits.
function tooLarge({ machine, layouts, unsaid }: Program): void {
  for (const [id, { span }] of machine.variables.entries()) {
    const layout = layouts[id];
    const columns = layout === undefined ? [] : columnsOf(layout);
    if (columns.some(c => c.low < -(2 ** 31) || c.high >= 2 ** 31))
      unsaid.push({ span, message: 'a variable for numbers of more than 32 bits' });
  }
}

const broken = (line: string): readonly string[] =>
  line.startsWith('#define') ? wrapped(line, ' \\') : wrapped(line);

function programOf(machine: Machine, wish: Wish, defines: string[]): Program {
  const taken = new Set<string>(['model', 'failed', 'remember', 'hold']);
  const name = (wanted: string): string => {
    const found = freeName(wanted, n => taken.has(n));
    taken.add(found);
    return found;
  };
  const layouts = machine.variables.map(v => {
    const wanted =
      v.role === 'place' ? `${v.actor}_at` : v.actor === null ? v.name : `${v.actor}_${v.name}`;
    return layoutOf(v.type, wanted, name);
  });
  const members = new Map<string, readonly string[]>();
  const known = (key: string, wanted: () => readonly string[]): readonly string[] => {
    const found = members.get(key) ?? wanted().map(name);
    if (!members.has(key)) defines.push(...found.map((n, i) => `#define ${n} ${i}`));
    members.set(key, found);
    return found;
  };
  const none = name('none');
  const names: Names = {
    none: named(none, 255),
    member: (type, i) =>
      type.kind === 'enum'
        ? (known(`enum ${type.name}`, () => type.members)[i] ?? String(i))
        : (known(`place ${type.thread}`, () => placesOf(machine, type.thread))[i] ?? String(i)),
  };
  defines.push(`#define ${none} 255`);
  return {
    machine,
    names,
    layouts,
    funs: new Map(machine.funs.map(f => [f.name, f])),
    name,
    isTaken: n => taken.has(n),
    unsaid: [],
    watching: wish.properties,
  };
}

function placesOf(machine: Machine, thread: string): readonly string[] {
  const actor = machine.actors.find(a => a.name === thread);
  if (actor?.kind !== 'thread') return [];
  return actor.locations.map((l, i) => {
    if (i === actor.finished) return `at_${thread}_finished`;
    const steps = l.steps.map(s => machine.steps[s]?.name ?? 'step');
    const said = steps.length > 2 ? `${steps[0]}_or` : steps.join('_or_');
    return `at_${thread}_${steps.length === 0 ? 'nowhere' : said}`;
  });
}

function declared({ name, size, low, high, bool }: Column): string {
  const array = size === null ? '' : `[${size}]`;
  if (bool) return `bool ${name}${array};`;
  if (low >= 0 && high <= 255) return `byte ${name}${array};`;
  if (low >= -32768 && high <= 32767) return `short ${name}${array};`;
  return `int ${name}${array};`;
}

const bytesOf = ({ size, low, high }: Column): number =>
  (size ?? 1) * (low >= 0 && high <= 255 ? 1 : low >= -32768 && high <= 32767 ? 2 : 4);

function header(
  machine: Machine,
  wish: Wish,
  starts: number,
  columns: readonly Column[],
): readonly string[] {
  const settings = machine.parameters.map(p => `${p.name} = ${show(p.type, p.value)}`);
  const of = settings.length === 0 ? '' : ` with ${settings.join(', ')}`;
  const bytes = columns.reduce((sum, c) => sum + bytesOf(c), 0) + 64;
  const vector = bytes > 1024 ? ` -DVECTORSZ=${Math.ceil(bytes / 512) * 512}` : '';
  const plain = wish.properties ? '' : ', without properties: a step that fails changes nothing';
  return [
    '/*',
    ` * ${machine.module}, variant ${machine.variant}${of}`,
    ` * Written by patchproof from ${wish.file}${plain}.`,
    ' *',
    ' *   spin -o2 -a model.pml',
    ` *   gcc -O3 -DSAFETY -DNOREDUCE${vector} -o pan pan.c && ./pan -m1000000`,
    ` *   gcc -O3 -DSAFETY -DBFS${vector} -o pan pan.c && ./pan        the shortest run to an error`,
    ' *',
    ' * One process takes one step at a time: an option of `do` for each choice of its arguments. `-o2` keeps SPIN',
    ' * from dropping variables that nothing reads. Without symmetry SPIN stores 1 state more than patchproof, the',
    ` * one before the start, and counts ${starts + 1} transitions more: that state, and ${starts === 1 ? 'the start' : `${starts} starts`}.`,
    ' */',
  ];
}
