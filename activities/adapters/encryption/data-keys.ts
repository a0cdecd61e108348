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
  /** The key of a subject, such as `checkout/<id>`; made when it has none. */
  of(subject: string): Promise<DataKey>;
  /** A key by its id. Throws `Unreadable` when it has been destroyed. */
  byId(id: string): Promise<DataKey>;
}

interface Row {
  id: string;
  wrapped: Buffer;
}

/** Data keys in the shop's Postgres, each wrapped by the key ring. */
export function createPostgresDataKeys(pool: Pick<Pool, 'query'>, ring: KeyRing): DataKeys {
  const remembered = <Value extends object>(fetchMethod: (key: string) => Promise<Value>) =>
    new LRUCache<string, Value>({ max: MOST_REMEMBERED, ttl: KEYS_REMEMBERED_MS, fetchMethod });

  const unwrap = ({ id, wrapped }: Row): DataKey => ({
    id,
    ring: new KeyRing([{ id: '', bytes: ring.open(wrapped, aboutKey(id)) }]),
  });

  async function find(subject: string): Promise<DataKey | undefined> {
    const { rows } = await pool.query<Row>({
      name: 'data-key-of',
      text: 'select id, wrapped from data_keys where subject = $1',
      values: [subject],
    });
    return rows[0] && unwrap(rows[0]);
  }

  async function findOrMake(subject: string): Promise<DataKey> {
    const found = await find(subject);
    if (found) return found;
    const id = randomUUID();
    await pool.query(
      'insert into data_keys (id, subject, wrapped) values ($1, $2, $3) on conflict (subject) do nothing',
      [id, subject, ring.seal(randomBytes(KEY_BYTES), aboutKey(id))],
    );
    // Read again: of several who make one at once, the first one's counts.
    const made = await find(subject);
    if (!made) throw new Error(`the key of ${subject} was destroyed as it was made`);
    return made;
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
    async of(subject) {
      const key = await bySubject.forceFetch(subject);
      ids.set(key.id, key);
      return key;
    },
    byId: (id) => ids.forceFetch(id),
  };
}

const aboutKey = (id: string) => `data key ${id}`;
