import type { Pool, PoolClient } from 'pg';
import { money, ORDER_STAGES, type Order, type OrderLine, openDocument } from '../../../domain/index.js';
import type { PersonalFields } from '../../ports/index.js';

type Written = Omit<Order, 'placedAt' | 'lines'> & {
  placedAt: Date;
  lines: Omit<OrderLine, 'position' | 'returned'>[];
  view: Order | null;
};

const ORDER_COLUMNS = `
  o.id, o.number, o.checkout_id as "checkoutId", o.conversation_id as "conversationId", o.state, o.totals, o.address,
  o.shipping, o.placed_at as "placedAt", o.view,
  o.promotion_code as "promotionCode", o.gift_message as "giftMessage", o.weight_grams as "weightGrams",
  (select json_agg(l.line order by l.position) from order_lines l where l.order_id = o.id) as lines`;

/** Orders as their workflows last described them; one whose workflow has not begun, as the checkout left it. */
export async function findOrders(
  database: Pool | PoolClient,
  fields: PersonalFields,
  condition: string,
  values: unknown[],
): Promise<Order[]> {
  const { rows } = await database.query<Written>(
    `select ${ORDER_COLUMNS} from orders o where ${condition}`,
    values,
  );
  return rows.map(({ view, ...written }) =>
    view
      ? openDocument(fields, { ...view, state: written.state })
      : justPlaced(openDocument(fields, withoutNulls(written))),
  );
}

export async function findOrder(
  database: Pool | PoolClient,
  fields: PersonalFields,
  condition: string,
  values: unknown[],
): Promise<Order | undefined> {
  return (await findOrders(database, fields, condition, values))[0];
}

function justPlaced({ lines, placedAt, ...written }: Omit<Written, 'view'>): Order {
  // Staff may have cancelled it with its checkout, before its own workflow began.
  const stage = written.state === 'cancelled' ? 'cancelled' : 'placed';
  return {
    ...written,
    stage,
    version: 0,
    headline: ORDER_STAGES[stage].shopper,
    lines: lines.map((line, position) => ({ ...line, position, returned: 0 })),
    refunded: money(0, written.totals.total.currency),
    placedAt: placedAt.toISOString(),
    refunds: [],
    returns: [],
    disputes: [],
    // Before the money is taken nothing can be asked of it.
    acts: written.state === 'paid' ? ['cancel', 'change_address', 'exchange'] : [],
    staffActs: written.state === 'paid' ? ['pack', 'ship', 'refund'] : [],
  };
}

/** A column without a value is a field that is not there. */
function withoutNulls<Row extends object>(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as Row;
}
