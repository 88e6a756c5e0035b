import { checkPositive } from '../core/index.js';
import { fontFiles, loadResvg } from './load.js';

export interface PngOptions {
  /** Pixels of the image for each pixel of the SVG; default 2, sharp on today's screens and in print. */
  readonly scale?: number;
}

/**
 * An SVG picture as PNG, on white. Text is drawn with DejaVu Sans, which comes as a package: the result does not depend
 * on the fonts of the system. `ERR_MISSING_DEPENDENCY` when the optional packages are not installed. Node.js only.
 */
export async function toPng(svg: string, { scale = 2 }: PngOptions = {}): Promise<Uint8Array> {
  checkPositive('scale', scale);
  const [{ Resvg }, fonts] = await Promise.all([loadResvg(), fontFiles()]);
  const image = new Resvg(svg, {
    background: '#ffffff',
    fitTo: { mode: 'zoom', value: scale },
    font: {
      fontFiles: fonts,
      loadSystemFonts: false,
      defaultFontFamily: 'DejaVu Sans',
      sansSerifFamily: 'DejaVu Sans',
    },
  });
  return image.render().asPng();
}
