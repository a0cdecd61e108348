import type { CatalogProduct, Sku } from '../../../domain/index.js';
import { type TestDatabase, testDatabase } from '../../support/servers.js';

/** A product in one size and colour; `sku` is its SKU, and `sku-M` that of its variant. */
export function product(sku: string, changes: Partial<CatalogProduct> = {}): CatalogProduct {
  return {
    sku: sku as Sku,
    name: `Thing ${sku}`,
    brand: 'Loaded',
    category: 'Jeans',
    department: 'Men',
    description: 'Comes in by a load.',
    retailPrice: 4_900,
    currency: 'USD',
    distributionCenterId: 1,
    variants: [{ sku: `${sku}-M` as Sku, size: 'M', colour: 'blue', stock: 5 }],
    ...changes,
  };
}

export const products = (count: number, of = 'P', changes: Partial<CatalogProduct> = {}): CatalogProduct[] =>
  Array.from({ length: count }, (_, index) => product(`${of}${index + 1}`, changes));

/** A database with the demo products, and questions to ask it. */
export async function openShop() {
  const database: TestDatabase = await testDatabase();
  const { pool } = database;
  const one = async <T>(sql: string, ...values: unknown[]): Promise<T> =>
    (await pool.query(sql, values)).rows[0];
  return {
    ...database,
    one,
    version: async () =>
      Number((await one<{ version: string }>('select version from catalog_state')).version),
    idOf: async (sku: string) =>
      (await one<{ id: number }>('select id from products where sku = $1', sku))?.id,
    stockOf: async (sku: string) =>
      (await one<{ stock: number }>('select stock from variants where sku = $1', sku))?.stock,
    listed: async () =>
      (await one<{ n: number }>('select count(*)::integer as n from products where listed')).n,
    /** A shopper with one SKU in the cart. */
    async cartWith(sku: string): Promise<string> {
      const { id } = await one<{ id: string }>(
        `with s as (insert into shoppers values (gen_random_uuid()) returning id),
              c as (insert into conversations (id, shopper_id) select gen_random_uuid(), id from s returning id)
         insert into carts select id from c returning conversation_id as id`,
      );
      await pool.query('insert into cart_lines (conversation_id, sku, quantity) values ($1, $2, 1)', [
        id,
        sku,
      ]);
      return id;
    },
    hold: (sku: string, quantity: number) =>
      pool.query(
        `insert into holds (checkout_id, sku, quantity, expires_at)
         values (gen_random_uuid(), $1, $2, now() + interval '1 hour')`,
        [sku, quantity],
      ),
  };
}
export type Shop = Awaited<ReturnType<typeof openShop>>;
