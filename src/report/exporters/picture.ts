import { encodePicture } from '../encode.js';
import { type BenchResult, resultPictures } from '../results.js';
import { stackPictures } from '../stack.js';

/** All pictures of a result below each other, as SVG or PNG by the file's name. */
export async function exportPicture(result: BenchResult, path: string): Promise<string | Uint8Array> {
  const svgs = await Promise.all(resultPictures(result).map(({ draw }) => draw()));
  return encodePicture(svgs.length === 1 ? svgs[0] : stackPictures(svgs), path);
}
