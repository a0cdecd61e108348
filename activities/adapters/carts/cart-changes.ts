import type { PoolClient } from 'pg';
import {
  type CartChange,
  type ConversationId,
  comesIn,
  MAX_CART_LINES,
  MAX_LINE_QUANTITY,
  type Variant,
} from '../../../domain/index.js';
import type { CartOutcome } from '../../ports/index.js';

/** An outcome before the cart's outline is added to it. */
type Result = CartOutcome extends infer Outcome
  ? Outcome extends CartOutcome
    ? Omit<Outcome, 'outline'>
    : never
  : never;

/** Makes one change within the caller's transaction, or says why not. */
export async function applyChange(
  client: PoolClient,
  conversationId: ConversationId,
  change: CartChange,
): Promise<Result> {
  switch (change.type) {
    case 'add':
      return add(client, conversationId, change);
    case 'remove':
      return remove(client, conversationId, change.sku);
    case 'set_quantity':
      return setQuantity(client, conversationId, change.sku, change.quantity);
  }
}

async function add(
  client: PoolClient,
  conversationId: ConversationId,
  change: Extract<CartChange, { type: 'add' }>,
): Promise<Result> {
  if (!isQuantity(change.quantity)) return { kind: 'refused', refusal: 'quantity_invalid' };
  const variants = await readVariants(client, change.productId);
  if (variants.length === 0) return { kind: 'refused', refusal: 'unknown_product' };
  const chosen = chooseVariant(variants, change);
  if (chosen === 'unknown_product' || chosen === 'sold_out') return { kind: 'refused', refusal: chosen };
  if (chosen === 'variant_needed') {
    return { kind: 'variant_needed', productId: change.productId, quantity: change.quantity };
  }

  const lines = await client.query<{ sku: string; quantity: number }>(
    'select sku, quantity from cart_lines where conversation_id = $1',
    [conversationId],
  );
  const already = lines.rows.find(({ sku }) => sku === chosen.sku)?.quantity ?? 0;
  const quantity = already + change.quantity;
  if (already === 0 && lines.rows.length >= MAX_CART_LINES) return { kind: 'refused', refusal: 'cart_full' };
  if (quantity > MAX_LINE_QUANTITY) return { kind: 'refused', refusal: 'quantity_invalid' };
  if (quantity > chosen.available) {
    return {
      kind: 'refused',
      refusal: 'not_enough_stock',
      available: Math.max(0, chosen.available - already),
    };
  }
  await client.query(
    `insert into cart_lines (conversation_id, sku, quantity) values ($1, $2, $3)
     on conflict (conversation_id, sku) do update set quantity = excluded.quantity`,
    [conversationId, chosen.sku, quantity],
  );
  return { kind: 'changed', sku: chosen.sku, quantity: change.quantity };
}

async function remove(client: PoolClient, conversationId: ConversationId, sku: string): Promise<Result> {
  const gone = await client.query('delete from cart_lines where conversation_id = $1 and sku = $2', [
    conversationId,
    sku,
  ]);
  return gone.rowCount === 0 ? { kind: 'refused', refusal: 'not_in_cart' } : { kind: 'changed' };
}

async function setQuantity(
  client: PoolClient,
  conversationId: ConversationId,
  sku: string,
  quantity: number,
): Promise<Result> {
  if (!isQuantity(quantity)) return { kind: 'refused', refusal: 'quantity_invalid' };
  const line = await client.query<{ available: number }>(
    'select available_units(sku) as available from cart_lines where conversation_id = $1 and sku = $2',
    [conversationId, sku],
  );
  const available = line.rows[0]?.available;
  if (available === undefined) return { kind: 'refused', refusal: 'not_in_cart' };
  if (quantity > available) return { kind: 'refused', refusal: 'not_enough_stock', available };
  await client.query('update cart_lines set quantity = $3 where conversation_id = $1 and sku = $2', [
    conversationId,
    sku,
    quantity,
  ]);
  return { kind: 'changed', quantity };
}

async function readVariants(client: PoolClient, productId: number): Promise<Variant[]> {
  const { rows } = await client.query<Variant>(
    'select sku, size, colour, available_units(sku) as available from variants where product_id = $1 order by position',
    [productId],
  );
  return rows;
}

/** The one variant that is meant. Sizes are never guessed; of several colours the first that is there is taken. */
function chooseVariant(
  variants: Variant[],
  { sku, size, colours }: Extract<CartChange, { type: 'add' }>,
): Variant | 'variant_needed' | 'unknown_product' | 'sold_out' {
  if (sku !== undefined) {
    const exact = variants.find((variant) => variant.sku === sku);
    if (!exact) return 'unknown_product';
    return exact.available > 0 ? exact : 'sold_out';
  }
  const there = variants.filter(({ available }) => available > 0);
  if (there.length === 0) return 'sold_out';
  const coloured = there.filter(({ colour }) => !colours?.length || comesIn(colour, colours));
  const inColour = coloured.length > 0 ? coloured : there;
  const inSize = inColour.filter((variant) => variant.size === size);
  const fitting = inSize.length > 0 ? inSize : inColour;
  const sizes = new Set(fitting.map((variant) => variant.size));
  return sizes.size === 1 && fitting[0] ? fitting[0] : 'variant_needed';
}

function isQuantity(quantity: number): boolean {
  return Number.isInteger(quantity) && quantity >= 1 && quantity <= MAX_LINE_QUANTITY;
}
