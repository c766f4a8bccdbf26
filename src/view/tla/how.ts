/** What who asks for a module decides about it. */

/** What the module is to say about itself. */
export interface How {
  /** The name of the module, and of its file before `.tla`; by default the specification's and the variant's. */
  readonly name?: string;
  /** Lines that say where it comes from: the command, the file, its digest. */
  readonly origin: readonly string[];
  /** Members of scalarsets are interchangeable: TLC keeps one state of each orbit. */
  readonly symmetry: boolean;
}
