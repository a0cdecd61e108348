import {
  type Block,
  type ConversationId,
  type Currency,
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
  if ('say' in planned) return [say(planned, deps.currency)];
  switch (planned.show) {
    case 'products':
      return [await products(deps, planned)];
    case 'relaxations':
      return relaxations(planned);
    case 'choices':
      return [{ type: 'choices', choices: planned.choices.map((choice) => PLANNED_CHOICES[choice]) }];
    case 'sizes':
      return sizes(deps, planned);
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
  currency: Currency,
): Block {
  const text = PHRASES[phrase]({ ...values, ...(wish ? { wish: describeWish(wish, currency) } : {}) });
  return tone ? { type: 'notice', tone, text } : { type: 'text', text };
}

async function products({ catalog }: ReplyWriterDeps, planned: Shown<'products'>): Promise<Block> {
  const found = await catalog.get(planned.productIds);
  return { type: 'products', items: found.map((product) => toCard(product, planned)), total: planned.total };
}

function relaxations({ relaxations: offers }: Shown<'relaxations'>): Block[] {
  if (offers.length === 0) return [];
  const choices = offers.map(({ label, count, constraints }) => ({
    label: `${label} (${count})`,
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
  return [{ type: 'choices', choices }];
}

function toCard(
  product: Product,
  asked: { colours?: Shown<'products'>['colours']; size?: string },
): ProductCard {
  const variants = wantedFirst(product.variants, asked);
  const [first] = variants;
  const colour =
    asked.colours?.length && first && asked.colours.includes(first.colour) ? first.colour : undefined;
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
  { colours, size }: { colours?: readonly string[]; size?: string },
): Variant[] {
  const score = (variant: Variant) =>
    (colours?.includes(variant.colour) ? 2 : 0) + (size !== undefined && variant.size === size ? 1 : 0);
  return [...variants].sort((a, b) => score(b) - score(a));
}
