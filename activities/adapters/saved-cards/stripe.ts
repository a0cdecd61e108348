import Stripe from 'stripe';
import type { PaymentMethod, ShopperId } from '../../../domain/index.js';
import type { CardSetup, PaymentCustomers, SavedCard, SavedCards } from '../../ports/saved-cards.js';
import { openStripe, paidWith, type StripePaymentsOptions } from '../payments/stripe-client.js';
import { portError, refusedFor } from '../payments/stripe-errors.js';
import { toDecline } from '../payments/stripe-payment.js';

const PROVIDER = 'stripe';

/** Cards kept as payment methods of a Stripe customer, one for each shopper; set up by SetupIntents. */
export function createStripeSavedCards(
  options: StripePaymentsOptions,
  customers: PaymentCustomers,
): SavedCards {
  const stripe = openStripe(options);

  /** The shopper's customer, made when it is first needed. */
  async function customerOf(shopperId: ShopperId): Promise<string> {
    const known = await customers.find(shopperId, PROVIDER);
    if (known) return known;
    const wish = { metadata: { shopper_id: shopperId } };
    const { id } = await stripe.customers.create(wish, { idempotencyKey: `customer:${shopperId}` });
    return customers.remember(shopperId, PROVIDER, id);
  }

  return {
    async list(shopperId) {
      const customer = await customers.find(shopperId, PROVIDER);
      if (!customer) return [];
      return inPortWords(async () => {
        const { data } = await stripe.customers.listPaymentMethods(customer, { type: 'card', limit: 20 });
        return data.flatMap(toSavedCard);
      });
    },

    save: (shopperId, method, returnUrl, key) =>
      inPortWords(async (): Promise<CardSetup> => {
        const customer = await customerOf(shopperId);
        const wish: Stripe.SetupIntentCreateParams = {
          customer,
          confirm: true,
          usage: 'on_session',
          return_url: returnUrl,
          ...paidWith(method),
        };
        try {
          const setup = await stripe.setupIntents.create(wish, { idempotencyKey: key });
          return await toCardSetup(stripe, setup);
        } catch (error) {
          if (!(error instanceof Stripe.errors.StripeCardError)) throw error;
          return { kind: 'declined', decline: toDecline(error) };
        }
      }),

    async forget(shopperId, cardId) {
      const customer = await customers.find(shopperId, PROVIDER);
      if (!customer) return;
      await inPortWords(async () => {
        const { data } = await stripe.customers.listPaymentMethods(customer, { type: 'card', limit: 20 });
        if (data.some(({ id }) => id === cardId)) await stripe.paymentMethods.detach(cardId);
      });
    },

    async forgetAll(shopperId) {
      const customer = await customers.find(shopperId, PROVIDER);
      if (!customer) return;
      await inPortWords(async () => {
        try {
          await stripe.customers.del(customer);
        } catch (error) {
          // It is gone already.
          if (!refusedFor(error, 'resource_missing')) throw error;
        }
      });
    },
  };
}

async function inPortWords<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw portError(error);
  }
}

async function toCardSetup(stripe: Stripe, setup: Stripe.SetupIntent): Promise<CardSetup> {
  const url = setup.next_action?.redirect_to_url?.url;
  if (setup.status === 'requires_action' && url) return { kind: 'action_required', url };
  const method = await stripe.paymentMethods.retrieve(String(setup.payment_method));
  const [card] = toSavedCard(method);
  if (setup.status !== 'succeeded' || !card)
    throw new Error(`setup ${setup.id} is ${setup.status} and leaves no card`);
  return { kind: 'saved', card };
}

function toSavedCard({ id, card }: Stripe.PaymentMethod): SavedCard[] {
  if (!card) return [];
  const { brand, last4, exp_month: month, exp_year: year } = card;
  return [{ id: id as PaymentMethod, brand, last4, expires: { month, year } }];
}
