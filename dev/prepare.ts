/**
 * `npm run migrate [-- --demo [--products N]]`, for deployments: brings DATABASE_URL to the newest schema, lets the
 * users that API_DATABASE_URL and WORKER_DATABASE_URL name log in with no more rights than those processes need, makes
 * the namespace at TEMPORAL_ADDRESS, if set, know our search attributes, and with --demo stocks an empty catalog,
 * unless CATALOG=bigquery: then the first copy does.
 * `npm start` does the same by itself.
 */
import { parseArgs } from 'node:util';
import pg from 'pg';
import { readTemporalConfig } from '../config/index.js';
import { temporalConnection } from '../config/temporal.js';
import { stockFirstCatalog } from './first-catalog.js';
import { migrate } from './migrate.js';
import { grantRights } from './roles.js';
import { registerSearchAttributes } from './search-attributes.js';
import { readSettings } from './settings.js';

const { values } = parseArgs({ options: { demo: { type: 'boolean' }, products: { type: 'string' } } });
const settings = await readSettings();
if (!settings.DATABASE_URL) {
  console.error('Set DATABASE_URL, or DATABASE_URL_FILE, to the Postgres database that is to be prepared.');
  process.exit(1);
}
const ran = await migrate(settings.DATABASE_URL);
console.log(ran.length > 0 ? `Applied ${ran.join(', ')}.` : 'The schema is up to date.');

const { API_DATABASE_URL: api, WORKER_DATABASE_URL: worker } = settings;
if (api || worker) {
  await grantRights(settings.DATABASE_URL, { ...(api && { api }), ...(worker && { worker }) });
  console.log('api and worker have their rights.');
}

if (settings.TEMPORAL_ADDRESS) {
  const added = await registerSearchAttributes(
    temporalConnection(readTemporalConfig()),
    settings.TEMPORAL_NAMESPACE,
  );
  console.log(added.length > 0 ? `Registered ${added.join(', ')}.` : 'The search attributes are known.');
}

if (values.demo) {
  const pool = new pg.Pool({ connectionString: settings.DATABASE_URL });
  const options = values.products ? { products: Number(values.products) } : {};
  const catalog = await stockFirstCatalog(pool, settings, options).finally(() => pool.end());
  console.log(`Catalog: ${catalog}.`);
}
