import type { Pool } from 'pg';
import {
  type Address,
  aboutAddress,
  aboutGiftMessage,
  aboutName,
  aboutNote,
  aboutStanding,
  aboutWords,
  type Block,
  type ConversationId,
  openBlocks,
  openDocument,
  sealBlocks,
  sealDocument,
} from '../../../domain/index.js';
import type { PersonalFields } from '../../ports/index.js';
import { ABOUT_UNSUBSCRIBED } from '../unsubscribes/postgres.js';

/** How much one statement reads: rows have some kilobytes. */
const PAGE = 200;

type Row = Record<string, unknown>;

/** A table with personal fields: how to find what the first key has not sealed, and what to write instead. */
interface StoredTable {
  table: string;
  /** Its primary key, in order. */
  key: readonly string[];
  /** What is read beside the key. */
  columns: readonly string[];
  /** Whether row `t` has something that does not begin with `$1`. */
  isStale: string;
  /** The columns to change. Throws `Unreadable` where a key is missing. */
  resealed(row: Row, fields: PersonalFields): Row;
  /** Instead of an update: $1 is what `was`, then come the changed columns, then the key. */
  statement?: string;
}

const stale = (text: string) => `coalesce(not starts_with(${text}, $1), false)`;

const PAYLOADS: Record<string, (row: Row, fields: PersonalFields) => object> = {
  checkout: ({ payload }, fields) => again(fields, payload as object),
  order: ({ payload }, fields) => again(fields, payload as object),
  message: said,
  person: said,
  reply: ({ payload, ...row }, fields) => {
    const reply = payload as { blocks: Block[] };
    const about = aboutWords(row.conversation_id as ConversationId, 'reply', row.ref as string);
    return { ...reply, blocks: sealBlocks(fields, openBlocks(fields, reply.blocks, about), about) };
  },
};

/** Every place where the shop's Postgres has personal fields that stay; answers under a key are gone in a day. */
const TABLES: readonly StoredTable[] = [
  {
    table: 'checkouts',
    key: ['id'],
    columns: ['view'],
    isStale: `${stale("t.view->>'address'")} or ${stale("t.view->>'giftMessage'")}`,
    resealed({ view }, fields) {
      const open = openDocument(fields, view as { address?: Address });
      return {
        view: JSON.stringify(sealDocument(fields, open)),
        mail_digest: open.address && fields.mailDigest(open.address.email),
      };
    },
  },
  {
    table: 'orders',
    key: ['id'],
    columns: ['address', 'view', 'gift_message'],
    isStale: `${stale("t.address #>> '{}'")} or ${stale("t.view->>'address'")} or ${stale('t.gift_message')}`,
    resealed({ id, address, view, gift_message }, fields) {
      const open = fields.open(address as Address, aboutAddress(id as string));
      const about = aboutGiftMessage(id as string);
      return {
        address: JSON.stringify(fields.seal(open, aboutAddress(id as string))),
        view: view && JSON.stringify(again(fields, view as object)),
        gift_message: fields.seal(fields.open(gift_message, about), about),
        mail_digest: open.email && fields.mailDigest(open.email),
      };
    },
  },
  {
    table: 'conversations',
    key: ['id'],
    columns: ['standing'],
    isStale: stale("t.standing #>> '{}'"),
    resealed({ id, standing }, fields) {
      const about = aboutStanding(id as ConversationId);
      return { standing: JSON.stringify(fields.seal(fields.open(standing, about), about)) };
    },
  },
  {
    table: 'conversation_events',
    key: ['conversation_id', 'seq'],
    columns: ['kind', 'ref', 'payload'],
    isStale: `${stale("t.payload->>'text'")} or ${stale("t.payload->>'address'")} or ${stale("t.payload->>'giftMessage'")}
      or t.kind = 'reply' and exists (select from jsonb_array_elements(t.payload->'blocks') b where
        b->>'type' in ('text', 'notice') and ${stale("b->>'text'")} or ${stale("b->>'choices'")} or ${stale("b->'order'->>'address'")})`,
    resealed(row, fields) {
      const payload = PAYLOADS[row.kind as string]?.(row, fields);
      return payload ? { payload: JSON.stringify(payload) } : {};
    },
  },
  {
    table: 'person_words',
    key: ['id'],
    columns: ['conversation_id', 'text'],
    isStale: stale('t.text'),
    resealed({ id, conversation_id, text }, fields) {
      const about = aboutWords(conversation_id as ConversationId, 'person', id as string);
      return { text: fields.seal(fields.open(text, about), about) };
    },
  },
  {
    table: 'case_notes',
    key: ['id'],
    columns: ['subject', 'text'],
    isStale: stale('t.text'),
    resealed({ subject, text }, fields) {
      const about = aboutNote(subject as string);
      return { text: fields.seal(fields.open(text, about), about) };
    },
  },
  {
    table: 'accounts',
    key: ['id'],
    columns: ['issuer', 'subject', 'name'],
    isStale: stale('t.name'),
    resealed({ issuer, subject, name }, fields) {
      const about = aboutName({ issuer: issuer as string, subject: subject as string });
      return { name: fields.seal(fields.open(name, about), about) };
    },
  },
  {
    table: 'mail_unsubscribes',
    key: ['address_hash'],
    columns: ['sealed'],
    isStale: `t.sealed is null or ${stale('t.sealed')}`,
    resealed({ address_hash, sealed }, fields) {
      const hash =
        sealed === null ? (address_hash as string) : fields.open(sealed as string, ABOUT_UNSUBSCRIBED);
      return { address_hash: fields.mailDigest(hash), sealed: fields.seal(hash, ABOUT_UNSUBSCRIBED) };
    },
    // The same address may have been taken off under the new key meanwhile: the later time counts.
    statement: `
      with gone as (delete from mail_unsubscribes where xmin::text = $1 and address_hash = $4 returning at)
      insert into mail_unsubscribes as u (address_hash, sealed, at) select $2, $3, at from gone
      on conflict (address_hash) do update set at = greatest(u.at, excluded.at)`,
  },
];

