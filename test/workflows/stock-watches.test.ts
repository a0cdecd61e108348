import { randomUUID } from 'node:crypto';
import type { ProductId, Sku } from '../../domain/index.js';
import { type Smtp, startSmtp } from '../contract/mail/smtp-under-test.js';
import { Buyer } from './support/buyer.js';
import { run } from './support/clockwork.js';
import { givenConsent } from './support/consent.js';
import { type Guest, startWorkflows, type Workflows, wordsOf } from './support/shop.js';

jest.setTimeout(90_000);

let shop: Workflows;
let smtp: Smtp;
beforeAll(async () => {
  smtp = await startSmtp();
  shop = await startWorkflows({ environment: { SMTP_URL: smtp.url } });
});
afterAll(async () => {
  await shop.close();
  await smtp.close();
});

/** A variant, sold out, for one test alone; the only one of its product in its size. */
async function soldOut(): Promise<{
  sku: Sku;
  productId: ProductId;
  size: string;
  colour: string;
  name: string;
}> {
  const { rows } = await shop.pool.query(
    `update variants v set stock = 0 from products p where p.id = v.product_id and v.sku = (
       select w.sku from variants w where w.stock > 0
         and not exists (select from variants o where o.product_id = w.product_id and (o.stock = 0
           or (o.size = w.size and o.sku <> w.sku)))
         and exists (select from variants o where o.product_id = w.product_id and o.size <> w.size)
         and not exists (select from stock_watches s join variants o on o.sku = s.sku where o.product_id = w.product_id)
       order by w.sku limit 1)
     returning v.sku, v.product_id as "productId", v.size, v.colour, p.name`,
  );
  await shop.pool.query('update catalog_state set version = version + 1');
  return rows[0];
}

const setStock = (sku: string, stock: number) =>
  shop.pool.query('update variants set stock = $2 where sku = $1', [sku, stock]);
const watchOf = async (sku: string) =>
  (await shop.pool.query('select state, told_at from stock_watches where sku = $1', [sku])).rows;
const news = async (guest: Guest) =>
  (await guest.transcript()).filter(({ ref }) => ref.startsWith('stock-back-'));

