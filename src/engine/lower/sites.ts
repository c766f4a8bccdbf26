/**
 * The places where a model can fail, each once, and their ranks: of two faults the one
 * that stands first in the text is the fault (language: "the first in the text").
 */
import type { RuntimeCode } from '../../base/codes.ts';
import type { Span } from '../../base/source.ts';
import type { Site } from '../ir/code.ts';

/** Collects sites while code is made. */
export class Sites {
  private readonly known = new Map<string, Site>();

  /** The site of a run-time error, or of an assert by its index, at a place. */
  at(broken: RuntimeCode | number, span: Span): Site {
    const { path } = span.source;
    const key = `${path}\n${span.start} ${span.end} ${broken}`;
    const site = this.known.get(key) ?? { broken, path, start: span.start, end: span.end, rank: 0 };
    this.known.set(key, site);
    return site;
  }

  /** Gives every site its rank; what comes first in the text has the least. */
  ranked(): readonly Site[] {
    const all = [...this.known.values()].sort(byText);
    for (const [i, site] of all.entries()) site.rank = i + 1;
    return all;
  }
}

const kindOf = ({ broken }: Site): string => (typeof broken === 'number' ? 'assert' : 'runtime');

const byText = (a: Site, b: Site): number =>
  compareTexts(a.path, b.path) ||
  a.start - b.start ||
  a.end - b.end ||
  compareTexts(kindOf(a), kindOf(b)) ||
  compareTexts(String(a.broken), String(b.broken));

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