/** How many rows of each table were sealed now. */
export type Resealed = Record<string, number>;

/**
 * Seals what stands in the clear, or under a key that is not the first any more; the shop may go on meanwhile. Each
 * row is changed only if it still is what was read: whoever changed it meanwhile has sealed it.
 *
 * @throws `Unreadable` when something is sealed by a key that is not in the ring; what was done stays done
 */
export async function sealStoredData(
  pool: Pick<Pool, 'query'>,
  fields: PersonalFields,
  onPage: (table: string, done: number) => void = () => {},
): Promise<Resealed> {
  if (fields.mark === undefined) throw new Error('There is no key to encrypt with; set ENCRYPTION_KEYS.');
  const counts: Resealed = {};
  for (const stored of TABLES) {
    let done = 0;
    for (let after: unknown[] | undefined; ; ) {
      const rows = await readPage(pool, stored, fields.mark, after);
      for (const row of rows) done += await write(pool, stored, row, stored.resealed(row, fields));
      const last = rows.at(-1);
      if (!last) break;
      onPage(stored.table, done);
      after = stored.key.map((name) => last[name]);
    }
    counts[stored.table] = done;
  }
  return counts;
}

async function readPage(
  pool: Pick<Pool, 'query'>,
  { table, key, columns, isStale }: StoredTable,
  mark: string,
  after: unknown[] | undefined,
): Promise<Row[]> {
  const place = key.map((_, at) => `$${at + 2}`).join(', ');
  const { rows } = await pool.query<Row>(
    `select ${[...key, ...columns].map((name) => `t.${name}`).join(', ')}, t.xmin::text as was from ${table} t
     where (${isStale}) ${after ? `and (${key.map((name) => `t.${name}`).join(', ')}) > (${place})` : ''}
     order by ${key.map((name) => `t.${name}`).join(', ')} limit ${PAGE}`,
    [mark, ...(after ?? [])],
  );
  return rows;
}

/** `xmin` names the transaction that wrote the row: as long as it is the same, so is the row. */
async function write(
  pool: Pick<Pool, 'query'>,
  { table, key, statement }: StoredTable,
  row: Row,
  changes: Row,
): Promise<number> {
  const names = Object.keys(changes);
  if (names.length === 0) return 0;
  const sets = names.map((name, at) => `${name} = $${at + 2}`).join(', ');
  const same = key.map((name, at) => `${name} = $${names.length + at + 2}`).join(' and ');
  const update = `update ${table} set ${sets} where xmin::text = $1 and ${same}`;
  const { rowCount } = await pool.query(statement ?? update, [
    row.was,
    ...Object.values(changes),
    ...key.map((name) => row[name]),
  ]);
  return rowCount ?? 0;
}

function again(fields: PersonalFields, document: object): object {
  return sealDocument(fields, openDocument(fields, document));
}

function said({ kind, payload, conversation_id, ref }: Row, fields: PersonalFields): object {
  const { text, ...rest } = payload as { text?: string };
  if (text === undefined) return rest;
  const about = aboutWords(conversation_id as ConversationId, kind as 'message' | 'person', ref as string);
  return { ...rest, text: fields.seal(fields.open(text, about), about) };
}
