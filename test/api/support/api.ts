import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import pino from 'pino';
import { readCannedReplies } from '../../../activities/adapters/canned-replies/markdown.js';
import { createPostgresCarts } from '../../../activities/adapters/carts/postgres.js';
import { createPostgresCatalog } from '../../../activities/adapters/catalog/postgres.js';
import { createMemoryDrafts } from '../../../activities/adapters/drafts/memory.js';
import { FIELDS_IN_THE_CLEAR } from '../../../activities/adapters/encryption/personal-fields.js';
import { readHelpTexts } from '../../../activities/adapters/help-texts/markdown.js';
import { createPostgresOrderBook } from '../../../activities/adapters/order-book/postgres.js';
import { createPostgresOrders } from '../../../activities/adapters/orders/postgres.js';
import { createPostgresProductInterest } from '../../../activities/adapters/product-interest/postgres.js';
import { createPostgresUnsubscribes } from '../../../activities/adapters/unsubscribes/postgres.js';
import type { PaymentProviders, Payments, PersonalFields } from '../../../activities/ports/index.js';
import { createChallenges } from '../../../api/challenges/challenges.js';
import type { ApiDeps } from '../../../api/deps.js';
import { PostgresFeed } from '../../../api/events/feed.js';
import { OpenStreams } from '../../../api/events/open-streams.js';
import { createFloodGate } from '../../../api/flood-gate.js';
import { createIdentity, type IdentityOptions } from '../../../api/identity/identity.js';
import { createLimits } from '../../../api/limits/limits.js';
import { createApiServer } from '../../../api/listen.js';
import { createMetrics } from '../../../api/metrics.js';
import { openApiDocument } from '../../../api/openapi/document.js';
import { createApi, routeTable } from '../../../api/server.js';
import { auditLog } from '../../../api/stores/audit-log.js';
import { checkoutStore } from '../../../api/stores/checkouts.js';
import { conversationStore } from '../../../api/stores/conversations.js';
import { openDatabase } from '../../../api/stores/database.js';
import { erasureStore } from '../../../api/stores/erasures.js';
import { keyedRequestStore } from '../../../api/stores/idempotency-keys.js';
import { mailConsentStore } from '../../../api/stores/mail-consents.js';
import { personalDataStore } from '../../../api/stores/personal-data.js';
import { supportStores } from '../../../api/stores/support/support-stores.js';
import { transcriptStore } from '../../../api/stores/transcript.js';
import { webhookInbox } from '../../../api/stores/webhook-inbox.js';
import type { ChallengeSettings } from '../../../config/challenges.js';
import type { IdentitySettings } from '../../../config/identity.js';
import type { LimitSettings } from '../../../config/limits.js';
import { PAYMENT_OPTIONS } from '../../../domain/index.js';
import { ApiClient } from './client.js';
import { type ApiDatabase, apiDatabase } from './database.js';
import { scriptedGateway } from './gateway.js';

export const STAFF_TOKEN = 'staff-token-of-the-tests';

type Overrides = Partial<Omit<ApiDeps, 'settings' | 'identity'>> & {
  settings?: Partial<ApiDeps['settings']>;
  /** Default: one of its own. */
  database?: ApiDatabase;
  /** What seals personal fields; nothing does, unless it is given. */
  fields?: PersonalFields;
  identity?: Partial<Omit<IdentityOptions, 'database' | 'fields' | 'settings'>> &
    Pick<Partial<IdentitySettings>, 'providers'>;
};

/** No quotas at all. */
export const NO_LIMITS: LimitSettings = {
  all: {},
  reading: {},
  turn: {},
  opening: {},
  checkout: {},
  'sign-in': {},
  failures: {},
  staff: {},
  webhook: {},
};

/** No work is asked of anybody but who fills in what people do not see. */
export const NO_CHALLENGES: ChallengeSettings = {
  work: 4,
  free: { opening: {}, checkout: {}, payment: {}, 'sign-in': {}, tokens: {} },
};

const COOKIE_SECRET = 'cookie-secret-of-the-tests';

