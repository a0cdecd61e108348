import type { Currency } from '../../../domain/index.js';
import { BigQueryFailure } from '../bigquery/failure.js';
import { columnSql, type TableName, tableSql } from '../bigquery/identifiers.js';
import {
  baseColourSql,
  canonicalSizeSql,
  ONE_SIZE,
  shadeInNameSql,
  shadeSql,
  sizeInNameSql,
  sizeKeySql,
} from './product-names.js';

/** What the shop needs to know of a product; each may be a column of the merchant's table. */
const FIELDS = {
  id: { needed: true, meaning: 'whole number of the product; rows that share one are its variants' },
  name: { needed: true, meaning: 'name' },
  category: { needed: true, meaning: 'category' },
  department: { needed: true, meaning: 'Men, Women or Kids' },
  retail_price: { needed: true, meaning: 'price in major units, such as 49.90' },
  sku: { needed: false, meaning: "the merchant's own id of the product; else the number" },
  variant_sku: { needed: false, meaning: "the merchant's own id of the variant; else that of the product" },
  brand: { needed: false, meaning: 'brand; else "Unbranded"' },
  description: { needed: false, meaning: 'description' },
  cost: { needed: false, meaning: 'what it costs the merchant, in major units' },
  distribution_center_id: { needed: false, meaning: 'number of the warehouse' },
  size: { needed: false, meaning: 'size of the variant; else read out of the name' },
  colour: { needed: false, meaning: 'colour of the variant; else read out of the name' },
  position: { needed: false, meaning: 'order of the variants; else by their SKU' },
  stock: { needed: false, meaning: 'units on hand; else the shop counts' },
  popularity: { needed: false, meaning: '0 to 1, a mild prior for ranking' },
  created_at: { needed: false, meaning: 'when it came into the assortment' },
} as const satisfies Record<string, { needed: boolean; meaning: string }>;

export type CatalogField = keyof typeof FIELDS;
export const CATALOG_FIELDS = FIELDS;

/** What goods are called that name no brand. */
const NO_BRAND = 'Unbranded';

/** Which column holds which field; what is absent the table does not have. */
export type CatalogColumns = Partial<Record<CatalogField, string>>;

/** The columns of `products` in Google's public data set theLook. */
export const THELOOK_COLUMNS: CatalogColumns = {
  id: 'id',
  name: 'name',
  category: 'category',
  department: 'department',
  retail_price: 'retail_price',
  sku: 'sku',
  brand: 'brand',
  cost: 'cost',
  distribution_center_id: 'distribution_center_id',
};

/** The products of a merchant in BigQuery. */
export interface CatalogTable extends TableName {
  columns: CatalogColumns;
  /** Of all prices in the table. */
  currency: Currency;
}

/**
 * Reads a merchant's mapping over that of theLook: `{"name": "title", "cost": null}`, where null says that the
 * table has no such column. Throws a sentence that names what is wrong and what there is.
 */
export function readColumns(mapping: Readonly<Record<string, string | null>>): CatalogColumns {
  const fields = Object.keys(FIELDS) as CatalogField[];
  const unknown = Object.keys(mapping).find((field) => !(field in FIELDS));
  if (unknown !== undefined) {
    throw new Error(
      `BIGQUERY_COLUMNS names the field "${unknown}", which there is not. There are: ${fields.join(', ')}.`,
    );
  }
  const columns: CatalogColumns = {};
  for (const field of fields) {
    const column = field in mapping ? mapping[field] : THELOOK_COLUMNS[field];
    if (column) {
      columnSql(column);
      columns[field] = column;
    } else if (FIELDS[field].needed) {
      throw new Error(`BIGQUERY_COLUMNS leaves out "${field}" (${FIELDS[field].meaning}): name its column.`);
    }
  }
  return columns;
}

/** Throws a failure that names the mapped columns that the table does not have, and those that it has. */
export function checkColumns({ columns, ...name }: CatalogTable, present: readonly string[]): void {
  const known = new Set(present.map((column) => column.toLowerCase()));
  const missing = Object.entries(columns).filter(([, column]) => !known.has(column.toLowerCase()));
  if (missing.length === 0) return;
  const list = missing.map(([field, column]) => `${column} (for ${field})`).join(', ');
  throw new BigQueryFailure(
    'missing_column',
    `The table ${tableSql(name)} lacks ${list}. Name the right columns in BIGQUERY_COLUMNS, or null for what the table does not have. It has: ${present.join(', ')}.`,
  );
}

