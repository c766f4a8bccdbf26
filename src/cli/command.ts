/** What all commands of the program have in common: their help, and where requests go. */
import type { Command } from 'commander';
import type { Request } from './request.ts';

/** Where requests go. */
export type Take = (request: Request) => void;

/** The last lines of a help. */
export const example = (...lines: readonly string[]): string =>
  `\nExample:\n${lines.map(line => `  $ patchproof ${line}`).join('\n')}\n`;

/** A command with its help and examples. */
export function command(
  program: Command,
  name: string,
  says: string,
  examples: readonly string[],
): Command {
  return program
    .command(name)
    .description(says)
    .helpOption('--help', 'say this')
    .showHelpAfterError(`patchproof ${name} --help lists the options.`)
    .addHelpText('after', example(...examples));
}
