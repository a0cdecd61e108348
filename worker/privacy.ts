import { Client, Connection, type DataConverter } from '@temporalio/client';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import { createPostgresPaymentCustomers } from '../activities/adapters/payment-customers/postgres.js';
import { createPostgresPrivacy } from '../activities/adapters/privacy/postgres.js';
import { createPostgresRetention } from '../activities/adapters/retention/postgres.js';
import { createStripeSavedCards } from '../activities/adapters/saved-cards/stripe.js';
import { createTemporalWorkflowEnder } from '../activities/adapters/workflow-ender/temporal.js';
import { createErasureActivities } from '../activities/erasure.js';
import type { Orders } from '../activities/ports/index.js';
import { createRetentionActivities } from '../activities/retention.js';
import type { Config } from '../config/index.js';
import { paymentSettings } from '../config/payments.js';
import { retentionSettings } from '../config/privacy.js';
import { temporalConnection } from '../config/temporal.js';
import {
  checkoutActUpdate,
  checkoutWorkflowId,
  conversationWorkflowId,
  erasureWorkflowId,
  orderWorkflowId,
} from '../workflows/messages.js';
import { retentionMetrics } from './retention-metrics.js';

interface PrivacyParts {
  logger: Logger;
  registry: Registry;
  pool: pg.Pool;
  orders: Pick<Orders, 'byId'>;
  /** Undefined where histories are not encrypted. */
  dataConverter: DataConverter | undefined;
}

/** Wires erasure and retention; their connection to Temporal is made when it is first needed. */
export function composePrivacy(
  config: Config,
  { logger, registry, pool, orders, dataConverter }: PrivacyParts,
) {
  const connection = Connection.lazy(temporalConnection(config));
  const client = new Client({
    connection,
    namespace: config.TEMPORAL_NAMESPACE,
    ...(dataConverter && { dataConverter }),
  });
  const workflows = createTemporalWorkflowEnder({
    client,
    idOf: {
      conversation: conversationWorkflowId,
      checkout: checkoutWorkflowId,
      order: orderWorkflowId,
      erasure: erasureWorkflowId,
    },
    actUpdate: checkoutActUpdate.name,
  });
  const erasure = createErasureActivities({
    privacy: createPostgresPrivacy(pool, { orders }),
    workflows,
    savedCards: createStripeSavedCards(paymentSettings(config).stripe, createPostgresPaymentCustomers(pool)),
  });
  const retention = createRetentionActivities({
    retention: createPostgresRetention(pool, { keep: retentionSettings(config), orders }),
    workflows,
    logger,
    onRemoved: retentionMetrics(registry),
  });
  return { activities: { ...erasure, ...retention }, close: () => connection.close() };
}
