import type { Order, OrderId, ShopperId } from '../../domain/index.js';
import type { Database } from './database.js';

/** Reads what finished checkouts left. */
export interface OrderStore {
  /** `undefined` when there is none, or it is somebody else's. */
  get(id: OrderId, shopperId: ShopperId): Promise<Order | undefined>;
}

interface Row {
  id: OrderId;
  number: string;
  checkout_id: Order['checkoutId'];
  state: Order['state'];
  lines: Order['lines'];
  totals: Order['totals'];
  address: Order['address'];
  shipping: Order['shipping'];
  placed_at: Date;
}

export function orderStore(database: Database): OrderStore {
  return {
    async get(id, shopperId) {
      const rows = await database.rows<Row>(
        `select o.id, o.number, o.checkout_id, o.state, o.totals, o.address, o.shipping, o.placed_at,
                coalesce((select jsonb_agg(l.line - 'available' order by l.position)
                          from order_lines l where l.order_id = o.id), '[]') as lines
         from orders o where o.id = $1 and o.shopper_id = $2`,
        [id, shopperId],
      );
      return rows.map(toOrder)[0];
    },
  };
}

function toOrder({ checkout_id, placed_at, ...row }: Row): Order {
  return { ...row, checkoutId: checkout_id, placedAt: placed_at.toISOString() };
}
