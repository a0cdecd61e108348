import { createPayPalPayments } from '../../../activities/adapters/payments/paypal.js';
import { PAYMENT_OPTIONS } from '../../../domain/index.js';
import {
  addFault,
  answerPage,
  type SandboxUnderTest,
  sandboxUnderTest,
} from '../../dev/paypal-sandbox/sandbox-under-test.js';
import { type Fault, type Operation, paymentsContract } from './payments-contract.js';

const OPERATIONS: Record<Operation, string> = {
  create: 'orders.create',
  confirm: 'orders.authorize',
  capture: 'authorizations.capture',
  void: 'authorizations.void',
  refund: 'captures.refund',
};

const FAULTS: Partial<Record<Fault, Record<string, unknown>>> = {
  reply_lost: { kind: 'drop_reply' },
  request_lost: { kind: 'drop_request' },
  unavailable: { kind: 'server_error', status: 503 },
  too_many: { kind: 'rate_limit' },
  failed_after: { kind: 'server_error', phase: 'after' },
};

let sandbox: SandboxUnderTest | undefined;
afterAll(() => sandbox?.close());

paymentsContract('PayPal, at its sandbox', async () => {
  const running = await sandboxUnderTest();
  sandbox = running;
  return {
    option: PAYMENT_OPTIONS.paypal,
    payments: createPayPalPayments({ clientId: 'id', clientSecret: 'secret', apiUrl: running.url }),
    methods: {
      good: 'paypal',
      declined: [{ method: 'paypal', code: 'instrument_declined', onPage: 'declined' }],
      asks: 'paypal',
      unknown: 'pm_card_visa',
    },
    unknownPayment: '5O190127TN364715T',
    pageFirst: true,
    // Whoever cancels leaves no trace on the order, and may still come back to the page.
    refusedOnPage: 'action_required',
    answerPage: async (url, approve, onPage) => {
      await answerPage(url, approve ? 'approve' : 'cancel', onPage);
    },
    disturb: (operation, fault) =>
      addFault(running.url, { operation: OPERATIONS[operation], ...FAULTS[fault] }),
    // PayPal stores no failure of its own under a PayPal-Request-Id.
    impossibleFaults: ['failed_stored'],
    charges: async (paymentId) => {
      const { authorizations } = await running.ledger();
      return authorizations.filter((one) => one.supplementary_data.related_ids.order_id === paymentId).length;
    },
  };
});
