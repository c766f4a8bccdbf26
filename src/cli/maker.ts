/**
 * Makes the machines of a specification, each once: what asks twice for a variant with the
 * same parameters is given the same machine, and what is wrong with it is told once. Names
 * tell the variants of one module apart, also those that are made up anew each time.
 */
import type { Report } from '../base/diagnostic.ts';
import type { Machine } from '../machine/machine.ts';
import { lower } from '../semantics/lower.ts';
import type { Module } from '../semantics/patch/module.ts';
import type { Variant } from '../semantics/patch/variants.ts';
import type { Expr, Setting } from '../syntax/tree.ts';

/** The machine of a variant, settings over its own; undefined where it has errors. */
export type Maker = (variant: Variant, settings: readonly Setting[]) => Machine | undefined;

/** A maker that lowers each variant with each choice of parameters at most once. */
export function makerOf(module: Module, report: Report): Maker {
  const made = new Map<string, Machine | undefined>();
  return (variant, settings) => {
    const key = machineKey(variant, settings);
    if (!made.has(key)) made.set(key, lower(module, variant, settings, report));
    return made.get(key);
  };
}

/** One text for one machine: the variant, and the values that its parameters are given. */
export const machineKey = (variant: Variant, settings: readonly Setting[]): string =>
  [variant.name, ...settings.map(({ name, value }) => `${name.text}=${valueKey(value)}`)].join(' ');

// Not the text of its place: all values of `-D N=1..3` stand at one. Two spellings of a value
// make two machines, which costs time and no more.
const valueKey = (value: Expr): string =>
  JSON.stringify(value, (field, part) =>
    field === 'span' ? undefined : typeof part === 'bigint' ? `${part}` : part,
  );
