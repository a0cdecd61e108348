import { ledgerColumn as column } from '../provider-sandbox/ledger.js';
import type { Queryable } from './store.js';

/** Every intent, charge and refund in a few fields each, oldest first; for audits that count money. */
export async function readLedger(db: Queryable) {
  return {
    intents: await column(db, 'payment_intent', [
      'id',
      'status',
      'amount',
      'amount_capturable',
      'amount_received',
      'currency',
      'latest_charge',
      'metadata',
      'created',
    ]),
    charges: await column(db, 'charge', [
      'id',
      'payment_intent',
      'status',
      'amount',
      'amount_captured',
      'amount_refunded',
      'captured',
      'refunded',
      'failure_code',
      'created',
    ]),
    refunds: await column(db, 'refund', ['id', 'payment_intent', 'charge', 'status', 'amount', 'created']),
  };
}
