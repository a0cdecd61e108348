/**
 * `npm run catalog -- import|demo|status …`, for merchants: brings products into the shop and says what is there.
 * DATABASE_URL names the shop's database; without it, that of the `npm start` that runs.
 *
 *   npm run catalog -- import products_export.csv --department Women
 *   npm run catalog -- import prices.ndjson --update
 *   npm run catalog -- demo --products 100000
 */
import path from 'node:path';
import pg from 'pg';
import { readCatalogArguments, UsageError } from './catalog/arguments.js';
import { runCatalog } from './catalog/run.js';
import { root } from './paths.js';
import { runningPostgres } from './servers/postgres.js';
import { readSettings } from './settings.js';

async function main(): Promise<void> {
  const args = readCatalogArguments(process.argv.slice(2));
  const settings = await readSettings();
  const data = path.resolve(root, args.data ?? '.data');
  const connectionString = settings.DATABASE_URL ?? runningPostgres(path.join(data, 'postgres'), 'shoptalk');
  if (!connectionString) {
    throw new Error('Set DATABASE_URL to the database of the shop, or start the shop with npm start.');
  }
  const stopping = new AbortController();
  process.once('SIGINT', () => stopping.abort(new Error('Stopped; the old catalog serves on.')));
  const pool = new pg.Pool({ connectionString, max: 3 });
  try {
    const reports = path.join(data, 'catalog');
    await runCatalog(args, { pool, currency: settings.CURRENCY, reports, signal: stopping.signal });
  } finally {
    await pool.end();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(error instanceof UsageError ? 2 : 1);
});
