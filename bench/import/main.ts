/**
 * `npm run bench:import -- [--rows N] [--format NAME] [--json]`: imports a feed of made-up products twice on a
 * Postgres of its own, the second time over the first, and prints how long it took, how much memory the importer
 * had at most, and how long a shopper's read waited at most while it went on.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import getPort from 'get-port';
import pg from 'pg';
import { z } from 'zod';
import { migrate } from '../../dev/migrate.js';
import { embeddedPostgres, ensureDatabase } from '../../dev/servers/postgres.js';
import { environment } from '../../dev/settings.js';
import { Supervisor } from '../../dev/supervisor.js';
import { FORMATS, writeFeed } from './feed-file.js';

const PAUSE_BETWEEN_READS_MS = 10;
const READ =
  'select p.id, p.name, v.sku, v.stock from products p join variants v on v.product_id = p.id where p.listed limit 20';

const Flags = z.object({
  rows: z.coerce.number().int().min(1_000).max(1_000_000),
  format: z.enum(FORMATS),
  json: z.boolean(),
});
const { rows, format, json } = Flags.parse(
  parseArgs({
    options: {
      rows: { type: 'string', default: '100000' },
      format: { type: 'string', default: 'thelook' },
      json: { type: 'boolean', default: false },
    },
  }).values,
);

interface Figures {
  seconds: number;
  rowsPerSecond: number;
  peakRssMb: number;
  longestReadMs: number;
}

const folder = mkdtempSync(path.join(tmpdir(), 'shoptalk-import-'));
chmodSync(folder, 0o755); // PostgreSQL may run as another user
mkdirSync(path.join(folder, 'logs'));
const supervisor = new Supervisor({ logs: path.join(folder, 'logs'), announce: () => undefined });
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void cleanUp().finally(() => process.exit(130)));
}
try {
  const file = path.join(folder, `feed.${format}`);
  process.stderr.write(`Writing a feed of ${rows} lines …\n`);
  await writeFeed(file, format, rows);
  const url = await startPostgres();
  const first = await measure(url, file);
  const again = await measure(url, file);
  const fileMb = Math.round(statSync(file).size / 1_048_576);
  const figures = { rows, format, fileMb, first, again };
  if (json) console.log(JSON.stringify(figures, null, 2));
  else console.table({ first, again });
} finally {
  await cleanUp();
}

async function cleanUp(): Promise<void> {
  await supervisor.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function startPostgres(): Promise<string> {
  const port = await getPort({ host: '127.0.0.1' });
  const { url, service } = embeddedPostgres({ folder: path.join(folder, 'postgres'), port });
  await supervisor.start(service);
  await ensureDatabase(url('postgres'), 'shoptalk');
  await migrate(url('shoptalk'));
  return url('shoptalk');
}

async function measure(url: string, file: string): Promise<Figures> {
  process.stderr.write('Importing …\n');
  const reader = readAllTheWhile(url);
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'dev/catalog.ts', 'import', file, '--json', '--data', folder],
    {
      env: { ...environment, DATABASE_URL: url, CURRENCY: 'USD' },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let out = '';
  child.stdout.on('data', (data) => {
    out += data;
  });
  const [code] = await once(child, 'close');
  const longestReadMs = await reader.stop();
  if (code !== 0) throw new Error(`The import ended with ${code}.`);
  const { seconds, peakRssMb } = JSON.parse(out);
  return { seconds, rowsPerSecond: Math.round(rows / seconds), peakRssMb, longestReadMs };
}

/** Reads as a shopper does, again and again, until it is stopped; then says how long the longest read took. */
function readAllTheWhile(url: string): { stop(): Promise<number> } {
  let reading = true;
  let longest = 0;
  const done = (async () => {
    const pool = new pg.Pool({ connectionString: url, max: 1 });
    while (reading) {
      const before = performance.now();
      await pool.query(READ);
      longest = Math.max(longest, performance.now() - before);
      await new Promise((resume) => setTimeout(resume, PAUSE_BETWEEN_READS_MS));
    }
    await pool.end();
  })();
  return {
    async stop() {
      reading = false;
      await done;
      return Math.round(longest);
    },
  };
}
