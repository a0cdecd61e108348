import { randomUUID } from 'node:crypto';
import { SEARCH_ATTRIBUTES, stateHistoryQuery, stateQuery } from '../../workflows/messages.js';
import { address, Buyer } from './support/buyer.js';
import { startWorkflows, type Workflows } from './support/shop.js';

jest.setTimeout(90_000);

let shop: Workflows;
beforeAll(async () => {
  shop = await startWorkflows();
});
afterEach(() => shop.repair());
afterAll(() => shop.close());

const paid = { orders: [{ state: 'paid' }], holds: [{ state: 'consumed' }] };

test('a checkout that is paid leaves one order, one charge over its total, and no hold', async () => {
  const buyer = await Buyer.readyToPay(shop);
  const view = await buyer.pay();
  expect(view).toMatchObject({ state: 'completed', orderId: expect.any(String), acts: [] });
  const { amount } = view.totals.total;
  expect(await buyer.books()).toMatchObject({
    ...paid,
    intents: [{ status: 'succeeded', amount, taken: amount }],
  });
});

test('what is asked of the bank is booked, and what it answered', async () => {
  const buyer = await Buyer.readyToPay(shop);
  await buyer.pay();
  expect((await buyer.books()).attempts).toEqual([
    { operation: 'create', outcome: 'awaiting_method' },
    { operation: 'confirm', outcome: 'authorised' },
    { operation: 'capture', outcome: 'captured' },
  ]);
});

test('a declined card is named, and another one pays', async () => {
  const buyer = await Buyer.readyToPay(shop);
  const declined = await buyer.pay('pm_card_chargeDeclinedInsufficientFunds');
  expect(declined).toMatchObject({ state: 'awaitingPayment', decline: { code: 'insufficient_funds' } });
  const paying = await buyer.pay();
  expect(paying.state).toBe('completed');
  expect(paying.decline).toBeUndefined();
  expect(await buyer.books()).toMatchObject({ ...paid, intents: [{ status: 'succeeded' }] });
});

test('the same request to pay, sent twice, is one attempt', async () => {
  const buyer = await Buyer.readyToPay(shop);
  const { totals } = await buyer.view();
  const pay = { type: 'pay', paymentMethod: 'pm_card_visa', quotedTotal: totals.total } as const;
  const actId = randomUUID();
  const [first, second] = await Promise.all([buyer.act(pay, actId), buyer.act(pay, actId)]);
  expect(first.orderId).toBe(second.orderId);
  expect((await buyer.books()).intents).toHaveLength(1);
});

test('two different requests to pay at once charge once', async () => {
  const buyer = await Buyer.readyToPay(shop);
  const outcomes = await Promise.allSettled([buyer.pay(), buyer.pay(), buyer.pay()]);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await buyer.reaches('completed');
  const { intents, orders } = await buyer.books();
  expect(orders).toHaveLength(1);
  expect(intents.filter(({ taken }) => taken > 0)).toHaveLength(1);
});

test('a total that is not the one on the page is refused and nothing is asked of the bank', async () => {
  const buyer = await Buyer.readyToPay(shop);
  const quotedTotal = { amount: 1, currency: 'USD' } as const;
  await expect(buyer.act({ type: 'pay', paymentMethod: 'pm_card_visa', quotedTotal })).rejects.toMatchObject({
    cause: { type: 'not_now', message: expect.stringContaining('The total is $') },
  });
  expect((await buyer.books()).attempts.map(({ operation }) => operation)).toEqual(['create']);
});

test('the bank asks who is paying: the checkout waits, and news of it go on to the order', async () => {
  const buyer = await Buyer.readyToPay(shop);
  const { authenticationUrl } = await buyer.pay('pm_card_authenticationRequired');
  expect(authenticationUrl).toMatch(/^http/);
  await answerTheBank(authenticationUrl, 'approve');
  await buyer.news();
  expect(await buyer.reaches('completed', 'stalled')).toMatchObject({ state: 'completed' });
  expect(await buyer.books()).toMatchObject(paid);
});

test('the bank is told no: the shopper may pay in another way', async () => {
  const buyer = await Buyer.readyToPay(shop);
  const { authenticationUrl } = await buyer.pay('pm_card_authenticationRequired');
  await answerTheBank(authenticationUrl, 'decline');
  await buyer.news();
  expect(await buyer.reaches('awaitingPayment')).toMatchObject({ decline: { code: expect.any(String) } });
  expect(await buyer.pay()).toMatchObject({ state: 'completed' });
});

