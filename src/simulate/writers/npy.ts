/**
 * NumPy's file format: R. Kern, "A Simple File Format for NumPy Arrays", NumPy Enhancement Proposal 1 (2007), and
 * numpy.lib.format. The array is structured, a field of doubles for each column, so that `np.load(file)['y']` is a column
 * by its name and `pandas.DataFrame(np.load(file))` a table; its bytes are those of a matrix in C order as well:
 * `np.load(file).view(float).reshape(-1, columns)`. `mmap_mode='r'` works.
 */
import type { RowBlock, RowEncoder } from './rows.js';

const MAGIC = Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59);
/** The rows begin at a multiple of this many bytes. */
const ALIGNMENT = 64;
/** Room for the number of rows, which is put in at the end: digits of 2^53. */
const DIGITS = 16;
/** Doubles are written as they lie in memory. */
const ORDER = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? '<' : '>';

export function npy(names: readonly string[]): Promise<RowEncoder> {
  let room = new Float64Array();
  return Promise.resolve({
    start: () => header(names, 0),
    rows(block) {
      const needed = block.count * names.length;
      if (needed > room.length) room = new Float64Array(needed);
      return interleaved(names, block, room.subarray(0, needed));
    },
    end: () => new Uint8Array(),
    restart: (rows) => header(names, rows),
  });
}

function header(names: readonly string[], rows: number): Uint8Array {
  const fields = names.map((name) => `(${quoted(name)}, '${ORDER}f8'), `).join('');
  const text = `{'descr': [${fields}], 'fortran_order': False, 'shape': (${rows},), }`;
  const bytes = new TextEncoder().encode(text);
  const room = bytes.length - String(rows).length + DIGITS;
  // Version 3.0 is for names beyond ASCII; 1.0 says its length in two bytes.
  const plain = bytes.length === text.length && room < 2 ** 16 - ALIGNMENT;
  const before = MAGIC.length + (plain ? 4 : 6);
  const length = Math.ceil((before + room + 1) / ALIGNMENT) * ALIGNMENT;
  const whole = new Uint8Array(length).fill(0x20);
  whole.set(MAGIC);
  whole.set([plain ? 1 : 3, 0], MAGIC.length);
  const view = new DataView(whole.buffer);
  if (plain) view.setUint16(MAGIC.length + 2, length - before, true);
  else view.setUint32(MAGIC.length + 2, length - before, true);
  whole.set(bytes, before);
  whole[length - 1] = 0x0a;
  return whole;
}

/** A text literal of Python. */
function quoted(name: string): string {
  return `'${name.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

function interleaved(names: readonly string[], { count, columns }: RowBlock, rows: Float64Array): Uint8Array {
  const width = names.length;
  for (const [k, name] of names.entries()) {
    const column = columns[name];
    for (let row = 0, at = k; row < count; row++, at += width) rows[at] = column[row];
  }
  return new Uint8Array(rows.buffer, 0, rows.byteLength);
}
