import type pg from 'pg';
import type Stripe from 'stripe';
import { invalidRequest, missingResource } from './errors.js';

/** What the API answers with, by kind; a payment method token resolves to a `payment_method`. */
export interface Kinds {
  payment_intent: Stripe.PaymentIntent;
  charge: Stripe.Charge;
  refund: Stripe.Refund;
  dispute: Stripe.Dispute;
  customer: Stripe.Customer;
  payment_method: Stripe.PaymentMethod;
  event: Stripe.Event;
}
export type Kind = keyof Kinds;

/** What the sandbox remembers of an object and never answers. */
export interface InnerState {
  /** Where the bank's page sends the shopper back. */
  returnUrl?: string;
  /** Token that a payment method came from; says how it behaves. */
  testToken?: string;
  /** When the bank answers for a PaymentIntent in `processing`, in epoch milliseconds. */
  settlesAt?: number;
  deleted?: boolean;
}

export interface Stored<K extends Kind> {
  object: Kinds[K];
  inner: InnerState;
}

type TimeRange = Partial<Record<'gt' | 'gte' | 'lt' | 'lte', number>>;

export interface ListQuery {
  limit: number;
  starting_after?: string | undefined;
  ending_before?: string | undefined;
  created?: number | TimeRange | undefined;
}

export type Queryable = Pick<pg.ClientBase, 'query'>;

interface Row<K extends Kind> {
  body: Kinds[K];
  inner_state: InnerState;
}

/** API objects in Postgres, seen through one connection: inside a transaction when that has one. */
export class ObjectStore {
  readonly #db: Queryable;

  constructor(db: Queryable) {
    this.#db = db;
  }

  async insert<K extends Kind>(kind: K, object: Kinds[K], inner: InnerState = {}): Promise<void> {
    const created = 'created' in object ? object.created : 0;
    await this.#db.query(
      'insert into objects (id, kind, created, body, inner_state) values ($1, $2, $3, $4, $5)',
      [object.id, kind, created, object, inner],
    );
  }

  async save<K extends Kind>(kind: K, { object, inner }: Stored<K>): Promise<void> {
    await this.#db.query('update objects set body = $3, inner_state = $4 where kind = $1 and id = $2', [
      kind,
      object.id,
      object,
      inner,
    ]);
  }

  async find<K extends Kind>(kind: K, id: string): Promise<Stored<K> | undefined> {
    return this.#one(kind, id, '');
  }

  /** Throws `resource_missing`, naming `param`. */
  async get<K extends Kind>(kind: K, id: string, param?: string): Promise<Stored<K>> {
    const stored = await this.#one(kind, id, '');
    if (!stored) throw missingResource(kind, id, param);
    return stored;
  }

  /** As `get`, and keeps others out until the transaction ends. */
  async lock<K extends Kind>(kind: K, id: string, param?: string): Promise<Stored<K>> {
    const stored = await this.#one(kind, id, 'for update');
    if (!stored) throw missingResource(kind, id, param);
    return stored;
  }

  /** A page of objects, newest first. @param fields values that top-level fields must have. */
  async list<K extends Kind>(kind: K, query: ListQuery, fields: Record<string, string | undefined> = {}) {
    const { conditions, values } = await this.#filters(kind, query, fields);
    const backwards = query.ending_before !== undefined;
    const { rows } = await this.#db.query<Row<K>>(
      `select body, inner_state from objects where ${conditions.join(' and ')}
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
    const { rows } = await this.#db.query<{ seq: string }>(
      'select seq from objects where kind = $1 and id = $2',
      [kind, id],
    );
    if (!rows[0]) throw invalidRequest(`There is no object '${id}' to page from.`, 'resource_missing', param);
    return rows[0].seq;
  }

  async #one<K extends Kind>(kind: K, id: string, lock: '' | 'for update') {
    const { rows } = await this.#db.query<Row<K>>(
      `select body, inner_state from objects where kind = $1 and id = $2 ${lock}`,
      [kind, id],
    );
    const row = rows[0];
    return row && { object: row.body, inner: row.inner_state };
  }
}

const OPERATORS = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

function timeBounds(created: ListQuery['created']): [string, number][] {
  if (created === undefined) return [];
  if (typeof created === 'number') return [['=', created]];
  return Object.entries(created).map(([name, time]) => [OPERATORS[name as keyof TimeRange], time]);
}
