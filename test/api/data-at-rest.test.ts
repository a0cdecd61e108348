import { randomUUID } from 'node:crypto';
import {
  createPersonalFields,
  FIELDS_IN_THE_CLEAR,
} from '../../activities/adapters/encryption/personal-fields.js';
import { sealStoredData } from '../../activities/adapters/encryption/stored-data.js';
import { createPostgresUnsubscribes } from '../../activities/adapters/unsubscribes/postgres.js';
import { encryptionSettings } from '../../config/encryption.js';
import { readConfig } from '../../config/index.js';
import { SEALED_MARK } from '../../domain/index.js';
import { FIRST_KEY, TEST_KEYS } from '../support/keys.js';
import type { ApiClient, Json } from './support/client.js';
import { type Shop, startShop } from './support/shop.js';

jest.setTimeout(90_000);

const ADDRESS = {
  name: 'Zebulon Quist',
  email: 'zebulon.quist@mail.example',
  line1: '77 Nowhere Crescent',
  city: 'Xanaduville',
  region: 'CA',
  postalCode: '94103',
  country: 'US',
};
const WORDS = 'quizzaciously';
const PERSONAL = ['Zebulon', 'zebulon.quist', 'Nowhere Crescent', 'Xanaduville', WORDS];
const STAFF = { authorization: 'Bearer staff-token-of-the-tests' };

const fieldsUnder = (keys: string) =>
  createPersonalFields(
    encryptionSettings(readConfig({ COOKIE_SECRET: 'x'.repeat(16), ENCRYPTION_KEYS: keys })).keys,
  );

let shop: Shop;
let guest: ApiClient;
let conversation: string;
let checkout: string;
beforeAll(async () => {
  shop = await startShop();
  guest = shop.guest();
  conversation = await guest.openConversation();
  checkout = await bought();
});
afterAll(() => shop?.close());

const say = async (text: string, action?: object) => {
  const message = { messageId: randomUUID(), text, action };
  return (await guest.ask('POST', `/v1/conversations/${conversation}/messages`, { json: message })).body.reply
    .blocks as Json[];
};

/** Says who they are, pays with a message for whoever gets it, and staff make a note. */
async function bought(): Promise<string> {
  await say(`I am ${ADDRESS.name} and look for something ${WORDS}`);
  const { rows } = await shop.database.pool.query(
    'select product_id, sku from variants where stock >= 10 limit 1',
  );
  await say('Add', { type: 'add_to_cart', productId: rows[0].product_id, sku: rows[0].sku, quantity: 1 });
  const blocks = await say('Check out', { type: 'checkout' });
  const id = blocks.find(({ type }) => type === 'checkout').checkoutId;
  const act = (method: string, part: string, json: object) =>
    guest.ask(method, `/v1/checkouts/${id}/${part}`, { json, headers: { 'idempotency-key': randomUUID() } });
  await until(id, 'awaitingAddress');
  await act('PUT', 'address', ADDRESS);
  await until(id, 'awaitingShipping');
  await act('PUT', 'gift-message', { message: `From ${ADDRESS.name}, ${WORDS}` });
  await act('PUT', 'shipping', { optionId: 'standard' });
  const { totals } = await until(id, 'awaitingPayment');
  await act('POST', 'payment', { paymentMethod: 'pm_card_visa', quotedTotal: totals.total });
  await until(id, 'completed');
  await say('Where is my order?');
  return id;
}

