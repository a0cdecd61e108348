import { randomUUID } from 'node:crypto';
import { startApi, type TestApi } from './support/api.js';
import type { ApiClient } from './support/client.js';

let api: TestApi;
let guest: ApiClient;
let path: string;

beforeAll(async () => {
  api = await startApi();
  guest = api.client();
  path = `/v1/conversations/${await guest.openConversation()}/messages`;
});
afterAll(() => api.close());
afterEach(async () => {
  const { rows } = await api.database.pool.query('select from conversation_events');
  expect(rows).toHaveLength(0);
  expect(api.asked).toEqual([]);
});

const add = (more: object) => ({ text: 'Add', action: { type: 'add_to_cart', productId: 1, ...more } });

test.each<[string, object, string]>([
  ['empty text', { text: '' }, '#/text'],
  ['blank text', { text: ' \n\t ' }, '#/text'],
  ['no text', {}, '#/text'],
  ['text that is no text', { text: 42 }, '#/text'],
  ['too long a text', { text: 'x'.repeat(2_001) }, '#/text'],
  ['an unknown action', { text: 'Zap', action: { type: 'zap' } }, '#/action/type'],
  ['an action without a type', { text: 'Zap', action: {} }, '#/action/type'],
  ['a quantity of 0', add({ quantity: 0 }), '#/action/quantity'],
  ['a quantity of -1', add({ quantity: -1 }), '#/action/quantity'],
  ['a quantity of 1e9', add({ quantity: 1e9 }), '#/action/quantity'],
  ['a quantity of 1.5', add({ quantity: 1.5 }), '#/action/quantity'],
  ['a product id that is none', add({ productId: 'boots' }), '#/action/productId'],
  ['a product id out of range', add({ productId: 3e9 }), '#/action/productId'],
  ['a hostile sku', add({ sku: "' or 1=1 --" }), '#/action/sku'],
  ['a short messageId', { messageId: 'short', text: 'hello' }, '#/messageId'],
  ['a messageId with spaces', { messageId: 'not a message id', text: 'hello' }, '#/messageId'],
])('%s is refused with 422, and says where', async (_name, message, pointer) => {
  const { status, body } = await guest.ask('POST', path, { json: { messageId: randomUUID(), ...message } });
  expect([status, body.type]).toEqual([422, '/problems/invalid_request']);
  expect(body.errors).toContainEqual({ pointer, detail: expect.any(String) });
});

test.each([['[]'], ['null'], ['"hello"'], ['7']])('the body %s is refused with 422', async (raw) => {
  const { status } = await guest.ask('POST', path, { raw, headers: { 'content-type': 'application/json' } });
  expect(status).toBe(422);
});
