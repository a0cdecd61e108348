import { lookUp } from './shop-sentences.js';
import { t } from './words.js';

const OURS = 'Something went wrong on this page. Load it again.';
const LESS = 'That is too much at once. Please send less.';
const LATER = 'Too much is going on at once. Please wait a moment and try again.';

/** What a refusal comes to, by its code: said where the page's language has no words for what the shop says of it. */
export const BY_CODE = {
  malformed_request: OURS,
  invalid_request: 'That is not complete, or not right. Please check it.',
  unauthenticated: 'You are not signed in. Please try again.',
  forbidden: 'You may not do that.',
  sign_in_refused: 'You are not signed in. Please try again.',
  not_found: 'That is not here any more.',
  method_not_allowed: OURS,
  message_id_reused: OURS,
  not_now: 'That is not possible at this moment.',
  checkout_over: 'This checkout has ended; nothing about it can be changed.',
  idempotency_key_reused: OURS,
  idempotency_in_flight: 'That is still being worked on. Please wait a moment.',
  too_large: LESS,
  address_too_long: OURS,
  headers_too_large: OURS,
  unsupported_media_type: OURS,
  too_slow: 'That did not arrive in time. Please try again.',
  webhook_refused: OURS,
  busy: LATER,
  challenge_required: LATER,
  rate_limited: LATER,
  internal: 'The shop made a mistake; it has been noted. Please try again.',
  unavailable: 'The shop is not answering at the moment. Please try again in a moment.',
};

/** What a problem document says, in the language of the page. */
export function problemWords(code, { detail, title }, status) {
  const said = detail ?? title;
  if (!said) return t('The shop answered {status}', { status });
  const known = lookUp(said);
  if (known !== undefined) return known;
  return Object.hasOwn(BY_CODE, code) ? t(BY_CODE[code]) : said;
}

/** What it says of a field. */
export function memberWords(detail) {
  return lookUp(detail) ?? t('Please check this');
}
