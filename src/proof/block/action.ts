/**
 * Where an action ends in a text: `reader[Cpu0].step(a={x, y}, b=some z)` up to the
 * bracket that closes the first `(` outside of others. Law: what follows the end does
 * not matter, so a picture may put anything there.
 */
import { longestAction } from './words.ts';

const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/**
 * The action at the front of the words from an index on, and the index behind them; null where there is
 * none, or it is longer than the format allows.
 */
export function actionAt(
  words: readonly string[],
  from: number,
): { readonly action: string; readonly next: number } | null {
  if (!/^[A-Za-z_]/.test(words[from] ?? '')) return null;
  const open: string[] = [];
  let action = '';
  for (let next = from; next < words.length && action.length < longestAction; next++) {
    const word = words[next] ?? '';
    // Outside of brackets an action has no blanks.
    if (next > from && open.length === 0) return null;
    if (next > from) action += ' ';
    const end = endIn(word, open);
    if (end === null) return null;
    action += word.slice(0, end.at);
    if (end.closed) return action.length > longestAction ? null : { action, next: next + 1 };
  }
  return null;
}

// Changes `open`, the brackets that wait for their partners.
function endIn(
  word: string,
  open: string[],
): { readonly at: number; readonly closed: boolean } | null {
  for (let at = 0; at < Math.min(word.length, longestAction + 1); at++) {
    const c = word[at] ?? '';
    const closer = closers[c];
    if (closer !== undefined) {
      if (open.length === 0 && c === '{') return null;
      open.push(closer);
    } else if (c === ')' || c === ']' || c === '}') {
      if (open.pop() !== c) return null;
      if (c === ')' && open.length === 0) return { at: at + 1, closed: true };
    } else if (open.length === 0 && !/[\w.]/.test(c)) return null;
  }
  return { at: word.length, closed: false };
}

/** Whether a text is one action and nothing else, in single blanks. */
export function isAction(text: string): boolean {
  const words = text.split(' ');
  const found = actionAt(words, 0);
  return found !== null && found.next === words.length && found.action === text;
}
