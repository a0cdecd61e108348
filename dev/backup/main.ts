/**
 * `npm run backup -- dump FOLDER` writes the shop's database to a folder while the shop sells; `restore FOLDER` fills an
 * empty one from it. DATABASE_URL names the database; without it, that of the `npm start` that runs.
 */
import path from 'node:path';
import { root } from '../paths.js';
import { runningPostgres } from '../servers/postgres.js';
import { readSettings } from '../settings.js';
import { dump, restore } from './backup.js';

async function main(): Promise<void> {
  const [act, folder] = process.argv.slice(2);
  if ((act !== 'dump' && act !== 'restore') || !folder)
    throw new Error('npm run backup -- dump FOLDER | restore FOLDER');
  const databaseUrl =
    (await readSettings()).DATABASE_URL ?? runningPostgres(path.join(root, '.data', 'postgres'), 'shoptalk');
  if (!databaseUrl)
    throw new Error('Set DATABASE_URL to the database of the shop, or start the shop with npm start.');
  const { takenAt, tables } = await (act === 'dump' ? dump : restore)(databaseUrl, path.resolve(folder));
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  console.log(
    `${act === 'dump' ? 'Wrote' : 'Restored'} ${rows} rows of ${tables.length} tables, as of ${takenAt}.`,
  );
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
