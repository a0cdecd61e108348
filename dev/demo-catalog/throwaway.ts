import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import getPort from 'get-port';
import pg from 'pg';
import { migrate } from '../migrate.js';
import { embeddedPostgres, ensureDatabase } from '../servers/postgres.js';
import { localRedis } from '../servers/redis.js';
import { Supervisor } from '../supervisor.js';
import { seedDemoCatalog } from './seed.js';

export interface DemoDatabase {
  url: string;
  pool: pg.Pool;
  /** Where one was asked for and a server for it is installed. */
  redisUrl?: string | undefined;
  /** Stops the server and removes its data. */
  close(): Promise<void>;
}

export interface DemoDatabaseOptions {
  products: number;
  seed: number;
  /** Whether to start a Redis, too; default false. */
  redis?: boolean;
  onProgress?: (done: number, total: number) => void;
}

/** A Postgres of its own with a demo catalog and nothing else, for measuring; on a free port, in a temporary folder. */
export async function openDemoDatabase(options: DemoDatabaseOptions): Promise<DemoDatabase> {
  const folder = mkdtempSync(path.join(tmpdir(), 'shoptalk-demo-'));
  chmodSync(folder, 0o755); // PostgreSQL may run as another user
  const supervisor = new Supervisor({
    logs: folder,
    announce: (name, sentence) => process.stderr.write(`${name} ${sentence}\n`),
  });
  const clear = async () => {
    await supervisor.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const port = await getPort({ host: '127.0.0.1' });
    const { url, service } = embeddedPostgres({
      folder: path.join(folder, 'postgres'),
      port,
      throwaway: true,
    });
    await supervisor.start(service);
    await ensureDatabase(url('postgres'), 'shop');
    await migrate(url('shop'));
    const pool = new pg.Pool({ connectionString: url('shop'), max: 4 });
    pool.on('error', () => undefined); // sessions that end with the server
    await seedDemoCatalog(pool, options);
    return {
      url: url('shop'),
      pool,
      redisUrl: options.redis ? await startRedis(supervisor, folder) : undefined,
      async close() {
        await pool.end();
        await clear();
      },
    };
  } catch (error) {
    await clear();
    throw error;
  }
}

async function startRedis(supervisor: Supervisor, folder: string): Promise<string | undefined> {
  const home = path.join(folder, 'redis');
  mkdirSync(home);
  const redis = localRedis({ folder: home, port: await getPort({ host: '127.0.0.1' }) });
  if (redis) await supervisor.start(redis.service);
  return redis?.url;
}
