import { PaymentOutcomeUnknown, PaymentRefused } from '../../ports/payments.js';

/** A call that Adyen answered with an error. */
export class AdyenFailure extends Error {
  override readonly name = 'AdyenFailure';
  readonly status: number;
  readonly code: string | undefined;
  readonly pspReference: string | undefined;

  constructor(
    status: number,
    {
      errorCode,
      message,
      pspReference,
    }: { errorCode?: string | undefined; message: string; pspReference?: string | undefined },
  ) {
    super(message);
    this.status = status;
    this.code = errorCode;
    this.pspReference = pspReference;
  }
}

/** Refusals below 500 that say "not now" rather than "no". */
const TRY_AGAIN: readonly number[] = [408, 409, 425, 429];
/** "Request already processed or in progress": another call with this Idempotency-Key is not done yet. */
const IN_PROGRESS = '704';

/**
 * What a failed call means for us. An answer of 4xx is definite; no answer, 5xx, a conflict and a rate limit leave
 * the outcome open. What Adyen says travels on in words, with its reference for support.
 */
export function portError(error: unknown): PaymentOutcomeUnknown | PaymentRefused {
  if (error instanceof PaymentOutcomeUnknown || error instanceof PaymentRefused) return error;
  if (!(error instanceof AdyenFailure)) {
    return new PaymentOutcomeUnknown(`The call to Adyen broke off: ${messageOf(error)}`);
  }
  const { status, code, message, pspReference } = error;
  const what = `${code ?? status}: ${message}${pspReference ? ` (${pspReference})` : ''}`;
  const definite = status >= 400 && status < 500 && !TRY_AGAIN.includes(status) && code !== IN_PROGRESS;
  return definite
    ? new PaymentRefused(`Adyen refused the call: ${what}`)
    : new PaymentOutcomeUnknown(`Adyen did not say what became of the call: ${what}`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