/** Waits for the news to be written: the signal is answered after the run that sent it. */
async function told(guest: Guest) {
  for (const giveUp = Date.now() + 20_000; Date.now() < giveUp; ) {
    const [entry] = await news(guest);
    if (entry) return (entry.payload as { blocks: Parameters<typeof wordsOf>[0] }).blocks;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  throw new Error('nobody was told');
}

const watch = (guest: Guest, { productId, sku }: { productId: ProductId; sku: Sku }) =>
  guest.say('Tell me when it is back', { type: 'watch_stock', productId, sku });

test('a size that is sold out can be asked for, and its return is told once, with the product', async () => {
  const variant = await soldOut();
  const guest = await shop.guest();
  const refused = await guest.say('Add', { type: 'add_to_cart', ...variant, quantity: 1 });
  const offered = refused.flatMap((block) => (block.type === 'choices' ? block.choices : []));
  expect(offered.map(({ action }) => action)).toContainEqual({
    type: 'watch_stock',
    productId: variant.productId,
    sku: variant.sku,
  });
  expect(wordsOf(await watch(guest, variant))).toContain('I will tell you here');

  await run(shop, 'stockWatches');
  expect(await watchOf(variant.sku)).toMatchObject([{ state: 'watching' }]);

  await setStock(variant.sku, 2);
  await run(shop, 'stockWatches');
  const blocks = await told(guest);
  expect(wordsOf(blocks)).toContain('back in stock');
  const [card] = blocks.flatMap((block) => (block.type === 'products' ? block.items : []));
  expect(card?.id).toBe(variant.productId);
  expect(card?.variants[0]).toMatchObject({ sku: variant.sku, available: 2 });

  await setStock(variant.sku, 0);
  await setStock(variant.sku, 5);
  await run(shop, 'stockWatches');
  expect(await watchOf(variant.sku)).toMatchObject([{ state: 'back' }]);
  expect(await news(guest)).toHaveLength(1);
});

test('it can be asked for in words', async () => {
  const variant = await soldOut();
  const guest = await shop.guest();
  await guest.say('show it', { type: 'search', constraints: { text: variant.name, size: variant.size } });
  await guest.say('Add', { type: 'add_to_cart', productId: variant.productId, quantity: 1 });
  await guest.say(`tell me when size ${variant.size} in ${variant.colour} is back`);
  const watched = await watchOf(variant.sku);
  const said = await guest.say('stop watching');
  expect(watched).toMatchObject([{ state: 'watching' }]);
  expect(wordsOf(said)).toContain('stopped looking out for it');
  expect(await watchOf(variant.sku)).toMatchObject([{ state: 'stopped' }]);
});

test('several who look at once, again and again, tell each shopper once', async () => {
  const variant = await soldOut();
  const guests = await Promise.all([shop.guest(), shop.guest(), shop.guest()]);
  for (const guest of guests) await watch(guest, variant);
  await setStock(variant.sku, 1);
  await Promise.all(Array.from({ length: 5 }, () => run(shop, 'stockWatches')));
  for (const guest of guests) await told(guest);
  await run(shop, 'stockWatches');
  for (const guest of guests) expect(await news(guest)).toHaveLength(1);
  const { rows } = await shop.pool.query(
    `select count(*)::integer as mails from outbox o join stock_watches w on w.id::text = o.ref and o.topic = 'stock.back' where w.sku = $1`,
    [variant.sku],
  );
  expect(rows[0].mails).toBe(3);
});

test('a promise that was taken up by somebody who died is kept by the next', async () => {
  const variant = await soldOut();
  const guest = await shop.guest();
  await watch(guest, variant);
  await setStock(variant.sku, 1);
  await shop.activities.watchesToTell(); // and nothing further
  expect(await watchOf(variant.sku)).toMatchObject([{ state: 'back', told_at: null }]);
  await run(shop, 'stockWatches');
  await told(guest);
  expect((await watchOf(variant.sku))[0].told_at).not.toBeNull();
});

test('a conversation that has ended is begun again to be told', async () => {
  const variant = await soldOut();
  const guest = await shop.guest();
  await watch(guest, variant);
  await guest.handle.terminate('the month is over');
  await setStock(variant.sku, 1);
  await run(shop, 'stockWatches');
  expect(wordsOf(await told(guest))).toContain('back in stock');
  expect((await guest.handle.describe()).status.name).toBe('RUNNING');
});

test('units that a lapsed hold sets free count as back', async () => {
  const variant = await soldOut();
  await setStock(variant.sku, 1);
  const buyer = await Buyer.readyToPay(shop, { sku: variant.sku });
  const guest = await shop.guest();
  await watch(guest, variant);
  await run(shop, 'stockWatches');
  expect(await watchOf(variant.sku)).toMatchObject([{ state: 'watching' }]);
  await shop.pool.query(`update holds set expires_at = now() where checkout_id = $1`, [buyer.id]);
  await run(shop, 'stockWatches');
  await told(guest);
});

test('what was stopped, or is older than its time, is not told', async () => {
  const variant = await soldOut();
  const [stopper, sleeper] = [await shop.guest(), await shop.guest()];
  await watch(stopper, variant);
  await watch(sleeper, variant);
  await stopper.say('Stop watching', { type: 'stop_watching' });
  await shop.pool.query(`update stock_watches set ends_at = now() where conversation_id = $1`, [sleeper.id]);
  await setStock(variant.sku, 1);
  await run(shop, 'stockWatches');
  expect((await watchOf(variant.sku)).map(({ state }) => state).sort()).toEqual(['ended', 'stopped']);
  expect([...(await news(stopper)), ...(await news(sleeper))]).toEqual([]);
});

test('asked twice it is one promise; what can be had is shown instead', async () => {
  const variant = await soldOut();
  const guest = await shop.guest();
  await watch(guest, variant);
  await watch(guest, variant);
  expect(await watchOf(variant.sku)).toHaveLength(1);
  await setStock(variant.sku, 3);
  const other = await shop.guest();
  expect(wordsOf(await watch(other, variant))).toContain('right now');
});

test('a mail follows where the shopper gave an address and allowed it, and nowhere else', async () => {
  const variant = await soldOut();
  const [allowing, silent, gone] = [await shop.guest(), await shop.guest(), await shop.guest()];
  await givenConsent(shop, allowing, { email: 'allowing@example.com' });
  await givenConsent(shop, silent, { email: 'silent@example.com', given: false });
  await givenConsent(shop, gone, { email: 'gone@example.com' });
  await shop.unsubscribe('gone@example.com');
  for (const guest of [allowing, silent, gone]) await watch(guest, variant);
  await setStock(variant.sku, 1);
  await run(shop, 'stockWatches');
  await run(shop, 'mailDelivery', { forMs: 0, everyMs: 1 });
  const mails = smtp.mails.filter(({ subject }) => subject === `Back in stock: ${variant.name}`);
  expect(mails.map(({ to }) => [to].flat()[0]?.text)).toEqual([
    expect.stringContaining('allowing@example.com'),
  ]);
  expect(mails[0]?.text).toContain('/unsubscribe/');
  const { rows } = await shop.pool.query(
    `select outcome, last_error from outbox o join stock_watches w on w.id::text = o.ref where w.sku = $1 and outcome <> 'sent'`,
    [variant.sku],
  );
  expect(rows.map(({ last_error: why }) => why).sort()).toEqual([
    'the shopper has not allowed it',
    'the shopper has unsubscribed',
  ]);
});

test('an unknown product is said to be unknown', async () => {
  const guest = await shop.guest();
  const unknown = { productId: 2_000_000_000 as ProductId, sku: `nothing-${randomUUID()}` as Sku };
  expect(wordsOf(await watch(guest, unknown))).toContain('not in the shop');
});
