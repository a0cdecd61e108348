import { ledgerColumn } from '../provider-sandbox/ledger.js';
import type { Queryable } from '../provider-sandbox/transaction.js';

const MOVEMENT = ['id', 'status', 'amount', 'custom_id', 'supplementary_data', 'create_time'];

/** Every order, authorization, capture and refund in a few fields each, oldest first; for audits that count money. */
export async function readLedger(db: Queryable) {
  return {
    orders: await ledgerColumn(db, 'order', ['id', 'status', 'purchase_units', 'create_time']),
    authorizations: await ledgerColumn(db, 'authorization', MOVEMENT),
    captures: await ledgerColumn(db, 'capture', MOVEMENT),
    refunds: await ledgerColumn(db, 'refund', [
      'id',
      'status',
      'amount',
      'custom_id',
      'links',
      'create_time',
    ]),
  };
}
