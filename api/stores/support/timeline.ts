import type { PersonalFields } from '../../../activities/ports/index.js';
import {
  aboutNote,
  aboutWords,
  type CaseKind,
  type ConversationId,
  type TimelineEntry,
} from '../../../domain/index.js';
import type { Database } from '../database.js';

/** What the shop's tables know of one checkout, order or conversation, as it happened. */
export interface Timelines {
  /** Oldest first; the newest 500 of each kind. */
  of(kind: CaseKind, id: string): Promise<{ entries: TimelineEntry[]; workflows: string[] }>;
}

/** What somebody said, as it is stored. */
type Said =
  | { kind: 'message' | 'person'; conversationId: ConversationId; ref: string; text: string | null }
  /** One for each block; null where it has no words. */
  | { kind: 'reply'; conversationId: ConversationId; ref: string; texts: (string | null)[] | null }
  | { kind: 'note'; subject: string; text: string };

type Row = Omit<TimelineEntry, 'at' | 'detail' | 'by' | 'isTrouble'> & {
  at: Date;
  detail: string | null;
  said: Said | null;
  by: string | null;
  trouble: boolean | null;
};

/** A checkout and its order are one story; a conversation is told with all of its checkouts and orders. */
const SUBJECTS = `
  select 'checkout' as kind, c.id, c.conversation_id from checkouts c
  where ($1 = 'checkout' and c.id = $2) or ($1 = 'conversation' and c.conversation_id = $2)
    or ($1 = 'order' and c.id = (select checkout_id from orders where id = $2))
  union all
  select 'order', o.id, o.conversation_id from orders o
  where ($1 = 'order' and o.id = $2) or ($1 = 'conversation' and o.conversation_id = $2)
    or ($1 = 'checkout' and o.checkout_id = $2)
  union all
  select 'conversation', id, id from conversations
  where id = case $1 when 'conversation' then $2
    when 'checkout' then (select conversation_id from checkouts where id = $2)
    else (select conversation_id from orders where id = $2) end`;

