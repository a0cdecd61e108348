import { unixNow } from './ids.js';
import type { Queryable } from './transaction.js';

/** What every object has. */
interface Identified {
  id: string;
}

/** An object as the API answers it, and what the sandbox remembers of it and never answers. */
export interface StoredObject<Body, Inner> {
  object: Body;
  inner: Inner;
}

/**
 * API objects as JSON in Postgres, seen through one connection: inside a transaction when that has one.
 * `Kinds` says what is kept under which name, `Inner` what else is remembered.
 */
export class JsonObjectStore<Kinds extends { [K in keyof Kinds]: Identified }, Inner extends object> {
  protected readonly db: Queryable;

  constructor(db: Queryable) {
    this.db = db;
  }

  /** @param created unix seconds; default now. */
  async insert<K extends keyof Kinds & string>(
    kind: K,
    object: Kinds[K],
    inner?: Inner,
    created: number = unixNow(),
  ): Promise<void> {
    await this.db.query(
      'insert into objects (id, kind, created, body, inner_state) values ($1, $2, $3, $4, $5)',
      [object.id, kind, created, object, inner ?? {}],
    );
  }

  async save<K extends keyof Kinds & string>(
    kind: K,
    { object, inner }: StoredObject<Kinds[K], Inner>,
  ): Promise<void> {
    await this.db.query('update objects set body = $3, inner_state = $4 where kind = $1 and id = $2', [
      kind,
      object.id,
      object,
      inner,
    ]);
  }

  async find<K extends keyof Kinds & string>(kind: K, id: string) {
    return this.#one(kind, id, '');
  }

  /** As `find`, and keeps others out until the transaction ends. */
  async findLocked<K extends keyof Kinds & string>(kind: K, id: string) {
    return this.#one(kind, id, 'for update');
  }

  async #one<K extends keyof Kinds & string>(
    kind: K,
    id: string,
    lock: '' | 'for update',
  ): Promise<StoredObject<Kinds[K], Inner> | undefined> {
    const { rows } = await this.db.query<{ body: Kinds[K]; inner_state: Inner }>(
      `select body, inner_state from objects where kind = $1 and id = $2 ${lock}`,
      [kind, id],
    );
    const row = rows[0];
    return row && { object: row.body, inner: row.inner_state };
  }
}
