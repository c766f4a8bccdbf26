/**
 * Pieces of code in the versions that variants have of them. A piece is made for each
 * variant; where the text is the same it is one version, of several variants. Versions of
 * the same variants go into bodies together.
 */
import type { Body } from '../ir/code.ts';
import { failsNowhere } from '../lower/expand.ts';
import { Frame, Sink } from '../lower/sink.ts';

/** Which variants: bit i is variant i of the family. */
export type Mask = bigint;

/** Code for some variants. */
export interface Version {
  readonly mask: Mask;
  readonly body: Body;
}

/** A piece as one of the variants with it makes it. */
export interface Piece {
  readonly mask: Mask;
  readonly code: (sink: Sink) => void;
}

/** The versions of one piece; grows with each variant. */
export class Versions {
  private readonly byText = new Map<string, { mask: Mask; readonly code: Piece['code'] }>();

  /** One variant's. */
  add(variant: number, code: Piece['code']): void {
    const bit = 1n << BigInt(variant);
    const text = JSON.stringify(bodyOf(code));
    const known = this.byText.get(text);
    if (known === undefined) this.byText.set(text, { mask: bit, code });
    else known.mask |= bit;
  }

  get all(): readonly Piece[] {
    return [...this.byText.values()];
  }
}

/** A body of its own. */
export function bodyOf(code: Piece['code']): Body {
  const frame = new Frame();
  const sink = new Sink(frame, failsNowhere);
  code(sink);
  return frame.body(sink.code);
}

/** In the order in which masks are first seen. */
export function byMask<T extends { readonly mask: Mask }>(
  items: readonly T[],
): ReadonlyMap<Mask, readonly T[]> {
  const groups = new Map<Mask, T[]>();
  for (const item of items) {
    const group = groups.get(item.mask) ?? [];
    groups.set(item.mask, group);
    group.push(item);
  }
  return groups;
}

/** The masks of these, each once, in order. */
export const maskGroups = (versions: readonly Version[]): readonly Mask[] => [
  ...byMask(versions).keys(),
];
