/**
 * What a benchmark is made of: one model in four languages, at one choice of parameters,
 * searched with or without symmetry.
 */

export interface Counts {
  readonly states: number;
  readonly transitions: number;
}

export interface Model {
  /** As the table shows it: `German 4`. */
  readonly title: string;
  /** The file in our language, and the variant where it has several. */
  readonly file: string;
  readonly variant?: string;
  readonly parameters: Readonly<Record<string, number>>;
  /** Texts for the peers, parameters filled in; SPIN takes its parameters as definitions. */
  readonly murphi: string;
  readonly promela: string;
  readonly definitions: Readonly<Record<string, number>>;
  readonly tla: Tla;
  /** Whether a state without successors is a violation. */
  readonly deadlock: boolean;
  readonly initialStates: number;
  /** States and transitions of SPIN's own before the first of the model, and a depth to begin with. */
  readonly spin: { readonly before: Counts; readonly depth: number };
}

export interface Tla {
  readonly name: string;
  readonly text: string;
  /** Without the line that asks for symmetry. */
  readonly configuration: string;
}

/** A model and how it is searched. */
export interface Case {
  readonly model: Model;
  readonly symmetry: boolean;
  /** What it must count, where that is known. */
  readonly expected?: Counts;
}

/** `German 5, symmetry`. */
export const titleOf = ({ model, symmetry }: Case): string =>
  symmetry ? `${model.title}, symmetry` : model.title;

/** The bits that number so many states. */
export const bitsFor = (states: number): number => Math.max(16, Math.ceil(Math.log2(states)));
