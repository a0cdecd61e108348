import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { openEncryption } from '../../activities/adapters/encryption/open-encryption.js';
import { createPostgresPaymentCustomers } from '../../activities/adapters/payment-customers/postgres.js';
import { createStripeSavedCards } from '../../activities/adapters/saved-cards/stripe.js';
import { temporalGateway } from '../../api/gateway/temporal-gateway.js';
import { encryptionSettings } from '../../config/encryption.js';
import { readConfig } from '../../config/index.js';
import {
  checkoutWorkflowId,
  conversationWorkflowId,
  erasureWorkflowId,
  orderWorkflowId,
} from '../../workflows/messages.js';
import { TEST_KEYS } from '../support/keys.js';
import { run } from '../workflows/support/clockwork.js';
import { startWorkflows, type Workflows } from '../workflows/support/shop.js';
import { startApi, type TestApi } from './support/api.js';
import type { ApiClient, Json } from './support/client.js';
import { historyOf, payloadsIn, tablesWith } from './support/everything.js';
import { signedIn } from './support/people.js';

jest.setTimeout(180_000);

/** Words that stand nowhere but where this shopper, or staff about them, have put them. */
const ADDRESS = {
  name: 'Zyxanthe Quillfeather',
  email: 'zyxanthe@quillfeather.example',
  line1: '7 Wobblewick Lane',
  city: 'Ploverton',
  region: 'CA',
  postalCode: '94199',
  country: 'US',
};
const OF_DELIVERY = [...Object.values(ADDRESS).slice(0, 4), 'Bimblewort'];
const SAID = ['Floopernoodle', 'Hullabaroo', 'Snorkelbeast', 'Grumblefidget', 'Tattlewock', 'SP-QUIBBLE'];

let shop: Workflows;
let api: TestApi;
let support: ApiClient;
beforeAll(async () => {
  // Tables in the clear, for the search to see what is in them.
  const environment = { ENCRYPTION_KEYS: TEST_KEYS, ENCRYPT_STORED_DATA: 'off' };
  shop = await startWorkflows({ environment });
  const { pool, urlAs, client, taskQueue, bank } = shop;
  const url = urlAs('api');
  const apiPool = new pg.Pool({ connectionString: url });
  apiPool.on('error', () => undefined); // ended with the database
  const stripe = { secretKey: 'sk_test_x', webhookSecrets: ['whsec_x'], apiUrl: bank.url };
  api = await startApi({
    database: { pool, apiPool, url, cutConnections: async () => undefined, close: () => apiPool.end() },
    savedCards: createStripeSavedCards(stripe, createPostgresPaymentCustomers(pool)),
    workflows: temporalGateway({
      client,
      taskQueue,
      timeoutMs: 15_000,
      erasurePauses: { paymentsMs: 100, ordersMs: 300, keysMs: 100 },
    }),
  });
  support = await signedIn(api, { roles: ['support'], name: 'Grace' });
}, 120_000);
afterAll(async () => {
  await api?.close();
  await shop?.close();
});
afterEach(() => shop.repair());

const by = { by: 'Grace', reason: 'it is due' };
const pause = () => new Promise((resolve) => setTimeout(resolve, 50));

async function until(look: () => Promise<Json>, isSo: (body: Json) => boolean): Promise<Json> {
  let body: Json;
  for (const giveUp = Date.now() + 60_000; Date.now() < giveUp; await pause()) {
    body = await look();
    if (isSo(body)) return body;
  }
  throw new Error(`it never came to be so: ${JSON.stringify(body)}`);
}
const erasureOf = (client: ApiClient, isSo: (erasure: Json) => boolean) =>
  until(async () => (await client.ask('GET', '/v1/me/erasure')).body, isSo);

