import { randomUUID } from 'node:crypto';
import { FIELDS_IN_THE_CLEAR } from '../../../activities/adapters/encryption/personal-fields.js';
import { createPostgresOrders } from '../../../activities/adapters/orders/postgres.js';
import { createPostgresPromotions } from '../../../activities/adapters/promotions/postgres.js';
import type { CodeUse, NewOrder, Promotions } from '../../../activities/ports/index.js';
import {
  addPromotion,
  endPromotion,
  listPromotions,
  readPromotionArguments,
} from '../../../dev/promotion-codes.js';
import {
  type CheckoutId,
  type ConversationId,
  computeTotals,
  money,
  type OrderId,
  type ProductId,
  type ShopperId,
  type Sku,
} from '../../../domain/index.js';
import { type TestDatabase, testDatabase } from '../../support/servers.js';

jest.setTimeout(60_000);

let database: TestDatabase;
let promotions: Promotions;
beforeAll(async () => {
  database = await testDatabase();
  promotions = createPostgresPromotions(database.pool);
});
afterAll(() => database.close());

const usd = (amount: number) => money(amount, 'USD');
const later = () => new Date(Date.now() + 60_000);
const past = () => new Date(Date.now() - 1_000);

let made = 0;
/** A code of a test's own, as a merchant makes it. */
async function code(...args: string[]): Promise<string> {
  const promotion = readPromotionArguments([`TEST${++made}`, ...args]);
  await addPromotion(database.pool, promotion);
  return promotion.code;
}

async function shopper(): Promise<{ shopperId: ShopperId; conversationId: ConversationId }> {
  const shopperId = randomUUID() as ShopperId;
  const conversationId = randomUUID() as ConversationId;
  await database.pool.query('insert into shoppers (id) values ($1)', [shopperId]);
  await database.pool.query('insert into conversations (id, shopper_id) values ($1, $2)', [
    conversationId,
    shopperId,
  ]);
  return { shopperId, conversationId };
}

async function use(promotionCode: string, change: Partial<CodeUse> = {}): Promise<CodeUse> {
  const { shopperId } = change.shopperId ? { shopperId: change.shopperId } : await shopper();
  const checkoutId = randomUUID() as CheckoutId;
  return { checkoutId, code: promotionCode, subtotal: usd(5_000), ...change, shopperId };
}

const reasonOf = async (wish: CodeUse) => {
  const outcome = await promotions.check(wish);
  return outcome.kind === 'taken' ? 'taken' : outcome.refusal.reason;
};

test('what a code gives is what the merchant said', async () => {
  expect(await promotions.check(await use(await code('--percent', '12.5')))).toMatchObject({
    promotion: { benefit: { kind: 'percent', basisPoints: 1_250 } },
  });
  expect(await promotions.check(await use(await code('--fixed', '700', '--minimum', '5000')))).toMatchObject({
    promotion: { benefit: { kind: 'fixed', amount: usd(700) }, minimumSubtotal: usd(5_000) },
  });
  expect(await promotions.check(await use(await code('--free-shipping')))).toMatchObject({
    promotion: { benefit: { kind: 'free_shipping' } },
  });
});

test('each reason not to take a code is told apart', async () => {
  expect(await reasonOf(await use('NOSUCHCODE'))).toBe('unknown');
  expect(await reasonOf(await use(await code('--percent', '5', '--from', '2999-01-01')))).toBe('not_yet');
  expect(await reasonOf(await use(await code('--percent', '5', '--until', '2001-01-01')))).toBe('over');
  expect(await reasonOf(await use(await code('--fixed', '100', '--currency', 'EUR')))).toBe('other_currency');
  const minimum = await use(await code('--percent', '5', '--minimum', '6250'));
  expect(await promotions.check(minimum)).toEqual({
    kind: 'refused',
    refusal: { reason: 'minimum_not_reached', missing: usd(1_250) },
  });
});

test('the last use of a code, raced by twenty checkouts, is used once', async () => {
  const last = await code('--percent', '10', '--limit', '1');
  const wishes = await Promise.all(Array.from({ length: 20 }, () => use(last)));
  const outcomes = await Promise.all(wishes.map((wish) => promotions.reserve(wish, later())));
  expect(outcomes.filter(({ kind }) => kind === 'taken')).toHaveLength(1);
  expect(outcomes.filter(({ kind }) => kind === 'refused')).toEqual(
    Array(19).fill({ kind: 'refused', refusal: { reason: 'used_up' } }),
  );
});

