/** The function that resize-images.ts runs over PNG files. */
import { readFileSync, writeFileSync } from 'node:fs';
import { decode, encode } from 'fast-png';

/** Writes the image with half its width and height beside it, and returns the path. The image has 3 channels of 8 bits. */
export function shrink(path: string): string {
  const { data, width, height, channels } = decode(readFileSync(path));
  const small = halve(data, width, height, channels);
  const out = path.replace(/\.png$/, '.small.png');
  writeFileSync(out, encode({ width: width >> 1, height: height >> 1, data: small, channels }));
  return out;
}

/** Each pixel of the result is the mean of four: a box filter, rounded to the nearest whole number. */
function halve(data: ArrayLike<number>, width: number, height: number, channels: number): Uint8Array {
  const [w, h] = [width >> 1, height >> 1];
  const row = width * channels;
  const small = new Uint8Array(w * h * channels);
  for (let y = 0, to = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      for (let c = 0; c < channels; c++, to++) {
        const from = 2 * y * row + 2 * x * channels + c;
        const sum = data[from] + data[from + channels] + data[from + row] + data[from + row + channels];
        small[to] = (sum + 2) >> 2;
      }
    }
  }
  return small;
}
