import { randomUUID } from 'node:crypto';
import { FIELDS_IN_THE_CLEAR } from '../../../activities/adapters/encryption/personal-fields.js';
import { createPostgresInventory } from '../../../activities/adapters/inventory/postgres.js';
import { createPostgresOrders } from '../../../activities/adapters/orders/postgres.js';
import type { Inventory, NewOrder, Orders } from '../../../activities/ports/index.js';
import {
  type CartLine,
  type CheckoutId,
  type ConversationId,
  computeTotals,
  type ProductId,
  type Sku,
} from '../../../domain/index.js';
import { type TestDatabase, testDatabase } from '../../support/servers.js';

jest.setTimeout(60_000);

let database: TestDatabase;
let inventory: Inventory;
let orders: Orders;
beforeAll(async () => {
  database = await testDatabase();
  inventory = createPostgresInventory(database.pool);
  orders = createPostgresOrders(database.pool, FIELDS_IN_THE_CLEAR);
});
afterAll(() => database.close());

const newCheckout = () => randomUUID() as CheckoutId;
const later = () => new Date(Date.now() + 60_000);
const past = () => new Date(Date.now() - 1_000);

/** A variant that no other test touches, with so many units on hand. */
let next = 0;
async function variantWith(stock: number): Promise<Sku> {
  const { rows } = await database.pool.query(
    'update variants set stock = $1 where sku = (select sku from variants order by sku offset $2 limit 1) returning sku',
    [stock, next++],
  );
  return rows[0].sku;
}

const books = async (sku: Sku) =>
  (
    await database.pool.query(
      'select stock, available_units(sku) as available from variants where sku = $1',
      [sku],
    )
  ).rows[0];
const version = async () =>
  Number((await database.pool.query('select version from catalog_state')).rows[0].version);

test('units on hold are not available to others, and still are to the checkout that holds them', async () => {
  const sku = await variantWith(3);
  const checkout = newCheckout();
  expect(await inventory.hold(checkout, [{ sku, quantity: 2 }], later())).toEqual({ kind: 'held' });
  expect(await books(sku)).toEqual({ stock: 3, available: 1 });
  expect(await inventory.hold(checkout, [{ sku, quantity: 3 }], later())).toEqual({ kind: 'held' });
  expect(await books(sku)).toEqual({ stock: 3, available: 0 });
});

test('lines of one SKU are one wish', async () => {
  const sku = await variantWith(3);
  const lines = [
    { sku, quantity: 2 },
    { sku, quantity: 2 },
  ];
  expect(await inventory.hold(newCheckout(), lines, later())).toEqual({
    kind: 'short',
    short: [{ sku, available: 3 }],
  });
});

test('all lines are held, or none', async () => {
  const [there, gone] = [await variantWith(5), await variantWith(0)];
  const lines = [
    { sku: there, quantity: 1 },
    { sku: gone, quantity: 1 },
  ];
  expect(await inventory.hold(newCheckout(), lines, later())).toMatchObject({ kind: 'short' });
  expect(await books(there)).toEqual({ stock: 5, available: 5 });
});

test('forty at once for the last unit: one holds it', async () => {
  const sku = await variantWith(1);
  const outcomes = await Promise.all(
    Array.from({ length: 40 }, () => inventory.hold(newCheckout(), [{ sku, quantity: 1 }], later())),
  );
  expect(outcomes.filter(({ kind }) => kind === 'held')).toHaveLength(1);
});

test('checkouts that name their lines in opposite order do not wait for each other for ever', async () => {
  const [first, second] = [await variantWith(100), await variantWith(100)];
  const lines = [
    { sku: first, quantity: 1 },
    { sku: second, quantity: 1 },
  ];
  const outcomes = await Promise.all(
    Array.from({ length: 30 }, (_, turn) =>
      inventory.hold(newCheckout(), turn % 2 ? lines : [...lines].reverse(), later()),
    ),
  );
  expect(outcomes.every(({ kind }) => kind === 'held')).toBe(true);
  expect(await books(first)).toEqual({ stock: 100, available: 70 });
});

