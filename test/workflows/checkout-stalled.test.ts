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
});

test('only a stalled checkout is for staff to act on', async () => {
  const buyer = await Buyer.arrive(shop);
  await expect(buyer.staff('resume')).rejects.toMatchObject({ cause: { type: 'not_now' } });
});

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
