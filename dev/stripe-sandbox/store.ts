import type Stripe from 'stripe';
import { JsonObjectStore, type StoredObject } from '../provider-sandbox/object-store.js';
import { invalidRequest, missingResource } from './errors.js';

/** What the API answers with, by kind; a payment method token resolves to a `payment_method`. */
export interface Kinds {
  payment_intent: Stripe.PaymentIntent;
  charge: Stripe.Charge;
  refund: Stripe.Refund;
  dispute: Stripe.Dispute;
  customer: Stripe.Customer;
  payment_method: Stripe.PaymentMethod;
  confirmation_token: Stripe.ConfirmationToken;
  setup_intent: Stripe.SetupIntent;
  event: Stripe.Event;
  tax_calculation: KeptCalculation;
}
export type Kind = keyof Kinds;

/** A tax calculation with all of its line items, as the sandbox keeps it. */
export type KeptCalculation = Stripe.Tax.Calculation & {
  id: string;
  line_items: Stripe.ApiList<Stripe.Tax.CalculationLineItem>;
};

/** What the sandbox remembers of an object and never answers. */
export interface InnerState {
  /** Where the bank's page sends the shopper back. */
  returnUrl?: string;
  /** Token that a payment method came from; says how it behaves. */
  testToken?: string;
  /** The payment method that a confirmation token stands for. */
  paymentMethod?: string;
  /** When the bank answers for a PaymentIntent in `processing`, or for a refund, in epoch milliseconds. */
  settlesAt?: number;
  deleted?: boolean;
}

export type Stored<K extends Kind> = StoredObject<Kinds[K], InnerState>;

type TimeRange = Partial<Record<'gt' | 'gte' | 'lt' | 'lte', number>>;

export interface ListQuery {
  limit: number;
  starting_after?: string | undefined;
  ending_before?: string | undefined;
  created?: number | TimeRange | undefined;
}

export type { Queryable } from '../provider-sandbox/transaction.js';

/** API objects in Postgres, with Stripe's refusals and lists. */
export class ObjectStore extends JsonObjectStore<Kinds, InnerState> {
  override async insert<K extends Kind>(kind: K, object: Kinds[K], inner?: InnerState): Promise<void> {
    await super.insert(kind, object, inner, 'created' in object ? object.created : 0);
  }

  /** Throws `resource_missing`, naming `param`. */
  async get<K extends Kind>(kind: K, id: string, param?: string): Promise<Stored<K>> {
    const stored = await this.find(kind, id);
    if (!stored) throw missingResource(kind, id, param);
    return stored;
  }

  /** As `get`, and keeps others out until the transaction ends. */
  async lock<K extends Kind>(kind: K, id: string, param?: string): Promise<Stored<K>> {
    const stored = await this.findLocked(kind, id);
    if (!stored) throw missingResource(kind, id, param);
    return stored;
  }

  /** A page of objects, newest first. @param fields values that top-level fields must have. */
  async list<K extends Kind>(kind: K, query: ListQuery, fields: Record<string, string | undefined> = {}) {
    const { conditions, values } = await this.#filters(kind, query, fields);
    const backwards = query.ending_before !== undefined;
    const { rows } = await this.db.query<{ body: Kinds[K] }>(
      `select body from objects where ${conditions.join(' and ')}
       order by seq ${backwards ? 'asc' : 'desc'} limit ${query.limit + 1}`,
      values,
    );
    const page = rows.slice(0, query.limit).map((row) => row.body);
    return { data: backwards ? page.reverse() : page, has_more: rows.length > query.limit };
  }

  async #filters(kind: Kind, query: ListQuery, fields: Record<string, string | undefined>) {
    const values: unknown[] = [kind];
    const conditions = ['kind = $1', "not inner_state ? 'deleted'"];
    const add = (condition: (place: string) => string, value: unknown) =>
      conditions.push(condition(`$${values.push(value)}`));
    for (const [name, value] of Object.entries(fields)) {
      if (value !== undefined) add((place) => `body ->> '${name}' = ${place}`, value);
    }
    for (const [operator, time] of timeBounds(query.created)) {
      add((place) => `created ${operator} ${place}`, time);
    }
    if (query.starting_after) {
      add((place) => `seq < ${place}`, await this.#seq(kind, query.starting_after, 'starting_after'));
    }
    if (query.ending_before) {
      add((place) => `seq > ${place}`, await this.#seq(kind, query.ending_before, 'ending_before'));
    }
    return { conditions, values };
  }

  async #seq(kind: Kind, id: string, param: string): Promise<string> {
    const { rows } = await this.db.query<{ seq: string }>(
      'select seq from objects where kind = $1 and id = $2',
      [kind, id],
    );
    if (!rows[0]) throw invalidRequest(`There is no object '${id}' to page from.`, 'resource_missing', param);
    return rows[0].seq;
  }
}

const OPERATORS = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

function timeBounds(created: ListQuery['created']): [string, number][] {
  if (created === undefined) return [];
  if (typeof created === 'number') return [['=', created]];
  return Object.entries(created).map(([name, time]) => [OPERATORS[name as keyof TimeRange], time]);
}
