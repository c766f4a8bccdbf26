/**
 * What a command may do to the world outside, as functions handed in: so a command
 * runs alike in the program, in its worker thread, and in a test.
 */

/** How far a search has come, through states or through the files of a tree. */
export type Progress =
  | {
      readonly kind: 'states';
      readonly states: number;
      readonly transitions: number;
      readonly depth: number;
      readonly queue: number;
    }
  | { readonly kind: 'files'; readonly files: number; readonly bytes: number };

/** The outside of a command. Text written comes with its line ends. */
export interface World {
  /** The result. */
  readonly out: (text: string) => void;
  /** Diagnostics. */
  readonly err: (text: string) => void;
  /** Shown on a terminal only. */
  readonly progress: (now: Progress) => void;
  /** The user asked to stop. */
  readonly interrupted: () => boolean;
  /** Standard output is a terminal that shows colours, or the user says so. */
  readonly colour: boolean;
}
