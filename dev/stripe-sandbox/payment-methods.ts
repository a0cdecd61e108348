import type Stripe from 'stripe';
import { missingResource } from './errors.js';
import { newId, unixNow } from './ids.js';
import type { ObjectStore } from './store.js';
import { TEST_CARDS, type TestCard } from './test-cards.js';

export interface UsableMethod {
  object: Stripe.PaymentMethod;
  card: TestCard;
}

/** A payment method by its id or, as in Stripe's test mode, a fresh one for a `pm_card_*` token. */
export async function usePaymentMethod(store: ObjectStore, idOrToken: string): Promise<UsableMethod> {
  const card = TEST_CARDS.get(idOrToken);
  if (card) {
    const object = newPaymentMethod(card);
    await store.insert('payment_method', object, { testCard: idOrToken });
    return { object, card };
  }
  const stored = await store.find('payment_method', idOrToken);
  const known = stored && TEST_CARDS.get(stored.inner.testCard ?? '');
  if (!known) throw missingResource('payment_method', idOrToken, 'payment_method');
  return { object: stored.object, card: known };
}

function newPaymentMethod(card: TestCard): Stripe.PaymentMethod {
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
    card: {
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
    },
    created: unixNow(),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: 'card',
  };
}
