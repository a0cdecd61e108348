import { randomUUID } from 'node:crypto';
import { createPostgresCatalog } from '../../../activities/adapters/catalog/postgres.js';
import { createPostgresProductInterest } from '../../../activities/adapters/product-interest/postgres.js';
import type { ProductId, ShopperId } from '../../../domain/index.js';
import { type TestDatabase, testDatabase } from '../../support/servers.js';

jest.setTimeout(60_000);

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(() =>
  database.pool.query('truncate shoppers, conversations, orders, product_views, product_pairs cascade'),
);
afterAll(() => database.close());

const interest = () => createPostgresProductInterest(database.pool);
const catalog = () => createPostgresCatalog(database.pool);
const boughtWith = async (id: number) =>
  (await catalog().alsoBought(id as ProductId)).map((product) => Number(product.id));

/** Ids of demo products that can be bought, which is all that this needs of a catalog. */
async function someProducts(count: number): Promise<number[]> {
  const { rows } = await database.pool.query<{ id: number }>(
    `select p.id from products p where exists (select from variants v where v.product_id = p.id and v.stock > 5)
     order by p.id limit $1`,
    [count],
  );
  return rows.map(({ id }) => id);
}

async function shopper(): Promise<{ shopperId: ShopperId; conversationId: string }> {
  const [shopperId, conversationId] = [randomUUID() as ShopperId, randomUUID()];
  await database.pool.query('insert into shoppers (id) values ($1)', [shopperId]);
  await database.pool.query('insert into conversations (id, shopper_id) values ($1, $2)', [
    conversationId,
    shopperId,
  ]);
  return { shopperId, conversationId };
}

/** Somebody who orders these products, one of each. */
async function orderOf(products: number[], { daysAgo = 1, state = 'paid' } = {}): Promise<ShopperId> {
  const { shopperId, conversationId } = await shopper();
  const id = randomUUID();
  await database.pool.query(
    `insert into orders (id, checkout_id, conversation_id, shopper_id, state, totals, address, shipping, placed_at)
     values ($1, $1, $2, $3, $4, '{}', '{}', '{}', now() - $5 * interval '1 day')`,
    [id, conversationId, shopperId, state, daysAgo],
  );
  await database.pool.query(
    `insert into order_lines (order_id, position, sku, quantity, line)
     select $1, wanted.place, v.sku, 1, '{}' from unnest($2::int[]) with ordinality wanted (id, place)
     join variants v on v.product_id = wanted.id and v.position = (
       select min(position) from variants first where first.product_id = wanted.id)`,
    [id, products],
  );
  return shopperId;
}

async function viewOf(products: number[]): Promise<ShopperId> {
  const { shopperId } = await shopper();
  for (const id of products) await interest().viewed(shopperId, id as ProductId);
  return shopperId;
}

it('recommends what was bought together by several, and nothing to whom nobody says anything', async () => {
  const [jeans = 0, belt = 0, hat = 0] = await someProducts(3);
  await orderOf([jeans, belt]);
  await orderOf([jeans, belt]);
  await orderOf([hat]);
  expect(await interest().refreshPairs()).toEqual({ products: 2, pairs: 2, forgottenViews: 0 });
  expect([await boughtWith(jeans), await boughtWith(belt), await boughtWith(hat)]).toEqual([
    [belt],
    [jeans],
    [],
  ]);
});

it('never shows to others what a single shopper has bought', async () => {
  const [one = 0, other = 0] = await someProducts(2);
  await orderOf([one, other]);
  await interest().refreshPairs();
  expect(await boughtWith(one)).toEqual([]);
});

it('prefers what goes with this product to what goes with everything', async () => {
  const [jeans = 0, belt = 0, socks = 0, ...rest] = await someProducts(9);
  for (let n = 0; n < 3; n++) await orderOf([jeans, belt, socks]);
  // Everybody buys socks.
  for (const id of rest) await orderOf([id, socks]);
  await interest().refreshPairs();
  expect(await boughtWith(jeans)).toEqual([belt, socks]);
});

it('prefers what is bought now to what was bought long ago', async () => {
  const [jeans = 0, old = 0, recent = 0] = await someProducts(3);
  for (let n = 0; n < 2; n++) {
    await orderOf([jeans, old, recent]);
    await orderOf([old], { daysAgo: 5 });
    await orderOf([recent], { daysAgo: 300 });
  }
  await interest().refreshPairs();
  // Strong interest elsewhere weakens the connection: that of `recent` is nearly forgotten.
  expect(await boughtWith(jeans)).toEqual([recent, old]);
});

