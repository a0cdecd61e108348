import type { DataConverter } from '@temporalio/common';
import pg from 'pg';
import type { Logger } from 'pino';
import { Registry } from 'prom-client';
import { openCache } from '../activities/adapters/cache/open-cache.js';
import { createPostgresCarts } from '../activities/adapters/carts/postgres.js';
import { createCachedCatalog } from '../activities/adapters/catalog/cached.js';
import { createPostgresCheckouts } from '../activities/adapters/checkouts/postgres.js';
import { openEncryption } from '../activities/adapters/encryption/open-encryption.js';
import { createPersonalFields } from '../activities/adapters/encryption/personal-fields.js';
import { readHelpTexts } from '../activities/adapters/help-texts/markdown.js';
import { createPostgresInventory } from '../activities/adapters/inventory/postgres.js';
import { createPostgresOrderBook } from '../activities/adapters/order-book/postgres.js';
import { createPostgresOrders } from '../activities/adapters/orders/postgres.js';
import { createPostgresPaymentAttempts } from '../activities/adapters/payment-attempts/postgres.js';
import { createPostgresPaymentCustomers } from '../activities/adapters/payment-customers/postgres.js';
import { createPaymentProviders } from '../activities/adapters/payments/providers.js';
import { createPostgresPersonNotes } from '../activities/adapters/person-notes/postgres.js';
import { createPostgresProductInterest } from '../activities/adapters/product-interest/postgres.js';
import { createPostgresPromotions } from '../activities/adapters/promotions/postgres.js';
import { createPostgresProviderNotices } from '../activities/adapters/provider-notices/postgres.js';
import { createPostgresShopFigures } from '../activities/adapters/shop-figures/postgres.js';
import { createPostgresStockWatches } from '../activities/adapters/stock-watches/postgres.js';
import { createStripeTax } from '../activities/adapters/tax/stripe-tax.js';
import { createTableTax } from '../activities/adapters/tax/table.js';
import type { ProcessTracing } from '../activities/adapters/tracing/open-tracing.js';
import { createPostgresTranscripts } from '../activities/adapters/transcripts/postgres.js';
import { createRulesUnderstander } from '../activities/adapters/understanding/rules.js';
import type { CatalogSyncActivities } from '../activities/catalog-sync.js';
import { type CheckoutActivities, createCheckoutActivities } from '../activities/checkout.js';
import { type ConversationActivities, createConversationActivities } from '../activities/conversation.js';
import type { ErasureActivities } from '../activities/erasure.js';
import { createLanguageActivities, type LanguageActivities } from '../activities/language.js';
import type { MailActivities } from '../activities/mail.js';
import { createOrderActivities, type OrderActivities } from '../activities/order.js';
import { createPersonActivities, type PersonActivities } from '../activities/persons.js';
import type { OutboxCounts, ReadShopFigures, ReconciliationBooks, Tax } from '../activities/ports/index.js';
import { createPricingActivities, type PricingActivities } from '../activities/pricing.js';
import {
  createRecommendationActivities,
  type RecommendationActivities,
} from '../activities/recommendations.js';
import type { ReconciliationActivities } from '../activities/reconciliation.js';
import { createReplyWriter } from '../activities/replies/reply-writer.js';
import type { RetentionActivities } from '../activities/retention.js';
import { createStockWatchActivities, type StockWatchActivities } from '../activities/stock-watches.js';
import { cacheSettings } from '../config/cache.js';
import { encryptionSettings } from '../config/encryption.js';
import type { Config } from '../config/index.js';
import { paymentSettings } from '../config/payments.js';
import { composeCatalog } from './catalog.js';
import { withKeysAhead } from './keys-ahead.js';
import { composeLanguage } from './language.js';
import { composeMail } from './mail.js';
import { composePrivacy } from './privacy.js';
import { composeReconciliation } from './reconciliation.js';

export interface ComposedActivities {
  activities: ConversationActivities &
    LanguageActivities &
    CheckoutActivities &
    OrderActivities &
    PricingActivities &
    MailActivities &
    PersonActivities &
    StockWatchActivities &
    RecommendationActivities &
    CatalogSyncActivities &
    ErasureActivities &
    RetentionActivities &
    ReconciliationActivities;
  /** Encrypts histories; undefined where they are not. */
  dataConverter: DataConverter | undefined;
  /** How much waits to be told, and how much needs a person; for metrics. */
  outboxCounts(): Promise<OutboxCounts>;
  /** What the last comparison of the books left for people. */
  lastReconciliation: ReconciliationBooks['lastRun'];
  /** How the shop stands, for metrics. */
  shopFigures: ReadShopFigures;
  /** The servers that activities lean on, by name; each throws when its server does not answer. */
  checks: Record<string, () => Promise<unknown>>;
  /** Gives back every connection; call it when the worker has drained. */
  close(): Promise<void>;
}

