import {
  CheckoutPaymentIntent,
  type Order,
  type OrdersController,
  PatchOp,
  type PaymentsController,
} from '@paypal/paypal-server-sdk';
import type { Money, PaymentMethod } from '../../../domain/index.js';
import {
  type NewPayment,
  type Payment,
  PaymentRefused,
  type Payments,
  type Refund,
  type WebhookRequest,
} from '../../ports/payments.js';
import { PayPalClient } from './paypal-client.js';
import { declineFor, issueOf, portError } from './paypal-errors.js';
import {
  authorizationOf,
  captureOf,
  GIVEN_UP,
  isGivenUp,
  toAmount,
  toPayment,
  toRefund,
  waitingForShopper,
} from './paypal-payment.js';
import { readPayPalWebhook } from './paypal-webhook.js';

export interface PayPalPaymentsOptions {
  clientId: string;
  clientSecret: string;
  /** Where the API answers when not at PayPal, such as the sandbox's address. */
  apiUrl?: string | undefined;
  /** PayPal's id of the webhook; without it webhooks are refused. */
  webhookId?: string | undefined;
  /** How long one request may take; default 10,000. A call makes a few requests. */
  timeoutMs?: number;
}

/** Changes answer with the whole object, not with its id alone. */
const prefer = 'return=representation';
/** PayPal's orders have one purchase unit here, and this is what it is called. */
const UNIT = 'default';

interface Api {
  orders: OrdersController;
  payments: PaymentsController;
}

/** Payments that shoppers agree to at PayPal, or at the sandbox that speaks its wire format; set aside, then taken. */
export function createPayPalPayments(options: PayPalPaymentsOptions): Payments {
  const { webhookId, timeoutMs = 10_000, ...credentials } = options;
  return new PayPalPayments(new PayPalClient({ ...credentials, timeoutMs }), webhookId);
}

/** The id of a payment is that of PayPal's order. */
class PayPalPayments implements Payments {
  readonly provider = 'paypal';
  readonly #paypal: PayPalClient;
  readonly #webhookId: string | undefined;

  constructor(paypal: PayPalClient, webhookId: string | undefined) {
    this.#paypal = paypal;
    this.#webhookId = webhookId;
  }

