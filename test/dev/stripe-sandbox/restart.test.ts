import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import getPort from 'get-port';
import Stripe from 'stripe';
import { emptyDatabase, type TestDatabase } from '../../support/servers.js';
import {
  addFault,
  eventually,
  newIntent,
  RETURN_URL,
  type WebhookReceiver,
  webhookReceiver,
} from './sandbox-under-test.js';

jest.setTimeout(90_000);

let database: TestDatabase;
let receiver: WebhookReceiver;
let port: number;
let child: ChildProcess;
let stripe: Stripe;
let receiverIsUp = false;

beforeAll(async () => {
  [database, port] = [await emptyDatabase(), await getPort({ host: '127.0.0.1' })];
  receiver = await webhookReceiver(() => (receiverIsUp ? 200 : 503));
  stripe = new Stripe('sk_test_x', {
    host: '127.0.0.1',
    port,
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
  });
  await start();
});
afterAll(async () => {
  await kill();
  await receiver.close();
  await database.close();
});

async function start() {
  child = spawn(process.execPath, ['--import', 'tsx', 'dev/stripe-sandbox/main.ts'], {
    cwd: path.join(__dirname, '../../..'),
    stdio: 'inherit',
    env: {
      ...process.env,
      SANDBOX_PORT: String(port),
      SANDBOX_DATABASE_URL: database.url,
      SANDBOX_WEBHOOK_URL: receiver.url,
      SANDBOX_WEBHOOK_RETRY_MS: '50',
    },
  });
  const healthy = () =>
    fetch(`http://127.0.0.1:${port}/_sandbox/health`).then(
      ({ ok }) => ok,
      () => false,
    );
  await eventually(healthy, 30_000);
}

async function kill() {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

async function restart() {
  await kill();
  await start();
}

test('SIGKILL loses nothing: payments, keys and webhooks owed are there afterwards', async () => {
  const intent = await stripe.paymentIntents.create(
    { amount: 500, currency: 'usd', capture_method: 'manual' },
    { idempotencyKey: 'before-the-kill' },
  );
  await stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_visa', return_url: RETURN_URL });
  await restart();

  expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({ status: 'requires_capture' });
  const replayed = await stripe.paymentIntents.create(
    { amount: 500, currency: 'usd', capture_method: 'manual' },
    { idempotencyKey: 'before-the-kill' },
  );
  expect(replayed.id).toBe(intent.id);
  receiverIsUp = true;
  await eventually(async () => {
    const { rows } = await database.pool.query('select 1 from deliveries where delivered_at is null');
    return rows.length === 0;
  });
  expect(new Set(receiver.types())).toEqual(
    new Set(['payment_intent.created', 'charge.succeeded', 'payment_intent.amount_capturable_updated']),
  );
});

test('killed in the middle of a call, the key is free and nothing has happened by half', async () => {
  const { id } = await newIntent(stripe);
  await addFault(`http://127.0.0.1:${port}`, {
    operation: 'payment_intents.confirm',
    kind: 'latency',
    ms: 5000,
  });
  const confirm = () =>
    stripe.paymentIntents.confirm(
      id,
      { payment_method: 'pm_card_visa', return_url: RETURN_URL },
      { idempotencyKey: 'killed-in-the-middle' },
    );
  const first = confirm().then(
    () => 'answered',
    () => 'broke off',
  );
  await eventually(async () => {
    const { rows } = await database.pool.query(
      "select 1 from pg_locks where locktype = 'advisory' and granted",
    );
    return rows.length > 0;
  });
  await restart();
  expect(await first).toBe('broke off');
  await eventually(() =>
    confirm().then(
      ({ status }) => status === 'requires_capture',
      () => false,
    ),
  );
  const { rows } = await database.pool.query(
    "select 1 from objects where kind = 'charge' and body ->> 'payment_intent' = $1",
    [id],
  );
  expect(rows).toHaveLength(1);
});
