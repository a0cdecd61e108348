import { z } from 'zod';
import { Amount } from './amounts.js';
import { type Call, now } from './call.js';
import { newId, unprocessable } from './errors.js';
import { NOTHING, type Operation, operation, Refusal } from './operation.js';
import type { Authorization, Order, PurchaseUnit, Stored } from './store.js';

/** How long an authorisation can be captured: https://developer.paypal.com/docs/checkout/standard/customize/authorization/ */
const AUTHORIZATION_DAYS = 29;

const text = (most: number) => z.string().min(1).max(most).optional();

const NewOrder = z.object({
  intent: z.literal('AUTHORIZE', 'this sandbox takes intent AUTHORIZE'),
  purchase_units: z
    .array(
      z.object({
        reference_id: z.string().default('default'),
        amount: Amount,
        custom_id: text(255),
        description: text(127),
        invoice_id: text(127),
      }),
    )
    .length(1, 'this sandbox takes one purchase unit'),
  payment_source: z
    .object({
      paypal: z.object({
        experience_context: z.object({ return_url: z.url(), cancel_url: z.url() }),
      }),
    })
    .optional(),
});

const Patches = z
  .array(
    z.object({
      op: z.enum(['add', 'replace']),
      path: z
        .string()
        .regex(/^\/purchase_units\/@reference_id=='[^']+'\/(custom_id|description|invoice_id)$/),
      value: z.string().min(1).max(127),
    }),
  )
  .min(1);

/** Orders v2, for intent AUTHORIZE: https://developer.paypal.com/docs/api/orders/v2/ */
export const ORDER_OPERATIONS: Operation[] = [
  operation({
    name: 'orders.create',
    method: 'POST',
    path: '/v2/checkout/orders',
    body: NewOrder,
    status: 201,
    async execute(call, { purchase_units, payment_source }) {
      const id = newId();
      const page = payment_source?.paypal.experience_context;
      const order: Order = {
        id,
        intent: 'AUTHORIZE',
        status: page ? 'PAYER_ACTION_REQUIRED' : 'CREATED',
        purchase_units,
        ...(page && { payment_source: { paypal: {} } }),
        create_time: now(),
        update_time: now(),
        links: linksOf(call, id, page ? 'payer-action' : 'approve'),
      };
      await call.store.insert('order', order, { returnUrl: page?.return_url, cancelUrl: page?.cancel_url });
      return order;
    },
  }),
  operation({
    name: 'orders.retrieve',
    method: 'GET',
    path: '/v2/checkout/orders/:id',
    body: NOTHING,
    execute: async (call, _, id) => (await call.store.get('order', id)).object,
  }),
  operation({
    name: 'orders.update',
    method: 'PATCH',
    path: '/v2/checkout/orders/:id',
    body: Patches,
    async execute(call, patches, id) {
      const stored = await call.store.lock('order', id);
      if (stored.object.status === 'COMPLETED') {
        throw unprocessable('ORDER_COMPLETED_OR_VOIDED', 'A completed order cannot be changed.');
      }
      const unit = unitOf(stored.object);
      for (const { path, value } of patches) {
        if (!path.includes(`'${unit.reference_id}'`)) {
          throw unprocessable('REFERENCE_ID_NOT_FOUND', 'The order has no such purchase unit.');
        }
        Object.assign(unit, { [path.split('/').at(-1) ?? '']: value });
      }
      await save(call, stored);
      return undefined;
    },
  }),
  operation({
    name: 'orders.authorize',
    method: 'POST',
    path: '/v2/checkout/orders/:id/authorize',
    body: NOTHING,
    status: 201,
    async execute(call, _, id) {
      const stored = await call.store.lock('order', id);
      const { object: order, inner } = stored;
      if (order.status === 'COMPLETED') {
        throw unprocessable('ORDER_ALREADY_AUTHORIZED', 'Order already authorized.');
      }
      if (order.status !== 'APPROVED') {
        throw unprocessable('ORDER_NOT_APPROVED', 'Payer has not yet approved the Order for payment.');
      }
      if (inner.instrument === 'asks_again') return askAgain(call, stored, 'PAYER_ACTION_REQUIRED');
      if (inner.instrument === 'declined') return askAgain(call, stored, 'INSTRUMENT_DECLINED');
      return authorize(call, stored);
    },
  }),
];

/** The one purchase unit that orders of this sandbox have. */
export function unitOf({ purchase_units: [unit] }: Order): PurchaseUnit {
  if (!unit) throw new Error('an order has a purchase unit');
  return unit;
}

/** Writes the order down as it is now. */
export async function save(call: Call, stored: Stored<'order'>): Promise<void> {
  stored.object.update_time = now();
  await call.store.save('order', stored);
}

export function linksOf(call: Call, id: string, page?: 'payer-action' | 'approve') {
  const path = `/v2/checkout/orders/${id}`;
  return [
    call.link('self', path),
    ...(page ? [call.link(page, `/checkoutnow?token=${id}`)] : []),
    call.link('update', path, 'PATCH'),
    call.link('authorize', `${path}/authorize`, 'POST'),
  ];
}

const WHY = {
  INSTRUMENT_DECLINED:
    'The instrument presented was either declined by the processor or bank, or it cannot be used for this payment.',
  PAYER_ACTION_REQUIRED: 'Payer needs to perform the following action before proceeding with payment.',
};

/** Back to the approval page, where another instrument may be chosen. A decline is remembered by the order. */
async function askAgain(call: Call, stored: Stored<'order'>, issue: keyof typeof WHY): Promise<Refusal> {
  const { object: order, inner } = stored;
  order.status = 'PAYER_ACTION_REQUIRED';
  order.links = linksOf(call, order.id, 'payer-action');
  // Whoever asked once more is content with the next answer.
  inner.instrument = undefined;
  if (issue === 'INSTRUMENT_DECLINED') {
    unitOf(order).most_recent_errors = [{ issue, description: WHY[issue] }];
  }
  await save(call, stored);
  const page = call.link(
    issue === 'INSTRUMENT_DECLINED' ? 'redirect' : 'payer-action',
    `/checkoutnow?token=${order.id}`,
  );
  return new Refusal(unprocessable(issue, WHY[issue], [page]));
}

async function authorize(call: Call, stored: Stored<'order'>): Promise<Order> {
  const { object: order } = stored;
  const unit = unitOf(order);
  const id = newId();
  const path = `/v2/payments/authorizations/${id}`;
  const authorization: Authorization = {
    id,
    status: 'CREATED',
    amount: unit.amount,
    custom_id: unit.custom_id,
    supplementary_data: { related_ids: { order_id: order.id } },
    expiration_time: new Date(Date.now() + AUTHORIZATION_DAYS * 86_400_000).toISOString(),
    create_time: now(),
    update_time: now(),
    links: [
      call.link('self', path),
      call.link('capture', `${path}/capture`, 'POST'),
      call.link('void', `${path}/void`, 'POST'),
      call.link('up', `/v2/checkout/orders/${order.id}`),
    ],
  };
  await call.store.insert('authorization', authorization);
  unit.payments = { authorizations: [authorization], captures: [], refunds: [] };
  order.status = 'COMPLETED';
  order.links = [call.link('self', `/v2/checkout/orders/${order.id}`)];
  await save(call, stored);
  await call.emit(
    'PAYMENT.AUTHORIZATION.CREATED',
    'authorization',
    'A payment authorization was created',
    authorization,
  );
  return order;
}