/** A shopper in a browser, who talks and buys. */
function shopper(client: ApiClient, conversation: string) {
  const say = async (text: string, action?: object): Promise<Json[]> => {
    const json = { messageId: randomUUID(), text, action };
    const { status, body } = await client.ask('POST', `/v1/conversations/${conversation}/messages`, { json });
    expect([status, text]).toEqual([200, text]);
    return body.reply.blocks;
  };
  const checkout = (id: string, isSo: (view: Json) => boolean) =>
    until(async () => (await client.ask('GET', `/v1/checkouts/${id}`)).body, isSo);
  return {
    say,
    /** A checkout with everything given but the payment. */
    async readyToPay(): Promise<string> {
      const { rows } = await shop.pool.query(
        'select product_id, sku from variants where stock >= 10 order by sku limit 1',
      );
      const { product_id: productId, sku } = rows[0];
      await say('Add', { type: 'add_to_cart', productId, sku, quantity: 1 });
      const blocks = await say('Check out', { type: 'checkout' });
      const id = blocks.find(({ type }) => type === 'checkout').checkoutId;
      const act = (method: string, part: string, json: object) =>
        client.ask(method, `/v1/checkouts/${id}/${part}`, {
          json,
          headers: { 'idempotency-key': randomUUID() },
        });
      await checkout(id, ({ state }) => state === 'awaitingAddress');
      await act('PUT', 'address', ADDRESS);
      await act('PUT', 'gift-message', { message: 'Bimblewort wishes you well' });
      await act('PUT', 'mail-consent', { given: true, wordingId: 'reminders-1' });
      await act('PUT', 'shipping', { optionId: 'standard' });
      await checkout(id, ({ state }) => state === 'awaitingPayment');
      return id;
    },
    async pay(id: string): Promise<string> {
      const { totals } = await checkout(id, () => true);
      const json = { paymentMethod: 'pm_card_visa', quotedTotal: totals.total };
      await client.ask('POST', `/v1/checkouts/${id}/payment`, { json });
      const { orderId } = await checkout(id, ({ state }) => state === 'completed');
      await until(
        async () => (await client.ask('GET', `/v1/orders/${orderId}`)).body,
        ({ version }) => version > 0,
      );
      return orderId;
    },
    checkout,
  };
}
type Shopper = ReturnType<typeof shopper>;

async function arrive(client: ApiClient): Promise<Shopper & { conversation: string }> {
  const conversation = await client.openConversation();
  return { ...shopper(client, conversation), conversation };
}

/** Everything that a shopper and staff leave behind, wherever words can be left. */
async function livesHere(client: ApiClient) {
  const ada = await arrive(client);
  await ada.say('my dog is called Floopernoodle');
  const paid = await ada.readyToPay();
  const order = await ada.pay(paid);
  const staff = (path: string, json: object) => support.ask('POST', `/v1/staff${path}`, { json });
  await staff(`/cases/conversation/${ada.conversation}/notes`, { by: 'Grace', text: 'Snorkelbeast called' });
  await staff(`/cases/order/${order}/notes`, { by: 'Grace', text: 'Snorkelbeast is in a hurry' });
  await staff(`/conversations/${ada.conversation}/takeover`, by);
  const ref = 'hullabaroo-of-the-test';
  await staff(`/conversations/${ada.conversation}/messages`, { by: 'Grace', ref, text: 'Hullabaroo, then' });
  await staff(`/conversations/${ada.conversation}/hand-back`, by);
  await staff(`/orders/${order}/shipment`, { ...by, tracking: { carrier: 'Swift', number: 'SP-QUIBBLE' } });
  await staff(`/orders/${order}/delivery`, by);
  const lines = [{ position: 0, quantity: 1 }];
  const wanted = { lines, reason: 'Grumblefidget does not like it' };
  expect((await client.ask('POST', `/v1/orders/${order}/returns`, { json: wanted })).status).toBe(200);
  await client.ask('POST', '/v1/products/1/views', { json: {} });
  const { rows } = await shop.pool.query('select sku, product_id from variants order by stock, sku limit 1');
  await ada.say('Tell me', { type: 'watch_stock', sku: rows[0].sku, productId: rows[0].product_id });

  const later = await arrive(client);
  await later.say('Floopernoodle again');
  const open = await later.readyToPay();
  return { ...ada, paid, order, later: later.conversation, open };
}

