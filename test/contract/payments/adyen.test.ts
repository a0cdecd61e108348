import { PAYMENT_OPTIONS } from '../../../domain/index.js';
import { type SandboxUnderTest, sandboxUnderTest } from '../../dev/adyen-sandbox/sandbox-under-test.js';
import { type Fault, type Operation, paymentsContract } from './payments-contract.js';

jest.setTimeout(30_000);

const OPERATIONS: Record<Operation, string> = {
  create: 'sessions.create',
  confirm: 'payments.create',
  capture: 'modifications.capture',
  void: 'modifications.cancel',
  refund: 'modifications.refund',
};

/** Adyen keeps no failure under a key: it says `transient-error`, whether or not something was done. */
const FAULTS: Record<Fault, Record<string, unknown>> = {
  reply_lost: { kind: 'drop_reply' },
  request_lost: { kind: 'drop_request' },
  unavailable: { kind: 'server_error', status: 503 },
  too_many: { kind: 'rate_limit' },
  failed_stored: { kind: 'server_error', phase: 'during' },
  failed_after: { kind: 'server_error', phase: 'after' },
};

let running: SandboxUnderTest | undefined;
afterAll(() => running?.close());

paymentsContract('Adyen, at its sandbox, with stored payment methods', async () => {
  const subject = await sandboxUnderTest();
  running = subject;
  return {
    payments: subject.payments,
    option: PAYMENT_OPTIONS.adyen,
    methods: {
      good: 'adyen_sandbox_visa',
      declined: [
        { method: 'adyen_sandbox_refused', code: 'generic_decline' },
        { method: 'adyen_sandbox_not_enough_balance', code: 'insufficient_funds' },
        { method: 'adyen_sandbox_expired', code: 'expired_card' },
        { method: 'adyen_sandbox_cvc_declined', code: 'incorrect_cvc' },
        { method: 'adyen_sandbox_issuer_unavailable', code: 'issuer_not_available' },
      ],
      stolen: 'adyen_sandbox_blocked',
      asks: 'adyen_sandbox_visa_3ds',
      unknown: 'adyen_sandbox_unheard_of',
    },
    unknownPayment: '00000000-0000-4000-8000-000000000000.create.1',
    answerPage: async (url, approve) => {
      await subject.answer(url, approve ? 'approve' : 'decline');
    },
    disturb: (operation, fault) => subject.fault({ operation: OPERATIONS[operation], ...FAULTS[fault] }),
    charges: async (paymentId) => {
      const { payments } = await subject.ledger();
      return payments.filter(
        ({ reference, resultCode }) => reference === paymentId && resultCode === 'Authorised',
      ).length;
    },
  };
});
