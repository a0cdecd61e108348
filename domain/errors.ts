/**
 * Failures that people are told about, by code. The codes travel as Temporal `ApplicationFailure`
 * types and as the last part of RFC 9457 problem types; the list is closed.
 */
export const PROBLEMS = {
  malformed_request: { status: 400, title: 'The request could not be read' },
  invalid_request: { status: 422, title: 'The request is not valid' },
  unauthenticated: { status: 401, title: 'Please identify yourself' },
  forbidden: { status: 403, title: 'You may not do that' },
  sign_in_refused: { status: 400, title: 'You are not signed in' },
  not_found: { status: 404, title: 'There is nothing here' },
  method_not_allowed: { status: 405, title: 'That method is not offered here' },
  message_id_reused: { status: 409, title: 'That messageId was used for another message' },
  not_now: { status: 409, title: 'That is not possible at this moment' },
  checkout_over: { status: 409, title: 'This checkout is over' },
  idempotency_key_reused: { status: 422, title: 'That Idempotency-Key was used for another request' },
  idempotency_in_flight: { status: 409, title: 'The first request with that key is still under way' },
  too_large: { status: 413, title: 'The request is too large' },
  address_too_long: { status: 414, title: 'The address is too long' },
  headers_too_large: { status: 431, title: 'The headers are too large' },
  unsupported_media_type: { status: 415, title: 'Send JSON' },
  too_slow: { status: 408, title: 'The request did not arrive in time' },
  webhook_refused: { status: 400, title: 'The webhook was refused' },
  busy: { status: 429, title: 'Too much at once' },
  challenge_required: { status: 403, title: 'Some work is wanted first' },
  rate_limited: { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  unavailable: { status: 503, title: 'A part of the shop is not answering' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof PROBLEMS;

/** An error with a code, a cause in words and what to do about it. */
export class ShopError extends Error {
  override readonly name = 'ShopError';
  readonly code: ProblemCode;
  readonly extra: Record<string, unknown>;

  /** @param message says what is wrong and what to do. @param extra members added to the problem document. @param options the cause, for the log. */
  constructor(
    code: ProblemCode,
    message: string,
    extra: Record<string, unknown> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.code = code;
    this.extra = extra;
  }
}
