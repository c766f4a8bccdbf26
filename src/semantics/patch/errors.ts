/**
 * Every message about modules, patches and variants, one function an error. Names stand
 * in backticks; each error points at the words of the text and shows the other place in
 * a note, as a patch that does not apply shows both sides.
 */
import type { Diagnostic, Note } from '../../base/diagnostic.ts';
import type { Span } from '../../base/source.ts';
import { didYouMean } from '../../base/suggest.ts';
import type { Name, PatchDecl, Path } from '../../syntax/tree.ts';

const quote = (words: readonly string[]): string => words.map(word => `\`${word}\``).join(', ');

const article = (kind: string): string => (/^[aeiou]/.test(kind) ? `an ${kind}` : `a ${kind}`);

// A suggestion only where one is near.
function suggestion(wrong: string, known: Iterable<string>): { readonly help?: string } {
  const help = didYouMean(wrong, known);
  return help === undefined ? {} : { help };
}

function error(code: Diagnostic['code'], span: Span, message: string): Diagnostic {
  return { severity: 'error', code, span, message };
}

// ---- names --------------------------------------------------------------------

/** One name, two meanings. */
export function declaredTwice(name: Name, first: Name): Diagnostic {
  const notes = [{ span: first.span, text: `\`${name.text}\` is declared here first` }];
  return { ...error('names/twice', name.span, `\`${name.text}\` is declared twice`), notes };
}

/** A patch, variant or series called `base`. */
export function calledBase(name: Name): Diagnostic {
  const message = '`base` is the module without patches, and nothing else can be called that';
  return { ...error('names/twice', name.span, message), help: 'choose another name' };
}

/** A patch adds what the module has. */
export function alreadyThere(patch: PatchDecl, name: Name, first: Name, kind: string): Diagnostic {
  const message = `patch \`${patch.name.text}\` adds \`${name.text}\`, which the module has already`;
  return {
    ...error('names/twice', name.span, message),
    help: `to change it, write \`replace ${kind} ${name.text} ...\``,
    notes: [{ span: first.span, text: `\`${name.text}\` is declared here` }],
  };
}

/** What two patches add. */
export interface AddedTwice {
  readonly name: Name;
  readonly kind: string;
  readonly patch: string;
  readonly other: PatchDecl;
  readonly first: Name;
  /** The patch requires the other. */
  readonly builds: boolean;
}

/** Two patches add one name and may meet in a variant. */
export function addedTwice({ name, kind, patch, other, first, builds }: AddedTwice): Diagnostic {
  const { text } = name;
  const from = other.name.text;
  const message = `\`${text}\` is added by \`${from}\` and by \`${patch}\`, which do not exclude each other`;
  const exclude = `choose another name, or write \`excludes ${from}\` after \`patch ${patch}\``;
  return {
    ...error('patch/declared-twice', name.span, message),
    help: builds ? `to change it, write \`replace ${kind} ${text} ...\`` : exclude,
    notes: [{ span: first.span, text: `\`${from}\` adds \`${text}\` here` }],
  };
}

/** A declaration that has no place in a patch. */
export function notInPatch(span: Span, what: string): Diagnostic {
  return error('syntax/unexpected', span, `${what} cannot stand in a patch`);
}

// ---- variants -----------------------------------------------------------------

/** No patch of that name. */
export function unknownPatch(name: Name, known: Iterable<string>): Diagnostic {
  const message = `there is no patch \`${name.text}\``;
  return { ...error('patch/unknown', name.span, message), ...suggestion(name.text, known) };
}

/** The first word of a variant is neither `base` nor a variant. */
export function unknownBase(name: Name, known: Iterable<string>, isPatch: boolean): Diagnostic {
  const message = `there is no variant \`${name.text}\``;
  const help = { help: `\`${name.text}\` is a patch: write \`base + ${name.text}\`` };
  const way = isPatch ? help : suggestion(name.text, known);
  return { ...error('patch/unknown', name.span, message), ...way };
}

/** A variant stands behind `+`. */
export function variantAsPatch(name: Name): Diagnostic {
  const message = `\`${name.text}\` is a variant, not a patch`;
  const help = `a variant to extend stands first: \`${name.text} + ...\``;
  return { ...error('patch/unknown', name.span, message), help };
}

/** A variant extends itself. */
export function variantCycle(name: Name, words: readonly string[]): Diagnostic {
  const way = words.length > 1 ? `, by way of ${quote(words.slice(1))}` : '';
  const message = `variant \`${name.text}\` extends itself${way}`;
  return error('names/recursion', name.span, message);
}

/** One patch stands twice in a variant. */
export function patchTwice(name: Name, variant: string): Diagnostic {
  return error('names/twice', name.span, `\`${variant}\` has patch \`${name.text}\` twice`);
}

/** A parameter is set twice in one `with`. */
export function settingTwice(name: Name, first: Name): Diagnostic {
  const notes = [{ span: first.span, text: 'it is set here first' }];
  return { ...error('names/twice', name.span, `\`${name.text}\` is set twice`), notes };
}

/** `with K = 1` where the variant has no parameter K. */
export function unknownSetting(name: Name, variant: string, known: Iterable<string>): Diagnostic {
  const message = `\`${variant}\` has no config \`${name.text}\``;
  return { ...error('names/unbound', name.span, message), ...suggestion(name.text, known) };
}

/** A required patch is missing, or stands too late. */
export function requiredPatch(
  use: Name,
  required: Name,
  variant: string,
  later: boolean,
): Diagnostic {
  const [patch, other] = [use.text, required.text];
  const message = later
    ? `\`${patch}\` requires \`${other}\` before it, and \`${variant}\` has it after`
    : `\`${patch}\` requires \`${other}\`, which \`${variant}\` does not have`;
  return {
    ...error('patch/requires', use.span, message),
    help: `write \`... + ${other} + ${patch}\``,
    notes: [{ span: required.span, text: `\`${patch}\` requires it here` }],
  };
}

