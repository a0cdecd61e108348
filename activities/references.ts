import type {
  Act,
  Constraints,
  Product,
  ProductId,
  Reference,
  Understanding,
  UnderstandingContext,
} from '../domain/index.js';
import type { Catalog } from './ports/index.js';

/**
 * Turns "the cheaper one" and "the blue hoodie" into places on screen, by what the catalog says of the things
 * that are shown. What fits nothing, or more than one thing, stays open, and the shopper is asked.
 */
export async function resolveReferences(
  understanding: Understanding,
  { shown = [], cart = [] }: Pick<UnderstandingContext, 'shown' | 'cart'>,
  catalog: Pick<Catalog, 'get'>,
): Promise<Understanding> {
  const acts = [understanding, ...(understanding.next ?? [])];
  if (!acts.some(isOpen)) return understanding;
  const products = await catalog.get([...new Set([...shown, ...cart.map(({ productId }) => productId)])]);
  const resolve = (act: Act): Act => {
    if (!isOpen(act)) return act;
    const { reference = {}, ...rest } = act;
    if (!ABOUT_CART.has(act.intent)) return { ...rest, reference: placeOf(reference, shown, products) };
    const lines = products.filter(({ id }) => cart.some(({ productId }) => productId === id));
    const meant = meantProduct(reference, lines);
    const sku = cart.find(({ productId }) => productId === meant?.id)?.sku;
    return sku ? { ...rest, target: { sku } } : rest;
  };
  const { next, ...first } = understanding;
  return { ...resolve(first), ...(next ? { next: next.map(resolve) } : {}) };
}

const ABOUT_CART: ReadonlySet<string> = new Set(['remove_from_cart', 'change_quantity']);

function isOpen({ reference }: Act): boolean {
  return reference?.pick !== undefined || reference?.described !== undefined;
}

function placeOf(
  reference: Reference,
  shown: readonly ProductId[],
  products: readonly Product[],
): Reference | undefined {
  const meant = meantProduct(
    reference,
    products.filter(({ id }) => shown.includes(id)),
  );
  return meant ? { ordinal: shown.indexOf(meant.id) + 1 } : undefined;
}

function meantProduct({ described, pick }: Reference, products: readonly Product[]): Product | undefined {
  const fitting = described ? products.filter((product) => fits(product, described)) : products;
  if (pick) return byPrice(fitting, pick);
  return fitting.length === 1 ? fitting[0] : undefined;
}

function byPrice(products: readonly Product[], pick: 'cheapest' | 'dearest'): Product | undefined {
  const sorted = [...products].sort((a, b) => a.price.amount - b.price.amount);
  return pick === 'cheapest' ? sorted[0] : sorted.at(-1);
}

function fits(product: Product, { category, brand, colours, text }: Constraints): boolean {
  if (brand !== undefined && product.brand !== brand) return false;
  const words = product.name.toLowerCase();
  const named = text?.split(' ').every((word) => words.includes(word.replace(/s$/, ''))) ?? true;
  if (!named || (category !== undefined && product.category !== category)) return false;
  return !colours?.length || product.variants.some(({ colour }) => colours.some((each) => each === colour));
}
