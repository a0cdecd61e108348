import {
  authorisedIntent,
  failureOf,
  newIntent,
  RETURN_URL,
  type SandboxUnderTest,
  sandboxUnderTest,
} from './sandbox-under-test.js';

let sandbox: SandboxUnderTest;
beforeAll(async () => {
  sandbox = await sandboxUnderTest();
});
afterAll(() => sandbox.close());

async function intentAtTheBank(card = 'pm_card_threeDSecure2Required') {
  const intent = await newIntent(sandbox.stripe, {
    payment_method: card,
    confirm: true,
    return_url: `${RETURN_URL}?checkout=1`,
  });
  return { id: intent.id, url: intent.next_action!.redirect_to_url!.url! };
}

function answer(url: string, choice: string): Promise<Response> {
  return fetch(url, { method: 'POST', body: new URLSearchParams({ answer: choice }), redirect: 'manual' });
}

test('the shopper is sent to the bank, and nothing is charged yet', async () => {
  const { id, url } = await intentAtTheBank('pm_card_authenticationRequired');
  expect(await sandbox.stripe.paymentIntents.retrieve(id)).toMatchObject({
    status: 'requires_action',
    next_action: {
      type: 'redirect_to_url',
      redirect_to_url: { url, return_url: `${RETURN_URL}?checkout=1` },
    },
    latest_charge: null,
  });
});

test('the page works without scripts, under a policy of its own that lets the form lead back to the shop', async () => {
  const { url } = await intentAtTheBank();
  const response = await fetch(url);
  const html = await response.text();
  expect(response.headers.get('content-type')).toMatch(/^text\/html/);
  const policy = response.headers.get('content-security-policy');
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("form-action 'self' http://shop.test");
  expect(html).toContain('<html lang="en">');
  expect(html).toContain('$12.34');
  expect(html).not.toContain('<script');
  for (const choice of ['Approve', 'Decline'])
    expect(html).toMatch(new RegExp(`<button type="submit"[^>]*>${choice}`));
});

test('approval authorises and leads back with what Stripe tells', async () => {
  const { id, url } = await intentAtTheBank();
  const response = await answer(url, 'approve');
  expect(response.status).toBe(303);
  const back = new URL(response.headers.get('location')!);
  expect(back.origin + back.pathname).toBe(RETURN_URL);
  expect(Object.fromEntries(back.searchParams)).toMatchObject({
    checkout: '1',
    payment_intent: id,
    payment_intent_client_secret: expect.stringMatching(/_secret_/),
    redirect_status: 'succeeded',
  });
  expect(await sandbox.stripe.paymentIntents.retrieve(id)).toMatchObject({
    status: 'requires_capture',
    next_action: null,
    amount_capturable: 1234,
  });
});

test('a refusal asks for another payment method', async () => {
  const { id, url } = await intentAtTheBank();
  const response = await answer(url, 'decline');
  expect(new URL(response.headers.get('location')!).searchParams.get('redirect_status')).toBe('failed');
  expect(await sandbox.stripe.paymentIntents.retrieve(id)).toMatchObject({
    status: 'requires_payment_method',
    latest_charge: null,
    last_payment_error: { code: 'payment_intent_authentication_failure' },
  });
});

test('a card can be declined after the bank was satisfied', async () => {
  const { id, url } = await intentAtTheBank('pm_card_authenticationRequiredChargeDeclinedInsufficientFunds');
  const response = await answer(url, 'approve');
  expect(new URL(response.headers.get('location')!).searchParams.get('redirect_status')).toBe('failed');
  expect(await sandbox.stripe.paymentIntents.retrieve(id)).toMatchObject({
    status: 'requires_payment_method',
    last_payment_error: { decline_code: 'insufficient_funds' },
  });
});

test('approving twice at once charges once', async () => {
  const { id, url } = await intentAtTheBank();
  await Promise.all([answer(url, 'approve'), answer(url, 'approve'), answer(url, 'decline')]);
  const { charges } = await sandbox.ledger();
  expect(charges.filter(({ payment_intent }) => payment_intent === id).length).toBeLessThanOrEqual(1);
});

test('the page says so when nothing is left to confirm', async () => {
  const { id } = await authorisedIntent(sandbox.stripe);
  const html = await (await fetch(`${sandbox.url}/_sandbox/authenticate/${id}`)).text();
  expect(html).toContain('Nothing left to confirm');
  expect(html).not.toContain('<button');
});

test('callers without a shopper at hand are refused at once', async () => {
  const { id } = await newIntent(sandbox.stripe);
  const failure = await failureOf(
    sandbox.stripe.paymentIntents.confirm(id, {
      payment_method: 'pm_card_authenticationRequired',
      return_url: RETURN_URL,
      error_on_requires_action: true,
    }),
  );
  expect(failure).toMatchObject({ statusCode: 402, code: 'authentication_required' });
});
