import type { PersonalFields } from '../../../activities/ports/index.js';
import {
  type CaseFile,
  type CaseHit,
  type CaseKind,
  type CheckoutView,
  type ConversationId,
  type OrderId,
  openDocument,
  type ShopperId,
} from '../../../domain/index.js';
import type { Database } from '../database.js';
import type { Agent } from './leases.js';

/** What belongs to a case, whosever it is: for staff alone. */
export interface CaseFiles {
  /** `undefined` when there is no such thing. */
  open(kind: CaseKind, id: string, agent: Agent): Promise<OpenedCase | undefined>;
  /** By the number of an order, the mail address of a shopper, or any id. Newest first, 50 at most. */
  find(words: string): Promise<CaseHit[]>;
}

export interface OpenedCase
  extends Pick<
    CaseFile,
    'conversationId' | 'startedAt' | 'lastSeq' | 'wantedSince' | 'person' | 'checkouts'
  > {
  shopperId: ShopperId;
  orderIds: OrderId[];
}

interface Row {
  conversation_id: ConversationId;
  shopper_id: ShopperId;
  created_at: Date;
  last_seq: number;
  wanted_at: Date | null;
  person_id: string | null;
  person_name: string | null;
  person_since: Date | null;
  checkouts: CheckoutView[] | null;
  orders: OrderId[] | null;
}

const OPEN = `
  select c.id as conversation_id, c.shopper_id, c.created_at, c.last_seq,
    s.wanted_at, s.person_id, s.person_name, s.person_since,
    (select json_agg(k.view order by k.created_at desc) from checkouts k where k.conversation_id = c.id) as checkouts,
    (select json_agg(o.id order by o.placed_at desc) from orders o where o.conversation_id = c.id) as orders
  from conversations c left join conversation_support s on s.conversation_id = c.id
  where c.id = case $1
    when 'checkout' then (select conversation_id from checkouts where id = $2)
    when 'order' then (select conversation_id from orders where id = $2)
    else $2 end`;

const BY_ID = `
  select 'order' as kind, id, 'Order ' || number as title, placed_at as at from orders where id = $1 or checkout_id = $1
  union all select 'checkout', id, 'Checkout, ' || state, created_at from checkouts where id = $1
  union all select 'conversation', id, 'Conversation', created_at from conversations where id = $1`;

const BY_NUMBER = `select 'order' as kind, id, 'Order ' || number as title, placed_at as at from orders where number = $1`;

/** Of what was written before there were keys the address itself is there to be compared. */
const BY_MAIL = `
  select * from (
    select 'order' as kind, id, 'Order ' || number as title, placed_at as at from orders
    where mail_digest = any ($2) or lower(address->>'email') = lower($1)
    union all
    select 'checkout', id, 'Checkout, ' || state, created_at from checkouts
    where (mail_digest = any ($2) or lower(view->'address'->>'email') = lower($1)) and state <> 'completed') found
  order by at desc limit 50`;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function caseFileStore(database: Database, fields: PersonalFields): CaseFiles {
  const hits = async (sql: string, ...values: unknown[]): Promise<CaseHit[]> => {
    const rows = await database.rows<Omit<CaseHit, 'at'> & { at: Date }>(sql, values);
    return rows.map(({ at, ...hit }) => ({ ...hit, at: at.toISOString() }));
  };

  return {
    async open(kind, id, agent) {
      const [row] = await database.rows<Row>(OPEN, [kind, id]);
      if (!row) return undefined;
      const { wanted_at, person_name, person_since } = row;
      return {
        conversationId: row.conversation_id,
        shopperId: row.shopper_id,
        startedAt: row.created_at.toISOString(),
        lastSeq: row.last_seq,
        ...(wanted_at && { wantedSince: wanted_at.toISOString() }),
        ...(person_name &&
          person_since && {
            person: {
              name: person_name,
              isYou: row.person_id === agent.id,
              since: person_since.toISOString(),
            },
          }),
        checkouts: (row.checkouts ?? []).map((view) => openDocument(fields, view)),
        orderIds: row.orders ?? [],
      };
    },

    async find(words) {
      const wanted = words.trim().replace(/^(?:conversation|checkout|order)\//, '');
      if (UUID.test(wanted)) return hits(BY_ID, wanted);
      if (wanted.includes('@')) return hits(BY_MAIL, wanted, fields.mailDigests(wanted));
      const [, digits] = /^#?(?:S-?)?(\d+)$/i.exec(wanted) ?? [];
      return digits ? hits(BY_NUMBER, `S-${digits}`) : [];
    },
  };
}