  async create({ checkoutId, amount, returnUrl }: NewPayment, key: string): Promise<Payment> {
    return this.#ask(async ({ orders }) => {
      const { result } = await orders.createOrder({
        paypalRequestId: key,
        prefer,
        body: {
          intent: CheckoutPaymentIntent.Authorize,
          purchaseUnits: [{ referenceId: UNIT, customId: checkoutId, amount: toAmount(amount) }],
          // Whoever cancels comes back to the same place: the shop asks PayPal what became of it.
          paymentSource: { paypal: { experienceContext: { returnUrl, cancelUrl: returnUrl } } },
        },
      });
      const payment = toPayment(result);
      if (payment.amount.amount !== amount.amount || payment.amount.currency !== amount.currency) {
        throw new PaymentRefused(`The key ${key} has made an order over another amount.`);
      }
      // The page is known from the start; nobody was sent there yet.
      return payment.status.kind === 'action_required'
        ? { ...payment, status: { kind: 'awaiting_method' } }
        : payment;
    });
  }

  async confirm(paymentId: string, method: PaymentMethod, _: string, key: string): Promise<Payment> {
    if (method !== 'paypal') throw new PaymentRefused('Pay with "paypal": PayPal asks for the rest itself.');
    return this.#ask(async (api) => {
      const order = await orderOf(api, paymentId);
      if (isGivenUp(order)) throw new PaymentRefused(`Order ${paymentId} was cancelled by the shop.`);
      try {
        const { result } = await api.orders.authorizeOrder({ id: paymentId, paypalRequestId: key, prefer });
        return toPayment(result);
      } catch (error) {
        const issue = issueOf(error);
        const decline = declineFor(issue);
        if (decline) return { ...toPayment(order), status: { kind: 'declined', decline } };
        if (issue === 'ORDER_ALREADY_AUTHORIZED') return toPayment(await orderOf(api, paymentId));
        if (issue !== 'ORDER_NOT_APPROVED' && issue !== 'PAYER_ACTION_REQUIRED') throw error;
        const now = await orderOf(api, paymentId);
        return { ...toPayment(now), status: waitingForShopper(now) };
      }
    });
  }

  async retrieve(paymentId: string): Promise<Payment> {
    return this.#ask(async (api) => toPayment(await orderOf(api, paymentId)));
  }

  async capture(paymentId: string, key: string): Promise<Payment> {
    return this.#ask(async (api) => {
      const order = await orderOf(api, paymentId);
      if (captureOf(order)) return toPayment(order);
      const authorizationId = authorizationOf(order)?.id;
      if (!authorizationId) throw new PaymentRefused(`Nothing is authorised for order ${paymentId}.`);
      try {
        await api.payments.captureAuthorizedPayment({ authorizationId, paypalRequestId: key, prefer });
      } catch (error) {
        if (issueOf(error) !== 'AUTHORIZATION_ALREADY_CAPTURED') throw error;
      }
      return toPayment(await orderOf(api, paymentId));
    });
  }

  async void(paymentId: string, key: string): Promise<Payment> {
    return this.#ask(async (api) => {
      let order = await orderOf(api, paymentId);
      if (toPayment(order).status.kind === 'voided') return toPayment(order);
      if (!authorizationOf(order)) {
        await giveUp(api, paymentId);
        // It may have been authorised while it was given up.
        order = await orderOf(api, paymentId);
      }
      if (captureOf(order)) throw new PaymentRefused(`Order ${paymentId} was captured; refund it instead.`);
      const authorizationId = authorizationOf(order)?.id;
      if (authorizationId) await voidAuthorization(api, authorizationId, key);
      return { ...toPayment(order), status: { kind: 'voided' } };
    });
  }

  async refund(paymentId: string, amount: Money, key: string): Promise<Refund> {
    return this.#ask(async (api) => {
      const captureId = captureOf(await orderOf(api, paymentId))?.id;
      if (!captureId) throw new PaymentRefused(`Order ${paymentId} was never captured.`);
      const body = { amount: toAmount(amount) };
      const refund = { captureId, paypalRequestId: key, prefer, body };
      return toRefund((await api.payments.refundCapturedPayment(refund)).result);
    });
  }

  async retrieveRefund(_paymentId: string, refundId: string): Promise<Refund> {
    return this.#ask(async ({ payments }) => toRefund((await payments.getRefund({ refundId })).result));
  }

  async readWebhook(request: WebhookRequest) {
    if (!this.#webhookId) throw new PaymentRefused('No webhook of PayPal is set up: PAYPAL_WEBHOOK_ID.');
    try {
      const event = await readPayPalWebhook(this.#paypal, request, this.#webhookId);
      return event ? [event] : [];
    } catch (error) {
      throw portError(error);
    }
  }

  /** Answers in the port's words alone. */
  async #ask<Result>(call: (api: Api) => Promise<Result>): Promise<Result> {
    try {
      return await this.#paypal.call(call);
    } catch (error) {
      throw portError(error);
    }
  }
}

async function orderOf({ orders }: Api, id: string): Promise<Order> {
  return (await orders.getOrder({ id })).result;
}

async function voidAuthorization({ payments }: Api, authorizationId: string, key: string): Promise<void> {
  try {
    await payments.voidPayment({ authorizationId, paypalRequestId: key, prefer });
  } catch (error) {
    if (issueOf(error) !== 'AUTHORIZATION_VOIDED') throw error;
  }
}

/**
 * Marks an order that nothing is set aside for, so that it is never authorised. One that PayPal lets nobody change
 * is as good as given up: nothing moves until it is authorised, and PayPal forgets it within hours.
 */
async function giveUp({ orders }: Api, id: string): Promise<void> {
  const path = `/purchase_units/@reference_id=='${UNIT}'/description`;
  try {
    await orders.patchOrder({ id, body: [{ op: PatchOp.Replace, path, value: GIVEN_UP }] });
  } catch (error) {
    if (!(portError(error) instanceof PaymentRefused)) throw error;
  }
}
