/** What a test payment method does when it is charged. */
export interface TestBehaviour {
  /** Asks the shopper at the bank's page first. */
  authentication?: boolean;
  /** Refused with this decline, after authentication where that is asked. */
  decline?: CardDecline;
  /** The bank takes this long to say yes or no; cards answer at once. */
  settlesAfterMs?: number;
  /** Money given back: how that stands at first, and what the bank makes of it a while later. */
  refund?: { first: 'pending' | 'succeeded'; last: 'succeeded' | 'failed' };
}

export interface TestCard extends TestBehaviour {
  brand: string;
  displayBrand?: string;
  last4: string;
  country: string;
  funding: 'credit' | 'debit' | 'prepaid';
}

export interface CardDecline {
  code: string;
  declineCode: string;
  message: string;
}

const declines = {
  generic: declined('generic_decline', 'Your card was declined.'),
  insufficientFunds: declined('insufficient_funds', 'Your card has insufficient funds.'),
  lostCard: declined('lost_card', 'Your card was declined.'),
  stolenCard: declined('stolen_card', 'Your card was declined.'),
  velocity: declined(
    'card_velocity_exceeded',
    'Your card was declined for making repeated attempts too often or exceeding its limit.',
  ),
  fraudulent: declined('fraudulent', 'Your card was declined.'),
  expiredCard: { code: 'expired_card', declineCode: 'expired_card', message: 'Your card has expired.' },
  incorrectCvc: {
    code: 'incorrect_cvc',
    declineCode: 'incorrect_cvc',
    message: "Your card's security code is incorrect.",
  },
  processingError: {
    code: 'processing_error',
    declineCode: 'processing_error',
    message: 'An error occurred while processing your card. Try again in a little bit.',
  },
} as const satisfies Record<string, CardDecline>;

function declined(declineCode: string, message: string): CardDecline {
  return { code: 'card_declined', declineCode, message };
}

function visa(last4: string, more: Partial<TestCard> = {}): TestCard {
  return { brand: 'visa', last4, country: 'US', funding: 'credit', ...more };
}

/** The test payment methods by token. Where Stripe knows a token with and without the brand, so do we. */
export const TEST_CARDS: ReadonlyMap<string, TestCard> = new Map(
  Object.entries({
    pm_card_visa: visa('4242'),
    pm_card_visa_debit: visa('5556', { funding: 'debit' }),
    pm_card_mastercard: visa('4444', { brand: 'mastercard' }),
    pm_card_mastercard_debit: visa('8210', { brand: 'mastercard', funding: 'debit' }),
    pm_card_mastercard_prepaid: visa('5100', { brand: 'mastercard', funding: 'prepaid' }),
    pm_card_amex: visa('8431', { brand: 'amex', displayBrand: 'american_express' }),
    pm_card_discover: visa('1117', { brand: 'discover' }),
    pm_card_diners: visa('0004', { brand: 'diners', displayBrand: 'diners_club' }),
    pm_card_jcb: visa('0505', { brand: 'jcb', country: 'JP' }),
    pm_card_unionpay: visa('0005', { brand: 'unionpay', country: 'CN' }),
    pm_card_us: visa('4242'),
    pm_card_gb: visa('0000', { country: 'GB' }),
    pm_card_de: visa('0003', { country: 'DE' }),
    pm_card_es: visa('0007', { country: 'ES' }),

    ...bothSpellings('chargeDeclined', visa('0002', { decline: declines.generic })),
    ...bothSpellings(
      'chargeDeclinedInsufficientFunds',
      visa('9995', { decline: declines.insufficientFunds }),
    ),
    ...bothSpellings('chargeDeclinedLostCard', visa('9987', { decline: declines.lostCard })),
    ...bothSpellings('chargeDeclinedStolenCard', visa('9979', { decline: declines.stolenCard })),
    ...bothSpellings('chargeDeclinedVelocityLimitExceeded', visa('6975', { decline: declines.velocity })),
    ...bothSpellings('chargeDeclinedFraudulent', visa('0019', { decline: declines.fraudulent })),
    ...bothSpellings('chargeDeclinedExpiredCard', visa('0069', { decline: declines.expiredCard })),
    ...bothSpellings('chargeDeclinedIncorrectCvc', visa('0127', { decline: declines.incorrectCvc })),
    ...bothSpellings('chargeDeclinedProcessingError', visa('0119', { decline: declines.processingError })),
    pm_card_chargeCustomerFail: visa('0341', { decline: declines.generic }),
    pm_card_radarBlock: visa('0019', { decline: declines.fraudulent }),

    pm_card_authenticationRequired: visa('3184', { authentication: true }),
    pm_card_authenticationRequiredChargeDeclinedInsufficientFunds: visa('8260', {
      authentication: true,
      decline: declines.insufficientFunds,
    }),
    pm_card_threeDSecure2Required: visa('3220', { authentication: true }),
    pm_card_threeDSecureRequired: visa('3063', { authentication: true }),
    pm_card_threeDSecureRequiredChargeDeclined: visa('1629', {
      authentication: true,
      decline: declines.generic,
    }),
    pm_card_threeDSecureOptional: visa('3055'),

    pm_card_pendingRefund: visa('7726', { refund: { first: 'pending', last: 'succeeded' } }),
    pm_card_refundFail: visa('5126', { refund: { first: 'succeeded', last: 'failed' } }),
  }),
);

function bothSpellings(name: string, card: TestCard): Record<string, TestCard> {
  return { [`pm_card_${name}`]: card, [`pm_card_visa_${name}`]: card };
}
