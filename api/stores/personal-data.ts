import type { PersonalFields } from '../../activities/ports/index.js';
import {
  aboutGiftMessage,
  aboutName,
  aboutWords,
  type Block,
  type ConversationId,
  openBlocks,
  openDocument,
  type ShopperId,
} from '../../domain/index.js';
import type { Identified } from './accounts.js';
import type { Database } from './database.js';

/** The lists of the export; `account` stands beside them. */
export const PERSONAL_DATA = [
  'sessions',
  'conversations',
  'checkouts',
  'orders',
  'mailConsents',
  'stockWatches',
  'productViews',
  'savedCardsAt',
] as const;

/** Everything that the shop knows of somebody. */
export interface PersonalData {
  /** All parts, by name; of nobody they are empty. */
  of(person: ShopperId | undefined): Promise<Record<string, unknown>>;
}

const rowsOf = (sql: string) => `(select coalesce(json_agg(row_to_json(part)), '[]') from (${sql}) part)`;

/** One statement, so that it is all of one moment. */
const EXPORT = `
  with mine as (select shoppers_of($1) as id),
  talks as (select c.id, c.created_at from conversations c where c.shopper_id in (select id from mine))
  select json_build_object(
    'account', (select json_build_object('id', id, 'issuer', issuer, 'subject', subject, 'name', name, 'since', created_at)
                from accounts where id = $1),
    'sessions', ${rowsOf('select provider, device, created_at, seen_at, expires_at, revoked_at from sessions where account_id = $1 order by created_at')},
    'conversations', ${rowsOf(`
      select t.id, t.created_at,
        (select coalesce(json_agg(json_build_object('seq', e.seq, 'kind', e.kind, 'ref', e.ref, 'at', e.at, 'content', e.payload) order by e.seq), '[]')
         from conversation_events e where e.conversation_id = t.id) as transcript,
        (select coalesce(json_agg(json_build_object('sku', l.sku, 'quantity', l.quantity) order by l.position), '[]')
         from cart_lines l where l.conversation_id = t.id) as cart
      from talks t order by t.created_at`)},
    'checkouts', ${rowsOf('select id, state, created_at, updated_at, view from checkouts where shopper_id in (select id from mine) order by created_at')},
    'orders', ${rowsOf(`
      select o.id, o.number, o.state, o.stage, o.placed_at, o.totals, o.address, o.shipping, o.gift_message, o.promotion_code,
        (select json_agg(l.line order by l.position) from order_lines l where l.order_id = o.id) as lines,
        (select json_agg(json_build_object('at', e.at, 'what', e.what, 'by', e.by, 'details', e.details) order by e.seq)
         from order_events e where e.order_id = o.id) as history,
        (select json_agg(json_build_object('kind', r.kind, 'state', r.state, 'amount', r.amount, 'currency', r.currency, 'reason', r.reason, 'at', r.created_at))
         from refunds r where r.order_id = o.id) as refunds
      from orders o where o.shopper_id in (select id from mine) order by o.placed_at`)},
    'mailConsents', ${rowsOf('select c.checkout_id, c.given, c.wording, c.at from mail_consents c join checkouts k on k.id = c.checkout_id where k.shopper_id in (select id from mine) order by c.at')},
    'stockWatches', ${rowsOf('select w.sku, w.state, w.created_at, w.ends_at from stock_watches w where w.conversation_id in (select id from talks) order by w.created_at')},
    'productViews', ${rowsOf('select product_id, day from product_views where shopper_id in (select id from mine) order by day, product_id')},
    'savedCardsAt', ${rowsOf('select provider, customer_id from payment_customers where shopper_id in (select id from mine)')}
  ) as everything`;

/** The parts of the export in which something is sealed. */
interface Stored {
  account: ({ name: string | null } & Pick<Identified, 'issuer' | 'subject'>) | null;
  conversations: { id: ConversationId; transcript: StoredEntry[] }[];
  checkouts: { view: object }[];
  orders: ({ id: string; gift_message: string | null } & Record<string, unknown>)[];
}
type StoredEntry =
  | { ref: string; kind: 'message' | 'person'; content: { text?: string } }
  | { ref: string; kind: 'reply'; content: { blocks: Block[] } }
  | { ref: string; kind: 'checkout'; content: object }
  | { ref: string; kind: 'order'; content: object };

export function personalDataStore(database: Database, fields: PersonalFields): PersonalData {
  const openEntry = (conversationId: ConversationId, entry: StoredEntry): StoredEntry => {
    if (entry.kind === 'checkout' || entry.kind === 'order')
      return { ...entry, content: openDocument(fields, entry.content) };
    const about = aboutWords(conversationId, entry.kind, entry.ref);
    if (entry.kind === 'reply')
      return {
        ...entry,
        content: { ...entry.content, blocks: openBlocks(fields, entry.content.blocks, about) },
      };
    const { text } = entry.content;
    return text === undefined
      ? entry
      : { ...entry, content: { ...entry.content, text: fields.open(text, about) } };
  };

  const open = ({ account, conversations, checkouts, orders, ...rest }: Stored) => ({
    account: account && { ...account, name: fields.open(account.name, aboutName(account)) },
    ...rest,
    conversations: conversations.map(({ transcript, ...talk }) => ({
      ...talk,
      transcript: transcript.map((entry) => openEntry(talk.id, entry)),
    })),
    checkouts: checkouts.map(({ view, ...row }) => ({ ...row, view: openDocument(fields, view) })),
    orders: orders.map((order) => ({
      ...openDocument(fields, order),
      gift_message: fields.open(order.gift_message, aboutGiftMessage(order.id)),
    })),
  });

  return {
    async of(person) {
      const [row] = await database.rows<{ everything: Stored }>(EXPORT, [person ?? null]);
      return row ? open(row.everything) : {};
    },
  };
}
