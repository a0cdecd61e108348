import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type AdyenSettings, createAdyenPayments } from '../../../activities/adapters/payments/adyen.js';
import { createPostgresProviderNotices } from '../../../activities/adapters/provider-notices/postgres.js';
import type { Payments } from '../../../activities/ports/index.js';
import { openDatabase } from '../../../api/stores/database.js';
import { webhookInbox } from '../../../api/stores/webhook-inbox.js';
import type { SandboxOptions } from '../../../dev/adyen-sandbox/config.js';
import { type RunningSandbox, startSandbox } from '../../../dev/adyen-sandbox/index.js';
import { CheckoutId } from '../../../domain/index.js';
import { emptyDatabase, type TestDatabase, testDatabase } from '../../support/servers.js';

export const HMAC_KEY = '44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056';
export const MERCHANT_ACCOUNT = 'TestShop';

export interface Ledger {
  sessions: { id: string; reference: string; status: string }[];
  payments: {
    id: string;
    reference: string;
    resultCode: string;
    captured: number;
    refunded: number;
    cancelled: boolean;
  }[];
}

/** A sandbox with the real adapter before it, its notifications on their way into the shop's inbox. */
export interface SandboxUnderTest {
  sandbox: RunningSandbox;
  /** The shop's own database. */
  shop: TestDatabase;
  payments: Payments;
  settings: AdyenSettings;
  /** Notifications that were received so far, as they came. */
  received: { rawBody: Buffer }[];
  fault(wish: Record<string, unknown>): Promise<void>;
  repair(): Promise<void>;
  ledger(): Promise<Ledger>;
  /** Answers a page of the sandbox for the shopper, whose browser then comes back to the shop. */
  answer(url: string, answer: string): Promise<URL>;
  close(): Promise<void>;
}

export async function sandboxUnderTest(options: Partial<SandboxOptions> = {}): Promise<SandboxUnderTest> {
  const [shop, database] = [await testDatabase(), await emptyDatabase()];
  const received: SandboxUnderTest['received'] = [];
  const inbox = webhookInbox(openDatabase(shop.pool));
  const server = createServer(async (request, response) => {
    const rawBody = await bodyOf(request);
    received.push({ rawBody });
    try {
      for (const event of await payments.readWebhook({ rawBody, headers: request.headers })) {
        await inbox.receive('adyen', event, event.checkoutId);
      }
      response.end();
    } catch {
      response.writeHead(503).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const sandbox = await startSandbox({
    databaseUrl: database.url,
    webhookUrl: `http://127.0.0.1:${port}/`,
    webhookRetryMs: 20,
    hmacKey: HMAC_KEY,
    merchantAccount: MERCHANT_ACCOUNT,
    ...options,
  });
  const settings: AdyenSettings = {
    apiKey: 'key',
    merchantAccount: MERCHANT_ACCOUNT,
    hmacKeys: [HMAC_KEY],
    apiUrl: sandbox.url,
    settleMs: 15_000,
  };
  const payments = createAdyenPayments(settings, createPostgresProviderNotices(shop.pool));
  const control = (path: string, init?: RequestInit) => fetch(`${sandbox.url}/_sandbox/${path}`, init);

  return {
    sandbox,
    shop,
    payments,
    settings,
    received,
    async fault(wish) {
      const response = await control('faults', { method: 'POST', body: JSON.stringify(wish) });
      if (response.status !== 201) throw new Error(await response.text());
    },
    async repair() {
      await control('faults', { method: 'DELETE' });
    },
    ledger: async () => (await control('ledger')).json() as Promise<Ledger>,
    async answer(url, answer) {
      const back = await answerPage(url, answer);
      const checkoutId = CheckoutId.parse(back.searchParams.get('payment')?.split('.')[0]);
      await payments.noteReturn?.(checkoutId, back.searchParams);
      return back;
    },
    async close() {
      await sandbox.close();
      await new Promise((resolve) => server.close(resolve));
      await database.close();
      await shop.close();
    },
  };
}

/** Presses a button; returns where the browser is sent. */
export async function answerPage(url: string, answer: string): Promise<URL> {
  const response = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams({ answer }),
    redirect: 'manual',
  });
  return new URL(response.headers.get('location') ?? 'http://nowhere.invalid');
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
