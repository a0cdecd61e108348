import type {
  CartChange,
  CartRefusal,
  CheckoutId,
  Constraints,
  Narrowing,
  PlannedBlock,
  ProductId,
  Relaxation,
  ReplyPlan,
  Sku,
  StockWatchOutcome,
  StockWish,
  Topic,
  Understanding,
} from '../domain/index.js';
import type { CheckoutOutcome, ConversationContext } from './conversation-context.js';

const showMore: PlannedBlock = { show: 'choices', choices: ['show_more'] };

/** What each situation is answered with. Words and figures are filled in when the reply is written. */
export const greeting: ReplyPlan = [{ say: 'greeting' }, { show: 'choices', choices: ['browse', 'help'] }];
export const help: ReplyPlan = [
  { say: 'help' },
  { show: 'choices', choices: ['browse', 'view_cart', 'human_agent'] },
];
export const humanAgent: ReplyPlan = [{ say: 'human_agent', tone: 'info' }];
export const outOfScope: ReplyPlan = [
  { say: 'out_of_scope' },
  { show: 'choices', choices: ['browse', 'help', 'human_agent'] },
];
export const priceRangeInvalid: ReplyPlan = [{ say: 'price_range_invalid', tone: 'warning' }];
export const thanks: ReplyPlan = [{ say: 'thanks' }];
export const goodbye: ReplyPlan = [{ say: 'goodbye' }];
export const languageSet: ReplyPlan = [{ say: 'language_set' }];
export const startedOver: ReplyPlan = [{ say: 'started_over' }, { show: 'choices', choices: ['browse'] }];
export const nothingToCompare: ReplyPlan = [{ say: 'nothing_to_compare' }];

/** Things side by side, fact by fact. */
export function comparison(productIds: ProductId[]): ReplyPlan {
  return [{ say: 'comparison' }, { show: 'comparison', productIds }];
}

/** A question about a thing is answered by what the record has; about the rest nothing is made up. */
export function facts(productId: ProductId, topic: Topic | undefined): ReplyPlan {
  const recorded = topic === 'price' || topic === 'sizes' || topic === 'colours' || topic === 'availability';
  return [{ say: recorded ? 'product_facts' : 'product_facts_only' }, theProduct({ productId })];
}

/** What the merchant has written about it; where that is nothing, one sentence, or a person. */
export function policy({ topic, passage }: Understanding): ReplyPlan {
  if (passage !== undefined) return [{ show: 'passage', passage }];
  switch (topic) {
    case 'shipping':
    case 'returns':
    case 'payment':
    case 'discounts':
      return [{ say: `policy_${topic}` }];
    default:
      return [{ say: 'policy_other' }, { show: 'choices', choices: ['human_agent'] }];
  }
}

/** What a new search kept of the old wish, so that nobody wonders about missing results. */
export function carriedOver(kept: Constraints): ReplyPlan {
  return Object.keys(kept).length > 0 ? [{ say: 'carried_over', wish: kept }] : [];
}

/** Which price "cheap" was taken for, so that nobody has to guess. */
export function cheapMeans({ cheap }: Understanding, wanted: Constraints): ReplyPlan {
  if (!cheap || wanted.priceMax === undefined) return [];
  const { category, department, priceMax } = wanted;
  return [{ say: 'cheap_means', wish: { category, department, priceMax } }];
}

export const nothingMore: ReplyPlan = [{ say: 'no_more_results' }];
export const trouble: ReplyPlan = [{ say: 'trouble', tone: 'warning' }];

export function results(
  { constraints, seen }: ConversationContext,
  found: {
    ids: ProductId[];
    total: number;
    estimated?: true;
    relaxations: Relaxation[];
    narrowings?: Narrowing[];
  },
): ReplyPlan {
  if (found.total === 0) {
    const { relaxations } = found;
    const widen: ReplyPlan =
      relaxations.length > 0 ? [{ say: 'widen' }, { show: 'relaxations', relaxations }] : [];
    return [{ say: 'no_results', wish: constraints }, ...widen];
  }
  const { narrowings = [] } = found;
  const more = found.total > seen + found.ids.length;
  return [
    {
      say: 'results',
      wish: constraints,
      values: {
        total: found.total,
        first: seen + 1,
        last: seen + found.ids.length,
        ...(found.estimated ? { about: 1 } : {}),
      },
    },
    {
      show: 'products',
      productIds: found.ids,
      total: found.total,
      colours: constraints.colours,
      size: constraints.size,
    },
    ...(more ? [showMore] : []),
    ...(more && narrowings.length > 0 ? [{ show: 'narrowings', narrowings } as const] : []),
  ];
}

