import { FeedError } from './feed.js';

const MOST_LINE_CHARACTERS = 1_000_000;

export type JsonLine = { line: number; value: unknown } | { line: number; refused: string };

/** The lines of an NDJSON file. @throws FeedError a line that is too long to be one */
export async function* readJsonLines(text: AsyncIterable<string>): AsyncGenerator<JsonLine> {
  let rest = '';
  let line = 0;
  for await (const piece of text) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const each of lines) {
      line += 1;
      const read = readLine(each, line);
      if (read) yield read;
    }
    if (rest.length > MOST_LINE_CHARACTERS) {
      throw new FeedError(
        `Line ${line + 1} is longer than a million characters; NDJSON has one product a line.`,
      );
    }
  }
  const last = readLine(rest, line + 1);
  if (last) yield last;
}

function readLine(text: string, line: number): JsonLine | undefined {
  const trimmed = text.replace(/^\ufeff/, '').trim();
  if (trimmed === '') return undefined;
  try {
    return { line, value: JSON.parse(trimmed) };
  } catch {
    return { line, refused: 'it is not JSON, or breaks off' };
  }
}
