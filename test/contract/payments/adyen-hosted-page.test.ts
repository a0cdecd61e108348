import { randomUUID } from 'node:crypto';
import { createAdyenPayments } from '../../../activities/adapters/payments/adyen.js';
import { createPostgresProviderNotices } from '../../../activities/adapters/provider-notices/postgres.js';
import { PaymentOutcomeUnknown, PaymentRefused } from '../../../activities/ports/index.js';
import { CheckoutId, money, PAYMENT_OPTIONS, PaymentMethod } from '../../../domain/index.js';
import {
  answerPage,
  type SandboxUnderTest,
  sandboxUnderTest,
} from '../../dev/adyen-sandbox/sandbox-under-test.js';

jest.setTimeout(30_000);

const RETURN_URL = 'https://shop.example/v1/checkouts/1/return';
const PAGE = PaymentMethod.parse('adyen');
const AMOUNT = money(4990, 'USD');

let subject: SandboxUnderTest;
beforeAll(async () => {
  subject = await sandboxUnderTest();
});
afterEach(() => subject.repair());
afterAll(() => subject.close());

async function onThePage(payments = subject.payments) {
  const checkoutId = CheckoutId.parse(randomUUID());
  const key = `${checkoutId}:create:1`;
  const order = { checkoutId, amount: AMOUNT, option: PAYMENT_OPTIONS.adyen, returnUrl: RETURN_URL };
  const { id } = await payments.create(order, key);
  const { status } = await payments.confirm(id, PAGE, RETURN_URL, randomUUID());
  if (status.kind !== 'action_required') throw new Error(`expected a page, not ${status.kind}`);
  return { id, checkoutId, url: status.url };
}
const statusOf = async (id: string) => (await subject.payments.retrieve(id)).status.kind;
/** Waits for what a notification brings about. */
async function until(id: string, kind: string): Promise<void> {
  for (const giveUp = Date.now() + 15_000; Date.now() < giveUp; ) {
    if ((await statusOf(id)) === kind) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`payment ${id} is ${await statusOf(id)}, not ${kind}`);
}
const charges = async (id: string) =>
  (await subject.ledger()).payments.filter(
    ({ reference, resultCode }) => reference === id && resultCode === 'Authorised',
  );

test('the id names the checkout and the key, and is the reference that the merchant reads at Adyen', async () => {
  const { id, checkoutId } = await onThePage();
  expect(id).toBe(`${checkoutId}.create.1`);
  expect((await subject.ledger()).sessions.map(({ reference }) => reference)).toContain(id);
});

test('paid on the page, it is authorised by the notification alone: the browser need not come back', async () => {
  const { id, url } = await onThePage();
  await answerPage(url, 'pay');
  await until(id, 'authorised');
  expect((await subject.payments.capture(id, randomUUID())).status).toEqual({ kind: 'captured' });
});

test('paid on the page, it is authorised by the return alone: the notification may be late', async () => {
  await subject.fault({ operation: 'webhook', kind: 'delay', ms: 60_000 });
  const { id, url } = await onThePage();
  await subject.answer(url, 'pay');
  expect(await statusOf(id)).toBe('authorised');
});

test.each([
  ['refuse', 'session_refused'],
  ['cancel', 'session_canceled'],
])('"%s" on the page leaves it declined as %s, and another page can be paid', async (answer, code) => {
  const { id, url } = await onThePage();
  await subject.answer(url, answer);
  const declined = await subject.payments.retrieve(id);
  expect(declined.status).toMatchObject({ kind: 'declined', decline: { code } });
  const again = await subject.payments.confirm(id, PAGE, RETURN_URL, randomUUID());
  if (again.status.kind !== 'action_required') throw new Error(`expected a page, not ${again.status.kind}`);
  expect(again.status.url).not.toBe(url);
  await subject.answer(again.status.url, 'pay');
  expect(await statusOf(id)).toBe('authorised');
  expect(await charges(id)).toHaveLength(1);
});

test('asked again before it is paid, it is the same page', async () => {
  const { id, url } = await onThePage();
  const { status } = await subject.payments.confirm(id, PAGE, RETURN_URL, randomUUID());
  expect(status).toEqual({ kind: 'action_required', url });
});

test('what a browser makes up is shown to Adyen and changes nothing', async () => {
  const { id, checkoutId, url } = await onThePage();
  const query = new URLSearchParams({ payment: id, sessionResult: 'made-up' });
  await subject.payments.noteReturn?.(checkoutId, query);
  expect((await subject.payments.retrieve(id)).status).toEqual({ kind: 'action_required', url });
});

