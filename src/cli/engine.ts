/**
 * Which search answers a question, and what it may use up. `auto` lets the reference begin:
 * for what is small it is done before another engine were ready. Then comes WebAssembly,
 * then what can run the model at all, and it is said why. `engine` in a report is always
 * what ran.
 */
import { availableParallelism } from 'node:os';
import type { Manner } from '../check/asked.ts';
import { judge, type LeftOut, type Result } from '../check/verdict.ts';
import { namesOf, withoutDead } from '../machine/dead/drop.ts';
import type { Machine } from '../machine/machine.ts';
import type { Findings, Limits, Question, Watch } from '../machine/search.ts';
import { mostPermutations, permutationCount } from '../reference/permute.ts';
import { search } from '../reference/search.ts';
import { lifted } from '../trace/lift.ts';
import { replayed } from '../trace/replay.ts';
import type { Engine } from '../view/report.ts';
import type { Answer, Job, Ran, Untold } from './job.ts';
import { defaultMemoryMb } from './memory.ts';
import { misused, type Refusal } from './refusal.ts';
import type { Searching } from './request.ts';
import type { World } from './world.ts';

/** How a command's options want the search to go about it. */
export function mannerOf(searching: Searching, stop: Question['stop']): Manner {
  const { limits, symmetry } = searching;
  const maxMemoryMb = limits.maxMemoryMb ?? defaultMemoryMb();
  return { symmetry, stop, limits: { ...limits, maxMemoryMb } };
}

/** The search's view of the world. */
export const watchOf = (world: World): Watch => ({
  progress: now => world.progress({ kind: 'states', ...now }),
  interrupted: world.interrupted,
});

// An engine needs about as long to be made as the reference for so much.
const trial = { maxStates: 100, maxSeconds: 0.25 } as const;

// With more of them a single state may take the reference long.
const trialPermutations = 24;

// Beyond what a WebAssembly module can have, with room for the rest of the program.
const allowsMore = ({ limits: { maxMemoryMb } }: Question): boolean =>
  maxMemoryMb === null || maxMemoryMb > 5 * 1024;

/** The searches of a command, one after the other. */
export class Searches {
  private readonly searching: Searching;
  private readonly world: World;
  /** What `--drop-dead` left out so far. */
  readonly leftOut: LeftOut[] = [];
  private stored: Watch['stored'];
  private ran: Ran = { kind: 'reference', workers: 1 };

  constructor(searching: Searching, world: World) {
    this.searching = searching;
    this.world = world;
  }

  /** What ran; of several engines the fastest kind, of several numbers of threads the greatest. */
  get engine(): Engine {
    return { ...this.ran, symmetry: this.searching.symmetry };
  }

  /** As `explore`, all of them; variants that go together are explored together. */
  async exploreAll(jobs: readonly Job[]): Promise<readonly Result[] | Refusal> {
    const answers = await this.jointAnswers(jobs);
    const results: Result[] = [];
    for (const job of jobs) {
      const result = await this.explore(job, answers.get(job));
      if ('status' in result) return result;
      results.push(result);
    }
    return results;
  }

  // Of the jobs that have one.
  private async jointAnswers(jobs: readonly Job[]): Promise<ReadonlyMap<Job, Answer>> {
    const { engine, dropDead, limits } = this.searching;
    if ((engine !== 'auto' && engine !== 'wasm') || dropDead || limits.maxStates !== null)
      return new Map();
    const small = new Map<Job, Answer>();
    if (engine === 'auto') {
      for (const job of jobs) {
        const answer = this.tried(job.machine, job.question);
        if (answer === undefined) break;
        small.set(job, answer);
      }
    }
    const open = jobs.filter(job => !small.has(job));
    if (open.length < 2) return small;
    const { jointAnswers } = await import('./together.ts');
    return new Map([...small, ...jointAnswers(open, watchOf(this.world), this.untold)]);
  }

  /** Searches, judges what was asked, and runs every counterexample again. */
  async explore({ machine, asked, question }: Job, known?: Answer): Promise<Result | Refusal> {
    const small = this.searching.dropDead ? withoutDead(machine) : null;
    const answer = known ?? (await this.answer(small?.machine ?? machine, question));
    if ('status' in answer) return answer;
    const kinds = ['reference', 'js', 'wasm', 'rumur'] as const;
    const { version } = answer;
    this.ran = {
      kind: kinds.findLast(kind => kind === answer.kind || kind === this.ran.kind) ?? answer.kind,
      ...(version === undefined ? {} : { version }),
      workers: Math.max(answer.workers, this.ran.workers),
    };
    const result = judge(machine, asked, answer.findings, (on, { property, path }) =>
      small === null ? replayed(on, property, path) : lifted(on, small, property, path),
    );
    if (small === null) return result;
    const leftOut = {
      unread: namesOf(machine, small.unread),
      reset: namesOf(machine, small.reset),
    };
    this.leftOut.push(leftOut);
    return { ...result, leftOut };
  }

