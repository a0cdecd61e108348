import type Stripe from 'stripe';
import { missingResource } from './errors.js';
import { newId, unixNow } from './ids.js';
import type { ObjectStore } from './store.js';
import { TEST_BANK_ACCOUNTS } from './test-bank-accounts.js';
import { TEST_CARDS, type TestBehaviour, type TestCard } from './test-cards.js';

export interface UsableMethod {
  object: Stripe.PaymentMethod;
  behaviour: TestBehaviour;
}

/** A payment method by its id or, as in Stripe's test mode, a fresh one for a token such as `pm_card_visa`. */
export async function usePaymentMethod(store: ObjectStore, idOrToken: string): Promise<UsableMethod> {
  const fresh = fromToken(idOrToken);
  if (fresh) {
    await store.insert('payment_method', fresh.object, { testToken: idOrToken });
    return fresh;
  }
  const stored = await store.find('payment_method', idOrToken);
  const behaviour = stored && fromToken(stored.inner.testToken ?? '')?.behaviour;
  if (!behaviour) throw missingResource('payment_method', idOrToken, 'payment_method');
  return { object: stored.object, behaviour };
}

function fromToken(token: string): UsableMethod | undefined {
  const card = TEST_CARDS.get(token);
  if (card) return { object: { ...newPaymentMethod('card'), card: cardDetails(card) }, behaviour: card };
  const account = TEST_BANK_ACCOUNTS.get(token);
  return (
    account && { object: { ...newPaymentMethod('us_bank_account'), ...account.details }, behaviour: account }
  );
}

function newPaymentMethod(type: Stripe.PaymentMethod.Type): Stripe.PaymentMethod {
  return {
    id: newId('pm'),
    object: 'payment_method',
    allow_redisplay: 'unspecified',
    billing_details: {
      address: { city: null, country: null, line1: null, line2: null, postal_code: null, state: null },
      email: null,
      name: null,
      phone: null,
      tax_id: null,
    },
    created: unixNow(),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    type,
  };
}

function cardDetails(card: TestCard): Stripe.PaymentMethod.Card {
  return {
    brand: card.brand,
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
    country: card.country,
    display_brand: card.displayBrand ?? card.brand,
    exp_month: 12,
    exp_year: new Date().getUTCFullYear() + 2,
    funding: card.funding,
    generated_from: null,
    last4: card.last4,
    networks: { available: [card.brand], preferred: null },
    regulated_status: 'unregulated',
    three_d_secure_usage: { supported: true },
    wallet: null,
  };
}
