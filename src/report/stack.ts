import { invalidArgument } from '../core/index.js';
import { prefixIds } from './ids.js';

/** Pictures of one width below each other, as one SVG document. */
export function stackPictures(pictures: readonly string[]): string {
  const parts = pictures.map((svg, i) => ({ svg: prefixIds(svg, `part${i}-`), ...sizeOf(svg) }));
  const width = Math.max(...parts.map((part) => part.width));
  let y = 0;
  const placed = parts.map(({ svg, height }) => {
    const at = svg.replace('<svg ', `<svg y="${y}" `);
    y += height;
    return at;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${y}" viewBox="0 0 ${width} ${y}">${placed.join('')}</svg>\n`;
}

function sizeOf(svg: string): { width: number; height: number } {
  const match = /^<svg [^>]*?width="(\d+)" height="(\d+)"/.exec(svg);
  if (match === null) throw invalidArgument('pictures', 'SVG documents made by nfold', svg.slice(0, 40));
  return { width: Number(match[1]), height: Number(match[2]) };
}
