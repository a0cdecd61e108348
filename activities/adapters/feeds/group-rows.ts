import { CatalogProduct } from '../../../domain/index.js';
import type { FeedItem, FeedRow, FeedRowOrRefusal, FeedVariant } from './feed.js';
import { Seen } from './seen.js';

/** A product at one price, as its rows come in. */
interface Gathered {
  line: number;
  key: string;
  product: FeedRow['product'];
  variants: FeedVariant[];
}
const MOST_VARIANTS = 500;

/**
 * Joins rows that follow each other and belong to one product, checks them, and refuses SKUs that came before.
 * The shop has one price a product: variants at another price become a product of their own, whose SKU says the
 * price. Memory does not grow with the feed, but for a hash of each SKU.
 * @param groups false where each row is a product, so that one that comes again is a mistake
 */
export async function* groupRows(
  rows: AsyncIterable<FeedRowOrRefusal>,
  { groups }: { groups: boolean },
): AsyncGenerator<FeedItem> {
  const products = new Seen();
  const variants = new Seen();
  let group: Gathered[] = [];

  for await (const row of rows) {
    if ('refused' in row) {
      yield { kind: 'refused', line: row.line, sku: row.sku, reason: row.refused };
      continue;
    }
    const key = row.product.sku;
    if (group.length > 0 && (group[0]?.key !== key || !groups)) {
      yield* group.map(toItem);
      group = [];
    }
    if (!groups && products.has(key)) {
      yield { kind: 'refused', line: row.line, sku: key, reason: 'this product came before' };
      continue;
    }
    const fresh: FeedVariant[] = [];
    for (const variant of row.variants) {
      if (!variants.add(variant.sku)) fresh.push(variant);
      else yield { kind: 'refused', line: row.line, sku: variant.sku, reason: 'this SKU came before' };
    }
    if (fresh.length > 0) gather(group, row, fresh, products);
  }
  yield* group.map(toItem);
}

function gather(group: Gathered[], row: FeedRow, variants: FeedVariant[], products: Seen): void {
  const { product, line } = row;
  const same = group.find(
    (each) => each.product.retailPrice === product.retailPrice && each.variants.length < MOST_VARIANTS,
  );
  if (same) {
    same.variants.push(...variants);
    return;
  }
  const key = product.sku;
  // A group may come again later in the feed; then its first price is known by its hash alone.
  const firstPrice = `${key} ${product.retailPrice}`;
  const isFirst = !products.has(key) || products.has(firstPrice);
  products.add(key);
  if (isFirst) products.add(firstPrice);
  const sku = isFirst ? key : `${key.slice(0, 50)}-at-${product.retailPrice}`;
  group.push({ line, key, product: { ...product, sku }, variants });
}

function toItem({ line, product, variants }: Gathered): FeedItem {
  const read = CatalogProduct.safeParse({ ...product, variants });
  if (read.success) return { kind: 'product', line, product: read.data };
  const [issue] = read.error.issues;
  const reason = `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not a product'}`;
  return { kind: 'refused', line, sku: product.sku, reason };
}
