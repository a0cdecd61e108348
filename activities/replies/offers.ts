import type {
  Block,
  ConstraintName,
  Constraints,
  Currency,
  Language,
  Narrowing,
} from '../../domain/index.js';
import { type Messages, messagesIn } from './messages.js';
import { categoryWords, colourWords, describePrice } from './wish-words.js';

/** Other wishes to tap, each with how much meets it. */
export function wishChoices(offers: readonly Narrowing[], currency: Currency, language: Language): Block[] {
  if (offers.length === 0) return [];
  const messages = messagesIn(language);
  const choices = offers.map((offer) => {
    const { count, estimated, constraints } = offer;
    const label = labelOf(offer, currency, messages);
    return {
      label: messages.format('offer.counted', { label, about: Number(estimated ?? false), count }),
      text: label,
      action: { type: 'search', constraints } as const,
    };
  });
  return [{ type: 'choices', choices }];
}

/** The catalog words its offers in English; elsewhere the wish that an offer leads to says what it is called. */
function labelOf(
  { constraint, constraints, label }: Narrowing,
  currency: Currency,
  messages: Messages,
): string {
  if (messages.language === 'en' || !constraint) return label;
  const value = saidOf(constraint, constraints, currency, messages);
  const words = value
    ? messages.format(`offer.some.${constraint}`, { value })
    : messages.format(`offer.any.${constraint}`);
  return words.charAt(0).toLocaleUpperCase(messages.language) + words.slice(1);
}

function saidOf(
  name: ConstraintName,
  wish: Constraints,
  currency: Currency,
  messages: Messages,
): string | undefined {
  switch (name) {
    case 'price':
      return describePrice(wish, currency, messages);
    case 'colours':
      return wish.colours?.length ? colourWords(wish.colours, messages) : undefined;
    case 'department':
      return wish.department && messages.format(`people.${wish.department}`);
    case 'category':
      return wish.category && categoryWords(wish.category, messages);
    case 'size':
    case 'brand':
    case 'text':
      return wish[name];
  }
}
