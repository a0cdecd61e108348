import type { ConversationId, ShopperId } from '../../domain/index.js';
import type { Database } from './database.js';

export interface ConversationRow {
  id: ConversationId;
  createdAt: string;
  lastSeq: number;
}

/** Whose conversation is whose. */
export interface Conversations {
  /**
   * Makes a conversation, and the shopper too when this is their first. `undefined` for a guest who has joined an
   * account: what is opened for them would be the account's; and for who was erased.
   */
  open(id: ConversationId, shopperId: ShopperId): Promise<ConversationRow | undefined>;
  /** The newest 100 conversations of a shopper, newest first. */
  list(shopperId: ShopperId): Promise<ConversationRow[]>;
  /** `undefined` when there is none, or it is somebody else's. */
  find(id: ConversationId, shopperId: ShopperId): Promise<ConversationRow | undefined>;
}

interface Row {
  id: ConversationId;
  created_at: Date;
  last_seq: number;
}

export function conversationStore(database: Database): Conversations {
  return {
    async open(id, shopperId) {
      const rows = await database.rows<Row>(
        `with opener as (
           select $2::uuid as id where not exists (
             select from shoppers where id = $2 and (account_id <> $2 or erased_at is not null))),
         shopper as (insert into shoppers (id) select id from opener on conflict do nothing)
         insert into conversations (id, shopper_id) select $1, id from opener
         returning id, created_at, last_seq`,
        [id, shopperId],
      );
      return rows.map(toConversation)[0];
    },

    async list(shopperId) {
      const rows = await database.rows<Row>(
        `select id, created_at, last_seq from conversations
         where shopper_id in (select shoppers_of($1)) order by created_at desc, id limit 100`,
        [shopperId],
      );
      return rows.map(toConversation);
    },

    async find(id, shopperId) {
      const rows = await database.rows<Row>(
        'select id, created_at, last_seq from conversations where id = $1 and shopper_id in (select shoppers_of($2))',
        [id, shopperId],
      );
      return rows.map(toConversation)[0];
    },
  };
}

function toConversation(row: Row): ConversationRow {
  return { id: row.id, createdAt: row.created_at.toISOString(), lastSeq: row.last_seq };
}
