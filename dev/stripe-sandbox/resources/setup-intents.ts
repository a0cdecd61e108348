import type Stripe from 'stripe';
import { z } from 'zod';
import type { Call } from '../call.js';
import { declineError } from '../charges.js';
import { documentation, invalidRequest, StripeFailure } from '../errors.js';
import { newId, unixNow } from '../ids.js';
import { mergeMetadata } from '../metadata.js';
import { type Operation, operation, Refusal } from '../operation.js';
import { expand, flag, metadata, text } from '../parameters.js';
import { type UsableMethod, usePaymentMethod } from '../payment-methods.js';
import type { Stored } from '../store.js';
import { spendToken } from './confirmation-tokens.js';

const NewSetup = z.strictObject({
  customer: text,
  confirm: z.literal('true', 'The sandbox sets cards up in one go: send confirm=true.'),
  payment_method: text.optional(),
  confirmation_token: text.optional(),
  return_url: z.url('Give an absolute URL.'),
  usage: z.enum(['on_session', 'off_session']).default('off_session'),
  allowed_payment_method_types: z.array(text).optional(),
  automatic_payment_methods: z.strictObject({ enabled: flag }).optional(),
  metadata: metadata.optional(),
  expand,
});
type NewSetup = z.output<typeof NewSetup>;

/** Saving a card for later without charging it; https://docs.stripe.com/api/setup_intents. */
export const setupIntents: readonly Operation[] = [
  operation({
    name: 'setup_intents.create',
    method: 'POST',
    path: '/setup_intents',
    parameters: NewSetup,
    execute: setUp,
  }),
  operation({
    name: 'setup_intents.retrieve',
    method: 'GET',
    path: '/setup_intents/:id',
    parameters: z.strictObject({ expand }),
    execute: async (call, _, id) => (await call.store.get('setup_intent', id)).object,
  }),
];

async function setUp(call: Call, wish: NewSetup): Promise<Stripe.SetupIntent | Refusal> {
  await call.store.get('customer', wish.customer, 'customer');
  const setup = newSetupIntent(wish);
  const token = wish.confirmation_token && (await spendToken(call, wish.confirmation_token, setup.id));
  const methodId = token ? token.paymentMethod : wish.payment_method;
  if (!methodId) throw invalidRequest('Send a payment_method.', 'parameter_missing', 'payment_method');
  const method = await usePaymentMethod(call.store, methodId);
  setup.payment_method = method.object.id;
  const { decline, authentication } = method.behaviour;
  if (decline && !authentication) {
    const error = declineError(decline, undefined, method.object);
    setup.last_setup_error = { ...error, doc_url: documentation(error.code ?? error.type) } as never;
    await call.store.insert('setup_intent', setup);
    return new Refusal(new StripeFailure(402, { ...error, setup_intent: setup }));
  }
  if (authentication) {
    const url = call.authenticationUrl(setup.id);
    setup.status = 'requires_action';
    setup.next_action = { type: 'redirect_to_url', redirect_to_url: { url, return_url: wish.return_url } };
    await call.store.insert('setup_intent', setup, { returnUrl: wish.return_url });
    return setup;
  }
  await call.store.insert('setup_intent', setup);
  await attach(call, setup, method);
  return setup;
}

/** What the shopper answered at the bank's page. Answering again changes nothing. */
export async function finishSetup(
  call: Call,
  id: string,
  approved: boolean,
): Promise<Stored<'setup_intent'>> {
  const stored = await call.store.lock('setup_intent', id);
  const { object: setup } = stored;
  if (setup.status !== 'requires_action') return stored;
  setup.next_action = null;
  setup.status = approved ? 'succeeded' : 'requires_payment_method';
  await call.store.save('setup_intent', stored);
  if (approved) await attach(call, setup, await usePaymentMethod(call.store, String(setup.payment_method)));
  return stored;
}

/** The card belongs to the customer from now on. */
async function attach(call: Call, setup: Stripe.SetupIntent, { object }: UsableMethod): Promise<void> {
  const stored = await call.store.lock('payment_method', object.id);
  stored.object.customer = String(setup.customer);
  await call.store.save('payment_method', stored);
  await call.emit('payment_method.attached', stored.object);
  await call.emit('setup_intent.succeeded', setup);
}

function newSetupIntent(wish: NewSetup): Stripe.SetupIntent {
  const id = newId('seti');
  return {
    id,
    object: 'setup_intent',
    application: null,
    automatic_payment_methods: null,
    cancellation_reason: null,
    client_secret: newId(`${id}_secret`),
    created: unixNow(),
    customer: wish.customer,
    description: null,
    flow_directions: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: false,
    mandate: null,
    metadata: mergeMetadata({}, wish.metadata),
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_options: null,
    payment_method_types: ['card'],
    single_use_mandate: null,
    status: 'succeeded',
    usage: wish.usage,
  } as unknown as Stripe.SetupIntent;
}
