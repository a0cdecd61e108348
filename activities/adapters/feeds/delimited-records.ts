import { Readable } from 'node:stream';
import { type CsvError, type Info, parse } from 'csv-parse';
import { FeedError, type FeedRecordOrRefusal } from './feed.js';
import { columnName } from './recognise.js';

/** No product needs more; an unclosed quote would otherwise take in the rest of the file. */
const MOST_RECORD_CHARACTERS = 1_000_000;

/**
 * The lines of a text with columns, after the line that names them.
 * @param needed columns without which the feed makes no sense
 * @throws FeedError a column is missing
 */
export async function* readDelimited(
  text: AsyncIterable<string>,
  delimiter: string,
  needed: readonly (readonly string[])[],
): AsyncGenerator<FeedRecordOrRefusal> {
  const skipped: { line: number; refused: string }[] = [];
  const parser = parse({
    delimiter,
    bom: true,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: MOST_RECORD_CHARACTERS,
    on_skip: (error: CsvError | undefined) => {
      skipped.push({ line: Number(error?.lines ?? 0), refused: describe(error) });
      return undefined;
    },
  });
  const source = Readable.from(text, { objectMode: true });
  source.once('error', (error) => parser.destroy(error));
  source.pipe(parser);
  let columns: string[] | undefined;
  let line = 1;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: Info }>) {
      yield* skipped.splice(0);
      if (!columns) {
        columns = record.map(columnName);
        refuseMissing(columns, needed);
      } else if (record.length !== columns.length && !isPadding(record, columns.length)) {
        yield { line, refused: `it has ${record.length} fields, and the first line ${columns.length}` };
      } else {
        yield { line, fields: Object.fromEntries(columns.map((name, index) => [name, record[index] ?? ''])) };
      }
      line = info.lines + 1;
    }
    yield* skipped.splice(0);
  } finally {
    source.destroy();
    parser.destroy();
  }
}

function refuseMissing(columns: readonly string[], needed: readonly (readonly string[])[]): void {
  const missing = needed.filter((names) => !names.some((name) => columns.includes(name)));
  if (missing.length === 0) return;
  const told = missing.map((names) => `“${names.join('” or “')}”`).join(', ');
  throw new FeedError(
    `The file lacks a column that it needs: ${told}. It has: ${columns.join(', ').slice(0, 300)}.`,
  );
}

/** Spreadsheets leave empty fields at the end of a line. */
function isPadding(record: readonly string[], columns: number): boolean {
  return record.length > columns && record.slice(columns).every((field) => field.trim() === '');
}

function describe(error: CsvError | undefined): string {
  if (error?.code === 'CSV_QUOTE_NOT_CLOSED') return 'a quotation mark is opened and never closed';
  if (error?.code === 'CSV_MAX_RECORD_SIZE')
    return 'it is longer than a million characters; is a quotation mark left open?';
  return `it cannot be read: ${error?.message ?? 'unknown'}`.slice(0, 200);
}
