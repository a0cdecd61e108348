import type { Pool } from 'pg';

/** What can be promised now of the shop's stock, which is counted in Postgres whatever the catalog is read from. */
export interface Availability {
  /** SKUs of the variants of which nothing can be promised. */
  soldOut(): Promise<string[]>;
  /** Units that can be promised, by SKU; an SKU that the shop does not know is absent. */
  unitsOf(skus: readonly string[]): Promise<Map<string, number>>;
  /** Grows with every change of stock. */
  version(): Promise<number>;
}

/** Units on hand less live holds, as a common table `stocked` of `sku, available`. */
const STOCKED = `
  select v.sku, greatest(0, v.stock - coalesce(live.quantity, 0)) as available
  from variants v left join (
    select h.sku, sum(h.quantity) as quantity from holds h
    where h.state = 'held' and h.expires_at > now() group by h.sku
  ) live on live.sku = v.sku`;

export function createPostgresAvailability(pool: Pool): Availability {
  return {
    async soldOut() {
      const { rows } = await pool.query<{ sku: string }>(
        `select sku from (${STOCKED}) stocked where available = 0 order by sku`,
      );
      return rows.map(({ sku }) => sku);
    },
    async unitsOf(skus) {
      if (skus.length === 0) return new Map();
      const { rows } = await pool.query<{ sku: string; available: number }>(
        `select sku, available::int from (${STOCKED} where v.sku = any($1::text[])) stocked`,
        [skus],
      );
      return new Map(rows.map(({ sku, available }) => [sku, available]));
    },
    async version() {
      const { rows } = await pool.query<{ version: string }>('select version from catalog_state');
      return Number(rows[0]?.version ?? 0);
    },
  };
}
