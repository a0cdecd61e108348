import { fileURLToPath } from 'node:url';
import pg from 'pg';
import pino from 'pino';
import { openCache, shopPrefix } from '../activities/adapters/cache/open-cache.js';
import { readCannedReplies } from '../activities/adapters/canned-replies/markdown.js';
import { createPostgresCarts } from '../activities/adapters/carts/postgres.js';
import { createCachedCatalog } from '../activities/adapters/catalog/cached.js';
import { createPostgresCatalog } from '../activities/adapters/catalog/postgres.js';
import { createMemoryDrafts } from '../activities/adapters/drafts/memory.js';
import { createRedisDrafts } from '../activities/adapters/drafts/redis.js';
import type { DataKeys } from '../activities/adapters/encryption/data-keys.js';
import { openEncryption } from '../activities/adapters/encryption/open-encryption.js';
import { createPersonalFields } from '../activities/adapters/encryption/personal-fields.js';
import { readHelpTexts } from '../activities/adapters/help-texts/markdown.js';
import { createPostgresOrderBook } from '../activities/adapters/order-book/postgres.js';
import { createPostgresOrders } from '../activities/adapters/orders/postgres.js';
import { createPostgresPaymentCustomers } from '../activities/adapters/payment-customers/postgres.js';
import { createPaymentProviders } from '../activities/adapters/payments/providers.js';
import { createPostgresProductInterest } from '../activities/adapters/product-interest/postgres.js';
import { createPostgresProviderNotices } from '../activities/adapters/provider-notices/postgres.js';
import { createStripeSavedCards } from '../activities/adapters/saved-cards/stripe.js';
import { openTracing, type ProcessTracing } from '../activities/adapters/tracing/open-tracing.js';
import { createPostgresUnsubscribes } from '../activities/adapters/unsubscribes/postgres.js';
import { cacheSettings } from '../config/cache.js';
import { challengeSettings } from '../config/challenges.js';
import { encryptionSettings } from '../config/encryption.js';
import { identitySettings } from '../config/identity.js';
import { type Config, readConfig } from '../config/index.js';
import { limitSettings } from '../config/limits.js';
import { tlsFiles } from '../config/network.js';
import { paymentSettings } from '../config/payments.js';
import { queueOf } from '../config/queues.js';
import { resolveSecrets } from '../config/secrets.js';
import { temporalConnection } from '../config/temporal.js';
import { tracingSettings } from '../config/tracing.js';
import { conversationWorkflowId } from '../workflows/messages.js';
import { createChallenges } from './challenges/challenges.js';
import type { ApiDeps } from './deps.js';
import { PostgresFeed } from './events/feed.js';
import { OpenStreams } from './events/open-streams.js';
import { createFloodGate } from './flood-gate.js';
import { connectTemporal } from './gateway/connect.js';
import { measuredGateway } from './gateway/measured-gateway.js';
import { temporalGateway } from './gateway/temporal-gateway.js';
import { createIdentity } from './identity/identity.js';
import { createLimits } from './limits/limits.js';
import { openLimitStore } from './limits/store.js';
import { createApiServer } from './listen.js';
import { createMetrics } from './metrics.js';
import { createApi } from './server.js';
import { stopOnSignals } from './stop.js';
import { auditLog } from './stores/audit-log.js';
import { checkoutStore } from './stores/checkouts.js';
import { conversationStore } from './stores/conversations.js';
import { openDatabase } from './stores/database.js';
import { erasureStore } from './stores/erasures.js';
import { keyedRequestStore } from './stores/idempotency-keys.js';
import { mailConsentStore } from './stores/mail-consents.js';
import { personalDataStore } from './stores/personal-data.js';
import { supportStores } from './stores/support/support-stores.js';
import { transcriptStore } from './stores/transcript.js';
import { webhookInbox } from './stores/webhook-inbox.js';

/**
 * The api process. It starts and answers whether or not Postgres, Temporal and Redis are there, says
 * in /readyz which are not, and finds them again by itself.
 */
