import { z } from 'zod';
import { Amount, minorUnits } from './amounts.js';
import { type Call, now } from './call.js';
import { newId, unprocessable } from './errors.js';
import { NOTHING, type Operation, operation } from './operation.js';
import { save, unitOf } from './orders.js';
import type { Authorization, Capture, Refund, Stored } from './store.js';

const amountWish = z.object({ amount: Amount.optional() }).nullish();

/** Payments v2: https://developer.paypal.com/docs/api/payments/v2/ */
export const PAYMENT_OPERATIONS: Operation[] = [
  operation({
    name: 'authorizations.retrieve',
    method: 'GET',
    path: '/v2/payments/authorizations/:id',
    body: NOTHING,
    execute: async (call, _, id) => (await call.store.get('authorization', id)).object,
  }),
  operation({
    name: 'authorizations.capture',
    method: 'POST',
    path: '/v2/payments/authorizations/:id/capture',
    body: amountWish,
    status: 201,
    async execute(call, wish, id) {
      const { order, authorization } = await lockAuthorization(call, id);
      refuseUnlessOpen(authorization.object);
      if (wish?.amount && !isSame(wish.amount, authorization.object.amount)) {
        throw unprocessable('MAX_CAPTURE_AMOUNT_EXCEEDED', 'This sandbox captures the whole authorization.');
      }
      const capture = newCapture(call, order.object.id, authorization.object);
      await call.store.insert('capture', capture);
      authorization.object.status = 'CAPTURED';
      await saveAuthorization(call, order, authorization, [capture]);
      await call.emit(
        'PAYMENT.CAPTURE.COMPLETED',
        'capture',
        `Payment completed for ${capture.amount.value} ${capture.amount.currency_code}`,
        capture,
      );
      return capture;
    },
  }),
  operation({
    name: 'authorizations.void',
    method: 'POST',
    path: '/v2/payments/authorizations/:id/void',
    body: NOTHING,
    async execute(call, _, id) {
      const { order, authorization } = await lockAuthorization(call, id);
      refuseUnlessOpen(authorization.object);
      authorization.object.status = 'VOIDED';
      await saveAuthorization(call, order, authorization, []);
      await call.emit(
        'PAYMENT.AUTHORIZATION.VOIDED',
        'authorization',
        'A payment authorization was voided',
        authorization.object,
      );
      return authorization.object;
    },
  }),
  operation({
    name: 'captures.retrieve',
    method: 'GET',
    path: '/v2/payments/captures/:id',
    body: NOTHING,
    execute: async (call, _, id) => (await call.store.get('capture', id)).object,
  }),
  operation({
    name: 'captures.refund',
    method: 'POST',
    path: '/v2/payments/captures/:id/refund',
    body: amountWish,
    status: 201,
    async execute(call, wish, id) {
      const found = await call.store.get('capture', id);
      const order = await call.store.lock('order', found.object.supplementary_data.related_ids.order_id);
      const capture = await call.store.lock('capture', id);
      const refund = newRefund(call, capture.object, wish?.amount ?? capture.object.amount);
      const refunds = [...(unitOf(order.object).payments?.refunds ?? []), refund];
      const total = refunds.reduce((sum, { amount }) => sum + minorUnits(amount), 0);
      const most = minorUnits(capture.object.amount);
      refuseRefund(capture.object, refund, total, most);
      capture.object.status = total === most ? 'REFUNDED' : 'PARTIALLY_REFUNDED';
      await call.store.insert('refund', refund);
      await call.store.save('capture', capture);
      const { payments } = unitOf(order.object);
      if (payments) Object.assign(payments, { captures: [capture.object], refunds });
      await save(call, order);
      await call.emit('PAYMENT.CAPTURE.REFUNDED', 'refund', 'A capture payment was refunded', refund);
      return refund;
    },
  }),
  operation({
    name: 'refunds.retrieve',
    method: 'GET',
    path: '/v2/payments/refunds/:id',
    body: NOTHING,
    execute: async (call, _, id) => (await call.store.get('refund', id)).object,
  }),
];

/** The order is locked first, always, so that two calls never wait for each other. */
async function lockAuthorization(call: Call, id: string) {
  const { object } = await call.store.get('authorization', id);
  const order = await call.store.lock('order', object.supplementary_data.related_ids.order_id);
  return { order, authorization: await call.store.lock('authorization', id) };
}

function refuseUnlessOpen({ status }: Authorization): void {
  if (status === 'VOIDED') {
    throw unprocessable('AUTHORIZATION_VOIDED', 'A voided authorization cannot be captured or voided again.');
  }
  if (status !== 'CREATED') {
    throw unprocessable('AUTHORIZATION_ALREADY_CAPTURED', 'Authorization has already been captured.');
  }
}

function refuseRefund(capture: Capture, refund: Refund, total: number, most: number): void {
  if (capture.amount.currency_code !== refund.amount.currency_code) {
    throw unprocessable('REFUND_CAPTURE_CURRENCY_MISMATCH', 'Refund in the currency of the capture.');
  }
  if (capture.status === 'REFUNDED') {
    throw unprocessable('CAPTURE_FULLY_REFUNDED', 'The capture has already been fully refunded.');
  }
  if (total > most || minorUnits(refund.amount) === 0) {
    throw unprocessable(
      'REFUND_AMOUNT_EXCEEDED',
      'The refund amount must be above nothing, and at most what is left of the capture.',
    );
  }
}

async function saveAuthorization(
  call: Call,
  order: Stored<'order'>,
  authorization: Stored<'authorization'>,
  captures: Capture[],
): Promise<void> {
  authorization.object.update_time = now();
  await call.store.save('authorization', authorization);
  const { payments } = unitOf(order.object);
  if (payments) Object.assign(payments, { authorizations: [authorization.object], captures });
  await save(call, order);
}

function newCapture(call: Call, orderId: string, authorization: Authorization): Capture {
  const id = newId();
  const path = `/v2/payments/captures/${id}`;
  return {
    id,
    status: 'COMPLETED',
    amount: authorization.amount,
    custom_id: authorization.custom_id,
    final_capture: true,
    supplementary_data: { related_ids: { order_id: orderId, authorization_id: authorization.id } },
    create_time: now(),
    update_time: now(),
    links: [
      call.link('self', path),
      call.link('refund', `${path}/refund`, 'POST'),
      call.link('up', `/v2/payments/authorizations/${authorization.id}`),
    ],
  };
}

function newRefund(call: Call, capture: Capture, amount: Amount): Refund {
  const id = newId();
  return {
    id,
    status: 'COMPLETED',
    amount,
    custom_id: capture.custom_id,
    create_time: now(),
    update_time: now(),
    links: [
      call.link('self', `/v2/payments/refunds/${id}`),
      call.link('up', `/v2/payments/captures/${capture.id}`),
    ],
  };
}

function isSame(one: Amount, other: Amount): boolean {
  return one.value === other.value && one.currency_code === other.currency_code;
}
