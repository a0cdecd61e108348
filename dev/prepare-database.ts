/**
 * `npm run migrate [-- --demo [--products N]]`: brings DATABASE_URL to the newest schema and, with --demo,
 * stocks an empty catalog. For deployments; `npm start` does the same by itself.
 */
import { parseArgs } from 'node:util';
import pg from 'pg';
import { seedDemoCatalog } from './demo-catalog/index.js';
import { migrate } from './migrate.js';
import { environment } from './settings.js';

const { values } = parseArgs({ options: { demo: { type: 'boolean' }, products: { type: 'string' } } });
const url = environment.DATABASE_URL;
if (!url) {
  console.error('Set DATABASE_URL to the Postgres database that is to be prepared.');
  process.exit(1);
}
const ran = await migrate(url);
console.log(ran.length > 0 ? `Applied ${ran.join(', ')}.` : 'The schema is up to date.');
if (values.demo) {
  const pool = new pg.Pool({ connectionString: url });
  const options = values.products ? { products: Number(values.products) } : {};
  const { seeded, products } = await seedDemoCatalog(pool, options);
  await pool.end();
  console.log(
    seeded ? `Made a demo catalog of ${products} products.` : `The catalog has ${products} products.`,
  );
}
