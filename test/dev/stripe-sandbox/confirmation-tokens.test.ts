import type Stripe from 'stripe';
import { type SandboxUnderTest, sandboxUnderTest } from './sandbox-under-test.js';

let sandbox: SandboxUnderTest;
let stripe: Stripe;
beforeAll(async () => {
  sandbox = await sandboxUnderTest();
  stripe = sandbox.stripe;
});
afterAll(() => sandbox.close());

const newIntent = () =>
  stripe.paymentIntents.create({ amount: 100, currency: 'usd', capture_method: 'manual' });
const newToken = (payment_method: string, return_url?: string) =>
  stripe.testHelpers.confirmationTokens.create({ payment_method, ...(return_url && { return_url }) });

test('a confirmation token pays once', async () => {
  const [intent, token] = [await newIntent(), await newToken('pm_card_visa', 'https://shop.example/back')];
  expect(token.payment_method_preview).toMatchObject({ type: 'card', card: { last4: '4242' } });
  const paid = await stripe.paymentIntents.confirm(intent.id, { confirmation_token: token.id });
  expect(paid.status).toBe('requires_capture');
  const other = await newIntent();
  await expect(
    stripe.paymentIntents.confirm(other.id, { confirmation_token: token.id }),
  ).rejects.toMatchObject({ code: 'confirmation_token_already_used' });
});

test('a token of a card that asks for the bank brings its own way back', async () => {
  const [intent, token] = [
    await newIntent(),
    await newToken('pm_card_authenticationRequired', 'https://shop.example/back'),
  ];
  const paid = await stripe.paymentIntents.confirm(intent.id, { confirmation_token: token.id });
  expect(paid).toMatchObject({
    status: 'requires_action',
    next_action: { redirect_to_url: { return_url: 'https://shop.example/back' } },
  });
});

test('a token of nothing is refused', async () => {
  await expect(newToken('pm_card_unheardOf')).rejects.toMatchObject({ code: 'resource_missing' });
  const intent = await newIntent();
  await expect(
    stripe.paymentIntents.confirm(intent.id, { confirmation_token: 'ctoken_none' }),
  ).rejects.toMatchObject({ code: 'resource_missing' });
});

test('the stand-in for Stripe.js gets its tokens from the page of another origin', async () => {
  const script = await (await fetch(`${sandbox.url}/_sandbox/stripe.js`)).text();
  expect(script).toContain('window.Stripe');
  const response = await fetch(`${sandbox.url}/_sandbox/confirmation_tokens`, {
    method: 'POST',
    body: new URLSearchParams({ payment_method: 'pm_card_visa' }),
  });
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  expect(await response.json()).toMatchObject({ object: 'confirmation_token' });
});