it('counts views for less than orders, and recommends nothing that was only looked at', async () => {
  const [jeans = 0, bought = 0, seen = 0] = await someProducts(3);
  for (let n = 0; n < 2; n++) await viewOf([jeans, seen]);
  await interest().refreshPairs();
  expect(await boughtWith(jeans)).toEqual([]);

  for (let n = 0; n < 2; n++) {
    const buyer = await orderOf([bought]);
    await interest().viewed(buyer, jeans as ProductId);
  }
  await interest().refreshPairs();
  expect(await boughtWith(jeans)).toEqual([bought]);
  // Those who bought it have looked at the jeans and not bought them.
  expect(await boughtWith(bought)).toEqual([]);
});

it('counts what lies in carts', async () => {
  const [jeans = 0, belt = 0] = await someProducts(2);
  for (let n = 0; n < 2; n++) {
    const buyer = await orderOf([belt]);
    const { rows } = await database.pool.query('select id from conversations where shopper_id = $1', [buyer]);
    await database.pool.query('insert into carts (conversation_id) values ($1)', [rows[0].id]);
    await database.pool.query(
      `insert into cart_lines (conversation_id, sku, quantity)
       select $1, sku, 1 from variants where product_id = $2 order by position limit 1`,
      [rows[0].id, jeans],
    );
  }
  await interest().refreshPairs();
  expect(await boughtWith(jeans)).toEqual([belt]);
});

it('leaves out orders that were cancelled, and what is withdrawn or sold out', async () => {
  const [jeans = 0, belt = 0, hat = 0] = await someProducts(3);
  for (let n = 0; n < 2; n++) {
    await orderOf([jeans, belt]);
    await orderOf([jeans, hat], { state: 'cancelled' });
  }
  await interest().refreshPairs();
  expect(await boughtWith(jeans)).toEqual([belt]);
  await database.pool.query('update products set listed = false where id = $1', [belt]);
  expect(await boughtWith(jeans)).toEqual([]);
  await database.pool.query('update products set listed = true where id = $1', [belt]);
  await database.pool.query('update variants set stock = 0 where product_id = $1', [belt]);
  expect(await boughtWith(jeans)).toEqual([]);
});

it('keeps what has not changed and takes away what does not hold any more', async () => {
  const [jeans = 0, belt = 0] = await someProducts(2);
  await orderOf([jeans, belt]);
  await orderOf([jeans, belt]);
  await interest().refreshPairs();
  const written = async () =>
    (await database.pool.query('select xmin::text from product_pairs order by product_id')).rows;
  const before = await written();
  await interest().refreshPairs();
  expect(await written()).toEqual(before);

  await database.pool.query("update orders set state = 'cancelled'");
  expect(await interest().refreshPairs()).toMatchObject({ products: 0, pairs: 0 });
  expect(await written()).toEqual([]);
});

it('leaves the work to one of two at a time, and readers to the pairs of before', async () => {
  const [jeans = 0, belt = 0] = await someProducts(2);
  await orderOf([jeans, belt]);
  await orderOf([jeans, belt]);
  const outcomes = await Promise.all(Array.from({ length: 4 }, () => interest().refreshPairs()));
  const done = outcomes.filter((outcome) => outcome !== undefined);
  expect(done.length).toBeGreaterThan(0);
  for (const outcome of done) expect(outcome).toMatchObject({ pairs: 2 });
  expect(await boughtWith(jeans)).toEqual([belt]);
});

describe('views', () => {
  const views = async () => (await database.pool.query('select * from product_views')).rows;

  it('are noted once a day for a shopper and a product', async () => {
    const [jeans = 0] = await someProducts(1);
    const { shopperId } = await shopper();
    for (let n = 0; n < 3; n++) await interest().viewed(shopperId, jeans as ProductId);
    expect(await views()).toHaveLength(1);
  });

  it('of unknown products or by unknown shoppers are not', async () => {
    const [jeans = 0] = await someProducts(1);
    const { shopperId } = await shopper();
    await interest().viewed(shopperId, 999_999 as ProductId);
    await interest().viewed(randomUUID() as ShopperId, jeans as ProductId);
    expect(await views()).toEqual([]);
  });

  it('are no more than 200 a day for one shopper', async () => {
    const products = await someProducts(205);
    await viewOf(products);
    expect(await views()).toHaveLength(200);
  });

  it('are forgotten after a year', async () => {
    const [jeans = 0, belt = 0] = await someProducts(2);
    const shopperId = await viewOf([jeans, belt]);
    await database.pool.query('update product_views set day = day - 366 where product_id = $1', [jeans]);
    expect(await interest().refreshPairs()).toMatchObject({ forgottenViews: 1 });
    expect(await views()).toMatchObject([{ shopper_id: shopperId, product_id: belt }]);
  });
});
