import { ApiError, ArgumentsValidationError } from '@paypal/paypal-server-sdk';
import { z } from 'zod';
import type { Decline } from '../../../domain/index.js';
import { PaymentOutcomeUnknown, PaymentRefused } from '../../ports/payments.js';

/** Refusals below 500 that say "not now" rather than "no": time-out, conflict with a call in flight, too early, too many. */
const TRY_AGAIN: readonly number[] = [408, 409, 425, 429];

const ErrorBody = z.object({
  name: z.string(),
  message: z.string().default(''),
  debug_id: z.string().optional(),
  details: z.array(z.object({ issue: z.string(), description: z.string().optional() })).default([]),
});

/**
 * What a failed call means for us. An answer of 4xx is definite: it was refused, and will be again.
 * Anything else (no answer, 5xx, conflict, rate limit) leaves the outcome open.
 * Vendor errors do not travel on: their messages do, with the debug id for support.
 */
export function portError(error: unknown): PaymentOutcomeUnknown | PaymentRefused {
  if (error instanceof PaymentOutcomeUnknown || error instanceof PaymentRefused) return error;
  if (error instanceof ArgumentsValidationError) {
    return new PaymentRefused(`The call to PayPal was never sent: ${error.message}`);
  }
  if (!(error instanceof ApiError)) {
    return new PaymentOutcomeUnknown(`The call to PayPal broke off: ${messageOf(error)}`);
  }
  const { statusCode } = error;
  const what = `${statusCode} ${describe(error)}`;
  if (statusCode >= 400 && statusCode < 500 && !TRY_AGAIN.includes(statusCode)) {
    return new PaymentRefused(`PayPal refused the call: ${what}`);
  }
  return new PaymentOutcomeUnknown(`PayPal did not say what became of the call: ${what}`);
}

/** Why a well-formed call was refused, such as `ORDER_NOT_APPROVED`. */
export function issueOf(error: unknown): string | undefined {
  if (!(error instanceof ApiError) || error.statusCode !== 422) return undefined;
  return bodyOf(error)?.details[0]?.issue;
}

const ANOTHER_WAY = 'Please choose another way to pay at PayPal, or here.';
const GENERIC = `PayPal declined this payment. Nothing was charged. ${ANOTHER_WAY}`;

/**
 * Declines in words for the shopper. One that looks like fraud, or concerns the account, reads like any other.
 * Issues: https://developer.paypal.com/api/rest/reference/orders/v2/errors/
 */
const MESSAGES: Record<string, string> = {
  INSTRUMENT_DECLINED: `PayPal could not take the money from what you chose. Nothing was charged. ${ANOTHER_WAY}`,
  TRANSACTION_LIMIT_EXCEEDED: `This payment is above the limit of your PayPal account. ${ANOTHER_WAY}`,
  MAX_NUMBER_OF_PAYMENT_ATTEMPTS_EXCEEDED:
    'PayPal has had too many attempts at this payment. Please choose another way to pay.',
  PAYER_CANNOT_PAY: GENERIC,
  PAYER_ACCOUNT_RESTRICTED: GENERIC,
  PAYER_ACCOUNT_LOCKED_OR_CLOSED: GENERIC,
  PAYEE_BLOCKED_TRANSACTION: GENERIC,
  TRANSACTION_REFUSED: GENERIC,
  COMPLIANCE_VIOLATION: GENERIC,
  DOMESTIC_TRANSACTION_REQUIRED: GENERIC,
};

/** The decline that an issue stands for; undefined when it stands for something else. */
export function declineFor(issue: string | undefined): Decline | undefined {
  if (issue === undefined || !Object.hasOwn(MESSAGES, issue)) return undefined;
  return { code: issue.toLowerCase(), message: MESSAGES[issue] ?? GENERIC };
}

/** A decline that is told without a reason that we know. */
export function anyDecline(issue = 'DECLINED'): Decline {
  return declineFor(issue) ?? { code: issue.toLowerCase(), message: GENERIC };
}

function describe(error: ApiError): string {
  const body = bodyOf(error);
  if (!body) return error.message;
  const issues = body.details.map(({ issue }) => issue).join(', ');
  return [body.name, issues, body.message, body.debug_id && `(${body.debug_id})`].filter(Boolean).join(' ');
}

function bodyOf({ body }: ApiError): z.output<typeof ErrorBody> | undefined {
  if (typeof body !== 'string') return undefined;
  try {
    return ErrorBody.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
