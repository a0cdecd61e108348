import {
  type Block,
  type Choice,
  type ConversationId,
  type Currency,
  comesIn,
  DEFAULT_LANGUAGE,
  type Language,
  type PlannedBlock,
  type Product,
  type ProductCard,
  type ProductId,
  productImageUrl,
  type ReplyPlan,
  type Variant,
} from '../../domain/index.js';
import type { Carts, Catalog, HelpTexts, Orders } from '../ports/index.js';
import { compareFacts } from './comparison.js';
import { type MessageArguments, type Messages, messagesIn } from './messages.js';
import { wishChoices } from './offers.js';
import { plannedChoice, sentence } from './phrases.js';
import { describeWish } from './wish-words.js';

export interface ReplyWriterDeps {
  catalog: Catalog;
  carts: Carts;
  orders: Orders;
  help: Pick<HelpTexts, 'passage'>;
  currency: Currency;
  /** Whether a receipt goes out by mail. */
  mailsReceipts: boolean;
}

/** Turns what the machine planned to say into words, and reads every figure at that moment. */
export interface ReplyWriter {
  /** @param language English where it is not known. */
  write(conversationId: ConversationId, plan: ReplyPlan, language?: Language): Promise<Block[]>;
}

type Setting = ReplyWriterDeps & { messages: Messages };

export function createReplyWriter(deps: ReplyWriterDeps): ReplyWriter {
  return {
    async write(conversationId, plan, language = DEFAULT_LANGUAGE) {
      const setting = { ...deps, messages: messagesIn(language) };
      const blocks: Block[] = [];
      for (const planned of plan) blocks.push(...(await writeBlock(setting, conversationId, planned)));
      return blocks;
    },
  };
}

type Shown<Kind> = Extract<PlannedBlock, { show: Kind }>;

async function writeBlock(
  deps: Setting,
  conversationId: ConversationId,
  planned: PlannedBlock,
): Promise<Block[]> {
  if ('say' in planned) return [say(planned, deps)];
  switch (planned.show) {
    case 'products':
      return [await products(deps, planned)];
    case 'relaxations':
      return wishChoices(planned.relaxations, deps.currency, deps.messages.language);
    case 'narrowings':
      return wishChoices(planned.narrowings, deps.currency, deps.messages.language);
    case 'choices':
      return [
        {
          type: 'choices',
          choices: planned.choices.map((choice) => plannedChoice(choice, deps.messages.language)),
        },
      ];
    case 'sizes':
      return sizes(deps, planned);
    case 'watchable':
      return watchable(deps, planned);
    case 'comparison':
      return [await comparison(deps, planned)];
    case 'passage':
      return [passage(deps, planned)];
    case 'cart':
      return [{ type: 'cart', cart: await deps.carts.read(conversationId) }];
    case 'checkout':
      return [{ type: 'checkout', checkoutId: planned.checkoutId }];
    case 'order_choices':
      return [orderChoices(planned, deps.messages)];
    case 'confirm_cancel':
      return [confirmCancel(planned, deps.messages)];
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

function orderChoices({ intent, orders }: Shown<'order_choices'>, messages: Messages): Block {
  const choices = orders.map(({ id, number }) => ({
    label: number,
    text: messages.format(`choice.order.${intent}`, { number }),
    action: { type: intent, orderId: id },
  }));
  return { type: 'choices', choices };
}

function confirmCancel({ orderId }: Shown<'confirm_cancel'>, messages: Messages): Block {
  return {
    type: 'choices',
    choices: [
      {
        label: messages.format('choice.yes_cancel.label'),
        text: messages.format('choice.yes_cancel.text'),
        action: { type: 'cancel_order', orderId, confirmed: true },
      },
      {
        label: messages.format('choice.no_keep.label'),
        text: messages.format('choice.no_keep.text'),
        action: { type: 'order_status', orderId },
      },
    ],
  };
}

function say(
  { say: phrase, values, wish, tone }: Extract<PlannedBlock, { say: unknown }>,
  { currency, mailsReceipts, messages: { language } }: Setting,
): Block {
  const described: MessageArguments = wish ? { wish: describeWish(wish, currency, language) } : {};
  const text = sentence(phrase, { ...values, mailed: Number(mailsReceipts), ...described }, language);
  return tone ? { type: 'notice', tone, text } : { type: 'text', text };
}

async function products({ catalog }: ReplyWriterDeps, planned: Shown<'products'>): Promise<Block> {
  const found = await catalog.get(planned.productIds);
  return { type: 'products', items: found.map((product) => toCard(product, planned)), total: planned.total };
}

async function comparison(
  { catalog, messages }: Setting,
  { productIds }: Shown<'comparison'>,
): Promise<Block> {
  const products = await catalog.get(productIds);
  return {
    type: 'comparison',
    items: products.map((product) => toCard(product, {})),
    facts: compareFacts(products, messages),
  };
}

/** The merchant may have taken it out since it was found. */
function passage(setting: Setting, planned: Shown<'passage'>): Block {
  const found = setting.help.passage(planned.passage, setting.messages.language);
  if (!found) return say({ say: 'policy_other' }, setting);
  return {
    type: 'passage',
    title: found.title,
    text: found.text,
    href: `/help?language=${setting.messages.language}#${found.id}`,
  };
}

/** One choice for each size that can be had; of several colours the one asked for, else the first. */
async function sizes(
  { catalog, messages }: Setting,
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
    const text = messages.format('choice.size.text', variantWords(product, variant, messages));
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
    {
      type: 'choices',
      choices: [...choices, ...watches.map((variant) => watchChoice(product, variant, messages))],
    },
  ];
}

/** As many are offered to be told of; a product can be sold out in more sizes than fit under a reply. */
const MOST_WATCHABLE = 6;

/** "Tell me when it is back", for each variant that is meant and sold out. */
async function watchable({ catalog, messages }: Setting, { wish }: Shown<'watchable'>): Promise<Block[]> {
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
  const choices = soldOut.slice(0, MOST_WATCHABLE).map((variant) => watchChoice(product, variant, messages));
  return [{ type: 'choices', choices }];
}

function watchChoice(product: Product, variant: Variant, messages: Messages): Choice {
  const words = variantWords(product, variant, messages);
  return {
    label: messages.format('choice.watch.label', words),
    text: messages.format('choice.watch.text', words),
    action: { type: 'watch_stock', productId: product.id, sku: variant.sku },
  };
}

function variantWords({ name }: Product, { size, colour }: Variant, messages: Messages) {
  return { name, size, colour: messages.format(`colour.${colour}`) };
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
    size: variants.find(({ size }) => size === asked.size)?.size,
    variants,
    imageUrl: productImageUrl(id as ProductId, colour ?? product.variants[0]?.colour),
  };
}

/** Variants as asked for come first; within that, the catalog's order stays, and so sizes go from small to large. */
function wantedFirst(
  variants: readonly Variant[],
  { colours, sku }: { colours?: readonly string[]; sku?: string },
): Variant[] {
  const score = (variant: Variant) =>
    (variant.sku === sku ? 2 : 0) + (colours?.includes(variant.colour) ? 1 : 0);
  return [...variants].sort((a, b) => score(b) - score(a));
}
