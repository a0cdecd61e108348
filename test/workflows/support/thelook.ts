import type { LocalBigQuery } from '../../support/local-bigquery.js';

/** A row of theLook's `products`. */
export interface TheLookProduct {
  id: number;
  cost: number | null;
  category: string;
  name: string | null;
  brand: string | null;
  retail_price: number | string | null;
  department: string;
  sku: string;
  distribution_center_id: number;
}

const SCHEMA = `id INT64, cost FLOAT64, category STRING, name STRING, brand STRING, retail_price FLOAT64,
  department STRING, sku STRING, distribution_center_id INT64`;

/** A product of which only what matters is said. */
export function theLookProduct(id: number, some: Partial<TheLookProduct> = {}): TheLookProduct {
  return {
    id,
    cost: 10.5,
    category: 'Jeans',
    name: `Levi Slim Jeans ${id} - Navy`,
    brand: 'Levi',
    retail_price: 49.99,
    department: 'Men',
    sku: `SKU${String(id).padStart(6, '0')}`,
    distribution_center_id: 1 + (id % 10),
    ...some,
  };
}

/** Makes the table, or replaces what is in it. */
export function fillTheLook(
  bigquery: LocalBigQuery,
  dataset: string,
  products: readonly TheLookProduct[],
): Promise<void> {
  return bigquery.load(dataset, 'products', SCHEMA, products);
}
