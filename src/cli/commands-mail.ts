/** The commands about mails, with their words, options and examples. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type Mailbox, mailboxOf } from '../mail/address.ts';
import { command, type Take } from './command.ts';
import { defaultMemoryMb } from './memory.ts';
import type { Parsed } from './options.ts';
import * as options from './options.ts';

/** `claim`. */
export function claim(program: Command, take: Take): void {
  const made = command(
    program,
    'claim',
    'Write what can be claimed of each variant as blocks for a mail, each checked again.',
    ['claim models/kva/kva.pspec --variant draft', 'claim models/kva/kva.pspec --output proofs'],
  ).argument('<file>', 'a specification; - is standard input');
  for (const option of [options.variant, options.patch, options.property, options.setting])
    made.addOption(option());
  made.addOption(new Option('--output <folder>', 'a file for each variant, not standard output'));
  options.withOptions(made, options.searching);
  made.action((file: string, parsed: Parsed & { readonly output?: string }) => {
    take({
      command: 'claim',
      ...options.selectionOf(file, parsed),
      ...options.searchingOf(parsed),
      properties: parsed.property ?? [],
      output: parsed.output ?? null,
    });
  });
}

/** `reply`. */
export function reply(program: Command, take: Take): void {
  const made = command(
    program,
    'reply',
    'Draft a plain-text reply that carries claims about one variant. It never sends.',
    [
      "reply thread.mbox models/kva/kva.pspec --variant draft --quote 'small window' --output draft.eml",
    ],
  )
    .argument('<mail>', 'the mail, or an mbox; - is standard input')
    .argument('<file>', 'a specification; - is standard input');
  for (const option of [options.variant, options.patch, options.property, options.setting])
    made.addOption(option());
  made
    .addOption(
      new Option('--quote <regex>', 'quote the paragraphs in which it matches').argParser(
        options.pattern,
      ),
    )
    .addOption(
      new Option('--from <mailbox>', 'who replies: Jane Doe <jane@example.org>').argParser(sender),
    )
    .addOption(
      new Option(
        '--table',
        'add a table of all variants that are named; the claim is about the first',
      ),
    )
    .addOption(new Option('--output <file>', 'write there, not to standard output'));
  options.withOptions(made, options.searching);
  made.action((mail: string, file: string, parsed: Parsed & ReplyOptions) => {
    take({
      command: 'reply',
      mail,
      ...options.selectionOf(file, parsed),
      ...options.searchingOf(parsed),
      properties: parsed.property ?? [],
      quote: parsed.quote ?? null,
      from: parsed.from ?? null,
      table: parsed.table ?? false,
      output: parsed.output ?? null,
    });
  });
}

interface ReplyOptions {
  readonly quote?: string;
  readonly from?: Mailbox;
  readonly table?: boolean;
  readonly output?: string;
}

function sender(text: string): Mailbox {
  const mailbox = mailboxOf(text);
  if (mailbox !== null) return mailbox;
  throw new InvalidArgumentError('It must be one address, such as Jane Doe <jane@example.org>.');
}

/** `verify`. */
export function verify(program: Command, take: Take): void {
  const made = command(program, 'verify', 'Find the claims in a mail and check them again.', [
    'verify reply.eml --spec models/kva-sva',
    'verify - --spec kva.pspec < pasted.txt',
  ])
    .argument('<mail>', 'a mail, an mbox, or text that was pasted; - is standard input')
    .argument('[specs...]', 'the same as --spec')
    .addOption(
      new Option('--spec <path>', 'a specification, or a folder with some; repeatable').argParser(
        options.gathered,
      ),
    )
    .addOption(new Option('--rerun', 'search again and nothing else').conflicts('inductive'))
    .addOption(
      new Option('--inductive', 'check the inductive invariant and nothing else: no search'),
    );
  options.withOptions(made, options.bounded);
  options.withOptions(made, options.reporting);
  made.action((mail: string, specs: readonly string[], parsed: Parsed & VerifyOptions) => {
    const searching = options.searchingOf(parsed);
    const { maxSeconds, maxMemoryMb } = searching.limits;
    take({
      command: 'verify',
      mail,
      specs: [...specs, ...(parsed.spec ?? [])],
      grade: parsed.rerun ? 're-run' : parsed.inductive ? 'inductive' : null,
      ...searching,
      limits: {
        ...searching.limits,
        maxSeconds: maxSeconds ?? strangersSeconds,
        maxMemoryMb: maxMemoryMb ?? Math.min(strangersMb, defaultMemoryMb()),
      },
      ...options.reportingOf(parsed),
    });
  });
}

// What a stranger's mail may cost when nobody says; in units of seconds and 2^20 bytes.
const strangersSeconds = 600;
const strangersMb = 4096;

interface VerifyOptions {
  readonly spec?: readonly string[];
  readonly rerun?: boolean;
  readonly inductive?: boolean;
}
