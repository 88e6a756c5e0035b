/** Rows of numbers in blocks, and what a file format makes of them. */

/** Consecutive rows, column by column. */
export interface RowBlock {
  /** Number of the first row, from 0. */
  readonly first: number;
  /** How many rows; the columns may be longer. */
  readonly count: number;
  /** By name; every block of a file has the same names. */
  readonly columns: Readonly<Record<string, ArrayLike<number>>>;
}

/**
 * A file format as a stream of bytes: what it begins with, rows, what it ends with. It knows nothing of files. The bytes of
 * one call may be overwritten by the next one.
 */
export interface RowEncoder {
  start(): Uint8Array;
  /** The bytes of the next rows; those of a few may be held back until there are more. */
  rows(block: RowBlock): Uint8Array;
  end(): Uint8Array;
  /** What is to replace the start, byte for byte, once the number of rows is known. */
  restart?(rows: number): Uint8Array;
}

/** Makes the encoder of a format for columns of these names; what it needs besides is loaded now. */
export type RowFormat = (names: readonly string[]) => Promise<RowEncoder>;
