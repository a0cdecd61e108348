import { randomUUID } from 'node:crypto';
import getPort from 'get-port';
import { startSandbox } from '../../../dev/stripe-sandbox/index.js';
import { TEST_KEYS } from '../../support/keys.js';
import { emptyDatabase, temporalAddress, testDatabase } from '../../support/servers.js';
import { ApiClient } from './client.js';
import { startApiProcess, startWorkerProcess } from './process.js';

/** The shop as it runs, with Stripe's Payment Element on its page if wanted: api and worker as processes of their own, a payment provider, Postgres, Temporal. */
export async function startShop({
  paymentElement = false,
  more = {},
}: {
  paymentElement?: boolean;
  /** More of the configuration, such as a language model. */
  more?: Record<string, string>;
} = {}) {
  const [database, bankDatabase] = [await testDatabase(), await emptyDatabase()];
  const [apiPort, metricsPort] = [await getPort({ host: '127.0.0.1' }), await getPort({ host: '127.0.0.1' })];
  const bank = await startSandbox({
    databaseUrl: bankDatabase.url,
    webhookUrl: `http://127.0.0.1:${apiPort}/v1/webhooks/stripe`,
    webhookRetryMs: 100,
    ...(more.STRIPE_WEBHOOK_SECRET && { webhookSecret: more.STRIPE_WEBHOOK_SECRET }),
  });
  const environment: Record<string, string> = {
    TEMPORAL_ADDRESS: temporalAddress(),
    TASK_QUEUE: `shop-${randomUUID()}`,
    TURN_TIMEOUT_MS: '5000',
    API_PORT: String(apiPort),
    WORKER_METRICS_PORT: String(metricsPort),
    STRIPE_API_URL: bank.url,
    STRIPE_WEBHOOK_SECRET: 'whsec_sandbox',
    COOKIE_SECRET: 'cookie-secret-of-the-tests',
    STAFF_TOKEN: 'staff-token-of-the-tests',
    ENCRYPTION_KEYS: TEST_KEYS,
    LOG_LEVEL: 'debug',
    // All the shoppers of a test come from one address.
    CHALLENGE_OPENING: 'off',
    CHALLENGE_CHECKOUT: 'off',
    CHALLENGE_PAYMENT: 'off',
    ...(paymentElement && {
      STRIPE_PUBLISHABLE_KEY: 'pk_test_sandbox',
      STRIPE_JS_URL: `${bank.url}/_sandbox/stripe.js`,
    }),
    ...more,
  };
  const startWorker = () => startWorkerProcess({ ...environment, DATABASE_URL: database.urlAs('worker') });
  const [api, firstWorker] = await Promise.all([
    startApiProcess({ ...environment, DATABASE_URL: database.urlAs('api') }),
    startWorker(),
  ]);
  let worker = firstWorker;
  const document = await (await fetch(`${api.base}/openapi.json`)).json();
  return {
    database,
    api,
    bank,
    taskQueue: environment.TASK_QUEUE ?? '',
    metrics: [`${api.base}/metrics`, `http://127.0.0.1:${metricsPort}/metrics`],
    guest: () => new ApiClient(api.base, document),
    lines: () => [...api.logs, ...worker.logs],
    /** Everything that api and worker have logged. */
    logs: () => JSON.stringify([...api.logs, ...worker.logs]),
    /** What they wrote beside their logs. */
    complaints: () => [api.complaints(), worker.complaints()].join('\n'),
    /** Faults of the bank, from now until it is repaired. */
    async faults(...faults: object[]) {
      for (const fault of faults)
        await fetch(`${bank.url}/_sandbox/faults`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(fault),
        });
    },
    async repair() {
      await fetch(`${bank.url}/_sandbox/faults`, { method: 'DELETE' });
    },
    killWorker: () => worker.stop('SIGKILL'),
    /** As a deploy does; resolves to the exit code. */
    stopWorker: () => worker.stop('SIGTERM'),
    workerIsRunning: () => worker.isRunning(),
    workerReadiness: async () => (await fetch(`http://127.0.0.1:${metricsPort}/readyz`)).status,
    async restartWorker() {
      worker = await startWorker();
    },
    async close() {
      await api.stop('SIGKILL');
      await worker.stop('SIGKILL');
      await bank.close();
      await bankDatabase.close();
      await database.close();
    },
  };
}
export type Shop = Awaited<ReturnType<typeof startShop>>;
