import path from 'node:path';
import pg from 'pg';
import { embeddedPostgres } from '../../dev/servers/postgres.js';
import type { BenchShop } from '../shop.js';
import type { Step } from './plan.js';
import type { Ware } from './shopper.js';

/** The shop's database, read past the shop: what is in it counts, not what anybody says. It may be killed at any time. */
export class Books {
  readonly #pool: pg.Pool;

  constructor({ data, ports }: BenchShop) {
    const { url } = embeddedPostgres({ folder: path.join(data, 'postgres'), port: ports.postgres ?? 0 });
    this.#pool = new pg.Pool({ connectionString: url('shoptalk'), max: 3, connectionTimeoutMillis: 2_000 });
    this.#pool.on('error', () => undefined); // the server was killed; the next query connects anew
  }

  async rows<Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.#pool.query<Row>(sql, values)).rows;
  }

  /** Puts exactly so many units of different variants on the shelf, and returns those. */
  async stock(units: readonly number[]): Promise<Ware[]> {
    const wares = await this.rows<Ware>(
      `select distinct on (product_id) sku, product_id as "productId" from variants order by product_id, sku limit $1`,
      [units.length],
    );
    if (wares.length < units.length)
      throw new Error(`the catalog has ${wares.length} products; ${units.length} are needed`);
    await this.rows(
      `update variants v set stock = set_to.units from unnest($1::text[], $2::integer[]) as set_to (sku, units)
       where v.sku = set_to.sku`,
      [wares.map(({ sku }) => sku), units],
    );
    await this.rows('update catalog_state set version = version + 1');
    return wares;
  }

  /** What checkouts are in the middle of at this moment, told from the rows that each step leaves. */
  async stepsUnderWay(): Promise<Set<Step>> {
    const rows = await this.rows<{ step: Step }>(
      `with open as (select id, state from checkouts where state not in ('completed', 'cancelled', 'expired'))
       select state as step from open
       union select 'holdingStock' from holds h join open on open.id = h.checkout_id
         where h.state = 'held' and not exists (select from payment_attempts a where a.checkout_id = h.checkout_id)
       union select case operation when 'create' then 'preparingPayment' when 'confirm' then 'confirmingPayment'
           when 'capture' then 'capturing' else 'cancelling' end
         from payment_attempts a join open on open.id = a.checkout_id where outcome is null
       union select 'writingOrder' from payment_attempts a join open on open.id = a.checkout_id
         where a.operation = 'confirm' and a.outcome = 'authorised'
           and not exists (select from orders o where o.checkout_id = a.checkout_id)`,
    );
    return new Set(rows.map(({ step }) => step));
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }
}
