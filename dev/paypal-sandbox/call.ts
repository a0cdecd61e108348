import type { Queryable } from '../provider-sandbox/transaction.js';
import { oweDelivery } from '../provider-sandbox/webhook-sender.js';
import { type Link, newId } from './errors.js';
import { ObjectStore, type WebhookEvent } from './store.js';

/** What an operation works with while it is executed. */
export class Call {
  readonly store: ObjectStore;
  readonly #db: Queryable;
  readonly #deliver: boolean;
  readonly #url: string;

  /** @param url where the API and its pages are reached. @param deliver whether anybody is told by webhook. */
  constructor(db: Queryable, { url, deliver }: { url: string; deliver: boolean }) {
    this.store = new ObjectStore(db);
    this.#db = db;
    this.#deliver = deliver;
    this.#url = url;
  }

  link(rel: string, path: string, method: Link['method'] = 'GET'): Link {
    return { href: `${this.#url}${path}`, rel, method };
  }

  /** Writes an event and, in the same transaction, the delivery that it owes. */
  async emit(event_type: string, resource_type: string, summary: string, resource: object): Promise<void> {
    const id = `WH-${newId()}-${newId()}`;
    const event: WebhookEvent = {
      id,
      event_version: '1.0',
      create_time: now(),
      resource_type,
      resource_version: '2.0',
      event_type,
      summary,
      resource,
      links: [this.link('self', `/v1/notifications/webhooks-events/${id}`)],
    };
    await this.store.insert('event', event);
    if (this.#deliver) await oweDelivery(this.#db, id);
  }
}

/** ISO 8601 in whole seconds, as in the API. */
export function now(): string {
  return `${new Date().toISOString().slice(0, 19)}Z`;
}
