import { BaseColour, type ProductCard } from '../../../domain/index.js';
import type { Check } from './checks.js';
import { boundsIn, type Evidence } from './evidence.js';
import { SIZES } from './sizes.js';
import type { Token } from './tokens.js';

/** What a sentence says of one product, or of all that is shown when it names none. */
interface Said {
  sizes: Set<string>;
  colours: Set<string>;
}

/** Quotes, prices, percentages, brands, sizes and colours: each has to be true of the very product it is said of. */
export function checkFacts(tokens: readonly Token[], evidence: Evidence): Check | undefined {
  const bounds = boundsIn(tokens);
  const said = new Map<ProductCard | undefined, Said>();
  for (const [at, token] of tokens.entries()) {
    const card = cardMeant(tokens, at);
    if (token.kind === 'quote' && !isKnownQuote(token.text, evidence)) return 'quote';
    if (token.kind === 'percent' && !evidence.percents.has(token.value)) return 'percent';
    if (token.kind === 'brand' && !holdsBrand(token.brand, card, evidence)) return 'brand';
    if (token.kind === 'money' && !holdsMoney(token, card, bounds, evidence)) return 'money';
    const size = SIZES.at(tokens, at);
    const colour = colourOf(token);
    if (size === undefined && colour === undefined) continue;
    const things = said.get(card) ?? { sizes: new Set(), colours: new Set() };
    if (size !== undefined) things.sizes.add(size);
    if (colour !== undefined) things.colours.add(colour);
    said.set(card, things);
  }
  for (const [card, things] of said) {
    const failed = card ? checkVariants(card, things) : checkForAll(things, evidence);
    if (failed) return failed;
  }
  return undefined;
}

/** The product a fact belongs to: the one named last before it, else the one named first after it. */
function cardMeant(tokens: readonly Token[], at: number): ProductCard | undefined {
  const isName = (token: Token) => token.kind === 'name';
  const found = tokens.slice(0, at).findLast(isName) ?? tokens.slice(at + 1).find(isName);
  return found?.kind === 'name' ? found.card : undefined;
}

function isKnownQuote(text: string, { quotes, cards }: Evidence): boolean {
  return quotes.has(text) || cards.some(({ name }) => name.toLowerCase() === text);
}

function holdsBrand(brand: string, card: ProductCard | undefined, { brandsSaid, cards }: Evidence): boolean {
  if (card) return card.brand === brand;
  return brandsSaid.has(brand) || (cards.length > 0 && cards.every((shown) => shown.brand === brand));
}

function holdsMoney(
  { amount, currency }: Extract<Token, { kind: 'money' }>,
  card: ProductCard | undefined,
  saidBounds: readonly { role: string; amount: number }[],
  { bounds }: Evidence,
): boolean {
  if (card?.price.amount === amount && card.price.currency === currency) return true;
  const asBound = saidBounds.filter((bound) => bound.amount === amount);
  return (
    asBound.length > 0 &&
    asBound.every(({ role }) =>
      bounds.some((bound) => bound.role === role && bound.amount === amount && bound.currency === currency),
    )
  );
}

/** There has to be one that can be had in each size together with each colour that is said. */
function checkVariants({ variants }: ProductCard, { sizes, colours }: Said): Check | undefined {
  const canBeHad = variants.filter(({ available }) => available > 0);
  const isThere = (size: string | undefined, colour: string | undefined) =>
    canBeHad.some(
      (variant) =>
        (size === undefined || variant.size.toUpperCase() === size) &&
        (colour === undefined || variant.colour === colour),
    );
  for (const size of sizes) if (!isThere(size, undefined)) return 'size';
  for (const colour of colours) if (!isThere(undefined, colour)) return 'colour';
  for (const size of sizes) {
    for (const colour of colours) if (!isThere(size, colour)) return 'colour';
  }
  return undefined;
}

/** "In blue" of what was asked for in blue or black would leave out half of the truth. */
function checkForAll({ sizes, colours }: Said, evidence: Evidence): Check | undefined {
  for (const size of sizes) if (!evidence.sizes.has(size)) return 'size';
  for (const colour of colours) if (!evidence.colours.has(colour)) return 'colour';
  return colours.size > 0 && colours.size < evidence.colours.size ? 'colour' : undefined;
}

const COLOURS: ReadonlySet<string> = new Set(BaseColour.options);

function colourOf(token: Token): string | undefined {
  if (token.kind !== 'word') return undefined;
  if (token.text === 'gray') return 'grey';
  return COLOURS.has(token.text) ? token.text : undefined;
}
