import { type Smtp, startSmtp } from '../contract/mail/smtp-under-test.js';
import { address, Buyer } from './support/buyer.js';
import { run } from './support/clockwork.js';
import { givenConsent } from './support/consent.js';
import { type Guest, startWorkflows, type Workflows } from './support/shop.js';

jest.setTimeout(90_000);

let shop: Workflows;
let smtp: Smtp;
beforeAll(async () => {
  smtp = await startSmtp();
  shop = await startWorkflows({ environment: { SMTP_URL: smtp.url, ABANDONED_CART_HOURS: '4' } });
});
afterAll(async () => {
  await shop.close();
  await smtp.close();
});

let email: string;
let guest: Guest;
let left = 0;
beforeEach(async () => {
  email = `left-${++left}@example.com`;
  guest = await shop.guest();
  await guest.fillCart(2);
  await shop.pool.query(
    `update conversation_events set at = now() - interval '1 year' where conversation_id = $1`,
    [guest.id],
  );
});

async function remind(): Promise<void> {
  await run(shop, 'cartReminders');
  await run(shop, 'mailDelivery', { forMs: 0, everyMs: 1 });
}
const mails = () => smtp.mails.filter(({ to }) => [to].flat()[0]?.text.includes(email));

test('who allowed it is reminded once, of what is in the cart at the prices of now', async () => {
  await givenConsent(shop, guest, { email, hoursAgo: 5 });
  const { rows } = await shop.pool.query(
    `update products set retail_price = retail_price + 111 where id = (
       select v.product_id from cart_lines l join variants v using (sku) where l.conversation_id = $1) returning name, retail_price as price`,
    [guest.id],
  );
  for (let n = 0; n < 3; n++) await remind();
  const [mail, ...more] = mails();
  expect(more).toEqual([]);
  expect(mail?.text).toContain(`2 x ${rows[0].name}`);
  expect(mail?.text).toContain(`$${((2 * rows[0].price) / 100).toFixed(2)}`);
  expect(mail?.text).toContain(`/?conversation=${guest.id}`);
});

test('the mail can be ended with one click, and the link in it is the one in its head', async () => {
  await givenConsent(shop, guest, { email, hoursAgo: 5 });
  await remind();
  const [mail] = mails();
  const header = (key: string) =>
    mail?.headerLines.find((line) => line.key === key)?.line.replace(/\r?\n\s*/g, ' ');
  const [, link = ''] = /<([^>]+)>/.exec(header('list-unsubscribe') ?? '') ?? [];
  expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
  expect(mail?.text).toContain(link);
  expect(link).toMatch(/\/unsubscribe\/[\w-]+\.[\w-]+$/);
});

test.each([
  ['nobody was asked', { given: null }],
  ['somebody said no', { given: false }],
  ['the checkout was cancelled', { state: 'cancelled' }],
  ['it was bought', { state: 'completed' }],
  ['a person looks after it', { state: 'stalled' }],
  ['the payment is under way', { state: 'confirmingOutcome' }],
  ['it is not long enough ago', { hoursAgo: 3 }],
  ['it is weeks ago', { hoursAgo: 24 * 21 }],
])('where %s, nobody is reminded', async (_why, checkout) => {
  await givenConsent(shop, guest, { email, hoursAgo: 5, ...checkout });
  await remind();
  expect(mails()).toEqual([]);
});

test('who takes consent back before the mail leaves is not reminded', async () => {
  const id = await givenConsent(shop, guest, { email, hoursAgo: 5 });
  await run(shop, 'cartReminders');
  await shop.pool.query(
    `insert into mail_consents (checkout_id, given, wording) values ($1, false, 'You may')`,
    [id],
  );
  await run(shop, 'mailDelivery', { forMs: 0, everyMs: 1 });
  expect(mails()).toEqual([]);
});

test('who unsubscribed is not reminded, until they allow it anew', async () => {
  await givenConsent(shop, guest, { email, hoursAgo: 5 });
  await shop.unsubscribe(email);
  await remind();
  expect(mails()).toEqual([]);
  const { rows } = await shop.pool.query(
    `select outcome, last_error from outbox where payload ->> 'conversationId' = $1`,
    [guest.id],
  );
  expect(rows).toEqual([{ outcome: 'unwanted', last_error: 'the shopper has unsubscribed' }]);

  await shop.pool.query(`delete from outbox where payload ->> 'conversationId' = $1`, [guest.id]);
  await shop.pool.query(
    `insert into mail_consents (checkout_id, given, wording) select id, true, 'You may' from checkouts where conversation_id = $1`,
    [guest.id],
  );
  await remind();
  expect(mails()).toHaveLength(1);
});

test('an emptied cart, a message and a newer checkout each say that it is not left behind', async () => {
  const [emptied, chatting, again] = [guest, await shop.guest(), await shop.guest()];
  for (const each of [chatting, again]) await each.fillCart();
  for (const each of [emptied, chatting, again]) await givenConsent(shop, each, { email, hoursAgo: 5 });
  await shop.pool.query('delete from cart_lines where conversation_id = $1', [emptied.id]);
  await shop.pool.query(
    `update conversation_events set at = now() - interval '1 year' where conversation_id = $1`,
    [again.id],
  );
  await givenConsent(shop, again, { email, hoursAgo: 1 });
  await remind();
  expect(mails()).toEqual([]);
});

test('an order that is placed before the mail leaves makes it unwanted', async () => {
  await givenConsent(shop, guest, { email, hoursAgo: 5 });
  await run(shop, 'cartReminders');
  const buyer = new Buyer(shop, await guest.checkOut());
  await buyer.reaches('awaitingAddress');
  await buyer.act({ type: 'set_address', address });
  await buyer.act({ type: 'choose_shipping', optionId: 'standard' });
  await buyer.pay();
  await buyer.reaches('completed');
  await run(shop, 'mailDelivery', { forMs: 0, everyMs: 1 });
  expect(mails()).toEqual([]);
});

test('reminders that are looked for at once are one', async () => {
  await givenConsent(shop, guest, { email, hoursAgo: 5 });
  await Promise.all(Array.from({ length: 4 }, () => run(shop, 'cartReminders')));
  await run(shop, 'mailDelivery', { forMs: 0, everyMs: 1 });
  expect(mails()).toHaveLength(1);
});