/** Wires every activity to the adapters that the configuration names; `registry` takes what they count. */
export function composeActivities(
  config: Config,
  logger: Logger,
  registry: Registry = new Registry(),
  tracing?: ProcessTracing,
): ComposedActivities {
  const currency = config.CURRENCY;
  const pool = openPool(config, logger);
  tracing?.watchPool(pool);
  const { keys, writesFields } = encryptionSettings(config);
  const encryption = openEncryption(pool, { keys });
  const fields = createPersonalFields(keys, { writes: writesFields });
  const { cache, onOutcome } = openCache(cacheSettings(config), registry);
  const owner = config.CATALOG_DATABASE_URL ? openPool(config, logger, config.CATALOG_DATABASE_URL) : pool;
  const products = composeCatalog(config, logger, registry, pool, owner);
  const catalog = createCachedCatalog(products.catalog, cache, { onOutcome });
  const carts = createPostgresCarts(pool, { currency });
  const orderBook = createPostgresOrderBook(pool, fields);
  const { checkouts, orders } = withKeysAhead(
    {
      checkouts: createPostgresCheckouts(pool, { currency, fields }),
      orders: createPostgresOrders(pool, fields),
    },
    encryption?.dataKeys,
  );
  const payments = createPaymentProviders(paymentSettings(config), createPostgresProviderNotices(pool));
  const publicUrl = config.PUBLIC_URL ?? `http://${config.API_HOST}:${config.API_PORT}`;

  const mail = composeMail(config, logger, { pool, fields, carts, catalog, publicUrl });

  const transcripts = createPostgresTranscripts(pool, fields);
  const help = readHelpTexts();
  const replies = createReplyWriter({ catalog, carts, orders, help, currency, mailsReceipts: mail.isSent });
  const { language, drafts, ...model } = composeLanguage(config, logger, registry, { catalog, cache });
  const conversation = createConversationActivities({
    transcripts,
    understander: createRulesUnderstander(() => catalog.vocabulary()),
    catalog,
    carts,
    checkouts,
    orderBook,
    replies,
    help,
    language,
    terms: {
      currency,
      holdMs: config.HOLD_SECONDS * 1_000,
      paymentOptions: [...payments.options],
      ...(config.TASK_QUEUE_PAYMENTS && { taskQueue: config.TASK_QUEUE_PAYMENTS }),
    },
  });
  const promotions = createPostgresPromotions(pool);
  const checkout = createCheckoutActivities({
    carts,
    checkouts,
    inventory: createPostgresInventory(pool),
    promotions,
    orders,
    payments,
    attempts: createPostgresPaymentAttempts(pool),
    customers: createPostgresPaymentCustomers(pool),
    returnUrl: (checkoutId) => new URL(`/v1/checkouts/${checkoutId}/return`, publicUrl).href,
  });
  const order = createOrderActivities({
    book: orderBook,
    payments,
    attempts: createPostgresPaymentAttempts(pool),
  });
  const pricing = createPricingActivities({ promotions, tax: createTax(config) });
  const reconciliation = composeReconciliation(config, {
    pool,
    fields,
    payments,
    dataConverter: encryption?.dataConverter,
  });
  const privacy = composePrivacy(config, {
    logger,
    registry,
    pool,
    orders,
    dataConverter: encryption?.dataConverter,
  });
  return {
    activities: {
      ...conversation,
      ...createLanguageActivities({ transcripts, replies, language, drafts, help }),
      ...checkout,
      ...order,
      ...pricing,
      ...mail.activities,
      ...products.activities,
      ...reconciliation.activities,
      ...privacy.activities,
      ...createRecommendationActivities({ catalog, interest: createPostgresProductInterest(pool) }),
      ...createPersonActivities({ notes: createPostgresPersonNotes(pool) }),
      ...createStockWatchActivities({ watches: createPostgresStockWatches(pool) }),
    },
    dataConverter: encryption?.dataConverter,
    lastReconciliation: reconciliation.lastRun,
    outboxCounts: () => mail.outbox.counts(),
    shopFigures: createPostgresShopFigures(pool),
    checks: {
      postgres: () => pool.query('select 1'),
      ...(config.REDIS_URL && { redis: () => answered(cache.ping()) }),
    },
    async close() {
      await mail.close();
      await model.close();
      await reconciliation.close();
      await privacy.close();
      await cache.close();
      await pool.end();
      if (owner !== pool) await owner.end();
    },
  };
}

async function answered(ping: Promise<boolean>): Promise<void> {
  if (!(await ping)) throw new Error('no answer');
}

function createTax(config: Config): Tax {
  const includedIn = config.TAX_INCLUDED_IN;
  if (config.TAX === 'table') return createTableTax({ includedIn });
  return createStripeTax({ secretKey: config.STRIPE_SECRET_KEY, apiUrl: config.STRIPE_API_URL, includedIn });
}

function openPool(config: Config, logger: Logger, connectionString = config.DATABASE_URL): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max: config.DATABASE_POOL,
    connectionTimeoutMillis: 3_000,
    application_name: 'shoptalk-worker',
  });
  // An idle connection that Postgres drops is replaced by the next query.
  pool.on('error', (err) => logger.warn({ err }, 'a database connection was lost'));
  return pool;
}
