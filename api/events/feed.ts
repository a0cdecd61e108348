import { Client, type ClientConfig } from 'pg';
import type { Logger } from 'pino';
import { ConversationId } from '../../domain/index.js';

/** Tells that something was added to a conversation; what it is, the listener reads from the database. */
export interface EventFeed {
  /** @param onNews is called after entries became readable, and whenever some may have been missed. Returns how to stop. */
  subscribe(conversationId: ConversationId, onNews: () => void): () => void;
  /** The same for what waits for staff. */
  subscribeQueue(onNews: () => void): () => void;
}

export interface PostgresFeedOptions {
  connection: ClientConfig;
  logger: Logger;
  /** Pause between attempts to connect; default 1 s. */
  reconnectMs?: number;
  /** How often a quiet connection is tried, to notice one that died without a word; default 20 s. */
  checkMs?: number;
}

const CHANNEL = 'conversation_events';
const QUEUE_CHANNEL = 'support_queue';

/**
 * One LISTEN connection for the whole process, whatever the number of streams. When it is lost it
 * is made again, and then every subscriber is told to look: notifications sent meanwhile are gone.
 */
export class PostgresFeed implements EventFeed {
  readonly #options: PostgresFeedOptions;
  readonly #subscribers = new Map<ConversationId, Set<() => void>>();
  readonly #queueSubscribers = new Set<() => void>();
  #client: Client | undefined;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: PostgresFeedOptions) {
    this.#options = options;
  }

  /** Whether notifications arrive at the moment. */
  get connected(): boolean {
    return this.#client !== undefined;
  }

  /** Starts listening; goes on trying by itself when Postgres is not there. */
  start(): void {
    void this.#connect();
  }

  subscribe(conversationId: ConversationId, onNews: () => void): () => void {
    const listeners = this.#subscribers.get(conversationId) ?? new Set();
    this.#subscribers.set(conversationId, listeners.add(onNews));
    return () => {
      listeners.delete(onNews);
      if (listeners.size === 0 && this.#subscribers.get(conversationId) === listeners) {
        this.#subscribers.delete(conversationId);
      }
    };
  }

  subscribeQueue(onNews: () => void): () => void {
    this.#queueSubscribers.add(onNews);
    return () => this.#queueSubscribers.delete(onNews);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    const client = this.#client;
    this.#client = undefined;
    await client?.end().catch(() => undefined);
  }

  async #connect(): Promise<void> {
    if (this.#closed) return;
    const { connection, logger, checkMs = 20_000 } = this.#options;
    const client = new Client({
      connectionTimeoutMillis: 5_000,
      query_timeout: 5_000,
      keepAlive: true,
      ...connection,
    });
    let lost = false;
    const lose = (error?: Error) => {
      if (lost) return;
      lost = true;
      if (this.#client === client) this.#client = undefined;
      if (!this.#closed)
        logger.warn({ reason: error?.message }, 'the event feed lost Postgres and will connect again');
      client.end().catch(() => undefined);
      this.#connectLater();
    };
    client.on('error', lose);
    client.on('end', () => lose());
    client.on('notification', ({ channel, payload }) => this.#dispatch(channel, payload ?? ''));
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}; listen ${QUEUE_CHANNEL}`);
    } catch (error) {
      lose(error instanceof Error ? error : new Error(String(error)));
      return;
    }
    if (lost) return;
    if (this.#closed) {
      await client.end().catch(() => undefined);
      return;
    }
    this.#client = client;
    logger.info('the event feed listens');
    this.#tellEveryone();
    this.#check(client, checkMs, lose);
  }

  #connectLater(): void {
    if (this.#closed) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#connect(), this.#options.reconnectMs ?? 1_000);
    this.#timer.unref();
  }

  /** A peer that vanished sends no FIN: only asking finds out. */
  #check(client: Client, everyMs: number, lose: (error?: Error) => void): void {
    this.#timer = setTimeout(() => {
      client.query('select').then(
        () => this.#client === client && this.#check(client, everyMs, lose),
        (error) => lose(error),
      );
    }, everyMs);
    this.#timer.unref();
  }

  /** @param payload `<conversation id>:<seq>`, or nothing for the queue */
  #dispatch(channel: string, payload: string): void {
    if (channel === QUEUE_CHANNEL) {
      for (const onNews of this.#queueSubscribers) onNews();
      return;
    }
    const id = ConversationId.safeParse(payload.split(':')[0]);
    if (!id.success) return;
    for (const onNews of this.#subscribers.get(id.data) ?? []) onNews();
  }

  #tellEveryone(): void {
    for (const onNews of this.#queueSubscribers) onNews();
    for (const listeners of this.#subscribers.values()) {
      for (const onNews of listeners) onNews();
    }
  }
}
