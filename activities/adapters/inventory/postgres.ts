import type { Pool, PoolClient } from 'pg';
import type { CheckoutId, Sku } from '../../../domain/index.js';
import type { HoldLine, Inventory } from '../../ports/index.js';
import { bumpCatalogVersion, inTransaction } from '../postgres/transaction.js';

/** Stock in the shop's Postgres. What can be promised is computed from rows under lock, never from a counter. */
export function createPostgresInventory(pool: Pool): Inventory {
  return {
    async hold(checkoutId, lines, expiresAt) {
      return inTransaction(pool, async (client) => {
        const wanted = sumBySku(lines);
        const available = await lockStock(client, checkoutId, [...wanted.keys()]);
        const short = [...wanted]
          .filter(([sku, quantity]) => quantity > (available.get(sku) ?? 0))
          .map(([sku]) => ({ sku, available: available.get(sku) ?? 0 }));
        if (short.length > 0) return { kind: 'short', short };
        await client.query(`delete from holds where checkout_id = $1 and state <> 'consumed'`, [checkoutId]);
        await client.query(
          `insert into holds (checkout_id, sku, quantity, expires_at)
           select $1, sku, quantity, $4 from unnest($2::text[], $3::integer[]) as held (sku, quantity)`,
          [checkoutId, [...wanted.keys()], [...wanted.values()], expiresAt],
        );
        await bumpCatalogVersion(client);
        return { kind: 'held' };
      });
    },

    async extend(checkoutId, expiresAt) {
      await pool.query(
        `update holds set expires_at = $2 where checkout_id = $1 and state = 'held' and expires_at > now()`,
        [checkoutId, expiresAt],
      );
    },

    async release(checkoutId) {
      await inTransaction(pool, async (client) => {
        const released = await client.query(
          `update holds set state = 'released' where checkout_id = $1 and state = 'held'`,
          [checkoutId],
        );
        if (released.rowCount) await bumpCatalogVersion(client);
      });
    },
  };
}

/** Lines of one SKU are one wish. */
export function sumBySku(lines: readonly HoldLine[]): Map<Sku, number> {
  const sums = new Map<Sku, number>();
  for (const { sku, quantity } of lines) sums.set(sku, (sums.get(sku) ?? 0) + quantity);
  return sums;
}

/**
 * Locks the variants in SKU order, so that no two checkouts can wait for each other in a circle, and
 * says what can be promised of each to this checkout.
 */
export async function lockStock(
  client: PoolClient,
  checkoutId: CheckoutId,
  skus: readonly Sku[],
): Promise<Map<Sku, number>> {
  await client.query('select from variants where sku = any ($1) order by sku for update', [skus]);
  // A second statement: it sees the holds of whoever had the lock before.
  const { rows } = await client.query<{ sku: Sku; available: number }>(
    'select sku, available_units(sku, $2) as available from variants where sku = any ($1)',
    [skus, checkoutId],
  );
  return new Map(rows.map(({ sku, available }) => [sku, available]));
}
