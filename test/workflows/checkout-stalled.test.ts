import type { Sku } from '../../domain/index.js';
import { SEARCH_ATTRIBUTES } from '../../workflows/messages.js';
import { address, Buyer } from './support/buyer.js';
import { startWorkflows, type Workflows } from './support/shop.js';

jest.setTimeout(120_000);

let shop: Workflows;
beforeAll(async () => {
  shop = await startWorkflows();
});
afterEach(() => shop.repair());
afterAll(() => shop.close());

test('a database that fails for a while delays the order and loses nothing', async () => {
  const buyer = await Buyer.readyToPay(shop);
  await shop.pool.query('alter table orders add constraint not_now check (false) not valid');
  const paying = buyer.pay();
  await buyer.reaches('writingOrder');
  await shop.pool.query('alter table orders drop constraint not_now');
  expect(await paying).toMatchObject({ state: 'completed' });
  expect(await buyer.books()).toMatchObject({
    orders: [{ state: 'paid' }],
    intents: [{ status: 'succeeded' }],
  });
});

test('a bank that is away stalls a checkout; staff resume one, which is paid, and cancel another', async () => {
  await shop.faults({
    operation: 'payment_intents.create',
    kind: 'server_error',
    status: 503,
    probability: 1,
  });
  const [first, second] = await Promise.all([Buyer.arrive(shop), Buyer.arrive(shop)]);
  const choose = async (buyer: Buyer) => {
    await buyer.act({ type: 'set_address', address });
    return buyer.act({ type: 'choose_shipping', optionId: 'standard' });
  };
  const views = await Promise.all([choose(first), choose(second)]);
  expect(views).toMatchObject([
    { state: 'stalled', stalled: { reason: 'dependency_down', tried: expect.any(String) }, acts: [] },
    { state: 'stalled' },
  ]);
  const { typedSearchAttributes } = await first.handle.describe();
  expect(typedSearchAttributes.get(SEARCH_ATTRIBUTES.StalledReason)).toBe('dependency_down');
  await expect(first.pay()).rejects.toMatchObject({ cause: { type: 'not_now' } });

  await shop.repair();
  expect(await first.staff('resume')).toMatchObject({ state: 'awaitingPayment' });
  expect(await first.pay()).toMatchObject({ state: 'completed' });
  expect(await second.staff('cancel')).toMatchObject({ state: 'cancelled' });
  expect(await second.books()).toMatchObject({ orders: [], holds: [{ state: 'released' }] });
  expect((await first.books()).intents.filter(({ taken }) => taken > 0)).toHaveLength(1);
});

test('an authorisation that the bank has taken back stalls the capture: the order stays unpaid, and is not cancelled blindly', async () => {
  const buyer = await Buyer.readyToPay(shop);
  await shop.pool.query('alter table orders add constraint not_now check (false) not valid');
  const paying = buyer.pay();
  await buyer.reaches('writingOrder');
  await cancelAtTheBank(buyer);
  await shop.pool.query('alter table orders drop constraint not_now');
  expect(await paying).toMatchObject({
    state: 'stalled',
    stalled: { reason: 'capture_failed' },
    orderId: expect.any(String),
  });
  expect((await buyer.books()).orders).toMatchObject([{ state: 'authorised' }]);
  await expect(buyer.staff('cancel')).rejects.toMatchObject({ cause: { type: 'not_now' } });

  // Trying again does not help; refunding gives back what is there, which is nothing, and cancels the order.
  expect(await buyer.staff('resume')).toMatchObject({ state: 'stalled' });
  const before = await stockOf(buyer);
  expect(await buyer.staff('refund')).toMatchObject({ state: 'cancelled' });
  expect((await buyer.books()).orders).toMatchObject([{ state: 'cancelled' }]);
  expect(await stockOf(buyer)).toBe(before + 1);
});

test('an item in the way is replaced by staff, and the shopper agrees before anything is paid', async () => {
  await shop.faults({
    operation: 'payment_intents.create',
    kind: 'forbidden',
    probability: 1,
  });
  const buyer = await Buyer.arrive(shop);
  await buyer.act({ type: 'set_address', address });
  await buyer.act({ type: 'choose_shipping', optionId: 'standard' });
  const [line] = (await buyer.view()).lines;
  expect(await buyer.books()).toMatchObject({ holds: [{ state: 'released' }] });
  await shop.repair();

  const { rows } = await shop.pool.query('select sku from variants where stock > 5 and sku <> $1 limit 1', [
    line?.sku,
  ]);
  const [sku, withSku] = [line?.sku as Sku, rows[0].sku as Sku];
  const who = { by: 'Grace', reason: 'the seam is torn' };
  const changed = await buyer.staffAct({ type: 'substitute_item', sku, withSku, ...who });
  expect(changed).toMatchObject({
    state: 'cartChanged',
    lines: [{ sku: withSku }],
    changes: [{ kind: 'substituted', name: line?.name, replacement: expect.any(String) }],
    acts: ['accept_changes', 'cancel'],
  });
  await buyer.act({ type: 'accept_changes' });
  expect(await buyer.pay()).toMatchObject({ state: 'completed', lines: [{ sku: withSku }] });
});

test('a payment that could not be given back is tried again where it failed, or settled by hand', async () => {
  const buyer = await Buyer.readyToPay(shop);
  await shop.faults({
    operation: 'payment_intents.cancel',
    kind: 'forbidden',
    probability: 1,
  });
  const stalled = await buyer.act({ type: 'cancel' });
  expect(stalled).toMatchObject({
    state: 'stalled',
    stalled: {
      reason: 'void_failed',
      nextTryAt: expect.any(String),
      acts: expect.arrayContaining(['settled_by_hand']),
    },
  });
  expect(await buyer.staff('resume')).toMatchObject({ state: 'stalled', stalled: { triedAgain: 0 } });
  expect(await buyer.staff('settled_by_hand')).toMatchObject({ state: 'cancelled' });
  expect(await buyer.books()).toMatchObject({ orders: [], holds: [{ state: 'released' }] });
});

test('news of the provider resumes a stalled checkout by itself', async () => {
  const buyer = await Buyer.readyToPay(shop);
  await shop.faults({
    operation: 'payment_intents.cancel',
    kind: 'forbidden',
    probability: 1,
  });
  await buyer.act({ type: 'cancel' });
  await shop.repair();
  await buyer.news();
  expect(await buyer.reaches('cancelled')).toMatchObject({ acts: [] });
});

test('only a stalled checkout is for staff to act on', async () => {
  const buyer = await Buyer.arrive(shop);
  await expect(buyer.staff('resume')).rejects.toMatchObject({ cause: { type: 'not_now' } });
});

/** Units on the shelf of everything in a checkout. */
async function stockOf(buyer: Buyer): Promise<number> {
  const skus = (await buyer.view()).lines.map(({ sku }) => sku);
  const { rows } = await shop.pool.query(
    'select sum(stock)::integer as stock from variants where sku = any ($1)',
    [skus],
  );
  return rows[0].stock;
}

async function cancelAtTheBank(buyer: Buyer): Promise<void> {
  const { rows } = await shop.pool.query(
    'select payment_id from payment_attempts where checkout_id = $1 and payment_id is not null',
    [buyer.id],
  );
  const response = await fetch(`${shop.bank.url}/v1/payment_intents/${rows[0].payment_id}/cancel`, {
    method: 'POST',
    headers: { authorization: 'Bearer sk_test_sandbox' },
  });
  expect(response.status).toBe(200);
}
