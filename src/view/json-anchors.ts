/** `patchproof/anchors/1`: what a model names of the code, and whether it stands there. */
import { place } from '../base/source.ts';
import type { Json } from '../machine/show.ts';
import { type Anchored, type AnchorsReport, countOf, type Fate, type Place } from './anchored.ts';
import { endJson, page, specJson, toolJson } from './json-check.ts';

/** The report as JSON. */
export function anchorsJson(report: AnchorsReport): string {
  const { spec, tree, anchors, searchedFiles } = report;
  return page({
    format: 'patchproof/anchors/1',
    ...toolJson(report),
    spec: specJson(spec),
    tree,
    anchors: anchors.map(anchoredJson),
    searchedFiles,
    stands: countOf(anchors, 'stands'),
    moved: countOf(anchors, 'moved'),
    gone: countOf(anchors, 'gone'),
    unknown: countOf(anchors, 'unknown'),
    malformed: countOf(anchors, 'malformed'),
    ...endJson(report),
  });
}

const anchoredJson = ({ file, name, places, fate }: Anchored): Json => ({
  file,
  name,
  places: places.map(place),
  fate: fate.kind,
  missing: 'missing' in fate ? fate.missing : null,
  found: foundIn(fate).map(({ file, line, as }) => ({ file, line, as })),
  more: fate.kind === 'moved' ? fate.more : 0,
});

function foundIn(fate: Fate): readonly Place[] {
  if (fate.kind === 'stands') return [fate.at];
  return fate.kind === 'moved' ? fate.to : [];
}
