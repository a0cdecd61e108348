import type Stripe from 'stripe';
import type { CardDecline, TestBehaviour } from './test-cards.js';

interface TestBankAccount extends TestBehaviour {
  details: Pick<Stripe.PaymentMethod, 'us_bank_account'>;
}

/** Days at Stripe; here as long as it takes to look. */
const SETTLES_AFTER_MS = 1500;

/** Bank debits: the payment is `processing` until the bank has answered. Mandates are taken as given. */
export const TEST_BANK_ACCOUNTS: ReadonlyMap<string, TestBankAccount> = new Map([
  ['pm_usBankAccount_success', account('6789')],
  [
    'pm_usBankAccount_insufficientFunds',
    account('2227', {
      code: 'payment_intent_payment_attempt_failed',
      declineCode: 'insufficient_funds',
      message: 'The payment failed because the account has insufficient funds.',
    }),
  ],
]);

function account(last4: string, decline?: CardDecline): TestBankAccount {
  return {
    settlesAfterMs: SETTLES_AFTER_MS,
    ...(decline && { decline }),
    details: {
      us_bank_account: {
        account_holder_type: 'individual',
        account_type: 'checking',
        bank_name: 'SANDBOX BANK',
        financial_connections_account: null,
        fingerprint: null,
        last4,
        networks: { preferred: 'ach', supported: ['ach'] },
        routing_number: '110000000',
        status_details: null,
      },
    },
  };
}
