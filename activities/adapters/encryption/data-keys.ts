import { randomBytes, randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Pool } from 'pg';
import { KEY_BYTES, KeyRing, Unreadable } from './key-ring.js';

/**
 * How long a process remembers a key. Whoever destroys keys waits so long before they count as gone everywhere;
 * `erasure` does.
 */
export const KEYS_REMEMBERED_MS = 5 * 60_000;
const MOST_REMEMBERED = 20_000;

/** A key of one conversation, checkout or order, usable until it is destroyed. */
export interface DataKey {
  id: string;
  ring: KeyRing;
}

/** Keys of their own for what belongs to a shopper: once one is destroyed, what it encrypted is noise to everybody. */
export interface DataKeys {
  /** The key of a subject, such as `checkout/<id>`; made when it has none. At once where it is remembered. */
  of(subject: string): DataKey | Promise<DataKey>;
  /** A key by its id; at once where it is remembered. Throws `Unreadable` when it has been destroyed. */
  byId(id: string): DataKey | Promise<DataKey>;
}

interface Row {
  id: string;
  wrapped: Buffer;
}

/** One statement: a new workflow waits for its key, and so does whoever starts it. */
const FIND_OR_MAKE = `
  with made as (
    insert into data_keys (id, subject, wrapped) select $2, $1, $3
    where not exists (select from data_keys where subject = $1)
    on conflict (subject) do nothing returning id, wrapped)
  select id, wrapped from made union all select id, wrapped from data_keys where subject = $1`;

/** Data keys in the shop's Postgres, each wrapped by the key ring. */
export function createPostgresDataKeys(pool: Pick<Pool, 'query'>, ring: KeyRing): DataKeys {
  const remembered = <Value extends object>(fetchMethod: (key: string) => Promise<Value>) =>
    new LRUCache<string, Value>({ max: MOST_REMEMBERED, ttl: KEYS_REMEMBERED_MS, fetchMethod });

  const unwrap = ({ id, wrapped }: Row): DataKey => ({
    id,
    ring: new KeyRing([{ id: '', bytes: ring.open(wrapped, aboutKey(id)) }]),
  });

  async function askFor(subject: string): Promise<DataKey | undefined> {
    const id = randomUUID();
    const { rows } = await pool.query<Row>({
      name: 'data-key-of',
      text: FIND_OR_MAKE,
      values: [subject, id, ring.seal(randomBytes(KEY_BYTES), aboutKey(id))],
    });
    return rows[0] && unwrap(rows[0]);
  }

  async function findOrMake(subject: string): Promise<DataKey> {
    // Of several who make one at once, the first one's counts; a statement that began before it sees it the next time.
    const key = (await askFor(subject)) ?? (await askFor(subject));
    if (!key) throw new Error(`the key of ${subject} was destroyed as it was made`);
    ids.set(key.id, key);
    return key;
  }

  const bySubject = remembered(findOrMake);
  const ids = remembered(async (id) => {
    const { rows } = await pool.query<Row>({
      name: 'data-key',
      text: 'select id, wrapped from data_keys where id = $1',
      values: [id],
    });
    if (!rows[0]) throw new Unreadable('The key of this was destroyed; nobody can read it any more.');
    return unwrap(rows[0]);
  });

  return {
    of: (subject) => bySubject.get(subject) ?? bySubject.forceFetch(subject),
    byId: (id) => ids.get(id) ?? ids.forceFetch(id),
  };
}

const aboutKey = (id: string) => `data key ${id}`;
