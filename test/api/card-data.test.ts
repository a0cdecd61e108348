import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import type { Payload } from '@temporalio/common';
import { createPostgresDataKeys } from '../../activities/adapters/encryption/data-keys.js';
import { KeyRing } from '../../activities/adapters/encryption/key-ring.js';
import { createPayloadCodec } from '../../activities/adapters/encryption/payload-codec.js';
import { encryptionSettings } from '../../config/encryption.js';
import { readConfig } from '../../config/index.js';
import { checkoutWorkflowId, conversationWorkflowId } from '../../workflows/messages.js';
import { TEST_KEYS } from '../support/keys.js';
import { temporalAddress } from '../support/servers.js';
import { ADDRESS } from './support/checkouts.js';
import type { ApiClient, Json } from './support/client.js';
import { type Shop, startShop } from './support/shop.js';

jest.setTimeout(90_000);

/** Numbers of test cards, as shoppers write them: https://docs.stripe.com/testing, https://docs.adyen.com/development-resources/testing. */
const CARDS = [
  '4242424242424242',
  '4242 4242 4242 4242',
  '4000000000000002',
  '5555-5555-5555-4444',
  '3782 822463 10005',
  '4111 1111 1111 1111',
  '2223000048400011',
];
const digitsOf = (text: string) => text.replace(/\D/g, '');

let shop: Shop;
let guest: ApiClient;
let conversation: string;
beforeAll(async () => {
  // Tables in the clear, for the search to see what is in them.
  shop = await startShop({ more: { ENCRYPT_STORED_DATA: 'off' } });
  guest = shop.guest();
  conversation = await guest.openConversation();
});
afterAll(() => shop?.close());

const say = (text: string, action?: object) =>
  guest.ask('POST', `/v1/conversations/${conversation}/messages`, {
    json: { messageId: randomUUID(), text, action },
  });

test('card numbers that a shopper writes anywhere reach no table, no log and no history', async () => {
  for (const card of CARDS) expect((await say(`my card is ${card}, please`)).status).toBe(200);
  const checkout = await boughtWithCardNumbersAllOver();

  const [rows, logs, history] = [await tables(), shop.logs(), await histories(checkout)];
  // What is there all the same, so that the search itself is known to look at the right places.
  expect(rows.includes('[card number ending 4242, removed]')).toBe(true);
  expect(logs.includes(checkout)).toBe(true);
  expect(history.includes('pm_card_visa')).toBe(true);
  const stored = [rows, logs, history].join('\n');
  const found = CARDS.filter((card) => stored.includes(card) || stored.includes(digitsOf(card)));
  expect(found).toEqual([]);
});

/** Goes from the cart to the receipt, and tries a card number wherever text is taken. */
async function boughtWithCardNumbersAllOver(): Promise<string> {
  const card = CARDS[0] as string;
  const { rows } = await shop.database.pool.query(
    'select product_id, sku from variants where stock >= 10 limit 1',
  );
  await say('Add', { type: 'add_to_cart', productId: rows[0].product_id, sku: rows[0].sku, quantity: 1 });
  const { body } = await say('Check out', { type: 'checkout' });
  const id = body.reply.blocks.find(({ type }: Json) => type === 'checkout').checkoutId;
  const act = (method: string, part: string, json: object) =>
    guest.ask(method, `/v1/checkouts/${id}/${part}`, { json });
  await until(id, 'awaitingAddress');
  expect((await act('PUT', 'address', { ...ADDRESS, name: card })).status).toBe(422);
  expect((await act('PUT', 'address', { ...ADDRESS, line2: card })).status).toBe(422);
  await act('PUT', 'address', ADDRESS);
  await until(id, 'awaitingShipping');
  await act('PUT', 'shipping', { optionId: 'standard' });
  const { totals } = await until(id, 'awaitingPayment');
  const pay = (paymentMethod: string) => act('POST', 'payment', { paymentMethod, quotedTotal: totals.total });
  for (const method of [card, `pm_${card}`]) expect((await pay(method)).status).toBe(422);
  expect((await pay('pm_card_visa')).status).toBe(200);
  await until(id, 'completed');
  return id;
}

async function until(id: string, state: string): Promise<Json> {
  for (;;) {
    const { body } = await guest.ask('GET', `/v1/checkouts/${id}`);
    if (body.state === state) return body;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Every row of every table of the shop. */
async function tables(): Promise<string> {
  const { pool } = shop.database;
  const { rows } = await pool.query("select tablename from pg_tables where schemaname = 'public'");
  const all = rows.map(async ({ tablename }) => {
    const { rows: content } = await pool.query(`select t::text as row from "${tablename}" t`);
    return content.map(({ row }) => row).join('\n');
  });
  return (await Promise.all(all)).join('\n');
}

async function histories(checkout: string): Promise<string> {
  const connection = await Connection.connect({ address: temporalAddress() });
  try {
    const { workflow } = new Client({ connection });
    const ids = [conversationWorkflowId(conversation), checkoutWorkflowId(checkout)];
    const read = await Promise.all(ids.map((id) => workflow.getHandle(id).fetchHistory()));
    // Payloads are encrypted: what is in them is what counts, and so is what stands beside them.
    const ring = new KeyRing(encryptionSettings(readConfig(KEYS)).keys);
    const codec = createPayloadCodec(ring, createPostgresDataKeys(shop.database.pool, ring));
    const opened = await codec.decode(payloadsIn(read));
    const content = opened.map(({ data }) => Buffer.from(data ?? []).toString());
    return [JSON.stringify(read), ...content].join('\n');
  } finally {
    await connection.close();
  }
}

const KEYS = { COOKIE_SECRET: 'x'.repeat(16), ENCRYPTION_KEYS: TEST_KEYS };

/** Every payload, however deep. */
function payloadsIn(value: unknown): Payload[] {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return [];
  if ('metadata' in value && 'data' in value && value.data instanceof Uint8Array) return [value as Payload];
  return Object.values(value).flatMap(payloadsIn);
}
