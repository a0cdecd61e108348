import {
  type BaseColour,
  type Currency,
  type Department,
  money,
  type Product,
  type ProductId,
  type Sku,
} from '../../../domain/index.js';

/** A product as `PRODUCT_COLUMNS` reads it. */
export interface ProductRow {
  id: number;
  name: string;
  brand: string;
  category: string;
  department: Department;
  description: string;
  retail_price: number;
  currency: Currency;
  variants: { sku: string; size: string; colour: string; available: number }[];
}

/** Columns of a product `p` with its variants and what of each can be promised now. */
export const PRODUCT_COLUMNS = `
  p.id, p.name, p.brand, p.category, p.department, p.description, p.retail_price, p.currency,
  (select coalesce(json_agg(json_build_object(
            'sku', v.sku, 'size', v.size, 'colour', v.colour,
            'available', greatest(0, v.stock - coalesce(live.quantity, 0))) order by v.position), '[]')
   from variants v
   left join lateral (
     select sum(h.quantity) as quantity from holds h
     where h.sku = v.sku and h.state = 'held' and h.expires_at > now()) live on true
   where v.product_id = p.id) as variants`;

export function toProduct(row: ProductRow): Product {
  return {
    id: row.id as ProductId,
    name: row.name,
    brand: row.brand,
    category: row.category,
    department: row.department,
    description: row.description,
    price: money(row.retail_price, row.currency),
    variants: row.variants.map((variant) => ({
      sku: variant.sku as Sku,
      size: variant.size,
      colour: variant.colour as BaseColour,
      available: variant.available,
    })),
  };
}
