import { SaxesParser } from 'saxes';
import { FeedError, type FeedRecord } from './feed.js';
import { columnName } from './recognise.js';

/** More text than any product needs; beyond it a tag was never closed. */
const MOST_ITEM_CHARACTERS = 1_000_000;

/**
 * The items of a Google feed in RSS 2.0 or Atom. The parser takes piece by piece, knows no external entities, and
 * expands none of its own.
 * @throws FeedError the XML is broken, or breaks off
 */
export async function* readGoogleXml(text: AsyncIterable<string>): AsyncGenerator<FeedRecord> {
  const parser = new SaxesParser();
  const found: FeedRecord[] = [];
  const path: string[] = [];
  let item: { line: number; depth: number; fields: Record<string, string>; size: number } | undefined;
  let value = '';
  let items = 0;

  parser.on('error', (error) => {
    throw new FeedError(
      `The XML is broken or breaks off, after ${items} items: ${error.message}. Nothing was changed; fetch the feed again.`,
    );
  });
  parser.on('opentag', ({ name, attributes, isSelfClosing }) => {
    path.push(name);
    value = '';
    const isItem = name === 'item' || name === 'entry';
    if (isItem && !item) item = { line: parser.line, depth: path.length, fields: {}, size: 0 };
    // Atom writes a link as an attribute.
    const { href } = attributes as Record<string, string>;
    if (item && name === 'link' && href && !isSelfClosing) value = href;
  });
  const addText = (piece: string) => {
    if (!item) return;
    item.size += piece.length;
    if (item.size > MOST_ITEM_CHARACTERS) {
      throw new FeedError(
        `The item in line ${item.line} is longer than a million characters; is a tag left open?`,
      );
    }
    value += piece;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', ({ name }) => {
    const depth = path.length;
    path.pop();
    if (!item) return;
    if (depth === item.depth) {
      found.push({ line: item.line, fields: item.fields });
      items += 1;
      item = undefined;
      return;
    }
    // What is deeper belongs to a group, such as the price of a way of shipping. Of repeated fields the first counts.
    const column = columnName(name);
    if (depth === item.depth + 1) item.fields[column] ||= value.trim();
    value = '';
  });

  for await (const piece of text) {
    parser.write(piece);
    yield* found.splice(0);
  }
  parser.close();
  yield* found.splice(0);
}