/** What is like a product, and below it what goes with it; nothing is said of what there is none of. */
export function recommended(found: { similar: ProductId[]; alsoBought: ProductId[] }): ReplyPlan {
  const { similar, alsoBought } = found;
  const products = (productIds: ProductId[]) =>
    ({ show: 'products', productIds, total: productIds.length }) as const;
  return [
    ...(similar.length > 0
      ? ([{ say: 'similar' }, products(similar)] as const)
      : ([{ say: 'no_similar' }] as const)),
    ...(alsoBought.length > 0 ? ([{ say: 'also_bought' }, products(alsoBought)] as const) : []),
  ];
}

/** When it is not clear which thing is meant. */
export function whichOne({ shown, cart }: ConversationContext, { intent }: Understanding): ReplyPlan {
  const ofProduct = ['add_to_cart', 'watch_stock', 'product_question', 'find_similar'];
  if (ofProduct.includes(intent))
    return shown.length === 0 ? [{ say: 'nothing_shown' }] : [{ say: 'which_one' }];
  return cart.count === 0 ? cartEmpty : [{ say: 'which_one' }, { show: 'cart' }];
}

export const cartEmpty: ReplyPlan = [{ say: 'cart_empty' }, { show: 'choices', choices: ['browse'] }];
export const cart: ReplyPlan = [{ say: 'cart' }, { show: 'cart' }];

export function cartChanged(
  change: CartChange['type'],
  quantity: number | undefined,
  empty: boolean,
): ReplyPlan {
  const phrase = { add: 'added', remove: 'removed', set_quantity: 'quantity_changed' } as const;
  return [
    { say: phrase[change], values: { quantity: quantity ?? 0 } },
    ...(empty ? [] : [{ show: 'cart' } as const]),
  ];
}

export function cartChangeRefused(
  refusal: CartRefusal,
  available: number | undefined,
  wish: StockWish | undefined,
): ReplyPlan {
  const said: ReplyPlan = [{ say: refusal, values: { available: available ?? 0 }, tone: 'warning' }];
  return refusal === 'sold_out' && wish ? [...said, { show: 'watchable', wish }] : said;
}

export function stockWatched(wish: StockWish, outcome: StockWatchOutcome): ReplyPlan {
  switch (outcome.kind) {
    case 'watching':
      return [{ say: 'watching' }, { show: 'choices', choices: ['stop_watching', 'browse'] }];
    case 'in_stock':
      return [{ say: 'watch_in_stock' }, theProduct(wish)];
    case 'which_variant':
      return [{ say: 'watch_which' }, { show: 'watchable', wish: { productId: wish.productId } }];
    case 'too_many':
      return [{ say: 'watch_too_many', tone: 'warning' }];
    case 'unknown_product':
      return [{ say: 'unknown_product', tone: 'warning' }];
  }
}

export function watchingStopped(count: number): ReplyPlan {
  return [{ say: count === 0 ? 'watching_nothing' : 'watching_stopped', values: { count } }];
}

export function stockBack(productId: ProductId, sku: Sku): ReplyPlan {
  return [{ say: 'stock_back' }, theProduct({ productId, sku })];
}

function theProduct({ productId, sku, size, colours }: StockWish): PlannedBlock {
  return { show: 'products', productIds: [productId], total: 1, colours, size, sku };
}

export function whichVariant(productId: ProductId, quantity: number, constraints: Constraints): ReplyPlan {
  return [{ say: 'which_size' }, { show: 'sizes', productId, quantity, colours: constraints.colours }];
}

export function checkoutOpened(checkoutId: CheckoutId): ReplyPlan {
  return [{ say: 'checkout_opened' }, { show: 'checkout', checkoutId }];
}

export function checkoutAlreadyOpen(checkoutId: CheckoutId): ReplyPlan {
  return [{ say: 'checkout_already_open' }, { show: 'checkout', checkoutId }];
}

export function checkoutEnded(checkoutId: CheckoutId, outcome: CheckoutOutcome): ReplyPlan {
  switch (outcome) {
    case 'completed':
      return [
        { say: 'checkout_completed' },
        { show: 'order', checkoutId },
        { show: 'choices', choices: ['browse'] },
      ];
    case 'stalled':
      return [{ say: 'checkout_stalled', tone: 'warning' }];
    case 'declined':
      return [
        { say: 'checkout_declined', tone: 'warning' },
        { show: 'checkout', checkoutId },
      ];
    default:
      return [
        { say: `checkout_${outcome}`, tone: 'info' },
        { show: 'choices', choices: ['view_cart', 'checkout'] },
      ];
  }
}
