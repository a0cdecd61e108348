import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type FeedOptions, readFeed } from '../../../activities/adapters/feeds/index.js';
import type { CatalogProduct } from '../../../domain/index.js';

export interface FeedRead {
  format: string;
  products: CatalogProduct[];
  /** `line sku: reason` */
  refused: string[];
}

/** Reads a feed with this content, from a file that is gone afterwards. */
export async function read(
  content: string | Uint8Array,
  options: Partial<FeedOptions> = {},
): Promise<FeedRead> {
  const folder = mkdtempSync(path.join(tmpdir(), 'shoptalk-feed-'));
  try {
    const file = path.join(folder, 'feed');
    writeFileSync(file, content);
    const { format, items } = await readFeed(file, { currency: 'USD', ...options });
    const found: FeedRead = { format, products: [], refused: [] };
    for await (const item of items) {
      if (item.kind === 'product') found.products.push(item.product);
      else found.refused.push(`${item.line} ${item.sku ?? ''}: ${item.reason}`);
    }
    return found;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A table as its lines, each a list of fields. */
export const table = (delimiter: string, ...lines: (readonly string[])[]): string =>
  lines.map((fields) => `${fields.join(delimiter)}\n`).join('');
