import { FEED_FORMATS, FeedError, type FeedFormat } from './feed.js';

export interface Recognised {
  format: FeedFormat;
  /** Between the fields of a line; only of text with columns. */
  delimiter?: string;
}

const FORMATS_TOLD =
  'Known are: a Google Merchant Center feed (tab-separated, CSV, RSS or Atom), a Shopify product CSV, a CSV of theLook’s ' +
  'products, and NDJSON. See docs/catalog.md for their columns.';

/** Says by its beginning what a feed is. @throws FeedError it is none, or none that we know */
export function recogniseFeed(head: string): Recognised {
  const text = head.replace(/^\ufeff/, '').trimStart();
  if (text === '') throw new FeedError('The file has nothing but empty space.');
  if (text.startsWith('<')) return { format: recogniseXml(text) };
  if (text.startsWith('{')) return { format: 'ndjson' };
  if (text.startsWith('[')) {
    throw new FeedError(
      'The file is one JSON array; write one object a line instead: `jq -c ".[]" FILE > FILE.ndjson`.',
    );
  }
  return recogniseColumns(text);
}

/** A format that a person names, with what else the content says. */
export function recogniseAs(format: FeedFormat, head: string): Recognised {
  if (!FEED_FORMATS.includes(format)) throw new FeedError(`There is no format ${format}. ${FORMATS_TOLD}`);
  if (format === 'ndjson' || format === 'google-xml') return { format };
  return { format, delimiter: delimiterOf(firstLine(head.replace(/^\ufeff/, ''))) };
}

/** Column names without case, marks and prefixes: `g:item_group_id` and `Item Group ID` are one. */
export function columnName(written: string): string {
  return written
    .replace(/^\ufeff/, '')
    .trim()
    .toLowerCase()
    .replace(/^(?:g|c):/, '')
    .replace(/[\s-]+/g, '_');
}

function recogniseXml(text: string): FeedFormat {
  const declared = /^<\?xml[^>]*\bencoding=["']([^"']+)["']/i.exec(text)?.[1];
  if (declared && !/^utf-?8$/i.test(declared)) {
    throw new FeedError(`The XML says that it is in ${declared}; convert it to UTF-8, declaration and all.`);
  }
  if (/<(?:rss|feed|rdf:RDF)\b/i.test(text)) return 'google-xml';
  throw new FeedError(`The file is XML, but neither RSS nor Atom. ${FORMATS_TOLD}`);
}

function recogniseColumns(text: string): Recognised {
  const line = firstLine(text);
  const delimiter = delimiterOf(line);
  const columns = new Set(line.split(delimiter).map((name) => columnName(name.replaceAll('"', ''))));
  const has = (...names: readonly string[]) => names.every((name) => columns.has(name));
  if (has('handle') && (has('title') || has('variant_price'))) return { format: 'shopify', delimiter };
  if (has('retail_price') || has('distribution_center_id')) return { format: 'thelook', delimiter };
  if (has('id', 'title') || has('id', 'price') || has('title', 'link'))
    return { format: 'google-text', delimiter };
  const seen = [...columns].slice(0, 8).join(', ').slice(0, 200);
  throw new FeedError(`The first line names no columns of a known format (it has: ${seen}). ${FORMATS_TOLD}`);
}

function delimiterOf(line: string): string {
  const counts = ['\t', ',', ';', '|'].map((mark) => [mark, line.split(mark).length] as const);
  const [best] = counts.toSorted((a, b) => b[1] - a[1]);
  return best?.[0] ?? ',';
}

const firstLine = (text: string) => /^[^\r\n]*/.exec(text)?.[0] ?? '';
