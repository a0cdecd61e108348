import { randomUUID } from 'node:crypto';
import { createPostgresIdempotencyKeys } from '../../activities/adapters/idempotency/postgres.js';
import { address, Buyer } from './support/buyer.js';
import { startWorkflows, type Workflows } from './support/shop.js';

jest.setTimeout(90_000);

let shop: Workflows;
beforeAll(async () => {
  shop = await startWorkflows();
});
afterAll(() => shop.close());

/** A request under a key, as the api writes it down before it asks the workflow. */
async function givenRequest(age = '0 hours'): Promise<string> {
  const actId = randomUUID();
  await shop.pool.query(
    `insert into idempotency_keys (owner, route, key, request, act_id, lease_until, created_at)
     values ('shopper:1', 'POST /payment', $1, 'x', $1, now(), now() - $2::interval)`,
    [actId, age],
  );
  return actId;
}

const answerTo = async (actId: string) =>
  (await shop.pool.query('select status, answer from idempotency_keys where act_id = $1', [actId])).rows[0];

test('what an act comes to is its answer, from the moment that people can read it', async () => {
  const buyer = await Buyer.readyToPay(shop);
  const actId = await givenRequest();
  const { totals } = await buyer.view();
  const paid = await buyer.act(
    { type: 'pay', paymentMethod: 'pm_card_visa', quotedTotal: totals.total },
    actId,
  );
  expect(paid.state).toBe('completed');
  expect(await answerTo(actId)).toEqual({ status: 200, answer: JSON.parse(JSON.stringify(paid)) });
  const { rows } = await shop.pool.query(
    'select c.xmin::text = k.xmin::text as together from checkouts c, idempotency_keys k where c.id = $1 and k.act_id = $2',
    [buyer.id, actId],
  );
  expect(rows).toEqual([{ together: true }]);
});

test.each([
  ['an address', { type: 'set_address', address } as const],
  ['a cancellation', { type: 'cancel' } as const],
])('%s is shown and answered only once Temporal keeps that it was given', async (_, command) => {
  const buyer = await Buyer.arrive(shop);
  await buyer.act(command, await givenRequest());
  const { events } = await buyer.handle.fetchHistory();
  const kept = events?.findIndex((event) => event.workflowExecutionUpdateAcceptedEventAttributes) ?? -1;
  const shown = events?.findLastIndex(
    ({ activityTaskScheduledEventAttributes: scheduled }) =>
      scheduled?.activityType?.name === 'publishCheckout',
  );
  expect(kept).toBeGreaterThan(0);
  expect(shown).toBeGreaterThan(kept);
});

test('a view of something that was lost again is replaced by what came instead', async () => {
  const buyer = await Buyer.arrive(shop);
  const { version } = await buyer.view();
  // As a worker leaves it that published what an act came to, and died before the act was written into history.
  await shop.pool.query(
    `update checkouts set state = 'cartChanged', version = $2, view = view || '{"state": "cartChanged"}' where id = $1`,
    [buyer.id, version + 2],
  );
  await buyer.act({ type: 'cancel' });
  const { rows } = await shop.pool.query('select state from checkouts where id = $1', [buyer.id]);
  expect(rows).toEqual([{ state: 'cancelled' }]);
});

test('an act that is refused leaves no answer', async () => {
  const buyer = await Buyer.arrive(shop);
  const actId = await givenRequest();
  await expect(buyer.act({ type: 'choose_shipping', optionId: 'standard' }, actId)).rejects.toThrow();
  expect(await answerTo(actId)).toEqual({ status: null, answer: null });
});

test('keys are forgotten after a day', async () => {
  const [old, young] = [await givenRequest('25 hours'), await givenRequest('23 hours')];
  expect(await createPostgresIdempotencyKeys(shop.pool).sweep()).toBe(1);
  expect(await answerTo(old)).toBeUndefined();
  expect(await answerTo(young)).toBeDefined();
});