/** Patches that require each other. */
export function requiresCycle(patch: Name, words: readonly string[]): Diagnostic {
  const message =
    words.length > 1
      ? `${quote(words)} require each other, so none can come first`
      : `\`${patch.text}\` requires itself`;
  return error('patch/requires', patch.span, message);
}

/** Two patches of one variant exclude each other. */
export function excludedPatch(use: Name, other: string, says: Name): Diagnostic {
  const message = `\`${use.text}\` and \`${other}\` exclude each other`;
  const notes = [{ span: says.span, text: `\`${says.text}\` is excluded here` }];
  return { ...error('patch/excludes', use.span, message), notes };
}

// ---- targets ------------------------------------------------------------------

/** What an edit does, as a verb. */
export type Verb = 'replace' | 'extend' | 'put before' | 'put after' | 'remove';

const toVerb = (verb: Verb): string =>
  verb === 'put before' || verb === 'put after' ? `to put anything ${verb.slice(4)}` : `to ${verb}`;

/** A target that is not there. */
export interface Missing {
  readonly span: Span;
  readonly target: string;
  readonly verb: Verb;
  readonly help: string | undefined;
  /** Who took it away. */
  readonly note?: Note | undefined;
}

/** A step, body or declaration is not there. */
export function noTarget({ span, target, verb, help, note }: Missing): Diagnostic {
  const told = error('patch/no-target', span, `there is no \`${target}\` ${toVerb(verb)}`);
  const withHelp = help === undefined ? told : { ...told, help };
  return note === undefined ? withHelp : { ...withHelp, notes: [note] };
}

/** A path that names something without a body. */
export function notABody(path: Path, text: string, kind: string): Diagnostic {
  const message = `\`${text}\` is ${article(kind)}, neither a step nor a body`;
  const help = `repeat its declaration: \`replace ${kind} ${text} ...\``;
  return { ...error('patch/no-target', path.span, message), help };
}

/** `replace fun f` where f is something else. */
export function otherKind(name: Name, is: string, wanted: string): Diagnostic {
  const message = `\`${name.text}\` is ${article(is)}, and ${article(wanted)} cannot replace it`;
  return error('patch/no-target', name.span, message);
}

/** `replace assume e;` and the like. */
export function unnamedTarget(span: Span, what: string): Diagnostic {
  return error('patch/no-target', span, `${what} has no name by which it could be replaced`);
}

/** A path that several statements answer to. */
export function ambiguousTarget(path: Path, text: string, places: readonly Span[]): Diagnostic {
  const message = `\`${text}\` could be any of ${places.length} statements`;
  const notes = places.map(span => ({ span, text: 'this is one' }));
  const help = 'give the one you mean a label of its own';
  return { ...error('names/ambiguous', path.span, message), help, notes };
}

/** The edit of another patch. */
export interface OtherEdit {
  readonly patch: string;
  readonly span: Span;
}

/** Two patches edit one target, or one a part of it, and the later does not know of the earlier. */
export function conflict(span: Span, target: string, patch: string, other: OtherEdit): Diagnostic {
  const message = `\`${patch}\` edits \`${target}\`, and so does \`${other.patch}\`, which it does not require`;
  return {
    ...error('patch/conflict', span, message),
    help: `if it builds on the other, write \`patch ${patch} requires ${other.patch}\``,
    notes: [{ span: other.span, text: `\`${other.patch}\` edits it here` }],
  };
}

// ---- what stands in an edit -----------------------------------------------------

/** `original` where nothing was. */
export function originalOutside(span: Span): Diagnostic {
  const message = '`original` stands for what a `replace` takes away, and nothing is replaced here';
  return error('patch/original', span, message);
}

/** `original` twice in one replacement. */
export function originalTwice(span: Span, first: Span): Diagnostic {
  const message =
    '`original` stands twice in one replacement, so its labels and bindings would clash';
  const notes = [{ span: first, text: 'it stands here first' }];
  return { ...error('patch/original', span, message), notes };
}

/** `original` as a value where it is a call, and the other way round. */
export function originalForm(span: Span, form: string): Diagnostic {
  return { ...error('patch/original', span, '`original` has another form here'), help: form };
}

/** A replacement drops a name that later statements use. */
export function lostBinding(span: Span, target: string, name: string, use: Span): Diagnostic {
  const message = `\`${target}\` no longer binds \`${name}\`, which later statements use`;
  return {
    ...error('patch/binding', span, message),
    help: `bind \`${name}\` in the replacement, with the same type`,
    notes: [{ span: use, text: `\`${name}\` is used here` }],
  };
}

// ---- extend -------------------------------------------------------------------

/** `extend enum E` where E is something else. */
export function extendOther(name: Name, is: string, wanted: string): Diagnostic {
  return error(
    'patch/extend',
    name.span,
    `\`${name.text}\` is ${article(is)}, not ${article(wanted)}`,
  );
}

/** `extend` with a member that is there already. */
export function memberTwice(name: Name, owner: string, first: Name): Diagnostic {
  const message = `\`${owner}\` has \`${name.text}\` already`;
  const notes = [{ span: first.span, text: 'it is declared here' }];
  return { ...error('patch/extend', name.span, message), notes };
}

/** A new field of a struct needs a value for the records that exist. */
export function fieldWithoutValue(name: Name, owner: string): Diagnostic {
  const message = `the new field \`${name.text}\` needs a value for every \`${owner}\` that is written without it`;
  return { ...error('patch/extend', name.span, message), help: `write \`${name.text}: T = v\`` };
}
