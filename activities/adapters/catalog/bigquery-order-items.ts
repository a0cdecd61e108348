import { columnSql, type TableName } from '../bigquery/identifiers.js';

/** What shoppers have bought, one row a product and order. */
export interface OrderItemsTable extends TableName {
  columns: {
    shopper: string;
    product: string;
    placedAt: string;
    /** Rows that say `Cancelled` do not count; absent: all count. */
    status?: string | undefined;
  };
}

/** What is read of a row; each is a column of the merchant's table. */
const FIELDS = {
  shopper: { needed: true, meaning: 'who has bought; any type' },
  product: { needed: true, meaning: 'whole number of the product, as in the table of the products' },
  placed_at: { needed: true, meaning: 'when; date or timestamp' },
  status: { needed: false, meaning: 'rows that say "Cancelled" do not count' },
} as const satisfies Record<string, { needed: boolean; meaning: string }>;
type Field = keyof typeof FIELDS;

/** The columns of `order_items` in Google's public data set theLook. */
const THELOOK: Record<Field, string> = {
  shopper: 'user_id',
  product: 'product_id',
  placed_at: 'created_at',
  status: 'status',
};

/**
 * Reads a merchant's mapping over that of theLook: `{"shopper": "customer", "status": null}`, where null says that
 * the table has no such column. Throws a sentence that names what is wrong and what there is.
 */
export function readOrderItemsColumns(
  mapping: Readonly<Record<string, string | null>> = {},
): OrderItemsTable['columns'] {
  const unknown = Object.keys(mapping).find((field) => !Object.hasOwn(FIELDS, field));
  if (unknown !== undefined) {
    throw new Error(
      `BIGQUERY_ORDER_ITEMS_COLUMNS names the field "${unknown}", which there is not. There are: ${Object.keys(FIELDS).join(', ')}.`,
    );
  }
  const column = (field: Field) => {
    const name = Object.hasOwn(mapping, field) ? mapping[field] : THELOOK[field];
    if (name) columnSql(name);
    return name || undefined;
  };
  const needed = (field: Exclude<Field, 'status'>) => {
    const name = column(field);
    if (name) return name;
    throw new Error(
      `BIGQUERY_ORDER_ITEMS_COLUMNS leaves out "${field}" (${FIELDS[field].meaning}): name its column.`,
    );
  };
  return {
    shopper: needed('shopper'),
    product: needed('product'),
    placedAt: needed('placed_at'),
    status: column('status'),
  };
}
