/** An SVG document with ids of its own, so that several can share one document. */
export function prefixIds(svg: string, prefix: string): string {
  return svg
    .replace(/ id="([^"]+)"/g, ` id="${prefix}$1"`)
    .replace(/url\(#([^)]+)\)/g, `url(#${prefix}$1)`)
    .replace(/ aria-labelledby="([^"]+)"/g, (_, ids: string) => {
      const names = ids.split(' ').map((id) => prefix + id);
      return ` aria-labelledby="${names.join(' ')}"`;
    });
}
