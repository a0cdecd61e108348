import { address, Buyer } from './support/buyer.js';
import { startWorkflows, type Workflows } from './support/shop.js';

jest.setTimeout(120_000);

const BUYERS = 20;

let shop: Workflows;
beforeAll(async () => {
  shop = await startWorkflows();
});
afterAll(() => shop.close());

test('twenty buyers at once for one unit: one order and one charge, and nineteen are told', async () => {
  const { rows } = await shop.pool.query(
    'update variants set stock = 1 where sku = (select sku from variants where stock > 0 order by sku limit 1) returning sku',
  );
  const { sku } = rows[0];
  const buyers = await Promise.all(Array.from({ length: BUYERS }, () => Buyer.arrive(shop, { sku })));
  await Promise.all(buyers.map((buyer) => buyer.act({ type: 'set_address', address })));
  const views = await Promise.all(
    buyers.map((buyer) => buyer.act({ type: 'choose_shipping', optionId: 'standard' })),
  );
  const told = views.filter(({ state }) => state === 'cartChanged');
  expect(told).toHaveLength(BUYERS - 1);
  for (const { changes } of told) expect(changes).toMatchObject([{ sku, kind: 'sold_out', to: 0 }]);
  const winner = buyers.find((_, index) => views[index]?.state === 'awaitingPayment');
  expect(await winner?.pay()).toMatchObject({ state: 'completed' });

  const orders = await shop.pool.query('select checkout_id from orders');
  expect(orders.rows).toEqual([{ checkout_id: winner?.id }]);
  const { intents } = await shop.ledger();
  expect(intents).toMatchObject([{ status: 'succeeded', metadata: { checkout_id: winner?.id } }]);
  const left = await shop.pool.query(
    'select stock, available_units(sku) as available from variants where sku = $1',
    [sku],
  );
  expect(left.rows).toEqual([{ stock: 0, available: 0 }]);
});
