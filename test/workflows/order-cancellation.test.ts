import { randomUUID } from 'node:crypto';
import { defaultPayloadConverter } from '@temporalio/common';
import { formatMoney } from '../../domain/index.js';
import {
  orderWorkflowId,
  SEARCH_ATTRIBUTES,
  stateHistoryQuery,
  stateQuery,
} from '../../workflows/messages.js';
import { Owner } from './support/owner.js';
import { startWorkflows, type Workflows } from './support/shop.js';

jest.setTimeout(120_000);

let shop: Workflows;
beforeAll(async () => {
  shop = await startWorkflows();
});
afterEach(() => shop.repair());
afterAll(() => shop.close());

/** A variant with so many units, for one test alone. */
async function variantWith(stock: number): Promise<string> {
  const { rows } = await shop.pool.query(
    `update variants set stock = $1 where sku = (
       select sku from variants where stock > 0 and sku not in (select sku from order_lines) order by random() limit 1)
     returning sku`,
    [stock],
  );
  return rows[0].sku;
}
const stockOf = async (sku: string): Promise<number> =>
  (await shop.pool.query('select stock from variants where sku = $1', [sku])).rows[0].stock;

test('a paid order waits to be shipped, is written down and found by ops', async () => {
  const owner = await Owner.ofPaidOrder(shop);
  const order = await owner.until(({ stage }) => stage === 'placed');
  expect(order).toMatchObject({ state: 'paid', acts: ['cancel', 'change_address', 'exchange'] });
  expect((await owner.books()).events).toEqual(['placed']);
  const { typedSearchAttributes } = await owner.handle.describe();
  expect(typedSearchAttributes.get(SEARCH_ATTRIBUTES.OrderState)).toBe('placed');
  const metadata: { currentDetails: string } = await owner.handle.query('__temporal_workflow_metadata');
  expect(metadata.currentDetails).toMatch(/Waits to be packed and shipped/);
  expect(await owner.handle.query(stateQuery)).toMatchObject({ state: 'placed' });
});

test('activities that move money say how much in the Temporal UI, and nothing about whom', async () => {
  const owner = await Owner.ofPaidOrder(shop);
  const { total } = (await owner.until(({ stage }) => stage === 'placed')).totals;
  const { events } = await owner.buyer.handle.fetchHistory();
  const summaries = (events ?? []).flatMap(
    ({ activityTaskScheduledEventAttributes: scheduled, userMetadata }) =>
      scheduled && userMetadata?.summary
        ? [[scheduled.activityType?.name, defaultPayloadConverter.fromPayload(userMetadata.summary)]]
        : [],
  );
  expect(summaries).toContainEqual(['confirmPayment', `charge ${formatMoney(total)} at stripe`]);
  expect(summaries).toContainEqual(['capturePayment', `capture ${formatMoney(total)} at stripe`]);
});

test('a cancelled order gives the use of its code back', async () => {
  const { rows } = await shop.pool.query(
    `insert into promotions (code, kind, basis_points, limit_total) values ('ONCE', 'percent', 1000, 1) returning code`,
  );
  const guest = await shop.guest();
  const owner = await Owner.ofGuest(shop, guest, rows[0].code);
  const uses = async () =>
    (await shop.pool.query(`select state from promotion_redemptions where code = 'ONCE'`)).rows;
  expect(await uses()).toEqual([{ state: 'consumed' }]);
  await owner.act({ type: 'cancel' });
  expect(await uses()).toEqual([{ state: 'released' }]);
  const stages = (await owner.handle.query(stateHistoryQuery)).map(({ state }) => state);
  expect([stages[0], stages.at(-1)]).toEqual(['placed', 'cancelled']);
});

test('asked twice to cancel, by two people, it pays back once and restocks once', async () => {
  const sku = await variantWith(5);
  const owner = await Owner.ofPaidOrder(shop, { sku, quantity: 2 });
  expect(await stockOf(sku)).toBe(3);
  const answers = await Promise.allSettled([owner.act({ type: 'cancel' }), owner.act({ type: 'cancel' })]);
  const stages = answers.map((answer) => answer.status === 'fulfilled' && answer.value.stage);
  expect(stages).toContain('cancelled');
  await owner.handle.result();
  const { totals } = await owner.buyer.view();
  const books = await owner.books();
  expect(books.paidBack).toEqual([totals.total.amount]);
  expect(books.order).toMatchObject({ state: 'cancelled', stage: 'cancelled' });
  expect(books.events).toEqual(['placed', 'cancelled', 'refunded']);
  expect(books.mail).toEqual(['order.placed', 'order.cancelled', 'order.refunded']);
  expect(await stockOf(sku)).toBe(5);
});

test('cancelling and shipping at once: one of them wins, and the other one is told', async () => {
  const sku = await variantWith(5);
  const owner = await Owner.ofPaidOrder(shop, { sku });
  const [cancelled, shipped] = await Promise.allSettled([owner.act({ type: 'cancel' }), owner.ship()]);
  expect([cancelled.status, shipped.status].sort()).toEqual(['fulfilled', 'rejected']);
  const won = cancelled.status === 'fulfilled';
  const { order, paidBack } = await owner.books();
  expect(order.stage).toBe(won ? 'cancelled' : 'shipped');
  expect(paidBack).toHaveLength(won ? 1 : 0);
  expect(await stockOf(sku)).toBe(won ? 5 : 4);
});