test('somebody is forgotten, everywhere; what is to be delivered keeps what it needs until it is over', async () => {
  const subject = randomUUID();
  const client = await signedIn(api, { subject, name: 'Tattlewock' });
  const lives = await livesHere(client);
  const card = await client.ask('POST', '/v1/saved-cards', { json: { paymentMethod: 'pm_card_visa' } });
  expect(card.body.kind).toBe('saved');
  expect(await customersAtTheBank()).toHaveLength(1);
  await shop.unsubscribe(ADDRESS.email);
  const planted = await tablesWith(shop.pool, [...OF_DELIVERY, ...SAID]);
  for (const table of [
    'accounts',
    'case_notes',
    'checkouts',
    'conversation_events',
    'order_events',
    'orders',
  ])
    expect(planted).toContain(table);
  const { rows: before } = await shop.pool.query('select totals, payment_id from orders where id = $1', [
    lives.order,
  ]);

  const asked = await client.ask('POST', '/v1/me/erasure');
  expect([asked.status, asked.body.state]).toEqual([202, 'under_way']);
  // At once, on every device.
  expect((await client.ask('GET', '/v1/me')).body.signedIn).toBe(false);

  const waiting = await erasureOf(client, ({ state }) => state === 'waiting');
  expect(waiting.waitsFor).toEqual({
    payments: 0,
    orders: [{ number: expect.any(String), stage: 'delivered' }],
  });
  // Of all their words those remain that the parcel needs, and what was said of the order.
  expect(await tablesWith(shop.pool, SAID.slice(0, 2))).toEqual([]);
  expect(await tablesWith(shop.pool, ['Tattlewock'])).toEqual([]);
  const inTheDesk = await support.ask('GET', `/v1/staff/orders?stage=delivered`);
  expect(inTheDesk.body.items).toMatchObject([{ id: lives.order, address: ADDRESS }]);
  await nothingIsHeld(lives.open);
  expect(await customersAtTheBank()).toEqual([]);

  await closes(lives.order);
  const { finishedAt } = await erasureOf(client, ({ state }) => state === 'erased');
  expect(Date.parse(finishedAt)).toBeGreaterThan(0);
  expect(await tablesWith(shop.pool, [...OF_DELIVERY, ...SAID])).toEqual([]);
  const { rows: after } = await shop.pool.query('select totals, payment_id from orders where id = $1', [
    lives.order,
  ]);
  expect(after).toEqual(before);
  await nobodyCanRead([
    ...[lives.conversation, lives.later].map(conversationWorkflowId),
    ...[lives.paid, lives.open].map(checkoutWorkflowId),
    orderWorkflowId(lives.order),
  ]);
  // That the address wants no mail is known for good, by its digest.
  expect((await shop.pool.query('select from mail_unsubscribes')).rowCount).toBe(1);
  const { rows: audit } = await shop.pool.query("select subject from audit_log where act = 'person.erased'");
  expect(audit).toEqual([{ subject: `erasure/${asked.body.id}` }]);

  const again = await signedIn(api, { subject, name: 'Somebody new' });
  const everything = (await again.ask('GET', '/v1/me/export')).body;
  expect([everything.conversations, everything.orders, everything.checkouts]).toEqual([[], [], []]);
  expect((await again.ask('GET', '/v1/saved-cards')).body.items).toEqual([]);
});

