import type { Product } from '../../domain/index.js';
import type { Must, SearchCase } from './search-case.js';

/** The constraints that a product breaks; a shop must never show one that does. */
export function broken(product: Product, must: Must): string[] {
  const { price, department, brand, variants } = product;
  const has = {
    price:
      price.amount >= (must.priceMin ?? 0) && price.amount <= (must.priceMax ?? Number.POSITIVE_INFINITY),
    department: department === (must.department ?? department),
    brand: brand === (must.brand ?? brand),
    variant: variants.some(
      ({ size, colour, available }) =>
        size === (must.size ?? size) &&
        (must.colours?.some((wanted) => wanted === colour) ?? true) &&
        (must.size === undefined || available > 0),
    ),
    words: !must.without?.test(factsOf(product)),
  };
  return Object.entries(has).flatMap(([name, isMet]) => (isMet ? [] : [name]));
}

/** What a product is worth to whoever asked: 3 just that, 2 close, 1 worth a look, 0 nothing. */
export function grade(product: Product, { must, best, good, fair, byHand, nothing }: SearchCase): number {
  if (nothing || broken(product, must).length > 0) return 0;
  const categories = must.category === undefined ? [product.category] : [must.category].flat();
  if (!categories.includes(product.category)) return 0;
  const hand = byHand?.find(([id, name]) => id === product.id && name === product.name);
  if (hand) return hand[2];
  if (!best || best.test(product.name)) return 3;
  const facts = factsOf(product);
  if (good?.test(facts)) return 2;
  return fair?.test(facts) ? 1 : 0;
}

const factsOf = ({ name, category, description }: Product) => `${name} | ${category} | ${description}`;
