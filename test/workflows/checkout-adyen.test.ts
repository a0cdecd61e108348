import { answerPage } from '../dev/adyen-sandbox/sandbox-under-test.js';
import { type Adyen, startAdyen } from './support/adyen.js';
import { Buyer } from './support/buyer.js';
import { startWorkflows, type Workflows } from './support/shop.js';

jest.setTimeout(90_000);

let adyen: Adyen;
let shop: Workflows;
beforeAll(async () => {
  adyen = await startAdyen();
  shop = await startWorkflows({ paymentOptions: 'card,adyen', environment: adyen.environment });
  adyen.serves(shop);
});
afterEach(() => adyen.repair());
afterAll(async () => {
  await shop.close();
  await adyen.close();
});

/** A buyer who has chosen Adyen, and the page on which to pay. */
async function onAdyensPage(): Promise<{ buyer: Buyer; url: string }> {
  const buyer = await Buyer.readyToPay(shop);
  const { paymentOptionId } = await buyer.act({ type: 'choose_payment', optionId: 'adyen' });
  expect(paymentOptionId).toBe('adyen');
  const { state, authenticationUrl: url } = await buyer.pay('adyen');
  expect(state).toBe('awaitingAuthentication');
  if (!url) throw new Error('there is no page to pay on');
  return { buyer, url };
}
const paid = { orders: [{ state: 'paid' }], holds: [{ state: 'consumed' }] };

test('paid at Adyen’s page: the order is written, and the money taken once', async () => {
  const { buyer, url } = await onAdyensPage();
  await adyen.answer(url, 'pay');
  const { totals } = await buyer.reaches('completed');
  expect(await buyer.books()).toMatchObject(paid);
  expect(await adyen.paymentsOf(buyer.id)).toMatchObject([
    { resultCode: 'Authorised', captured: totals.total.amount, cancelled: false },
  ]);
});

test('a browser that never comes back changes nothing: the notification is enough', async () => {
  const { buyer, url } = await onAdyensPage();
  await answerPage(url, 'pay');
  await buyer.reaches('completed');
  expect(await buyer.books()).toMatchObject(paid);
});

test('every notification twice is one order and one capture', async () => {
  const { buyer, url } = await onAdyensPage();
  await adyen.fault({ operation: 'webhook', kind: 'duplicate', times: 4 });
  await adyen.answer(url, 'pay');
  const { totals } = await buyer.reaches('completed');
  expect(await buyer.books()).toMatchObject(paid);
  expect((await adyen.paymentsOf(buyer.id)).map(({ captured }) => captured)).toEqual([totals.total.amount]);
});

test('a capture whose reply is lost is asked for again, and takes the money once', async () => {
  const { buyer, url } = await onAdyensPage();
  await adyen.fault({ operation: 'modifications.capture', kind: 'drop_reply' });
  await adyen.answer(url, 'pay');
  const { totals } = await buyer.reaches('completed');
  expect((await adyen.paymentsOf(buyer.id)).map(({ captured }) => captured)).toEqual([totals.total.amount]);
});

test('refused at Adyen’s page, the shopper reads why and pays with a card', async () => {
  const { buyer, url } = await onAdyensPage();
  await adyen.answer(url, 'refuse');
  const { decline } = await buyer.reaches('awaitingPayment');
  expect(decline).toMatchObject({
    code: 'session_refused',
    message: expect.stringContaining('Nothing was charged'),
  });
  await buyer.act({ type: 'choose_payment', optionId: 'card' });
  expect(await buyer.pay()).toMatchObject({ state: 'completed' });
  expect((await adyen.paymentsOf(buyer.id)).filter(({ resultCode }) => resultCode === 'Authorised')).toEqual(
    [],
  );
});

test('cancelled while at Adyen’s page, the stock goes back', async () => {
  const { buyer } = await onAdyensPage();
  await buyer.act({ type: 'cancel' });
  await buyer.reaches('cancelled');
  expect(await buyer.books()).toMatchObject({ orders: [], holds: [{ state: 'released' }] });
});
