import { addPromotion, readPromotionArguments } from '../../dev/promotion-codes.js';
import { type CheckoutView, PromotionCode, sumMoney } from '../../domain/index.js';
import { address, Buyer } from './support/buyer.js';
import { startWorkflows, type Workflows } from './support/shop.js';

jest.setTimeout(120_000);

let shop: Workflows;
beforeAll(async () => {
  shop = await startWorkflows({ environment: { TAX: 'stripe', TAX_INCLUDED_IN: 'DE' } });
});
afterEach(() => shop.repair());
afterAll(() => shop.close());

let made = 0;
async function code(...args: string[]): Promise<PromotionCode> {
  const promotion = readPromotionArguments([`FLOW${++made}`, ...args]);
  await addPromotion(shop.pool, promotion);
  return promotion.code;
}

/** The parts of a total, put together again. */
function sumOf({ totals: { subtotal, discount, shipping, tax, taxIncluded } }: CheckoutView) {
  const off = { ...subtotal, amount: -(discount?.amount ?? 0) };
  const onTop = taxIncluded ? { ...tax, amount: 0 } : tax;
  return sumMoney([subtotal, off, shipping, onTop], subtotal.currency);
}
const usesOf = async (name: string) =>
  (
    await shop.pool.query(
      'select state, checkout_id as "checkoutId" from promotion_redemptions where code = $1',
      [name],
    )
  ).rows;
const berlin = { ...address, country: 'DE' as const, region: undefined, city: 'Berlin', postalCode: '10115' };

test('a code and a gift message, given before anything else, are paid, used up, and on the order', async () => {
  const tenPercent = await code('--percent', '10', '--limit', '1');
  const buyer = await Buyer.arrive(shop, { quantity: 2 });
  const before = await buyer.act({ type: 'apply_code', code: tenPercent });
  expect(before).toMatchObject({ state: 'awaitingAddress', promotionCode: tenPercent });
  await buyer.act({ type: 'set_gift_message', message: 'Happy birthday, Bob' });
  await buyer.act({ type: 'set_address', address });
  const ready = await buyer.act({ type: 'choose_shipping', optionId: 'standard' });
  expect(ready).toMatchObject({ state: 'awaitingPayment', giftMessage: 'Happy birthday, Bob' });
  // A key of search attributes or the words of the UI would be seen by everybody who can list workflows.
  const { searchAttributes } = await buyer.handle.describe();
  const metadata = await buyer.handle.query('__temporal_workflow_metadata');
  expect(JSON.stringify([searchAttributes, metadata])).not.toMatch(/birthday|Bob/);
  const { subtotal, discount, tax, taxIncluded, total } = ready.totals;
  expect(discount?.amount).toBe(Math.round(subtotal.amount / 10));
  expect(ready.lines[0]?.discount).toEqual(discount);
  expect([tax.amount > 0, taxIncluded]).toEqual([true, false]);
  expect(sumOf(ready)).toEqual(total);
  expect(await usesOf(tenPercent)).toMatchObject([{ state: 'reserved' }]);

  const paid = await buyer.pay();
  expect(paid).toMatchObject({ state: 'completed', totals: ready.totals });
  expect(await usesOf(tenPercent)).toMatchObject([{ state: 'consumed', checkoutId: buyer.id }]);
  const { rows } = await shop.pool.query(
    'select promotion_code, gift_message, totals, weight_grams from orders where checkout_id = $1',
    [buyer.id],
  );
  expect(rows).toEqual([
    {
      promotion_code: tenPercent,
      gift_message: 'Happy birthday, Bob',
      totals: paid.totals,
      weight_grams: expect.any(Number),
    },
  ]);
  expect((await buyer.books()).intents).toMatchObject([{ status: 'succeeded', taken: total.amount }]);
});

