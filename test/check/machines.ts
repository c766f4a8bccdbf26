/** Machines from text, for tests of what may be asked of them. */
import { gather } from '../../src/base/diagnostic.ts';
import type { Machine } from '../../src/machine/machine.ts';
import { lower } from '../../src/semantics/lower.ts';
import { moduleOf } from '../../src/semantics/patch/module.ts';
import { variantsOf } from '../../src/semantics/patch/variants.ts';
import { parseFile } from '../../src/syntax/parse.ts';
import type { Decl } from '../../src/syntax/tree.ts';

const source = (text: string) => ({ path: 'test.pspec', text });

/** The machine of a variant; throws when the text has errors. */
export function machineOf(text: string, variant = 'base'): Machine {
  const { result } = gather(report => {
    const module = moduleOf([parseFile(source(text), report)], report);
    const chosen = variantsOf(module, report).find(v => v.name === variant);
    return chosen === undefined ? undefined : lower(module, chosen, [], report);
  });
  if (result.kind === 'ok') return result.value;
  throw new Error(result.diagnostics.map(d => d.message).join('; '));
}

/** The declarations of a text that parses. */
export function declsOf(text: string): readonly Decl[] {
  const { result } = gather(report => parseFile(source(text), report));
  if (result.kind === 'ok') return result.value.decls;
  throw new Error(result.diagnostics.map(d => d.message).join('; '));
}
