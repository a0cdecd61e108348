import path from 'node:path';
import { type FeedFormat, type FeedItem, readFeed } from '../../activities/adapters/feeds/index.js';
import type { CatalogLoads, PublishedLoad } from '../../activities/ports/index.js';
import type { CatalogProduct, Currency } from '../../domain/index.js';
import type { ImportArguments } from './arguments.js';
import { Refusals } from './refusals.js';

export interface ImportOutcome {
  format: FeedFormat;
  /** What the catalog is now. */
  published: PublishedLoad;
  /** Products and variants that came in by this file. */
  imported: { products: number; variants: number };
  refusals: Refusals;
}

export interface ImportSteps {
  onRead?: (bytesRead: number, size: number, products: number) => void;
  onStep?: (step: string) => void;
  /** Ends the import in its middle; the old catalog serves on. */
  signal?: AbortSignal;
}

/** More refused lines than that are a wrong file, or a wrong option, and no catalog to switch to. */
const MOST_REFUSED = 0.5;
const BATCH = 1_000;
/** Variants count as well: a batch is one transaction, and one piece of memory. */
const BATCH_VARIANTS = 10_000;

/**
 * Reads a file of products into the shop. The old catalog serves until the new one is whole, and stays when the
 * file cannot be read to its end, when nothing in it can be taken, or when most of it is refused.
 * @throws an error whose message says why the catalog is as it was
 */
export async function importFeed(
  loads: CatalogLoads,
  args: ImportArguments & { currency: Currency; report: string },
  { onRead, onStep, signal }: ImportSteps = {},
): Promise<ImportOutcome> {
  const { file, currency, department, format, stock } = args;
  const feed = await readFeed(file, { currency, department, format, unitsInStock: stock });
  const refusals = new Refusals(args.report);
  const imported = { products: 0, variants: 0 };
  const loadId = await loads.begin(`file ${path.basename(file)}`, {
    mode: args.update ? 'merge' : 'replace',
    assumedStock: stock,
  });
  try {
    let batchNo = 0;
    for await (const products of batchesOf(feed.items, refusals)) {
      signal?.throwIfAborted();
      await loads.write(loadId, batchNo++, products);
      imported.products += products.length;
      for (const { variants } of products) imported.variants += variants.length;
      onRead?.(feed.bytesRead(), feed.size, imported.products);
    }
    refuseLoss(imported.products, refusals, args);
    const published = await loads.publish(loadId, onStep);
    for (const { sku, reason } of published.leftOut) await refusals.add({ sku, reason });
    return { format: feed.format, published, imported, refusals };
  } catch (error) {
    await loads.discard(loadId).catch(() => undefined);
    throw error;
  } finally {
    await refusals.close();
  }
}

async function* batchesOf(
  items: AsyncIterable<FeedItem>,
  refusals: Refusals,
): AsyncGenerator<CatalogProduct[]> {
  let batch: CatalogProduct[] = [];
  let variants = 0;
  for await (const item of items) {
    if (item.kind === 'refused') {
      await refusals.add(item);
      continue;
    }
    batch.push(item.product);
    variants += item.product.variants.length;
    if (batch.length < BATCH && variants < BATCH_VARIANTS) continue;
    yield batch;
    batch = [];
    variants = 0;
  }
  if (batch.length > 0) yield batch;
}

function refuseLoss(products: number, refusals: Refusals, { update, force }: ImportArguments): void {
  const why = refusals
    .reasons()
    .map(({ reason, count }) => `${count} × ${reason}`)
    .join('; ');
  if (products === 0) {
    const found =
      refusals.count > 0 ? `all of its lines were refused (${why})` : 'there is not one product in it';
    throw new Error(`Nothing was changed, because ${found}.`);
  }
  if (update || force || refusals.count <= (products + refusals.count) * MOST_REFUSED) return;
  throw new Error(
    `Nothing was changed, because ${refusals.count} lines were refused and only ${products} products could be taken ` +
      `(${why}). See ${refusals.file}; --force replaces the catalog all the same.`,
  );
}
