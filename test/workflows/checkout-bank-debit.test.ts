import { address, Buyer } from './support/buyer.js';
import { startWorkflows, type Workflows } from './support/shop.js';

jest.setTimeout(90_000);

let shop: Workflows;
beforeAll(async () => {
  shop = await startWorkflows({ paymentOptions: 'card,bank_debit' });
});
afterEach(() => shop.repair());
afterAll(() => shop.close());

async function readyToDebit(): Promise<Buyer> {
  const buyer = await Buyer.readyToPay(shop);
  expect(await buyer.view()).toMatchObject({
    paymentOptionId: 'card',
    paymentOptions: [{ id: 'card' }, { id: 'bank_debit', capture: 'automatic' }],
  });
  expect(await buyer.act({ type: 'choose_payment', optionId: 'bank_debit' })).toMatchObject({
    state: 'awaitingPayment',
    paymentOptionId: 'bank_debit',
  });
  return buyer;
}

test('another way to pay voids the payment that was prepared and prepares its own', async () => {
  const buyer = await readyToDebit();
  expect((await buyer.books()).intents.map(({ status }) => status).sort()).toEqual([
    'canceled',
    'requires_payment_method',
  ]);
});

test('a bank debit settles by and by: the stock is kept, then the order is written and paid', async () => {
  const buyer = await readyToDebit();
  expect(await buyer.pay('pm_usBankAccount_success')).toMatchObject({
    state: 'awaitingSettlement',
    acts: [],
  });
  expect((await buyer.books()).orders).toEqual([]);
  await settled(buyer);
  await buyer.news();
  expect(await buyer.reaches('completed')).toMatchObject({ orderId: expect.any(String) });
  expect(await buyer.books()).toMatchObject({ orders: [{ state: 'paid' }], holds: [{ state: 'consumed' }] });
});

test('a debit that the bank sends back is told, and another way pays', async () => {
  const buyer = await readyToDebit();
  await buyer.pay('pm_usBankAccount_insufficientFunds');
  await settled(buyer);
  await buyer.news();
  expect(await buyer.reaches('awaitingPayment')).toMatchObject({ decline: { code: 'insufficient_funds' } });
  await buyer.act({ type: 'choose_payment', optionId: 'card' });
  expect(await buyer.pay()).toMatchObject({ state: 'completed' });
});

test('money that was taken at once for what has sold out meanwhile is refunded', async () => {
  const buyer = await readyToDebit();
  await buyer.pay('pm_usBankAccount_success');
  const [line] = (await buyer.view()).lines;
  await shop.pool.query('update variants set stock = 0 where sku = $1', [line?.sku]);
  await settled(buyer);
  await buyer.news();
  await buyer.reaches('cancelled');
  expect(await buyer.books()).toMatchObject({ orders: [], holds: [{ state: 'released' }] });
  const { charges } = await shop.ledger();
  const paid = charges.find((charge: { amount_refunded: number; amount: number; metadata?: object }) =>
    JSON.stringify(charge).includes(buyer.id),
  );
  expect(paid?.amount_refunded).toBe(paid?.amount);
});

test('a way to pay that is not offered is refused', async () => {
  const buyer = await Buyer.arrive(shop);
  await buyer.act({ type: 'set_address', address });
  await buyer.act({ type: 'choose_shipping', optionId: 'standard' });
  await expect(buyer.act({ type: 'choose_payment', optionId: 'paypal' })).rejects.toMatchObject({
    cause: { type: 'not_now' },
  });
});

/** Waits until the bank has answered for the debit. */
async function settled(buyer: Buyer): Promise<void> {
  for (const giveUp = Date.now() + 20_000; Date.now() < giveUp; ) {
    const { intents } = await buyer.books();
    if (!intents.some(({ status }) => status === 'processing')) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the bank did not answer');
}
