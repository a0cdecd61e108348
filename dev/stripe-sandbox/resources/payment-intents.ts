import { z } from 'zod';
import { invalidRequest } from '../errors.js';
import { confirmation, described, NewIntent } from '../intent-parameters.js';
import { mergeMetadata } from '../metadata.js';
import { newIntent } from '../new-intent.js';
import { type Operation, operation } from '../operation.js';
import { amount, expand, metadata, paging, text } from '../parameters.js';
import { cancelIntent, captureIntent, confirmIntent } from '../payment-flow.js';
import { usePaymentMethod } from '../payment-methods.js';
import { searchIntents } from '../search.js';

const REASONS = ['abandoned', 'duplicate', 'fraudulent', 'requested_by_customer'] as const;

export const paymentIntents: readonly Operation[] = [
  operation({
    name: 'payment_intents.create',
    method: 'POST',
    path: '/payment_intents',
    parameters: NewIntent,
    async execute(call, wish) {
      if (wish.customer) await call.store.get('customer', wish.customer, 'customer');
      const object = newIntent(wish);
      if (wish.payment_method && !wish.confirm) {
        object.payment_method = (await usePaymentMethod(call.store, wish.payment_method)).object.id;
        object.status = 'requires_confirmation';
      }
      const stored = { object, inner: wish.return_url ? { returnUrl: wish.return_url } : {} };
      await call.store.insert('payment_intent', object, stored.inner);
      await call.emit('payment_intent.created', object);
      return wish.confirm ? confirmIntent(call, stored, wish) : object;
    },
  }),
  operation({
    name: 'payment_intents.list',
    method: 'GET',
    path: '/payment_intents',
    parameters: z.strictObject({ ...paging, customer: text.optional() }),
    async execute(call, query) {
      const page = await call.store.list('payment_intent', query, { customer: query.customer });
      return { object: 'list', url: '/v1/payment_intents', ...page };
    },
  }),
  operation({
    name: 'payment_intents.search',
    method: 'GET',
    path: '/payment_intents/search',
    parameters: z.strictObject({ query: text, limit: paging.limit, page: text.optional(), expand }),
    execute: (call, query) => searchIntents(call.db, query),
  }),
  operation({
    name: 'payment_intents.retrieve',
    method: 'GET',
    path: '/payment_intents/:id',
    parameters: z.strictObject({ client_secret: text.optional(), expand }),
    async execute(call, { client_secret: secret }, id) {
      const { object } = await call.store.get('payment_intent', id, 'intent');
      if (secret !== undefined && secret !== object.client_secret) {
        throw invalidRequest(
          'The client_secret is not that of this PaymentIntent.',
          undefined,
          'client_secret',
        );
      }
      return object;
    },
  }),
  operation({
    name: 'payment_intents.update',
    method: 'POST',
    path: '/payment_intents/:id',
    parameters: z.strictObject({ ...described, amount: amount.optional(), payment_method: text.optional() }),
    async execute(
      call,
      { expand: _, metadata: tags, amount: newAmount, payment_method: method, ...fields },
      id,
    ) {
      const stored = await call.store.lock('payment_intent', id, 'intent');
      const { object: intent } = stored;
      const open = ['requires_payment_method', 'requires_confirmation', 'requires_action'].includes(
        intent.status,
      );
      if (!open && (newAmount !== undefined || method !== undefined)) {
        throw invalidRequest(
          `This PaymentIntent is ${intent.status}: its amount and payment method can no longer change.`,
          'payment_intent_unexpected_state',
        );
      }
      if (newAmount !== undefined) intent.amount = newAmount;
      if (method !== undefined) {
        intent.payment_method = (await usePaymentMethod(call.store, method)).object.id;
        intent.status = 'requires_confirmation';
        intent.next_action = null;
      }
      intent.metadata = mergeMetadata(intent.metadata, tags);
      Object.assign(intent, fields);
      await call.store.save('payment_intent', stored);
      return intent;
    },
  }),
  operation({
    name: 'payment_intents.confirm',
    method: 'POST',
    path: '/payment_intents/:id/confirm',
    parameters: z.strictObject({ ...confirmation, receipt_email: text.optional(), expand }),
    async execute(call, wish, id) {
      const stored = await call.store.lock('payment_intent', id, 'intent');
      if (wish.capture_method) stored.object.capture_method = wish.capture_method;
      if (wish.allowed_payment_method_types) {
        stored.object.allowed_payment_method_types = wish.allowed_payment_method_types;
      }
      return confirmIntent(call, stored, wish);
    },
  }),
  operation({
    name: 'payment_intents.capture',
    method: 'POST',
    path: '/payment_intents/:id/capture',
    parameters: z.strictObject({
      amount_to_capture: amount.optional(),
      metadata: metadata.optional(),
      expand,
    }),
    async execute(call, wish, id) {
      const stored = await call.store.lock('payment_intent', id, 'intent');
      stored.object.metadata = mergeMetadata(stored.object.metadata, wish.metadata);
      return captureIntent(call, stored, wish.amount_to_capture);
    },
  }),
  operation({
    name: 'payment_intents.cancel',
    method: 'POST',
    path: '/payment_intents/:id/cancel',
    parameters: z.strictObject({ cancellation_reason: z.enum(REASONS).optional(), expand }),
    async execute(call, wish, id) {
      const stored = await call.store.lock('payment_intent', id, 'intent');
      return cancelIntent(call, stored, wish.cancellation_reason);
    },
  }),
];
