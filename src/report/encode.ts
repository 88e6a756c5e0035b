import { NfoldError } from '../core/index.js';
import { type PngOptions, toPng } from './png.js';

const FORMATS = ['.svg', '.png'] as const;
export type PictureFormat = (typeof FORMATS)[number];

/** The format that a file name asks for by its extension; `ERR_INVALID_ARGUMENT` for any other. */
export function pictureFormat(path: string): PictureFormat {
  const format = FORMATS.find((extension) => path.toLowerCase().endsWith(extension));
  if (format !== undefined) return format;
  throw new NfoldError(
    'ERR_INVALID_ARGUMENT',
    `the picture's file name must end in ${FORMATS.join(' or ')}, got ${JSON.stringify(path)}`,
    { name: 'path', value: path },
  );
}

/** What a file of that name should hold: the SVG's text itself or a PNG's bytes. Writes nothing. */
export async function encodePicture(
  svg: string,
  path: string,
  options?: PngOptions,
): Promise<string | Uint8Array> {
  return pictureFormat(path) === '.svg' ? svg : toPng(svg, options);
}
