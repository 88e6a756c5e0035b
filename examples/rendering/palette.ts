/** A picture in few colours, for small files: median cut (P. Heckbert, "Color image quantization for frame buffer display", 1982). */

export interface IndexedPicture {
  /** The number of each pixel's colour. */
  readonly indices: Uint8Array;
  /** Red, green and blue of each colour. */
  readonly palette: number[][];
}

/** Colours are counted with this many bits a channel. */
const BITS = 6;
const CHANNELS = [0, 1, 2] as const;

/** A part of the colours that occur, and how many pixels have them. */
interface Box {
  readonly colours: Uint32Array;
  readonly pixels: number;
  /** The channel in which the part is widest, and its width there. */
  readonly channel: number;
  readonly width: number;
}

/**
 * @param frame red, green and blue of each pixel
 * @param colours how many there shall be, at most 256
 */
export function quantize(frame: Uint8Array, colours: number): IndexedPicture {
  const counts = new Uint32Array(1 << (3 * BITS));
  for (let i = 0; i < frame.length; i += 3) counts[cellOf(frame, i)]++;
  const used = Uint32Array.from(counts.keys()).filter((cell) => counts[cell] > 0);
  const boxes = [boxOf(used, counts)];
  while (boxes.length < colours) {
    // The box that is worst, by its pixels and its width, is cut where it has as many pixels on either side.
    const worst = boxes.reduce((a, b) => (b.pixels * b.width > a.pixels * a.width ? b : a));
    if (worst.width === 0) break;
    boxes.splice(boxes.indexOf(worst), 1, ...cut(worst, counts));
  }
  const numbers = new Uint8Array(counts.length);
  for (const [number, box] of boxes.entries()) for (const cell of box.colours) numbers[cell] = number;
  const indices = new Uint8Array(frame.length / 3).map((_, pixel) => numbers[cellOf(frame, 3 * pixel)]);
  return { indices, palette: means(frame, indices, boxes.length) };
}

function cellOf(frame: Uint8Array, i: number): number {
  const shift = 8 - BITS;
  return ((frame[i] >> shift) << (2 * BITS)) | ((frame[i + 1] >> shift) << BITS) | (frame[i + 2] >> shift);
}

const part = (cell: number, channel: number): number => (cell >> ((2 - channel) * BITS)) & ((1 << BITS) - 1);

function boxOf(colours: Uint32Array, counts: Uint32Array): Box {
  const widths = CHANNELS.map((channel) => {
    let [low, high] = [Infinity, -Infinity];
    for (const cell of colours) {
      low = Math.min(low, part(cell, channel));
      high = Math.max(high, part(cell, channel));
    }
    return high - low;
  });
  const width = Math.max(...widths);
  const pixels = colours.reduce((sum, cell) => sum + counts[cell], 0);
  return { colours, pixels, channel: widths.indexOf(width), width };
}

function cut({ colours, pixels, channel }: Box, counts: Uint32Array): Box[] {
  const sorted = colours.toSorted((a, b) => part(a, channel) - part(b, channel));
  let [before, at] = [0, 0];
  while (at < sorted.length - 1 && (at === 0 || 2 * (before + counts[sorted[at]]) <= pixels)) {
    before += counts[sorted[at++]];
  }
  return [sorted.subarray(0, at), sorted.subarray(at)].map((half) => boxOf(half, counts));
}

/** The mean colour of the pixels with each number. */
function means(frame: Uint8Array, indices: Uint8Array, colours: number): number[][] {
  const sums = Array.from({ length: colours }, () => [0, 0, 0, 0]);
  for (const [pixel, number] of indices.entries()) {
    for (const channel of CHANNELS) sums[number][channel] += frame[3 * pixel + channel];
    sums[number][3]++;
  }
  return sums.map(([r, g, b, count]) => [r, g, b].map((sum) => Math.round(sum / count)));
}
