import { randomUUID } from 'node:crypto';
import { FIELDS_IN_THE_CLEAR } from '../../activities/adapters/encryption/personal-fields.js';
import { createPostgresOrderBook } from '../../activities/adapters/order-book/postgres.js';
import { PaymentRefused, type ProviderEvent } from '../../activities/ports/index.js';
import { type OrderId, ShopError } from '../../domain/index.js';
import { onlyProvider, startApi, type TestApi } from './support/api.js';
import { givenCheckout } from './support/checkouts.js';
import { givenOrder, usd } from './support/orders.js';

let api: TestApi;
let checkoutId: ProviderEvent['checkoutId'];

beforeAll(async () => {
  api = await startApi({
    payments: onlyProvider({
      provider: 'stripe',
      // The adapter's own tests check real signatures; here the bytes decide.
      async readWebhook({ rawBody, headers }) {
        if (headers['stripe-signature'] !== `signed ${rawBody.length}`)
          throw new PaymentRefused('bad signature');
        return [JSON.parse(rawBody.toString())].flatMap((event) => event ?? []);
      },
    }),
  });
});
afterAll(() => api.close());
beforeEach(async () => {
  checkoutId = (await givenCheckout(api.database.pool, await api.client().openConversation())).id;
});

const news = (more: Partial<ProviderEvent> = {}): ProviderEvent => ({
  id: `evt_${randomUUID()}`,
  type: 'payment_intent.amount_capturable_updated',
  paymentId: `pi_${randomUUID()}`,
  checkoutId,
  ...more,
});

function deliver(event: unknown, signature?: string) {
  const raw = JSON.stringify(event);
  const headers = {
    'content-type': 'application/json',
    'stripe-signature': signature ?? `signed ${raw.length}`,
  };
  return api.client().ask('POST', '/v1/webhooks/stripe', { raw, headers });
}
const signals = () => api.asked.filter(({ what, id }) => what === 'paymentNews' && id === checkoutId);
const inbox = async (event: ProviderEvent) =>
  (
    await api.database.pool.query('select checkout_id, handled_at from webhook_inbox where event_id = $1', [
      event.id,
    ])
  ).rows;

test('an event is written down and the checkout is told to look', async () => {
  const event = news();
  const { status, body } = await deliver(event);
  expect([status, body]).toEqual([200, { received: true }]);
  expect(signals()).toEqual([{ what: 'paymentNews', id: checkoutId, with: event.id }]);
  expect(await inbox(event)).toEqual([{ checkout_id: checkoutId, handled_at: expect.any(Date) }]);
});

test('an event that is delivered again tells nobody anything', async () => {
  const event = news();
  for (let n = 0; n < 3; n++) expect((await deliver(event)).status).toBe(200);
  expect(signals()).toHaveLength(1);
  expect(await inbox(event)).toHaveLength(1);
});

test.each([
  ['unsigned', ''],
  ['wrongly signed', 'signed 1'],
])('an event that is %s is refused and not written down', async (_name, signature) => {
  const event = news();
  const { status, body } = await deliver(event, signature);
  expect([status, body.type]).toEqual([400, '/problems/webhook_refused']);
  expect(await inbox(event)).toEqual([]);
  expect(signals()).toEqual([]);
});

test('while workflows do not answer, the provider is asked to come again; then the checkout is told', async () => {
  const event = news();
  const told = jest.spyOn(api.deps.workflows, 'paymentNews');
  told.mockRejectedValueOnce(new ShopError('unavailable', 'not now'));
  expect((await deliver(event)).status).toBe(503);
  expect(await inbox(event)).toEqual([{ checkout_id: checkoutId, handled_at: null }]);
  expect((await deliver(event)).status).toBe(200);
  expect(signals()).toHaveLength(1);
  expect((await inbox(event))[0].handled_at).not.toBeNull();
});

test('news of a checkout that is over is written down, and that is all', async () => {
  const event = news();
  await api.database.pool.query(
    `update checkouts set state = 'completed', view = jsonb_set(view, '{state}', '"completed"') where id = $1`,
    [checkoutId],
  );
  jest.spyOn(api.deps.workflows, 'paymentNews').mockResolvedValueOnce('over');
  expect((await deliver(event)).status).toBe(200);
  expect((await inbox(event))[0].handled_at).not.toBeNull();
});

test('news of a checkout that Temporal does not know yet, though it goes on, must come again', async () => {
  const event = news();
  jest.spyOn(api.deps.workflows, 'paymentNews').mockResolvedValueOnce('over');
  expect((await deliver(event)).status).toBe(503);
  expect((await inbox(event))[0].handled_at).toBeNull();
  expect((await deliver(event)).status).toBe(200);
  expect(signals()).toHaveLength(1);
});

test('an event that does not name its checkout is matched by its payment', async () => {
  const event = news({ checkoutId: undefined });
  await api.database.pool.query(
    "insert into payment_attempts (key, checkout_id, provider, operation, payment_id) values ($1, $2, 'stripe', 'create', $3)",
    [randomUUID(), checkoutId, event.paymentId],
  );
  await deliver(event);
  expect(signals()).toHaveLength(1);
});

test('events of no interest are taken and dropped', async () => {
  expect((await deliver(null)).status).toBe(200);
});

test('a dispute is for the order, however its checkout stands, and is told once', async () => {
  const order = await givenOrder(api.database.pool, await api.client().openConversation());
  const dispute = { id: 'dp_1', state: 'opened', reason: 'fraudulent', amount: usd(16_055) } as const;
  const event = news({ type: 'charge.dispute.created', checkoutId: order.checkoutId as never, dispute });
  for (let n = 0; n < 2; n++) expect((await deliver(event)).status).toBe(200);
  expect(api.asked.filter(({ what }) => what === 'orderNews')).toEqual([
    { what: 'orderNews', id: order.id, with: { eventId: event.id, dispute } },
  ]);
});

test('once the checkout is over, news is for an order that waits for it, and for no other', async () => {
  const { pool } = api.database;
  const resting = await givenOrder(pool, await api.client().openConversation());
  const waiting = await givenOrder(pool, await api.client().openConversation());
  const book = createPostgresOrderBook(pool, FIELDS_IN_THE_CLEAR);
  const { order } = await book.read(waiting.id as OrderId);
  const at = new Date().toISOString();
  const refund = { id: 'R1', kind: 'goodwill', amount: usd(100), reason: 'sorry', at } as const;
  await book.publish({ ...order, version: 1, refunds: [{ ...refund, state: 'confirming' }] }, []);
  jest.spyOn(api.deps.workflows, 'paymentNews').mockResolvedValueOnce('over').mockResolvedValueOnce('over');
  await deliver(news({ type: 'charge.refunded', checkoutId: resting.checkoutId as never }));
  await deliver(news({ type: 'charge.refunded', checkoutId: waiting.checkoutId as never }));
  const told = api.asked.filter(
    ({ what, id }) => what === 'orderNews' && [resting.id, waiting.id].includes(id),
  );
  expect(told.map(({ id }) => id)).toEqual([waiting.id]);
});
