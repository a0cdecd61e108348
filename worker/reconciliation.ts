import { Client, Connection, type DataConverter } from '@temporalio/client';
import type pg from 'pg';
import { createPostgresIdempotencyKeys } from '../activities/adapters/idempotency/postgres.js';
import { createPostgresInventory } from '../activities/adapters/inventory/postgres.js';
import { createPostgresOrders } from '../activities/adapters/orders/postgres.js';
import { createPostgresPaymentAttempts } from '../activities/adapters/payment-attempts/postgres.js';
import { createPostgresReconciliationBooks } from '../activities/adapters/reconciliation/postgres.js';
import { createTemporalWorkflowStatus } from '../activities/adapters/workflow-status/temporal.js';
import type { PaymentProviders, PersonalFields, ReconciliationBooks } from '../activities/ports/index.js';
import { createReconciliationActivities } from '../activities/reconciliation.js';
import type { Config } from '../config/index.js';
import { temporalConnection } from '../config/temporal.js';
import { checkoutWorkflowId, paymentNewsSignal } from '../workflows/messages.js';

interface ReconciliationParts {
  pool: pg.Pool;
  fields: PersonalFields;
  payments: PaymentProviders;
  /** Undefined where histories are not encrypted. */
  dataConverter: DataConverter | undefined;
}

/** Wires the comparison of the books; its own connection to Temporal is made when it is first needed. */
export function composeReconciliation(
  config: Config,
  { pool, fields, payments, dataConverter }: ReconciliationParts,
) {
  const connection = Connection.lazy(temporalConnection(config));
  const client = new Client({
    connection,
    namespace: config.TEMPORAL_NAMESPACE,
    ...(dataConverter && { dataConverter }),
  });
  const books = createPostgresReconciliationBooks(pool);
  const activities = createReconciliationActivities({
    books,
    payments,
    attempts: createPostgresPaymentAttempts(pool),
    inventory: createPostgresInventory(pool),
    orders: createPostgresOrders(pool, fields),
    keys: createPostgresIdempotencyKeys(pool),
    workflows: createTemporalWorkflowStatus({
      client,
      workflowIdOf: checkoutWorkflowId,
      newsSignal: paymentNewsSignal.name,
    }),
  });
  const lastRun: ReconciliationBooks['lastRun'] = () => books.lastRun();
  return { activities, lastRun, close: () => connection.close() };
}
