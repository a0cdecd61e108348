import { randomUUID } from 'node:crypto';
import Stripe from 'stripe';
import { createStripePayments } from '../../../activities/adapters/payments/stripe.js';
import { CheckoutId, money, PAYMENT_OPTIONS, PaymentMethod } from '../../../domain/index.js';
import {
  authorisedIntent,
  failureOf,
  RETURN_URL,
  type SandboxUnderTest,
  sandboxUnderTest,
} from './sandbox-under-test.js';
import { findStripeMock, HOW_TO_GET_IT, type RunningMock, startStripeMock } from './stripe-mock.js';

const program = findStripeMock();
if (!program)
  console.warn(`NOT CHECKED: shapes against Stripe's own stripe-mock. To check them: ${HOW_TO_GET_IT}.`);

jest.setTimeout(60_000);

/** The mock always shows these; Stripe does when they are expanded. */
const ON_DEMAND = ['total_count', 'refunds'];

(program ? describe : describe.skip)("against Stripe's own mock", () => {
  let mock: RunningMock;
  let sandbox: SandboxUnderTest;
  let official: Stripe;
  beforeAll(async () => {
    mock = await startStripeMock(program!);
    sandbox = await sandboxUnderTest();
    official = new Stripe('sk_test_123', {
      host: '127.0.0.1',
      port: mock.port,
      protocol: 'http',
      maxNetworkRetries: 0,
      telemetry: false,
    });
  });
  afterAll(async () => {
    await mock?.close();
    await sandbox?.close();
  });

  test('the mock refuses what Stripe does not know', async () => {
    const wish = { amount: 100, currency: 'usd', colour: 'blue' } as Stripe.PaymentIntentCreateParams;
    expect(await failureOf(official.paymentIntents.create(wish))).toMatchObject({ statusCode: 400 });
  });

  test('every request that the adapter sends is one that Stripe knows', async () => {
    const payments = createStripePayments({
      secretKey: 'sk_test_123',
      webhookSecrets: ['whsec_x'],
      apiUrl: mock.url,
    });
    const payment = {
      checkoutId: CheckoutId.parse(randomUUID()),
      amount: money(100, 'USD'),
      option: PAYMENT_OPTIONS.card,
      returnUrl: RETURN_URL,
    };
    const created = await payments.create(payment, randomUUID());
    await payments.confirm(created.id, PaymentMethod.parse('pm_card_visa'), RETURN_URL, randomUUID());
    await payments.retrieve(created.id);
    await payments.capture(created.id, randomUUID());
    await payments.void(created.id, randomUUID());
    await payments.refund(created.id, money(100, 'USD'), randomUUID());
    await official.paymentIntents.search({ query: "metadata['checkout_id']:'x'" });
  });

  test.each<[string, (stripe: Stripe, intent: Stripe.PaymentIntent) => Promise<object>]>([
    ['PaymentIntents', (stripe, { id }) => stripe.paymentIntents.retrieve(id)],
    ['lists', (stripe) => stripe.paymentIntents.list({ limit: 1 })],
    ['search results', (stripe) => stripe.paymentIntents.search({ query: "status:'succeeded'" })],
    ['charges', (stripe, { latest_charge }) => stripe.charges.retrieve(latest_charge as string)],
    [
      'payment methods',
      (stripe, { payment_method }) => stripe.paymentMethods.retrieve(payment_method as string),
    ],
    ['refunds', (stripe, { id }) => stripe.refunds.create({ payment_intent: id, amount: 100 })],
    ['customers', (stripe) => stripe.customers.create({ email: 'ada@shop.test' })],
    ['events', async (stripe) => (await stripe.events.list({ limit: 1 })).data[0]!],
  ])('%s have the members that Stripe gives them', async (_, get) => {
    const { id } = await authorisedIntent(sandbox.stripe);
    const intent = await sandbox.stripe.paymentIntents.capture(id);
    const theirs = await get(official, intent);
    const ours = await get(sandbox.stripe, intent);
    expect(Object.keys(theirs).filter((member) => !(member in ours) && !ON_DEMAND.includes(member))).toEqual(
      [],
    );
  });
});
