import {
  addFault,
  answerPage,
  type SandboxUnderTest,
  sandboxUnderTest,
} from '../dev/paypal-sandbox/sandbox-under-test.js';
import { Buyer } from './support/buyer.js';
import { startWorkflows, type Workflows } from './support/shop.js';

jest.setTimeout(90_000);

let paypal: SandboxUnderTest;
let shop: Workflows;
beforeAll(async () => {
  paypal = await sandboxUnderTest();
  shop = await startWorkflows({
    paymentOptions: 'card,paypal',
    environment: { PAYPAL_CLIENT_ID: 'id', PAYPAL_CLIENT_SECRET: 'secret', PAYPAL_API_URL: paypal.url },
  });
});
afterAll(async () => {
  await shop.close();
  await paypal.close();
});

/** A shopper who has chosen PayPal, and pressed the button. */
async function atPayPal() {
  const buyer = await Buyer.readyToPay(shop);
  const { paymentOptions } = await buyer.act({ type: 'choose_payment', optionId: 'paypal' });
  expect(paymentOptions.map(({ id }) => id)).toEqual(['card', 'paypal']);
  const view = await buyer.pay('paypal');
  expect(view).toMatchObject({ state: 'awaitingAuthentication', authenticationUrl: expect.any(String) });
  return { buyer, page: view.authenticationUrl ?? '' };
}

/** What PayPal has of a checkout. */
async function movements({ id }: Buyer) {
  const { authorizations, captures } = await paypal.ledger();
  const units = ({ amount: { value } }: { amount: { value: string } }) => Number(value.replace('.', ''));
  const of = (list: typeof captures) => list.filter(({ custom_id }) => custom_id === id);
  return {
    authorizations: of(authorizations).map(({ status }) => status),
    captured: of(captures).map(units),
  };
}

test('a checkout paid with PayPal: approved on its page, authorised, ordered, captured', async () => {
  const { buyer, page } = await atPayPal();
  expect(await answerPage(page, 'approve')).toContain(`/v1/checkouts/${buyer.id}/return?token=`);
  await buyer.news();
  const view = await buyer.reaches('completed', 'stalled');
  expect(view.state).toBe('completed');
  expect(await movements(buyer)).toEqual({
    authorizations: ['CAPTURED'],
    captured: [view.totals.total.amount],
  });
  expect(await buyer.books()).toMatchObject({
    orders: [{ state: 'paid' }],
    holds: [{ state: 'consumed' }],
    // The card that was not used.
    intents: [{ status: 'canceled', taken: 0 }],
  });
});

test('what PayPal declines is paid on a second visit to its page', async () => {
  const { buyer, page } = await atPayPal();
  await answerPage(page, 'approve', 'declined');
  await buyer.news();
  expect(await buyer.reaches('awaitingPayment')).toMatchObject({ decline: { code: 'instrument_declined' } });
  const { authenticationUrl = '' } = await buyer.pay('paypal');
  await answerPage(authenticationUrl, 'approve');
  await buyer.news();
  await buyer.reaches('completed');
  expect(await movements(buyer)).toMatchObject({ authorizations: ['CAPTURED'] });
});

test('whoever turns back on the page may look again, and pay with a card', async () => {
  const { buyer, page } = await atPayPal();
  await answerPage(page, 'cancel');
  await buyer.news();
  expect(await buyer.reaches('awaitingAuthentication')).toMatchObject({ authenticationUrl: page });
  await buyer.act({ type: 'choose_payment', optionId: 'card' });
  expect(await buyer.pay()).toMatchObject({ state: 'completed' });
  // The page is still open somewhere: what is agreed there now is not taken.
  await answerPage(page, 'approve');
  expect(await movements(buyer)).toEqual({ authorizations: [], captured: [] });
});

test('a lost reply to the authorisation and to the capture takes the money once', async () => {
  const { buyer, page } = await atPayPal();
  await answerPage(page, 'approve');
  await addFault(paypal.url, { operation: 'orders.authorize', kind: 'drop_reply' });
  await addFault(paypal.url, { operation: 'authorizations.capture', kind: 'drop_reply' });
  await buyer.news();
  const { totals } = await buyer.reaches('completed');
  expect(await movements(buyer)).toEqual({ authorizations: ['CAPTURED'], captured: [totals.total.amount] });
});
