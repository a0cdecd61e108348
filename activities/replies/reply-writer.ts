import {
  type Block,
  type Choice,
  type ConversationId,
  type Currency,
  comesIn,
  type Narrowing,
  type OrderIntent,
  type PlannedBlock,
  type Product,
  type ProductCard,
  type ProductId,
  productImageUrl,
  type ReplyPlan,
  type Variant,
} from '../../domain/index.js';
import type { Carts, Catalog, Orders } from '../ports/index.js';
import { PHRASES, PLANNED_CHOICES } from './phrases.js';
import { describeWish } from './wish-words.js';

export interface ReplyWriterDeps {
  catalog: Catalog;
  carts: Carts;
  orders: Orders;
  currency: Currency;
  /** Whether a receipt goes out by mail. */
  mailsReceipts: boolean;
}

/** Turns what the machine planned to say into words, and reads every figure at that moment. */
export interface ReplyWriter {
  write(conversationId: ConversationId, plan: ReplyPlan): Promise<Block[]>;
}

export function createReplyWriter(deps: ReplyWriterDeps): ReplyWriter {
  return {
    async write(conversationId, plan) {
      const blocks: Block[] = [];
      for (const planned of plan) blocks.push(...(await writeBlock(deps, conversationId, planned)));
      return blocks;
    },
  };
}

type Shown<Kind> = Extract<PlannedBlock, { show: Kind }>;

async function writeBlock(
  deps: ReplyWriterDeps,
  conversationId: ConversationId,
  planned: PlannedBlock,
): Promise<Block[]> {
  if ('say' in planned) return [say(planned, deps)];
  switch (planned.show) {
    case 'products':
      return [await products(deps, planned)];
    case 'relaxations':
      return wishChoices(planned.relaxations);
    case 'narrowings':
      return wishChoices(planned.narrowings);
    case 'choices':
      return [{ type: 'choices', choices: planned.choices.map((choice) => PLANNED_CHOICES[choice]) }];
    case 'sizes':
      return sizes(deps, planned);
    case 'watchable':
      return watchable(deps, planned);
    case 'cart':
      return [{ type: 'cart', cart: await deps.carts.read(conversationId) }];
    case 'checkout':
      return [{ type: 'checkout', checkoutId: planned.checkoutId }];
    case 'order_choices':
      return [orderChoices(planned)];
    case 'confirm_cancel':
      return [confirmCancel(planned)];
    case 'order_by_id': {
      const order = await deps.orders.byId(planned.orderId);
      return order ? [{ type: 'order', order }] : [];
    }
    case 'order': {
      const order = await deps.orders.byCheckout(planned.checkoutId);
      return order ? [{ type: 'order', order }] : [];
    }
  }
}

const ABOUT: Record<OrderIntent, string> = {
  order_status: 'Where is order',
  cancel_order: 'Cancel order',
  return_refund: 'Send back from order',
  change_order: 'Change order',
};

function orderChoices({ intent, orders }: Shown<'order_choices'>): Block {
  const choices = orders.map(({ id, number }) => ({
    label: number,
    text: `${ABOUT[intent]} ${number}`,
    action: { type: intent, orderId: id },
  }));
  return { type: 'choices', choices };
}

function confirmCancel({ orderId }: Shown<'confirm_cancel'>): Block {
  return {
    type: 'choices',
    choices: [
      {
        label: 'Yes, cancel it',
        text: 'Yes, cancel my order',
        action: { type: 'cancel_order', orderId, confirmed: true },
      },
      { label: 'No, keep it', text: 'No, keep my order', action: { type: 'order_status', orderId } },
    ],
  };
}

function say(
  { say: phrase, values, wish, tone }: Extract<PlannedBlock, { say: unknown }>,
  { currency, mailsReceipts }: ReplyWriterDeps,
): Block {
  const text = PHRASES[phrase]({
    ...values,
    mailed: Number(mailsReceipts),
    ...(wish ? { wish: describeWish(wish, currency) } : {}),
  });
  return tone ? { type: 'notice', tone, text } : { type: 'text', text };
}

async function products({ catalog }: ReplyWriterDeps, planned: Shown<'products'>): Promise<Block> {
  const found = await catalog.get(planned.productIds);
  return { type: 'products', items: found.map((product) => toCard(product, planned)), total: planned.total };
}

