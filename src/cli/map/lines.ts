/**
 * The lines of a stream, all that each piece of it completes at once. A carriage return before the line feed belongs to
 * the line's end, and a last line may go without any.
 */
export async function* lineBatches(stream: NodeJS.ReadableStream): AsyncGenerator<string[]> {
  stream.setEncoding('utf8');
  let rest = '';
  for await (const piece of stream as AsyncIterable<string>) {
    const end = piece.lastIndexOf('\n');
    if (end < 0) {
      rest += piece;
      continue;
    }
    const lines = (rest + piece.slice(0, end)).split('\n').map(withoutReturn);
    rest = piece.slice(end + 1);
    yield lines;
  }
  if (rest !== '') yield [withoutReturn(rest)];
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