async function main(): Promise<void> {
  const config = readConfig(await resolveSecrets());
  const logger = pino({
    level: config.LOG_LEVEL,
    base: { process: 'api' },
    timestamp: pino.stdTimeFunctions.isoTime,
  });
  const tracing = await openTracing(tracingSettings(config), {
    service: 'shoptalk-api',
    onFailure: (reason) => logger.warn({ reason }, 'traces could not be sent'),
  });
  const { deps, feed, release } = compose(config, logger, tracing);
  feed.start();

  const server = createApiServer(createApi(deps).callback(), {
    tls: tlsFiles(config),
    logger,
    maxConnections: config.LIMIT_CONNECTIONS,
    gate: createFloodGate({
      floods: deps.limits.floods,
      metrics: deps.metrics,
      logger,
      trustedProxies: config.TRUSTED_PROXIES,
      connectionsPerAddress: config.LIMIT_CONNECTIONS_ADDRESS,
    }),
  });
  server.on('error', (error) => {
    logger.fatal({ err: error }, `cannot listen on ${config.API_HOST}:${config.API_PORT}`);
    process.exit(1);
  });
  server.listen(config.API_PORT, config.API_HOST, () =>
    logger.info({ address: server.address() }, 'listening'),
  );
  stopOnSignals({ server, logger, endStreams: () => deps.streams.closeAll(), release, hardStopMs: 10_000 });
}

function compose(config: Config, logger: pino.Logger, tracing: ProcessTracing | undefined) {
  const pool = openPool(config, logger);
  tracing?.watchPool(pool);
  const database = openDatabase(pool);
  const { keys, writesFields } = encryptionSettings(config);
  const encryption = openEncryption(pool, { keys });
  const fields = createPersonalFields(keys, { writes: writesFields });
  const temporal = connectTemporal({
    connection: temporalConnection(config),
    namespace: config.TEMPORAL_NAMESPACE,
    tracing,
    dataConverter: encryption?.dataConverter,
  });
  const feed = new PostgresFeed({ connection: { connectionString: config.DATABASE_URL }, logger });
  const streams = new OpenStreams({ maxPerAddress: config.LIMIT_STREAMS });
  // Nobody words replies without a model, so that no connection is held for them.
  const drafts =
    config.REDIS_URL && config.LLM_BASE_URL ? createRedisDrafts(config.REDIS_URL) : createMemoryDrafts();
  const metrics = createMetrics();
  metrics.watchProcess();
  const workflows = measuredGateway(
    temporalGateway({
      client: temporal,
      taskQueue: queueOf(config, 'turns'),
      orderQueue: queueOf(config, 'payments'),
      timeoutMs: config.TURN_TIMEOUT_MS,
    }),
    metrics.workflowCalls,
    tracing,
  );
  const { cache, onOutcome } = openCache(cacheSettings(config), metrics.registry);
  metrics.watchConnections(feed, pool);
  const limitStore = openLimitStore(config.REDIS_URL);
  const counting = {
    secret: firstOf(config.COOKIE_SECRET),
    redis: limitStore,
    prefix: shopPrefix(config.DATABASE_URL),
  };

  const deps: ApiDeps = {
    settings: settingsOf(config),
    logger,
    metrics,
    tracing,
    identity: createIdentity({
      settings: identitySettings(config),
      publicUrl: publicUrlOf(config),
      secrets: config.COOKIE_SECRET,
      staffToken: config.STAFF_TOKEN,
      database,
      fields,
    }),
    limits: createLimits({ settings: limitSettings(config), ...counting }),
    challenges: createChallenges({ settings: challengeSettings(config), metrics, ...counting }),
    conversations: withKeysAhead(conversationStore(database), encryption?.dataKeys),
    personalData: personalDataStore(database, fields),
    erasures: erasureStore(database),
    transcript: transcriptStore(database, fields),
    checkouts: checkoutStore(database, fields),
    orders: createPostgresOrders(pool, fields),
    orderBook: createPostgresOrderBook(pool, fields),
    inbox: webhookInbox(database),
    mailConsents: mailConsentStore(database),
    unsubscribes: createPostgresUnsubscribes(pool, { secrets: config.COOKIE_SECRET, fields }),
    keyed: keyedRequestStore(database, fields),
    audit: auditLog(database),
    support: supportStores(database, fields),
    cannedReplies: readCannedReplies(),
    payloadCodec: encryption?.codec,
    workflows,
    feed,
    streams,
    drafts,
    help: readHelpTexts(),
    catalog: createCachedCatalog(createPostgresCatalog(pool, { currency: config.CURRENCY }), cache, {
      onOutcome,
    }),
    interest: createPostgresProductInterest(pool),
    carts: createPostgresCarts(pool, { currency: config.CURRENCY }),
    payments: createPaymentProviders(paymentSettings(config), createPostgresProviderNotices(pool)),
    savedCards: createStripeSavedCards(paymentSettings(config).stripe, createPostgresPaymentCustomers(pool)),
    checks: {
      postgres: () => database.rows('select 1', []),
      temporal: () => workflows.ping(),
    },
    optionalChecks: config.REDIS_URL ? { redis: () => answered(cache.ping()) } : {},
  };
  const release = () =>
    Promise.allSettled([
      feed.close(),
      pool.end(),
      temporal.connection.close(),
      cache.close(),
      drafts.close(),
      limitStore?.disconnect(),
      tracing?.close(),
    ]);
  return { deps, feed, release };
}

