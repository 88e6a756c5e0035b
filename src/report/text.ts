/** Text for XML and HTML: `<`, `>`, `&` and both quotes as entities, and characters that XML forbids left out. */
export function escapeMarkup(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;');
}

/** `10,000`: thousands separated, up to `decimals` decimals. */
export function formatCount(value: number, decimals = 0): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: decimals });
}

/** `1 point`, `12 points`, `10,000 points`. */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`;
}

/** `0.7854 ± 0.0002`: one digit of the spread (two when it starts with 1), the value to the same place. */
export function formatPlusMinus(value: number, spread: number): string {
  if (!(spread > 0) || !Number.isFinite(spread)) return formatShort(value);
  const rough = Number(spread.toPrecision(1));
  const place = Math.floor(Math.log10(rough)) - (spread.toExponential().startsWith('1') ? 1 : 0);
  if (place < -12 || place > 5) return `${formatShort(value)} ± ${Number(spread.toPrecision(2))}`;
  const decimals = Math.max(0, -place);
  return `${formatCountFixed(value, decimals)} ± ${formatCountFixed(spread, decimals)}`;
}

function formatCountFixed(value: number, decimals: number): string {
  return value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

/** Six significant digits without trailing zeros. */
export function formatShort(value: number): string {
  return String(Number(value.toPrecision(6)));
}

/** The same number of lines as {@link wrapText} makes, as equally long as words allow: no word is left alone. */
export function balanceText(text: string, limit: number): string[] {
  let lines = wrapText(text, limit);
  for (let narrower = limit - 1; narrower >= limit / 3; narrower--) {
    const tried = wrapText(text, narrower);
    if (tried.length > lines.length) break;
    lines = tried;
  }
  return lines;
}

/** Lines of at most `limit` characters, broken at spaces (not at no-break ones); a longer word stays whole. */
export function wrapText(text: string, limit: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/ +/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= limit)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
