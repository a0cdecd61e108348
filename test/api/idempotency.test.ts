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
afterEach(() => jest.restoreAllMocks());

const PAYMENT = { paymentMethod: 'pm_card_visa', quotedTotal: { amount: 4_990, currency: 'USD' } };
const headers = { 'idempotency-key': 'tap-00000001' };
const at = (part: string) => `/v1/checkouts/${checkout.id}${part}`;
const pay = (json: object = PAYMENT) => guest.ask('POST', at('/payment'), { json, headers });
const asked = () => api.asked.filter(({ id }) => id === checkout.id);
const age = (interval: string) =>
  api.database.pool.query(
    `update idempotency_keys set created_at = created_at - $1::interval, lease_until = lease_until - $1::interval`,
    [interval],
  );

test('the same request again gets the same answer, marked as replayed, and is not done again', async () => {
  const first = await pay();
  const again = await pay();
  expect([first.status, first.headers.get('idempotency-replayed')]).toEqual([200, null]);
  expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([200, 'true']);
  expect(again.body).toEqual(first.body);
  expect(asked()).toHaveLength(1);
});

test('a PUT is answered in the same way', async () => {
  const put = () => guest.ask('PUT', at('/address'), { json: ADDRESS, headers });
  await put();
  expect((await put()).headers.get('idempotency-replayed')).toBe('true');
  expect(asked()).toHaveLength(1);
});

test('another body under the key is refused, and nothing is done', async () => {
  await pay();
  const { status, body } = await pay({ ...PAYMENT, paymentMethod: 'pm_card_mastercard' });
  expect([status, body.type]).toEqual([422, '/problems/idempotency_key_reused']);
  expect(asked()).toHaveLength(1);
});

test('a request whose first one is still under way is asked to come again; then it is answered from that one', async () => {
  const act = jest.spyOn(api.deps.workflows, 'act');
  let finish = (_: CheckoutView) => {};
  const begun = new Promise<void>((isBegun) => {
    act.mockImplementationOnce(() => {
      isBegun();
      return new Promise((resolve) => {
        finish = resolve;
      });
    });
  });
  const first = pay();
  await begun;
  const meanwhile = await pay();
  expect([meanwhile.status, meanwhile.body.type]).toEqual([409, '/problems/idempotency_in_flight']);
  expect(Number(meanwhile.headers.get('retry-after'))).toBeGreaterThan(0);
  finish(checkout);
  await first;
  expect((await pay()).headers.get('idempotency-replayed')).toBe('true');
  expect(act).toHaveBeenCalledTimes(1);
});

test('a key whose api has died in between is taken up again, under the same id', async () => {
  const act = jest.spyOn(api.deps.workflows, 'act');
  let end = (_: CheckoutView) => {};
  act.mockImplementationOnce(
    () =>
      new Promise((resolve) => {
        end = resolve;
      }),
  );
  const silent = pay();
  while (act.mock.calls.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  await age('1 minute');
  expect((await pay()).status).toBe(200);
  const [lost, taken] = act.mock.calls.map(([, , actId]) => actId);
  expect(taken).toBe(lost);
  end(checkout);
  await silent;
});

test('while the shop does not answer, the key stays open and the next try does it', async () => {
  const act = jest.spyOn(api.deps.workflows, 'act');
  act.mockRejectedValueOnce(new ShopError('unavailable', 'not now'));
  expect((await pay()).status).toBe(503);
  const again = await pay();
  expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([200, null]);
});

test('a refusal is an answer, too', async () => {
  const act = jest.spyOn(api.deps.workflows, 'act');
  act.mockRejectedValueOnce(new ShopError('not_now', 'Give an address first.'));
  const first = await pay();
  const again = await pay();
  expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([409, 'true']);
  expect([again.body.type, again.body.detail]).toEqual([first.body.type, first.body.detail]);
});

test('the same key is another one for another route and for another shopper', async () => {
  await pay();
  expect((await guest.ask('POST', at('/cancellation'), { headers })).status).toBe(200);
  const other = api.client();
  const theirs = await givenCheckout(api.database.pool, await other.openConversation());
  const { status } = await other.ask('POST', `/v1/checkouts/${theirs.id}/payment`, {
    json: PAYMENT,
    headers,
  });
  expect(status).toBe(200);
  expect(api.asked.filter(({ id }) => id === theirs.id)).toHaveLength(1);
});

test('an answer is kept for a day, and the key is free after it', async () => {
  await pay();
  await age('23 hours');
  expect((await pay()).headers.get('idempotency-replayed')).toBe('true');
  await age('2 hours');
  const { status } = await pay({ ...PAYMENT, paymentMethod: 'pm_card_mastercard' });
  expect(status).toBe(200);
  expect(asked()).toHaveLength(2);
});
