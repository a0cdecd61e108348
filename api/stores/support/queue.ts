import type { CaseKind, ConversationId, Money, QueueItem } from '../../../domain/index.js';
import type { Database } from '../database.js';
import type { Agent } from './leases.js';

/** What waits for a person: worked out anew from the tables that say so, so that nothing can be in it by mistake. */
export interface SupportQueue {
  /** Longest waiting first; 200 at most. */
  list(agent: Agent): Promise<QueueItem[]>;
}

interface Row {
  kind: CaseKind;
  id: string;
  conversation_id: ConversationId;
  reason: string;
  since: Date;
  title: string | null;
  amount: Money | null;
  holder_id: string | null;
  holder_name: string | null;
  taken_at: Date | null;
  until: Date | null;
  person_id: string | null;
  person_name: string | null;
  person_since: Date | null;
}

const QUEUE = `
  with waiting as (
    select 'checkout' as kind, c.id, c.conversation_id,
      coalesce(c.view->'stalled'->>'words', 'A checkout cannot go on') as reason,
      coalesce((c.view->'stalled'->>'since')::timestamptz, c.updated_at) as since,
      null as title, c.view->'totals'->'total' as amount
    from checkouts c where c.state = 'stalled'
    union all
    select 'order', o.id, o.conversation_id,
      case o.view->'stalled'->>'reason'
        when 'refund_refused' then 'A refund was refused'
        when 'refund_outcome_unknown' then 'Nobody knows what became of a refund'
        else 'An order cannot go on' end,
      coalesce((o.view->'stalled'->>'since')::timestamptz, o.placed_at), o.number, o.totals->'total'
    from orders o where o.stalled
    union all
    select 'conversation', s.conversation_id, s.conversation_id,
      case when s.person_id is null then 'The shopper asks for a person' else 'A person speaks with the shopper' end,
      coalesce(s.wanted_at, s.person_since), null, null
    from conversation_support s where s.wanted_at is not null or s.person_id is not null)
  select w.*, l.holder_id, l.holder_name, l.taken_at, l.until, s.person_id, s.person_name, s.person_since
  from waiting w
  left join case_leases l on l.subject = w.kind || '/' || w.id and l.until > now()
  left join conversation_support s on s.conversation_id = w.conversation_id
  order by w.since, w.id limit 200`;

export function queueStore(database: Database): SupportQueue {
  return {
    async list(agent) {
      const rows = await database.rows<Row>(QUEUE, []);
      return rows.map((row) => itemOf(row, agent));
    },
  };
}

function itemOf(row: Row, agent: Agent): QueueItem {
  const { kind, id, reason, holder_name, taken_at, until, person_name, person_since } = row;
  return {
    kind,
    id,
    conversationId: row.conversation_id,
    reason,
    since: row.since.toISOString(),
    ...(row.title && { title: row.title }),
    ...(row.amount && { amount: row.amount }),
    ...(holder_name &&
      taken_at &&
      until && {
        lease: {
          name: holder_name,
          isYours: row.holder_id === agent.id,
          since: taken_at.toISOString(),
          until: until.toISOString(),
        },
      }),
    ...(person_name &&
      person_since && {
        person: { name: person_name, isYou: row.person_id === agent.id, since: person_since.toISOString() },
      }),
  };
}