test('a shopper with two checkouts at once uses a code once', async () => {
  const once = await code('--percent', '10', '--per-shopper', '1');
  const { shopperId } = await shopper();
  const wishes = await Promise.all([use(once, { shopperId }), use(once, { shopperId })]);
  const outcomes = await Promise.all(wishes.map((wish) => promotions.reserve(wish, later())));
  expect(outcomes.map((one) => (one.kind === 'taken' ? 'taken' : one.refusal.reason)).sort()).toEqual([
    'already_used',
    'taken',
  ]);
  expect(await reasonOf(await use(once))).toBe('taken');
});

test('a reservation counts until it is given back or has lapsed, and never against its own checkout', async () => {
  const last = await code('--percent', '10', '--limit', '1');
  const first = await use(last);
  await promotions.reserve(first, later());
  expect(await reasonOf(first)).toBe('taken');
  expect(await promotions.reserve(first, later())).toMatchObject({ kind: 'taken' });
  expect(await reasonOf(await use(last))).toBe('used_up');
  await promotions.release(first.checkoutId);
  expect(await reasonOf(await use(last))).toBe('taken');
  await promotions.reserve(first, past());
  expect(await reasonOf(await use(last))).toBe('taken');
});

test('a checkout holds one code at a time, and for as long as it is extended', async () => {
  const [one, other] = [await code('--percent', '10', '--limit', '1'), await code('--percent', '20')];
  const wish = await use(one);
  await promotions.reserve(wish, later());
  await promotions.reserve({ ...wish, code: other }, later());
  expect(await reasonOf(await use(one))).toBe('taken');
  await promotions.reserve(wish, later());
  await promotions.extend(wish.checkoutId, past());
  expect(await reasonOf(await use(one))).toBe('taken');
  await promotions.extend(wish.checkoutId, later());
  expect(await reasonOf(await use(one))).toBe('taken');
});

