/**
 * The command line: from its words to a Request, or to the status with which the
 * program ends at once (help, version, a wrong word). Commands are listed here and
 * carried out elsewhere, so that starting up costs little.
 */
import { Command, CommanderError, Option } from 'commander';
import { example, type Take } from './command.ts';
import { commands } from './commands.ts';
import { type ExitStatus, exit } from './exit.ts';
import type { Request } from './request.ts';
import { version } from './version.ts';

/** Where help and complaints go. */
export interface Voice {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** `--color`. */
export type Colour = 'auto' | 'always' | 'never';

/** What the command line says. */
export type Said =
  | { readonly kind: 'request'; readonly request: Request; readonly colour: Colour }
  | { readonly kind: 'ended'; readonly status: ExitStatus };

const helpWidth = 78;

/** Reads the words after the program's name. */
export function said(words: readonly string[], voice: Voice): Said {
  const requests: Request[] = [];
  const program = programOf(voice, request => requests.push(request));
  try {
    program.parse(words, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return { kind: 'ended', status: error.exitCode === 0 ? exit.fine : exit.usage };
  }
  const [request] = requests;
  if (request === undefined) return { kind: 'ended', status: exit.usage };
  return { kind: 'request', request, colour: program.opts<{ color: Colour }>().color };
}

function programOf(voice: Voice, take: Take): Command {
  const program = new Command('patchproof')
    .description(
      'A model checker for kernel patches: which variants of a protocol are safe, and what breaks the others.',
    )
    .version(version, '--version', 'print the version')
    .helpOption('--help', 'say this; after a command, with an example')
    .addOption(colour())
    .configureHelp({ showGlobalOptions: true, minWidthToWrap: 24 })
    .configureOutput({
      writeOut: voice.out,
      writeErr: voice.err,
      getOutHelpWidth: () => helpWidth,
      getErrHelpWidth: () => helpWidth,
    })
    .exitOverride();
  for (const define of commands) define(program, take);
  const names = program.commands.map(c => c.name()).join(', ');
  return program
    .showHelpAfterError(`The commands are ${names}; patchproof --help says more.`)
    .addHelpText('after', example('compare models/kva/kva.pspec'));
}

const colour = (): Option =>
  new Option('--color <when>', 'auto, always or never')
    .choices(['auto', 'always', 'never'])
    .default('auto');
