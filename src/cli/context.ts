import type { Processors } from '../executor/index.js';
import type { TextStyle } from '../report/index.js';
import type { Progress } from './progress.js';

/** What a running command may use of the outside. */
export interface Context {
  /** Aborted by the first Ctrl-C: return what there is, which the frame then calls partial. */
  readonly signal: AbortSignal;
  /** Whether `--json` prints the outcome as a document. */
  readonly json: boolean;
  /** Columns of the terminal, 80 when there is none. */
  readonly width: number;
  /** How charts of characters may look on standard output. */
  readonly style: TextStyle;
  /** The command line, to be repeated in reports. */
  readonly commandLine: string;
  /** The processors usable here. */
  readonly processors: Processors;
  readonly progress: Progress;
  /** Adds a warning: printed to standard error, and kept in the JSON document. */
  readonly warn: (message: string) => void;
  /** Tells people something about the run on standard error, unless `--quiet`. */
  readonly note: (message: string) => void;
}