test('a hold that has lapsed holds nothing, and one that was released neither', async () => {
  const sku = await variantWith(2);
  await inventory.hold(newCheckout(), [{ sku, quantity: 1 }], past());
  const checkout = newCheckout();
  await inventory.hold(checkout, [{ sku, quantity: 2 }], later());
  await inventory.release(checkout);
  await inventory.release(checkout);
  expect(await books(sku)).toEqual({ stock: 2, available: 2 });
});

test('every change of what is available is a new catalog version', async () => {
  const sku = await variantWith(2);
  const checkout = newCheckout();
  const before = await version();
  await inventory.hold(checkout, [{ sku, quantity: 1 }], later());
  await inventory.release(checkout);
  expect(await version()).toBe(before + 2);
  await inventory.release(checkout);
  expect(await version()).toBe(before + 2);
});

test('an order that is placed many times at once is one order, and takes its stock once', async () => {
  const sku = await variantWith(5);
  const checkoutId = newCheckout();
  await inventory.hold(checkoutId, [{ sku, quantity: 2 }], later());
  const order = await orderOf(checkoutId, sku, 2);
  const placed = await Promise.all(Array.from({ length: 10 }, () => orders.place(order)));
  expect(
    new Set(placed.map((outcome) => (outcome.kind === 'placed' ? outcome.orderId : outcome.kind))).size,
  ).toBe(1);
  expect(await books(sku)).toEqual({ stock: 3, available: 3 });
  expect(await orders.byCheckout(checkoutId)).toMatchObject({
    state: 'authorised',
    number: expect.stringMatching(/^S-\d+$/),
  });
});

test('an order whose hold has lapsed takes what is still there, and nothing that is not', async () => {
  const [there, gone] = [await variantWith(1), await variantWith(1)];
  const [lucky, late] = [newCheckout(), newCheckout()];
  await inventory.hold(lucky, [{ sku: there, quantity: 1 }], past());
  expect(await orders.place(await orderOf(lucky, there, 1))).toMatchObject({ kind: 'placed' });
  await inventory.hold(late, [{ sku: gone, quantity: 1 }], past());
  await inventory.hold(newCheckout(), [{ sku: gone, quantity: 1 }], later());
  expect(await orders.place(await orderOf(late, gone, 1))).toEqual({ kind: 'sold_out' });
  expect(await orders.byCheckout(late)).toBeUndefined();
});

test('an order is for its owner alone', async () => {
  const sku = await variantWith(1);
  const checkoutId = newCheckout();
  const order = await orderOf(checkoutId, sku, 1);
  await orders.place(order);
  await orders.markPaid(checkoutId);
  await orders.markPaid(checkoutId);
  const placed = await orders.byCheckout(checkoutId);
  expect(placed?.state).toBe('paid');
  expect(await orders.get(placed?.id as never, randomUUID() as never)).toBeUndefined();
  await expect(orders.markPaid(newCheckout())).rejects.toThrow(/has no order/);
});

async function orderOf(checkoutId: CheckoutId, sku: Sku, quantity: number): Promise<NewOrder> {
  const shopper = randomUUID();
  const conversationId = randomUUID() as ConversationId;
  await database.pool.query('insert into shoppers (id) values ($1)', [shopper]);
  await database.pool.query('insert into conversations (id, shopper_id) values ($1, $2)', [
    conversationId,
    shopper,
  ]);
  const unitPrice = { amount: 2_000, currency: 'USD' } as const;
  const line: CartLine = {
    sku,
    productId: 1 as ProductId,
    name: 'Plain Tee',
    brand: 'Harbour',
    size: 'M',
    colour: 'blue',
    quantity,
    unitPrice,
    lineTotal: { ...unitPrice, amount: 2_000 * quantity },
    available: quantity,
    imageUrl: '/v1/products/1/image.svg',
  };
  return {
    checkoutId,
    conversationId,
    lines: [line],
    totals: computeTotals([line], 'USD'),
    address: {
      name: 'Ada',
      email: 'a@example.com',
      line1: '1 Main St',
      city: 'Town',
      region: 'CA',
      postalCode: '94103',
      country: 'US',
    },
    shipping: {
      id: 'standard',
      label: 'Standard',
      price: { amount: 0, currency: 'USD' },
      days: { min: 1, max: 2 },
    },
    payment: { provider: 'stripe', paymentId: `pi_${checkoutId}` },
  };
}