test('the last use, raced by two checkouts at the till, is used once; the other shopper is shown why', async () => {
  const last = await code('--fixed', '500', '--limit', '1');
  const arrive = async () => {
    const buyer = await Buyer.arrive(shop);
    await buyer.act({ type: 'apply_code', code: last });
    await buyer.act({ type: 'set_address', address });
    return buyer;
  };
  const [first, second] = await Promise.all([arrive(), arrive()]);
  const views = await Promise.all(
    [first, second].map((buyer) => buyer.act({ type: 'choose_shipping', optionId: 'standard' })),
  );
  expect(views.map(({ state }) => state).sort()).toEqual(['awaitingPayment', 'cartChanged']);
  const [winner, loser] = views[0]?.state === 'awaitingPayment' ? [first, second] : [second, first];
  const shown = await loser.view();
  expect(shown.promotionCode).toBeUndefined();
  expect(shown).toMatchObject({
    changes: [
      { kind: 'code_removed', name: last, reason: 'used_up', message: expect.stringMatching(/used up/) },
    ],
  });
  const without = await loser.act({ type: 'accept_changes' });
  expect(without).toMatchObject({ state: 'awaitingPayment', changes: [] });
  expect(without.totals.discount).toBeUndefined();
  expect(await winner.pay()).toMatchObject({ state: 'completed' });
  expect(await loser.pay()).toMatchObject({ state: 'completed', totals: without.totals });
  expect(await usesOf(last)).toEqual([{ state: 'consumed', checkoutId: winner.id }]);
});

test('a discount that was promised too long ago, and has gone to another, is never charged in full: nothing is', async () => {
  const last = await code('--percent', '20', '--limit', '1');
  const [late, lucky] = await Promise.all([Buyer.readyToPay(shop), Buyer.readyToPay(shop)]);
  await late.act({ type: 'apply_code', code: last });
  // As after an outage that outlived the reservation, but not the shopper's patience.
  await shop.pool.query('update promotion_redemptions set expires_at = now() where checkout_id = $1', [
    late.id,
  ]);
  await lucky.act({ type: 'apply_code', code: last });
  expect(await late.pay()).toMatchObject({ state: 'cancelled' });
  const { orders, intents } = await late.books();
  expect([orders, intents.filter(({ taken }) => taken > 0)]).toEqual([[], []]);
  expect(await lucky.pay()).toMatchObject({ state: 'completed' });
});

test('a code given at the till replaces the payment, and taken off again gives its use back', async () => {
  const last = await code('--percent', '20', '--limit', '1');
  const buyer = await Buyer.readyToPay(shop);
  const full = (await buyer.view()).totals.total.amount;
  const reduced = await buyer.act({ type: 'apply_code', code: last });
  expect(reduced).toMatchObject({ state: 'awaitingPayment', promotionCode: last });
  expect(reduced.totals.total.amount).toBeLessThan(full);
  expect((await buyer.books()).intents).toMatchObject([
    { status: 'canceled', amount: full, taken: 0 },
    { amount: reduced.totals.total.amount },
  ]);
  const back = await buyer.act({ type: 'remove_code' });
  expect(back.totals.total.amount).toBe(full);
  expect(await usesOf(last)).toMatchObject([{ state: 'released' }]);
  await expect(buyer.act({ type: 'remove_code' })).rejects.toMatchObject({ cause: { type: 'not_now' } });
});

test('a code that is not taken is told in words, and leaves the payment alone', async () => {
  const minimum = await code('--percent', '20', '--minimum', '99999999');
  const buyer = await Buyer.readyToPay(shop);
  const refused = await buyer.act({ type: 'apply_code', code: minimum });
  expect(refused).toMatchObject({
    state: 'awaitingPayment',
    codeRefusal: {
      code: minimum,
      reason: 'minimum_not_reached',
      message: expect.stringMatching(/^Add \$[\d,.]+ more/),
    },
  });
  expect(
    (await buyer.act({ type: 'apply_code', code: PromotionCode.parse('nosuch') })).codeRefusal,
  ).toMatchObject({
    reason: 'unknown',
  });
  expect((await buyer.books()).intents).toHaveLength(1);
  expect(await buyer.pay()).toMatchObject({ state: 'completed' });
});

