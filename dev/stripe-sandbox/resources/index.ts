import type { Operation } from '../operation.js';
import { charges } from './charges.js';
import { confirmationTokens } from './confirmation-tokens.js';
import { customers } from './customers.js';
import { events } from './events.js';
import { paymentIntents } from './payment-intents.js';
import { paymentMethods } from './payment-methods.js';
import { refunds } from './refunds.js';
import { setupIntents } from './setup-intents.js';
import { taxCalculations } from './tax-calculations.js';

/** Everything the sandbox offers of the API. */
export const OPERATIONS: readonly Operation[] = [
  ...paymentIntents,
  ...refunds,
  ...charges,
  ...customers,
  ...paymentMethods,
  ...confirmationTokens,
  ...setupIntents,
  ...events,
  ...taxCalculations,
];
