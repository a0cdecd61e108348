import {
  type CartChange,
  type Constraints,
  carriedOver,
  type ProductId,
  refineConstraints,
  type Sku,
  type StockWish,
  startSearch,
  type Understanding,
  withoutAbsent,
} from '../domain/index.js';
import type { ConversationContext } from './conversation-context.js';

/** The constraints that hold once this wish is heard. A tapped search says all there is to say. */
export function wantedConstraints(context: ConversationContext, wish: Understanding): Constraints {
  if (wish.engine === 'tap') return wish.slots;
  if (wish.edits?.undo) return refineConstraints(context.past?.at(-1) ?? {}, { slots: wish.slots });
  return wish.intent === 'refine'
    ? refineConstraints(context.constraints, wish)
    : startSearch(context.constraints, wish);
}

const MOST_PAST = 10;

/** What "go back" leads to after this wish. */
export function pastAfter(
  { constraints, past = [] }: ConversationContext,
  wish: Understanding,
): Constraints[] {
  return wish.edits?.undo ? past.slice(0, -1) : [...past, constraints].slice(-MOST_PAST);
}

/** What a new search took over from the one before, so that the shopper can be told. */
export function carriedConstraints(
  before: Constraints,
  wish: Understanding,
  after: Constraints,
): Constraints {
  if (wish.engine === 'tap' || wish.intent !== 'search') return {};
  const names = carriedOver(before, wish, after);
  const { department, size, priceMin, priceMax } = after;
  return withoutAbsent({
    department: names.includes('department') ? department : undefined,
    size: names.includes('size') ? size : undefined,
    ...(names.includes('price') ? { priceMin, priceMax } : {}),
  });
}

/** The products on screen that a question or a comparison is about: those named, else the first few. */
export function meantProducts({ shown }: ConversationContext, { reference }: Understanding): ProductId[] {
  if (reference?.ordinal === undefined) return shown.slice(0, MOST_COMPARED);
  const places = [reference.ordinal, ...(reference.others ?? [])];
  return [...new Set(places.flatMap((place) => nth(shown, place) ?? []))];
}

const MOST_COMPARED = 3;

/** Whether nothing can lie between the wanted prices. */
export function pricesContradict({ priceMin, priceMax }: Constraints): boolean {
  return priceMin !== undefined && priceMax !== undefined && priceMin > priceMax;
}

/** Whether the message answers "which size?": it names a size or a colour and nothing new to look for. */
export function answersWhichVariant(
  { asked }: ConversationContext,
  { intent, slots }: Understanding,
): boolean {
  const onlyVariant =
    !slots.category && !slots.brand && slots.priceMax === undefined && slots.priceMin === undefined;
  return asked !== undefined && intent === 'refine' && onlyVariant && Boolean(slots.size ?? slots.colours);
}

/**
 * The change to the cart that is meant, or `undefined` when it is not clear which thing is meant.
 * What was tapped says so itself; "the second one" counts on what was shown last.
 */
export function wantedCartChange(context: ConversationContext, wish: Understanding): CartChange | undefined {
  if (context.asked && answersWhichVariant(context, wish)) return addVariant(context.asked, wish);
  if (wish.intent === 'add_to_cart') {
    const productId = wish.target?.productId ?? meantProduct(context, wish);
    if (productId === undefined) return undefined;
    return {
      ...addVariant({ productId, quantity: wish.quantity ?? 1 }, wish, context),
      sku: wish.target?.sku,
    };
  }
  const sku = wish.target?.sku ?? meantLine(context, wish);
  if (sku === undefined) return undefined;
  if (wish.intent === 'remove_from_cart') return { type: 'remove', sku };
  return wish.quantity === undefined ? undefined : { type: 'set_quantity', sku, quantity: wish.quantity };
}

/** A size or colour asked for earlier holds for what is added now, unless the message names another. */
function addVariant(
  add: { productId: ProductId; quantity: number },
  { slots, engine }: Understanding,
  context?: ConversationContext,
): Extract<CartChange, { type: 'add' }> {
  const carried = engine === 'tap' ? {} : (context?.constraints ?? {});
  return { type: 'add', ...add, size: slots.size ?? carried.size, colours: slots.colours ?? carried.colours };
}

/** The product that others are to be like, or `undefined` when it is not clear which is meant. */
export function wantedExample(context: ConversationContext, wish: Understanding): ProductId | undefined {
  return wish.target?.productId ?? meantProduct(context, wish);
}

/** What somebody wants to be told of, or `undefined` when it is not clear which product is meant. */
export function wantedStock(context: ConversationContext, wish: Understanding): StockWish | undefined {
  const productId = wish.target?.productId ?? meantProduct(context, wish) ?? context.asked?.productId;
  if (productId === undefined) return undefined;
  if (wish.target) return { productId, sku: wish.target.sku };
  const { size = context.constraints.size, colours = context.constraints.colours } = wish.slots;
  return { productId, size, colours };
}

export function meantProduct(
  { shown }: ConversationContext,
  { reference }: Understanding,
): ProductId | undefined {
  if (reference?.ordinal !== undefined) return nth(shown, reference.ordinal);
  return shown.length === 1 ? shown[0] : undefined;
}

function meantLine(context: ConversationContext, { reference }: Understanding): Sku | undefined {
  const { lines } = context.cart;
  if (reference?.ordinal === undefined) return lines.length === 1 ? lines[0]?.sku : undefined;
  if (context.screen === 'cart') return nth(lines, reference.ordinal)?.sku;
  const productId = nth(context.shown, reference.ordinal);
  return lines.find((line) => line.productId === productId)?.sku;
}

/** @param ordinal 1 is the first, -1 the last. */
function nth<Item>(items: readonly Item[], ordinal: number): Item | undefined {
  return ordinal > 0 ? items[ordinal - 1] : items.at(ordinal);
}