/** The api over real HTTP and a database of its own; what is not under test can be replaced. */
export async function startApi(overrides: Overrides = {}) {
  const database = overrides.database ?? (await apiDatabase());
  const { gateway, asked } = scriptedGateway(database.pool);
  const { apiPool } = database;
  const db = openDatabase(apiPool);
  const logs: Record<string, unknown>[] = [];
  const logger = pino({ level: 'debug' }, { write: (line: string) => void logs.push(JSON.parse(line)) });
  const feed = new PostgresFeed({ connection: { connectionString: database.url }, logger, reconnectMs: 50 });
  const streams = new OpenStreams();
  const metrics = createMetrics();
  const { settings, identity, fields = FIELDS_IN_THE_CLEAR, database: _, ...others } = overrides;
  const { providers = [], ...identityOptions } = identity ?? {};
  const publicUrl = settings?.publicUrl ?? 'http://127.0.0.1';
  const deps: ApiDeps = {
    logger,
    identity: createIdentity({
      settings: {
        providers,
        sessions: { shopper: { lasts: 86_400, idle: 3_600 }, staff: { lasts: 3_600, idle: 600 } },
      },
      publicUrl,
      secrets: [COOKIE_SECRET],
      staffToken: STAFF_TOKEN,
      database: db,
      fields,
      ...identityOptions,
    }),
    // Tests ask much at once, from one address; those of limits bring their own.
    limits: createLimits({ settings: NO_LIMITS, secret: COOKIE_SECRET, prefix: 'test:' }),
    challenges: createChallenges({
      settings: NO_CHALLENGES,
      secret: COOKIE_SECRET,
      prefix: 'test:',
      metrics,
    }),
    metrics,
    conversations: conversationStore(db),
    personalData: personalDataStore(db, fields),
    erasures: erasureStore(db),
    transcript: transcriptStore(db, fields),
    checkouts: checkoutStore(db, fields),
    inbox: webhookInbox(db),
    mailConsents: mailConsentStore(db),
    unsubscribes: createPostgresUnsubscribes(apiPool, { secrets: [COOKIE_SECRET], fields }),
    keyed: keyedRequestStore(db, fields),
    audit: auditLog(db),
    support: supportStores(db, fields),
    cannedReplies: readCannedReplies(),
    workflows: gateway,
    feed,
    streams,
    drafts: createMemoryDrafts(),
    help: readHelpTexts(),
    catalog: createPostgresCatalog(apiPool),
    interest: createPostgresProductInterest(apiPool),
    carts: createPostgresCarts(apiPool, { currency: 'USD' }),
    orders: createPostgresOrders(apiPool, fields),
    orderBook: createPostgresOrderBook(apiPool, fields),
    payments: onlyProvider({ provider: 'stripe', readWebhook: async () => [] }),
    savedCards: { list: async () => [], save: none, forget: async () => undefined },
    checks: { postgres: () => db.rows('select 1', []) },
    optionalChecks: {},
    ...others,
    settings: {
      shopName: 'Test shop',
      returnsAddress: ['Returns', '1 Test Road'],
      currency: 'USD',
      publicUrl,
      cookieSecrets: [COOKIE_SECRET],
      corsOrigins: [],
      trustedProxies: [],
      payments: 'sandbox',
      webRoot: path.join(import.meta.dirname, '../../../web'),
      heartbeatMs: 100,
      ...settings,
    },
  };
  feed.start();
  const { floods } = deps.limits;
  const gate = createFloodGate({
    floods,
    metrics: deps.metrics,
    logger,
    trustedProxies: deps.settings.trustedProxies,
  });
  const server = createApiServer(createApi(deps).callback(), { logger, gate });
  const base = await listen(server);
  const routes = routeTable(deps);
  const document = openApiDocument(routes, { name: 'Test shop', version: '0' });
  return {
    base,
    deps,
    routes,
    database,
    /** What the scripted gateway was asked, in order. */
    asked,
    /** Everything logged so far. */
    logs,
    client: () => new ApiClient(base, document),
    async close() {
      streams.closeAll();
      await feed.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      if (!overrides.database) await database.close();
    },
  };
}
export type TestApi = Awaited<ReturnType<typeof startApi>>;

const none = () => Promise.reject(new Error('no provider in this test'));

/** Providers of which one is set up, with no more than webhooks. */
export function onlyProvider(payments: Pick<Payments, 'provider' | 'readWebhook'>): PaymentProviders {
  return {
    options: [PAYMENT_OPTIONS.card],
    has: (provider) => provider === payments.provider,
    of: () => payments as Payments,
  };
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