test('a shipped order cannot be cancelled, in words', async () => {
  const owner = await Owner.ofPaidOrder(shop);
  expect(await owner.ship()).toMatchObject({ stage: 'shipped', tracking: { number: 'SP-1' }, acts: [] });
  await expect(owner.act({ type: 'cancel' })).rejects.toMatchObject({
    cause: { type: 'not_now', message: expect.stringContaining('on its way') },
  });
});

test('a lost reply to the refund pays back once, and says meanwhile that it is being confirmed', async () => {
  const owner = await Owner.ofPaidOrder(shop);
  await shop.faults({ operation: 'refunds.create', kind: 'drop_reply', times: 3 });
  const order = await owner.act({ type: 'cancel' });
  expect(order).toMatchObject({
    refunds: [{ state: 'confirming' }],
    headline: expect.stringMatching(/still being confirmed/),
  });
  await owner.handle.result();
  const { paidBack, attempts, events } = await owner.books();
  expect(paidBack).toHaveLength(1);
  expect(attempts).toEqual([{ key: `${owner.id}:refund:R1:1`, outcome: 'refund_done' }]);
  expect(events.at(-1)).toBe('refunded');
});

test('a worker that is replaced in the middle of an unknown refund leaves one refund', async () => {
  const owner = await Owner.ofPaidOrder(shop);
  await shop.faults({ operation: 'refunds.create', kind: 'drop_request', probability: 1 });
  const order = await owner.act({ type: 'cancel' });
  expect(order).toMatchObject({ stage: 'cancelled', refunds: [{ state: 'confirming' }] });
  await shop.replaceWorker();
  await shop.repair();
  await owner.handle.result();
  const { totals } = await owner.buyer.view();
  expect((await owner.books()).paidBack).toEqual([totals.total.amount]);
});

test('money that takes its time is followed until it has arrived', async () => {
  const owner = await Owner.ofPaidOrder(shop, {}, 'pm_card_pendingRefund');
  expect(await owner.act({ type: 'cancel' })).toMatchObject({
    refunds: [{ state: 'pending', reference: expect.stringMatching(/^re_/) }],
    headline: expect.stringMatching(/on its way back/),
  });
  await owner.toldUntil(({ refunds }) => refunds[0]?.state === 'done');
  await owner.handle.result();
  expect((await owner.books()).events).toEqual(['placed', 'cancelled', 'refunded', 'refund_arrived']);
});

test('money that the bank sends back after all waits for a person, who begins anew', async () => {
  const owner = await Owner.ofPaidOrder(shop, {}, 'pm_card_refundFail');
  await owner.ship();
  const { amount } = (await owner.buyer.view()).totals.total;
  const part = { amount: amount - 100, currency: 'USD' as const };
  expect(await owner.staff({ type: 'refund', amount: part })).toMatchObject({ refunds: [{ state: 'done' }] });
  const stalled = await owner.toldUntil((order) => order.stalled !== undefined);
  expect(stalled).toMatchObject({
    refunded: { amount: 0 },
    stalled: { reason: 'refund_refused', tried: expect.stringMatching(/sent it back/) },
    staffActs: expect.arrayContaining(['resume', 'settle_by_hand']),
  });
  expect(await owner.staff({ type: 'resume' })).toMatchObject({ refunds: [{ state: 'done', amount: part }] });
  expect((await owner.books()).attempts.map(({ key }) => key)).toEqual([
    `${owner.id}:refund:R1:1`,
    `${owner.id}:refund:R1:2`,
  ]);
});

test('told something after its end, an order is taken up where it stands', async () => {
  const owner = await Owner.ofPaidOrder(shop);
  await owner.act({ type: 'cancel' });
  await owner.handle.result();
  const dispute = {
    id: `dp_${randomUUID()}`,
    state: 'opened',
    reason: 'fraudulent',
    amount: { amount: 100, currency: 'USD' },
  };
  await shop.client.workflow.signalWithStart('order', {
    workflowId: orderWorkflowId(owner.id),
    taskQueue: shop.taskQueue,
    args: [{ orderId: owner.id }],
    signal: 'paymentNews',
    signalArgs: [{ dispute }],
  });
  await owner.handle.result();
  const { rows } = await shop.pool.query('select view from orders where id = $1', [owner.id]);
  expect(rows[0].view).toMatchObject({ stage: 'cancelled', disputes: [dispute] });
  expect((await owner.books()).events).toEqual(['placed', 'cancelled', 'refunded', 'disputed']);
});

test('an order goes elsewhere in the same state, and nowhere else', async () => {
  const owner = await Owner.ofPaidOrder(shop);
  const { address } = await owner.until(() => true);
  const moved = { ...address, line1: '1 New Street' };
  expect(await owner.act({ type: 'change_address', address: moved })).toMatchObject({ address: moved });
  expect((await owner.books()).order.address).toEqual(moved);
  const taxed = { ...address, region: 'NY', postalCode: '10001' };
  await expect(owner.act({ type: 'change_address', address: taxed })).rejects.toMatchObject({
    cause: { message: expect.stringContaining('Another tax applies') },
  });
});
