/**
 * The commands with their words, options and examples: each is added to the program and
 * hands on the Request that it reads. What a command does is elsewhere.
 */
import { type Command, Option } from 'commander';
import { command, type Take } from './command.ts';
import { claim, reply, verify } from './commands-mail.ts';
import * as exporting from './exporting.ts';
import type { Parsed } from './options.ts';
import * as options from './options.ts';
import type { FormatRequest } from './request.ts';

function check(program: Command, take: Take): void {
  const made = command(
    program,
    'check',
    'Explore the variants of a specification and print a verdict each.',
    [
      'check models/kva/kva.pspec --variant draft -D PAGES=2',
      'check models/kva/kva.pspec --variant draft --why --preemptions',
      'check models/kva/kva.pspec --variant spliced --necessary',
      'check models/german/german.pspec --variant protocol --second-opinion',
    ],
  ).argument('<file>', 'a specification; - is standard input');
  for (const option of [
    options.variant,
    options.patch,
    options.property,
    options.cover,
    options.setting,
    options.without,
  ]) {
    made.addOption(option());
  }
  options.withOptions(made, [
    ...options.reading,
    ...options.necessary,
    ...options.searchingWithPeers,
    options.trace,
    ...options.reporting,
  ]);
  made.action((file: string, parsed: Parsed) => {
    take({
      command: 'check',
      ...options.selectionOf(file, parsed),
      ...options.searchingOf(parsed),
      ...options.reportingOf(parsed),
      properties: parsed.property ?? [],
      covers: parsed.cover ?? [],
      trace: parsed.trace ?? null,
      why: parsed.why ?? false,
      preemptions: parsed.preemptions ?? false,
      necessary: options.partsOf(parsed),
      secondOpinion: parsed.secondOpinion ?? false,
    });
  });
}

function test(program: Command, take: Take): void {
  const made = command(program, 'test', 'Run what the files expect: expect, scenario and cover.', [
    'test models/kva/kva.pspec models/german/german.pspec',
  ]).argument('<files...>', 'specifications');
  options.withOptions(made, [options.setting, ...options.searching, ...options.reporting]);
  made.action((files: readonly string[], parsed: Parsed) => {
    take({
      command: 'test',
      files,
      sweeps: parsed.D ?? [],
      ...options.searchingOf(parsed),
      ...options.reportingOf(parsed),
    });
  });
}

function compare(program: Command, take: Take): void {
  const made = command(
    program,
    'compare',
    'Print a table of variants by properties, then the counterexamples.',
    [
      'compare models/kva/kva.pspec draft spliced',
      'compare models/kva/kva.pspec -D PAGES=2..4 --markdown',
      'compare models/kva/kva.pspec --html kva.html',
      'compare models/kva-sva/kva-sva.pspec v7_fixed --series',
      'compare models/kva-sva/kva-sva.pspec draft --subsets splice,defer_pmd,defer_sites',
    ],
  )
    .argument('<file>', 'a specification; - is standard input')
    .argument('[variants...]', 'variants, series or all (default: all)');
  for (const option of [options.variant, options.patch, options.property, options.setting]) {
    made.addOption(option());
  }
  options.withOptions(made, [
    ...options.families,
    options.align,
    options.html,
    ...options.searching,
    options.markdown,
    ...options.reporting,
  ]);
  made.action((file: string, variants: readonly string[], parsed: Parsed) => {
    const selection = options.selectionOf(file, parsed);
    take({
      command: 'compare',
      ...selection,
      variants: [...variants, ...selection.variants],
      markdown: parsed.markdown ?? false,
      align: parsed.align ?? false,
      html: parsed.html ?? null,
      family: options.familyOf(parsed),
      ...options.searchingOf(parsed),
      ...options.reportingOf(parsed),
      properties: parsed.property ?? [],
    });
  });
}

const rows = `
Rows of a text, one a line; changes beside them and quote marks are passed over:
  cpu0.unlink(p=Page0)     an actor, a step, arguments by name
  reader[Cpu1].first       an instance of an actor
  3  unlink(Page0)         a numbered row, arguments by position, any actor
  free_page.free(_)        the end of a longer name; what is free
A counterexample as check prints it is such a text: its columns say who acts.
`;

