import { createStripePayments } from '../../../activities/adapters/payments/stripe.js';
import {
  addFault,
  type SandboxUnderTest,
  sandboxUnderTest,
} from '../../dev/stripe-sandbox/sandbox-under-test.js';
import { type Fault, type Operation, paymentsContract } from './payments-contract.js';

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

let sandbox: SandboxUnderTest | undefined;
afterAll(() => sandbox?.close());

paymentsContract('Stripe, at its sandbox', async () => {
  const running = await sandboxUnderTest();
  sandbox = running;
  return {
    payments: createStripePayments({
      secretKey: 'sk_test_contract',
      apiUrl: running.url,
      webhookSecret: 'whsec_contract',
    }),
    answerBank: async (url, approve) => {
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
    payments: createStripePayments({ secretKey, webhookSecret: 'whsec_contract', timeoutMs: 30_000 }),
  }));
}
