import type { Catalog } from '../../../activities/ports/index.js';
import type { BaseColour, Department, ProductId } from '../../../domain/index.js';
import { type TestDatabase, testDatabase } from '../../support/servers.js';

export interface StockedProduct {
  id: number;
  name: string;
  brand?: string;
  category?: string;
  department?: Department;
  description?: string;
  /** Minor units. */
  price?: number;
  popularity?: number;
  createdAt?: string;
  variants: { size: string; colour: BaseColour; stock: number }[];
}

/** A catalog under test, and ways to change what it sells. Every change bumps the version. */
export interface Harness {
  catalog: Catalog;
  stock(...products: StockedProduct[]): Promise<void>;
  setPrice(id: number, price: number): Promise<void>;
  setStock(sku: string, units: number): Promise<void>;
  hold(sku: string, units: number, expiresInMs: number): Promise<void>;
  close(): Promise<void>;
}

/** Products of their own category, so that the demo products of the test database do not get in the way. */
export const AISLE = 'Contract Aisle';

export const ids = (products: readonly { id: ProductId }[]): number[] => products.map(({ id }) => id);

export const skuOf = (id: number, size: string, colour: string): string => `T${id}-${colour}-${size}`;

/** A database of its own for each suite, with the catalog that `make` builds on it. */
export async function openHarness(make: (database: TestDatabase) => Catalog): Promise<Harness> {
  const database = await testDatabase();
  const { pool } = database;
  const bump = () => pool.query('update catalog_state set version = version + 1');

  async function insert(product: StockedProduct): Promise<void> {
    const {
      id,
      name,
      brand = 'Contract & Sons',
      category = AISLE,
      department = 'Men',
      description = '',
    } = product;
    await pool.query(
      `insert into products (id, sku, name, brand, category, department, description, cost, retail_price,
                             distribution_center_id, popularity, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, 100, $8, 1, $9, $10)`,
      [
        id,
        `T${id}`,
        name,
        brand,
        category,
        department,
        description,
        product.price ?? 2_000,
        product.popularity ?? 0,
        product.createdAt ?? '2026-01-01',
      ],
    );
    for (const [position, { size, colour, stock }] of product.variants.entries()) {
      await pool.query(
        'insert into variants (sku, product_id, size, colour, position, stock) values ($1, $2, $3, $4, $5, $6)',
        [skuOf(id, size, colour), id, size, colour, position + 1, stock],
      );
    }
  }

  return {
    catalog: make(database),
    async stock(...products) {
      for (const product of products) await insert(product);
      await pool.query('select refresh_catalog_words()');
      await bump();
    },
    async setPrice(id, price) {
      await pool.query('update products set retail_price = $2 where id = $1', [id, price]);
      await bump();
    },
    async setStock(sku, units) {
      await pool.query('update variants set stock = $2 where sku = $1', [sku, units]);
      await bump();
    },
    async hold(sku, units, expiresInMs) {
      await pool.query(
        `insert into holds (checkout_id, sku, quantity, expires_at)
         values (gen_random_uuid(), $1, $2, now() + $3 * interval '1 millisecond')`,
        [sku, units, expiresInMs],
      );
      await bump();
    },
    close: () => database.close(),
  };
}
