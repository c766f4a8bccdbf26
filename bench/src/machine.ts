/**
 * Where and with what a benchmark ran, a line each.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';

const firstLine = (program: string, word: string): string => {
  const { stdout } = spawnSync(program, [word], { encoding: 'utf8' });
  return stdout?.trim().split('\n')[0] ?? `${program} is not installed`;
};

const hugePages = '/sys/kernel/mm/transparent_hugepage/enabled';

/** Date, processor, memory, versions. */
export const machineLines = (): readonly string[] => {
  const [cpu] = cpus();
  const pages = existsSync(hugePages)
    ? /\[(\w+)\]/.exec(readFileSync(hugePages, 'utf8'))?.[1]
    : undefined;
  return [
    new Date().toISOString().slice(0, 10),
    `${cpus().length} cores of ${cpu?.model}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, transparent huge pages: ${pages ?? 'unknown'}, load at the start ${loadavg()[0]?.toFixed(1)}`,
    `Node ${process.version}; ${firstLine('gcc', '--version')}; ${firstLine('spin', '-V')}; ${firstLine('rumur', '--version')}; TLC ${process.env.TLA2TOOLS_JAR === undefined ? 'not run' : 'from TLA2TOOLS_JAR'}`,
  ];
};