test('a payment whose outcome is not known is never cut: what it buys is ordered, and then erased', async () => {
  const client = api.client();
  const guest = await arrive(client);
  const id = await guest.readyToPay();
  await shop.faults({ operation: '*', kind: 'drop_request', probability: 1 });
  const { totals } = await guest.checkout(id, () => true);
  const json = { paymentMethod: 'pm_card_visa', quotedTotal: totals.total };
  await client.ask('POST', `/v1/checkouts/${id}/payment`, { json });
  await guest.checkout(id, ({ state }) => state === 'confirmingOutcome');
  await client.ask('POST', '/v1/me/erasure');
  const waiting = await erasureOf(client, ({ state }) => state === 'waiting');
  expect(waiting.waitsFor).toEqual({ payments: 1, orders: [] });
  await shop.repair();
  const { waitsFor } = await erasureOf(client, ({ waitsFor }) => waitsFor.payments === 0);
  expect(waitsFor.orders).toEqual([{ number: expect.any(String), stage: 'placed' }]);
  const { rows } = await shop.pool.query('select id from orders where checkout_id = $1', [id]);
  await closes(rows[0].id);
  await erasureOf(client, ({ state }) => state === 'erased');
  expect(await tablesWith(shop.pool, OF_DELIVERY)).toEqual([]);
});

test('an erasure that Temporal has lost is begun again by the clock', async () => {
  const client = api.client();
  await (await arrive(client)).say('Floopernoodle');
  const { rows } = await shop.pool.query('select id from shoppers order by created_at desc limit 1');
  await shop.pool.query(
    `insert into erasures (id, person, asked_by, asked_at) values ($1, $2, 'shopper', now() - interval '1 hour')`,
    [randomUUID(), rows[0].id],
  );
  expect(await run(shop, 'retention')).toMatchObject({ guest_conversations: 0, order_persons: 0 });
  await until(
    () => tablesWith(shop.pool, ['Floopernoodle']),
    (tables) => tables.length === 0,
  );
  await shop.client.workflow.getHandle(erasureWorkflowId(rows[0].id)).terminate('its pause of ten minutes');
});

/** As its workflow leaves an order when the window to send it back has passed, weeks from now. */
async function closes(orderId: string): Promise<void> {
  await until(
    () => shop.pool.query('select from orders where id = $1 and version > 0', [orderId]),
    ({ rowCount }) => rowCount === 1,
  );
  await shop.client.workflow.getHandle(orderWorkflowId(orderId)).terminate('weeks have passed');
  await shop.pool.query(`update orders set stage = 'closed' where id = $1`, [orderId]);
}

async function customersAtTheBank(): Promise<Json[]> {
  const headers = { authorization: 'Bearer sk_test_x' };
  return (await (await fetch(`${shop.bank.url}/v1/customers`, { headers })).json()).data;
}

async function nothingIsHeld(checkout: string): Promise<void> {
  const { rows } = await shop.pool.query('select distinct state from holds where checkout_id = $1', [
    checkout,
  ]);
  expect(rows).toEqual([{ state: 'released' }]);
  const { intents } = await shop.ledger();
  const theirs = intents.filter(({ metadata }: Json) => metadata.checkout_id === checkout);
  expect(theirs.map(({ status }: Json) => status)).toEqual(['canceled']);
}

/** Not even a process that starts now with all the keys. */
async function nobodyCanRead(workflowIds: string[]): Promise<void> {
  const config = readConfig({ COOKIE_SECRET: 'x'.repeat(16), ENCRYPTION_KEYS: TEST_KEYS });
  const { codec } = openEncryption(shop.pool, encryptionSettings(config)) ?? {};
  for (const id of workflowIds) {
    const payloads = payloadsIn(await historyOf(shop.client, id));
    const encrypted = payloads.filter(({ metadata }) =>
      Buffer.from(metadata?.encoding ?? []).includes('encrypted'),
    );
    expect([id, encrypted.length > 2]).toEqual([id, true]);
    for (const payload of encrypted) await expect(codec?.decode([payload])).rejects.toThrow('was destroyed');
  }
}
