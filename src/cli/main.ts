#!/usr/bin/env node
/**
 * The program: reads the command line, has the request carried out, and ends with its
 * status. What anything below throws ends here, as a fault of patchproof.
 */
import { exit } from './exit.ts';
import { faultText } from './fault.ts';
import { perform, searches } from './perform.ts';
import { said } from './program.ts';
import { terminalOf } from './terminal.ts';

const words = process.argv.slice(2);

process.on('uncaughtException', error => {
  process.stderr.write(faultText(error, words));
  process.exit(exit.fault);
});

const plain = terminalOf('never');
const command = said(words, plain);
if (command.kind === 'ended') {
  process.exitCode = command.status;
} else {
  const terminal = terminalOf(command.colour);
  const { request } = command;
  process.exitCode = searches(request)
    ? await (await import('./host.ts')).host(request, terminal)
    : await perform(request, { ...terminal, progress: () => {}, interrupted: () => false });
}
