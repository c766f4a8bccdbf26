/** Where anchors stand in a text, and what is none. */
import { describe, expect, test } from 'vitest';
import { place, spanText } from '../../src/base/source.ts';
import { anchorsOf } from '../../src/syntax/anchors.ts';

const anchors = (text: string): readonly string[] =>
  anchorsOf({ path: 'm.pspec', text }).map(
    ({ file, name, span }) => `${place(span)} ${file} ${name}`,
  );

describe('an anchor', () => {
  test.each([
    ['alone in a doc comment', '/// @ mm/vmalloc.c vunmap\nvar x: bool = false;', 1, 5],
    ['behind a sentence', '/// One step. @ mm/vmalloc.c vunmap\nvar x: bool = false;', 1, 15],
    ['before a sentence', '/// @ mm/vmalloc.c vunmap(), as of 6.1\n', 1, 5],
    ['wrapped between file and name', '/// One step. @ mm/vmalloc.c\n/// vunmap does it\n', 1, 15],
    ['wrapped behind its mark', '/// One step. @\n  /// mm/vmalloc.c vunmap\n', 1, 15],
    ['of a statement', 'thread t {\n  /// @ mm/vmalloc.c vunmap\n  a: skip;\n}\n', 2, 7],
    ['in a patch', 'patch p {\n  /// @ mm/vmalloc.c vunmap\n  proc f() { }\n}\n', 2, 7],
    ['of what does not parse', 'var := ;\n/// @ mm/vmalloc.c vunmap\nvar ;;\n', 2, 5],
    ['at the end of the file', 'var x: bool = false;\n/// @ mm/vmalloc.c vunmap', 2, 5],
  ])('may stand %s', (_, text, line, column) => {
    expect(anchors(text)).toEqual([`m.pspec:${line}:${column} mm/vmalloc.c vunmap`]);
  });

  test('may have another beside it', () => {
    const text = '/// @ mm/a.c f and @ arch/x86/include/asm/b-c.h __g\n/// @ Kconfig.h H\n';
    expect(anchors(text)).toEqual([
      'm.pspec:1:5 mm/a.c f',
      'm.pspec:1:20 arch/x86/include/asm/b-c.h __g',
      'm.pspec:2:5 Kconfig.h H',
    ]);
  });

  test('covers its text from the @ to the name', () => {
    const [anchor] = anchorsOf({ path: 'm.pspec', text: '/// f. @ mm/a.c  g(x)\n' });
    expect(anchor && spanText(anchor.span)).toBe('@ mm/a.c  g');
  });

  test('without a name is told apart', () => {
    expect(anchors('/// @ mm/a.c\nvar x: bool = false;')).toEqual(['m.pspec:1:5 mm/a.c null']);
    expect(anchors('/// @ mm/a.c:f\n')).toEqual(['m.pspec:1:5 mm/a.c null']);
  });

  test.each([
    ['in an ordinary comment', '// @ mm/a.c f\n/* @ mm/a.c f */'],
    ['in a text', 'invariant x "@ mm/a.c f" = true;'],
    ['in an address', '/// <20250806052505.3113108-1-x@linux.intel.com> mm/a.c f\n'],
    ['before a word that is no path', '/// meet @ noon f\n'],
    ['across code', '/// @\nvar x: bool = false;\n/// mm/a.c f\n'],
  ])('is not %s', (_, text) => {
    expect(anchors(text)).toEqual([]);
  });
});
