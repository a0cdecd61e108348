import { createStripePayments } from '../../../activities/adapters/payments/stripe.js';
import { PAYMENT_OPTIONS } from '../../../domain/index.js';
import {
  addFault,
  type SandboxUnderTest,
  sandboxUnderTest,
} from '../../dev/stripe-sandbox/sandbox-under-test.js';
import { type Fault, type Operation, type PaymentsUnderTest, paymentsContract } from './payments-contract.js';

const OPERATIONS: Record<Operation, string> = {
  create: 'payment_intents.create',
  confirm: 'payment_intents.confirm',
  capture: 'payment_intents.capture',
  void: 'payment_intents.cancel',
  refund: 'refunds.create',
};

/** Faults as the sandbox knows them; those that the adapter itself retries strike twice. */
const FAULTS: Record<Fault, Record<string, unknown>> = {
  reply_lost: { kind: 'drop_reply', times: 2 },
  request_lost: { kind: 'drop_request', times: 2 },
  unavailable: { kind: 'server_error', status: 503, times: 2 },
  too_many: { kind: 'rate_limit' },
  failed_stored: { kind: 'server_error', phase: 'during' },
  failed_after: { kind: 'server_error', phase: 'after' },
};

const CARDS: Pick<PaymentsUnderTest, 'option' | 'methods' | 'unknownPayment'> = {
  option: PAYMENT_OPTIONS.card,
  methods: {
    good: 'pm_card_visa',
    declined: [
      { method: 'pm_card_visa_chargeDeclined', code: 'generic_decline' },
      { method: 'pm_card_visa_chargeDeclinedInsufficientFunds', code: 'insufficient_funds' },
      { method: 'pm_card_chargeDeclinedExpiredCard', code: 'expired_card' },
      { method: 'pm_card_chargeDeclinedIncorrectCvc', code: 'incorrect_cvc' },
      { method: 'pm_card_chargeDeclinedProcessingError', code: 'processing_error' },
    ],
    stolen: 'pm_card_visa_chargeDeclinedStolenCard',
    asks: 'pm_card_threeDSecure2Required',
    unknown: 'pm_card_unheardOf',
  },
  unknownPayment: 'pi_000000000000000000000000',
};

let sandbox: SandboxUnderTest | undefined;
afterAll(() => sandbox?.close());

paymentsContract('Stripe, at its sandbox', async () => {
  const running = await sandboxUnderTest();
  sandbox = running;
  return {
    ...CARDS,
    payments: createStripePayments({
      secretKey: 'sk_test_contract',
      apiUrl: running.url,
      webhookSecrets: ['whsec_contract'],
    }),
    answerPage: async (url, approve) => {
      const body = new URLSearchParams({ answer: approve ? 'approve' : 'decline' });
      await fetch(url, { method: 'POST', body, redirect: 'manual' });
    },
    disturb: async (operation, fault) => {
      await addFault(running.url, { operation: OPERATIONS[operation], ...FAULTS[fault] });
    },
    charges: async (paymentId) => {
      const { charges } = await running.ledger();
      return charges.filter((charge) => charge.payment_intent === paymentId).length;
    },
  };
});

const secretKey = process.env.STRIPE_TEST_SECRET_KEY;
if (secretKey) {
  paymentsContract('Stripe itself, in test mode', async () => ({
    ...CARDS,
    payments: createStripePayments({ secretKey, webhookSecrets: ['whsec_contract'], timeoutMs: 30_000 }),
  }));
}
