import { address, Buyer } from './support/buyer.js';
import { startWorkflows, type Workflows } from './support/shop.js';

jest.setTimeout(90_000);

let shop: Workflows;
beforeAll(async () => {
  shop = await startWorkflows();
});
afterAll(() => shop.close());

/** A variant of which exactly so many units are there, for one test alone. */
async function variantWith(stock: number): Promise<string> {
  const { rows } = await shop.pool.query(
    `update variants set stock = $1 where sku = (
       select sku from variants where stock > 0 and sku not in (select sku from cart_lines) order by random() limit 1) returning sku`,
    [stock],
  );
  return rows[0].sku;
}

const stockOf = async (sku: string) =>
  (
    await shop.pool.query('select stock, available_units(sku) as available from variants where sku = $1', [
      sku,
    ])
  ).rows[0];

test('stock is set aside while somebody pays, and gone from the shelf once they have', async () => {
  const sku = await variantWith(5);
  const buyer = await Buyer.readyToPay(shop, { sku, quantity: 2 });
  expect(await stockOf(sku)).toEqual({ stock: 5, available: 3 });
  await buyer.pay();
  expect(await stockOf(sku)).toEqual({ stock: 3, available: 3 });
});

test('a cancelled checkout voids the payment and puts the stock back', async () => {
  const sku = await variantWith(5);
  const buyer = await Buyer.readyToPay(shop, { sku });
  expect(await buyer.act({ type: 'cancel' })).toMatchObject({ state: 'cancelled' });
  expect(await stockOf(sku)).toEqual({ stock: 5, available: 5 });
  expect(await buyer.books()).toMatchObject({
    orders: [],
    holds: [{ state: 'released' }],
    intents: [{ status: 'canceled', taken: 0 }],
  });
});

test('two buyers of the last unit: one order, and the other one is told', async () => {
  const sku = await variantWith(1);
  const [first, second] = await Promise.all([Buyer.arrive(shop, { sku }), Buyer.arrive(shop, { sku })]);
  const ready = async (buyer: Buyer) => {
    await buyer.act({ type: 'set_address', address });
    return buyer.act({ type: 'choose_shipping', optionId: 'standard' });
  };
  const views = await Promise.all([ready(first), ready(second)]);
  expect(views.map(({ state }) => state).sort()).toEqual(['awaitingPayment', 'cartChanged']);
  const loser = views.find(({ state }) => state === 'cartChanged');
  expect(loser).toMatchObject({ changes: [{ sku, kind: 'sold_out', from: 1, to: 0 }], acts: ['cancel'] });
  const winner = views[0]?.state === 'awaitingPayment' ? first : second;
  expect(await winner.pay()).toMatchObject({ state: 'completed' });
  expect(await stockOf(sku)).toEqual({ stock: 0, available: 0 });
});

test('fewer are left than were asked for: the shopper sees it, accepts, and pays for those', async () => {
  const sku = await variantWith(4);
  const buyer = await Buyer.arrive(shop, { sku, quantity: 3 });
  await shop.pool.query('update variants set stock = 2 where sku = $1', [sku]);
  await buyer.act({ type: 'set_address', address });
  const changed = await buyer.act({ type: 'choose_shipping', optionId: 'standard' });
  expect(changed).toMatchObject({
    state: 'cartChanged',
    changes: [{ sku, kind: 'fewer_left', from: 3, to: 2 }],
  });
  expect(await buyer.act({ type: 'accept_changes' })).toMatchObject({
    state: 'awaitingPayment',
    lines: [{ quantity: 2 }],
  });
  expect(await buyer.pay()).toMatchObject({ state: 'completed' });
  expect(await stockOf(sku)).toEqual({ stock: 0, available: 0 });
});

test('a price that moved since is shown before anything is charged', async () => {
  const sku = await variantWith(4);
  const buyer = await Buyer.arrive(shop, { sku });
  await shop.pool.query(
    'update products set retail_price = retail_price + 100 where id = (select product_id from variants where sku = $1)',
    [sku],
  );
  await buyer.act({ type: 'set_address', address });
  const changed = await buyer.act({ type: 'choose_shipping', optionId: 'standard' });
  expect(changed).toMatchObject({ state: 'cartChanged', changes: [{ sku, kind: 'price_changed' }] });
  const accepted = await buyer.act({ type: 'accept_changes' });
  const paid = await buyer.pay();
  expect(paid.totals).toEqual(accepted.totals);
  expect((await buyer.books()).intents.at(-1)).toMatchObject({ taken: accepted.totals.total.amount });
});

test('acts at the wrong moment are refused in words, and after the end for good', async () => {
  const buyer = await Buyer.arrive(shop, { sku: await variantWith(3) });
  await expect(buyer.act({ type: 'choose_shipping', optionId: 'standard' })).rejects.toMatchObject({
    cause: { type: 'not_now', message: expect.stringContaining('where should it go') },
  });
  await buyer.act({ type: 'cancel' });
  await buyer.handle.result();
  await expect(buyer.act({ type: 'cancel' })).rejects.toThrow(/already completed/);
});
