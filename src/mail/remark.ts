/**
 * What reading a mail had to do to it, or left out: nothing is dropped in silence. Values;
 * `sayRemark` has the words.
 */

/** One remark on how a mail was read. */
export type Remark =
  | { readonly kind: 'html' }
  | { readonly kind: 'flowed' }
  | { readonly kind: 'charset'; readonly said: string; readonly used: string }
  | { readonly kind: 'unread'; readonly type: string; readonly name: string }
  | { readonly kind: 'limit'; readonly what: 'size' | 'nesting' | 'parts'; readonly limit: number };

/** The remark as a sentence, lower case, without full stop. */
export function sayRemark(remark: Remark): string {
  switch (remark.kind) {
    case 'html':
      return 'the mail has no plain text; its HTML was stripped to text';
    case 'flowed':
      return 'the mail is format=flowed; its soft line breaks were joined';
    case 'charset':
      return `the mail says charset ${remark.said || '(none)'} and was read as ${remark.used}`;
    case 'unread':
      return `a part was not read: ${[remark.type, remark.name].filter(s => s !== '').join(' ')}`;
    case 'limit':
      return sayLimit(remark.what, remark.limit);
  }
}

function sayLimit(what: 'size' | 'nesting' | 'parts', limit: number): string {
  switch (what) {
    case 'size':
      return `the mail is longer than ${limit} bytes; the rest was not read`;
    case 'nesting':
      return `parts nested deeper than ${limit} were not read`;
    case 'parts':
      return `the mail has more than ${limit} parts; the rest was not read`;
  }
}
