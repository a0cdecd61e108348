import type { PersonalFields } from '../../../activities/ports/index.js';
import { aboutWords, type ConversationId } from '../../../domain/index.js';
import type { Database } from '../database.js';

/** Where a person's words wait until the conversation takes them. */
export interface PersonWords {
  /** Leaves them there, once for each `ref`. Returns the place of the entry when they have been taken already. */
  leave(conversationId: ConversationId, ref: string, text: string): Promise<number | undefined>;
  /** Takes back what the conversation has refused. */
  withdraw(ref: string): Promise<void>;
}

const LEAVE = `
  with said as (
    select seq from conversation_events where conversation_id = $1 and kind = 'person' and ref = $2),
  waiting as (
    insert into person_words (id, conversation_id, text) select $2, $1, $3 where not exists (select from said)
    on conflict do nothing)
  select seq from said`;

export function personWordStore(database: Database, fields: PersonalFields): PersonWords {
  return {
    async leave(conversationId, ref, text) {
      // Sealed for the place in the transcript that they go to.
      const sealed = fields.seal(text, aboutWords(conversationId, 'person', ref));
      return (await database.rows<{ seq: number }>(LEAVE, [conversationId, ref, sealed]))[0]?.seq;
    },

    async withdraw(ref) {
      await database.rows('delete from person_words where id = $1', [ref]);
    },
  };
}
