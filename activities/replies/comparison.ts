import { availableSizes, type Product } from '../../domain/index.js';
import type { Messages } from './messages.js';
import { categoryWords } from './wish-words.js';

/** One row of a comparison: what it is about, and what the record says of each thing, in their order. */
export interface ComparedFact {
  label: string;
  values: string[];
}

const MOST_LISTED = 8;

/** What the record says of each thing, side by side: price first, then what it is, then what can be had of it now. */
export function compareFacts(products: readonly Product[], messages: Messages): ComparedFact[] {
  const fact = (name: string, of: (product: Product) => string): ComparedFact => ({
    label: messages.format(`compare.${name}`),
    values: products.map(of),
  });
  return [
    fact('price', (product) => priceOf(product, products, messages)),
    fact('brand', ({ brand }) => brand),
    fact('kind', ({ category }) => categoryWords(category, messages)),
    fact('department', ({ department }) => messages.format(`people.${department}`)),
    fact('sizes', (product) => list(availableSizes(product), messages)),
    fact('colours', (product) => list(coloursInStock(product, messages), messages)),
  ];
}

/** The lowest says so, unless all cost the same. */
function priceOf({ price }: Product, products: readonly Product[], messages: Messages): string {
  const amounts = products.map((product) => product.price.amount);
  const written = messages.amount(price.amount, price.currency);
  const isLowest = price.amount === Math.min(...amounts) && amounts.some((amount) => amount !== price.amount);
  return isLowest ? messages.format('compare.lowest', { price: written }) : written;
}

function coloursInStock({ variants }: Product, messages: Messages): string[] {
  const colours = new Set(variants.filter(({ available }) => available > 0).map(({ colour }) => colour));
  return [...colours].map((colour) => {
    const key = `colour.${colour}`;
    return messages.has(key) ? messages.format(key) : colour;
  });
}

function list(values: readonly string[], messages: Messages): string {
  if (values.length === 0) return messages.format('compare.sold_out');
  const words = values.slice(0, MOST_LISTED).join(', ');
  return messages.format('compare.list', { words, count: Math.max(0, values.length - MOST_LISTED) });
}