function replay(program: Command, take: Take): void {
  const made = command(program, 'replay', 'Run a saved trace, a pasted schedule or a path again.', [
    'replay models/kva/kva.pspec run.itf.json',
    'replay models/kva/kva.pspec 0/3/1 --variant draft',
  ])
    .addHelpText('after', rows)
    .argument('<file>', 'a specification')
    .argument(
      '<trace>',
      'an ITF file, a text with rows such as cpu0.unlink(p=Page0), or a path; - is standard input',
    );
  for (const option of [
    options.variant,
    options.patch,
    options.setting,
    options.without,
    options.trace,
  ])
    made.addOption(option());
  options.withOptions(made, options.reporting);
  made.action((file: string, run: string, parsed: Parsed) => {
    take({
      command: 'replay',
      ...options.selectionOf(file, parsed),
      ...options.reportingOf(parsed),
      run,
      trace: parsed.trace ?? null,
    });
  });
}

function format(program: Command, take: Take): void {
  const made = command(
    program,
    'format',
    'Print the canonical text of specifications, comments kept.',
    ['format --check models/kva/kva.pspec', 'format models/kva/kva.pspec --variant spliced'],
  )
    .argument('<files...>', 'specifications; - is standard input')
    .addOption(
      new Option('--check', 'print nothing but the files that would change').conflicts('write'),
    )
    .addOption(new Option('--write', 'rewrite the files in place'))
    .addOption(
      new Option(
        '--variant <name>',
        'print the module with the patches of a variant written in',
      ).conflicts(['check', 'write', 'patch']),
    )
    .addOption(
      new Option('--patch <names>', 'the same for base with these patches, p,q').conflicts([
        'check',
        'write',
      ]),
    )
    .addOption(options.without().conflicts(['check', 'write']));
  made.action((files: readonly string[], parsed: FormatOptions) => {
    const mode: FormatRequest['mode'] = parsed.check ? 'check' : parsed.write ? 'write' : 'print';
    take({
      command: 'format',
      files,
      mode,
      variant: parsed.variant ?? null,
      patch: parsed.patch ?? null,
      without: parsed.without ?? [],
    });
  });
}

interface FormatOptions {
  readonly check?: boolean;
  readonly write?: boolean;
  readonly variant?: string;
  readonly patch?: string;
  readonly without?: readonly string[];
}

function anchors(program: Command, take: Take): void {
  const made = command(
    program,
    'anchors',
    'Check that the code a model names (`@ file name` in doc comments) still stands in a tree.',
    ['anchors --tree ../linux models/kva-sva/kva-sva.pspec'],
  )
    .argument('<file>', 'a specification; - is standard input')
    .addOption(
      new Option('--tree <dir>', 'the code: the root of a kernel tree').makeOptionMandatory(),
    );
  options.withOptions(made, options.reporting);
  made.action((file: string, parsed: Parsed & { readonly tree: string }) => {
    take({ command: 'anchors', file, tree: parsed.tree, ...options.reportingOf(parsed) });
  });
}

function exportTo(program: Command, take: Take): void {
  const made: Command = command(
    program,
    'export',
    'Write one variant in the language of another tool, or name what it cannot say.',
    exporting.examples,
  ).argument('<file>', 'a specification; - is standard input');
  options.withOptions(made, [
    exporting.target,
    options.variant,
    options.patch,
    options.setting,
    ...exporting.group,
  ]);
  made.action((file: string, parsed: Parsed & exporting.Parsed) => {
    const to = exporting.targetOf(parsed);
    if (typeof to === 'string') made.error(`error: ${to}`);
    take({
      command: 'export',
      ...options.selectionOf(file, parsed),
      to,
      output: parsed.output ?? null,
    });
  });
}

function explain(program: Command, take: Take): void {
  command(program, 'explain', 'Print the page of a diagnostic or of an exit status.', [
    'explain types/range',
    'explain 12',
  ])
    .argument('<code>', 'a code as messages show it, or a number')
    .action((code: string) => take({ command: 'explain', code }));
}

/** In the order of the help. */
export const commands: readonly ((program: Command, take: Take) => void)[] = [
  check,
  test,
  compare,
  replay,
  format,
  anchors,
  exportTo,
  claim,
  reply,
  verify,
  explain,
];
