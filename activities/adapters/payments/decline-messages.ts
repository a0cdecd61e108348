/**
 * Decline codes in words for the shopper. A card that was reported lost or stolen, or looks like fraud, reads
 * like any other decline: whoever holds it must not learn why. Codes: https://docs.stripe.com/declines/codes
 */
const MESSAGES: Record<string, string> = {
  insufficient_funds: 'There is not enough money on that card. Please try another card.',
  expired_card: 'That card has expired. Please try another card.',
  incorrect_cvc: 'The security code does not match that card. Please check it, or try another card.',
  invalid_cvc: 'The security code does not match that card. Please check it, or try another card.',
  incorrect_number: 'That card number is not right. Please check it, or try another card.',
  invalid_expiry_month: 'The expiry date of that card is not right. Please check it, or try another card.',
  invalid_expiry_year: 'The expiry date of that card is not right. Please check it, or try another card.',
  incorrect_zip: 'The postal code does not match that card. Please check it, or try another card.',
  card_velocity_exceeded: 'That card has reached its limit for now. Please try another card.',
  withdrawal_count_limit_exceeded: 'That card has reached its limit for now. Please try another card.',
  currency_not_supported: 'That card cannot pay in this currency. Please try another card.',
  card_not_supported: 'That card cannot be used for this purchase. Please try another card.',
  authentication_required: 'Your bank wants to make sure it is you. Please try again and follow its steps.',
  payment_intent_authentication_failure:
    'Your bank could not make sure that it is you. Please try again, or use another card.',
  processing_error: 'The bank could not process that card just now. Please try again in a moment.',
  issuer_not_available: 'The bank of that card is not answering. Please try again in a moment.',
  reenter_transaction: 'The bank could not process that card just now. Please try again in a moment.',
  try_again_later: 'The bank could not process that card just now. Please try again in a moment.',
};

const GENERIC = 'The bank declined that card. Nothing was charged. Please try another card.';

/** What to tell the shopper about a decline. */
export function declineMessage(code: string): string {
  return Object.hasOwn(MESSAGES, code) ? (MESSAGES[code] ?? GENERIC) : GENERIC;
}
