/**
 * A text as its tokens alone, for digests: comments, white space and line ends, which
 * mail may change, leave no trace, nor does the comma behind a last item, which goes
 * with the layout. For one spelling of each meaning (`and` for `&&`) take the tokens of
 * what `format` gives.
 */
import type { Source } from '../base/source.ts';
import { scan } from './scanner.ts';

/** The tokens of a text, in order; white space within quotes counts as one space. */
export function tokensOf(text: string): readonly string[] {
  const source: Source = { path: '', text };
  const { tokens } = scan(source);
  const kept = tokens.filter(
    ({ text: own }, at) => own !== ',' || !['}', ']'].includes(tokens[at + 1]?.text ?? ''),
  );
  return kept.map(t => (t.kind === 'text' ? t.text.replace(/\s+/g, ' ') : t.text));
}
