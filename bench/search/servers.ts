import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import getPort from 'get-port';
import pg from 'pg';
import { seedDemoCatalog } from '../../dev/demo-catalog/index.js';
import { migrate } from '../../dev/migrate.js';
import { dataFolder } from '../../dev/paths.js';
import { embeddedPostgres, ensureDatabase } from '../../dev/servers/postgres.js';
import { localRedis } from '../../dev/servers/redis.js';
import { Supervisor } from '../../dev/supervisor.js';

export interface BenchServers {
  redisUrl: string;
  /** A database with a demo catalog of so many products; made when it is first asked for. */
  database(products: number, onProgress: (done: number) => void): Promise<string>;
  close(): Promise<void>;
}

/**
 * Postgres and Redis of their own, set up as `npm start` does.
 * @param kept a folder to keep the databases in, for the next run; without one they go with this run.
 */
export async function startServers(kept: string | undefined): Promise<BenchServers> {
  const home = kept ?? mkdtempSync(path.join(tmpdir(), 'shoptalk-bench-'));
  const data = dataFolder(home);
  chmodSync(home, 0o755); // PostgreSQL may run as another user
  const supervisor = new Supervisor({ logs: data.logs, announce: () => undefined });
  const port = () => getPort({ host: '127.0.0.1' });
  const redis = localRedis({ folder: data.redis, port: await port() });
  if (!redis) throw new Error('Install redis-server or valkey-server: the cached searches need one.');
  const postgres = embeddedPostgres({ folder: data.postgres, port: await port() });
  const close = async () => {
    await supervisor.stop();
    if (!kept) rmSync(home, { recursive: true, force: true });
  };
  try {
    await supervisor.start(postgres.service);
    await supervisor.start(redis.service);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    redisUrl: redis.url,
    async database(products, onProgress) {
      const name = `products_${products}`;
      await ensureDatabase(postgres.url('postgres'), name);
      const url = postgres.url(name);
      await migrate(url);
      const pool = new pg.Pool({ connectionString: url, max: 2 });
      try {
        await seedDemoCatalog(pool, { products, onProgress });
        await pool.query('vacuum analyze');
      } finally {
        await pool.end();
      }
      return url;
    },
    close,
  };
}
