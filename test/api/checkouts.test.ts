import { randomUUID } from 'node:crypto';
import { type CheckoutView, ShopError } from '../../domain/index.js';
import { startApi, type TestApi } from './support/api.js';
import { ADDRESS, givenCheckout } from './support/checkouts.js';
import type { ApiClient } from './support/client.js';

let api: TestApi;
let guest: ApiClient;
let checkout: CheckoutView;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  guest = api.client();
  checkout = await givenCheckout(api.database.pool, await guest.openConversation());
});

const at = (part: string, id: string = checkout.id) => `/v1/checkouts/${id}${part}`;
const asked = () => api.asked.filter(({ id }) => id === checkout.id);
const PAYMENT = { paymentMethod: 'pm_card_visa', quotedTotal: { amount: 4_990, currency: 'USD' } };

/** Every act: how it is asked for, and the command that it becomes. */
const ACTS: [string, string, object | undefined, object][] = [
  ['PUT', '/address', ADDRESS, { type: 'set_address', address: ADDRESS }],
  ['PUT', '/shipping', { optionId: 'express' }, { type: 'choose_shipping', optionId: 'express' }],
  ['POST', '/payment', PAYMENT, { type: 'pay', ...PAYMENT }],
  ['PUT', '/promotion-code', { code: ' spring10 ' }, { type: 'apply_code', code: 'SPRING10' }],
  ['DELETE', '/promotion-code', undefined, { type: 'remove_code' }],
  ['PUT', '/gift-message', { message: 'For you' }, { type: 'set_gift_message', message: 'For you' }],
  ['DELETE', '/gift-message', undefined, { type: 'set_gift_message' }],
  ['POST', '/changes-accepted', undefined, { type: 'accept_changes' }],
  ['POST', '/cancellation', undefined, { type: 'cancel' }],
];

test('the owner reads where it stands', async () => {
  const { status, body } = await guest.ask('GET', at(''));
  expect([status, body]).toEqual([200, checkout]);
});

test.each(ACTS)(
  '%s %s becomes a command, and answers with the checkout',
  async (method, part, json, command) => {
    const { status, body } = await guest.ask(method, at(part), { json });
    expect([status, body]).toEqual([200, checkout]);
    expect(asked()).toEqual([expect.objectContaining({ what: 'act', with: command })]);
  },
);

test.each(ACTS)(
  '%s %s: with the same key it is the same act, without keys each is its own',
  async (method, part, json) => {
    const headers = { 'idempotency-key': 'tap-00000001' };
    for (let n = 0; n < 2; n++) await guest.ask(method, at(part), { json, headers });
    for (let n = 0; n < 2; n++) await guest.ask(method, at(part), { json });
    const acts = asked().map(({ actId }) => actId);
    expect(acts).toHaveLength(3);
    expect(new Set(acts).size).toBe(3);
  },
);

test('what a gift message says is nobody else’s business: it is not logged, taken or refused', async () => {
  const words = 'Marry me, Zerlina';
  await guest.ask('PUT', at('/gift-message'), { json: { message: words } });
  await guest.ask('PUT', at('/gift-message'), { json: { message: words.repeat(30) } });
  expect(api.logs.length).toBeGreaterThan(0);
  expect(JSON.stringify(api.logs)).not.toContain('Zerlina');
});

test.each(['short', 'x'.repeat(65), 'with spaces in it'])('the key %j is refused', async (key) => {
  const { status, body } = await guest.ask('POST', at('/cancellation'), {
    headers: { 'idempotency-key': key },
  });
  expect([status, body.errors[0].pointer]).toEqual([422, '#/idempotency-key']);
  expect(asked()).toEqual([]);
});

test.each<[string, string, string, object, string]>([
  [
    'a postal code of another country',
    'PUT',
    '/address',
    { ...ADDRESS, country: 'DE', postalCode: 'SW1A 1AA' },
    '#/postalCode',
  ],
  ['no state in the US', 'PUT', '/address', { ...ADDRESS, region: undefined }, '#/region'],
  ['no name', 'PUT', '/address', { ...ADDRESS, name: ' ' }, '#/name'],
  ['no e-mail address', 'PUT', '/address', { ...ADDRESS, email: 'ada' }, '#/email'],
  ['a country that is not served', 'PUT', '/address', { ...ADDRESS, country: 'XX' }, '#/country'],
  ['an unknown way to travel', 'PUT', '/shipping', { optionId: 'teleport' }, '#/optionId'],
  ['a card number', 'POST', '/payment', { ...PAYMENT, paymentMethod: '4242424242424242' }, '#/paymentMethod'],
  ['no code', 'PUT', '/promotion-code', { code: '' }, '#/code'],
  ['a code that is none', 'PUT', '/promotion-code', { code: "X' or 1=1" }, '#/code'],
  ['a gift message too long', 'PUT', '/gift-message', { message: 'x'.repeat(301) }, '#/message'],
  ['a discount of the shopper’s own', 'PUT', '/promotion-code', { discount: 900 }, '#/code'],
  ['no quoted total', 'POST', '/payment', { paymentMethod: 'pm_card_visa' }, '#/quotedTotal'],
  [
    'half a cent',
    'POST',
    '/payment',
    { ...PAYMENT, quotedTotal: { amount: 1.5, currency: 'USD' } },
    '#/quotedTotal/amount',
  ],
])('%s is refused', async (_name, method, part, json, pointer) => {
  const { status, body } = await guest.ask(method, at(part), { json });
  expect(status).toBe(422);
  expect(body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
  expect(asked()).toEqual([]);
});

test.each([
  ['foreign', async () => (await givenCheckout(api.database.pool, await api.client().openConversation())).id],
  ['unknown', async () => randomUUID()],
  ['malformed', async () => '42'],
])('a %s checkout does not exist', async (_kind, makeId) => {
  const id = await makeId();
  const before = api.asked.length;
  expect((await guest.ask('GET', at('', id))).status).toBe(404);
  expect((await guest.ask('GET', at('/return', id))).status).toBe(404);
  for (const [method, part, json] of ACTS)
    expect((await guest.ask(method, at(part, id), { json })).status).toBe(404);
  expect(api.asked).toHaveLength(before);
});

test('what the checkout refuses is told in its words', async () => {
  const act = jest.spyOn(api.deps.workflows, 'act');
  act.mockRejectedValueOnce(new ShopError('not_now', 'Give an address first.'));
  const { status, body } = await guest.ask('POST', at('/payment'), { json: PAYMENT });
  expect([status, body.type, body.detail]).toEqual([409, '/problems/not_now', 'Give an address first.']);
});

test('back from the bank, the workflow is told and the browser goes to the conversation', async () => {
  const { status, headers } = await guest.ask('GET', at('/return?payment_intent=pi_1'));
  expect([status, headers.get('location')]).toEqual([303, `/?conversation=${checkout.conversationId}`]);
  expect(asked()).toEqual([{ what: 'paymentNews', id: checkout.id, with: undefined }]);
});

test('back from the bank while workflows do not answer, the browser still gets to the conversation', async () => {
  const paymentNews = jest.spyOn(api.deps.workflows, 'paymentNews');
  paymentNews.mockRejectedValueOnce(new ShopError('unavailable', 'not now'));
  expect((await guest.ask('GET', at('/return'))).status).toBe(303);
});