test('a code whose minimum is no longer reached is taken off in sight, with the lines that changed', async () => {
  const buyer = await Buyer.arrive(shop, { quantity: 3 });
  const { totals, lines } = await buyer.view();
  const minimum = await code('--percent', '10', '--minimum', String(totals.subtotal.amount));
  await buyer.act({ type: 'apply_code', code: minimum });
  const sku = lines[0]?.sku;
  const { rows } = await shop.pool.query(
    'update variants v set stock = 1 from variants old where v.sku = $1 and old.sku = v.sku returning old.stock',
    [sku],
  );
  await buyer.act({ type: 'set_address', address });
  const changed = await buyer.act({ type: 'choose_shipping', optionId: 'standard' });
  await shop.pool.query('update variants set stock = $2 where sku = $1', [sku, rows[0].stock]);
  expect(changed).toMatchObject({
    state: 'cartChanged',
    changes: [{ kind: 'fewer_left' }, { kind: 'code_removed', reason: 'minimum_not_reached' }],
  });
  expect(changed.totals.discount).toBeUndefined();
});

test('a cancelled checkout gives the use of its code back', async () => {
  const last = await code('--free-shipping', '--limit', '1');
  const buyer = await Buyer.readyToPay(shop);
  expect(await buyer.act({ type: 'apply_code', code: last })).toMatchObject({
    totals: { shipping: { amount: 0 } },
  });
  await buyer.act({ type: 'cancel' });
  expect(await usesOf(last)).toMatchObject([{ state: 'released' }]);
});

test('where prices contain the tax the total is that of the goods and the way', async () => {
  const buyer = await Buyer.arrive(shop);
  await buyer.act({ type: 'set_address', address: berlin });
  const view = await buyer.act({ type: 'choose_shipping', optionId: 'express' });
  const { subtotal, shipping, tax, taxIncluded, total } = view.totals;
  expect([taxIncluded, total.amount]).toEqual([true, subtotal.amount + shipping.amount]);
  expect(tax.amount).toBeGreaterThan(0);
  expect(view.lines[0]?.tax?.amount).toBeLessThan(tax.amount);
});

test('a tax service that fails for a while is asked again; one that stays away stalls, and no figure is guessed', async () => {
  const [patient, unlucky] = await Promise.all([Buyer.arrive(shop), Buyer.arrive(shop)]);
  await Promise.all([patient, unlucky].map((buyer) => buyer.act({ type: 'set_address', address })));
  const fault = { operation: 'tax_calculations.create', kind: 'server_error', status: 503 };
  await shop.faults({ ...fault, times: 2 });
  expect(await patient.act({ type: 'choose_shipping', optionId: 'standard' })).toMatchObject({
    state: 'awaitingPayment',
  });
  await shop.faults({ ...fault, probability: 1 });
  const stalled = await unlucky.act({ type: 'choose_shipping', optionId: 'standard' });
  expect(stalled).toMatchObject({
    state: 'stalled',
    stalled: { reason: 'dependency_down', tried: expect.stringContaining('Stripe Tax') },
    totals: { tax: { amount: 0 } },
  });
  expect(stalled.totals.taxIncluded).toBeUndefined();
  expect((await unlucky.books()).intents).toEqual([]);
  await shop.repair();
  expect(await unlucky.staff('resume')).toMatchObject({
    state: 'awaitingPayment',
    totals: { taxIncluded: false },
  });
  expect(await unlucky.pay()).toMatchObject({ state: 'completed' });
});

test('an address that the tax service cannot find is asked for again, and nothing is set aside for it', async () => {
  const buyer = await Buyer.arrive(shop);
  await buyer.act({ type: 'set_address', address: { ...address, postalCode: '00000' } });
  const asked = await buyer.act({ type: 'choose_shipping', optionId: 'standard' });
  expect(asked).toMatchObject({
    state: 'awaitingAddress',
    addressProblem: expect.stringContaining('postal code'),
    acts: expect.arrayContaining(['set_address']),
  });
  expect(await buyer.books()).toMatchObject({ holds: [], intents: [] });
  const mended = await buyer.act({ type: 'set_address', address });
  expect(mended.state).toBe('awaitingPayment');
  expect(mended.addressProblem).toBeUndefined();
});