test('a lost reply to a confirmed payment is not charged again', async () => {
  const buyer = await Buyer.readyToPay(shop);
  await shop.faults({ operation: 'payment_intents.confirm', kind: 'drop_reply', times: 3 });
  await buyer.pay();
  const view = await buyer.reaches('completed');
  const { amount } = view.totals.total;
  expect(await buyer.books()).toMatchObject({ ...paid, intents: [{ status: 'succeeded', taken: amount }] });
});

test('while the outcome is open the page says so, and nobody can pay again', async () => {
  const buyer = await Buyer.readyToPay(shop);
  await shop.faults({ operation: '*', kind: 'drop_request', probability: 1 });
  const view = await buyer.pay();
  expect(view).toMatchObject({ state: 'confirmingOutcome', acts: [] });
  expect(view.headline).toMatch(/still confirming/i);
  await expect(buyer.pay()).rejects.toMatchObject({ cause: { type: 'not_now' } });
  await shop.repair();
  await buyer.news();
  expect(await buyer.reaches('completed')).toBeDefined();
  expect(await buyer.books()).toMatchObject(paid);
});

test('a lost reply to the capture takes the money once', async () => {
  const buyer = await Buyer.readyToPay(shop);
  await shop.faults({ operation: 'payment_intents.capture', kind: 'drop_reply', times: 3 });
  await buyer.pay();
  const { totals } = await buyer.reaches('completed');
  expect((await buyer.books()).intents).toEqual([
    { status: 'succeeded', amount: totals.total.amount, taken: totals.total.amount },
  ]);
});

test('another address at the payment step: the old payment is voided, the new one is over the new total', async () => {
  const buyer = await Buyer.readyToPay(shop);
  const before = (await buyer.view()).totals.total.amount;
  const moved = { ...address, region: 'OR', postalCode: '97201' };
  const view = await buyer.act({ type: 'set_address', address: moved });
  expect(view).toMatchObject({ state: 'awaitingPayment', totals: { tax: { amount: 0 } } });
  await buyer.pay();
  expect((await buyer.books()).intents).toEqual([
    { status: 'canceled', amount: before, taken: 0 },
    { status: 'succeeded', amount: view.totals.total.amount, taken: view.totals.total.amount },
  ]);
});

test('ops find a checkout by its state and read it in words', async () => {
  const buyer = await Buyer.readyToPay(shop);
  const { typedSearchAttributes } = await buyer.handle.describe();
  expect(typedSearchAttributes.get(SEARCH_ATTRIBUTES.CheckoutState)).toBe('awaitingPayment');
  const metadata: { currentDetails: string } = await buyer.handle.query('__temporal_workflow_metadata');
  expect(metadata.currentDetails).toMatch(/Waits for the shopper to pay/);
  expect(typedSearchAttributes.get(SEARCH_ATTRIBUTES.ValueBand)).toMatch(/^(under\d+|1000up)$/);
  const { state, since, until } = (await buyer.handle.query(stateQuery)) ?? {};
  expect([state, Date.parse(until ?? '') > Date.parse(since ?? '')]).toEqual(['awaitingPayment', true]);
  const passed = (await buyer.handle.query(stateHistoryQuery)).map((entry) => entry.state);
  expect(passed).toEqual(expect.arrayContaining(['checkingCart', 'awaitingAddress', 'awaitingPayment']));
  expect((await metadataOfTimers(buyer)).at(-1)).toBe('deadline of awaitingPayment');
});

/** What the Temporal UI says of the timers of a checkout, in order. */
async function metadataOfTimers({ handle }: Buyer): Promise<unknown[]> {
  const { events } = await handle.fetchHistory();
  const timers = (events ?? []).filter(({ timerStartedEventAttributes: timer }) => timer);
  return timers.map(({ userMetadata }) =>
    JSON.parse(Buffer.from(userMetadata?.summary?.data ?? '').toString()),
  );
}

/** Presses a button on the bank's page. */
async function answerTheBank(url: string | undefined, answer: 'approve' | 'decline'): Promise<void> {
  const page = await (await fetch(url ?? '')).text();
  const form = new RegExp(`<form[^>]*action="([^"]+)"[^>]*>(?:(?!</form>)(?:.|\\n))*?${answer}`, 'i').exec(
    page,
  )?.[1];
  const action = new URL((form ?? '').replaceAll('&amp;', '&'), url);
  await fetch(action, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ outcome: answer, answer, decision: answer, result: answer }),
  });
}