const TIMELINE = `
  with subjects as (${SUBJECTS}),
  checkout as (select id from subjects where kind = 'checkout'),
  talk as (select id from subjects where kind = 'conversation'),
  since as (
    select case when $1 = 'conversation' then '-infinity'::timestamptz
      else (select min(created_at) - interval '1 hour' from checkouts where id in (select id from checkout)) end as at),
  chat as (
    select e.at, 'chat' as source,
      case e.kind when 'message' then 'The shopper writes' when 'reply' then 'The assistant replies'
        else case e.payload->>'what' when 'joined' then 'A person takes over' when 'left' then 'A person hands back'
          else 'A person writes' end end as title,
      null as detail, e.payload->>'name' as by, null::boolean as trouble,
      jsonb_build_object('kind', e.kind, 'conversationId', e.conversation_id, 'ref', e.ref, 'text', e.payload->'text',
        'texts', (select jsonb_agg(case when b.block->>'type' in ('text', 'notice') then b.block->'text' end order by b.at)
          from jsonb_array_elements(case when jsonb_typeof(e.payload->'blocks') = 'array' then e.payload->'blocks' else '[]' end)
            with ordinality as b (block, at))) as said
    from conversation_events e, since
    where e.conversation_id in (select id from talk) and e.kind in ('message', 'reply', 'person') and e.at >= since.at
    order by e.seq desc limit 500),
  states as (
    select e.at, 'state', 'Checkout: ' || (e.payload->>'state'), e.payload->>'headline', null, e.payload->>'state' = 'stalled', null::jsonb
    from conversation_events e
    where e.conversation_id in (select id from talk) and e.kind = 'checkout'
      and (e.payload->>'id')::uuid in (select id from checkout)
    order by e.seq desc limit 500),
  happenings as (
    select e.at, 'state', 'Order: ' || replace(e.what, '_', ' '), null, e.by, e.what in ('refund_refused', 'disputed'), null::jsonb
    from order_events e where e.order_id in (select id from subjects where kind = 'order') order by e.at desc limit 500),
  payments as (
    select p.started_at, 'payment', initcap(p.provider) || ': ' || p.operation,
      concat_ws(' · ', coalesce(p.outcome, 'no answer yet'), p.payment_id,
        round(extract(epoch from p.settled_at - p.started_at) * 1000)::text || ' ms'),
      null, p.outcome is null or p.outcome in ('unknown', 'declined', 'refused', 'failed'), null::jsonb
    from payment_attempts p where p.checkout_id in (select id from checkout) order by p.started_at desc limit 500),
  webhooks as (
    select w.received_at, 'webhook', initcap(w.provider) || ': ' || w.type,
      concat_ws(' · ', coalesce(w.outcome, case when w.handled_at is null then 'not handled yet' end), w.event_id),
      null, w.handled_at is null, null::jsonb
    from webhook_inbox w where w.checkout_id in (select id from checkout) order by w.received_at desc limit 500),
  mails as (
    select coalesce(m.settled_at, m.created_at), 'mail', 'Mail: ' || m.topic,
      concat_ws(' · ', coalesce(m.outcome, 'waits'), m.attempts::text || ' tries', m.last_error), null, m.outcome = 'parked', null::jsonb
    from outbox m
    where m.payload->>'orderId' in (select id::text from subjects where kind = 'order')
      or m.payload->>'checkoutId' in (select id::text from checkout)
    order by m.id desc limit 500),
  audited as (
    select a.at, 'staff', a.act, a.reason, a.actor, null::boolean, null::jsonb
    from audit_log a where a.subject in (select kind || '/' || id from subjects) order by a.id desc limit 500),
  notes as (
    select n.at, 'note', 'Note', null, n.author, null::boolean,
      jsonb_build_object('kind', 'note', 'subject', n.subject, 'text', n.text)
    from case_notes n where n.subject in (select kind || '/' || id from subjects) order by n.at desc limit 500)
  select * from chat union all select * from states union all select * from happenings union all select * from payments
  union all select * from webhooks union all select * from mails union all select * from audited
  union all select * from notes
  order by at`;

/** Words of the chat are cut to as much as says what they are about. */
const LONGEST = 300;

export function timelineStore(database: Database, fields: PersonalFields): Timelines {
  return {
    async of(kind, id) {
      const [rows, subjects] = await Promise.all([
        database.rows<Row>(TIMELINE, [kind, id]),
        database.rows<{ workflow: string; kind: CaseKind }>(
          `select kind, kind || '/' || id as workflow from (${SUBJECTS}) s limit 20`,
          [kind, id],
        ),
      ]);
      // The chat is told from the transcript: its workflow would say each turn once more.
      const workflows = subjects.filter((one) => one.kind !== 'conversation').map(({ workflow }) => workflow);
      return { entries: rows.map((row) => entryOf(row, fields)), workflows };
    },
  };
}

function entryOf(
  { at, said, detail: told, by, trouble, ...row }: Row,
  fields: PersonalFields,
): TimelineEntry {
  const detail = said ? wordsOf(said, fields) : told;
  return {
    ...row,
    at: at.toISOString(),
    ...(detail && { detail }),
    ...(by && { by }),
    ...(trouble && { isTrouble: true }),
  };
}

function wordsOf(said: Said, fields: PersonalFields): string {
  if (said.kind === 'note') return fields.open(said.text, aboutNote(said.subject));
  const about = aboutWords(said.conversationId, said.kind, said.ref);
  if (said.kind !== 'reply') return (fields.open(said.text, about) ?? '').slice(0, LONGEST);
  const texts = (said.texts ?? []).map((text, at) => text && fields.open(text, `${about} ${at}`));
  return texts.filter(Boolean).join(' ').slice(0, LONGEST);
}
