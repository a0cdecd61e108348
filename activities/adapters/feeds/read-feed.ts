import { readDelimited } from './delimited-records.js';
import {
  FeedError,
  type FeedFormat,
  type FeedItem,
  type FeedOptions,
  type FeedRecordOrRefusal,
  type FeedRowOrRefusal,
  type RowReader,
} from './feed.js';
import { GOOGLE_COLUMNS, googleRows } from './google.js';
import { readGoogleXml } from './google-xml-records.js';
import { groupRows } from './group-rows.js';
import { readProductLine } from './ndjson.js';
import { readJsonLines } from './ndjson-records.js';
import { openFeed } from './open-feed.js';
import { type Recognised, recogniseAs, recogniseFeed } from './recognise.js';
import { SHOPIFY_COLUMNS, shopifyRows } from './shopify.js';
import { THELOOK_COLUMNS, theLookRows } from './the-look.js';

export interface Feed {
  format: FeedFormat;
  items: AsyncIterable<FeedItem>;
  /** Of the file, in bytes. */
  size: number;
  bytesRead(): number;
}

/** Enough to see what a feed is; a first line of columns is shorter. */
const HEAD_CHARACTERS = 16_384;

/**
 * Opens a file of products in any format that we know. The items come as fast as they are taken, and the memory
 * they need does not grow with the file.
 * @throws FeedError here or while reading: the file as a whole cannot be read; its message says what to do
 */
export async function readFeed(file: string, options: FeedOptions): Promise<Feed> {
  const { text, size, bytesRead } = await openFeed(file);
  const { head, all } = await peek(text);
  const recognised = options.format ? recogniseAs(options.format, head) : recogniseFeed(head);
  const rows = rowsOf(all, recognised, options);
  const groups = recognised.format !== 'thelook' && recognised.format !== 'ndjson';
  return { format: recognised.format, items: groupRows(rows, { groups }), size, bytesRead };
}

function rowsOf(
  text: AsyncIterable<string>,
  { format, delimiter = ',' }: Recognised,
  options: FeedOptions,
): AsyncIterable<FeedRowOrRefusal> {
  switch (format) {
    case 'google-xml':
      return readRows(readGoogleXml(text), googleRows(options));
    case 'google-text':
      return readRows(readDelimited(text, delimiter, GOOGLE_COLUMNS), googleRows(options));
    case 'shopify':
      return readRows(readDelimited(text, delimiter, SHOPIFY_COLUMNS), shopifyRows(options));
    case 'thelook':
      return readRows(readDelimited(text, delimiter, THELOOK_COLUMNS), theLookRows(options));
    case 'ndjson':
      return readLines(text, options);
  }
}

async function* readRows(
  records: AsyncIterable<FeedRecordOrRefusal>,
  read: RowReader,
): AsyncGenerator<FeedRowOrRefusal> {
  for await (const record of records) {
    const row = 'refused' in record ? record : read(record);
    if (row) yield row;
  }
}

async function* readLines(
  text: AsyncIterable<string>,
  options: FeedOptions,
): AsyncGenerator<FeedRowOrRefusal> {
  for await (const line of readJsonLines(text)) yield readProductLine(line, options);
}

/** The beginning of a text, and the whole of it, beginning included. */
async function peek(text: AsyncIterable<string>): Promise<{ head: string; all: AsyncIterable<string> }> {
  const pieces = text[Symbol.asyncIterator]();
  let head = '';
  let ended = false;
  while (head.length < HEAD_CHARACTERS && !ended) {
    const { value = '', done = false } = await pieces.next();
    head += value;
    ended = done;
  }
  if (head.trim() === '' && ended) throw new FeedError('The file has nothing but empty space.');
  async function* whole(): AsyncGenerator<string> {
    try {
      yield head;
      for (;;) {
        const { value, done } = await pieces.next();
        if (done) return;
        yield value;
      }
    } finally {
      await pieces.return?.();
    }
  }
  return { head, all: whole() };
}
