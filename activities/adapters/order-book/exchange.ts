import type { PoolClient } from 'pg';
import {
  type OrderId,
  type ProductId,
  productImageUrl,
  type Sku,
  type VariantColour,
} from '../../../domain/index.js';
import type { ExchangeOutcome } from '../../ports/index.js';
import { bumpCatalogVersion } from '../postgres/transaction.js';

interface Swap {
  orderId: OrderId;
  key: string;
  position: number;
  sku: Sku;
}

interface VariantRow {
  sku: Sku;
  productId: ProductId;
  size: string;
  colour: VariantColour;
  available: number;
}

/** Swaps a line's variant within the caller's transaction: the old units go back, the new ones leave the shelf. */
export async function exchangeVariant(client: PoolClient, swap: Swap): Promise<ExchangeOutcome> {
  const { orderId, key, position, sku } = swap;
  const line = await lockedLine(client, orderId, position);
  if (!line) return refused('There is no such line in this order.');
  const wanted = await lockedVariant(client, line.sku, sku);
  const done = await client.query('select from stock_movements where key = $1', [key]);
  if (done.rowCount && wanted) return { kind: 'exchanged', line: faceOf(wanted) };
  if (!wanted || wanted.productId !== line.productId)
    return refused('A line can be swapped for another size or colour of the same thing only.');
  if (wanted.available < line.quantity) return refused(leftOver(wanted));
  await move(client, swap, line);
  const face = await relabel(client, swap, wanted);
  await bumpCatalogVersion(client);
  return { kind: 'exchanged', line: face };
}

function refused(message: string): ExchangeOutcome {
  return { kind: 'refused', message };
}

function leftOver({ size, colour, available }: VariantRow): string {
  return available === 0
    ? `${size} in ${colour} is sold out; your order stays as it is.`
    : `There are only ${available} left of ${size} in ${colour}; your order stays as it is.`;
}

async function lockedLine(client: PoolClient, orderId: OrderId, position: number) {
  const { rows } = await client.query<{ sku: Sku; quantity: number; productId: ProductId }>(
    `select sku, quantity, (line ->> 'productId')::integer as "productId" from order_lines
     where order_id = $1 and position = $2 for update`,
    [orderId, position],
  );
  return rows[0];
}

/** The variant that is wanted; both are locked, in SKU order as every taker of stock does. */
async function lockedVariant(client: PoolClient, oldSku: Sku, newSku: Sku): Promise<VariantRow | undefined> {
  await client.query('select from variants where sku = any ($1) order by sku for update', [[oldSku, newSku]]);
  // A second statement: it sees the holds of whoever had the lock before.
  const { rows } = await client.query<VariantRow>(
    `select sku, product_id as "productId", size, colour, available_units(sku) as available
     from variants where sku = $1`,
    [newSku],
  );
  return rows[0];
}

async function move(client: PoolClient, { orderId, key, sku }: Swap, line: { sku: Sku; quantity: number }) {
  const changes = [
    [line.sku, line.quantity],
    [sku, -line.quantity],
  ];
  await client.query('insert into stock_movements (key, order_id, changes) values ($1, $2, $3)', [
    key,
    orderId,
    JSON.stringify(changes),
  ]);
  await client.query(
    `update variants set stock = stock + case when sku = $1 then $3::integer else -$3::integer end
     where sku in ($1, $2)`,
    [line.sku, sku, line.quantity],
  );
}

/** The line says what will be sent; its price is what was charged. */
async function relabel(client: PoolClient, { orderId, position, sku }: Swap, wanted: VariantRow) {
  const face = faceOf(wanted);
  await client.query(
    'update order_lines set sku = $3, line = line || $4::jsonb where order_id = $1 and position = $2',
    [orderId, position, sku, JSON.stringify(face)],
  );
  return face;
}

function faceOf({ sku, size, colour, productId }: VariantRow) {
  return { sku, size, colour, imageUrl: productImageUrl(productId, colour) };
}
