/** Expressions that can take for ever are refused, those that people write are not. */
import { describe, expect, test } from 'vitest';
import { riskOf } from '../../src/mail/pattern.ts';

describe('may be used', () => {
  test.each([
    /incomplete fix/,
    /fix.*clean/i,
    /a|b|c/,
    /(foo|bar) baz/,
    /(?:walk|unlink)\(C\)/,
    /colou?r/,
    /[)(]+/,
    /\(+x\)+/,
    /(?<=>)x(?!y)/,
    /^(?<name>abc)+$/,
    /\d{1,4}/,
    /[\]*+?]x/,
  ])('%s', pattern => {
    expect(riskOf(pattern)).toBeNull();
  });
});

describe('may not be used', () => {
  test.each([
    [/(a+)+$/, 'the group at column 1 is repeated'],
    [/x(a|a)*b/, 'the group at column 2 is repeated'],
    [/x(?:(a?)b)+/, 'the group at column 2 is repeated'],
    [/((a*)b){2,}/, 'the group at column 1 is repeated'],
    [/(a{300}){300}/, 'the group at column 1 is repeated'],
    [/.*a.*b.*c.*d/, '4 unbounded repetitions'],
    [/a{1000}/, 'counts to 1000 at column 1'],
    [/a?a?a?a?a?a?a?a?a?a?a?a?a?aaaa/, '13 bounded repetitions'],
  ])('%s', (pattern, reason) => {
    expect(riskOf(pattern)).toContain(reason);
  });
});
