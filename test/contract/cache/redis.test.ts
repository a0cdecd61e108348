import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import getPort from 'get-port';
import { Registry } from 'prom-client';
import { openCache } from '../../../activities/adapters/cache/open-cache.js';
import { createRedisCache } from '../../../activities/adapters/cache/redis.js';
import type { Cache } from '../../../activities/ports/index.js';
import { redisUrl } from '../../support/servers.js';
import { describeCache } from './suite.js';

/** Generous for a busy machine; a cache that waits for reconnects takes as long as Redis is away. */
const AT_ONCE_MS = 5_000;
const whereRedisIs = redisUrl() ? describe : describe.skip;

const isThere = (cache: Cache) => becomes(cache, true);

async function becomes(cache: Cache, there: boolean): Promise<Cache> {
  for (let tries = 0; tries < 500; tries++) {
    if ((await cache.ping()) === there) return cache;
    await pause(20);
  }
  throw new Error(`The cache did not become ${there ? 'reachable' : 'unreachable'} in time`);
}

whereRedisIs('with Redis', () => {
  // A busy machine may take longer than the 80 ms that production allows.
  const options = { prefix: `test:${randomBytes(4).toString('hex')}:`, timeoutMs: 5_000 };
  describeCache('Redis', () => isThere(createRedisCache(redisUrl() ?? '', options)));

  it('shares values between processes and keeps prefixes apart', async () => {
    const caches = ['one:', 'one:', 'two:'].map((prefix) =>
      createRedisCache(redisUrl() ?? '', { ...options, prefix: options.prefix + prefix }),
    );
    await Promise.all(caches.map(isThere));
    await caches[0]?.set('key', 1, 60_000);
    expect(await Promise.all(caches.map(async (cache) => (await cache.get('key'))?.value))).toEqual([
      1,
      1,
      undefined,
    ]);
    await Promise.all(caches.map((cache) => cache.close()));
  });

  it('is kept apart from that of another database, and shared by whoever connects to one', async () => {
    const name = randomBytes(4).toString('hex');
    const open = (databaseUrl: string) =>
      openCache({ redisUrl: redisUrl() ?? '', databaseUrl, memoryBytes: 1 }, new Registry()).cache;
    const caches = [
      open(`postgres://api:a@127.0.0.1:5432/${name}`),
      open(`postgres://worker:b@127.0.0.1:5432/${name}`),
      open(`postgres://api:a@127.0.0.1:5432/${name}2`),
    ];
    await Promise.all(caches.map(isThere));
    // Here the 80 ms of production hold: what came too late is put and looked for again.
    let seen: unknown[] = [];
    for (let tries = 0; tries < 100 && seen[1] !== 1; tries++) {
      await caches[0]?.set('key', 1, 60_000);
      seen = await Promise.all(caches.map(async (cache) => (await cache.get('key'))?.value));
    }
    expect(seen.slice(1)).toEqual([1, undefined]);
    await Promise.all(caches.map((cache) => cache.close()));
  });

  it('is like an empty cache while Redis is killed, and works again when it is back', async () => {
    const port = await getPort();
    const failures: string[] = [];
    let redis = startRedis(port);
    const cache = createRedisCache(`redis://127.0.0.1:${port}`, {
      timeoutMs: 2_000,
      onFailure: (operation) => failures.push(operation),
    });
    try {
      await isThere(cache);
      await cache.set('key', 'value', 60_000);
      expect((await cache.get('key'))?.value).toBe('value');

      await kill(redis);
      const started = performance.now();
      expect(await cache.get('key')).toBeUndefined();
      await cache.set('key', 'other', 60_000);
      expect(await cache.lock('key', 'me', 60_000)).toBe('unavailable');
      await becomes(cache, false);
      expect(performance.now() - started).toBeLessThan(AT_ONCE_MS);
      expect(failures).toEqual(expect.arrayContaining(['get', 'set', 'ping']));

      redis = startRedis(port);
      await isThere(cache);
      await cache.set('key', 'again', 60_000);
      expect((await cache.get('key'))?.value).toBe('again');
    } finally {
      await cache.close();
      await kill(redis);
    }
  });
});

describe('without Redis', () => {
  it('is an empty cache from the start, without waiting and without throwing', async () => {
    const cache = createRedisCache(`redis://127.0.0.1:${await getPort()}`);
    const started = performance.now();
    await cache.set('key', 'value', 60_000);
    expect(await cache.get('key')).toBeUndefined();
    expect(await cache.lock('key', 'me', 60_000)).toBe('unavailable');
    expect(await cache.ping()).toBe(false);
    expect(performance.now() - started).toBeLessThan(AT_ONCE_MS);
    await cache.close();
  });

  it('does not wait for a server that takes connections and never answers', async () => {
    const silent = await listen(createServer((socket) => socket.on('error', () => undefined)));
    const { port } = silent.address() as { port: number };
    const cache = createRedisCache(`redis://127.0.0.1:${port}`, { timeoutMs: 50 });
    for (let round = 0; round < 3; round++) {
      const started = performance.now();
      expect(await cache.get('key')).toBeUndefined();
      expect(performance.now() - started).toBeLessThan(AT_ONCE_MS);
      await pause(20);
    }
    await cache.close();
    silent.close();
  });
});

function startRedis(port: number): ChildProcess {
  return spawn(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
    { stdio: 'ignore' },
  );
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

async function listen(server: Server): Promise<Server> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
