import type { Pool, PoolClient } from 'pg';
import {
  type Cart,
  type CartLine,
  type CartOutline,
  type ConversationId,
  type Currency,
  productImageUrl,
  sumMoney,
  timesQuantity,
} from '../../../domain/index.js';
import type { CartOutcome, Carts } from '../../ports/index.js';
import { inTransaction } from '../postgres/transaction.js';
import { applyChange } from './cart-changes.js';

export interface PostgresCartsOptions {
  /** Currency of the subtotal of an empty cart. */
  currency: Currency;
}

type LineRow = Omit<CartLine, 'unitPrice' | 'lineTotal' | 'imageUrl'> & { price: number; currency: Currency };

const LINE_COLUMNS = `
  v.sku, v.product_id as "productId", p.name, p.brand, v.size, v.colour, wanted.quantity,
  p.retail_price as price, p.currency, available_units(v.sku, $2) as available, p.weight_grams as "weightGrams",
  case when p.category = 'Accessories' then 'general'
       when p.department = 'Kids' then 'childrens_clothing'
       else 'clothing' end as "taxClass"`;

/** Carts in the shop's Postgres: one for each conversation, changed under a lock, each change once. */
export function createPostgresCarts(pool: Pool, { currency }: PostgresCartsOptions): Carts {
  return {
    async change(conversationId, changeId, change) {
      return inTransaction(pool, async (client) => {
        await lockCart(client, conversationId);
        const done = await client.query<{ outcome: CartOutcome }>(
          'select outcome from cart_changes where conversation_id = $1 and change_id = $2',
          [conversationId, changeId],
        );
        if (done.rows[0]) return done.rows[0].outcome;
        const result = await applyChange(client, conversationId, change);
        const outcome: CartOutcome = { ...result, outline: await readOutline(client, conversationId) };
        await client.query(
          'insert into cart_changes (conversation_id, change_id, outcome) values ($1, $2, $3)',
          [conversationId, changeId, JSON.stringify(outcome)],
        );
        return outcome;
      });
    },

    outline: (conversationId) => readOutline(pool, conversationId),

    async read(conversationId, forCheckout) {
      const { rows } = await pool.query<LineRow>(
        `select ${LINE_COLUMNS} from cart_lines wanted join variants v using (sku) join products p on p.id = v.product_id
         where wanted.conversation_id = $1 order by wanted.position`,
        [conversationId, forCheckout ?? null],
      );
      return toCart(rows.map(toLine), currency);
    },

    async price(lines, forCheckout) {
      const { rows } = await pool.query<LineRow>(
        `select ${LINE_COLUMNS}
         from unnest($1::text[], $3::integer[]) with ordinality as wanted (sku, quantity, position)
         join variants v using (sku) join products p on p.id = v.product_id order by wanted.position`,
        [lines.map(({ sku }) => sku), forCheckout ?? null, lines.map(({ quantity }) => quantity)],
      );
      return rows.map(toLine);
    },

    async settle(conversationId, checkoutId) {
      await inTransaction(pool, async (client) => {
        await lockCart(client, conversationId);
        const first = await client.query(
          `insert into cart_changes (conversation_id, change_id, outcome) values ($1, $2, '{}') on conflict do nothing`,
          [conversationId, `settled:${checkoutId}`],
        );
        if (first.rowCount === 0) return;
        await client.query(
          `with bought as (
             select l.sku, l.quantity from order_lines l join orders o on o.id = l.order_id where o.checkout_id = $2),
           reduced as (
             update cart_lines c set quantity = c.quantity - bought.quantity from bought
             where c.conversation_id = $1 and c.sku = bought.sku and c.quantity > bought.quantity)
           delete from cart_lines c using bought
           where c.conversation_id = $1 and c.sku = bought.sku and c.quantity <= bought.quantity`,
          [conversationId, checkoutId],
        );
      });
    },
  };
}

/** Changes of one cart queue up behind each other. */
async function lockCart(client: PoolClient, conversationId: ConversationId): Promise<void> {
  await client.query(
    `insert into carts (conversation_id) values ($1)
     on conflict (conversation_id) do update set conversation_id = excluded.conversation_id`,
    [conversationId],
  );
}

async function readOutline(
  database: Pool | PoolClient,
  conversationId: ConversationId,
): Promise<CartOutline> {
  const { rows } = await database.query<CartOutline['lines'][number]>(
    `select c.sku, v.product_id as "productId", c.quantity from cart_lines c join variants v using (sku)
     where c.conversation_id = $1 order by c.position`,
    [conversationId],
  );
  return { lines: rows, count: rows.reduce((count, { quantity }) => count + quantity, 0) };
}

function toLine({ price, currency, ...row }: LineRow): CartLine {
  const unitPrice = { amount: price, currency };
  return {
    ...row,
    unitPrice,
    lineTotal: timesQuantity(unitPrice, row.quantity),
    imageUrl: productImageUrl(row.productId, row.colour),
  };
}

function toCart(lines: CartLine[], currency: Currency): Cart {
  return {
    lines,
    count: lines.reduce((count, { quantity }) => count + quantity, 0),
    subtotal: sumMoney(
      lines.map(({ lineTotal }) => lineTotal),
      lines[0]?.unitPrice.currency ?? currency,
    ),
  };
}
