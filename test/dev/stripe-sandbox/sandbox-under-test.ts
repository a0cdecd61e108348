import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import Stripe from 'stripe';
import type { SandboxOptions } from '../../../dev/stripe-sandbox/config.js';
import { type RunningSandbox, startSandbox } from '../../../dev/stripe-sandbox/index.js';
import { emptyDatabase, type TestDatabase } from '../../support/servers.js';

export const RETURN_URL = 'http://shop.test/back';

export interface SandboxUnderTest {
  url: string;
  database: TestDatabase;
  /** The real SDK, without retries of its own unless asked. */
  stripe: Stripe;
  client(options?: Stripe.StripeConfig): Stripe;
  fault(wish: Record<string, unknown>): Promise<unknown>;
  ledger(): Promise<Ledger>;
  close(): Promise<void>;
}

export interface Ledger {
  intents: { id: string; status: string; amount: number; amount_received: number }[];
  charges: {
    id: string;
    payment_intent: string;
    status: string;
    captured: boolean;
    amount_refunded: number;
  }[];
  refunds: { id: string; amount: number }[];
}

/** A sandbox on a database of its own, and the real SDK pointed at it. */
export async function sandboxUnderTest(options: Partial<SandboxOptions> = {}): Promise<SandboxUnderTest> {
  const database = await emptyDatabase();
  const sandbox = await startSandbox({ databaseUrl: database.url, webhookRetryMs: 20, ...options });
  return overDatabase(database, sandbox);
}

function overDatabase(database: TestDatabase, sandbox: RunningSandbox): SandboxUnderTest {
  const client = (config: Stripe.StripeConfig = {}) =>
    new Stripe('sk_test_sandbox', {
      host: '127.0.0.1',
      port: sandbox.port,
      protocol: 'http',
      maxNetworkRetries: 0,
      telemetry: false,
      ...config,
    });
  return {
    url: sandbox.url,
    database,
    client,
    stripe: client(),
    fault: (wish) => addFault(sandbox.url, wish),
    ledger: async () => (await fetch(`${sandbox.url}/_sandbox/ledger`)).json() as Promise<Ledger>,
    close: async () => {
      await sandbox.close();
      await database.close();
    },
  };
}

/** Asks a sandbox to misbehave; throws when it does not understand the wish. */
export async function addFault(url: string, wish: Record<string, unknown>): Promise<unknown> {
  const response = await fetch(`${url}/_sandbox/faults`, { method: 'POST', body: JSON.stringify(wish) });
  if (response.status !== 201) throw new Error(await response.text());
  return response.json();
}

/** A PaymentIntent for 12.34 that waits for a payment method. */
export function newIntent(stripe: Stripe, wish: Partial<Stripe.PaymentIntentCreateParams> = {}) {
  return stripe.paymentIntents.create({ amount: 1234, currency: 'usd', capture_method: 'manual', ...wish });
}

/** A PaymentIntent whose money is set aside. */
export async function authorisedIntent(stripe: Stripe, wish: Partial<Stripe.PaymentIntentCreateParams> = {}) {
  const { id } = await newIntent(stripe, wish);
  return stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa', return_url: RETURN_URL });
}

/** The error a promise is rejected with; fails when it is not. */
export async function failureOf(promise: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  const settled = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (settled === undefined) throw new Error('This was expected to fail, and succeeded.');
  return settled as Stripe.errors.StripeError;
}

export interface ReceivedWebhook {
  headers: IncomingHttpHeaders;
  body: string;
  event: Stripe.Event;
  at: number;
}

export interface WebhookReceiver {
  url: string;
  received: ReceivedWebhook[];
  types(): string[];
  close(): Promise<void>;
}

/** Listens for webhooks. @param answer the status of the n-th answer, counted from 0. */
export async function webhookReceiver(
  answer: (count: number) => number = () => 200,
): Promise<WebhookReceiver> {
  const received: ReceivedWebhook[] = [];
  let count = 0;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    received.push({
      headers: request.headers,
      body,
      event: JSON.parse(body) as Stripe.Event,
      at: Date.now(),
    });
    response.writeHead(answer(count++)).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    types: () => received.map(({ event }) => event.type),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Waits until something holds. @param withinMs for how long; default ten seconds. */
export async function eventually(holds: () => boolean | Promise<boolean>, withinMs = 10_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`After ${withinMs} ms this does not hold: ${holds}`);
    await pause(10);
  }
}
