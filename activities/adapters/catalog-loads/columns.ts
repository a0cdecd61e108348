/** What a load writes of a product; other columns have defaults, or are worked out by Postgres. */
export const PRODUCT_COLUMNS = [
  'id',
  'sku',
  'name',
  'brand',
  'category',
  'department',
  'description',
  'cost',
  'retail_price',
  'currency',
  'distribution_center_id',
  'popularity',
  'created_at',
  'weight_grams',
  'image_url',
] as const;

export const VARIANT_COLUMNS = ['sku', 'product_id', 'size', 'colour', 'position', 'stock'] as const;