test('a return to another checkout than the payment is of is not noted', async () => {
  const { id, url } = await onThePage();
  await subject.fault({ operation: 'webhook', kind: 'delay', ms: 60_000 });
  const back = await answerPage(url, 'pay');
  await subject.payments.noteReturn?.(CheckoutId.parse(randomUUID()), back.searchParams);
  expect(await statusOf(id)).toBe('action_required');
});

test('paid twice, on the page and with a token, one is taken and the other let go', async () => {
  await subject.fault({ operation: 'webhook', kind: 'delay', ms: 1_500 });
  const { id, url } = await onThePage();
  await answerPage(url, 'pay');
  const token = PaymentMethod.parse('adyen_sandbox_visa');
  await subject.payments.confirm(id, token, RETURN_URL, randomUUID());
  expect(await charges(id)).toHaveLength(2);
  for (const giveUp = Date.now() + 15_000; Date.now() < giveUp; ) {
    const { rows } = await subject.shop.pool.query(
      "select 1 from webhook_inbox where payment_id = $1 and type = 'AUTHORISATION'",
      [id],
    );
    if (rows.length === 2) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await subject.payments.capture(id, randomUUID());
  const [one, other] = await charges(id);
  expect([one?.captured, other?.captured].sort()).toEqual([0, 4990]);
  expect([one?.cancelled, other?.cancelled].sort()).toEqual([false, true]);
});

test('a capture that no notification settles is unknown, and settled by asking again', async () => {
  const hasty = createAdyenPayments(
    { ...subject.settings, settleMs: 0 },
    createPostgresProviderNotices(subject.shop.pool),
  );
  const { id, url } = await onThePage();
  await subject.answer(url, 'pay');
  await subject.fault({ operation: 'webhook', kind: 'delay', ms: 300 });
  const key = randomUUID();
  await expect(hasty.capture(id, key)).rejects.toBeInstanceOf(PaymentOutcomeUnknown);
  expect((await subject.payments.capture(id, key)).status).toEqual({ kind: 'captured' });
  expect((await charges(id))[0]?.captured).toBe(4990);
});

test('a capture that the card scheme rejects later leaves it authorised, for a person to see', async () => {
  const { id, url } = await onThePage();
  await subject.answer(url, 'pay');
  await subject.payments.capture(id, randomUUID());
  const [charge] = await charges(id);
  const path = `/_sandbox/payments/${charge?.id}/capture-failure`;
  await fetch(`${subject.sandbox.url}${path}`, { method: 'POST' });
  await until(id, 'authorised');
  await expect(subject.payments.refund(id, AMOUNT, randomUUID())).rejects.toBeInstanceOf(PaymentRefused);
  expect((await subject.payments.capture(id, randomUUID())).status).toEqual({ kind: 'captured' });
});

test('what is paid after the shop let go of it shows up as authorised, and can be voided', async () => {
  const { id, url } = await onThePage();
  expect((await subject.payments.void(id, randomUUID())).status).toEqual({ kind: 'voided' });
  await answerPage(url, 'pay');
  await until(id, 'authorised');
  expect((await subject.payments.void(id, randomUUID())).status).toEqual({ kind: 'voided' });
  expect((await charges(id))[0]?.cancelled).toBe(true);
});

test('an authorisation over another amount is no payment: a person must look', async () => {
  const { id, checkoutId } = await onThePage();
  const notices = createPostgresProviderNotices(subject.shop.pool);
  await notices.note('adyen', {
    id: 'AUTHORISATION:OTHERAMOUNT:true',
    type: 'AUTHORISATION',
    paymentId: id,
    checkoutId,
    amount: money(1, 'USD'),
    success: true,
    reference: 'OTHERAMOUNT',
  });
  await expect(subject.payments.retrieve(id)).rejects.toBeInstanceOf(PaymentOutcomeUnknown);
});

test('a refund whose answer was lost and whose notification came is found by its key, and not refused as too much', async () => {
  const { id, url } = await onThePage();
  await answerPage(url, 'pay');
  await until(id, 'authorised');
  await subject.payments.capture(id, randomUUID());
  const key = randomUUID();
  await subject.fault({ operation: 'modifications.refund', kind: 'drop_reply' });
  await expect(subject.payments.refund(id, AMOUNT, key)).rejects.toBeInstanceOf(PaymentOutcomeUnknown);
  for (const giveUp = Date.now() + 15_000; Date.now() < giveUp; ) {
    if ((await subject.payments.retrieve(id)).refunded === AMOUNT.amount) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(await subject.payments.refund(id, AMOUNT, key)).toMatchObject({ amount: AMOUNT, status: 'done' });
  const [payment] = (await subject.ledger()).payments.filter(({ reference }) => reference === id);
  expect(payment?.refunded).toBe(AMOUNT.amount);
});
