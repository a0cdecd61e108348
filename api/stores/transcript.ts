import { isDeepStrictEqual } from 'node:util';
import type { PersonalFields } from '../../activities/ports/index.js';
import {
  type Action,
  aboutWords,
  type CheckoutView,
  type ConversationId,
  type MessageId,
  type Order,
  openBlocks,
  openDocument,
  type PersonEntry,
  type Reply,
  type ReplyEntry,
  ShopError,
  type ShopperId,
  type ShopperMessage,
  type TranscriptEntry,
} from '../../domain/index.js';
import { type Database, isUniqueViolation } from './database.js';

/** What has been said: the shopper's messages are written here, everything else by activities. */
export interface TranscriptStore {
  /**
   * Stores a shopper's message once, before any turn is started. Returns the reply when there is
   * one already. Throws `not_found` when the conversation is not the shopper's, and
   * `message_id_reused` when the id was used for other words or another tap.
   */
  record(
    conversationId: ConversationId,
    shopperId: ShopperId,
    message: ShopperMessage,
  ): Promise<ReplyEntry | undefined>;
  reply(conversationId: ConversationId, seq: number): Promise<ReplyEntry | undefined>;
  /** Whether the shopper has said nothing since this message. */
  isNewest(conversationId: ConversationId, messageId: MessageId): Promise<boolean>;
  /** Entries with a greater `seq`, in order. */
  after(conversationId: ConversationId, seq: number, limit: number): Promise<TranscriptEntry[]>;
}

interface Said {
  text: string;
  action?: Action;
}

type Row = { seq: number; at: Date } & (
  | { kind: 'message'; ref: MessageId; payload: Said }
  | { kind: 'reply'; ref: string; payload: Reply }
  | { kind: 'checkout'; ref: string; payload: CheckoutView }
  | { kind: 'order'; ref: string; payload: Order }
  | { kind: 'person'; ref: string; payload: Pick<PersonEntry, 'name' | 'what' | 'why' | 'text'> }
);

/**
 * One statement: the update of the conversation's row makes writers of one conversation queue up,
 * so that entries become visible in the order of their seq.
 */
const RECORD = `
  with owned as (select from conversations where id = $1 and shopper_id in (select shoppers_of($2))),
  said as (select payload from conversation_events where conversation_id = $1 and kind = 'message' and ref = $3),
  numbered as (
    update conversations set last_seq = last_seq + 1
    where id = $1 and shopper_id in (select shoppers_of($2)) and not exists (select from said) returning last_seq),
  added as (
    insert into conversation_events (conversation_id, seq, kind, ref, payload)
    select $1, last_seq, 'message', $3, $4::jsonb from numbered)
  select exists (select from owned) as owned,
         (select payload from said) as said`;

export function transcriptStore(database: Database, fields: PersonalFields): TranscriptStore {
  async function repliesWhere(
    conversationId: ConversationId,
    condition: string,
    value: unknown,
  ): Promise<ReplyEntry | undefined> {
    const rows = await database.rows<Row>(
      `select seq, kind, ref, payload, at from conversation_events
       where conversation_id = $1 and kind = 'reply' and ${condition}`,
      [conversationId, value],
    );
    return rows.map((row) => toEntry(row, conversationId, fields)).find((entry) => entry.kind === 'reply');
  }

  async function insert(
    conversationId: ConversationId,
    shopperId: ShopperId,
    { messageId, text, action }: ShopperMessage,
  ) {
    const sealed = fields.seal(text, aboutWords(conversationId, 'message', messageId));
    const values = [conversationId, shopperId, messageId, JSON.stringify({ text: sealed, action })];
    const [row] = await database.rows<{ owned: boolean; said: Said | null }>(RECORD, values);
    return row;
  }

  const openSaid = ({ text, ...rest }: Said, about: string) => ({ ...rest, text: fields.open(text, about) });

  return {
    async record(conversationId, shopperId, message) {
      const outcome = await insert(conversationId, shopperId, message).catch((error) => {
        // The same message twice at the same moment: the other one got in first and is seen now.
        if (isUniqueViolation(error)) return insert(conversationId, shopperId, message);
        throw error;
      });
      if (!outcome?.owned) throw new ShopError('not_found', 'There is no such conversation.');
      if (!outcome.said) return undefined;
      const before = openSaid(outcome.said, aboutWords(conversationId, 'message', message.messageId));
      // Both as JSON has them: what is absent is not there.
      if (
        !isDeepStrictEqual(before, JSON.parse(JSON.stringify({ text: message.text, action: message.action })))
      ) {
        throw new ShopError(
          'message_id_reused',
          'This messageId was used for another message; make a new one.',
        );
      }
      return await repliesWhere(conversationId, 'ref = $2', message.messageId);
    },

    async reply(conversationId, seq) {
      return await repliesWhere(conversationId, 'seq = $2', seq);
    },

    async isNewest(conversationId, messageId) {
      const rows = await database.rows<{ newest: boolean }>(
        `select not exists (
           select from conversation_events later
           where later.conversation_id = $1 and later.kind = 'message' and later.seq > said.seq) as newest
         from conversation_events said
         where said.conversation_id = $1 and said.kind = 'message' and said.ref = $2`,
        [conversationId, messageId],
      );
      return rows[0]?.newest ?? false;
    },

    async after(conversationId, seq, limit) {
      const rows = await database.rows<Row>(
        `select seq, kind, ref, payload, at from conversation_events
         where conversation_id = $1 and seq > $2 order by seq limit $3`,
        [conversationId, seq, limit],
      );
      return rows.map((row) => toEntry(row, conversationId, fields));
    },
  };
}

function toEntry(row: Row, conversationId: ConversationId, fields: PersonalFields): TranscriptEntry {
  const entry = { seq: row.seq, at: row.at.toISOString() };
  const words = (kind: 'message' | 'reply' | 'person') => aboutWords(conversationId, kind, row.ref);
  switch (row.kind) {
    case 'message':
      return {
        ...entry,
        kind: 'message',
        messageId: row.ref,
        text: fields.open(row.payload.text, words('message')),
        action: row.payload.action,
      };
    case 'reply': {
      const { inReplyTo, language, blocks } = row.payload;
      return {
        ...entry,
        kind: 'reply',
        inReplyTo,
        language,
        blocks: openBlocks(fields, blocks, words('reply')),
      };
    }
    case 'checkout':
      return { ...entry, kind: 'checkout', checkout: openDocument(fields, row.payload) };
    case 'order':
      return { ...entry, kind: 'order', order: openDocument(fields, row.payload) };
    case 'person': {
      const { name, what, why, text } = row.payload;
      return { ...entry, kind: 'person', name, what, why, text: fields.open(text, words('person')) };
    }
  }
}
