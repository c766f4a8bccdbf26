/**
 * format=flowed (RFC 3676) undone: soft line breaks joined within one depth of quoting,
 * quote marks taken off before joining, stuffed blanks taken out. A line that then begins
 * with `>` but is no quotation keeps its stuffed blank, or it would look quoted.
 */

interface Flow {
  readonly depth: number;
  readonly text: string;
  readonly soft: boolean;
}

/** The text with hard line breaks only; `dropBlank` is DelSp=yes: the soft break's blank goes. */
export function unflow(text: string, dropBlank: boolean): string {
  const lines: string[] = [];
  let open: { depth: number; texts: string[] } | null = null;
  const close = (): void => {
    if (open !== null) lines.push(marked(open.depth, open.texts.join('')));
    open = null;
  };
  for (const line of text.split('\n').map(flowOf)) {
    const current: { depth: number; texts: string[] } | null = open;
    // A signature's separator is a line of its own even after a soft break.
    if (current !== null && (current.depth !== line.depth || line.text === '-- ')) close();
    const target: { depth: number; texts: string[] } = open ?? { depth: line.depth, texts: [] };
    target.texts.push(line.soft && dropBlank ? line.text.slice(0, -1) : line.text);
    open = target;
    if (!line.soft) close();
  }
  close();
  return lines.join('\n');
}

function flowOf(line: string): Flow {
  const depth = depthOf(line);
  const rest = line.slice(depth);
  const text = rest.startsWith(' ') ? rest.slice(1) : rest;
  return { depth, text, soft: text.endsWith(' ') && text !== '-- ' };
}

function depthOf(line: string): number {
  let depth = 0;
  while (line[depth] === '>') depth++;
  return depth;
}

function marked(depth: number, text: string): string {
  if (depth === 0) return text.startsWith('>') ? ` ${text}` : text;
  return text === '' ? '>'.repeat(depth) : `${'>'.repeat(depth)} ${text}`;
}
