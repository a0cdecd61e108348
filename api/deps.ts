import type { PayloadCodec } from '@temporalio/common';
import type { Logger } from 'pino';
import type {
  CannedReply,
  Carts,
  Catalog,
  Drafts,
  HelpTexts,
  OrderBook,
  Orders,
  PaymentProviders,
  ProductInterest,
  SavedCards,
  Tracing,
  Unsubscribes,
} from '../activities/ports/index.js';
import type { Currency } from '../domain/index.js';
import type { Challenges } from './challenges/challenges.js';
import type { EventFeed } from './events/feed.js';
import type { OpenStreams } from './events/open-streams.js';
import type { WorkflowGateway } from './gateway/workflow-gateway.js';
import type { Checks } from './health-checks.js';
import type { Identity } from './identity/identity.js';
import type { Limits } from './limits/limits.js';
import type { Metrics } from './metrics.js';
import type { AuditLog } from './stores/audit-log.js';
import type { Checkouts } from './stores/checkouts.js';
import type { Conversations } from './stores/conversations.js';
import type { Erasures } from './stores/erasures.js';
import type { KeyedRequests } from './stores/idempotency-keys.js';
import type { MailConsents } from './stores/mail-consents.js';
import type { PersonalData } from './stores/personal-data.js';
import type { SupportStores } from './stores/support/support-stores.js';
import type { TranscriptStore } from './stores/transcript.js';
import type { WebhookInbox } from './stores/webhook-inbox.js';

export interface ApiSettings {
  shopName: string;
  /** The lines of the address that returns go to. */
  returnsAddress: string[];
  currency: Currency;
  /** The support page links to it. */
  temporalUiUrl?: string | undefined;
  /** Where shoppers reach the shop; an https address makes cookies `Secure` and turns HSTS on. */
  publicUrl: string;
  /** The first signs, all are taken. */
  cookieSecrets: readonly string[];
  /** Other origins whose pages may use the API. */
  corsOrigins: readonly string[];
  /** Addresses or CIDR ranges of proxies whose `X-Forwarded-For` counts. */
  trustedProxies: readonly string[];
  payments: 'sandbox' | 'live';
  /** Stripe's Payment Element: the page loads it from `scriptUrl`. */
  stripeElement?: { publishableKey: string; scriptUrl: string } | undefined;
  /** Folder of the static pages. */
  webRoot: string;
  /** Milliseconds between the comments of a quiet event stream; default 15,000. */
  heartbeatMs?: number;
}

/** Everything the api works with; made once in `main.ts`, or by a test. */
export interface ApiDeps {
  settings: ApiSettings;
  logger: Logger;
  metrics: Metrics;
  /** Absent where nothing is traced. */
  tracing?: Tracing | undefined;
  identity: Identity;
  limits: Limits;
  challenges: Challenges;
  conversations: Conversations;
  personalData: PersonalData;
  erasures: Erasures;
  transcript: TranscriptStore;
  checkouts: Checkouts;
  inbox: WebhookInbox;
  mailConsents: MailConsents;
  unsubscribes: Pick<Unsubscribes, 'isGenuine' | 'unsubscribe'>;
  /** Requests that carry an Idempotency-Key. */
  keyed: KeyedRequests;
  audit: AuditLog;
  support: SupportStores;
  cannedReplies: readonly CannedReply[];
  /** What histories are encrypted with; undefined where they are not. */
  payloadCodec?: PayloadCodec | undefined;
  workflows: WorkflowGateway;
  feed: EventFeed;
  streams: OpenStreams;
  /** Replies that a language model is wording. */
  drafts: Pick<Drafts, 'subscribe'>;
  help: Pick<HelpTexts, 'subjects'>;
  catalog: Pick<Catalog, 'get' | 'similar' | 'alsoBought'>;
  interest: Pick<ProductInterest, 'viewed'>;
  carts: Pick<Carts, 'read'>;
  orders: Pick<Orders, 'get' | 'byId' | 'byCheckout'>;
  orderBook: Pick<OrderBook, 'list' | 'entries' | 'atStage'>;
  /** Reads webhooks, and says which ways to pay there are. */
  payments: PaymentProviders;
  savedCards: Omit<SavedCards, 'forgetAll'>;
  /** What readiness asks, by name; each throws when its server does not answer. */
  checks: Checks;
  /** Reported by readiness, without being needed: the cache. */
  optionalChecks: Checks;
}
