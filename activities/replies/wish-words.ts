import { type Constraints, type Currency, DEFAULT_LANGUAGE, type Language } from '../../domain/index.js';
import { type Messages, messagesIn } from './messages.js';

/** "men's jeans in blue, size M, under $50": what the shopper asked for, in words. */
export function describeWish(
  constraints: Constraints,
  currency: Currency,
  language: Language = DEFAULT_LANGUAGE,
): string {
  const messages = messagesIn(language);
  const { department, category, brand, colours, size, text } = constraints;
  const noun = messages.format('wish.noun', {
    department: department ? messages.format(`wish.department.${department}`) : '',
    text: text ? messages.format('wish.text', { text }) : '',
    brand: brand ?? '',
    things: category ? categoryWords(category, messages) : messages.format('wish.anything'),
  });
  const details = [
    colours?.length ? messages.format('wish.colours', { colours: colourWords(colours, messages) }) : '',
    size ? messages.format('wish.size', { size }) : '',
    describePrice(constraints, currency, messages),
  ];
  return [noun, ...details].join(' ').replaceAll(/ {2,}/g, ' ').trim();
}

/** Everyday words for a category; a merchant's own categories are called what the merchant calls them. */
export function categoryWords(category: string, messages: Messages): string {
  const key = `category.${category}`;
  return messages.has(key) ? messages.format(key) : category.toLowerCase();
}

export function colourWords(colours: readonly string[], messages: Messages): string {
  return messages.anyOf(colours.map((colour) => messages.format(`colour.${colour}`)));
}

export function describePrice(
  { priceMin, priceMax }: Constraints,
  currency: Currency,
  messages: Messages,
): string {
  const least = messages.amount(priceMin ?? 0, currency);
  const most = messages.amount(priceMax ?? 0, currency);
  if (priceMin !== undefined && priceMax !== undefined)
    return messages.format('wish.price.between', { least, most });
  if (priceMax !== undefined) return messages.format('wish.price.upTo', { most });
  return priceMin === undefined ? '' : messages.format('wish.price.from', { least });
}