async function until(id: string, state: string): Promise<Json> {
  for (;;) {
    const { body } = await guest.ask('GET', `/v1/checkouts/${id}`);
    if (body.state === state) return body;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Tables with a row in which something personal can be read. */
async function inTheClear(): Promise<string[]> {
  const { pool } = shop.database;
  const { rows } = await pool.query("select tablename from pg_tables where schemaname = 'public'");
  const found = await Promise.all(
    rows.map(async ({ tablename }) => {
      const { rows: content } = await pool.query(`select t::text as row from "${tablename}" t`);
      return content.some(({ row }) => PERSONAL.some((word) => row.includes(word))) ? tablename : [];
    }),
  );
  return found.flat().sort();
}

const search = async (words: string): Promise<string[]> =>
  (await guest.ask('POST', '/v1/staff/search', { json: { words }, headers: STAFF })).body.items.map(
    ({ id }: Json) => id,
  );

async function everythingIsThere(): Promise<void> {
  const { body } = await guest.ask('GET', '/v1/me/export');
  expect(body.orders[0].address).toEqual(ADDRESS);
  expect(body.orders[0].gift_message).toContain(WORDS);
  expect(body.checkouts[0].view.address).toEqual(ADDRESS);
  const transcript = JSON.stringify(body.conversations[0].transcript);
  for (const word of [ADDRESS.line1, WORDS]) expect(transcript).toContain(word);
  expect(JSON.stringify(body)).not.toContain(SEALED_MARK.slice(1));
  expect((await guest.ask('GET', `/v1/checkouts/${checkout}`)).body.address).toEqual(ADDRESS);
}

test('after a chat and a paid order no table has name, street, mail or words of it in the clear', async () => {
  expect(await inTheClear()).toEqual([]);
  await everythingIsThere();
  expect(await search(ADDRESS.email.toUpperCase())).toHaveLength(1);
  expect(await search(`x${ADDRESS.email}`)).toEqual([]);
});

test('what stands in the clear from before is read, found and unsubscribed, and encrypted by the step for it', async () => {
  const { pool } = shop.database;
  const fields = fieldsUnder(TEST_KEYS);
  const secrets = ['cookie-secret-of-the-tests'];
  const before = createPostgresUnsubscribes(pool, { secrets, fields: FIELDS_IN_THE_CLEAR });
  const now = createPostgresUnsubscribes(pool, { secrets, fields });
  await before.unsubscribe(before.tokenFor(ADDRESS.email));
  const [order] = (await guest.ask('GET', '/v1/me/export')).body.orders;
  await pool.query(
    `update orders set address = $2, view = view || jsonb_build_object('address', $2::jsonb, 'giftMessage', $3::text),
       gift_message = $3, mail_digest = null where id = $1`,
    [order.id, JSON.stringify(ADDRESS), order.gift_message],
  );
  await pool.query(
    `update checkouts set view = view || jsonb_build_object('address', $2::jsonb), mail_digest = null where id = $1`,
    [checkout, JSON.stringify(ADDRESS)],
  );
  await pool.query(
    `update conversation_events set payload = payload || jsonb_build_object('text', $2::text)
     where conversation_id = $1 and kind = 'message' and seq = 1`,
    [conversation, WORDS],
  );
  expect(await inTheClear()).toEqual(['checkouts', 'conversation_events', 'orders']);
  await everythingIsThere();
  expect(await search(ADDRESS.email)).toEqual([order.id]);

  const counts = await sealStoredData(pool, fields);
  expect(counts).toMatchObject({ checkouts: 1, orders: 1, conversation_events: 1, mail_unsubscribes: 1 });
  expect(await inTheClear()).toEqual([]);
  await everythingIsThere();
  expect(await search(ADDRESS.email)).toEqual([order.id]);
  expect(await now.since(ADDRESS.email, new Date(0))).toBe(true);
  expect(Object.values(await sealStoredData(pool, fields)).every((count) => count === 0)).toBe(true);
});

test('once a new key has taken all over, the old one can be dropped', async () => {
  const { pool } = shop.database;
  const third = `third:${Buffer.alloc(32, 3).toString('base64')}`;
  await sealStoredData(pool, fieldsUnder(`${third},${TEST_KEYS}`));
  const { rows } = await pool.query('select id, address, gift_message, mail_digest from orders');
  const alone = fieldsUnder(third);
  expect(alone.open(rows[0].address, `${rows[0].id} address`)).toEqual(ADDRESS);
  expect(alone.mailDigest(ADDRESS.email)).toBe(rows[0].mail_digest);
  await expect(sealStoredData(pool, fieldsUnder(FIRST_KEY))).rejects.toThrow(
    '"third" is not in the key ring',
  );
  // And back, which is a rotation, too.
  await sealStoredData(pool, fieldsUnder(`${TEST_KEYS},${third}`));
  await everythingIsThere();
});