/** Other wishes to tap, each with how much meets it. */
function wishChoices(offers: readonly Narrowing[]): Block[] {
  if (offers.length === 0) return [];
  const choices = offers.map(({ label, count, estimated, constraints }) => ({
    label: `${label} (${estimated ? 'about ' : ''}${count.toLocaleString('en-US')})`,
    text: label,
    action: { type: 'search', constraints } as const,
  }));
  return [{ type: 'choices', choices }];
}

/** One choice for each size that can be had; of several colours the one asked for, else the first. */
async function sizes(
  { catalog }: ReplyWriterDeps,
  { productId, quantity, colours }: Shown<'sizes'>,
): Promise<Block[]> {
  const [product] = await catalog.get([productId]);
  if (!product) return [];
  const offered = new Map<string, Variant>();
  for (const variant of wantedFirst(product.variants, { colours })) {
    if (variant.available > 0 && !offered.has(variant.size)) offered.set(variant.size, variant);
  }
  const order = [...new Set(product.variants.map(({ size }) => size))];
  const choices = order.flatMap((size) => {
    const variant = offered.get(size);
    if (!variant) return [];
    const text = `${product.name}, size ${size}, ${variant.colour}`;
    return [
      { label: size, text, action: { type: 'add_to_cart', productId, sku: variant.sku, quantity } as const },
    ];
  });
  const soldOut = order.filter((size) => !offered.has(size)).slice(0, MOST_WATCHABLE);
  const watches = wantedFirst(product.variants, { colours }).filter(
    ({ size }, index, variants) =>
      soldOut.includes(size) && variants.findIndex((variant) => variant.size === size) === index,
  );
  return [
    { type: 'choices', choices: [...choices, ...watches.map((variant) => watchChoice(product, variant))] },
  ];
}

/** As many are offered to be told of; a product can be sold out in more sizes than fit under a reply. */
const MOST_WATCHABLE = 6;

/** "Tell me when it is back", for each variant that is meant and sold out. */
async function watchable({ catalog }: ReplyWriterDeps, { wish }: Shown<'watchable'>): Promise<Block[]> {
  const [product] = await catalog.get([wish.productId]);
  const { sku, size, colours } = wish;
  const soldOut = (product?.variants ?? []).filter(
    (variant) =>
      variant.available === 0 &&
      (!sku || variant.sku === sku) &&
      (!size || variant.size.toLowerCase() === size.toLowerCase()) &&
      (!colours?.length || comesIn(variant.colour, colours)),
  );
  if (!product || soldOut.length === 0) return [];
  const choices = soldOut.slice(0, MOST_WATCHABLE).map((variant) => watchChoice(product, variant));
  return [{ type: 'choices', choices }];
}

function watchChoice({ id, name }: Product, { sku, size, colour }: Variant): Choice {
  return {
    label: `${size}, ${colour}: tell me when it is back`,
    text: `Tell me when ${name}, size ${size}, ${colour}, is back`,
    action: { type: 'watch_stock', productId: id, sku },
  };
}

function toCard(product: Product, asked: Pick<Shown<'products'>, 'colours' | 'size' | 'sku'>): ProductCard {
  const variants = wantedFirst(product.variants, asked);
  const [first] = variants;
  const isAsked = first && (first.sku === asked.sku || comesIn(first.colour, asked.colours ?? []));
  const colour = isAsked ? first.colour : undefined;
  const { id, name, brand, category, department, price } = product;
  return {
    id,
    name,
    brand,
    category,
    department,
    price,
    colour,
    variants,
    imageUrl: productImageUrl(id as ProductId, colour ?? product.variants[0]?.colour),
  };
}

/** Variants as asked for come first; within that, the catalog's order stays. */
function wantedFirst(
  variants: readonly Variant[],
  { colours, size, sku }: { colours?: readonly string[]; size?: string; sku?: string },
): Variant[] {
  const score = (variant: Variant) =>
    (variant.sku === sku ? 4 : 0) +
    (colours?.includes(variant.colour) ? 2 : 0) +
    (size !== undefined && variant.size === size ? 1 : 0);
  return [...variants].sort((a, b) => score(b) - score(a));
}
