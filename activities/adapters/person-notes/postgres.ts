import type { Pool } from 'pg';
import type { PersonNotes } from '../../ports/index.js';

/**
 * One statement: the entry is there with everything that goes with it, or not at all. The words leave the place where
 * the api put them, so that a transcript that is erased leaves none behind. A note that is there already changes nothing.
 */
const APPEND = `
  with written as (
    select seq from conversation_events where conversation_id = $1 and kind = 'person' and ref = $2),
  words as (
    delete from person_words where id = $2 and conversation_id = $1 and $3 = 'said' returning text),
  numbered as (
    update conversations set last_seq = last_seq + 1
    where id = $1 and not exists (select from written) and ($3 <> 'said' or exists (select from words))
    returning last_seq),
  added as (
    insert into conversation_events (conversation_id, seq, kind, ref, payload)
    select $1, last_seq, 'person', $2, jsonb_strip_nulls(jsonb_build_object(
      'what', $3::text, 'name', $4::text, 'why', $6::text, 'text', (select text from words)))
    from numbered returning seq),
  speaking as (
    insert into conversation_support (conversation_id, person_id, person_name, person_since)
    select $1, case when $3 = 'joined' then $5::text end, case when $3 = 'joined' then $4::text end,
      case when $3 = 'joined' then now() end
    from added where $3 <> 'said'
    on conflict (conversation_id) do update set wanted_at = null, person_id = excluded.person_id,
      person_name = excluded.person_name, person_since = excluded.person_since)
  select seq from added union all select seq from written`;

/** What people do in conversations, in the shop's Postgres. */
export function createPostgresPersonNotes(pool: Pool): PersonNotes {
  return {
    async call(conversationId) {
      await pool.query(
        `insert into conversation_support (conversation_id, wanted_at) values ($1, now())
         on conflict (conversation_id) do update set wanted_at = coalesce(conversation_support.wanted_at, now())`,
        [conversationId],
      );
    },

    async append(conversationId, ref, note) {
      const why = note.what === 'left' ? note.why : null;
      const { rows } = await pool.query<{ seq: number }>({
        name: 'person-note-append',
        text: APPEND,
        values: [conversationId, ref, note.what, note.name, note.personId, why],
      });
      return rows[0]?.seq;
    },
  };
}