/**
 * Selects what can be sold, one row a variant, in the shop's own terms: `id, sku, variant_sku, name, brand,
 * category, department, description, price` (minor units), `cost` (minor units or null),
 * `distribution_center_id, size, colour` (null where nothing says it)`, position, stock` (null where the shop
 * counts)`, popularity, created_ms` (epoch milliseconds or null). Rows without a name, with an unknown department
 * or without a price above zero are left out.
 */
export function offersSql(table: CatalogTable): string {
  const { columns, currency } = table;
  const column = (field: CatalogField) => (columns[field] ? columnSql(columns[field]) : undefined);
  const text = (field: CatalogField) => {
    const name = column(field);
    return name ? `trim(coalesce(cast(${name} as string), ''))` : "''";
  };
  const id = `safe_cast(${column('id')} as int64)`;
  const sku = column('sku')
    ? `coalesce(nullif(${text('sku')}, ''), cast(${id} as string))`
    : `cast(${id} as string)`;
  const variantSku = column('variant_sku') ? `coalesce(nullif(${text('variant_sku')}, ''), ${sku})` : sku;
  const number = (field: CatalogField, type: string) =>
    column(field) ? `safe_cast(${column(field)} as ${type})` : `cast(null as ${type})`;
  const created = column('created_at');
  const read = `
    select ${id} as id, ${sku} as sku, ${variantSku} as variant_sku, ${text('name')} as name,
      coalesce(nullif(${text('brand')}, ''), '${NO_BRAND}') as brand, ${text('category')} as category, ${departmentSql(text('department'))} as department,
      ${text('description')} as description, ${text('size')} as said_size, ${text('colour')} as said_colour,
      ${minorUnitsSql(column('retail_price'), currency)} as price, ${minorUnitsSql(column('cost'), currency)} as cost,
      ${number('distribution_center_id', 'int64')} as distribution_center_id,
      coalesce(${number('position', 'int64')}, 0) as position, ${number('stock', 'int64')} as stock,
      ${shareSql(number('popularity', 'float64'))} as popularity,
      ${created ? `unix_millis(safe_cast(${created} as timestamp))` : 'cast(null as int64)'} as created_ms
    from ${tableSql(table)}`;
  const size = `coalesce(nullif(said_size, ''), ${sizeInNameSql('name')}, '${ONE_SIZE}')`;
  const shade = `coalesce(${shadeSql('said_colour')}, ${shadeInNameSql('name', 'brand')})`;
  const said = `
    select read_rows.*, trim(${size}) as raw_size, ${shade} as shade
    from (${read}) as read_rows
    where id > 0 and name != '' and category != '' and department is not null and price > 0`;
  return `
    select said_rows.*, ${canonicalSizeSql('raw_size', sizeKeySql('raw_size'))} as size, ${baseColourSql('shade')} as colour
    from (${said}) as said_rows`;
}

/**
 * Major to minor units without the error of binary fractions: NUMERIC is decimal, and the cast to it rounds to
 * nine places, past which a price says nothing. Null for what is no number.
 */
function minorUnitsSql(column: string | undefined, currency: Currency): string {
  if (!column) return 'cast(null as int64)';
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
  const scale = 10 ** (digits.maximumFractionDigits ?? 2);
  return `cast(round(safe_cast(${column} as numeric) * ${scale}) as int64)`;
}

function departmentSql(department: string): string {
  return `case when lower(${department}) in ('men', 'mens', 'male', 'man') then 'Men'
    when lower(${department}) in ('women', 'womens', 'female', 'woman', 'ladies') then 'Women'
    when lower(${department}) in ('kids', 'kid', 'children', 'boys', 'girls', 'baby', 'toddler') then 'Kids' end`;
}

/** Between 0 and 1, whatever the table says. */
function shareSql(number: string): string {
  return `least(1.0, greatest(0.0, if(is_nan(${number}), 0.0, coalesce(${number}, 0.0))))`;
}
