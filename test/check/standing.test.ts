/** How names stand in kernel code: the line that is shown for each. */
import { describe, expect, test } from 'vitest';
import { standingOf } from '../../src/check/standing.ts';

const rust = (name: string, text: string): string => lineOf(name, text, true);
const c = (name: string, text: string): string => lineOf(name, text, false);

function lineOf(name: string, text: string, isRust: boolean): string {
  const standing = standingOf(name, text, isRust);
  return standing === null ? 'nowhere' : `${standing.as} ${standing.line}`;
}

describe('a name is defined by', () => {
  test.each([
    ['a function', 'int f(void)\n{\n}'],
    [
      'a function with its type on the line before',
      'static void __meminit\nf(int a,\n  int b)\n{\n}',
    ],
    ['an inline function', 'static __always_inline pmd_t *f(pmd_t *p) { return p; }'],
    ['a function whose parameters are functions', 'void f(int (*g)(int), int x)\n{\n}'],
    ['a function with attributes', 'void __printf(1, 2) f(const char *s, ...)\n{\n}'],
    ['a function before its prototype', 'int f(void)\n{\n}\nint f(void);'],
    ['a macro', '#define f(x) (x)'],
    ['an indented macro', '# define f 1'],
    ['a struct', 'struct f {\n\tint x;\n};'],
    ['an enum', 'enum f { A, B };'],
    ['a typedef', 'typedef unsigned long f;'],
    ['a typedef of a struct', 'typedef struct {\n\tint x;\n} f;'],
    ['a variable', 'static struct list_head *f;'],
    ['a variable with a value', 'int f __read_mostly = 3;\nint f = 3;'],
    ['an array', 'const char f[] = "x";'],
    ['a macro that makes locks', 'static DEFINE_SPINLOCK(f);'],
    ['a system call', 'SYSCALL_DEFINE2(f, int, a)\n{\n}'],
    ['a variable of each CPU', 'static DEFINE_PER_CPU(struct list_head, f);'],
    ['a list', 'static LIST_HEAD(f);'],
    ['assembly', 'SYM_CODE_START(f)\n\tret\nSYM_CODE_END(f)'],
  ])('%s', (_, text) => {
    expect(c('f', text)).toMatch(/^definition /);
  });

  test.each([
    ['a function', 'impl T {\n    pub(crate) unsafe fn f() {}\n}'],
    ['a type', 'pub struct f(u32);'],
    ['a constant', 'const f: u32 = 1;'],
  ])('%s in Rust', (_, text) => {
    expect(rust('f', text)).toMatch(/^definition /);
  });
});

describe('a name is no more than declared by', () => {
  test.each([
    ['a prototype', 'extern int f(int a,\n\t\tint b);'],
    ['a struct without a body', 'struct f;'],
    ['an extern variable', 'extern int f;'],
    ['DECLARE_', 'DECLARE_PER_CPU(int, f);'],
  ])('%s', (_, text) => {
    expect(c('f', text)).toBe('declaration 1');
  });
});

describe('a name is no more than mentioned by', () => {
  test.each([
    ['a call', '\tf(1);'],
    ['a comment', '/*\n * f() {\n */'],
    ['what is exported', 'EXPORT_SYMBOL_GPL(f);'],
    ['a type that another function gives', 'struct f *g(void)\n{\n}'],
    ['a value', 'int g = f(1);'],
    ['a parameter', 'int g(struct f *x)\n{\n}'],
    ['a condition', '#ifdef f\n#endif'],
    ['a line as long as no code is', `int ${'x '.repeat(300)}f(void)\n{\n}`],
  ])('%s', (_, text) => {
    expect(c('f', text)).toMatch(/^mention /);
  });
});

test('the first of the best lines is shown', () => {
  expect(c('f', '\tf(1);\nint f(int);\nint f(int x)\n{\n}\nint f(int x)\n{\n}')).toBe(
    'definition 3',
  );
  expect(c('f', '\tf(1);\nint f(int);\nint f(int);')).toBe('declaration 2');
  expect(c('f', '\n\tf(1);\n\tf(2);')).toBe('mention 2');
});

test('a part of a word is no name', () => {
  expect(c('f', 'int ff(void)\n{\n}\n#define _f 1\nint f2;')).toBe('nowhere');
});
