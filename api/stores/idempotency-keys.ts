import { createHash } from 'node:crypto';
import type { PersonalFields } from '../../activities/ports/index.js';
import { openDocument, sealDocument } from '../../domain/index.js';
import type { Database } from './database.js';

/** A request under a key. */
export interface KeyedRequest {
  /** Who asks: keys of different people have nothing to do with each other. */
  owner: string;
  /** Method and path. */
  route: string;
  key: string;
  /** What is asked, as JSON. */
  content: string;
}

/** What becomes of a request under a key. */
export type KeyedBegin =
  /** It is to be done; everything about it that happens is to happen under this id, once. */
  | { kind: 'begun'; actId: string }
  | { kind: 'answered'; status: number; answer: object }
  | { kind: 'other_content' }
  | { kind: 'in_flight' };

/** Requests that carry an Idempotency-Key; answers are kept for a day. */
export interface KeyedRequests {
  /** Takes the request up: the first time, or again after whoever was at it has gone silent. */
  begin(request: KeyedRequest): Promise<KeyedBegin>;
  /** Says that it is still being worked on. */
  renew(actId: string): Promise<void>;
  /** Lets the same key take it up again at once. */
  release(actId: string): Promise<void>;
  /** Writes the answer, unless what the request did has written it already. */
  answer(actId: string, status: number, answer: object): Promise<void>;
}

/** A request counts as in flight this long after its api was last heard of. */
const LEASE = '6 seconds';
/** How often an api must say that it is still at it, in milliseconds. */
export const RENEW_EVERY_MS = 2_000;

interface Row {
  request: string;
  status: number | null;
  answer: object | null;
}

export function keyedRequestStore(database: Database, fields: PersonalFields): KeyedRequests {
  return {
    async begin({ owner, route, key, content }) {
      const request = hash(content);
      const actId = `${hash(JSON.stringify([owner, route, key])).slice(0, 24)}:${request.slice(0, 16)}`;
      const taken = await database.rows(
        `insert into idempotency_keys as k (owner, route, key, request, act_id, lease_until)
         values ($1, $2, $3, $4, $5, now() + interval '${LEASE}')
         on conflict (owner, route, key) do update
         set request = excluded.request, act_id = excluded.act_id, lease_until = excluded.lease_until, status = null, answer = null,
           created_at = case when k.created_at < now() - interval '24 hours' then now() else k.created_at end
         where k.created_at < now() - interval '24 hours'
           or (k.request = excluded.request and k.answer is null and k.lease_until < now())
         returning act_id`,
        [owner, route, key, request, actId],
      );
      if (taken.length > 0) return { kind: 'begun', actId };
      const [row] = await database.rows<Row>(
        'select request, status, answer from idempotency_keys where owner = $1 and route = $2 and key = $3',
        [owner, route, key],
      );
      if (row && row.request !== request) return { kind: 'other_content' };
      if (row?.status && row.answer)
        return { kind: 'answered', status: row.status, answer: openDocument(fields, row.answer) };
      return { kind: 'in_flight' };
    },

    async renew(actId) {
      await database.rows(
        `update idempotency_keys set lease_until = now() + interval '${LEASE}' where act_id = $1 and answer is null returning act_id`,
        [actId],
      );
    },

    async release(actId) {
      await database.rows(
        'update idempotency_keys set lease_until = now() where act_id = $1 and answer is null returning act_id',
        [actId],
      );
    },

    async answer(actId, status, answer) {
      await database.rows(
        'update idempotency_keys set status = $2, answer = $3 where act_id = $1 and answer is null returning act_id',
        [actId, status, JSON.stringify(sealDocument(fields, answer))],
      );
    },
  };
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