function settingsOf(config: Config): ApiDeps['settings'] {
  return {
    shopName: config.SHOP_NAME,
    returnsAddress: config.RETURNS_ADDRESS,
    currency: config.CURRENCY,
    temporalUiUrl: config.TEMPORAL_UI_URL,
    publicUrl: publicUrlOf(config),
    cookieSecrets: config.COOKIE_SECRET,
    corsOrigins: config.CORS_ORIGINS,
    trustedProxies: config.TRUSTED_PROXIES,
    stripeElement: config.STRIPE_PUBLISHABLE_KEY
      ? { publishableKey: config.STRIPE_PUBLISHABLE_KEY, scriptUrl: config.STRIPE_JS_URL }
      : undefined,
    payments: config.STRIPE_SECRET_KEY.includes('_live_') || config.ADYEN_LIVE_PREFIX ? 'live' : 'sandbox',
    webRoot: fileURLToPath(new URL('../web', import.meta.url)),
  };
}

function publicUrlOf(config: Config): string {
  const scheme = tlsFiles(config) ? 'https' : 'http';
  return config.PUBLIC_URL ?? `${scheme}://${config.API_HOST}:${config.API_PORT}`;
}

function openPool(config: Config, logger: pino.Logger): pg.Pool {
  const pool = new pg.Pool({
    connectionString: config.DATABASE_URL,
    max: config.DATABASE_POOL,
    connectionTimeoutMillis: 3_000,
    query_timeout: 5_000,
    statement_timeout: 5_000,
    application_name: 'shoptalk api',
  });
  // An idle connection that Postgres ends must not end the process.
  pool.on('error', (error) => logger.warn({ reason: error.message }, 'a database connection was lost'));
  return pool;
}

/** The key of a conversation is made while the shopper writes the first message, which then waits for none. */
function withKeysAhead(conversations: ApiDeps['conversations'], keys?: DataKeys): ApiDeps['conversations'] {
  if (!keys) return conversations;
  return {
    ...conversations,
    async open(id, shopperId) {
      const opened = await conversations.open(id, shopperId);
      // Where it fails, the first message asks for it again, and says so.
      if (opened) void Promise.resolve(keys.of(conversationWorkflowId(id))).catch(() => undefined);
      return opened;
    },
  };
}

const firstOf = ([first = '']: readonly string[]) => first;

async function answered(ping: Promise<boolean>): Promise<void> {
  if (!(await ping)) throw new Error('no answer');
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
