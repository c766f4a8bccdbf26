/**
 * Jobs whose variants can be explored together, and the answers that this gives. What a
 * limit of memory cut short is left out: alone it may have room.
 */

import { mostVariants } from '../engine/family/program.ts';
import type { Watch } from '../machine/search.ts';
import { familySearch, together } from '../trace/family-search.ts';
import type { Answer, Job, Untold } from './job.ts';

/** By job, for those that go with another one. */
export function jointAnswers(
  jobs: readonly Job[],
  watch: Watch,
  untold: Untold,
): ReadonlyMap<Job, Answer> {
  const answers = new Map<Job, Answer>();
  for (const group of groupsOf(jobs)) {
    const [first] = group;
    if (first === undefined || group.length < 2) continue;
    const { limits } = first.question;
    const maxSeconds = limits.maxSeconds === null ? null : limits.maxSeconds * group.length;
    const found = familySearch(group, { ...limits, maxSeconds }, watch);
    if ('kind' in found) continue;
    for (const [i, job] of group.entries()) {
      const answer = found[i];
      if (answer === undefined || answer.findings.limit === 'memory') continue;
      for (const { property, length } of answer.untold) untold(job.machine, property, length);
      answers.set(job, { kind: 'wasm', workers: 1, findings: answer.findings });
    }
  }
  return answers;
}

// At most so many as one exploration takes.
function groupsOf(jobs: readonly Job[]): readonly (readonly Job[])[] {
  const groups: Job[][] = [];
  for (const job of jobs) {
    const group = groups.find(
      ([first, ...rest]) =>
        first !== undefined && together(first, job) && rest.length + 1 < mostVariants,
    );
    if (group === undefined) groups.push([job]);
    else group.push(job);
  }
  return groups;
}
