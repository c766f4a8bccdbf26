/**
 * Which removals are of code that somebody may change: all of the files beside the root file,
 * and of other files what an anchor says is code. A device that is imported is hardware, or the
 * world around; to ask whether that is needed is no question to a patch.
 */
import { anchorsOf } from '../../syntax/anchors.ts';
import type { Module } from './module.ts';
import type { Removal } from './removal.ts';

const folderOf = (path: string): string => path.replace(/[^/\\]*$/, '');

/** The removals that stand in code. */
export function ofCode(module: Module, removals: readonly Removal[]): readonly Removal[] {
  const [root] = module.sources;
  const home = folderOf(root?.path ?? '');
  const anchored = new Map(
    module.sources.map(source => [source, anchorsOf(source).map(({ span }) => span.start)]),
  );
  const isAnchored = ({ decl }: Removal): boolean =>
    decl.comments.before.some(({ span: { source, start, end } }) =>
      anchored.get(source)?.some(at => start <= at && at < end),
    );
  return removals.filter(
    one =>
      folderOf(one.span.source.path) === home || (one.decl.kind !== 'device' && isAnchored(one)),
  );
}
