/** Which patches a variant has. */
import { describe, expect, test } from 'vitest';
import { gather, render } from '../../../src/base/diagnostic.ts';
import {
  soloVariants,
  unnamedVariant,
  type Variant,
} from '../../../src/semantics/patch/variants.ts';
import { given } from './given.ts';

const show = (variants: readonly Variant[]): string =>
  variants
    .map(({ name, patches, settings }) => {
      const words = [...patches.map(p => p.name.text), ...settings.map(s => `${s.name.text}=`)];
      return [`${name}:`, ...words].join(' ');
    })
    .join('\n');

const text = `config K: 0 .. 9 = 0; config L: bool = true;
  patch p { } patch q requires p { } patch r { config M: bool = false; } patch s excludes r { }
  patch lone requires q { }
  series all = p, q, r with K = 3;
  variant two = one + q with L = false, K = 2;
  variant one = base + p with K = 1;
  variant mine = base + r with M = true;`;

describe('variants', () => {
  test('base is first, then what is declared in order; a variant extends another with its settings', () => {
    expect(show(given(text).variants)).toBe(
      `base:
all.0: K=
all.1: p K=
all.2: p q K=
all.3: p q r K=
two: p q L= K=
one: p K=
mine: r M=`,
    );
  });

  test('a patch that no variant has gets one with all that it requires', () => {
    const { module, variants } = given(text);
    expect(show(soloVariants(module, variants, () => {}))).toBe(
      'base + s: s\nbase + p + q + lone: p q lone',
    );
  });

  test('a list of patches is a variant', () => {
    const { module } = given(text);
    const variant = unnamedVariant(module, 'p, q', () => {});
    expect(show(variant === undefined ? [] : [variant])).toBe('base + p + q: p q');
  });

  test('faults in such a list point into the option', () => {
    const { module } = given(text);
    const { result } = gather(report => unnamedVariant(module, 'q,pp', report));
    expect(result.kind === 'failed' ? result.diagnostics.map(render).join('') : '').toBe(
      `--patch:1:3: error: there is no patch \`pp\` [patch/unknown]
  1 | q,pp
    |   ^^
  help: did you mean \`p\`?
`,
    );
  });
});

describe('files', () => {
  test('an imported file adds declarations and patches, but no variants, expectations and scenarios', () => {
    const { module, messages } = given(
      'module a; import "m2.pspec"; var x: bool = false; variant v = base + p;',
      `module b; var y: bool = false; patch p { var z: bool = true; }
       variant w = base + p; series s = p; expect w holds; scenario "s" { } possible;`,
    );
    expect(messages).toBe('');
    expect(module.name?.text).toBe('a');
    expect(module.decls.map(decl => ('name' in decl ? decl.name?.text : decl.kind))).toEqual([
      'x',
      'y',
    ]);
    expect(module.decls.map(decl => decl.span.source.path)).toEqual(['m.pspec', 'm2.pspec']);
    expect(module.patches.map(patch => patch.name.text)).toEqual(['p']);
    expect([module.variants.length, module.series.length, module.expects.length]).toEqual([
      1, 0, 0,
    ]);
  });
});
