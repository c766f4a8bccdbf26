/** Whether a module and its configuration are of one piece, as far as TLA+'s own rules tell. */
import type { Exported } from '../../../src/view/tla/module.ts';
import { parse } from './parse.ts';
import { checkNames, type Known } from './scope.ts';

/** The first thing that is wrong, or null. */
export function problemOf({ name, module, config }: Exported): string | null {
  try {
    const tree = parse(module);
    if (tree.name !== name) return `the module ${tree.name} stands in ${name}.tla`;
    return problemOfConfig(config, checkNames(tree));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const heads = new Set(['SPECIFICATION', 'SYMMETRY', 'INVARIANTS', 'PROPERTIES']);

/** Every name is an operator without parameters, every constant is given a value, once. */
function problemOfConfig(config: string, { constants, definitions }: Known): string | null {
  let section = '';
  const given: string[] = [];
  for (const line of config.split('\n').filter(l => l !== '' && !l.startsWith('\\*'))) {
    const [word = '', ...rest] = line.trim().split(/\s+/);
    if (!line.startsWith(' ')) section = word;
    if (section === 'CHECK_DEADLOCK' || line === 'CONSTANTS') continue;
    if (section === 'CONSTANTS') given.push(word);
    else if (!heads.has(section)) return `the configuration says ${section}`;
    else {
      const names = line.startsWith(' ') ? [word] : rest;
      const unknown = names.find(n => definitions.get(n)?.params.length !== 0);
      if (unknown !== undefined) return `the configuration names ${unknown}`;
    }
  }
  return [...given].sort().join() === [...constants].sort().join()
    ? null
    : `the constants ${constants.join(', ')} are given as ${given.join(', ')}`;
}
