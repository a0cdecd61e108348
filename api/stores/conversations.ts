import type { ConversationId, ShopperId } from '../../domain/index.js';
import type { Database } from './database.js';

export interface ConversationRow {
  id: ConversationId;
  createdAt: string;
  lastSeq: number;
}

/** Whose conversation is whose. */
export interface Conversations {
  /** Makes a conversation, and the shopper too when this is their first. */
  open(id: ConversationId, shopperId: ShopperId): Promise<ConversationRow>;
  /** The newest 100 conversations of a shopper, newest first. */
  list(shopperId: ShopperId): Promise<ConversationRow[]>;
  /** `undefined` when there is none, or it is somebody else's. */
  find(id: ConversationId, shopperId: ShopperId): Promise<ConversationRow | undefined>;
  /** Whether the shopper has an account; a guest has none. */
  isSignedIn(shopperId: ShopperId): Promise<boolean>;
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
        `with shopper as (insert into shoppers (id) values ($2) on conflict do nothing)
         insert into conversations (id, shopper_id) values ($1, $2)
         returning id, created_at, last_seq`,
        [id, shopperId],
      );
      const [conversation] = rows.map(toConversation);
      if (!conversation) throw new Error('Postgres returned no row for an insert.');
      return conversation;
    },

    async isSignedIn(shopperId) {
      const rows = await database.rows('select from shoppers where id = $1 and account_id is not null', [
        shopperId,
      ]);
      return rows.length > 0;
    },

    async list(shopperId) {
      const rows = await database.rows<Row>(
        `select id, created_at, last_seq from conversations
         where shopper_id = $1 order by created_at desc, id limit 100`,
        [shopperId],
      );
      return rows.map(toConversation);
    },

    async find(id, shopperId) {
      const rows = await database.rows<Row>(
        'select id, created_at, last_seq from conversations where id = $1 and shopper_id = $2',
        [id, shopperId],
      );
      return rows.map(toConversation)[0];
    },
  };
}

function toConversation(row: Row): ConversationRow {
  return { id: row.id, createdAt: row.created_at.toISOString(), lastSeq: row.last_seq };
}
