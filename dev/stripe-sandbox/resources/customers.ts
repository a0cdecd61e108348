import type Stripe from 'stripe';
import { z } from 'zod';
import type { Call } from '../call.js';
import { newId, unixNow } from '../ids.js';
import { mergeMetadata } from '../metadata.js';
import { type Operation, operation } from '../operation.js';
import { expand, metadata, paging, text } from '../parameters.js';

/** An empty value clears the field. */
const clearable = z
  .string()
  .max(5000)
  .transform((value) => (value === '' ? null : value))
  .optional();

const Wish = z.strictObject({
  email: clearable,
  name: clearable,
  phone: clearable,
  description: clearable,
  metadata: metadata.optional(),
  expand,
});

export const customers: readonly Operation[] = [
  operation({
    name: 'customers.create',
    method: 'POST',
    path: '/customers',
    parameters: Wish,
    async execute(call, { expand: _, metadata: tags, ...fields }) {
      const customer = { ...newCustomer(), ...fields, metadata: mergeMetadata({}, tags) };
      await call.store.insert('customer', customer);
      return customer;
    },
  }),
  operation({
    name: 'customers.list',
    method: 'GET',
    path: '/customers',
    parameters: z.strictObject({ ...paging, email: text.optional() }),
    async execute(call, query) {
      return {
        object: 'list',
        url: '/v1/customers',
        ...(await call.store.list('customer', query, { email: query.email })),
      };
    },
  }),
  operation({
    name: 'customers.retrieve',
    method: 'GET',
    path: '/customers/:id',
    parameters: z.strictObject({ expand }),
    async execute(call, _, id) {
      const { object, inner } = await call.store.get('customer', id);
      return inner.deleted ? tombstone(id) : object;
    },
  }),
  operation({
    name: 'customers.update',
    method: 'POST',
    path: '/customers/:id',
    parameters: Wish,
    async execute(call, { expand: _, metadata: tags, ...fields }, id) {
      const stored = await call.store.lock('customer', id);
      Object.assign(stored.object, fields, { metadata: mergeMetadata(stored.object.metadata, tags) });
      await call.store.save('customer', stored);
      return stored.object;
    },
  }),
  operation({
    name: 'customers.delete',
    method: 'DELETE',
    path: '/customers/:id',
    parameters: z.strictObject({}),
    async execute(call, _, id) {
      const { object, inner } = await call.store.lock('customer', id);
      await call.store.save('customer', { object, inner: { ...inner, deleted: true } });
      await detachCards(call, id);
      return tombstone(id);
    },
  }),
];

/** Nobody can pay any more with what was saved. */
async function detachCards({ store }: Call, customer: string): Promise<void> {
  const { data } = await store.list('payment_method', { limit: 100 }, { customer });
  for (const { id } of data) {
    const stored = await store.lock('payment_method', id);
    stored.object.customer = null;
    await store.save('payment_method', stored);
  }
}

function tombstone(id: string): Stripe.DeletedCustomer {
  return { id, object: 'customer', deleted: true };
}

function newCustomer(): Stripe.Customer {
  return {
    id: newId('cus'),
    object: 'customer',
    address: null,
    balance: 0,
    created: unixNow(),
    currency: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: null,
    invoice_prefix: newId('').slice(1, 9).toUpperCase(),
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: {},
    name: null,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  };
}
