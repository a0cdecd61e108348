/**
 * The servers of one test run: Postgres with a stocked template database, Redis, Temporal. A process of its
 * own that ends them all when its standard input closes, which happens however the test run ends.
 * Prints one line of JSON, a `TestServers`, once all are up.
 */
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import getPort from 'get-port';
import pg from 'pg';
import { seedDemoCatalog } from '../../dev/demo-catalog/index.js';
import { migrate } from '../../dev/migrate.js';
import { grantRights } from '../../dev/roles.js';
import { registerSearchAttributes } from '../../dev/search-attributes.js';
import { embeddedPostgres, ensureDatabase } from '../../dev/servers/postgres.js';
import { localRedis } from '../../dev/servers/redis.js';
import { findTemporal, localTemporal } from '../../dev/servers/temporal.js';
import { Supervisor } from '../../dev/supervisor.js';
import type { TestServers } from './servers.js';

/** Enough for every category, brand, size and colour to occur; the same ones every time. */
const PRODUCTS = 1_000;

const folder = mkdtempSync(path.join(tmpdir(), 'shoptalk-test-'));
chmodSync(folder, 0o755); // PostgreSQL may run as another user
const logs = path.join(folder, 'logs');
mkdirSync(logs);
const supervisor = new Supervisor({
  logs,
  announce: (name, sentence) => console.error(`${name} ${sentence}`),
});

process.stdin.resume().once('end', () => void stop(0));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void stop(0));

try {
  const [postgres, redisUrl, temporal] = await Promise.all([startPostgres(), startRedis(), startTemporal()]);
  const servers: TestServers = { ...postgres, redisUrl, ...temporal };
  console.log(JSON.stringify(servers));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  await stop(1);
}

async function startPostgres(): Promise<Pick<TestServers, 'postgresUrl' | 'templateDatabase'>> {
  const port = await getPort({ host: '127.0.0.1' });
  const { url, service } = embeddedPostgres({ folder: path.join(folder, 'postgres'), port, throwaway: true });
  await supervisor.start(service);
  const templateDatabase = 'shop_template';
  await ensureDatabase(url('postgres'), templateDatabase);
  await migrate(url(templateDatabase));
  await grantRights(url(templateDatabase));
  const pool = new pg.Pool({ connectionString: url(templateDatabase) });
  await seedDemoCatalog(pool, { products: PRODUCTS, seed: 1 }).finally(() => pool.end());
  return { postgresUrl: url('postgres'), templateDatabase };
}

async function startRedis(): Promise<string | undefined> {
  const port = await getPort({ host: '127.0.0.1' });
  mkdirSync(path.join(folder, 'redis'));
  const redis = localRedis({ folder: path.join(folder, 'redis'), port });
  if (redis) await supervisor.start(redis.service);
  return redis?.url;
}

async function startTemporal(): Promise<Pick<TestServers, 'temporalAddress' | 'temporalProgram'>> {
  const tell = (sentence: string) => console.error(`Temporal: ${sentence}`);
  const { file } = await findTemporal({ progress: () => undefined, note: tell });
  const port = await getPort({ host: '127.0.0.1' });
  const uiPort = await getPort({ host: '127.0.0.1' });
  await supervisor.start(localTemporal({ program: file, folder: undefined, port, uiPort }));
  const temporalAddress = `127.0.0.1:${port}`;
  await registerSearchAttributes({ address: temporalAddress }, 'default');
  return { temporalAddress, temporalProgram: file };
}

async function stop(code: number): Promise<void> {
  await supervisor.stop();
  rmSync(folder, { recursive: true, force: true });
  process.exit(code);
}