  /** As a search of claims: what was found, and every stored state told if it came to its end. */
  async findings(
    machine: Machine,
    question: Question,
    stored: Watch['stored'],
  ): Promise<Findings | Refusal> {
    this.stored = stored;
    const answer = await this.answer(machine, question);
    this.stored = undefined;
    return 'status' in answer ? answer : answer.findings;
  }

  private get watch(): Watch {
    const { stored } = this;
    return { ...watchOf(this.world), ...(stored === undefined ? {} : { stored }) };
  }

  private async answer(machine: Machine, question: Question): Promise<Answer | Refusal> {
    const { engine } = this.searching;
    if (engine === 'reference') return this.byReference(machine, question);
    if (engine === 'auto') return this.tried(machine, question) ?? this.byAny(machine, question);
    if (engine === 'rumur') {
      const { askPeer } = await import('./ask-peer.ts');
      return askPeer(engine, machine, question, this.searching, this.watch, this.world);
    }
    const answer = await this.byEngine(machine, question, engine);
    return typeof answer === 'string'
      ? misused(`${machine.variant}: the ${engine} engine cannot run it: ${answer}`)
      : answer;
  }

  private byReference(machine: Machine, question: Question): Answer {
    const orders = question.symmetry ? permutationCount(machine.scalarsets) : 1;
    if (orders > mostPermutations) {
      this.world.err(
        `patchproof: ${machine.variant}: the members of its symmetric types have ${orders} permutations, ` +
          `and the reference engine tries at most ${mostPermutations}; take fewer, or --no-symmetry\n`,
      );
    }
    const findings = search(machine, question, this.watch);
    return { kind: 'reference', workers: 1, findings };
  }

  // The reference's answer, unless it got no further than it was let.
  private tried(machine: Machine, question: Question): Answer | undefined {
    if (question.symmetry && permutationCount(machine.scalarsets) > trialPermutations)
      return undefined;
    const { limits } = question;
    const within: Limits = {
      ...limits,
      maxStates: Math.min(limits.maxStates ?? trial.maxStates, trial.maxStates),
      maxSeconds: Math.min(limits.maxSeconds ?? trial.maxSeconds, trial.maxSeconds),
    };
    const { interrupted, stored } = this.watch;
    const watch = { ...(interrupted && { interrupted }), ...(stored && { stored }) };
    const findings = search(machine, { ...question, limits: within }, watch);
    const cut =
      (findings.limit === 'states' && within.maxStates !== limits.maxStates) ||
      (findings.limit === 'seconds' && within.maxSeconds !== limits.maxSeconds);
    return cut ? undefined : { kind: 'reference', workers: 1, findings };
  }

  private async byAny(machine: Machine, question: Question): Promise<Answer> {
    const start = performance.now();
    const wasm = await this.byEngine(machine, question, 'wasm');
    if (typeof wasm !== 'string') {
      const more = wasm.full && wasm.findings.found.length === 0 && allowsMore(question);
      return more ? this.withLargerTable(machine, question, start) : wasm;
    }
    const js = await this.byEngine(machine, question, 'js');
    const other = typeof js === 'string' ? 'reference' : 'js';
    this.world.err(
      `patchproof: ${machine.variant}: the wasm engine cannot run it: ${wasm}; the ${other} engine runs it\n`,
    );
    return typeof js === 'string' ? this.byReference(machine, question) : js;
  }

  // The tables of JavaScript are larger than the memory of a WebAssembly module can be.
  private async withLargerTable(
    machine: Machine,
    question: Question,
    start: number,
  ): Promise<Answer> {
    this.world.err(
      `patchproof: ${machine.variant}: the table of the wasm engine is full; the js engine begins anew\n`,
    );
    const { limits } = question;
    const seconds = (performance.now() - start) / 1000;
    const maxSeconds = limits.maxSeconds === null ? null : Math.max(0, limits.maxSeconds - seconds);
    const left = { ...question, limits: { ...limits, maxSeconds } };
    const js = await this.byEngine(machine, left, 'js');
    return typeof js === 'string' ? this.byReference(machine, left) : js;
  }

  // The answer, or why there is none. Engines are loaded when they are wanted.
  private async byEngine(
    machine: Machine,
    question: Question,
    kind: 'js' | 'wasm',
  ): Promise<Answer | string> {
    const { engineSearch } = await import('../trace/engine-search.ts');
    const workers = this.searching.workers ?? availableParallelism();
    const answer = engineSearch(machine, question, this.watch, { kind, workers });
    if (answer.kind === 'unfit') return answer.reason;
    const { workers: ran, findings, full } = answer;
    for (const { property, length } of answer.untold) this.untold(machine, property, length);
    return { kind, workers: ran, findings, full };
  }

  private readonly untold: Untold = ({ variant }, { name }, length) => {
    this.world.err(
      `patchproof: ${variant}: a run of ${length} steps to ${name} exists; it was being looked for at the interrupt\n`,
    );
  };
}
