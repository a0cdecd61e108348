import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdyenPayments } from '../../../activities/adapters/payments/adyen.js';
import { createPostgresProviderNotices } from '../../../activities/adapters/provider-notices/postgres.js';
import type { Payments } from '../../../activities/ports/index.js';
import { openDatabase } from '../../../api/stores/database.js';
import { webhookInbox } from '../../../api/stores/webhook-inbox.js';
import { startSandbox } from '../../../dev/adyen-sandbox/index.js';
import { CheckoutId } from '../../../domain/index.js';
import { paymentNewsSignal } from '../../../workflows/messages.js';
import { answerPage, type Ledger } from '../../dev/adyen-sandbox/sandbox-under-test.js';
import { emptyDatabase } from '../../support/servers.js';
import type { Workflows } from './shop.js';

const HMAC_KEY = 'ab'.repeat(32);
const MERCHANT_ACCOUNT = 'TestShop';

/** Adyen's sandbox, and the route that takes its notifications in, as the api has it. */
export async function startAdyen() {
  const database = await emptyDatabase();
  let shop: Workflows | undefined;
  let payments: Payments | undefined;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (!shop || !payments) return response.writeHead(503).end();
    const inbox = webhookInbox(openDatabase(shop.pool));
    const webhook = { rawBody: Buffer.concat(chunks), headers: request.headers };
    for (const event of await payments.readWebhook(webhook)) {
      await inbox.receive('adyen', event, event.checkoutId);
      // A checkout that is over has nobody to tell.
      if (event.checkoutId) await tell(shop, event.checkoutId).catch(() => {});
    }
    return response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const sandbox = await startSandbox({
    databaseUrl: database.url,
    webhookUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    webhookRetryMs: 50,
    hmacKey: HMAC_KEY,
    merchantAccount: MERCHANT_ACCOUNT,
  });

  return {
    environment: {
      ADYEN_API_KEY: 'key',
      ADYEN_API_URL: sandbox.url,
      ADYEN_MERCHANT_ACCOUNT: MERCHANT_ACCOUNT,
      ADYEN_HMAC_KEY: HMAC_KEY,
    },
    /** Where notifications go from now on. */
    serves(started: Workflows) {
      shop = started;
      const settings = {
        apiKey: 'key',
        merchantAccount: MERCHANT_ACCOUNT,
        hmacKeys: [HMAC_KEY],
        apiUrl: sandbox.url,
      };
      payments = createAdyenPayments(settings, createPostgresProviderNotices(started.pool));
    },
    /** Presses a button, and lets the browser come back to the shop as the api's route would. */
    async answer(url: string, answer: string) {
      const back = await answerPage(url, answer);
      const checkoutId = CheckoutId.parse(back.searchParams.get('payment')?.split('.')[0]);
      await payments?.noteReturn?.(checkoutId, back.searchParams);
      if (shop) await tell(shop, checkoutId);
    },
    async fault(wish: object) {
      const response = await fetch(`${sandbox.url}/_sandbox/faults`, {
        method: 'POST',
        body: JSON.stringify(wish),
      });
      if (!response.ok) throw new Error(await response.text());
    },
    async repair() {
      await fetch(`${sandbox.url}/_sandbox/faults`, { method: 'DELETE' });
    },
    async paymentsOf(checkoutId: string): Promise<Ledger['payments']> {
      const { payments: all } = (await (await fetch(`${sandbox.url}/_sandbox/ledger`)).json()) as Ledger;
      return all.filter(({ reference }) => reference.startsWith(checkoutId));
    },
    async close() {
      await sandbox.close();
      await new Promise((resolve) => server.close(resolve));
      await database.close();
    },
  };
}
export type Adyen = Awaited<ReturnType<typeof startAdyen>>;

function tell(shop: Workflows, checkoutId: CheckoutId): Promise<void> {
  return shop.checkout(checkoutId).signal(paymentNewsSignal, {});
}
