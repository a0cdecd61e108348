import { z } from 'zod';
import { randomText } from '../provider-sandbox/ids.js';
import { type Call, outcome, pspReference } from './call.js';
import { AdyenError, invalidRequest, missingPayment, unknownToken, wrongAccount } from './errors.js';
import type { Amount, Payment, Session } from './store.js';
import { behaviourOf } from './test-tokens.js';

/** One operation of the Checkout API; `name` is what faults go by. */
export interface Operation {
  name: string;
  method: 'GET' | 'POST';
  path: string;
  /** 201 for what is created and taken on, as Adyen answers. */
  status: 200 | 201;
  execute(call: Call, body: unknown, params: Record<string, string>): Promise<object>;
}

const SESSION_LIFE_MS = 60 * 60_000;

const Sum = z.object({ value: z.number().int().nonnegative(), currency: z.string().regex(/^[A-Z]{3}$/) });
const Reference = z.string().min(1).max(80);
const account = { merchantAccount: z.string() };

const NewSession = z.object({
  ...account,
  amount: Sum,
  reference: Reference,
  returnUrl: z.url().max(8_000),
  mode: z.literal('hosted'),
  expiresAt: z.iso.datetime({ offset: true }).optional(),
});
const NewPayment = z.object({
  ...account,
  amount: Sum,
  reference: Reference,
  returnUrl: z.url().max(8_000),
  // Card data is refused: this sandbox never sees any.
  paymentMethod: z.strictObject({ type: z.string(), storedPaymentMethodId: z.string() }),
});
const Details = z.object({ details: z.object({ redirectResult: z.string() }) });
const Modification = z.object({ ...account, amount: Sum, reference: z.string().max(80).optional() });

export const OPERATIONS: readonly Operation[] = [
  {
    name: 'sessions.create',
    method: 'POST',
    path: '/sessions',
    status: 201,
    async execute(call, body) {
      const wish = checked(NewSession, body, call);
      const id = `CS${randomText(22)}`;
      const session: Session = {
        ...wish,
        id,
        expiresAt: wish.expiresAt ?? new Date(Date.now() + SESSION_LIFE_MS).toISOString(),
        url: `${call.settings.publicUrl}/_sandbox/checkout/${id}`,
        status: 'active',
      };
      await call.store.insert('session', session);
      const { status: _, ...answer } = session;
      return answer;
    },
  },
  {
    name: 'sessions.result',
    method: 'GET',
    path: '/sessions/:id',
    status: 200,
    async execute(call, query, { id = '' }) {
      const { sessionResult } = parsed(z.object({ sessionResult: z.string() }), query);
      const found = await call.store.find('session', id);
      const status = found?.inner.results?.[sessionResult];
      if (!found || !status) throw invalidRequest('The session or its result is not known.');
      const { reference, payment: paid } = found.object;
      const payment = paid ? (await call.store.find('payment', paid))?.object : undefined;
      const { id: psp, amount, resultCode } = payment ?? {};
      const isPaid = resultCode === 'Authorised';
      return { id, status, reference, payments: isPaid ? [{ pspReference: psp, amount, resultCode }] : [] };
    },
  },
  {
    name: 'payments.create',
    method: 'POST',
    path: '/payments',
    status: 200,
    async execute(call, body) {
      const { reference, amount, returnUrl, paymentMethod } = checked(NewPayment, body, call);
      const behaviour = behaviourOf(paymentMethod.storedPaymentMethodId);
      if (!behaviour) throw unknownToken();
      if (behaviour !== 'redirects') {
        return answerFor(await call.authorise({ reference, amount }, refusalOf(behaviour)));
      }
      const id = randomText(40);
      await call.store.insert('redirect', { id, reference, amount, returnUrl });
      const url = `${call.settings.publicUrl}/_sandbox/bank/${id}`;
      const action = { type: 'redirect', paymentMethodType: 'scheme', method: 'GET', url };
      return { resultCode: 'RedirectShopper', action };
    },
  },
  {
    name: 'payments.details',
    method: 'POST',
    path: '/payments/details',
    status: 200,
    async execute(call, body) {
      const { redirectResult } = parsed(Details, body).details;
      const redirect = await call.store.findLocked('redirect', redirectResult);
      if (!redirect?.object.answer) throw invalidRequest('Invalid redirectResult.');
      const { object } = redirect;
      const before = object.payment && (await call.store.find('payment', object.payment))?.object;
      if (before) return answerFor(before);
      const refusal = { reason: '3D Not Authenticated', code: '11' };
      const payment = await call.authorise(object, object.answer === 'approve' ? undefined : refusal);
      await call.store.save('redirect', { ...redirect, object: { ...object, payment: payment.id } });
      return answerFor(payment);
    },
  },
  modification('capture', 'CAPTURE', '/payments/:id/captures', Modification, (payment, { value }) => {
    if (payment.cancelled) return 'Payment was cancelled';
    if (payment.captured + value > payment.amount.value) return 'Insufficient balance on payment';
    payment.captured += value;
    return undefined;
  }),
  modification(
    'cancel',
    'CANCELLATION',
    '/payments/:id/cancels',
    Modification.omit({ amount: true }),
    (payment) => {
      if (payment.cancelled) return 'Payment was cancelled already';
      if (payment.captured > 0) return 'Payment was captured: refund it';
      payment.cancelled = true;
      return undefined;
    },
  ),
  modification('refund', 'REFUND', '/payments/:id/refunds', Modification, (payment, { value }) => {
    if (payment.refunded + value > payment.captured) return 'Insufficient balance on payment';
    payment.refunded += value;
    return undefined;
  }),
];

