import { randomUUID } from 'node:crypto';
import { ADDRESS } from './support/checkouts.js';
import type { ApiClient, Json } from './support/client.js';
import { type Shop, startShop } from './support/shop.js';

jest.setTimeout(90_000);

let shop: Shop;
let guest: ApiClient;
let conversation: string;
let checkout: string;

beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop?.close());
beforeEach(async () => {
  guest = shop.guest();
  conversation = await guest.openConversation();
  const { rows } = await shop.database.pool.query(
    'select product_id, sku from variants where stock >= 10 order by sku limit 1',
  );
  await tap({ type: 'add_to_cart', productId: rows[0].product_id, sku: rows[0].sku, quantity: 1 });
  const { body } = await tap({ type: 'checkout' });
  checkout = body.reply.blocks.find(({ type }: Json) => type === 'checkout').checkoutId;
});

const tap = (action: object) =>
  guest.ask('POST', `/v1/conversations/${conversation}/messages`, {
    json: { messageId: randomUUID(), text: 'Tap', action },
  });
const view = async () => (await guest.ask('GET', `/v1/checkouts/${checkout}`)).body;
const act = (method: string, part: string, json?: object, headers = {}) =>
  guest.ask(method, `/v1/checkouts/${checkout}/${part}`, { json, headers });
async function until(state: string): Promise<Json> {
  for (;;) {
    const now = await view();
    if (now.state === state) return now;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
async function untilPayable(): Promise<Json> {
  await until('awaitingAddress');
  expect((await act('PUT', 'address', ADDRESS)).status).toBe(200);
  await until('awaitingShipping');
  expect((await act('PUT', 'shipping', { optionId: 'standard' })).status).toBe(200);
  return await until('awaitingPayment');
}
const orders = async () =>
  (await shop.database.pool.query('select id, state from orders where conversation_id = $1', [conversation]))
    .rows;

test('from the cart to the receipt', async () => {
  const { totals } = await untilPayable();
  const paid = await act('POST', 'payment', { paymentMethod: 'pm_card_visa', quotedTotal: totals.total });
  expect(paid.status).toBe(200);
  const { orderId } = await until('completed');
  const { body: order } = await guest.ask('GET', `/v1/orders/${orderId}`);
  expect(order).toMatchObject({ id: orderId, checkoutId: checkout, totals });
  expect(await orders()).toHaveLength(1);
});

test('paying ten times at once with one key charges once', async () => {
  const { totals } = await untilPayable();
  const json = { paymentMethod: 'pm_card_visa', quotedTotal: totals.total };
  const pay = () => act('POST', 'payment', json, { 'idempotency-key': 'tap-to-pay-1' });
  const answers = await Promise.all(Array.from({ length: 10 }, pay));
  for (const { status, body } of answers)
    expect([200, '/problems/idempotency_in_flight']).toContain(status === 200 ? status : body.type);
  await until('completed');
  const again = await pay();
  expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([200, 'true']);
  expect(answers.filter(({ status }) => status === 200).map(({ body }) => body)).toContainEqual(again.body);
  const { rows } = await shop.database.pool.query(
    "select operation, count(*)::int from payment_attempts where checkout_id = $1 and operation in ('confirm', 'capture') group by 1",
    [checkout],
  );
  expect(rows).toEqual(
    expect.arrayContaining([
      { operation: 'confirm', count: 1 },
      { operation: 'capture', count: 1 },
    ]),
  );
  expect(await orders()).toHaveLength(1);
});

test('what is not possible now is refused in words; another total than the quoted is not charged', async () => {
  await until('awaitingAddress');
  const early = await act('POST', 'payment', {
    paymentMethod: 'pm_card_visa',
    quotedTotal: { amount: 1, currency: 'USD' },
  });
  expect([early.status, early.body.type]).toEqual([409, '/problems/not_now']);
  await untilPayable();
  const wrong = await act('POST', 'payment', {
    paymentMethod: 'pm_card_visa',
    quotedTotal: { amount: 1, currency: 'USD' },
  });
  expect([wrong.status, wrong.body.type]).toEqual([409, '/problems/not_now']);
  expect((await view()).state).toBe('awaitingPayment');
});

test('a declined card can be followed by another', async () => {
  const { totals } = await untilPayable();
  await act('POST', 'payment', { paymentMethod: 'pm_card_visa_chargeDeclined', quotedTotal: totals.total });
  for (;;) {
    const { state, decline } = await view();
    if (state === 'awaitingPayment' && decline) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const again = await act('POST', 'payment', {
    paymentMethod: 'pm_card_mastercard',
    quotedTotal: totals.total,
  });
  expect(again.status).toBe(200);
  await until('completed');
});

test('a checkout that was cancelled is over', async () => {
  await untilPayable();
  expect((await act('POST', 'cancellation')).status).toBe(200);
  await until('cancelled');
  const late = await act('POST', 'changes-accepted');
  expect([late.status, late.body.type]).toEqual([409, '/problems/checkout_over']);
  expect(await orders()).toEqual([]);
});

test.each([
  ['approve', 'completed'],
  ['decline', 'awaitingPayment'],
])('asked by the bank, the shopper may %s; back in the shop the checkout is %s', async (answer, state) => {
  const { totals } = await untilPayable();
  await act('POST', 'payment', {
    paymentMethod: 'pm_card_authenticationRequired',
    quotedTotal: totals.total,
  });
  const { authenticationUrl } = await until('awaitingAuthentication');
  const asked = await fetch(authenticationUrl, {
    method: 'POST',
    body: new URLSearchParams({ answer }),
    redirect: 'manual',
  });
  const way = new URL(asked.headers.get('location') ?? '');
  const back = await guest.ask('GET', way.pathname + way.search);
  expect([back.status, back.headers.get('location')]).toEqual([303, `/?conversation=${conversation}`]);
  const after = await until(state);
  expect(Boolean(after.decline)).toBe(answer === 'decline');
  expect(await orders()).toHaveLength(answer === 'approve' ? 1 : 0);
});
