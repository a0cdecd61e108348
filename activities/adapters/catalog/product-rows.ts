import {
  type Currency,
  type Department,
  money,
  type Product,
  type ProductId,
  type Sku,
  type VariantColour,
} from '../../../domain/index.js';

/** A product as `productsSql` reads it. */
export interface ProductRow {
  id: number;
  sku: string;
  name: string;
  brand: string;
  category: string;
  department: Department;
  description: string;
  retail_price: number;
  currency: Currency;
  variants: { sku: string; size: string; colour: string; available: number }[];
}

/**
 * What live holds take up of each SKU; the query `live` that `PRODUCT_ROW` reads. Holds are summed as a
 * set, not looked up for each variant.
 */
export const LIVE_HOLDS = `live as materialized (
  select h.sku, sum(h.quantity) as quantity from holds h
  where h.state = 'held' and h.expires_at > now() group by h.sku)`;

/**
 * The columns of a `ProductRow`, of `products p`: with each variant and what of it can be promised now, units
 * on hand less live holds. A subquery for each product, for so a few products cost the same in any catalog.
 */
export const PRODUCT_ROW = `
  p.id, p.sku, p.name, p.brand, p.category, p.department, p.description, p.retail_price, p.currency,
  coalesce((
    select json_agg(json_build_object(
             'sku', v.sku, 'size', v.size, 'colour', v.colour,
             'available', greatest(0, v.stock - coalesce(live.quantity, 0))) order by v.position)
    from variants v left join live on live.sku = v.sku where v.product_id = p.id), '[]') as variants`;

/**
 * Selects the products whose ids a query gives.
 * @param ids a parenthesised query or list, such as `(select id from page)`.
 */
export function productsSql(ids: string): string {
  return `with ${LIVE_HOLDS} select ${PRODUCT_ROW} from products p where p.id in ${ids}`;
}

export function toProduct(row: ProductRow): Product {
  return {
    id: row.id as ProductId,
    sku: row.sku,
    name: row.name,
    brand: row.brand,
    category: row.category,
    department: row.department,
    description: row.description,
    price: money(row.retail_price, row.currency),
    variants: row.variants.map((variant) => ({
      sku: variant.sku as Sku,
      size: variant.size,
      colour: variant.colour as VariantColour,
      available: variant.available,
    })),
  };
}
