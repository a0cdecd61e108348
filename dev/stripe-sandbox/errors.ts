import type Stripe from 'stripe';

export type ErrorType = 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error';

/** What stands under `error` in a refusal, in Stripe's words. */
export interface ErrorBody {
  type: ErrorType;
  message: string;
  code?: string;
  decline_code?: string;
  param?: string;
  charge?: string;
  doc_url?: string;
  payment_intent?: Stripe.PaymentIntent;
  setup_intent?: Stripe.SetupIntent;
  payment_method?: Stripe.PaymentMethod;
}

/** A refusal with its HTTP status; thrown anywhere, answered in Stripe's shape. */
export class StripeFailure extends Error {
  override readonly name = 'StripeFailure';
  readonly status: number;
  readonly body: ErrorBody;
  readonly headers: Record<string, string>;

  /** @param headers sent along, such as `stripe-should-retry`. */
  constructor(status: number, body: ErrorBody, headers: Record<string, string> = {}) {
    super(body.message);
    this.status = status;
    this.body = body.code ? { ...body, doc_url: documentation(body.code) } : body;
    this.headers = headers;
  }
}

/** The page that explains an error code. */
export function documentation(code: string): string {
  return `https://docs.stripe.com/error-codes#${code.replaceAll('_', '-')}`;
}

export function invalidRequest(message: string, code?: string, param?: string): StripeFailure {
  return new StripeFailure(400, {
    type: 'invalid_request_error',
    message,
    ...(code && { code }),
    ...(param && { param }),
  });
}

export function missingResource(kind: string, id: string, param = 'id'): StripeFailure {
  return new StripeFailure(404, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    param,
    message: `There is no ${kind.replaceAll('_', ' ')} '${id}' in this sandbox.`,
  });
}

export function unknownRoute(method: string, path: string): StripeFailure {
  return new StripeFailure(404, {
    type: 'invalid_request_error',
    message: `The sandbox does not offer ${method} ${path}.`,
  });
}

export function unauthenticated(message: string): StripeFailure {
  return new StripeFailure(
    401,
    { type: 'invalid_request_error', message },
    { 'www-authenticate': 'Bearer realm="Stripe"' },
  );
}

/** An act that the state of the PaymentIntent does not allow; carries the PaymentIntent as it is. */
export function unexpectedState(act: string, intent: Stripe.PaymentIntent): StripeFailure {
  return new StripeFailure(400, {
    type: 'invalid_request_error',
    code: 'payment_intent_unexpected_state',
    message: `This PaymentIntent is ${intent.status}: it cannot ${act} now.`,
    payment_intent: intent,
  });
}

export function forbidden(): StripeFailure {
  return new StripeFailure(403, {
    type: 'invalid_request_error',
    code: 'account_invalid',
    message: 'This account may not do that.',
  });
}

export function rateLimited(): StripeFailure {
  return new StripeFailure(429, {
    type: 'invalid_request_error',
    code: 'rate_limit',
    message: 'Too many requests at once; slow down and try again.',
  });
}

export function lockTimeout(): StripeFailure {
  return new StripeFailure(
    429,
    {
      type: 'invalid_request_error',
      code: 'lock_timeout',
      message: 'Another request is working on this object; try again.',
    },
    { 'stripe-should-retry': 'true' },
  );
}

/** @param shouldRetry false when the answer is stored under the idempotency key and would only be replayed. */
export function serverFailure(status: number, shouldRetry: boolean): StripeFailure {
  return new StripeFailure(
    status,
    { type: 'api_error', message: 'Something went wrong on the side of the sandbox.' },
    { 'stripe-should-retry': String(shouldRetry) },
  );
}
