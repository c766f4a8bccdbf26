/**
 * Texts that do not know yet where their lines end: a group goes on one line if it
 * fits, else each of its `line`s becomes a line end. After Wadler, "A prettier
 * printer" (2003). Costs are linear in the text that comes out.
 */

/** A text with places where it may break. */
export type Layout =
  | string
  | readonly Layout[]
  /** `flat` in a group that fits, else a line end. */
  | { readonly kind: 'line'; readonly flat: string }
  /** A line end, always; groups around it do not fit. */
  | { readonly kind: 'newline'; readonly blank: boolean }
  | { readonly kind: 'indent'; readonly of: Layout }
  /** Lines within begin at the column where it begins. */
  | { readonly kind: 'align'; readonly of: Layout }
  | { readonly kind: 'group'; readonly of: Layout }
  /** Only in a group that does not fit: the comma behind a last item. */
  | { readonly kind: 'broken'; readonly text: string }
  /** A comment at the end of a line, which takes no room there. */
  | { readonly kind: 'aside'; readonly text: string };

/** A space, or a line end. */
export const line: Layout = { kind: 'line', flat: ' ' };
/** A line end in every case. */
export const newline: Layout = { kind: 'newline', blank: false };
/** An empty line. */
export const blankLine: Layout = { kind: 'newline', blank: true };

/** On one line if it fits there. */
export const group = (...of: readonly Layout[]): Layout => ({ kind: 'group', of });
/** What breaks within it goes two columns to the right. */
export const indent = (...of: readonly Layout[]): Layout => ({ kind: 'indent', of });
/** What breaks within it stays below its beginning. */
export const align = (...of: readonly Layout[]): Layout => ({ kind: 'align', of });

/** The parts with a separator between each two. */
export function joined(parts: readonly Layout[], separator: Layout): Layout {
  return parts.map((part, index) => (index === 0 ? part : [separator, part]));
}

interface Task {
  readonly of: Layout;
  readonly indent: number;
  readonly flat: boolean;
}

/** The text of a layout, its lines at most `width` wide where they can break. */
export function textOf(layout: Layout, width: number): string {
  const out: string[] = [];
  let column = 0;
  // Spaces are put before the text that needs them: so no line ends with one.
  let spaces = 0;
  const tasks: Task[] = [{ of: layout, indent: 0, flat: false }];
  const put = (text: string): void => {
    const trimmed = text.trimEnd();
    if (trimmed !== '') out.push(' '.repeat(spaces), trimmed);
    spaces = text.length - trimmed.length + (trimmed === '' ? spaces : 0);
    column += text.length;
  };
  for (let task = tasks.pop(); task !== undefined; task = tasks.pop()) {
    const { of, indent: depth, flat } = task;
    if (typeof of === 'string') put(of);
    else if (isList(of)) push(tasks, of, task);
    else if (of.kind === 'aside') out.push(of.text);
    else if (of.kind === 'broken') put(flat ? '' : of.text);
    else if (of.kind === 'line' && flat) put(of.flat);
    else if (of.kind === 'line' || of.kind === 'newline') {
      out.push(of.kind === 'newline' && of.blank ? '\n\n' : '\n');
      column = depth;
      spaces = depth;
    } else if (of.kind === 'group') {
      const wide = flat || fits({ of: of.of, indent: depth, flat: true }, tasks, width - column);
      tasks.push({ of: of.of, indent: depth, flat: wide });
    } else tasks.push({ of: of.of, indent: of.kind === 'align' ? column : depth + 2, flat });
  }
  return out.join('');
}

// Whether a task, flat, and what follows it up to the next line end, takes at most
// `room` columns.
function fits(first: Task, rest: readonly Task[], room: number): boolean {
  const tasks: Task[] = [first];
  let next = rest.length;
  let left = room;
  while (left >= 0) {
    let task = tasks.pop();
    if (task === undefined) {
      next--;
      task = rest[next];
      if (task === undefined) return true;
    }
    const { of, flat } = task;
    if (typeof of === 'string') left -= of.length;
    else if (isList(of)) push(tasks, of, task);
    else if (of.kind === 'newline') return !flat;
    else if (of.kind === 'line') {
      if (!flat) return true;
      left -= of.flat.length;
    } else if (of.kind !== 'aside' && of.kind !== 'broken') tasks.push({ ...task, of: of.of });
  }
  return false;
}

function isList(of: Layout): of is readonly Layout[] {
  return Array.isArray(of);
}

function push(tasks: Task[], parts: readonly Layout[], { indent: depth, flat }: Task): void {
  for (let at = parts.length - 1; at >= 0; at--) {
    tasks.push({ of: parts[at] ?? '', indent: depth, flat });
  }
}

/** A layout without any line end, as one string. */
export function flatText(layout: Layout): string {
  return textOf({ kind: 'group', of: layout }, Number.POSITIVE_INFINITY);
}