type ModificationBody = { reference?: string | undefined; amount?: Amount };

/**
 * Modifications are answered `received`, and a notification says what came of them.
 * @param apply changes the payment; returns why it cannot be.
 */
function modification<Schema extends z.ZodType<ModificationBody & { merchantAccount: string }>>(
  name: string,
  eventCode: string,
  path: string,
  schema: Schema,
  apply: (payment: Payment, amount: Amount) => string | undefined,
): Operation {
  return {
    name: `modifications.${name}`,
    method: 'POST',
    path,
    status: 201,
    async execute(call, body, { id = '' }) {
      const { reference, amount: asked, ...rest } = checked(schema, body, call);
      const stored = await call.store.findLocked('payment', id);
      if (stored?.object.resultCode !== 'Authorised') throw missingPayment();
      const { object: payment } = stored;
      const amount = asked ?? payment.amount;
      const failure = apply(payment, amount);
      await call.store.save('payment', stored);
      const psp = pspReference();
      await call.notify({
        eventCode,
        pspReference: psp,
        originalReference: id,
        merchantReference: reference ?? payment.reference,
        amount,
        ...outcome(failure),
      });
      const { merchantAccount } = rest as { merchantAccount: string };
      return {
        merchantAccount,
        paymentPspReference: id,
        pspReference: psp,
        reference,
        status: 'received',
        ...(asked && { amount }),
      };
    },
  };
}

function refusalOf(behaviour: Exclude<ReturnType<typeof behaviourOf>, 'redirects' | undefined>) {
  return behaviour === 'authorises' ? undefined : behaviour;
}

function answerFor({ id, reference, amount, resultCode, refusalReason, refusalReasonCode }: Payment) {
  const refusal = resultCode === 'Refused' && { refusalReason, refusalReasonCode };
  return { pspReference: id, merchantReference: reference, amount, resultCode, ...refusal };
}

/** The body, in shape and for the one merchant account that there is. */
function checked<Schema extends z.ZodType<{ merchantAccount: string }>>(
  schema: Schema,
  body: unknown,
  { settings }: Call,
): z.output<Schema> {
  const wish = parsed(schema, body);
  if (wish.merchantAccount !== settings.merchantAccount) throw wrongAccount();
  return wish;
}

function parsed<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const field = issue?.path.join('.') ?? '';
  throw new AdyenError(
    422,
    '130',
    `Required field '${field}' is not provided or not valid: ${issue?.message}.`,
  );
}
