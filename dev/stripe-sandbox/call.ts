import type Stripe from 'stripe';
import { invalidRequest } from './errors.js';
import { type EventObject, type EventSource, recordEvent } from './events.js';
import { type Kind, ObjectStore, type Queryable } from './store.js';

/** What the fields that hold an id point to. */
const EXPANDABLE: Record<string, Kind> = {
  latest_charge: 'charge',
  charge: 'charge',
  customer: 'customer',
  payment_intent: 'payment_intent',
  payment_method: 'payment_method',
};

/** What an operation works with while it is executed. */
export class Call {
  readonly store: ObjectStore;
  readonly #db: Queryable;
  readonly #source: EventSource;
  readonly #publicUrl: string;

  /** @param db a connection, in a transaction when the call changes anything. @param publicUrl where browsers reach the sandbox. */
  constructor(db: Queryable, source: EventSource, publicUrl: string) {
    this.store = new ObjectStore(db);
    this.#db = db;
    this.#source = source;
    this.#publicUrl = publicUrl;
  }

  /** For statements that the object store has no words for. */
  get db(): Queryable {
    return this.#db;
  }

  async emit(type: Stripe.Event.Type, object: EventObject) {
    await recordEvent(this.#db, type, object, this.#source);
  }

  /** The bank's page for a PaymentIntent or SetupIntent that needs authentication. */
  authenticationUrl(intentId: string): string {
    return `${this.#publicUrl}/_sandbox/authenticate/${intentId}`;
  }

  /** Replaces ids by the objects they name; paths as in `expand[]`, such as `data.latest_charge`. */
  async expand(answer: object, paths: readonly string[]): Promise<object> {
    const copy = structuredClone(answer);
    for (const path of paths) await this.#expandPath(copy, path.split('.'), path);
    return copy;
  }

  async #expandPath(target: object, [field, ...rest]: string[], path: string): Promise<void> {
    if (field === undefined) return;
    const value: unknown = Reflect.get(target, field);
    if (Array.isArray(value)) {
      for (const item of value) await this.#expandPath(item, [...rest], path);
      return;
    }
    if (field === 'line_items') return; // The operation itself puts them in.
    const kind = EXPANDABLE[field];
    if (!kind) throw invalidRequest(`This property cannot be expanded (${path}).`, undefined, 'expand');
    if (typeof value === 'string') Reflect.set(target, field, (await this.store.get(kind, value)).object);
    const inside: unknown = Reflect.get(target, field);
    if (typeof inside === 'object' && inside !== null) await this.#expandPath(inside, rest, path);
  }
}
