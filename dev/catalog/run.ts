import path from 'node:path';
import type { Pool } from 'pg';
import { createPostgresCatalogLoads } from '../../activities/adapters/catalog-loads/postgres.js';
import type { Currency } from '../../domain/index.js';
import { loadDemoCatalog } from '../demo-catalog/index.js';
import type { CatalogArguments, DemoArguments, ImportArguments } from './arguments.js';
import { importFeed } from './import-feed.js';
import { ProgressBar } from './progress-bar.js';
import { readStatus, tellStatus } from './status.js';

export interface CatalogShop {
  pool: Pool;
  currency: Currency;
  /** Where reports of refused lines go. */
  reports: string;
  signal: AbortSignal;
}

/** Does what the command line asks, and tells it on standard output. */
export async function runCatalog(args: CatalogArguments, shop: CatalogShop): Promise<void> {
  if (args.act === 'import') return runImport(args, shop);
  if (args.act === 'demo') return runDemo(args, shop);
  const status = await readStatus(shop.pool);
  console.log(args.json ? JSON.stringify(status) : tellStatus(status));
}

async function runImport(
  args: ImportArguments,
  { pool, currency, reports, signal }: CatalogShop,
): Promise<void> {
  const startedAt = performance.now();
  const bar = new ProgressBar('products');
  let last = [0, 0] as [share: number, products: number];
  const report = args.report ?? path.join(reports, `${path.basename(args.file)}.refused.csv`);
  const outcome = await importFeed(
    createPostgresCatalogLoads(pool),
    { ...args, currency: args.currency ?? currency, report },
    {
      signal,
      onRead(bytes, size, products) {
        last = [bytes / size, products];
        bar.update(...last);
      },
      onStep: (step) => bar.update(...last, step),
    },
  ).finally(() => bar.stop());
  const { format, published, imported, refusals } = outcome;
  const { version, products, variants, withdrawn } = published;
  const summary = {
    ...{ format, imported, refused: refusals.count },
    catalog: { version, products, variants, withdrawn },
    ...measured(startedAt),
  };
  if (args.json) {
    console.log(JSON.stringify({ ...summary, report: refusals.count > 0 ? report : undefined }));
    return;
  }
  console.log(
    `${number(imported.products)} products with ${number(imported.variants)} variants came in from ${path.basename(args.file)} (${format}), in ${summary.seconds} s.`,
  );
  if (refusals.count > 0) {
    console.log(
      `${number(refusals.count)} lines were refused; ${path.relative('.', report)} lists them all. The first:`,
    );
    for (const { line, sku, reason } of refusals.first) {
      console.log(
        `  ${line === undefined ? 'once all were in' : `line ${line}`}${sku ? ` (${sku})` : ''}: ${reason}`,
      );
    }
  }
  tellPublished(published);
}

async function runDemo(args: DemoArguments, { pool, currency }: CatalogShop): Promise<void> {
  const startedAt = performance.now();
  const bar = new ProgressBar('products');
  const published = await loadDemoCatalog(createPostgresCatalogLoads(pool), {
    products: args.products,
    seed: args.seed,
    currency: args.currency ?? currency,
    onProgress: (done, total) => bar.update(done / total, done),
    onStep: (step) => bar.update(1, args.products, step),
  }).finally(() => bar.stop());
  const { leftOut: _none, ...catalog } = published;
  if (args.json) {
    console.log(JSON.stringify({ catalog, ...measured(startedAt) }));
    return;
  }
  console.log(`${number(args.products)} products were made, in ${measured(startedAt).seconds} s.`);
  tellPublished(published);
}

function tellPublished({
  version,
  products,
  variants,
  withdrawn,
}: Awaited<ReturnType<typeof loadDemoCatalog>>): void {
  console.log(
    `The catalog is at version ${version}: ${number(products)} products, ${number(variants)} variants.`,
  );
  if (withdrawn > 0) {
    console.log(
      `${number(withdrawn)} products are no longer on sale, and kept for carts and orders that name them.`,
    );
  }
}

/** How long it took, and the most memory that this process had. */
function measured(startedAt: number): { seconds: number; peakRssMb: number } {
  return {
    seconds: Math.round((performance.now() - startedAt) / 100) / 10,
    peakRssMb: Math.round(process.resourceUsage().maxRSS / 1_024),
  };
}

const number = (value: number) => value.toLocaleString('en-US');
