import type { Pool } from 'pg';
import {
  aboutStanding,
  aboutWords,
  type MessageId,
  type ShopperMessage,
  Standing,
  sealBlocks,
} from '../../../domain/index.js';
import type { PersonalFields, Transcripts } from '../../ports/index.js';

/**
 * One statement, so that a reply is there whole or not at all. Updating the conversation's row first
 * makes its writers queue up: entries become visible in the order of their seq.
 */
const APPEND_REPLY = `
  with written as (
    select seq from conversation_events where conversation_id = $1 and kind = 'reply' and ref = $2),
  numbered as (
    update conversations set last_seq = last_seq + 1, language = coalesce($4, language),
      standing = coalesce($5::jsonb, standing)
    where id = $1 and not exists (select from written) returning last_seq),
  added as (
    insert into conversation_events (conversation_id, seq, kind, ref, payload)
    select $1, last_seq, 'reply', $2, $3::jsonb from numbered returning seq)
  select seq from added union all select seq from written`;

/** As many as a run of a conversation hands to the next. */
const ANSWERED = 64;
const RECALL = `
  select standing, (
    select coalesce(json_agg(json_build_array(answer, seq) order by seq), '[]') from (
      select payload ->> 'inReplyTo' as answer, seq from conversation_events
      where conversation_id = $1 and kind = 'reply' and payload ? 'inReplyTo' order by seq desc limit ${ANSWERED}) last
  ) as answered
  from conversations where id = $1`;

/** Transcripts in the shop's Postgres; a trigger tells the listeners of every entry. */
export function createPostgresTranscripts(pool: Pool, fields: PersonalFields): Transcripts {
  return {
    async message(conversationId, messageId) {
      const { rows } = await pool.query<{ payload: Omit<ShopperMessage, 'messageId'> }>({
        name: 'transcript-message',
        text: `select payload from conversation_events where conversation_id = $1 and kind = 'message' and ref = $2`,
        values: [conversationId, messageId],
      });
      if (!rows[0]) return undefined;
      const { text, ...rest } = rows[0].payload;
      return {
        ...rest,
        text: fields.open(text, aboutWords(conversationId, 'message', messageId)),
        messageId,
      };
    },

    async appendReply(conversationId, ref, reply, standing) {
      const blocks = sealBlocks(fields, reply.blocks, aboutWords(conversationId, 'reply', ref));
      const { rows } = await pool.query<{ seq: number }>({
        name: 'transcript-append-reply',
        text: APPEND_REPLY,
        values: [
          conversationId,
          ref,
          JSON.stringify({ ...reply, blocks }),
          reply.language ?? null,
          standing ? JSON.stringify(fields.seal(standing, aboutStanding(conversationId))) : null,
        ],
      });
      if (!rows[0]) throw new Error(`there is no conversation ${conversationId}`);
      return rows[0].seq;
    },

    async recall(conversationId) {
      const { rows } = await pool.query<{ standing: unknown; answered: [MessageId, number][] }>({
        name: 'transcript-recall',
        text: RECALL,
        values: [conversationId],
      });
      // A release of long ago may have written it: what cannot be read is forgotten, and asked again.
      const standing = Standing.safeParse(fields.open(rows[0]?.standing, aboutStanding(conversationId)));
      return { standing: standing.data, answered: rows[0]?.answered ?? [] };
    },
  };
}
