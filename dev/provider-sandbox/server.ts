import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type Koa from 'koa';
import pg from 'pg';
import type { SandboxOptions } from './config.js';
import { Faults } from './faults.js';
import { pruneKeys } from './key-store.js';
import { type SignedWebhook, WebhookSender } from './webhook-sender.js';

export interface RunningSandbox {
  url: string;
  port: number;
  /** Stops listening and delivering; what is still owed is in the database. */
  close(): Promise<void>;
}

/** What every part of a running sandbox works with. */
export interface SandboxState {
  pool: pg.Pool;
  faults: Faults;
  /** Where browsers reach the sandbox. */
  publicUrl: () => string;
  deliversWebhooks: boolean;
  /** Called after each commit that may have left a webhook to deliver. */
  committed(): void;
}

/** What makes a sandbox the stand-in of one provider. */
export interface Provider {
  /** The whole HTTP surface. */
  createApp(state: SandboxState): Koa;
  /** Puts an event into the provider's envelope and signs it; called for each attempt to deliver. */
  sign(event: object, state: SandboxState): SignedWebhook | Promise<SignedWebhook>;
  /** SQL of its own, beside what every sandbox keeps; can run again. */
  schema?: URL;
  /** What happens by itself, as when a bank answers late. */
  chores?: readonly { everyMs: number; run(state: SandboxState): Promise<unknown> }[];
}

const PRUNE_EVERY_MS = 10 * 60_000;
const SCHEMA_LOCK = 7_283_104;

/** Starts a sandbox: a provider's API on loopback, its state in a Postgres database of its own. */
export async function startProviderSandbox(
  provider: Provider,
  options: SandboxOptions,
): Promise<RunningSandbox> {
  const { host = '127.0.0.1', port = 0, webhookUrl, webhookRetryMs = 1000 } = options;
  const pool = new pg.Pool({ connectionString: options.databaseUrl, max: 20 });
  pool.on('error', (error) =>
    console.error('A connection to the database of the sandbox was lost:', error.message),
  );
  try {
    await applySchema(pool, provider.schema);
    const faults = new Faults();
    const sender = webhookUrl
      ? new WebhookSender(
          pool,
          { url: webhookUrl, sign: (event) => provider.sign(event, state), retryMs: webhookRetryMs },
          faults,
        )
      : undefined;
    const address = { url: '' };
    const state: SandboxState = {
      pool,
      faults,
      publicUrl: () => options.publicUrl?.replace(/\/$/, '') ?? address.url,
      deliversWebhooks: sender !== undefined,
      committed: () => sender?.wake(),
    };
    const server = createServer(provider.createApp(state).callback());
    // Longer than SDKs keep idle connections, so that none is closed under a request.
    server.keepAliveTimeout = 75_000;
    const actualPort = await listen(server, host, port);
    address.url = `http://${host.includes(':') ? `[${host}]` : host}:${actualPort}`;
    const chores = [
      repeat(PRUNE_EVERY_MS, () => pruneKeys(pool)),
      ...(provider.chores ?? []).map(({ everyMs, run }) => repeat(everyMs, () => run(state))),
    ];
    await sender?.start();
    return { url: address.url, port: actualPort, close: () => close(server, chores, sender, pool) };
  } catch (error) {
    await pool.end();
    throw error;
  }
}

/** Runs a sandbox as a process: says where it listens, and ends in order when it is told to. */
export async function runSandboxProcess(name: string, starting: Promise<RunningSandbox>): Promise<void> {
  const sandbox = await starting;
  console.log(`${name} sandbox listening on ${sandbox.url}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      sandbox.close().then(
        () => process.exit(0),
        (error: unknown) => {
          console.error(error);
          process.exit(1);
        },
      );
    });
  }
}

interface Chore {
  /** Resolves once it no longer runs. */
  stop(): Promise<void>;
}

/** Does something again and again, never twice at a time; a failure waits for the next time. */
function repeat(everyMs: number, chore: () => Promise<unknown>): Chore {
  let running: Promise<unknown> | undefined;
  const timer = setInterval(() => {
    running ??= chore()
      .catch(console.error)
      .finally(() => {
        running = undefined;
      });
  }, everyMs).unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}

async function applySchema(pool: pg.Pool, own: URL | undefined): Promise<void> {
  const files = [new URL('schema.sql', import.meta.url), ...(own ? [own] : [])];
  const schema = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  // Two sandboxes that start at once on one database take turns.
  await pool.query(`begin; select pg_advisory_xact_lock(${SCHEMA_LOCK}); ${schema.join('\n')}; commit`);
}

async function listen(server: Server, host: string, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return (server.address() as AddressInfo).port;
}

async function close(
  server: Server,
  chores: readonly Chore[],
  sender: WebhookSender | undefined,
  pool: pg.Pool,
): Promise<void> {
  await Promise.all(chores.map((chore) => chore.stop()));
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 2000).unref();
  });
  await sender?.close();
  await pool.end();
}