describe('with the order', () => {
  async function orderWith(promotionCode: string): Promise<{ order: NewOrder; wish: CodeUse }> {
    const { shopperId, conversationId } = await shopper();
    const wish = await use(promotionCode, { shopperId });
    const { rows } = await database.pool.query<{ sku: Sku }>(
      'update variants set stock = stock + 1 where sku = (select sku from variants order by random() limit 1) returning sku',
    );
    const unitPrice = usd(5_000);
    const line = {
      sku: rows[0]?.sku as Sku,
      productId: 1 as ProductId,
      name: 'Plain Tee',
      brand: 'Harbour',
      size: 'M',
      colour: 'blue' as const,
      quantity: 1,
      unitPrice,
      lineTotal: unitPrice,
      available: 1,
      imageUrl: '/v1/products/1/image.svg',
      weightGrams: 300,
    };
    const order: NewOrder = {
      checkoutId: wish.checkoutId,
      conversationId,
      lines: [line],
      totals: computeTotals([line], 'USD', {
        promotion: { code: promotionCode, benefit: { kind: 'percent', basisPoints: 1_000 } },
      }),
      address: {
        name: 'Ada',
        email: 'a@example.com',
        line1: '1 Main St',
        city: 'Town',
        region: 'CA',
        postalCode: '94103',
        country: 'US',
      },
      shipping: { id: 'standard', label: 'Standard', price: usd(0), days: { min: 1, max: 2 } },
      promotionCode,
      giftMessage: 'Happy birthday, Bob',
      payment: { provider: 'stripe', paymentId: `pi_${wish.checkoutId}` },
    };
    return { order, wish };
  }
  const place = (order: NewOrder) => createPostgresOrders(database.pool, FIELDS_IN_THE_CLEAR).place(order);
  const usesOf = async (promotionCode: string) =>
    (
      await database.pool.query('select state from promotion_redemptions where code = $1 order by state', [
        promotionCode,
      ])
    ).rows.map(({ state }) => state);

  test('the use is consumed, however often the order is placed, and is not given back after', async () => {
    const last = await code('--percent', '10', '--limit', '1');
    const { order, wish } = await orderWith(last);
    await promotions.reserve(wish, later());
    const placed = await Promise.all([place(order), place(order), place(order)]);
    expect(new Set(placed.map((one) => (one.kind === 'placed' ? one.orderId : one.kind))).size).toBe(1);
    await promotions.release(wish.checkoutId);
    expect(await usesOf(last)).toEqual(['consumed']);
    expect(await reasonOf(await use(last))).toBe('used_up');
  });

  test('code, discount, gift message and weight are on the order', async () => {
    const { order, wish } = await orderWith(await code('--percent', '10'));
    await promotions.reserve(wish, later());
    await place(order);
    const written = (checkoutId: CheckoutId) =>
      createPostgresOrders(database.pool, FIELDS_IN_THE_CLEAR).byCheckout(checkoutId);
    expect(await written(order.checkoutId)).toMatchObject({
      promotionCode: wish.code,
      giftMessage: 'Happy birthday, Bob',
      weightGrams: 300,
      totals: { discount: usd(500) },
    });
    const plain = await orderWith(wish.code);
    const { promotionCode: _code, giftMessage: _message, ...without } = plain.order;
    await place(without);
    expect(Object.keys((await written(without.checkoutId)) ?? {})).not.toContain('giftMessage');
  });

  test('a lapsed reservation is made good while a use is left', async () => {
    const last = await code('--percent', '10', '--limit', '1', '--until', '2999-01-01');
    const { order, wish } = await orderWith(last);
    await promotions.reserve(wish, past());
    await endPromotion(database.pool, last);
    expect(await place(order)).toMatchObject({ kind: 'placed' });
    expect(await usesOf(last)).toEqual(['consumed']);
  });

  test('a lapsed reservation whose use went to another leaves no order, and takes no stock', async () => {
    const last = await code('--percent', '10', '--limit', '1');
    const { order, wish } = await orderWith(last);
    await promotions.reserve(wish, past());
    await promotions.reserve(await use(last), later());
    const stock = async () =>
      (await database.pool.query('select stock from variants where sku = $1', [order.lines[0]?.sku])).rows;
    const before = await stock();
    expect(await place(order)).toEqual({ kind: 'code_used_up' });
    expect(await stock()).toEqual(before);
    expect(
      await createPostgresOrders(database.pool, FIELDS_IN_THE_CLEAR).byCheckout(wish.checkoutId),
    ).toBeUndefined();
  });

  test('an order that is revoked gives the use back, once', async () => {
    const last = await code('--percent', '10', '--limit', '1');
    const { order, wish } = await orderWith(last);
    await promotions.reserve(wish, later());
    await place(order);
    const orders = createPostgresOrders(database.pool, FIELDS_IN_THE_CLEAR);
    await orders.revoke(wish.checkoutId);
    expect(await promotions.reserve(await use(last), later())).toMatchObject({ kind: 'taken' });
    await orders.revoke(wish.checkoutId);
    expect(await reasonOf(await use(last))).toBe('used_up');
  });

  test('twenty orders over a code with three uses: three consume it', async () => {
    const three = await code('--percent', '10', '--limit', '3');
    const wishes = await Promise.all(Array.from({ length: 20 }, () => orderWith(three)));
    // Nothing is reserved: every order comes too late, as after an outage that outlived all holds.
    const placed = await Promise.all(wishes.map(({ order }) => place(order)));
    expect(placed.filter(({ kind }) => kind === 'placed')).toHaveLength(3);
    expect(placed.filter(({ kind }) => kind === 'code_used_up')).toHaveLength(17);
    expect(await usesOf(three)).toEqual(['consumed', 'consumed', 'consumed']);
    const ids = placed.flatMap((one): OrderId[] => (one.kind === 'placed' ? [one.orderId] : []));
    expect(new Set(ids).size).toBe(3);
  });
});

describe('for a merchant', () => {
  test.each([
    [['--percent', '10'], 'code'],
    [['TEN'], 'give one of'],
    [['TEN', '--percent', '10', '--free-shipping'], 'give one of'],
    [['TEN', '--percent', '101'], 'percent'],
    [['TEN', '--fixed', '9.99'], 'fixed'],
    [['TEN', '--percent', '5', '--from', '2027-02-01', '--until', '2027-01-01'], '--until'],
    [['TEN', '--percent', '5', '--limit', '0'], 'limit'],
  ])('%j is refused with a word on why', (args, complaint) => {
    expect(() => readPromotionArguments(args)).toThrow(complaint);
  });

  test('a name is given once, and what became of a code can be read', async () => {
    const name = await code('--percent', '10', '--limit', '5');
    await expect(
      addPromotion(database.pool, readPromotionArguments([name, '--free-shipping'])),
    ).rejects.toThrow(`a code ${name} already`);
    await promotions.reserve(await use(name), later());
    expect(await listPromotions(database.pool)).toContainEqual(
      expect.objectContaining({ code: name, kind: 'percent', gives: 10, limit: 5, used: 0, reserved: 1 }),
    );
    await endPromotion(database.pool, name.toLowerCase());
    expect(await reasonOf(await use(name))).toBe('over');
  });
});
