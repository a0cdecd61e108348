import type { Pool, PoolClient } from 'pg';
import {
  type CheckoutId,
  type ConversationId,
  FINAL_CHECKOUT_STATES,
  type Order,
  type OrderId,
  type ShopperId,
} from '../../../domain/index.js';
import type { Orders, Privacy, StillOpen } from '../../ports/index.js';
import { inTransaction } from '../postgres/transaction.js';
import { forgetOwner, forgetTalks } from './forget.js';
import { ORDER_IS_OVER } from './order-is-over.js';

const THEIRS = 'shopper_id in (select shoppers_to_erase($1))';

const SHUT_OUT = [
  'update shoppers set erased_at = now() where id in (select shoppers_to_erase($1)) and erased_at is null',
  // Who signs in again is somebody new.
  `update accounts set issuer = 'erased', subject = id::text, name = null where id = $1`,
  'delete from sessions where account_id = $1',
];

/** An id within a route, such as that of the order that staff acted on. */
const ID_IN_ROUTE = `substring(route from '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}')`;
const PERSON = [
  'delete from product_views where shopper_id in (select shoppers_to_erase($1))',
  `delete from idempotency_keys where owner in (
     select 'shopper:' || $1::uuid union all select 'shopper:' || shoppers_to_erase($1))`,
  `delete from idempotency_keys where owner = 'staff' and ${ID_IN_ROUTE} in (
     select id::text from conversations where ${THEIRS} union all
     select id::text from checkouts where ${THEIRS} union all
     select id::text from orders where ${THEIRS})`,
];

/** What is left of a person then are orders without one, under ids that lead nowhere. */
const FINISH = [
  `delete from shoppers s where id in (select shoppers_to_erase($1))
     and not exists (select from conversations c where c.shopper_id = s.id)
     and not exists (select from promotion_redemptions p where p.shopper_id = s.id)`,
  'update shoppers set account_id = null where account_id = $1',
  'delete from accounts where id = $1',
];

/** What the shop's Postgres knows of people. @param orders reads them, however they are stored. */
export function createPostgresPrivacy(pool: Pool, { orders }: { orders: Pick<Orders, 'byId'> }): Privacy {
  const ids = async <Id>(sql: string, values: unknown[]): Promise<Id[]> => {
    const { rows } = await pool.query<{ id: Id }>(sql, values);
    return rows.map(({ id }) => id);
  };

  async function ordersToForget(person: ShopperId, open: StillOpen): Promise<Order[]> {
    const theirs = await ids<OrderId>(
      `select id from orders where ${THEIRS} and erased_at is null and id <> all ($2)`,
      [person, open.orders],
    );
    const read = await Promise.all(theirs.map((id) => orders.byId(id)));
    return read.filter((order) => order !== undefined);
  }

  return {
    shutOut: (person) => inTransaction(pool, (client) => each(client, SHUT_OUT, person)),

    conversations: (person) => ids<ConversationId>(`select id from conversations where ${THEIRS}`, [person]),

    // What was final a day ago has told everybody by now.
    liveCheckouts: (person) =>
      ids<CheckoutId>(
        `select id from checkouts where ${THEIRS}
         and (state <> all ($2) or updated_at > now() - interval '1 day')`,
        [person, FINAL_CHECKOUT_STATES],
      ),

    async orders(person) {
      const { rows } = await pool.query<{ id: OrderId; isOver: boolean }>(
        `select id, ${ORDER_IS_OVER} as "isOver" from orders o where ${THEIRS} and erased_at is null`,
        [person],
      );
      return rows;
    },

    async forget(person, open) {
      const [talks, over] = await Promise.all([this.conversations(person), ordersToForget(person, open)]);
      return inTransaction(pool, async (client) => {
        await each(client, PERSON, person);
        let keys = await forgetTalks(client, talks, open.checkouts);
        for (const order of over) keys += await forgetOwner(client, order);
        await client.query(
          'update erasures set forgotten_at = now() where person = $1 and forgotten_at is null',
          [person],
        );
        return keys;
      });
    },

    customers: (person) =>
      ids<ShopperId>(`select distinct shopper_id as id from payment_customers where ${THEIRS}`, [person]),

    async forgetCustomer(shopperId) {
      await pool.query('delete from payment_customers where shopper_id = $1', [shopperId]);
    },

    finish: (person) =>
      inTransaction(pool, async (client) => {
        const { rows } = await client.query<{ id: string; askedBy: string }>(
          `update erasures set finished_at = now(), person = null where person = $1
           returning id, asked_by as "askedBy"`,
          [person],
        );
        await each(client, FINISH, person);
        const [erasure] = rows;
        if (!erasure) return false;
        await client.query(
          `insert into audit_log (actor, act, subject, reason) values ('shop', 'person.erased', $1, $2)`,
          [`erasure/${erasure.id}`, `asked for by ${erasure.askedBy === 'staff' ? 'staff' : 'the shopper'}`],
        );
        return true;
      }),

    unfinished: () =>
      ids<ShopperId>(
        `select person as id from erasures where finished_at is null and asked_at < now() - interval '5 minutes'
         order by asked_at`,
        [],
      ),
  };
}

async function each(client: PoolClient, statements: readonly string[], person: ShopperId): Promise<void> {
  for (const statement of statements) await client.query(statement, [person]);
}
